import { phoneIn } from '@ganh/kernel';
import { guessOrder } from './guess-order';

const goods = [
  { variantId: 1, name: 'Mật ong rừng 500 ml', stepsPerUnit: 1 },
  { variantId: 2, name: 'Tiêu sọ', stepsPerUnit: 20 },
  { variantId: 3, name: 'Trà sâm 20 gói', stepsPerUnit: 1 },
  { variantId: 4, name: 'Mật ong hoa cà phê', stepsPerUnit: 1 },
];

it.each([
  ['cho mình 2 hũ mật ong rừng nha', 1, 2],
  ['MẬT ONG RỪNG 3', 1, 3],
  ['hai hũ mật ong rừng', 1, 2],
  ['bà ơi lấy mật ong rừng 2 chai 0905 123 456', 1, 2],
  ['bà ơi lấy mật ong rừng', 1, 1],
  ['sau này mua tiêu sọ', 2, 20],
  ['tiêu sọ 2kg', 2, 20],
  ['tiêu sọ 2 kg', 2, 40],
  ['lấy trà sâm 20 gói', 3, 1],
  ['trà sâm 20 gói lấy 3', 3, 3],
  ['mật ong cà phê 1 hũ', 4, 1],
])('%s', (text, variantId, quantity) => {
  expect(guessOrder(text, goods)).toMatchObject({ variantId, quantity });
});

it.each(['còn hàng không shop', 'mật ngọt quá', '0905123456', '', '2 hũ'])(
  'guesses nothing from: %s',
  (text) => {
    expect(guessOrder(text, goods)).toBeNull();
  },
);

it('says which words it guessed from', () => {
  expect(guessOrder('tiêu sọ', goods)?.why).toBe('Khách viết “tiêu sọ”');
});

it.each([
  ['gọi 0905 123 456 nhé', '+84905123456'],
  ['+84 905.123.456', '+84905123456'],
  ['sđt ０９０５１２３４５６', '+84905123456'],
  ['mã 12345678901234', null],
  ['0905', null],
])('finds the phone in: %s', (text, phone) => {
  expect(phoneIn(text)).toBe(phone);
});

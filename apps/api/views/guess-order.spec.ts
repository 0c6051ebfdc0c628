import { phoneIn } from '@ganh/kernel';
import { guessable, guessOrder } from './guess-order';

const goods = [
  { variantId: 1, productId: 10, name: 'Mật ong rừng 500 ml', stepsPerUnit: 1 },
  { variantId: 2, productId: 20, name: 'Tiêu sọ', stepsPerUnit: 20 },
  { variantId: 3, productId: 30, name: 'Trà sâm 20 gói', stepsPerUnit: 1 },
  { variantId: 4, productId: 40, name: 'Mật ong hoa cà phê', stepsPerUnit: 1 },
].map(guessable);

it.each([
  ['cho mình 2 hũ mật ong rừng nha', 1, 2],
  ['MẬT ONG RỪNG 3', 1, 3],
  ['hai hũ mật ong rừng', 1, 2],
  ['bà ơi lấy mật ong rừng 2 chai 0905 123 456', 1, 2],
  ['bà ơi lấy mật ong rừng', 1, 1],
  ['sau này mua tiêu sọ', 2, 20],
  ['tiêu sọ 2kg', 2, 40],
  ['tiêu sọ 5h chiều ghé', 2, 20],
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

it.each([
  ['Chốt 2 hũ 0905 777 888, 12 Lê Lợi', 10, 1, 2],
  ['em lấy 3', 20, 2, 60],
  ['gửi em nhé', 10, 1, 1],
  ['cho em 2 gói trà sâm', 10, 3, 2],
])('under the post of its product: %s', (text, under, variantId, quantity) => {
  expect(guessOrder(text, goods, under)).toMatchObject({ variantId, quantity });
});

it('guesses nothing under the post of a product with several variants', () => {
  const sizes = [5, 6].map((variantId) => ({ ...goods[0]!, variantId, productId: 50 }));
  expect(guessOrder('chốt 2', sizes, 50)).toBeNull();
});

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

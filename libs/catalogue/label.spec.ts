import { kindByCode } from './kinds';
import { fieldFact } from './label';
import type { Variant } from './product';

const goods = {
  producer: 'HTX Thử',
  variants: [{ pack: { amount: 500, measure: 'g' } } as unknown as Variant],
};
const ask = (kind: string, name: string) => fieldFact(kindByCode(kind), name, goods);

it.each([
  ['tea', 'Xuất xứ', { guess: 'Việt Nam', isOwn: false, isOnLabel: true }],
  ['tea', 'Trọng lượng tịnh (g)', { guess: '500 g', isOwn: true, isOnLabel: true }],
  ['honey', 'Thành phần', { guess: '', isOwn: true, isOnLabel: true }],
  [
    'pottery',
    'Tên tổ chức chịu trách nhiệm sản xuất',
    { guess: 'HTX Thử', isOwn: true, isOnLabel: true },
  ],
  ['pottery', 'Hạn sử dụng', null],
  ['tea', 'Thương hiệu', { guess: 'HTX Thử', isOwn: true, isOnLabel: false }],
  ['tea', 'Số đăng ký công bố', { guess: '', isOwn: true, isOnLabel: false }],
  ['tea', 'Loại bao bì', null],
  ['', 'Xuất xứ', null],
])('%s: %s', (kind, name, fact) => expect(ask(kind, name)).toEqual(fact));

import fc from 'fast-check';
import { fold } from '@ganh/kernel';
import { guessKinds, kindByCode, kindCodeFrom, kindOf, KINDS } from '.';

const kindNamed = (name: string) => kindOf({ kind: '', name })?.code ?? null;

describe('the kind told by a name', () => {
  it.each([
    ['Mật ong rừng hũ 500 ml', 'honey'],
    ['mat ong rung', 'honey'],
    ['Trà hoa vàng', 'tea'],
    ['Cà phê bột', 'coffee'],
    ['Cá kho niêu đất', 'seafood'],
    ['Nước mắm cá cơm', 'fish-sauce'],
    ['Hạt tiêu sọ', 'spice'],
    ['Gạo nếp cái hoa vàng', 'rice'],
    ['Tinh bột nghệ đỏ', 'herbal'],
    ['Rượu nếp', 'alcohol'],
    ['Chổi đót', 'bamboo'],
    ['Homestay Quèn Thờ', 'tourism'],
    ['Món mới của nhà mình', null],
  ])('%s', (name, code) => expect(kindNamed(name)).toBe(code));

  it('never comes before what a person said', () => {
    expect(kindOf({ kind: 'tea', name: 'Mật ong' })?.code).toBe('tea');
    expect(kindOf({ kind: 'từ thời trước', name: 'Mật ong' })?.code).toBe('honey');
  });

  it('is the same with and without marks, for every word of the table on its own', () => {
    for (const kind of KINDS)
      for (const word of kind.words) {
        expect([word, guessKinds(word)[0]?.code]).toEqual([word, kind.code]);
        expect(guessKinds(fold(word)).length).toBeGreaterThan(0);
      }
  });

  it('answers known kinds only, whatever is written', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), (text) => {
        for (const kind of guessKinds(text)) expect(kindByCode(kind.code)).toBe(kind);
      }),
    );
  });
});

it.each([
  ['Mật ong, mật, đường', 'honey'],
  ['honey', 'honey'],
  ['Trà thảo mộc', 'tea'],
  // An OCOP group is coarser than what a name tells.
  ['Thực phẩm', ''],
  ['Đồ uống', ''],
  ['A1', ''],
  [null, ''],
])('a column that says %s', (text, code) => expect(kindCodeFrom(text)).toBe(code));

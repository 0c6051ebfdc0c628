import fc from 'fast-check';
import { fold, searchMatches, tidy } from '@ganh/kernel';

describe('tidy', () => {
  it.each([
    ['  Mật   ong ', 'Mật ong'],
    ['Chốt'.normalize('NFD'), 'Chốt'],
    ['hu\u200b\u00ad mật\u00a0ong\n', 'hu mật ong'],
    ['a\u0000b', 'a b'],
    ['❤\ufe0f', '❤'],
    ['x\ud800y', 'xy'],
  ])('%j is stored as %j', (typed, stored) => expect(tidy(typed)).toBe(stored));

  it('changes nothing the second time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => expect(tidy(tidy(s))).toBe(tidy(s))),
    );
  });
});

describe('fold', () => {
  it.each([
    ['Chốt Mã 12'.normalize('NFD'), 'chot ma 12'],
    ['０９１２ ｍã ５', '0912 ma 5'],
    ['0\ufe0f\u20e39\ufe0f\u20e31\ufe0f\u20e32\ufe0f\u20e3', '0912'],
    ['hủ\u200b mật\u00a0ong', 'hu mat ong'],
    ['𝗺𝗮̃ 𝟬𝟱', 'ma 05'],
    ['m12×3', 'm12x3'],
    ['m12 ✖ 3', 'm12 x 3'],
    ['½ ký tiêu', '1⁄2 ky tieu'],
    ['Ðặt', 'dat'],
    ['ÐÐ ðð đĐ', 'dd dd dd'],
    ['  a  b  ', 'a b'],
  ])('%j is searched as %j', (typed, folded) => expect(fold(typed)).toBe(folded));

  it('does not see the form of Unicode, and folds a folded text to itself', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (s) => {
        const folded = fold(s);
        expect(fold(folded)).toBe(folded);
        expect(fold(s.normalize('NFD'))).toBe(folded);
        expect(fold(s.normalize('NFC'))).toBe(folded);
      }),
      { numRuns: 2000 },
    );
  });

  it('is the plain definition for Vietnamese', () => {
    const letters = [
      ...'aăâbcdđeêghiklmnoôơpqrstuưvxyàảãáạằẳẵắặầẩẫấậềểễếệìỉĩíịồổỗốộờởỡớợùủũúụừửữứựỳỷỹýỵ 0123456789.,',
    ];
    const plain = (s: string) =>
      s
        .normalize('NFKC')
        .replace(/[Đđ]/g, 'd')
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .toLowerCase()
        .replace(/\s+/g, ' ')
        .trim();
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...letters)), fc.boolean(), (chars, upper) => {
        const text = upper ? chars.join('').toUpperCase() : chars.join('');
        expect(fold(text)).toBe(plain(text));
      }),
    );
  });
});

describe('searchMatches', () => {
  it.each([
    ['Mật ong rừng Cúc Phương', 'mat ong', true],
    ['Mật ong rừng Cúc Phương', 'phu m', true],
    ['Mật ong rừng Cúc Phương', 'ong mat', true],
    ['Mật ong rừng', 'at', false],
    ['Tiêu Tiên Phước (01)', '01', true],
    ['Đậu phụng', 'dau', true],
    ['bất kỳ', '', true],
  ])('%j with %j: %s', (text, query, matches) =>
    expect(searchMatches(fold(text), fold(query))).toBe(matches),
  );
});

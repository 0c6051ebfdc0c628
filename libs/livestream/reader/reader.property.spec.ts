import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { createReader, type CatalogueEntry, type Reading } from '@ganh/livestream';

const catalogue = JSON.parse(
  readFileSync(join(__dirname, '../../../test/fixtures/live/worked-catalogue.json'), 'utf8'),
) as CatalogueEntry[];

const reader = createReader(catalogue);
let buyers = 0;
/** Each text by a buyer of its own, so that no memory is in play. */
const read = (text: string): Reading => ({
  ...reader.read({ id: buyers, user: `u${(buyers += 1)}`, text }),
  id: 0,
});
const meaning = ({ intent, lines, phone }: Reading): string =>
  JSON.stringify({ intent, lines, phone });

/** Whole comments of every intent, written out with marks. */
const comment = fc.constantFrom(
  'mã 12', 'm12 x3', 'chốt 2 hũ mật ong', 'mật ong 2 hũ', 'lấy 3 gói cơm cháy', '1 nước mắm 1 mắm tép', '2 ký tiêu', 'hai cân rưỡi tiêu',
  '1 chục trứng', '01 05 08 mỗi mã 2', 'đặt 1 combo A', 'túi cói nâu size L', 'cho em 2 hộp trà cúc', 'lấy mắm', 'mã 120', 'gạo 10kg',
  'còn mật ong không', 'mã 12 bao nhiêu tiền', 'ship bao nhiêu', 'để mai em lấy', 'hôm qua mình lấy 2 hũ ngon lắm', 'hủy đơn', 'đừng lấy mã 03 mặn lắm',
  'chúc buôn may bán đắt', '0912345678', 'mã 05 0912345678', 'ba hũ mắm tép', 'lấy 500k tiêu',
); // prettier-ignore
const orders = fc.constantFrom(
  'mã 12',
  'm12 x3',
  'chốt 2 hũ mật ong',
  'mật ong 2 hũ',
  'lấy 3 gói cơm cháy',
  '2 ký tiêu',
  '1 chục trứng',
  'đặt 1 combo A',
);

const same = (typed: fc.Arbitrary<readonly [string, string]>): void =>
  fc.assert(
    fc.property(typed, ([plain, other]) =>
      expect(`${other} → ${meaning(read(other))}`).toBe(`${other} → ${meaning(read(plain))}`),
    ),
    { numRuns: 200 },
  );

describe('what never changes a reading', () => {
  it('politeness at the end or before', () => {
    const polite = fc.constantFrom(
      ' ạ',
      ' nha',
      ' nhé',
      ' nha shop',
      ' ạ shop ơi',
      ' giúp em',
      ' nghen',
      ' nè',
      ' luôn nha',
      ' với ạ',
      ' dùm em',
    );
    same(
      fc
        .tuple(comment, polite, fc.constantFrom('', 'dạ ', 'shop ơi ', 'sốp ơi '))
        .map(([c, p, before]) => [c, before + c + p]),
    );
  });

  it('the same letter typed three times and more', () => {
    const stretched = fc
      .tuple(comment, fc.nat(), fc.integer({ min: 3, max: 9 }))
      .map(([c, at, times]) => {
        const letters = [...c.matchAll(/\p{L}(?=\s|$)/gu)].filter((m) =>
          /\p{L}{2}/u.test(c.slice(m.index - 1, m.index + 1)),
        );
        const letter = letters[at % Math.max(1, letters.length)];
        return [
          c,
          letter
            ? c.slice(0, letter.index) + letter[0].repeat(times) + c.slice(letter.index + 1)
            : c,
        ] as const;
      });
    same(stretched);
  });

  it('upper and lower case', () =>
    same(
      fc
        .tuple(comment, fc.boolean())
        .map(([c, upper]) => [c, upper ? c.toUpperCase() : c.toLowerCase()]),
    ));

  it('the form of Unicode', () =>
    same(
      fc
        .tuple(comment, fc.constantFrom('NFD', 'NFC', 'NFKD'))
        .map(([c, form]) => [c, c.normalize(form)]),
    ));

  it('full-width letters and digits', () => {
    same(
      comment.map(
        (c) =>
          [c, c.replace(/[!-~]/g, (x) => String.fromCharCode(x.charCodeAt(0) + 0xfee0))] as const,
      ),
    );
  });

  it('characters that nobody sees, anywhere', () => {
    const hidden = fc.tuple(
      comment,
      fc.constantFrom('\u200b', '\u200d', '\ufeff', '\u00ad', '\u2060', '\ufe0f'),
      fc.nat(),
    );
    same(
      hidden.map(([c, mark, at]) => [
        c,
        c.slice(0, at % (c.length + 1)) + mark + c.slice(at % (c.length + 1)),
      ]),
    );
  });

  it('emoji between words and around', () => {
    const emoji = fc
      .array(fc.constantFrom('❤️', '😍', '🔥', '👍🏻', '🍯', '👨‍👩‍👧', '🇻🇳', '✅'), {
        minLength: 1,
        maxLength: 4,
      })
      .map((e) => e.join(''));
    const placed = fc.tuple(comment, emoji, fc.nat()).map(([c, e, at]) => {
      const words = c.split(' ');
      words.splice(at % (words.length + 1), 0, e);
      return [c, words.join(' ')] as const;
    });
    same(placed);
  });
});

describe('numbers that are no amounts', () => {
  const lines = (text: string): string => JSON.stringify(read(text).lines);
  const keeps = (other: fc.Arbitrary<readonly [string, string]>): void =>
    fc.assert(
      fc.property(other, ([plain, typed]) =>
        expect(`${typed} ${lines(typed)}`).toBe(`${typed} ${lines(plain)}`),
      ),
      { numRuns: 200 },
    );
  const digits = (n: number) =>
    fc.array(fc.integer({ min: 0, max: 9 }), { minLength: n, maxLength: n }).map((d) => d.join(''));
  const phone = fc
    .tuple(
      fc.constantFrom('09', '03', '07', '08', '05'),
      digits(8),
      fc.constantFrom('', ' ', '.', '-'),
    )
    .map(
      ([head, rest, sep]) =>
        `${head}${rest.slice(0, 2)}${sep}${rest.slice(2, 5)}${sep}${rest.slice(5)}`,
    );

  it('a phone, before or behind', () => {
    keeps(
      fc
        .tuple(orders, phone, fc.boolean())
        .map(([c, p, before]) => [c, before ? `${p} ${c}` : `${c} ${p}`]),
    );
  });

  it('a phone alone makes no line and is kept whole', () => {
    fc.assert(
      fc.property(phone, (typed) => {
        const reading = read(typed);
        expect(reading.lines).toEqual([]);
        expect(reading.phone).toBe(typed.replace(/\D/g, ''));
      }),
    );
  });

  it('an address, behind', () => {
    const number = fc.integer({ min: 1, max: 400 });
    const address = fc.oneof(
      fc
        .tuple(number, fc.constantFrom('Nguyễn Trãi', 'Lê Lợi', 'Trần Hưng Đạo'), number)
        .map(([a, s, b]) => `, đc: ${a} ${s}, phường ${b % 20}, quận ${(b % 12) + 1}`),
      fc.tuple(number, number).map(([a, b]) => ` gửi về ${a}/${b} Phan Chu Trinh, Đà Nẵng`),
      number.map((a) => `, thôn ${a} xã Quế Phú huyện Quế Sơn`),
      number.map((a) => ` ship về số nhà ${a} ngõ ${a % 30} phố Huế, Hà Nội`),
    );
    keeps(fc.tuple(orders, address).map(([c, a]) => [c, c + a]));
  });

  it('a price, alone or beside a question', () => {
    const price = fc
      .tuple(
        fc.integer({ min: 1, max: 999 }),
        fc.constantFrom('k', ' ngàn', '.000đ', '.000', 'k/hũ', ' nghìn đồng'),
      )
      .map(([n, unit]) => `${n}${unit}`);
    fc.assert(
      fc.property(
        price,
        fc.constantFrom('', 'giá ', 'sao mắc dữ ', 'ship ', 'ck ', 'hết '),
        fc.constantFrom('', ' hả shop', ' rồi nha'),
        (p, before, after) => {
          expect(`${before}${p}${after} ${lines(before + p + after)}`).toBe(
            `${before}${p}${after} []`,
          );
        },
      ),
    );
  });
});

describe('any input', () => {
  it('is read without an error, the same way twice, in one of six intents', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.string()),
        (typed) => {
          const reading = read(typed);
          expect(['order', 'change', 'cancel', 'question', 'chat', 'spam']).toContain(
            reading.intent,
          );
          expect(reading.reason).not.toBe('');
          expect(read(typed)).toEqual(reading);
        },
      ),
      { numRuns: 500 },
    );
  });
});

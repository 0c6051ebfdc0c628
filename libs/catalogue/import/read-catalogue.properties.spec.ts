import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Cell } from '@ganh/sheets';
import { takePackFromName } from './pack';
import { readCatalogue } from './read-catalogue';
import type { CatalogueReading, ReadProduct } from './reading';

function read(rows: Cell[][]): CatalogueReading {
  return readCatalogue([{ name: 'Hàng', rows, merges: [], struck: new Set() }]);
}

describe('whatever is done to the sheet that does not change its meaning', () => {
  const HEAD = [
    'Mã SP',
    'Tên hàng hoá',
    'Quy cách',
    'Giá bán',
    'Tồn kho',
    'Nhà SX',
    'Ngày SX',
    'Hạn dùng',
    'Sao OCOP',
  ];
  const row = fc
    .record({
      name: fc.constantFrom(
        'Mật ong rừng',
        'Nước mắm nhĩ',
        'Bột nghệ đỏ',
        'Trà đẳng sâm',
        'Gạo nếp',
        'Chè dây',
        'Tiêu sọ',
        'Đường phổi',
      ),
      pack: fc.constantFrom('chai 500 ml', 'hũ 250g', 'túi/2kg', 'hộp 20 gói x 3g', null),
      price: fc.constantFrom<Cell>(
        '85k',
        120_000,
        '95.000đ',
        '1tr25',
        '110,000 VND',
        'liên hệ',
        '80-90k',
        null,
      ),
      stock: fc.constantFrom<Cell>(5, '45', 'còn 8', 'hết', null, '-'),
      maker: fc.constantFrom('HTX Đồi Chè', 'Cơ sở Bà Năm', null),
      made: fc.constantFrom<Cell>('12/5/26', 46145, null),
      life: fc.constantFrom<Cell>('6 tháng', '1/1/2028', null),
      stars: fc.constantFrom<Cell>('4 sao', '***', 5, null),
    })
    .map((one): Cell[] => [
      null,
      one.name,
      one.pack,
      one.price,
      one.stock,
      one.maker,
      one.made,
      one.life,
      one.stars,
    ]);
  const table = fc.array(row, { minLength: 1, maxLength: 8 });

  const plain = (products: readonly ReadProduct[]): Omit<ReadProduct, 'row'>[] =>
    products.map(({ row: _row, ...rest }) => rest);
  const productsOf = (rows: Cell[][]): Omit<ReadProduct, 'row'>[] => plain(read(rows).products);

  it('blank rows and blank columns', () => {
    fc.assert(
      fc.property(
        table,
        fc.array(fc.nat(20), { maxLength: 4 }),
        fc.nat(3),
        (rows, blanks, shift) => {
          const whole: Cell[][] = [HEAD, ...rows];
          const more = whole.map((cells) => [
            ...Array<Cell>(shift).fill(null),
            ...cells.slice(0, 4),
            null,
            ...cells.slice(4),
          ]);
          for (const blank of blanks) more.splice(blank % (more.length + 1), 0, [null, ' ', null]);
          expect(productsOf(more)).toEqual(productsOf(whole));
        },
      ),
    );
  });

  it('columns in another order', () => {
    fc.assert(
      fc.property(
        table,
        fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7, 8], { minLength: 9 }),
        (rows, order) => {
          const whole: Cell[][] = [HEAD, ...rows];
          expect(productsOf(whole.map((cells) => order.map((index) => cells[index]!)))).toEqual(
            productsOf(whole),
          );
        },
      ),
    );
  });

  it('titles in capitals, without marks, or with the marks apart; texts with the marks apart and odd blanks', () => {
    const bare = (text: string): string =>
      text
        .normalize('NFD')
        .replace(/\p{Mn}/gu, '')
        .replace(/đ/g, 'd')
        .replace(/Đ/g, 'D');
    const titles = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      bare,
      (text) => ` ${text.normalize('NFD')}\u00a0`,
      (text) => text.replace(' ', '  '),
    );
    const texts = fc.constantFrom<(text: string) => string>(
      (text) => text.normalize('NFD'),
      (text) => `\u00a0 ${text} `,
      (text) => text.replace(/ /g, '\u00a0'),
      (text) => text.replace(' ', '\n'),
    );
    fc.assert(
      fc.property(table, titles, texts, (rows, title, text) => {
        const changed = rows.map((cells) =>
          cells.map((cell) => (typeof cell === 'string' ? text(cell) : cell)),
        );
        expect(productsOf([HEAD.map(title), ...changed])).toEqual(productsOf([HEAD, ...rows]));
      }),
    );
  });

  it('every filled row is accounted for exactly once', () => {
    fc.assert(
      fc.property(table, (rows) => {
        const reading = read([HEAD, ...rows]);
        const told = [...reading.products, ...reading.duplicates, ...reading.skipped]
          .map((one) => one.row)
          .sort((a, b) => a - b);
        expect(told).toEqual(Array.from({ length: rows.length + 1 }, (_, i) => i + 1));
        for (const { row: at, field } of reading.ask) {
          const product = reading.products.find((one) => one.row === at);
          if (product) expect(product[field]).toBeNull();
        }
      }),
    );
  });

  it('no text makes it slow', () => {
    const pieces = [
      '1 ',
      '(((((',
      '1x',
      '~ ',
      '- ',
      '1.000.',
      'con ',
      '12. ',
      'gia gia ',
      'OCOP ',
      '1 hộp ',
      'a\u0301 ',
      '[A1',
    ];
    for (const piece of pieces) {
      const text = piece.repeat(6000);
      const solid = text.replace(/ /g, '');
      const titles = ['Tên', 'Giá', 'Tồn', 'Quy cách', 'Sao', 'Ngày SX', 'Ghi chú'];
      const started = Date.now();
      read([
        [text, solid],
        titles,
        titles.map(() => text),
        titles.map(() => solid),
        titles.map(() => solid.slice(0, 59)),
      ]);
      expect([piece, Date.now() - started < 2500]).toEqual([piece, true]);
    }
  });

  it('never throws on any cells', () => {
    const cell = fc.oneof(
      fc.constantFrom<Cell>(null, 'Tên', 'Giá', 'Tồn', 'NSX', '85k', 3, true, new Date(0)),
      fc.string(),
      fc.double(),
    );
    fc.assert(
      fc.property(
        fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 8 }),
        (rows) => void read(rows),
      ),
      { numRuns: 300 },
    );
  });
});

describe('real names with their pack written into them', () => {
  const golden = readFileSync(
    join(__dirname, '../../../test/fixtures/catalogue/messy-products.golden.txt'),
    'utf8',
  );
  const goods = golden.split('\n').flatMap((line) => {
    const [, , name, unit, pack] = line.split('|');
    const [amount, measure] = (pack ?? '').split(' ');
    if (
      !/^\d+\|/.test(line) ||
      !name ||
      !unit ||
      unit === 'kg' ||
      !/^(?:g|ml)$/.test(measure ?? '')
    )
      return [];
    return [{ name, unit, pack: { amount: Number(amount), measure: measure! } }];
  });
  const big = (amount: number): string => String(amount / 1000).replace('.', ',');
  const packs: ((amount: number, measure: string) => string)[] = [
    (amount, measure) => `${amount}${measure}`,
    (amount, measure) => `${amount} ${measure.toUpperCase()}`,
    (amount, measure) => `${big(amount)}${measure === 'g' ? 'kg' : 'l'}`,
    (amount, measure) => `${big(amount).replace(',', '.')} ${measure === 'g' ? 'ký' : 'lít'}`,
  ];
  const places: ((name: string, unit: string, pack: string) => string)[] = [
    (name, unit, pack) => `${name} ${unit} ${pack}`,
    (name, unit, pack) => `${unit[0]!.toUpperCase()}${unit.slice(1)} ${pack} ${name}`,
    (name, unit, pack) => `${name} - ${pack}/${unit}`,
    (name, unit, pack) => `${name} (${unit} ${pack})`,
    (name, unit, pack) => `${name.toUpperCase()}, ${unit.toUpperCase()} ${pack}`,
  ];

  it('come apart again', () => {
    expect(goods.length).toBeGreaterThan(60);
    fc.assert(
      fc.property(
        fc.constantFrom(...goods),
        fc.constantFrom(...packs),
        fc.constantFrom(...places),
        (one, pack, place) => {
          const text = place(one.name, one.unit, pack(one.pack.amount, one.pack.measure));
          const read = takePackFromName(text);
          expect([read.unit, read.pack, read.name.toLowerCase()]).toEqual([
            one.unit,
            one.pack,
            one.name.toLowerCase(),
          ]);
        },
      ),
      { numRuns: 300 },
    );
  });
});

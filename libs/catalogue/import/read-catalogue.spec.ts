import type { Cell, SheetGrid } from '@ganh/sheets';
import { readCatalogue } from './read-catalogue';
import type { CatalogueReading } from './reading';

function grid(rows: Cell[][], more: Partial<SheetGrid> = {}): SheetGrid {
  return { name: 'Hàng', rows, merges: [], struck: new Set(), ...more };
}

function read(rows: Cell[][], more: Partial<SheetGrid> = {}): CatalogueReading {
  return readCatalogue([grid(rows, more)]);
}

const asked = (reading: CatalogueReading): string[] =>
  reading.ask.map(({ row, field }) => `${row} ${field}`);
const names = (reading: CatalogueReading): (string | null)[] =>
  reading.products.map((product) => product.name);

describe('finding the table', () => {
  it('title rows above, the price unit among them, numbered columns, totals and notes', () => {
    const reading = read([
      ['HTX Đại Hòa', null, null, null],
      ['BẢNG GIÁ (ĐVT: 1.000 đồng)', null, null, null],
      [],
      ['TT', 'Ten san pham', 'Gia', 'S.Lượng'],
      [1, 2, 3, 4],
      [1, 'Gạo thơm túi 5kg', 165, 40],
      [2, 'Yến sào hộp 100g', 2850, 7],
      [null, 'Tổng cộng', null, 47],
      ['Ghi chú: giá chưa gồm phí ship', null, null, null],
    ]);
    expect(reading.products).toMatchObject([
      { row: 6, name: 'Gạo thơm', priceVnd: 165_000, stock: 40 },
      { row: 7, name: 'Yến sào', priceVnd: 2_850_000, stock: 7 },
    ]);
    expect(reading.skipped.map((one) => one.row)).toEqual([1, 2, 4, 5, 8, 9]);
    expect(reading.ask).toEqual([]);
  });

  it('titles in two rows, retail beside wholesale', () => {
    const reading = read(
      [
        ['STT', 'Tên hàng', 'Giá bán', null, 'Ngày', null],
        [null, null, 'Sỉ', 'Lẻ', 'NSX', 'HSD'],
        [1, 'Chè', 70_000, 85_000, '1/4/2026', '1/4/2027'],
      ],
      { merges: [{ top: 0, left: 2, bottom: 0, right: 3 }] },
    );
    expect(reading.products).toMatchObject([
      { priceVnd: 85_000, madeOn: '2026-04-01', expiresOn: '2027-04-01' },
    ]);
  });

  it('several tables under and beside each other, titles repeated', () => {
    const reading = read([
      ['Tên', 'Giá', 'SL', null, 'Tên', 'Giá', 'SL'],
      ['Chè', '20k', 1, null, 'Trà', '30k', 2],
      ['Tên', 'Giá', 'SL', null, 'Tên', 'Giá', 'SL'],
      ['Mè', '40k', 3, null, null, null, null],
      [],
      ['Hàng mới', null, null, null, null, null, null],
      ['Mã hàng', 'Mặt hàng', 'Tồn', 'Đơn giá', null, null, null],
      ['A1', 'Nấm', 5, '50k', null, null, null],
    ]);
    expect(
      reading.products.map(({ row, name, priceVnd, stock }) => [row, name, priceVnd, stock]),
    ).toEqual([
      [2, 'Chè', 20_000, 1],
      [2, 'Trà', 30_000, 2],
      [4, 'Mè', 40_000, 3],
      [8, 'Nấm', 50_000, 5],
    ]);
  });

  it('NSX is a maker or a day by what stands under it', () => {
    expect(
      read([
        ['Tên', 'Giá', 'NSX'],
        ['Chè', '20k', 'HTX A'],
      ]).products[0],
    ).toMatchObject({ producer: 'HTX A' });
    expect(
      read([
        ['Tên', 'Giá', 'NSX'],
        ['Chè', '20k', '1/2/26'],
      ]).products[0],
    ).toMatchObject({ madeOn: '2026-02-01' });
  });

  it('a column of names may have no title', () => {
    expect(
      names(
        read([
          ['STT', null, 'ĐVT', 'Giá', 'Tồn'],
          [1, 'Chè xanh', 'gói', '20k', 3],
        ]),
      ),
    ).toEqual(['Chè xanh']);
  });

  it('merged makers, ditto marks and merged stock', () => {
    const reading = read(
      [
        ['Tên', 'Giá', 'Tồn', 'HTX'],
        ['Chè', '20k', 9, 'HTX A'],
        ['Trà', '20k', null, null],
        ['Mè', '20k', 4, 'nt'],
        ['Đỗ', '20k', 1, null],
      ],
      {
        merges: [
          { top: 1, left: 3, bottom: 2, right: 3 },
          { top: 1, left: 2, bottom: 2, right: 2 },
        ],
      },
    );
    expect(reading.products.map((product) => product.producer)).toEqual([
      'HTX A',
      'HTX A',
      'HTX A',
      null,
    ]);
    expect(asked(reading)).toEqual(['3 stock']);
  });

  it('a table without stock asks once, without prices for every row', () => {
    expect(
      asked(
        read([
          ['Tên', 'Giá'],
          ['Chè', '20k'],
          ['Trà', '30k'],
        ]),
      ),
    ).toEqual(['1 stock']);
    expect(
      asked(
        read([
          ['Tên', 'Tồn'],
          ['Chè', 2],
          ['Trà', 3],
        ]),
      ),
    ).toEqual(['2 priceVnd', '3 priceVnd']);
  });

  it('goods no longer sold are skipped, sold out ones are not', () => {
    const rows: Cell[][] = [
      ['Tên', 'Giá', 'Tồn', 'Ghi chú'],
      ['Chè', '20k', 5, 'ngưng bán'],
      ['Trà', '30k', null, 'hết hàng'],
      ['Mè', '40k', 3, 'hết hàng'],
    ];
    const reading = read(rows);
    expect(reading.products.map(({ name, stock }) => [name, stock])).toEqual([
      ['Trà', 0],
      ['Mè', null],
    ]);
    expect(asked(reading)).toEqual(['4 stock']);
  });

  it('goods without a name are asked about, sums without a name are not goods', () => {
    const reading = read([
      ['Mã', 'Tên', 'ĐVT', 'Giá', 'Tồn'],
      ['A1', null, 'hũ 300g', '20k', 5],
      [null, null, null, null, 5],
    ]);
    expect(reading.products).toMatchObject([{ row: 2, name: null, sku: 'A1' }]);
    expect(asked(reading)).toEqual(['2 name']);
    expect(reading.skipped.map((one) => one.row)).toEqual([1, 3]);
  });
});

describe('prices in their column', () => {
  const prices = (title: string, cells: Cell[]): (number | null)[] =>
    read([
      ['Tên', title, 'Tồn'],
      ...cells.map((cell, i): Cell[] => [`Hàng thử ${String.fromCharCode(97 + i)}`, cell, 1]),
    ]).products.map((product) => product.priceVnd);

  it('small bare numbers are thousands beside full ones', () => {
    expect(prices('Giá', [120_000, 90, '85k', 30.5, '52000', '90,0'])).toEqual([
      120_000, 90_000, 85_000, 30_500, 52_000, 90_000,
    ]);
  });

  it('under "nghìn đ" four digits are millions, a full amount that slipped in is not', () => {
    expect(prices('Giá (nghìn đ)', [150, 2850, 65_000, '5tr2', '220.000', 24])).toEqual([
      150_000, 2_850_000, 65_000, 5_200_000, 220_000, 24_000,
    ]);
  });

  it('a column of thousands without saying so', () => {
    expect(prices('Giá', [85, 120, 2850, 95])).toEqual([85_000, 120_000, 2_850_000, 95_000]);
    expect(prices('Giá', [3500, 4500, 12_000])).toEqual([3500, 4500, 12_000]);
  });

  it('what could be either is asked', () => {
    const cells: Cell[] = [5000, 8, 120_000, 5_000_000];
    expect(prices('Giá', cells)[0]).toBeNull();
    expect(prices('Giá', [0, -5, '0đ', 'liên hệ', '80-90k', '3 hộp 100k', new Date()])).toEqual(
      Array(7).fill(null),
    );
  });

  it('a price by the kilo is not the price of a pack', () => {
    const reading = read([
      ['Tên', 'Quy cách', 'Giá', 'Tồn'],
      ['Măng khô', 'túi 500g', '180k/kg', 3],
      ['Khoai', null, '22k/kg', '30kg'],
    ]);
    expect(reading.products).toMatchObject([
      { priceVnd: null },
      { priceVnd: 22_000, unit: 'kg', pack: { amount: 1000, measure: 'g' }, stock: 30 },
    ]);
    expect(asked(reading)).toEqual(['2 priceVnd']);
  });
});

describe('rows for the same goods', () => {
  const HEAD: Cell[] = ['Mã', 'Tên', 'Quy cách', 'Giá', 'Tồn', 'HTX'];
  const repeats = (...rows: Cell[][]): string[] =>
    read([HEAD, ...rows]).duplicates.map((one) => `${one.row} of ${one.of.row} ${one.kind}`);

  it.each<[string, Cell[][], string[]]>([
    [
      'the same in other spelling',
      [
        [null, 'Mật ong', 'chai 500ml', '85k', 3, 'HTX A'],
        [null, 'MAT ONG (0,5L)', null, 85_000, 3, null],
      ],
      ['3 of 2 same'],
    ],
    [
      'another price',
      [
        [null, 'Mật ong', 'chai 500ml', '85k', 3, 'HTX A'],
        [null, 'Mật ong', 'chai 500ml', '95k', 3, 'HTX A'],
      ],
      ['3 of 2 conflict'],
    ],
    [
      'another stock',
      [
        ['A1', 'Mật ong', 'chai 500ml', '85k', 3, null],
        ['A1', 'Mật ong', 'chai 500ml', '85k', 4, null],
      ],
      ['3 of 2 conflict'],
    ],
    [
      'another pack',
      [
        [null, 'Mật ong', 'chai 500ml', '85k', 3, null],
        [null, 'Mật ong', 'chai 250ml', '45k', 3, null],
      ],
      [],
    ],
    [
      'another maker',
      [
        [null, 'Mật ong', 'chai 500ml', '85k', 3, 'HTX A'],
        [null, 'Mật ong', 'chai 500ml', '85k', 3, 'HTX B'],
      ],
      [],
    ],
    [
      'the maker in other words',
      [
        [null, 'Mật ong', 'chai', '85k', 3, 'Hợp tác xã A'],
        [null, 'Mật ong', 'chai', '85k', 3, 'HTX A.'],
      ],
      ['3 of 2 same'],
    ],
    [
      'one code for two things',
      [
        ['A1', 'Bột nghệ', 'kg', '85k', 3, null],
        ['A1', 'Bột nghệ đen', 'kg', '85k', 3, null],
      ],
      ['3 of 2 conflict'],
    ],
    [
      'two codes for one thing',
      [
        ['A1', 'Bột nghệ', 'kg', '85k', 3, null],
        ['A2', 'Bột nghệ', 'kg', '85k', 3, null],
      ],
      ['3 of 2 conflict'],
    ],
    [
      'without pack it is the one of that price',
      [
        [null, 'Trà', 'gói 100g', '30k', 3, null],
        [null, 'Trà', 'gói 200g', '55k', 3, null],
        [null, 'Trà', null, '55k', 3, null],
      ],
      ['4 of 3 same'],
    ],
  ])('%s', (_, rows, expected) => expect(repeats(...rows)).toEqual(expected));

  it('are found across sheets, stand once in products, and each conflict is asked', () => {
    const one = grid([HEAD, [null, 'Chè', 'gói 100g', '20k', 3, null]], { name: 'T5' });
    const two = grid([HEAD, [null, 'Chè', 'gói 100g', '25k', 9, null]], { name: 'T6' });
    const reading = readCatalogue([one, two]);
    expect(reading.products).toHaveLength(1);
    expect(reading.duplicates).toEqual([
      { sheet: 'T6', row: 2, of: { sheet: 'T5', row: 2 }, kind: 'conflict' },
    ]);
    expect(reading.ask.map(({ sheet, field }) => [sheet, field])).toEqual([
      ['T6', 'priceVnd'],
      ['T6', 'stock'],
    ]);
  });
});

it('a column of kinds says what goods are; a group coarser than a name says nothing', () => {
  const { products } = read([
    ['Tên hàng', 'Nhóm hàng', 'Giá bán', 'Tồn'],
    ['Quà rừng', 'Mật ong', '95k', 4],
    ['Chè dây', 'Đồ uống', '85k', 4],
    ['Tiêu sọ', null, '60k', 4],
  ]);
  expect(products.map((product) => product.kind)).toEqual(['honey', undefined, undefined]);
});

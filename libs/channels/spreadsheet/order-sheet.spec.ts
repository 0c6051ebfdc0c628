import fc from 'fast-check';
import { readSheets, writeCsv, writeXlsx, type SheetGrid, type WrittenCell } from '@ganh/sheets';
import { writeXlsx as writeBook } from '../../../test/fixtures/catalogue/write-xlsx';
import {
  changedHead,
  guessColumns,
  ORDER_SHEET,
  readOrders,
  readSheetTable,
  type OrderReading,
} from '.';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const HEAD = [
  'Mã đơn hàng', 'Ngày đặt', 'Trạng thái', 'Người nhận', 'SĐT', 'Địa chỉ', 'Mã hàng', 'Tên hàng', 'SL', 'Đơn giá', 'Thanh toán',
]; // prettier-ignore
type Cells = WrittenCell[];
const row = (over: Partial<Record<number, WrittenCell>> = {}): Cells => {
  const cells: Cells = [
    'VS-1001', '20/11/2026 08:30', 'Chờ xử lý', 'Trần Thị Lan', '0905 123 456', '12 Lê Lợi, Tam Kỳ', 'GABC', 'Mật ong rừng', 2, '185.000đ', 'COD',
  ]; // prettier-ignore
  for (const [i, cell] of Object.entries(over)) cells[Number(i)] = cell ?? null;
  return cells;
};

async function grids(rows: readonly Cells[], how: 'xlsx' | 'csv' = 'xlsx'): Promise<SheetGrid[]> {
  const table = { name: 'Đơn', rows };
  return how === 'xlsx'
    ? readSheets(writeXlsx(table), 'don.xlsx')
    : readSheets(writeCsv(table, ';'), 'don.csv');
}

async function read(rows: readonly Cells[], how: 'xlsx' | 'csv' = 'xlsx'): Promise<OrderReading> {
  const table = readSheetTable(await grids(rows, how), ORDER_SHEET, null);
  return readOrders(table, guessColumns(table.titles, ORDER_SHEET, null), NOW);
}

describe('an order list', () => {
  it.each(['xlsx', 'csv'] as const)('is read whole from %s', async (how) => {
    const { orders, asks } = await read([['Danh sách đơn'], HEAD, row()], how);
    expect(asks).toEqual([]);
    expect(orders[0]?.order).toMatchObject({
      externalOrderId: 'VS-1001',
      status: 'to_pack',
      createdAt: Date.parse('2026-11-20T01:30:00Z'),
      payment: 'cod',
      paid: false,
      totalVnd: 370_000,
      buyer: { name: 'Trần Thị Lan', phone: '0905123456', address: '12 Lê Lợi, Tam Kỳ' },
      lines: [{ name: 'Mật ong rừng', quantity: 2, priceVnd: 185_000 }],
    });
  });

  it.each<[string, number, WrittenCell, object]>([
    ['money with a comma', 9, '185,000', { totalVnd: 370_000 }],
    ['money as a number', 9, 185_000, { totalVnd: 370_000 }],
    ['a gift', 9, 0, { totalVnd: 0 }],
    ['a phone that lost its 0', 4, 905123456, { buyer: { phone: '0905123456' } }],
    ['+84', 4, '+84 905 123 456', { buyer: { phone: '0905123456' } }],
    ['an Excel day number', 1, 46346.5, { createdAt: Date.parse('2026-11-20T05:00:00Z') }],
    ['a day alone', 1, '20/11/2026', { createdAt: Date.parse('2026-11-19T17:00:00Z') }],
    ['the hour first', 1, '08:30 20/11/2026', { createdAt: Date.parse('2026-11-20T01:30:00Z') }],
    ['ISO', 1, '2026-11-20T08:30:00', { createdAt: Date.parse('2026-11-20T01:30:00Z') }],
    [
      'a long number that is still whole',
      0,
      250000000000000,
      { externalOrderId: '250000000000000' },
    ],
    ['cancelled', 2, 'Đã huỷ', { status: 'cancelled' }],
    ['handed to the carrier', 2, 'Đã giao cho đơn vị vận chuyển', { status: 'shipping' }],
    ['delivered', 2, 'Giao hàng thành công', { status: 'delivered' }],
    ['paid', 10, 'Đã thanh toán qua VNPAY', { payment: 'prepaid', paid: true }],
    ['a way to pay in advance', 10, 'Chuyển khoản', { payment: 'prepaid', paid: false }],
  ])('reads %s', async (_what, at, cell, want) => {
    const { orders, asks } = await read([HEAD, row({ [at]: cell })]);
    expect(asks).toEqual([]);
    expect(orders[0]?.order).toMatchObject(want);
  });

  it.each<[string, number, WrittenCell, RegExp]>([
    ['a shortened order number', 0, '2.5E+14', /rút gọn/],
    ['digits that Excel made zeros', 0, 2.51e17, /rút gọn/],
    ['no order number', 0, null, /chưa có mã đơn/],
    ['a day that is none', 1, '31/02/2026', /Ngày/],
    ['a day to come', 1, '20/12/2026', /chưa tới/],
    ['money below any', 9, 185, /lạ/],
    ['less than nothing', 9, -5000, /lạ/],
    ['half a piece', 8, 1.5, /Số lượng/],
    ['no goods', 7, null, /chưa ghi món nào/],
  ])('asks about %s and takes no such order', async (_what, at, cell, reason) => {
    const over = { [at]: cell, ...(at === 7 ? { 6: null } : {}) };
    const { orders, asks } = await read([HEAD, row({ 0: 'VS-9' }), row(over)]);
    expect(orders.map(({ order }) => order.externalOrderId)).toEqual(['VS-9']);
    expect(asks).toEqual([
      expect.objectContaining({
        row: 3,
        held: true,
        reason: expect.stringMatching(reason) as string,
      }),
    ]);
  });

  it('takes an order whose phone or state is unclear, and says so', async () => {
    const { orders, asks } = await read([HEAD, row({ 4: '12', 2: 'Chờ xe' })]);
    expect(orders[0]?.order).toMatchObject({
      status: 'unknown',
      channelStatus: 'cho xe',
      buyer: { phone: null },
    });
    expect(asks.map(({ field, held }) => [field, held])).toEqual([
      ['phone', false],
      ['status', false],
    ]);
  });

  it('leaves out totals, blank lines, heads again and rows told twice', async () => {
    const { orders, skipped, repeated } = await read([
      HEAD, row(), [], row(), HEAD, row({ 0: 'VS-2' }), ['Tổng cộng', null, null, null, null, null, null, null, 4, 740_000],
    ]); // prettier-ignore
    expect(orders).toHaveLength(2);
    expect([skipped, repeated]).toEqual([2, 1]);
  });

  it('one order in several rows is one; the state furthest on counts', async () => {
    const { orders } = await read([
      HEAD, row(), row({ 6: 'GXYZ', 7: 'Tiêu', 8: 1, 9: 60_000 }), row({ 2: 'Đang giao' }),
    ]); // prettier-ignore
    expect(orders).toHaveLength(1);
    expect(orders[0]?.order).toMatchObject({ status: 'shipping', totalVnd: 430_000 });
    expect(orders[0]?.order.lines).toHaveLength(2);
  });

  it('the same goods twice with other figures is asked, not added up', async () => {
    const { orders, asks } = await read([HEAD, row(), row({ 8: 3 })]);
    expect(orders).toEqual([]);
    expect(asks[0]?.reason).toMatch(/Dòng 2 và 3/);
  });

  it('formulas stay text', async () => {
    const { orders } = await read([HEAD, row({ 3: "=HYPERLINK('http://x','y')" })]);
    expect(orders[0]?.order.buyer.name).toBe("=HYPERLINK('http://x','y')");
  });

  it('reads merged titles and cells that reach over several rows, and no hidden sheet', async () => {
    const book = writeBook([
      { name: 'Ẩn', hidden: true, rows: [HEAD, row({ 0: 'VS-ẩn' })] },
      {
        name: 'Đơn',
        rows: [
          ['Đơn', null, null, 'Khách', null, null, 'Hàng', null, null, null, 'Trả'],
          HEAD,
          row(),
          row({ 0: null, 1: null, 6: 'GXYZ', 7: 'Tiêu', 8: 1, 9: 60_000 }),
        ],
        merges: ['A1:C1', 'D1:F1', 'G1:J1', 'A3:A4', 'B3:B4'],
      },
    ]);
    const table = readSheetTable(await readSheets(book, 'don.xlsx'), ORDER_SHEET, null);
    const { orders, asks } = readOrders(table, guessColumns(table.titles, ORDER_SHEET, null), NOW);
    expect(asks).toEqual([]);
    expect(orders.map(({ order }) => [order.externalOrderId, order.lines.length])).toEqual([
      ['VS-1001', 2],
    ]);
  });
});

describe('letters', () => {
  const utf16 = (text: string) =>
    Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  const csv = (rows: readonly Cells[]) =>
    writeCsv({ name: '', rows }, ',').toString('utf8').slice(1);

  it('UTF-16 is read', async () => {
    const table = readSheetTable(
      await readSheets(utf16(csv([HEAD, row()])), 'don.csv'),
      ORDER_SHEET,
      null,
    );
    expect(table.rows[0]?.cells[3]).toBe('Trần Thị Lan');
  });

  it.each([
    [
      'TCVN3',
      'M· ®¬n,Ng\u00b5y,Tr¹ng th¸i,Kh¸ch h\u00b5ng\nA1,20/11/2026,§ang giao,NguyÔn V¨n H\u00b5\n',
    ],
    ['VNI', 'Maõ ñôn,Ngaøy,Traïng thaùi,Khaùch haøng\nA1,20/11/2026,Ñang giao,Nguyeãn Vaên Haø\n'],
  ])('%s is refused in words', async (kind, text) => {
    const sheets = await readSheets(Buffer.from(text), 'don.csv');
    expect(() => readSheetTable(sheets, ORDER_SHEET, null)).toThrow(new RegExp(kind));
  });

  it('a foreign name is no old letter', async () => {
    const { orders } = await read([HEAD, row({ 7: 'Hộp quà Noël' }), row({ 0: 'B', 7: 'Noël' })]);
    expect(orders).toHaveLength(2);
  });
});

describe('a head that changed', () => {
  it('is refused with the column that is missing; as it was, it is taken', async () => {
    const table = readSheetTable(await grids([HEAD, row()]), ORDER_SHEET, null);
    const columns = guessColumns(table.titles, ORDER_SHEET, null);
    const before = { fingerprint: table.fingerprint, titles: table.titles, columns };
    expect(changedHead(table, before)).toBeNull();
    const other = readSheetTable(
      await grids([HEAD.map((t) => (t === 'SL' ? 'Số cái' : t)), row()]),
      ORDER_SHEET,
      columns,
    );
    expect(changedHead(other, before)).toEqual({ missing: ['SL'], added: ['Số cái'] });
    expect(guessColumns(other.titles, ORDER_SHEET, columns)).not.toHaveProperty('quantity');
  });
});

describe('whatever stands in the cells', () => {
  const cell = fc.oneof(
    fc.string({ maxLength: 20 }),
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.constantFrom<WrittenCell>(
      'VS-1',
      'VS-2',
      '20/11/2026',
      '185.000đ',
      2,
      'Đã huỷ',
      'Tổng cộng',
      '2.5E+14',
      null,
    ),
  );
  const rows = fc.array(fc.array(cell, { minLength: HEAD.length, maxLength: HEAD.length }), {
    maxLength: 12,
  });

  it('each order is once there, sound, and the same on a second reading', () => {
    fc.assert(
      fc.property(rows, (cells) => {
        const table = {
          sheet: 's',
          titles: HEAD,
          fingerprint: '',
          rows: cells.map((one, i) => ({ row: i + 2, cells: one })),
        };
        const columns = guessColumns(HEAD, ORDER_SHEET, null);
        const reading = readOrders(table, columns, NOW);
        expect(readOrders(table, columns, NOW)).toEqual(reading);
        const ids = reading.orders.map(({ order }) => order.externalOrderId);
        expect(new Set(ids).size).toBe(ids.length);
        const held = new Set(reading.asks.filter((ask) => ask.held).map((ask) => ask.order));
        for (const { order } of reading.orders) {
          expect(held.has(order.externalOrderId)).toBe(false);
          expect(order.externalOrderId).toMatch(/^[\x20-\x7e]{1,100}$/);
          expect(order.channelStatus).toMatch(/^[\x20-\x7e]{0,60}$/);
          expect(order.lines.length).toBeGreaterThan(0);
          for (const line of order.lines) {
            expect(Number.isSafeInteger(line.quantity) && line.quantity > 0).toBe(true);
            expect(Number.isSafeInteger(line.priceVnd) && line.priceVnd >= 0).toBe(true);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  it('rows in another order tell the same orders', () => {
    const some = fc.array(
      fc.record({
        code: fc.constantFrom('A', 'B', 'C'),
        goods: fc.constantFrom('x', 'y'),
        status: fc.constantFrom('Đang giao', 'Đã huỷ', 'Mới'),
      }),
      { minLength: 1, maxLength: 8 },
    );
    fc.assert(
      fc.property(some, (list) => {
        const of = (order: readonly (typeof list)[number][]) => {
          const rows = order.map(({ code, goods, status }, i) => ({
            row: i + 2,
            cells: row({ 0: code, 6: null, 7: goods, 2: status }),
          }));
          const { orders } = readOrders(
            { sheet: 's', titles: HEAD, fingerprint: '', rows },
            guessColumns(HEAD, ORDER_SHEET, null),
            NOW,
          );
          return orders
            .map(
              ({ order: o }) =>
                `${o.externalOrderId} ${o.status} ${o.lines
                  .map((l) => l.name)
                  .sort()
                  .join()} ${o.updatedAt}`,
            )
            .sort();
        };
        expect(of([...list].reverse())).toEqual(of(list));
      }),
    );
  });
});

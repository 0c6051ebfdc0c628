import { readSheets, writeXlsx, type WrittenCell } from '@ganh/sheets';
import { guessColumns, PAYOUT_SHEET, readPayouts, readSheetTable } from '.';

const NOW = Date.parse('2026-11-24T10:00:00Z');
const PAID = Date.parse('2026-11-20T17:00:00Z');
const HEAD = ['Mã đơn hàng', 'Nội dung', 'Tiền hàng', 'Phí', 'Thực nhận', 'Ngày trả tiền'];
type Cells = WrittenCell[];
const row = (over: Partial<Record<number, WrittenCell>> = {}): Cells => {
  const cells: Cells = ['VS-1', null, '180.000đ', '9.000', 171_000, '21/11/2026'];
  for (const [i, cell] of Object.entries(over)) cells[Number(i)] = cell ?? null;
  return cells;
};

async function read(rows: readonly Cells[], head: readonly string[] = HEAD) {
  const bytes = writeXlsx({ name: 'Tiền', rows: [['Bảng đối soát'], head, ...rows] });
  const table = readSheetTable(await readSheets(bytes, 'tien.xlsx'), PAYOUT_SHEET, null);
  return readPayouts(table, guessColumns(table.titles, PAYOUT_SHEET, null), NOW);
}
const one = async (over: Parameters<typeof row>[0]) => {
  const { lines, asks } = await read([row(over)]);
  return { entry: lines[0]?.entry, asks };
};
const parts = (entry: { parts: { kind: string; amountVnd: number }[] } | undefined) =>
  Object.fromEntries(entry?.parts.map(({ kind, amountVnd }) => [kind, amountVnd]) ?? []);

describe('a list of payouts', () => {
  it('tells order, amount, fee and day', async () => {
    const { entry, asks } = await one({});
    expect(asks).toEqual([]);
    expect(entry).toEqual({
      externalId: expect.stringMatching(/^VS-1:[0-9a-f]{32}$/),
      kind: 'order',
      channelKind: '',
      externalOrderId: 'VS-1',
      externalStatementId: null,
      amountVnd: 171_000,
      parts: [
        { kind: 'goods', name: 'Tiền hàng', amountVnd: 180_000 },
        { kind: 'service_fee', name: 'Phí', amountVnd: -9_000 },
      ],
      at: PAID,
    });
  });

  it('without an amount, goods less fee are it; without goods, amount and fee are', async () => {
    const less = await read(
      [['VS-1', '180.000', '9.000', '21/11/2026']],
      ['Mã đơn', 'Tiền hàng', 'Phí', 'Ngày'],
    );
    expect(less.lines[0]?.entry.amountVnd).toBe(171_000);
    const more = await read(
      [['VS-1', '171.000', '9.000', '21/11/2026']],
      ['Mã đơn', 'Số tiền', 'Phí', 'Ngày'],
    );
    expect(parts(more.lines[0]?.entry)).toEqual({ goods: 180_000, service_fee: -9_000 });
  });

  it('fees with and without a sign are the same; one that is given back is told by the rows that pay', async () => {
    const refund = { 0: 'VS-2', 1: 'Hoàn tiền khách', 2: '-180.000', 4: '-171.000' };
    const plain = await read([row(), row({ ...refund, 3: '-9.000' })]);
    const signed = await read([row({ 3: '-9.000' }), row({ ...refund, 3: '9.000' })]);
    for (const { lines, asks } of [plain, signed]) {
      expect(asks).toEqual([]);
      expect(lines.map(({ entry }) => parts(entry))).toEqual([
        { goods: 180_000, service_fee: -9_000 },
        { goods: -180_000, service_fee: 9_000 },
      ]);
    }
    expect(plain.lines[1]?.entry).toMatchObject({ kind: 'refund', amountVnd: -171_000 });
  });

  it('1 đồng of rounding is kept as published; more is said too', async () => {
    const rounded = await one({ 4: 171_001 });
    expect([rounded.asks, parts(rounded.entry)]).toEqual([
      [],
      { goods: 180_000, service_fee: -9_000, other: 1 },
    ]);
    const off = await one({ 4: 170_000 });
    expect(off.entry?.amountVnd).toBe(170_000);
    expect(off.asks).toMatchObject([{ held: false, reason: expect.stringContaining('1.000') }]);
  });

  it.each<[string, Parameters<typeof row>[0], object]>([
    ['a fee line', { 0: null, 1: 'Phí dịch vụ tháng 11', 2: null, 3: null, 4: -50_000 }, { kind: 'adjustment', externalOrderId: null, parts: [{ kind: 'service_fee', name: 'Phí dịch vụ tháng 11', amountVnd: -50_000 }] }],
    ['a fee in the place of the order', { 0: 'Phí vận chuyển', 2: null, 3: null, 4: '(20.000)' }, { externalOrderId: null, amountVnd: -20_000, parts: [{ kind: 'shipping' }] }],
    ['a tax', { 1: 'Khấu trừ thuế TNCN', 2: null, 3: null, 4: '-900' }, { kind: 'adjustment', amountVnd: -900, parts: [{ kind: 'income_tax' }] }],
    ['words that nobody knows', { 1: 'Kỳ 2/HĐ-77' }, { kind: 'unknown', amountVnd: 171_000 }],
    ['taken back without a word', { 2: null, 3: null, 4: '−171.000' }, { kind: 'adjustment', amountVnd: -171_000 }],
    ['1 đồng', { 2: 1, 3: null, 4: 1 }, { amountVnd: 1 }],
    ['nothing', { 2: 0, 3: 0, 4: 0 }, { amountVnd: 0, parts: [] }],
  ])('%s', async (_, over, wanted) => {
    const { entry, asks } = await one(over);
    expect(asks).toEqual([]);
    expect(entry).toMatchObject(wanted);
  }); // prettier-ignore

  it.each<[string, Parameters<typeof row>[0], RegExp]>([
    ['no order and no word', { 0: null }, /không ghi mã đơn, cũng không ghi là khoản gì/],
    ['an order number that Excel has cut', { 0: '2.5E+14' }, /rút gọn/],
    ['a part of a đồng', { 4: 170_999.5 }, /lạ quá/],
    ['money in words', { 4: 'chờ duyệt' }, /không đọc được/],
    ['a formula', { 4: '=SUM(A1:A9)' }, /không đọc được/],
    ['no amount', { 4: null }, /chưa ghi số tiền/],
    ['a day to come', { 5: '21/12/2026' }, /còn chưa tới/],
    ['no day', { 5: null }, /Ngày/],
  ])('%s is asked and held', async (_, over, reason) => {
    const { entry, asks } = await one(over);
    expect(entry).toBeUndefined();
    expect(asks).toMatchObject([{ row: 3, held: true, reason: expect.stringMatching(reason) }]);
  });

  it('what is said twice counts once; a corrected figure is the same line; two parts of one order are two', async () => {
    const twice = await read([row(), row()]);
    expect([twice.lines.length, twice.repeated]).toEqual([1, 1]);
    const ids = async (rows: Cells[]) =>
      (await read(rows)).lines.map(({ entry }) => entry.externalId);
    expect(await ids([row({ 4: 171_001 })])).toEqual(await ids([row()]));
    const two = [row({ 4: 100_000 }), row({ 4: 71_000 })];
    expect(new Set(await ids(two)).size).toBe(2);
    expect(new Set(await ids(two.reverse()))).toEqual(new Set(await ids(two)));
    expect(await ids([row({ 5: '22/11/2026' })])).not.toEqual(await ids([row()]));
  });

  it('the marketplace’s own number of a line goes before all', async () => {
    const head = ['Mã đơn', 'Mã giao dịch', 'Số tiền', 'Ngày'];
    const line = (code: string, amount: number, day = '21/11/2026') => ['VS-1', code, amount, day];
    const first = await read([line('GD1', 100), line('GD2', 100)], head);
    expect(first.lines.length).toBe(2);
    const later = await read([line('GD1', 100, '22/11/2026')], head);
    expect(later.lines[0]?.entry.externalId).toBe(first.lines[0]?.entry.externalId);
    const torn = await read([line('GD1', 100), line('GD1', 200)], head);
    expect([torn.lines, torn.asks[0]?.held]).toEqual([[], true]);
  });

  it('the total row is no payout; where it says another sum, that is said', async () => {
    const total = (vnd: number): Cells => ['Tổng cộng', null, null, null, vnd, null];
    const good = await read([row(), total(171_000)]);
    expect([good.lines.length, good.skipped, good.asks]).toEqual([1, 1, []]);
    const { asks } = await read([row(), total(171_001)]);
    expect(asks).toMatchObject([{ held: false, reason: expect.stringContaining('171.001') }]);
  });
});

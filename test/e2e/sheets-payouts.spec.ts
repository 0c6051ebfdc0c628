/** What a marketplace without a way in paid out, from its own list, through HTTP and on both engines. */
import { engines } from '../support/engines';
import { openApp, type TestApp, type Visitor } from '../support/app';
import { type ClerkPayout, MarketplaceClerk } from '../support/marketplace-clerk';
import {
  connectByForm,
  fileForm,
  ListDesk,
  makeGoods,
  type SheetGoods,
} from '../support/sheet-shop';

interface Payout {
  code: string | null;
  state: string;
  order: string;
  amountVnd: number;
  beforeVnd: number | null;
  orderTotalVnd: number | null;
}
interface Preview {
  importId: number;
  step: string;
  why: string | null;
  columns: { field: string; title: string }[];
  payouts: Payout[];
  asks: { row: number; held: boolean; reason: string }[];
  repeated: number;
}
interface Money {
  withoutOrder: { code: string; amountVnd: number }[];
  withoutPayout: { code: string; totalVnd: number }[];
}
interface Shown {
  amountVnd: number;
  feesVnd: number;
}

describe.each(engines)('payouts of a marketplace served by hand (%s)', (engine) => {
  let test: TestApp;
  let person: Visitor;
  let shop: number;
  let honey: SheetGoods;
  let payouts: ListDesk;
  const clerk = new MarketplaceClerk();
  const at = (path = '') => `/api/v1/shops/${shop}/sheets${path}`;

  beforeAll(async () => {
    test = await openApp(engine);
    person = await test.person(['seller', 'manager']);
    honey = await makeGoods(person, 'Mật ong rừng', 180_000, 50);
    shop = await connectByForm(person, 'Nông sản Sông Thu');
    payouts = new ListDesk(person, at('/payouts'));
    const { id } = (await person.send<{ id: number }>('POST', at('/files'), { which: 'all' })).body;
    const sheet = await fetch(person.url + at(`/files/${id}`), {
      headers: { cookie: person.cookie },
    });
    await clerk.takeSheet(Buffer.from(await sheet.arrayBuffer()), 'hang.xlsx');
    await sell('VS-1', 'VS-2', 'VS-3', 'VS-4');
  }, 90_000);
  afterAll(() => test.close());

  async function sell(...numbers: string[]): Promise<void> {
    const status = 'Hoàn thành';
    const sold = numbers.map((number) =>
      clerk.sell(honey.sku, 1, number, { status, buyer: `Khách ${number}` }),
    );
    await new ListDesk(person, at('/orders')).bring(clerk.list(sold));
  }
  const upload = (file: { name: string; bytes: Buffer }, visitor = person) =>
    payouts.upload<Preview>(file, visitor);
  const bring = (lines: readonly ClerkPayout[]) => payouts.bring(clerk.paid(lines));
  const money = async () => (await person.send<{ money: Money }>('GET', at())).body.money;

  async function paidFor(code: string): Promise<Shown[]> {
    const done = await person.send<{ items: { id: number; buyerName: string }[] }>(
      'GET',
      '/api/v1/orders?tab=xong',
    );
    const id = done.body.items.find((one) => one.buyerName === `Khách ${code}`)?.id;
    const shown = await person.send<{ payouts: Shown[] }>('GET', `/api/v1/orders/${id}`);
    expect(shown.status).toBe(200);
    return shown.body.payouts;
  }

  const paid = (order: string, over: Partial<ClerkPayout> = {}): ClerkPayout => ({
    order,
    amount: '171.000đ',
    fee: '9.000',
    ...over,
  });

  it('are asked for their columns once, then shown on the order like any channel’s', async () => {
    const file = clerk.paid([paid('VS-1')]);
    const { body } = await upload(file);
    expect(body).toMatchObject({ step: 'columns', why: null });
    expect(
      body.columns
        .filter(({ title }) => title !== '')
        .map(({ field }) => field)
        .sort(),
    ).toEqual(['amount', 'date', 'fee', 'kind', 'order']);
    const early = await person.send('POST', at(`/payouts/${body.importId}/accept`));
    expect(early.status).toBe(409);
    expect(await payouts.bring(file)).toEqual({ made: 1, changed: 0, same: 0, held: 0 });
    expect(await paidFor('VS-1')).toMatchObject([{ amountVnd: 171_000, feesVnd: 9_000 }]);
    expect((await upload(file)).body.step).toBe('payouts');
  });

  it('a missing order is named, an extra one is kept as unknown and meets its order when that comes', async () => {
    expect(await bring([paid('VS-2'), paid('VS-900')])).toMatchObject({ made: 2 });
    expect(await money()).toMatchObject({
      withoutOrder: [{ code: 'VS-900', amountVnd: 171_000 }],
      withoutPayout: [
        { code: 'VS-3', totalVnd: 180_000 },
        { code: 'VS-4', totalVnd: 180_000 },
      ],
    });
    const again = (await upload(clerk.paid([paid('VS-900')]))).body;
    expect(again.payouts).toMatchObject([{ code: 'VS-900', state: 'known', order: 'unknown' }]);
    await sell('VS-900');
    expect((await money()).withoutOrder).toEqual([]);
    expect(await paidFor('VS-900')).toMatchObject([{ amountVnd: 171_000 }]);
  });

  it('a fee line is nobody’s, a negative refund the order’s', async () => {
    const lines = [
      { words: 'Phí dịch vụ tháng 11', amount: -50_000 },
      paid('VS-2', { words: 'Hoàn tiền khách', amount: '-180.000', fee: 0 }),
    ];
    const { payouts: read, asks } = (await upload(clerk.paid(lines))).body;
    expect([read.map(({ code, order }) => [code, order]), asks]).toEqual([
      [
        [null, 'none'],
        ['VS-2', 'known'],
      ],
      [],
    ]);
    await bring(lines);
    expect((await paidFor('VS-2')).map(({ amountVnd }) => amountVnd)).toEqual([171_000, -180_000]);
    expect((await money()).withoutOrder).toEqual([]);
  });

  it('1 đồng of rounding is no difference to the order; a corrected figure is said before it is taken', async () => {
    const first = (await upload(clerk.paid([paid('VS-3', { amount: 171_001 })]))).body;
    expect(first.payouts).toMatchObject([{ state: 'new', orderTotalVnd: null }]);
    await payouts.accept(first.importId);
    const lower = (await upload(clerk.paid([paid('VS-3', { amount: 160_000 })]))).body;
    expect(lower.payouts).toMatchObject([
      { state: 'changed', beforeVnd: 171_001, orderTotalVnd: 180_000 },
    ]);
    const right = [paid('VS-3')];
    expect(await bring(right)).toMatchObject({ made: 0, changed: 1 });
    expect(await paidFor('VS-3')).toMatchObject([{ amountVnd: 171_000, feesVnd: 9_000 }]);
    const { asks } = (await upload(clerk.paid(right, { total: 171_001 }))).body;
    expect(asks).toMatchObject([{ held: false, reason: expect.stringContaining('171.001') }]);
  });

  it('the same file twice changes nothing, and neither do two people at once', async () => {
    const file = clerk.paid([
      paid('VS-4'),
      paid('VS-4', { words: 'Phí đóng gói', amount: -3_000, fee: 0 }),
    ]);
    const [one, two] = [(await upload(file)).body, (await upload(file)).body];
    await Promise.all([payouts.accept(one.importId), payouts.accept(two.importId)]);
    const shown = await paidFor('VS-4');
    expect(shown.map(({ amountVnd }) => amountVnd).sort((a, b) => a - b)).toEqual([
      -3_000, 171_000,
    ]);
    expect(await payouts.bring(file)).toEqual({ made: 0, changed: 0, same: 2, held: 0 });
    // Asked again after all was taken, the import answers with what it took.
    expect(await payouts.accept(one.importId)).toMatchObject({ made: 0, same: 2 });
    expect(await paidFor('VS-4')).toEqual(shown);
  });

  it('a changed head is refused by name until a person has looked', async () => {
    const head = ['Mã đơn hàng', 'Nội dung', 'Tiền về', 'Phí', 'Ngày chuyển tiền'];
    const { importId, step, why } = (await upload(clerk.paid([paid('VS-1')], { head }))).body;
    expect([step, why]).toEqual(['columns', expect.stringContaining('“Số tiền”')]);
    const accepted = await person.send('POST', at(`/payouts/${importId}/accept`));
    expect([accepted.status, accepted.body['title']]).toEqual([
      409,
      expect.stringContaining('“Số tiền”'),
    ]);
    const columns = { order: 'Mã đơn hàng', fee: 'Phí', date: 'Ngày chuyển tiền' };
    const lacking = await payouts.setColumns(importId, columns);
    expect([lacking.status, lacking.text]).toEqual([422, expect.stringContaining('Tiền')]);
    const unknown = await payouts.setColumns(importId, { ...columns, amount: 'Cột lạ' });
    expect([unknown.status, unknown.text]).toEqual([422, expect.stringContaining('“Cột lạ”')]);
    expect((await payouts.setColumns(importId, { ...columns, amount: 'Tiền về' })).status).toBe(
      200,
    );
    expect((await payouts.preview<Preview>(importId)).payouts).toMatchObject([{ state: 'known' }]);
  });

  it('what cannot be read is held, the rest is taken', async () => {
    const { body } = await upload(
      clerk.paid([paid('VS-1'), paid('VS-2', { amount: 'chờ duyệt' })]),
    );
    await payouts.setColumns(body.importId, guessed(body));
    expect(await payouts.accept(body.importId)).toMatchObject({ same: 1, held: 1 });
    const bad: [string, Buffer][] = [
      ['tien.pdf', Buffer.from('%PDF-1.7')],
      ['tien.csv', Buffer.from('')],
      ['tien.csv', Buffer.from('a,b\n1,2\n')],
    ];
    for (const [name, bytes] of bad) {
      const { status, text } = await upload({ name, bytes });
      expect([name, status]).toEqual([name, 422]);
      expect(text).toMatch(/"title":"[^"]+"/);
    }
    expect((await person.send('POST', at('/payouts'), new FormData())).status).toBe(422);
    expect((await person.send('POST', at('/payments'), new FormData())).status).toBe(404);
    const asOrders = await person.send('GET', at(`/orders/${body.importId}`));
    expect(asOrders.status).toBe(404);
  });

  it('the pages do the same without script', async () => {
    const html = { accept: 'text/html' };
    await sell('VS-7');
    const file = clerk.paid([paid('VS-7'), paid('VS-901')], { format: 'csv' });
    const sent = await person.send('POST', `/kenh/${shop}/bang/tien`, fileForm(file), html);
    expect(sent.status).toBe(303);
    const page = sent.headers.get('location') ?? '';
    const shown = await person.send('GET', page, undefined, html);
    expect(shown.text).toContain('Nhận 2 khoản');
    expect(shown.text).toContain('Gánh chưa có đơn này.');
    const taken = await person.send('POST', `${page}/nhan`, new URLSearchParams(), html);
    expect(taken.status).toBe(303);
    const after = await person.send('GET', page, undefined, html);
    expect(after.text).toContain('Đã nhận xong 2 khoản.');
    expect(after.text).toContain('VS-901');
    for (const act of ['khop', 'xoa'])
      expect(
        (await person.send('POST', `${page}/${act}`, new URLSearchParams(), html)).status,
      ).toBe(404);
    const bad = await person.send('POST', `/kenh/${shop}/bang/tien`, new FormData(), html);
    expect([bad.status, bad.text.includes('Chưa chọn tệp nào.')]).toEqual([422, true]);
  });

  it('another cooperative finds none of it, and who takes no orders brings no payouts', async () => {
    const other = await test.person(['seller', 'manager']);
    expect((await upload(clerk.paid([paid('VS-1')]), other)).status).toBe(404);
    const host = await test.person(['host'], person.coopId);
    expect((await upload(clerk.paid([paid('VS-1')]), host)).status).toBe(403);
  });

  function guessed({ columns }: Preview): Record<string, string> {
    const known = columns.filter(({ title }) => title !== '');
    return Object.fromEntries(known.map(({ field, title }) => [field, title]));
  }
});

/** A marketplace without a way in, served by people with files, through HTTP and on both engines. */
import { engines } from '../support/engines';
import { openApp, type TestApp, type Visitor } from '../support/app';
import { MarketplaceClerk } from '../support/marketplace-clerk';
import {
  connectByForm,
  fileForm,
  ListDesk,
  makeGoods,
  type SheetGoods,
} from '../support/sheet-shop';

interface Facts {
  due: number;
  listed: number;
  lastTakenAt: number | null;
  files: { id: number; rows: number; uploadedAt: number | null }[];
}
interface Preview {
  importId: number;
  step: string;
  why: string | null;
  columns: { field: string; title: string }[];
  orders: { code: string; state: string; waitsFor: string[] }[];
  toMatch: { key: string; name: string }[];
  asks: { reason: string; held: boolean }[];
}
describe.each(engines)('a marketplace served by hand (%s)', (engine) => {
  let test: TestApp;
  let person: Visitor;
  let shop: number;
  let honey: SheetGoods;
  let pepper: SheetGoods;
  let orders: ListDesk;
  const clerk = new MarketplaceClerk();

  beforeAll(async () => {
    test = await openApp(engine);
    person = await test.person(['seller', 'manager']);
    honey = await makeGoods(person, 'Mật ong rừng', 180_000, 10);
    pepper = await makeGoods(person, 'Tiêu sọ', 60_000, 5);
  }, 90_000);
  afterAll(() => test.close());

  const at = (path = '') => `/api/v1/shops/${shop}/sheets${path}`;
  const facts = async () => (await person.send<Facts>('GET', at())).body;

  async function available(goods: SheetGoods): Promise<number> {
    const { body } = await person.send<{ available: number }>(
      'GET',
      `/api/v1/variants/${goods.variantId}/stock`,
    );
    return body.available;
  }

  async function makeFile(which: 'due' | 'all') {
    const made = await person.send<{ id: number; rows: number }>('POST', at('/files'), { which });
    return { status: made.status, ...made.body };
  }

  async function download(id: number, query = ''): Promise<{ type: string; bytes: Buffer }> {
    const answer = await fetch(person.url + at(`/files/${id}${query}`), {
      headers: { cookie: person.cookie },
    });
    expect(answer.status).toBe(200);
    return {
      type: answer.headers.get('content-type') ?? '',
      bytes: Buffer.from(await answer.arrayBuffer()),
    };
  }

  const upload = (file: { name: string; bytes: Buffer }, visitor = person) =>
    orders.upload<Preview>(file, visitor);
  const accept = (importId: number) => orders.accept(importId);
  const bring = (file: { name: string; bytes: Buffer }) => orders.bring(file);

  const inbox = async (tab: string) =>
    (await person.send<{ items: { id: number }[] }>('GET', `/api/v1/orders?tab=${tab}`)).body.items
      .length;

  it('is connected by a form of ours; the same again is the same shop, another cooperative has its own', async () => {
    shop = await connectByForm(person, 'Nông sản Sông Thu');
    orders = new ListDesk(person, at('/orders'));
    expect(shop).toBeGreaterThan(0);
    expect(await connectByForm(person, 'Nông sản Sông Thu')).toBe(shop);
    const other = await test.person(['seller', 'manager']);
    expect(await connectByForm(other, 'Nông sản Sông Thu')).not.toBe(shop);
  });

  it('everything goes into the first file, as Excel and as CSV', async () => {
    expect(await facts()).toMatchObject({ due: 0, listed: 0, lastTakenAt: null });
    const { id, rows } = await makeFile('all');
    expect(rows).toBe(2);
    expect(await facts()).toMatchObject({ due: 2, listed: 2 });
    const excel = await download(id);
    expect(excel.type).toMatch(/spreadsheetml/);
    await clerk.takeSheet(excel.bytes, 'hang.xlsx');
    const csv = await download(id, '?format=csv&separator=;');
    expect(csv.bytes.toString('utf8')).toMatch(/^\uFEFFma_san_pham;ma_bien_the;/);
    expect((await download(id, '?format=pictures')).type).toBe('application/zip');
    expect(clerk.shown.get(honey.sku)).toMatchObject({ priceVnd: 180_000, stock: 10 });
  });

  it('"Đã đưa lên" does exactly what was in the file: a change made meanwhile stays due; twice is once', async () => {
    const id = (await facts()).files[0]?.id ?? 0;
    const price = { opId: 'gia-moi-cua-tieu', priceVnd: 65_000, baseRev: 1 };
    expect(
      (await person.send('PUT', `/api/v1/variants/${pepper.variantId}/price`, price)).status,
    ).toBeLessThan(300);
    for (let i = 0; i < 2; i++)
      expect((await person.send('POST', at(`/files/${id}/uploaded`))).status).toBe(204);
    expect(await facts()).toMatchObject({ due: 1, listed: 2 });
    const next = await makeFile('due');
    expect(next.rows).toBe(1);
    await clerk.takeSheet((await download(next.id, '?format=csv&separator=,')).bytes, 'hang.csv');
    expect(clerk.shown.get(pepper.sku)?.priceVnd).toBe(65_000);
    await person.send('POST', at(`/files/${next.id}/uploaded`));
    // An older file said to be up there after a newer one takes nothing back.
    await person.send('POST', at(`/files/${id}/uploaded`));
    expect((await facts()).due).toBe(0);
    expect((await makeFile('due')).status).toBe(409);
  });

  it('the engine sends nothing there: the row waits for a person', async () => {
    await person.send('POST', `/api/v1/variants/${honey.variantId}/stock-moves`, {
      opId: 'nhap-them-hu',
      delta: 2,
    });
    await new Promise((done) => setTimeout(done, 1_500));
    expect((await facts()).due).toBe(1);
    const { text } = await person.send('GET', `/kenh/${shop}/bang`, undefined, {
      accept: 'text/html',
    });
    expect(text).toContain('1 món chờ đưa lên Voso.');
  });

  it('its orders reserve stock; the same file again, by two people at once, changes nothing', async () => {
    const file = clerk.list([
      clerk.sell(honey.sku, 2, 'VS-1'),
      clerk.sell(pepper.sku, 1, 'VS-2', { phone: 905123457, date: 46346.5 }),
    ]);
    const first = await upload(file);
    expect(first.body).toMatchObject({ step: 'columns', why: null });
    expect(await available(honey)).toBe(12);
    expect(await bring(file)).toMatchObject({ made: 2, changed: 0, same: 0, waiting: 0 });
    expect([await available(honey), await available(pepper)]).toEqual([10, 4]);
    const again = (await upload(file)).body;
    expect(again.orders.map(({ state }) => state)).toEqual(['known', 'known']);
    await Promise.all([accept(again.importId), accept(first.body.importId)]);
    expect([await available(honey), await inbox('dong-goi')]).toEqual([10, 2]);
    expect((await facts()).lastTakenAt).toBeGreaterThan(0);
  });

  it('two people with one new file make each order once', async () => {
    const file = clerk.list([clerk.sell(honey.sku, 1, 'VS-3')]);
    const [one, two] = [(await upload(file)).body, (await upload(file)).body];
    await Promise.all([accept(one.importId), accept(two.importId)]);
    expect([await available(honey), await inbox('dong-goi')]).toEqual([9, 3]);
  });

  it('a changed state is an update; yesterday’s file after today’s takes nothing back; cancelled after shipped says so', async () => {
    const sold = clerk.sell(honey.sku, 1, 'VS-4');
    await bring(clerk.list([sold]));
    expect(await bring(clerk.list([{ ...sold, status: 'Đang giao' }]))).toMatchObject({
      changed: 1,
    });
    expect(await inbox('dang-giao')).toBe(1);
    expect(await bring(clerk.list([sold]))).toMatchObject({ changed: 0, same: 1 });
    expect(await inbox('dang-giao')).toBe(1);
    expect(await bring(clerk.list([{ ...sold, status: 'Đã huỷ' }]))).toMatchObject({ changed: 1 });
    expect([await inbox('dang-giao'), await available(honey)]).toEqual([0, 8]);
    const waiting = clerk.sell(honey.sku, 3, 'VS-5');
    await bring(clerk.list([waiting]));
    expect(await available(honey)).toBe(5);
    await bring(clerk.list([{ ...waiting, status: 'Đã huỷ' }]));
    expect(await available(honey)).toBe(8);
  });

  it('goods that nobody knows wait for a match, which is remembered', async () => {
    const mistyped = (number: string, quantity: number) =>
      clerk.sell(pepper.sku, quantity, number, {
        lines: [{ code: 'TP-01', name: 'Tieu Tien Phuoc', quantity, price: 65_000 }],
      });
    const { importId, toMatch, orders } = (await upload(clerk.list([mistyped('VS-6', 1)]))).body;
    expect(orders[0]?.waitsFor).toEqual(['Tieu Tien Phuoc']);
    expect(await accept(importId)).toMatchObject({ made: 0, waiting: 1 });
    const matches = toMatch.map(({ key }) => ({ key, variantId: pepper.variantId }));
    expect((await person.send('PUT', at('/matches'), { matches })).status).toBe(204);
    expect(await accept(importId)).toMatchObject({ made: 1, waiting: 0 });
    expect(await available(pepper)).toBe(3);
    expect(await bring(clerk.list([mistyped('VS-7', 1)]))).toMatchObject({ made: 1 });
    expect(await available(pepper)).toBe(2);
  });

  it('a renamed column is refused by name until a person has looked', async () => {
    const file = clerk.list([clerk.sell(honey.sku, 1, 'VS-8')], {
      rename: { 'Trạng thái': 'Tình hình' },
    });
    const { importId, step, why, columns } = (await upload(file)).body;
    expect(step).toBe('columns');
    expect(why).toContain('“Trạng thái”');
    expect((await person.send('POST', at(`/orders/${importId}/accept`))).status).toBe(409);
    const chosen = Object.fromEntries(columns.map(({ field, title }) => [field, title]));
    const refused = await person.send('PUT', at(`/orders/${importId}/columns`), {
      columns: { ...chosen, status: '' },
    });
    expect(refused.status).toBe(422);
    const columnsNow = { ...chosen, status: 'Tình hình' };
    expect(
      (await person.send('PUT', at(`/orders/${importId}/columns`), { columns: columnsNow })).status,
    ).toBe(200);
    expect(await accept(importId)).toMatchObject({ made: 1 });
  });

  it('files that are none are refused in words', async () => {
    const cases: [string, Buffer][] = [
      [
        'don.xlsx',
        Buffer.concat([
          Buffer.from([0xd0, 0xcf, 0x11, 0xe0]),
          Buffer.from('EncryptedPackage', 'utf16le'),
        ]),
      ],
      ['don.pdf', Buffer.from('%PDF-1.7')],
      ['don.csv', Buffer.from('')],
      ['don.csv', Buffer.alloc(9 * 1024 * 1024, 'a,')],
      ['don.csv', Buffer.alloc(20 * 1024 * 1024, 'a,')],
    ];
    for (const [name, bytes] of cases) {
      const { status, text } = await upload({ name, bytes });
      expect([name, bytes.length, [400, 413, 422].includes(status)]).toEqual([
        name,
        bytes.length,
        true,
      ]);
      expect(text).toMatch(/"title":"[^"]+"/);
    }
  });

  it('the pages do the same without script', async () => {
    const html = { accept: 'text/html' };
    const file = clerk.list([clerk.sell(honey.sku, 1, 'VS-9')], {
      format: 'csv',
      rename: { 'Trạng thái': 'Tình hình' },
    });
    const sent = await person.send('POST', `/kenh/${shop}/bang/don`, fileForm(file), html);
    expect(sent.status).toBe(303);
    const page = sent.headers.get('location') ?? '';
    const shown = await person.send('GET', page, undefined, html);
    expect(shown.text).toContain('Nhận 1 đơn');
    expect((await person.send('POST', `${page}/nhan`, new URLSearchParams(), html)).status).toBe(
      303,
    );
    expect((await person.send('GET', page, undefined, html)).text).toContain('Đã nhận xong 1 đơn.');
    const made = await person.send(
      'POST',
      `/kenh/${shop}/bang/tep`,
      new URLSearchParams({ which: 'due' }),
      html,
    );
    expect(made.status).toBe(303);
    const bad = await person.send('POST', `/kenh/${shop}/bang/don`, new FormData(), html);
    expect([bad.status, bad.text.includes('Chưa chọn tệp nào.')]).toEqual([422, true]);
  });

  it('the marketplace’s own columns, once matched, are what the file has', async () => {
    const form = new FormData();
    form.append('file', new Blob(['Tên hàng,Giá bán,Tồn kho,Bảo hành\n']), 'mau.csv');
    const { titles, guesses } = (
      await person.send<{ titles: string[]; guesses: string[] }>('POST', at('/template'), form)
    ).body;
    expect((await person.send('PUT', at('/template'), { titles, fields: guesses })).status).toBe(
      204,
    );
    const { id } = await makeFile('all');
    const text = (await download(id, '?format=csv&separator=,')).bytes.toString('utf8');
    expect(text).toContain('\uFEFFTên hàng,Giá bán,Tồn kho,Bảo hành\r\nMật ong rừng,180000,');
    expect((await person.send('DELETE', at('/template'))).status).toBe(204);
  });

  it('another cooperative finds none of it, and after the end nothing is due', async () => {
    const other = await test.person(['seller', 'manager']);
    const [file] = (await facts()).files;
    for (const path of ['', `/files/${file?.id}`, '/orders/1'])
      expect((await other.send('GET', at(path))).status).toBe(404);
    expect((await upload(clerk.list([clerk.sell(honey.sku, 1, 'X')]), other)).status).toBe(404);
    expect((await person.send('DELETE', `/api/v1/shops/${shop}`)).status).toBe(204);
    expect((await person.send('GET', at())).status).toBe(404);
  });
});

/** A product off sale for good, through HTTP: where it stands afterwards, what stays, and how it comes back. */
import { randomUUID } from 'node:crypto';
import type { Act } from '@ganh/contracts';
import {
  connectShop,
  control,
  openApp,
  productBody,
  type TestApp,
  type Visitor,
} from '../support/app';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { listProduct } from '../support/browser';

const html = { accept: 'text/html' };
const NAME = 'Tiêu sọ';

interface Product {
  id: number;
  code: string;
  rev: number;
  hidden: boolean;
  removed: boolean;
  variants: { id: number }[];
}

describe.each(engines)('a product that is not sold any more (%s)', (engine) => {
  let test: TestApp;
  let seller: Visitor;
  let product: Product;
  let variant: number;

  beforeAll(async () => {
    test = await openApp(engine);
  }, 90_000);
  afterAll(() => test.close());
  beforeEach(async () => {
    seller = await test.person(['seller', 'manager']);
    product = (await seller.send<Product>('POST', '/api/v1/products', productBody())).body;
    variant = product.variants[0]!.id;
  });

  const path = () => `/api/v1/products/${product.id}`;
  const remove = () => seller.send<Product>('POST', `${path()}/remove`, {});
  const restore = () => seller.send<Product>('POST', `${path()}/restore`, {});
  const now = async () => (await seller.send<Product>('GET', path())).body;
  const page = (address: string) => seller.send('GET', address, undefined, html);
  const press = (what: string) =>
    seller.send('POST', `/hang/${product.id}/${what}`, new URLSearchParams(), html);
  const order = (quantity: number) =>
    seller.send<{ id: number; number: number }>('POST', '/api/v1/orders', {
      opId: randomUUID(),
      lines: [{ variantId: variant, quantity }],
    });
  const stock = async () =>
    (
      await seller.send<{ onHand: number; reserved: number }>(
        'GET',
        `/api/v1/variants/${variant}/stock`,
      )
    ).body;
  const newest = async () =>
    (await seller.send<{ items: Act[] }>('GET', '/api/v1/acts')).body.items[0]!;
  const inLists = async () => {
    const listed = await seller.send<{ items: Product[] }>('GET', '/api/v1/products');
    const rows = await seller.send<{ rows: unknown[] }>('GET', '/api/v1/views/products');
    const shown = await page('/hang');
    return [listed.body.items.length, rows.body.rows.length, shown.text.includes(NAME)];
  };

  it('leaves every list and its public page; orders keep it, what is reserved stays reserved', async () => {
    const { body: sold } = await order(3);
    expect((await page(`/p/${product.code}`)).status).toBe(200);
    expect(await remove()).toMatchObject({ status: 200, body: { removed: true, hidden: true } });
    expect(await inLists()).toEqual([0, 0, false]);
    expect((await page(`/p/${product.code}`)).status).toBe(404);
    expect((await page(`/don/${sold.id}`)).text).toContain(NAME);
    expect(await stock()).toMatchObject({ onHand: 10, reserved: 3 });
    expect((await seller.send('POST', `/api/v1/orders/${sold.id}/pack`, {})).status).toBe(200);
    const refused = await order(1);
    expect([refused.status, refused.text]).toEqual([
      422,
      expect.stringContaining('Không tìm thấy món này.') as string,
    ]);
  });

  it('is taken off once however often it is asked, and taken back from the list of acts once', async () => {
    const answers = await Promise.all([remove(), remove(), remove()]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect((await now()).rev).toBe(2);
    const act = await newest();
    expect(act).toMatchObject({
      what: `thôi bán ${NAME}`,
      href: `/hang/sua/${variant}`,
      about: { kind: 'goods', name: NAME },
      canUndo: true,
      undone: null,
    });
    const undo = () => seller.send<Act>('POST', `/api/v1/acts/${act.id}/undo`, {});
    const undone = await Promise.all([undo(), undo()]);
    expect(undone.map(({ status }) => status)).toEqual([200, 200]);
    expect(await now()).toMatchObject({ removed: false, hidden: false, rev: 3 });
    expect(await inLists()).toEqual([1, 1, true]);
    expect((await undo()).body).toMatchObject({ canUndo: false, undone: { who: act.who } });
    expect((await now()).rev).toBe(3);
    expect((await newest()).id).toBe(act.id);
  });

  it('what the toast took back is taken back in the list too', async () => {
    await remove();
    expect(await restore()).toMatchObject({ status: 200, body: { removed: false } });
    expect(await newest()).toMatchObject({
      canUndo: false,
      undone: { at: expect.any(Number) as number },
    });
    await remove();
    expect(await newest()).toMatchObject({ what: `thôi bán ${NAME}`, canUndo: true });
  });

  it('a product off sale for a while stays so when it is taken off for good and back', async () => {
    await seller.send('PATCH', path(), { hidden: true, baseRev: 1 });
    const hidden = await newest();
    await remove();
    const acts = await seller.send<{ items: Act[] }>('GET', '/api/v1/acts');
    expect(acts.body.items.find(({ id }) => id === hidden.id)).toMatchObject({ canUndo: false });
    expect((await seller.send('POST', `/api/v1/acts/${hidden.id}/undo`, {})).status).toBe(409);
    await restore();
    expect(await now()).toMatchObject({ removed: false, hidden: true });
  });

  it('is neither changed nor listed until it is back, and says so', async () => {
    await remove();
    const { rev } = await now();
    const changed = await seller.send('PATCH', path(), { name: 'Khác', baseRev: rev });
    expect([changed.status, changed.body['title']]).toEqual([
      409,
      'Món này đã thôi bán. Bấm Bán lại món này, rồi hãy sửa.',
    ]);
    await restore();
    const again = await seller.send('PATCH', path(), { name: 'Khác', baseRev: rev + 1 });
    expect(again.status).toBe(200);
  });

  it('by links and forms alone: one question, what will happen, and back on its own screen', async () => {
    await order(2);
    const screen = await page(`/hang/sua/${variant}`);
    expect(screen.text).toContain(`/hang/${product.id}/thoi-ban`);
    const question = (await page(`/hang/${product.id}/thoi-ban`)).text;
    for (const said of ['chưa đăng kênh nào', 'Số trong kho giữ nguyên', 'Khách đã đặt 2 gói'])
      expect(question).toContain(said);
    const sent = await press('thoi-ban');
    expect([sent.status, sent.headers.get('location')]).toEqual([303, `/hang/sua/${variant}`]);
    const gone = (await page(`/hang/sua/${variant}`)).text;
    expect(gone).toContain('Món này đã thôi bán.');
    expect(gone).not.toContain('/thoi-ban');
    const late = await page(`/hang/${product.id}/thoi-ban`);
    expect([late.status, late.headers.get('location')]).toEqual([303, `/hang/sua/${variant}`]);
    await press('ban-lai');
    expect(await now()).toMatchObject({ removed: false });
  });

  it('needs the right to change products', async () => {
    const packer = await test.person(['packer'], seller.coopId);
    for (const what of ['remove', 'restore'])
      expect((await packer.send('POST', `${path()}/${what}`, {})).status).toBe(403);
    expect((await now()).removed).toBe(false);
  });

  it('goes down on the channel, and up again with its stock', async () => {
    await connectShop(test, seller, 'shopee');
    const name = 'Mật ong rừng hũ 500 ml';
    const id = await listProduct(seller, { name, stock: 10, priceVnd: 95_000, weightGrams: 800 });
    product = (await seller.send<Product>('GET', `/api/v1/products/${id}`)).body;
    const [shop] = await control<{ shopId: string }[]>(test, 'GET', 'shopee/shops');
    const items = () =>
      control<{ status: string; stock: number }[]>(
        test,
        'GET',
        `shopee/shops/${shop?.shopId}/items`,
      );
    const shown = (status: string, stock: number) =>
      eventually(items, ([item]) => item?.status === status && item.stock === stock, 45_000);
    await shown('NORMAL', 10);
    await remove();
    await shown('UNLIST', 0);
    await restore();
    await shown('NORMAL', 10);
  }, 120_000);
});

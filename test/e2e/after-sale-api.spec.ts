import sharp from 'sharp';
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

const SOON_MS = 45_000;
const page = { accept: 'text/html' };

interface Shown {
  id: number;
  statusText: string;
  next: { action: string } | null;
  actions: { action: string; verb: string }[];
  parcels: { trackingNumber: string | null; labelUrl: string | null }[];
  returns: { id: number; statusText: string; restocked: boolean; acts: { act: string }[] }[];
  payouts: { amountVnd: number; feesVnd: number; taxesVnd: number }[];
}

describe.each(engines)('after the sale through HTTP (%s)', (engine) => {
  let test: TestApp;
  let seller: Visitor;
  let shopId: string;
  let sku: string;
  let order: number;
  let orderSn: string;

  beforeAll(async () => {
    test = await openApp(engine, { GANH_POLL_SCALE: '0.001' });
    seller = await test.person(['seller', 'manager']);
    await connectShop(test, seller, 'shopee');
    await control(test, 'POST', 'shopee/settings', { trackingDelayMs: 0 });
    const [shop] = await control<{ shopId: number }[]>(test, 'GET', 'shopee/shops');
    shopId = String(shop?.shopId);
    const picture = await sharp({
      create: { width: 600, height: 600, channels: 3, background: '#7a5' },
    })
      .jpeg()
      .toBuffer();
    const photo = new FormData();
    photo.append('photo', new Blob([new Uint8Array(picture)]), 'tieu.jpg');
    const { key } = (await seller.send<{ key: string }>('POST', '/api/v1/photos', photo)).body;
    const body = productBody({ description: 'Tiêu sọ phơi nắng.', photoKeys: [key] });
    await seller.send('POST', '/api/v1/products', body);
    const [item] = await eventually(
      () => control<{ sku: string }[]>(test, 'GET', `shopee/shops/${shopId}/items`),
      (items) => items.length === 1,
      SOON_MS,
    );
    sku = item!.sku;
  }, 120_000);
  afterAll(() => test.close());

  const shown = (holds: (now: Shown) => boolean) =>
    eventually(
      async () => (await seller.send<Shown>('GET', `/api/v1/orders/${order}`)).body,
      holds,
      SOON_MS,
    );
  const atShopee = (step: string) =>
    control(test, 'POST', `shopee/shops/${shopId}/orders/${orderSn}/${step}`);
  const html = async () => (await seller.send('GET', `/don/${order}`, undefined, page)).text;

  it('an order of a market place is reported packed, and its label is printed', async () => {
    const bought = await control<{ orderSn: string }>(test, 'POST', `shopee/shops/${shopId}/buy`, {
      items: [{ sku, quantity: 2 }],
      paid: true,
    });
    orderSn = bought.orderSn;
    const { items } = await eventually(
      async () =>
        (await seller.send<{ items: { id: number }[] }>('GET', '/api/v1/orders?tab=dong-goi')).body,
      (body) => body.items.length === 1,
      SOON_MS,
    );
    order = items[0]!.id;
    expect((await shown(() => true)).actions.map((one) => one.action)).toEqual([
      'pack',
      'arrange',
      'hand-over',
      'cancel',
    ]);
    expect((await seller.send('GET', `/api/v1/orders/${order}/label`)).status).toBe(404);
    for (let press = 0; press < 2; press += 1)
      expect((await seller.send('POST', `/api/v1/orders/${order}/arrange`, {})).status).toBe(200);
    const packed = await shown((now) => now.parcels.length === 1);
    expect(packed.actions.map((one) => one.action)).not.toContain('arrange');
    expect(packed.parcels[0]?.trackingNumber).toMatch(/^SPX/);
    expect(await html()).toContain('In phiếu gửi');
    const label = await eventually(
      () => seller.send('GET', packed.parcels[0]!.labelUrl!),
      ({ status }) => status === 200,
      SOON_MS,
    );
    expect(label.headers.get('content-type')).toBe('application/pdf');
    expect(label.headers.get('cache-control')).toContain('no-store');
    expect(label.text).toMatch(/^%PDF/);
  }, 90_000);

  it('a return that names no order is told of its channel, until it does', async () => {
    await control(test, 'POST', 'shopee/behave', {
      fault: 'field-missing',
      field: 'order_sn',
      endpoint: 'get_return_list',
      share: 1,
    });
    for (const step of ['pickup', 'deliver', 'return']) await atShopee(step);
    const odd = async (is: boolean) => {
      const told = await eventually(
        async () =>
          (
            await seller.send<{ tasks: { kind: string }[] }>('GET', '/api/v1/views/today')
          ).body.tasks.filter(({ kind }) => kind === 'odd_return'),
        (tasks) => tasks.length > 0 === is,
        SOON_MS,
      );
      return told[0];
    };
    expect(await odd(true)).toMatchObject({
      count: 1,
      title: 'Khách Shopee xin trả hàng',
      why: 'Chưa rõ của đơn nào. Mở Shopee để xem và trả lời.',
    });
    expect((await shown(() => true)).returns).toEqual([]);
    await control(test, 'DELETE', 'shopee/behave');
    expect(await odd(false)).toBeUndefined();
  }, 90_000);

  it('a return is answered, counted in once, and hidden from others', async () => {
    const [asked] = (await shown((now) => now.returns.length === 1)).returns;
    expect(asked?.acts.map((one) => one.act)).toEqual(['accept', 'refuse']);
    expect(await html()).toContain('Túi bị rách khi nhận');
    const path = `/api/v1/returns/${asked!.id}`;
    const stranger = await test.person(['seller', 'manager']);
    for (const act of ['accept', 'refuse', 'restock'])
      expect((await stranger.send('POST', `${path}/${act}`, { why: 'x' })).status).toBe(404);
    expect((await stranger.send('GET', `/api/v1/orders/${order}/label`)).status).toBe(404);
    const packer = await test.person(['packer'], seller.coopId);
    expect((await packer.send('POST', `${path}/accept`, {})).status).toBe(403);
    expect((await seller.send('POST', `${path}/refuse`, {})).status).toBe(422);
    expect((await seller.send('POST', `${path}/restock`, {})).status).toBe(409);
    const form = new URLSearchParams();
    expect((await seller.send('POST', `/don/tra/${asked!.id}/accept`, form)).status).toBe(303);
    const accepted = await shown((now) => now.returns[0]?.acts[0]?.act === 'restock');
    expect(accepted.returns[0]?.statusText).toBe('Đã nhận cho trả hàng');
    for (let press = 0; press < 2; press += 1)
      expect((await seller.send('POST', `${path}/restock`, {})).status).toBe(200);
    expect((await shown(() => true)).returns[0]).toMatchObject({ restocked: true, acts: [] });
  }, 90_000);

  it('what the market place paid stands on the order', async () => {
    await atShopee('complete');
    const { payouts } = await shown((now) => now.payouts.length === 1);
    expect(payouts[0]?.amountVnd).toBe(
      120_000 - (payouts[0]?.feesVnd ?? 0) - (payouts[0]?.taxesVnd ?? 0),
    );
    expect(await html()).toMatch(/Sàn trả: .*phí .*thuế/);
  }, 90_000);
});

import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { requestSign } from '../../apps/sandbox/lazada/signature';
import { listen } from '../clients/raw-listener';

type Json = Record<string, unknown>;

interface Index {
  baseUrl: string;
  app_key: string;
  app_secret: string;
  shops: { seller_id: string; access_token: string; refresh_token: string }[];
}

const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

describe('the simulated Lazada', () => {
  let sandbox: Sandbox;
  let index: Index;
  let aheadMs: number;
  beforeEach(async () => {
    aheadMs = 0;
    sandbox = await startSandbox({ timeScale: 20_000, now: () => Date.now() + aheadMs });
    index = sandbox.index().lazada as unknown as Index;
    // Half an hour would be over in a moment here.
    await control('POST', 'settings', { unpaidMs: 1e13 });
  });
  afterEach(() => sandbox.close());

  const shop = () => index.shops[0]!;
  const system = () => ({
    app_key: index.app_key,
    timestamp: String(Date.now() + aheadMs),
    sign_method: 'sha256',
    access_token: shop().access_token,
  });
  const send = async (path: string, parameters: Json, form?: BodyInit): Promise<Json> => {
    const query = new URLSearchParams(parameters as Record<string, string>);
    const method = form === undefined ? 'GET' : 'POST';
    const answer = await fetch(`${index.baseUrl}${path}?${query}`, { method, body: form });
    expect(answer.status).toBe(200);
    return (await answer.json()) as Json;
  };
  const signed = (path: string, parameters: Record<string, string>, over: Json = {}) => ({
    ...parameters,
    sign: requestSign(index.app_secret, path, parameters),
    ...over,
  });
  const get = (path: string, business: Record<string, string> = {}) =>
    send(path, signed(path, { ...system(), ...business }));
  const post = (path: string, business: Record<string, string>) => {
    const now = system();
    const sign = requestSign(index.app_secret, path, { ...now, ...business });
    return send(path, { ...now, sign }, new URLSearchParams(business));
  };
  const control = async (method: string, path: string, body?: unknown): Promise<Json> => {
    const answer = await fetch(`${sandbox.indexUrl}/control/lazada/${path}`, {
      method,
      headers: { 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    return (await answer.json()) as Json;
  };
  const ofShop = (rest: string) => `shops/${shop().seller_id}/${rest}`;

  /** A product on sale with ten pieces. */
  const list = async (): Promise<void> => {
    const picture = new FormData();
    picture.set('image', new Blob([PNG]), 'a.png');
    const path = '/image/upload';
    const image = (await send(path, signed(path, system()), picture))['data'] as {
      image: { url: string };
    };
    const sku = { SellerSku: 'S-1', price: '50000', quantity: '10', package_weight: '1' };
    const size = { package_length: '1', package_width: '1', package_height: '1' };
    const Product = {
      PrimaryCategory: '10010',
      Images: { Image: [image.image.url] },
      Attributes: { name: 'Gạo', brand: 'No Brand' },
      Skus: { Sku: [{ ...sku, ...size }] },
    };
    const payload = JSON.stringify({ Request: { Product } });
    expect(await post('/product/create', { payload })).toMatchObject({ code: '0' });
    aheadMs += 10_000;
  };
  const buy = async (more: Json): Promise<string> => {
    const order = await control('POST', ofShop('buy'), {
      items: [{ sku: 'S-1', quantity: 2 }],
      ...more,
    });
    if (order['error'] !== undefined) throw new Error(String(order['error']));
    return String(order['orderId']);
  };

  it('refuses in its own words, with HTTP 200', async () => {
    const path = '/seller/get';
    const ask = async (over: Json, change: Record<string, string> = {}) =>
      (await send(path, signed(path, { ...system(), ...change }, over)))['code'];
    expect(await ask({})).toBe('0');
    expect(await ask({ sign: '' })).toBe('MissingParameter');
    expect(await ask({ sign: 'A'.repeat(64) })).toBe('IncompleteSignature');
    expect(await ask({}, { timestamp: new Date().toISOString() })).toBe('0');
    expect(await ask({}, { timestamp: String(Date.now() - 7_300_000) })).toBe('InvalidTimestamp');
    expect(await ask({}, { app_key: '1' })).toBe('InvalidAppKey');
    expect(await ask({}, { access_token: 'x' })).toBe('IllegalAccessToken');
    expect((await get('/no/such'))['code']).toBe('InvalidApiPath');
    await control('POST', 'limits', { api: { burst: 1, perSecond: 0.01 } });
    await get(path);
    expect(await get(path)).toMatchObject({ code: 'ApiCallLimit', type: 'ISP' });
  });

  it('refreshes nothing for apps of the service market', async () => {
    await control('POST', 'settings', { serviceMarket: true });
    const answer = await post('/auth/token/refresh', { refresh_token: shop().refresh_token });
    expect(answer).toMatchObject({ code: 'AUTH_TYPE_UNSUPPORTED' });
  });

  it('checks dates, limits and words of the orders asked for', async () => {
    const code = async (business: Record<string, string>) =>
      (await get('/orders/get', business))['code'];
    const update_after = '2026-01-01T00:00:00+07:00';
    expect(await code({})).toBe('MissingParameter');
    expect(await code({ update_after: '2026-01-01' })).toBe('17');
    expect(await code({ update_after, limit: '101' })).toBe('19');
    expect(await code({ update_after, offset: '5001' })).toBe('14');
    expect(await code({ update_after, status: 'gone' })).toBe('36');
    expect(await code({ update_after, sort_by: 'price' })).toBe('75');
    expect(await code({ update_after, sort_direction: 'UP' })).toBe('74');
    expect(await code({ update_after })).toBe('0');
  });

  it('keeps apart what is there, what waits for money and what was sold', async () => {
    await list();
    const model = async () => {
      const items = (await control('GET', ofShop('items'))) as unknown as { models: Json[] }[];
      return items[0]?.models[0];
    };
    const id = await buy({});
    expect(await model()).toMatchObject({ real: 10, withhold: 2, occupy: 0, stock: 8 });
    await control('POST', ofShop(`orders/${id}/pay`));
    expect(await model()).toMatchObject({ real: 10, withhold: 0, occupy: 2, stock: 8 });
    await control('POST', ofShop(`orders/${id}/cancel`));
    expect(await model()).toMatchObject({ real: 10, withhold: 0, occupy: 0, stock: 10 });
    await buy({});
    await control('POST', 'settings', { unpaidMs: 0 });
    await get('/orders/get', { update_after: '2026-01-01T00:00:00+07:00' });
    expect(await model()).toMatchObject({ withhold: 0, stock: 10 });
  });

  it('its late messages carry the newest state', async () => {
    await list();
    await control('POST', 'settings', { pushWaitMs: 3_000 });
    const listener = await listen(() => ({ status: 500 }));
    await control('POST', 'webhook', { url: listener.url, force: true });
    // The product's review is told of too.
    const words = () =>
      listener.heard.flatMap(
        (one) => (JSON.parse(one.raw) as { data: Json }).data['order_status'] ?? [],
      );
    const id = await buy({ items: [{ sku: 'S-1', quantity: 1 }] });
    await listener.until(() => words().length > 0);
    await control('POST', ofShop(`orders/${id}/cancel`));
    await listener.until(() => words().filter((word) => word === 'canceled').length > 3);
    expect(words()[0]).toBe('unpaid');
    await listener.close();
  });

  it('sends no more to an address where more than half was lost, until it is saved again', async () => {
    await list();
    await control('POST', 'settings', { pushWaitMs: 3_000 });
    let status = 500;
    const listener = await listen(() => ({ status }));
    await control('POST', 'webhook', { url: listener.url, force: true });
    for (let n = 0; n < 2; n += 1) await buy({});
    const isQuiet = async () => (await control('GET', 'deliveries'))['pending'] === 0;
    while (!(await isQuiet())) await new Promise((go) => setTimeout(go, 20));
    const lost = listener.heard.length;
    expect(lost).toBeGreaterThan(20);
    status = 200;
    await buy({});
    expect(await isQuiet()).toBe(true);
    await control('POST', 'webhook', { url: listener.url, force: true });
    await buy({});
    await listener.until(() => listener.heard.length === lost + 2);
    await listener.close();
  });
});

import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { addShop } from '../../apps/sandbox/shopee/state';
import vectors from '../vectors/shopee.json';
import { rawControl, type RawControl } from '../clients/raw-control';
import { rawShopee, type RawShopee, type ShopeeAccess } from '../clients/raw-shopee';

const SHOP = 14701711;
const vectorFor = (path: string) => {
  const found = vectors.requests.find((one) => one.path.endsWith(path));
  if (!found) throw new Error(`no vector for ${path}`);
  return found;
};

describe('the gateway of the simulated Shopee, its clock stopped at the published moment', () => {
  let sandbox: Sandbox;
  let now = vectors.timestamp * 1000;
  const accessToken = vectorFor('get_shop_info').accessToken ?? '';

  beforeAll(async () => {
    sandbox = await startSandbox({
      now: () => now,
      seed: ({ shopee }) => {
        Object.assign(shopee.app, { partnerId: vectors.partnerId, partnerKey: vectors.partnerKey });
        addShop(shopee, 'Vector', vectors.timestamp, SHOP).linked = true;
        const forever = vectors.timestamp + 1e6;
        const grant = {
          accessExpires: forever,
          refreshToken: 'r',
          refreshExpires: forever,
          readyMade: false,
        };
        shopee.grants.push({ shopId: SHOP, accessToken, ...grant });
      },
    });
  });
  beforeEach(() => {
    now = vectors.timestamp * 1000;
  });
  afterAll(() => sandbox.close());

  const ask = async (
    path: string,
    change: Record<string, string | undefined> = {},
    method = 'GET',
    body?: string,
  ) => {
    const vector = vectorFor(path);
    const url = new URL(vector.path, sandbox.index().shopee.baseUrl);
    const query: Record<string, string | undefined> = {
      partner_id: String(vectors.partnerId),
      timestamp: String(vectors.timestamp),
      sign: vector.sign,
      ...(vector.accessToken
        ? { access_token: vector.accessToken, shop_id: String(vector.id) }
        : {}),
      ...change,
    };
    for (const [key, value] of Object.entries(query))
      if (value !== undefined) url.searchParams.set(key, value);
    const answer = await fetch(url, {
      method,
      body,
      headers: { 'content-type': 'application/json' },
    });
    return (await answer.json()) as Record<string, unknown>;
  };

  it('lets the published signatures in', async () => {
    expect(await ask('get_shop_info')).toMatchObject({
      error: '',
      shop_name: 'Vector',
      region: 'VN',
    });
    expect(await ask('get_shops_by_partner')).toMatchObject({ error: '', more: false });
    const window = {
      time_range_field: 'update_time',
      time_from: '1655000000',
      time_to: '1655714431',
      page_size: '10',
    };
    expect(await ask('get_order_list', window)).toMatchObject({
      error: '',
      response: { order_list: [], more: false },
    });
    // Past the gateway, into the business: the item is what is missing.
    const stock = await ask(
      'update_stock',
      {},
      'POST',
      '{"item_id":1,"stock_list":[{"seller_stock":[{"stock":1}]}]}',
    );
    expect(stock).toMatchObject({ error: 'error_item_not_found' });
    expect(
      await ask(
        'token/get',
        {},
        'POST',
        JSON.stringify({ partner_id: vectors.partnerId, shop_id: 1, code: 'x' }),
      ),
    ).toMatchObject({
      error: 'invalid_code',
    });
    expect(
      await ask(
        'access_token/get',
        {},
        'POST',
        JSON.stringify({ partner_id: vectors.partnerId, shop_id: 1, refresh_token: 'x' }),
      ),
    ).toMatchObject({
      error: 'invalid_shop_id',
    });
    expect(await ask('upload_image', {}, 'POST', '{}')).toMatchObject({
      error: 'error_param',
      message: expect.stringContaining('image'),
    });
  });

  it('opens the consent page for the legacy link signed as published, for five minutes', async () => {
    const vector = vectorFor('auth_partner');
    const url = new URL(vector.path, sandbox.index().shopee.baseUrl);
    url.search = `partner_id=${vectors.partnerId}&timestamp=${vectors.timestamp}&sign=${vector.sign}&redirect=http://127.0.0.1/cb`;
    const page = await fetch(url);
    expect(page.status).toBe(200);
    expect(await page.text()).toContain('name="shop_id"');
    now += 301_000;
    expect(await (await fetch(url)).json()).toMatchObject({ error: 'error_param' });
    now -= 301_000;
    url.searchParams.set('sign', '0'.repeat(64));
    expect(await (await fetch(url)).json()).toMatchObject({ error: 'error_sign' });
  });

  it.each([
    ['no partner', { partner_id: undefined }, 'error_param', 'partner_id'],
    ['a strange partner', { partner_id: '1' }, 'invalid_partner_id', ''],
    ['an id beyond 32 bits', { partner_id: '4294967296' }, 'error_param', 'partner_id'],
    ['no timestamp', { timestamp: undefined }, 'error_param', 'timestamp'],
    ['no sign', { sign: undefined }, 'error_param', 'sign'],
    ['a wrong sign', { sign: 'f'.repeat(64) }, 'error_sign', ''],
    ['no access token', { access_token: undefined }, 'error_param', 'access_token'],
    ['no shop', { shop_id: undefined }, 'error_param', 'shop_id'],
    ['another token under the same sign', { access_token: 'x' }, 'error_sign', ''],
    ['another shop under the same sign', { shop_id: '600100001' }, 'error_sign', ''],
  ])('refuses %s', async (_name, change, error, message) => {
    const answer = await ask('get_shop_info', change);
    expect(answer).toMatchObject({ error, message: expect.stringContaining(message) });
  });

  it('refuses a stale and a future timestamp, after the partner and before the sign', async () => {
    now += 301_000;
    expect(await ask('get_shop_info', { sign: 'x' })).toMatchObject({
      error: 'error_param',
      message: 'Timestamp is expired.',
    });
    now -= 602_000;
    expect(await ask('get_shop_info')).toMatchObject({
      error: 'error_param',
      message: 'Timestamp is expired.',
    });
    expect(await ask('get_shop_info', { partner_id: '1' })).toMatchObject({
      error: 'invalid_partner_id',
    });
  });
});

describe('what the gateway of the simulated Shopee says to living clients', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let shopee: RawShopee;
  let access: ShopeeAccess;
  beforeEach(async () => {
    sandbox = await startSandbox();
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().shopee as unknown as ShopeeAccess;
    shopee = rawShopee(access);
  });
  afterEach(() => sandbox.close());

  it('refuses unknown paths, wrong methods and bodies that are no JSON', async () => {
    expect(await shopee.get('product/no_such_call')).toMatchObject({ error: 'error_param' });
    expect(await shopee.get('product/add_item')).toMatchObject({
      error: 'error_param',
      message: 'Invalid request method.',
    });
    const answer = await fetch(shopee.url('product/add_item', 'shop'), {
      method: 'POST',
      body: '{"a":',
    });
    expect(await answer.json()).toMatchObject({ error: 'error_param' });
  });

  it('serves at most what its buckets allow, and writes the state of the buckets into the journal', async () => {
    await control.post('shopee/limits', { shop: { burst: 3, perSecond: 0.001 } });
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => shopee.get('shop/get_shop_info')));
    expect(answers.filter((one) => one.error === 'error_rate_limit')).toHaveLength(2);
    expect(answers.every((one) => one.httpStatus === 200)).toBe(true);
    // Another shop has a bucket of its own.
    const other = (sandbox.index().shopee['shops'] as ShopeeAccess[])[1] as ShopeeAccess;
    expect((await rawShopee({ ...access, ...other }).get('shop/get_shop_info')).error).toBe('');
    const { entries } = await control.get<{
      entries: { outcome: string; buckets: { name: string; waitMs: number }[] }[];
    }>('shopee/journal?after=0');
    const refused = entries.filter((one) => one.outcome === 'error_rate_limit');
    expect(refused).toHaveLength(2);
    const bucket = refused[0]?.buckets.find((one) => one.name === `shop:${access.shop_id}`);
    expect(bucket?.waitMs).toBeGreaterThan(900_000);
    await control.post('shopee/limits', {
      day: { burst: 1, perSecond: 1e-9 },
      shop: { burst: 9, perSecond: 9 },
    });
    await shopee.get('shop/get_shop_info');
    expect((await shopee.get('shop/get_shop_info')).error).toBe('error_limit');
  });

  it('refuses limits and faults that make no sense', async () => {
    await control.post('shopee/limits', { shop: { burst: 0, perSecond: 1 } }, 400);
    await control.post('shopee/limits', { moon: { burst: 1, perSecond: 1 } }, 400);
    await control.post('shopee/behave', { fault: 'explode' }, 400);
    await control.post('shopee/behave', { fault: 'slow', share: 2 }, 400);
    await control.post('shopee/behave', { fault: 'slow', count: 0 }, 400);
    await control.post('shopee/behave', { fault: 'revoked-shop', shopId: 1 }, 404);
    await control.post('shopee/shops/1/buy', {}, 404);
    await control.post('shopee/settings', { nonsense: 1 }, 400);
    await control.post('sendo/behave', {}, 404);
  });
});

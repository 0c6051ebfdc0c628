import { failureOf, NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { shopeeAuth } from './auth';

const app = { partner_id: '2010101', partner_key: 'k' };
const TOKEN = 'shopee auth/token/get';
const REFRESH = 'shopee auth/access_token/get';
const pair = {
  error: '',
  message: '',
  access_token: 'A2',
  refresh_token: 'R2',
  expire_in: 14400,
  shop_id_list: [600100001, 600100002],
};
const answers = {
  [TOKEN]: pair,
  [REFRESH]: pair,
  'shopee shop/get_shop_info': {
    error: '',
    message: '',
    shop_name: 'HTX Bến Lau',
    expire_time: 1_800_000_000,
  },
  'shopee shop/get_warehouse_detail': {
    error: '',
    message: '',
    response: [{ location_id: 'VN1' }],
  },
};
const tokens = {
  accessToken: 'A2',
  accessExpiresAt: NOW + 14_400_000,
  refreshToken: 'R2',
  refreshExpiresAt: NOW + 30 * 86_400_000,
};

it('sends the seller to the current, unsigned consent page', () => {
  const { send: _send, ...access } = shopAccess(async () => Promise.reject(new Error('not sent')), {
    app,
  });
  const url = new URL(shopeeAuth.authorizeUrl(access, 'https://htx.example/back?a=1', 's t'));
  expect(url.origin + url.pathname).toBe('https://consent.example/auth');
  expect(Object.fromEntries(url.searchParams)).toEqual({
    partner_id: '2010101',
    auth_type: 'seller',
    redirect_uri: 'https://htx.example/back?a=1',
    response_type: 'code',
    state: 's t',
  });
});

describe('what comes back', () => {
  it('becomes a shop with its name, its end and its place of stock', async () => {
    const channel = scriptedChannel(answers);
    const shops = await shopeeAuth.exchange(shopAccess(channel.send, { app }), '', {
      code: 'c',
      shop_id: '600100001',
    });
    expect(shops).toEqual([
      {
        externalShopId: '600100001',
        name: 'HTX Bến Lau',
        tokens,
        settings: { locationId: 'VN1' },
        permissionUntilAt: 1_800_000_000_000,
      },
    ]);
    expect(channel.bodyOf(TOKEN)).toEqual({ code: 'c', partner_id: 2010101, shop_id: 600100001 });
    expect(channel.queryOf('shopee shop/get_shop_info')).toMatchObject({
      access_token: 'A2',
      shop_id: '600100001',
    });
  });

  it('for a main account becomes each of its shops', async () => {
    const channel = scriptedChannel(answers);
    const shops = await shopeeAuth.exchange(shopAccess(channel.send, { app }), '', {
      code: 'c',
      main_account_id: '9',
    });
    expect(shops.map((shop) => shop.externalShopId)).toEqual(['600100001', '600100002']);
    expect(channel.bodyOf(TOKEN)).toMatchObject({ main_account_id: 9 });
  });

  it("is not lost when the shop's name cannot be read", async () => {
    const channel = scriptedChannel({
      ...answers,
      'shopee shop/get_shop_info': { status: 502, text: '<html>' },
      'shopee shop/get_warehouse_detail': { error: 'error_permission', message: '' },
    });
    const shops = await shopeeAuth.exchange(shopAccess(channel.send, { app }), '', {
      code: 'c',
      shop_id: '600100001',
    });
    expect(shops).toMatchObject([
      { name: 'Shopee 600100001', tokens, settings: {}, permissionUntilAt: null },
    ]);
  });

  it.each([{}, { code: 'c' }, { shop_id: '1' }, { code: 'c', shop_id: 'abc' }])(
    '%j is no grant',
    async (query) => {
      const run = () =>
        shopeeAuth.exchange(
          shopAccess(scriptedChannel(answers).send, { app }),
          '',
          query as Record<string, string>,
        );
      expect((await failureOf(run)).kind).toBe('reconnect');
    },
  );
});

describe('refreshing', () => {
  const old = { ...tokens, accessToken: 'A1', refreshToken: 'R1' };
  it('gives both tokens anew', async () => {
    const channel = scriptedChannel(answers);
    expect(await shopeeAuth.refresh?.(shopAccess(channel.send, { app }), '600100001', old)).toEqual(
      tokens,
    );
    expect(channel.bodyOf(REFRESH)).toEqual({
      refresh_token: 'R1',
      partner_id: 2010101,
      shop_id: 600100001,
    });
  });

  it.each(['error_shop_refresh_token', 'refresh_token_expired'])(
    '%s needs the seller',
    async (error) => {
      const channel = scriptedChannel({ [REFRESH]: { error, message: '' } });
      const run = async () =>
        shopeeAuth.refresh?.(shopAccess(channel.send, { app }), '600100001', old);
      expect((await failureOf(run)).kind).toBe('reconnect');
    },
  );

  it('whose answer is lost may have used the token up', async () => {
    const channel = scriptedChannel({ [REFRESH]: { status: 502, text: '' } });
    const run = async () =>
      shopeeAuth.refresh?.(shopAccess(channel.send, { app }), '600100001', old);
    expect((await failureOf(run)).detail.ambiguous).toBe(true);
  });

  it('without a refresh token needs the seller', async () => {
    const run = async () =>
      shopeeAuth.refresh?.(shopAccess(scriptedChannel({}).send, { app }), '1', {
        ...old,
        refreshToken: null,
      });
    expect((await failureOf(run)).kind).toBe('reconnect');
  });
});

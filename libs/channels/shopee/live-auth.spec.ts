import { failureOf, NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { shopeeLiveAuth } from './live-auth';

const app = { partner_id: '1', partner_key: 'x', live_partner_id: '2', live_partner_key: 'k' };
const TOKEN = 'shopee auth/token/get';
const REFRESH = 'shopee auth/access_token/get';
const pair = { error: '', message: '', access_token: 'A2', refresh_token: 'R2', expire_in: 14400 };
const tokens = {
  accessToken: 'A2',
  accessExpiresAt: NOW + 14_400_000,
  refreshToken: 'R2',
  refreshExpiresAt: NOW + 30 * 86_400_000,
};
const exchanged = (answer: unknown, query: Record<string, string>) => {
  const channel = scriptedChannel({ [TOKEN]: answer });
  const run = () => shopeeLiveAuth.exchange(shopAccess(channel.send, { app }), '', query);
  return { channel, run };
};

it('asks the same seller, for the app of livestreams', () => {
  const { send: _send, ...access } = shopAccess(async () => Promise.reject(new Error()), { app });
  const url = new URL(shopeeLiveAuth.authorizeUrl(access, 'https://htx.example/back', 's'));
  expect(Object.fromEntries(url.searchParams)).toMatchObject({
    partner_id: '2',
    auth_type: 'seller',
    state: 's',
  });
});

it.each<Record<string, string>>([{}, { live_partner_id: '2' }, { live_partner_key: 'k' }])(
  'without that app (%j) nobody is asked, and it is said why',
  async (own) => {
    const access = shopAccess(scriptedChannel({}).send, { app: { partner_id: '1', ...own } });
    const wanted = { kind: 'rejected', detail: { reason: { key: 'live_not_open' } } };
    const begin = async () => shopeeLiveAuth.authorizeUrl(access, 'https://htx.example/back', 's');
    expect(await failureOf(begin)).toMatchObject(wanted);
    const finish = () => shopeeLiveAuth.exchange(access, '', { code: 'c', shop_id: '1' });
    expect(await failureOf(finish)).toMatchObject(wanted);
  },
);

describe('what comes back', () => {
  it('names the streamer of the shop', async () => {
    const { channel, run } = exchanged(
      { ...pair, shop_id_list: [600100001], user_id_list: [800100001] },
      { code: 'c', shop_id: '600100001' },
    );
    expect(await run()).toEqual([{ externalShopId: '600100001', externalId: '800100001', tokens }]);
    expect(channel.bodyOf(TOKEN)).toEqual({ code: 'c', partner_id: 2, shop_id: 600100001 });
    expect(channel.queryOf(TOKEN)).toMatchObject({ partner_id: '2' });
    expect(channel.requests[0]?.limits).toEqual(['live-app']);
  });

  it('of a main account matches its shops one to one', async () => {
    const { run } = exchanged(
      { ...pair, shop_id_list: [1, 2], user_id_list: [11, 12] },
      { code: 'c', main_account_id: '9' },
    );
    expect(await run()).toMatchObject([
      { externalShopId: '1', externalId: '11' },
      { externalShopId: '2', externalId: '12' },
    ]);
  });

  it.each([
    [[1], []],
    [[1, 2], [11]],
    [
      [1, null],
      [11, 12],
    ],
    [null, null],
  ])('shops %j and streamers %j are nobody’s', async (shop_id_list, user_id_list) => {
    const { run } = exchanged(
      { ...pair, shop_id_list, user_id_list },
      { code: 'c', main_account_id: '9' },
    );
    expect((await failureOf(run)).kind).toBe('unexpectedShape');
  });

  it('without a code is no grant', async () => {
    expect((await failureOf(exchanged(pair, { shop_id: '1' }).run)).kind).toBe('reconnect');
  });
});

describe('refreshing', () => {
  it('names the streamer, and gives both tokens anew', async () => {
    const channel = scriptedChannel({ [REFRESH]: pair });
    const old = { ...tokens, refreshToken: 'R1' };
    const access = shopAccess(channel.send, { app });
    expect(await shopeeLiveAuth.refresh?.(access, '800100001', old)).toEqual(tokens);
    expect(channel.bodyOf(REFRESH)).toEqual({
      refresh_token: 'R1',
      partner_id: 2,
      user_id: 800100001,
    });
  });

  it('without a refresh token needs the seller', async () => {
    const run = async () =>
      shopeeLiveAuth.refresh?.(shopAccess(scriptedChannel({}).send, { app }), '1', {
        ...tokens,
        refreshToken: null,
      });
    expect((await failureOf(run)).kind).toBe('reconnect');
  });
});

import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { addShop } from '../../apps/sandbox/shopee/state';
import { rawControl, type RawControl } from '../clients/raw-control';
import { listItem, rawShopee, type RawShopee, type ShopeeAccess } from '../clients/raw-shopee';
import vectors from '../vectors/shopee.json';

const COVER = 'https://htx.example/cover.jpg';

describe('the simulated Shopee Live', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let seller: ShopeeAccess;
  let streamer: ShopeeAccess;
  let live: RawShopee;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 24);
    sandbox = await startSandbox({ now: () => now });
    control = rawControl(sandbox.indexUrl);
    const index = sandbox.index().shopee;
    seller = index as unknown as ShopeeAccess;
    const app = {
      ...seller,
      partner_id: index['live_partner_id'] as number,
      partner_key: index['live_partner_key'] as string,
    };
    const { code } = await control.post<{ code: string }>(
      `shopee/shops/${seller.shop_id}/authorize`,
      { app: 'live' },
    );
    const granted = await rawShopee(app, () => now).publicPost('auth/token/get', {
      code,
      partner_id: app.partner_id,
      shop_id: seller.shop_id,
    });
    const [user_id] = granted['user_id_list'] as number[];
    expect([granted['shop_id_list'], granted['user_id_list']]).toEqual([
      [seller.shop_id],
      [user_id],
    ]);
    streamer = { ...app, user_id, access_token: String(granted['access_token']) };
    live = rawShopee(streamer, () => now);
  });
  afterEach(() => sandbox.close());

  const started = async (isTest = false): Promise<number> => {
    const { response } = await live.post('livestream/create_session', {
      title: 'Chợ tối',
      description: '',
      cover_image_url: COVER,
      is_test: isTest,
    });
    const session_id = response['session_id'] as number;
    const detail = await live.get('livestream/get_session_detail', { session_id });
    const { domain_id } = detail.response['stream_url_list'] as { domain_id: number };
    expect((await live.post('livestream/start_session', { session_id, domain_id })).error).toBe('');
    return session_id;
  };
  const comment = (sessionId: number, from: string, text: string, expected = 200) =>
    control.post<{ commentId: number; userId: number }>(
      `shopee/shops/${seller.shop_id}/live/${sessionId}/comment`,
      { from, text },
      expected,
    );
  const latest = async (session_id: number, offset = 0) =>
    (await live.get('livestream/get_latest_comment_list', { session_id, offset })).response;

  it('goes through its states once, and refuses what does not fit them', async () => {
    const session_id = await started(true);
    const about = { title: 'Chợ đêm', description: 'Miến', cover_image_url: COVER };
    await live.post('livestream/update_session', { session_id, ...about });
    const on = (await live.get('livestream/get_session_detail', { session_id })).response;
    expect(on).toMatchObject({
      status: 1,
      is_test: true,
      title: 'Chợ đêm',
      start_time: now / 1000,
    });
    expect(on['stream_url_list']).toMatchObject({
      push_url: expect.stringMatching(/^rtmp:/),
      push_key: expect.stringMatching(/^\w{20,}$/),
    });
    expect((await live.post('livestream/end_session', { session_id })).error).toBe('');
    for (const path of ['start_session', 'end_session', 'post_comment'])
      expect(await live.post(`livestream/${path}`, { session_id, content: 'x' })).toMatchObject({
        error: 'error_data',
        message: 'The session has ended.',
      });
    expect(await live.post('livestream/end_session', { session_id: 1 })).toMatchObject({
      error: 'error_data',
      message: 'The session does not exist.',
    });
  });

  it('wants the streamer for its own app, and nobody else', async () => {
    const as = (access: ShopeeAccess) =>
      rawShopee(access, () => now).get('livestream/get_session_detail', { session_id: 1 });
    expect(await as({ ...streamer, user_id: undefined })).toMatchObject({
      error: 'error_param',
      message: 'There is no user_id in query.',
    });
    expect((await as({ ...seller, user_id: streamer.user_id })).error).toBe('error_api_permission');
    expect((await as({ ...streamer, user_id: 800100002 })).error).toBe('user_no_linked');
    const asShop = rawShopee({ ...streamer, user_id: undefined }, () => now);
    expect((await asShop.get('shop/get_shop_info')).error).toBe('error_api_permission');
    expect((await as(streamer)).error).toBe('error_data');
  });

  it('gives comments for ten seconds, page by page', async () => {
    const session_id = await started();
    const first = await comment(session_id, 'Hồng', 'chốt mã 12');
    now += 4_000;
    await comment(session_id, 'Bình', 'còn không?');
    const both = await latest(session_id);
    expect(both['next_offset']).toBe(2);
    expect(both['list']).toMatchObject([
      { comment_id: first.commentId, username: 'Hồng', timestamp: now / 1000 - 4 },
      { content: 'còn không?' },
    ]);
    expect(await latest(session_id, 2)).toEqual({ next_offset: 2, list: [] });
    now += 6_000;
    expect((await latest(session_id))['list']).toMatchObject([{ content: 'còn không?' }]);
    now += 4_000;
    expect((await latest(session_id))['list']).toEqual([]);
  });

  it('silences a viewer, and takes offence at words', async () => {
    const session_id = await started();
    const { userId } = await comment(session_id, 'Phá', 'x');
    await live.post('livestream/ban_user_comment', { session_id, ban_user_id: userId });
    await comment(session_id, 'Phá', 'y', 409);
    await live.post('livestream/unban_user_comment', { session_id, unban_user_id: userId });
    expect((await comment(session_id, 'Phá', 'z')).userId).toBe(userId);
    expect(
      await live.post('livestream/post_comment', { session_id, content: 'không lừa đảo' }),
    ).toMatchObject({ error: 'error_data', message: 'The content is sensitive.' });
    const long = { session_id, content: 'a'.repeat(151) };
    expect((await live.post('livestream/post_comment', long)).error).toBe('error_param');
  });

  it('shows one item of the session, counts what was sold of it', async () => {
    const item_id = await listItem(
      rawShopee(seller, () => now),
      'HONEY',
    );
    const session_id = await started();
    const item = { item_id, shop_id: seller.shop_id };
    expect((await live.post('livestream/update_show_item', { session_id, ...item })).error).toBe(
      'error_param',
    );
    await live.post('livestream/add_item_list', { session_id, item_list: [item] });
    await live.post('livestream/update_show_item', { session_id, ...item });
    expect((await live.get('livestream/get_show_item', { session_id })).response).toMatchObject({
      has_show_item: true,
      item: { item_no: 1, item_id, price_info: { current_price: 150_000 } },
    });
    await control.post(`shopee/shops/${seller.shop_id}/buy`, {
      items: [{ itemId: item_id, quantity: 2 }],
      cod: true,
    });
    expect(
      (await live.get('livestream/get_session_metric', { session_id })).response,
    ).toMatchObject({ gmv: 300_000, orders: 1 });
    const page = { session_id, offset: 0, page_size: 100 };
    expect(
      (await live.get('livestream/get_session_item_metric', page)).response['list'],
    ).toMatchObject([{ item: { item_id }, metric: { sold_items: 2 } }]);
    expect((await live.get('livestream/get_item_count', { session_id })).response).toEqual({
      item_count: 1,
      max_item_count: 500,
    });
    await live.post('livestream/delete_show_item', { session_id });
    await live.post('livestream/delete_item_list', { session_id, item_list: [item] });
    expect((await live.get('livestream/get_show_item', { session_id })).response).toEqual({
      has_show_item: false,
    });
    expect((await live.get('livestream/get_item_list', page)).response).toEqual({
      more: false,
      next_offset: 0,
      list: [],
    });
  });

  it('is refused where it is not sold', async () => {
    await control.post('shopee/settings', { liveRefuses: 'region' });
    expect(await live.get('livestream/get_show_item', { session_id: 1 })).toMatchObject({
      error: 'error_server',
      message: 'The API is not supported for current region',
    });
  });

  it('a person types viewers’ comments on the console', async () => {
    const session_id = await started();
    const path = `${sandbox.indexUrl}/console/shopee/${seller.shop_id}`;
    await fetch(`${path}/live/${session_id}`, {
      method: 'POST',
      body: new URLSearchParams({ from: 'Lan <b>', text: 'chốt 2 hộp' }),
    });
    const html = await (await fetch(path)).text();
    expect(html).toContain('<b>Lan &#60;b&#62;</b>: chốt 2 hộp');
    expect(html).toContain('đang phát');
  });
});

it('the published signature of a streamer’s call is let in, its clock stopped at that moment', async () => {
  const vector = vectors.requests.find((one) => one.type === 'user');
  const now = vectors.timestamp * 1000;
  const sandbox = await startSandbox({
    now: () => now,
    seed: ({ shopee }) => {
      const { partnerId, partnerKey, timestamp } = vectors;
      Object.assign(shopee.live.app, { partnerId, partnerKey });
      const shop = addShop(shopee, 'Vector', timestamp, 14701711);
      shop.userId = vector?.id ?? 0;
      shopee.live.linkedShopIds.push(shop.shopId);
      shopee.grants.push({
        shopId: shop.shopId,
        live: true,
        accessToken: vector?.accessToken ?? '',
        accessExpires: timestamp + 1e6,
        refreshToken: 'r',
        refreshExpires: timestamp + 1e6,
        readyMade: false,
      });
    },
  });
  const ask = async (sign: string) => {
    const url = new URL(vector?.path ?? '', sandbox.index().shopee.baseUrl);
    url.search = new URLSearchParams({
      partner_id: String(vectors.partnerId),
      timestamp: String(vectors.timestamp),
      access_token: vector?.accessToken ?? '',
      user_id: String(vector?.id),
      session_id: '1',
      sign,
    }).toString();
    return ((await (await fetch(url)).json()) as { error: string }).error;
  };
  // Past the gateway, into the business: the session is what is missing.
  expect(await ask(vector?.sign ?? '')).toBe('error_data');
  expect(await ask('0'.repeat(64))).toBe('error_sign');
  await sandbox.close();
});

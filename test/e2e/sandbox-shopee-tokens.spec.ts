import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { rawShopee, type RawShopee, type ShopeeAccess } from '../clients/raw-shopee';

const HOUR = 3_600_000;

describe('the life of tokens at the simulated Shopee', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let access: ShopeeAccess;
  let shopee: RawShopee;
  let now: number;

  beforeEach(async () => {
    now = Date.UTC(2026, 10, 24);
    sandbox = await startSandbox({ now: () => now });
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().shopee as unknown as ShopeeAccess;
    shopee = rawShopee(access, () => now);
  });
  afterEach(() => sandbox.close());

  const connect = async () => {
    const { code } = await control.post<{ code: string }>(
      `shopee/shops/${access.shop_id}/authorize`,
    );
    const body = { code, partner_id: access.partner_id, shop_id: access.shop_id };
    return { body, answer: await shopee.publicPost('auth/token/get', body) };
  };
  const refresh = (refreshToken: unknown) =>
    shopee.publicPost('auth/access_token/get', {
      refresh_token: refreshToken,
      partner_id: access.partner_id,
      shop_id: access.shop_id,
    });
  const as = (accessToken: unknown) =>
    rawShopee({ ...access, access_token: String(accessToken) }, () => now);

  it('gives a pair for a code once, at top level', async () => {
    const { body, answer } = await connect();
    expect(answer).toMatchObject({ error: '', expire_in: 14400, shop_id_list: [access.shop_id] });
    expect((await as(answer['access_token']).get('shop/get_shop_info')).error).toBe('');
    expect((await shopee.publicPost('auth/token/get', body)).error).toBe('invalid_code');
  });

  it('refuses a code after ten minutes, and one of another shop', async () => {
    const { code } = await control.post<{ code: string }>(
      `shopee/shops/${access.shop_id}/authorize`,
    );
    const body = { code, partner_id: access.partner_id };
    expect((await shopee.publicPost('auth/token/get', { ...body, shop_id: 600100002 })).error).toBe(
      'invalid_shop_id',
    );
    now += 601_000;
    expect(
      (await shopee.publicPost('auth/token/get', { ...body, shop_id: access.shop_id })).error,
    ).toBe('invalid_code');
  });

  it('rotates both tokens; the old refresh token dies at once, the old access token in five minutes', async () => {
    const { answer } = await connect();
    const fresh = await refresh(answer['refresh_token']);
    expect(fresh).toMatchObject({ error: '', shop_id: access.shop_id, expire_in: 14400 });
    expect(fresh['access_token']).not.toBe(answer['access_token']);
    expect((await refresh(answer['refresh_token'])).error).toBe('error_shop_refresh_token');
    expect((await as(answer['access_token']).get('shop/get_shop_info')).error).toBe('');
    now += 301_000;
    expect((await as(answer['access_token']).get('shop/get_shop_info')).error).toBe(
      'invalid_acceess_token',
    );
    expect((await as(fresh['access_token']).get('shop/get_shop_info')).error).toBe('');
  });

  it('lets the access token die after four hours and the refresh token after thirty days', async () => {
    const { answer } = await connect();
    now += 4 * HOUR + 1000;
    expect((await as(answer['access_token']).get('shop/get_shop_info')).error).toBe(
      'invalid_acceess_token',
    );
    const fresh = await refresh(answer['refresh_token']);
    expect(fresh.error).toBe('');
    now += 30 * 24 * HOUR + 1000;
    expect((await refresh(fresh['refresh_token'])).error).toBe('refresh_token_expired');
  });

  it('expires tokens on request, which a refresh cures, and lists a working pair again', async () => {
    await control.post('shopee/behave', { fault: 'expired-token', shopId: access.shop_id });
    expect((await shopee.get('shop/get_shop_info')).error).toBe('invalid_acceess_token');
    const listed = sandbox.index().shopee;
    expect((await as(listed['access_token']).get('shop/get_shop_info')).error).toBe('');
    expect((await refresh(listed['refresh_token'])).error).toBe('');
  });

  it('names a dead token in either of the two ways in use', async () => {
    await control.post('shopee/settings', { deadTokenAs: 'error_auth' });
    expect(await as('dead').get('shop/get_shop_info')).toMatchObject({
      error: 'error_auth',
      message: 'Invalid access_token.',
    });
  });

  it('knows no shop that has been revoked, until its seller agrees anew', async () => {
    await control.post('shopee/behave', { fault: 'revoked-shop', shopId: access.shop_id });
    expect((await shopee.get('shop/get_shop_info')).error).toBe('shop_no_linked');
    expect((await refresh('x')).error).toBe('shop_no_linked');
    expect(sandbox.index().shopee['access_token']).toBeNull();
    const { answer } = await connect();
    expect((await as(answer['access_token']).get('shop/get_shop_info')).error).toBe('');
  });

  it('ends the authorization itself after a year', async () => {
    const { answer } = await connect();
    now += 366 * 24 * HOUR;
    // Refreshed monthly this shop would still be refused: the seller has to agree again.
    expect((await refresh(answer['refresh_token'])).error).toBe('refresh_token_expired');
    const again = await connect();
    expect((await as(again.answer['access_token']).get('shop/get_shop_info')).error).toBe('');
  });

  it('makes more shops on request, each with a pair of its own', async () => {
    const { shopId } = await control.post<{ shopId: number }>('shopee/shops', {
      name: 'HTX Suối Đá',
    });
    const shops = sandbox.index().shopee['shops'] as (ShopeeAccess & { name: string })[];
    const listed = shops.find((shop) => shop.shop_id === shopId);
    expect(listed?.name).toBe('HTX Suối Đá');
    expect(
      (await rawShopee({ ...access, ...listed }, () => now).get('shop/get_shop_info'))['shop_name'],
    ).toBe('HTX Suối Đá');
    // One shop's token opens no other shop.
    const crossed = rawShopee({ ...access, shop_id: shopId }, () => now);
    expect((await crossed.get('shop/get_shop_info')).error).toBe('error_auth');
  });
});

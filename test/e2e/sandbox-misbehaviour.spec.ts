import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { catalogItem, rawGraph, type GraphAccess } from '../clients/raw-graph';
import { listItem, rawShopee, type RawShopee, type ShopeeAccess } from '../clients/raw-shopee';

describe('misbehaviour on request', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let access: ShopeeAccess;
  let shopee: RawShopee;
  let meta: GraphAccess;
  let itemId: number;

  beforeEach(async () => {
    sandbox = await startSandbox({ timeScale: 1000 });
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().shopee as unknown as ShopeeAccess;
    meta = sandbox.index().facebook as unknown as GraphAccess;
    shopee = rawShopee(access);
    itemId = await listItem(shopee, 'HONEY');
  });
  afterEach(() => sandbox.close());

  const setStock = (n: number) =>
    shopee.post('product/update_stock', {
      item_id: itemId,
      stock_list: [{ seller_stock: [{ stock: n }] }],
    });
  const stockShown = async () =>
    (await control.get<{ stock: number }[]>(`shopee/shops/${access.shop_id}/items`))[0]?.stock;
  const behave = (channel: string, body: object) => control.post(`${channel}/behave`, body);
  const last = async (channel: string) =>
    (await control.get<{ entries: Record<string, unknown>[] }>(`${channel}/journal`)).entries.at(
      -1,
    );
  const raw = (n: number, signal?: AbortSignal) =>
    fetch(shopee.url('product/update_stock', 'shop'), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ item_id: itemId, stock_list: [{ seller_stock: [{ stock: n }] }] }),
      signal,
    });

  it('throttles in the words of the channel', async () => {
    await behave('shopee', { fault: 'burst-429', count: 2 });
    expect(await setStock(1)).toMatchObject({ httpStatus: 200, error: 'error_rate_limit' });
    expect((await setStock(1)).error).toBe('error_rate_limit');
    expect((await setStock(1)).error).toBe('');
    await behave('shopee', { fault: 'burst-429', status: 429 });
    expect((await setStock(1)).httpStatus).toBe(429);
    await behave('facebook', { fault: 'burst-429', endpoint: 'items_batch', ms: 120_000 });
    const graph = rawGraph(meta);
    expect((await graph.get(meta.page_id)).error).toBeUndefined();
    const refused = await graph.post(`${meta.catalog_id}/items_batch`, {
      item_type: 'PRODUCT_ITEM',
      requests: [{ method: 'UPDATE', data: catalogItem('A') }],
    });
    expect(refused).toMatchObject({ httpStatus: 400, error: { code: 80014 } });
    expect(refused.headers.get('x-business-use-case-usage')).toContain(
      '"estimated_time_to_regain_access":2',
    );
  });

  it('fails before the work: 5xx, HTML, silence', async () => {
    await behave('shopee', { fault: '5xx' });
    expect((await setStock(1)).httpStatus).toBe(503);
    await behave('facebook', { fault: '5xx' });
    expect(await rawGraph(meta).get(meta.page_id)).toMatchObject({
      httpStatus: 503,
      error: { code: 2, is_transient: true },
    });
    await behave('shopee', { fault: 'html-instead-of-json' });
    const html = await raw(2);
    expect(html.headers.get('content-type')).toContain('text/html');
    expect(await html.text()).toContain('502 Bad Gateway');
    await behave('shopee', { fault: 'hang' });
    await expect(raw(3, AbortSignal.timeout(150))).rejects.toThrow();
    expect(await stockShown()).toBe(10);
    expect(await last('shopee')).toMatchObject({ outcome: 'fault:hang', status: 0 });
  });

  it('fails after the work: connection dropped, answer cut, field missing', async () => {
    await behave('shopee', { fault: 'accepted-but-dropped' });
    await expect(raw(7)).rejects.toThrow();
    expect(await stockShown()).toBe(7);
    expect(await last('shopee')).toMatchObject({
      outcome: 'ok+fault:accepted-but-dropped',
      values: [{ stock: 7, ok: true }],
    });
    await behave('shopee', { fault: 'cut-mid-body' });
    const cut = await raw(6);
    expect(cut.status).toBe(200);
    await expect(cut.text()).rejects.toThrow();
    expect(await stockShown()).toBe(6);
    await behave('shopee', { fault: 'field-missing' });
    expect((await setStock(5)).response).not.toHaveProperty('success_list');
    expect(await stockShown()).toBe(5);
    await behave('facebook', { fault: 'field-missing', field: 'id', endpoint: 'feed' });
    const posted = await rawGraph(meta).post(`${meta.page_id}/feed`, { message: 'Bài' });
    expect(posted).not.toHaveProperty('id');
    expect(await control.get(`facebook/pages/${meta.page_id}/posts`)).toHaveLength(1);
  });

  it('answers late', async () => {
    await behave('shopee', { fault: 'slow', ms: 200 });
    const before = Date.now();
    expect((await setStock(4)).error).toBe('');
    expect(Date.now() - before).toBeGreaterThanOrEqual(195);
  });

  it('hits the shop meant and no other, and stops when told', async () => {
    const second = (sandbox.index().shopee['shops'] as ShopeeAccess[])[1] as ShopeeAccess;
    await behave('shopee', { fault: '5xx', shopId: second.shop_id, share: 1 });
    expect((await setStock(3)).error).toBe('');
    const other = rawShopee({ ...access, ...second });
    for (let i = 0; i < 3; i++)
      expect((await other.get('shop/get_shop_info')).httpStatus).toBe(503);
    expect(await control.get<unknown[]>('shopee/behave')).toHaveLength(1);
    await control.delete('shopee/behave?fault=5xx');
    expect((await other.get('shop/get_shop_info')).httpStatus).toBe(200);
    await behave('shopee', { fault: 'slow', share: 1, ms: 9999 });
    await behave('shopee', { fault: 'none' });
    expect(await control.get('shopee/behave')).toEqual([]);
  });

  it('hits a token call by the shop in its body', async () => {
    await behave('shopee', { fault: '5xx', shopId: access.shop_id, endpoint: 'auth/access_token' });
    const refresh = (shop_id: number) =>
      shopee.publicPost('auth/access_token/get', {
        refresh_token: 'x',
        partner_id: access.partner_id,
        shop_id,
      });
    expect((await refresh(600100002)).httpStatus).toBe(200);
    expect((await refresh(access.shop_id)).httpStatus).toBe(503);
  });

  it('forgets everything but its keys on reset', async () => {
    const key = sandbox.index().shopee['partner_key'];
    await behave('shopee', { fault: 'slow', share: 1 });
    await control.post('facebook/pages', { name: 'Mới' });
    await control.post('reset');
    expect(await control.get('shopee/behave')).toEqual([]);
    expect((await control.get<{ entries: unknown[] }>('shopee/journal')).entries).toEqual([]);
    expect(await control.get(`shopee/shops/${access.shop_id}/items`)).toEqual([]);
    expect(await control.get('facebook/pages')).toHaveLength(3);
    expect(sandbox.index().shopee['partner_key']).toBe(key);
    // Old tokens are worth nothing any more; the index lists new ones.
    expect((await shopee.get('shop/get_shop_info')).error).toMatch(
      /invalid_acceess_token|shop_no_linked/,
    );
    const fresh = rawShopee(sandbox.index().shopee as unknown as ShopeeAccess);
    expect((await fresh.get('shop/get_shop_info')).error).toBe('');
  });

  it('closes at once, also while a call hangs and pushes wait', async () => {
    await behave('shopee', { fault: 'hang' });
    const hanging = raw(1).catch((error: unknown) => error);
    await sleep(50);
    const before = Date.now();
    await sandbox.close();
    expect(Date.now() - before).toBeLessThan(1000);
    expect(await hanging).toMatchObject({ message: 'fetch failed' });
    sandbox = await startSandbox();
  });
});

import { createHmac } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { listen, type Heard } from '../clients/raw-listener';
import { listItem, rawShopee, type RawShopee, type ShopeeAccess } from '../clients/raw-shopee';

type Listener = Awaited<ReturnType<typeof listen>>;

describe('pushes of the simulated Shopee', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let access: ShopeeAccess & { push_partner_key: string; test_push_partner_key: string };
  let shopee: RawShopee;
  let listener: Listener | undefined;

  beforeEach(async () => {
    sandbox = await startSandbox({ timeScale: 10_000 });
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().shopee as unknown as typeof access;
    shopee = rawShopee(access);
    await listItem(shopee, 'HONEY', { seller_stock: [{ stock: 1000 }] });
  });
  afterEach(async () => {
    await sandbox.close();
    await listener?.close();
    listener = undefined;
  });

  /** Only order pushes, so that each purchase makes one. */
  const connect = async (answer?: Parameters<typeof listen>[0]) => {
    listener = await listen(answer);
    const url = `${listener.url}/webhooks/shopee?a=1`;
    const config = { callback_url: url, set_push_config_off: [8] };
    expect((await shopee.publicPost('push/set_app_push_config', config)).error).toBe('');
    return { listener, url };
  };
  const buy = () =>
    control.post<{ orderSn: string }>(`shopee/shops/${access.shop_id}/buy`, {
      items: [{ sku: 'HONEY' }],
      cod: true,
    });
  const body = (heard: Heard) =>
    JSON.parse(heard.raw) as {
      code: number;
      shop_id: number;
      data: { ordersn: string; status: string };
    };
  const signedWith = (key: string, url: string, heard: Heard) =>
    heard.headers['authorization'] ===
    createHmac('sha256', key).update(`${url}|${heard.raw}`).digest('hex');
  const pushes = (from: Listener) => from.heard.filter((one) => body(one).code === 3);

  it('tests an address before it is saved, with code 0 and the test key', async () => {
    const { listener, url } = await connect();
    expect(body(listener.heard[0] as Heard).code).toBe(0);
    expect(signedWith(access.test_push_partner_key, url, listener.heard[0] as Heard)).toBe(true);
    const read = await shopee.get('push/get_app_push_config');
    expect(read.response).toMatchObject({
      callback_url: url,
      live_push_status: 'Normal',
      push_config_off_list: [8],
    });
  });

  it('does not save an address that refuses', async () => {
    listener = await listen(() => ({ status: 500 }));
    const config = { callback_url: listener.url };
    expect((await shopee.publicPost('push/set_app_push_config', config)).error).toBe('error_param');
    await control.post('shopee/webhook', { url: listener.url }, 422);
    await control.post('shopee/webhook', { url: 'no url' }, 400);
    expect(sandbox.index().shopee['callback_url']).toBe('');
  });

  it('tells of an order, signed over address and raw body with the push key alone', async () => {
    const { listener, url } = await connect();
    const { orderSn } = await buy();
    await listener.until(() => pushes(listener).length === 1);
    const heard = pushes(listener)[0] as Heard;
    expect(body(heard)).toMatchObject({
      shop_id: access.shop_id,
      data: { ordersn: orderSn, status: 'READY_TO_SHIP' },
    });
    expect(signedWith(access.push_partner_key, url, heard)).toBe(true);
    expect(signedWith(access.partner_key, url, heard)).toBe(false);
    expect(signedWith(access.push_partner_key, `${url}/`, heard)).toBe(false);
  });

  it.each([
    ['an error', { status: 500 }],
    ['a redirection', { status: 302 }],
    ['a 2xx with words in it', { status: 200, body: 'ok' }],
  ])(
    'takes %s for not received, tries three times more, then keeps it as lost',
    async (_name, refusal) => {
      const { listener } = await connect((one) =>
        body(one).code === 0 ? { status: 204 } : refusal,
      );
      await buy();
      await listener.until(() => pushes(listener).length === 4);
      const lost = async () => (await shopee.get('push/get_lost_push_message')).response;
      await sleep(50);
      const first = await lost();
      expect(first).toMatchObject({
        has_next_page: false,
        push_message_list: [{ code: 3, shop_id: access.shop_id }],
      });
      const data = (first['push_message_list'] as { data: string }[])[0]?.data ?? '';
      expect(JSON.parse(data)).toMatchObject({ status: 'READY_TO_SHIP' });
      await shopee.post('push/confirm_consumed_lost_push_message', {
        last_message_id: first['last_message_id'],
      });
      expect((await lost())['push_message_list']).toEqual([]);
      expect(new Set(pushes(listener).map((one) => one.raw)).size).toBe(1);
    },
  );

  it('stops trying once it has been received', async () => {
    let refusals = 2;
    const { listener } = await connect((one) =>
      body(one).code === 3 && refusals-- > 0 ? { status: 503 } : { status: 200 },
    );
    await buy();
    await listener.until(() => pushes(listener).length === 3);
    await sleep(1200);
    expect(pushes(listener)).toHaveLength(3);
    const { entries } = await control.get<{
      entries: { event: string; attempt: number; ok: boolean }[];
    }>('shopee/deliveries');
    expect(entries.filter((one) => one.event === '3').map((one) => one.ok)).toEqual([
      false,
      false,
      true,
    ]);
  });

  it('loses, repeats, delays and forges on request', async () => {
    const { listener, url } = await connect();
    await control.post('shopee/behave', { fault: 'webhook-lost' });
    await buy();
    await control.post('shopee/behave', { fault: 'webhook-repeated' });
    await buy();
    await listener.until(() => pushes(listener).length === 10);
    expect(new Set(pushes(listener).map((one) => one.raw)).size).toBe(1);
    await control.post('shopee/behave', { fault: 'webhook-late', ms: 150 });
    const before = Date.now();
    await buy();
    await listener.until(() => pushes(listener).length === 11);
    expect(Date.now() - before).toBeGreaterThanOrEqual(140);
    await control.post('shopee/behave', { fault: 'webhook-forged' });
    await buy();
    await listener.until(() => pushes(listener).length === 13);
    const right = pushes(listener)
      .slice(11)
      .map((one) => signedWith(access.push_partner_key, url, one));
    expect(right.sort()).toEqual([false, true]);
  });

  it('sends the later event before the earlier one on request', async () => {
    const { listener } = await connect();
    await control.post('shopee/behave', { fault: 'webhook-reordered' });
    const first = await buy();
    const second = await buy();
    await listener.until(() => pushes(listener).length === 2);
    expect(pushes(listener).map((one) => body(one).data.ordersn)).toEqual([
      second.orderSn,
      first.orderSn,
    ]);
  });

  it('tells of shops that come and go, without a shop_id beside the code', async () => {
    const { listener } = await connect();
    await control.post('shopee/behave', { fault: 'revoked-shop', shopId: access.shop_id });
    await listener.until(() => listener.heard.length === 2);
    expect(body(listener.heard[1] as Heard)).toMatchObject({
      code: 2,
      data: { shop_id: access.shop_id },
    });
    expect(body(listener.heard[1] as Heard)).not.toHaveProperty('shop_id');
    await control.post('shopee/shops/600100002/expire-soon');
    await listener.until(() => listener.heard.length === 3);
    expect(body(listener.heard[2] as Heard)).toMatchObject({
      code: 12,
      data: { shop_expire_soon: [600100002] },
    });
  });

  it('tells of a label that is ready, under the other spelling, and sends test pushes', async () => {
    const { listener } = await connect();
    const { orderSn } = await buy();
    await shopee.get('logistics/get_shipping_parameter', { order_sn: orderSn });
    await shopee.post('logistics/ship_order', { order_sn: orderSn, dropoff: {} });
    await shopee.post('logistics/create_shipping_document', {
      order_list: [{ order_sn: orderSn }],
    });
    const label = () => listener.heard.map(body).find((one) => one.code === 15);
    await listener.until(() => label() !== undefined);
    expect(label()).toMatchObject({ data: { order_sn: orderSn, status: 'READY' } });
    expect(listener.heard.map(body).find((one) => one.code === 4)).toMatchObject({
      data: { ordersn: orderSn },
    });
    expect(await control.post('shopee/test-push')).toEqual({ received: true });
    expect(body(listener.heard.at(-1) as Heard).code).toBe(0);
  });

  it('suspends an address that hardly ever answers', async () => {
    await connect((one) => ({ status: body(one).code === 0 ? 200 : 500 }));
    await control.post('time', { scale: 1 });
    // Health counts attempts within six hours; scale 1 keeps them all in view.
    for (let i = 0; i < 601; i++) await buy();
    await sleep(300);
    expect((await shopee.get('push/get_app_push_config')).response['live_push_status']).toBe(
      'Suspended',
    );
  });
});

import { ChannelFailure, type ChannelEvent } from '@ganh/channels/kit';
import vectors from '../../../test/vectors/tiktok-shop.json';
import { webhookSign } from './sign';
import { tiktokShopWebhooks } from './webhook';

const URL = 'https://htx.example/webhooks/tiktok-shop';
const app = { app_key: 'key', app_secret: 'secret' };
const shop = '7495540735365777507';
const delivery = (body: unknown) => {
  const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { headers: { authorization: webhookSign('key', 'secret', raw) }, body: raw };
};
const events = (body: unknown): ChannelEvent[] => tiktokShopWebhooks.events(delivery(body));
const told = (type: number, data: unknown, id: string | null = '7380066284010030890') =>
  events({ type, tts_notification_id: id, shop_id: shop, timestamp: 1_760_000_005, data });

describe('the signature', () => {
  it.each(vectors.webhooks)('of $name holds over its bytes alone', (vector) => {
    const { appKey: app_key, appSecret: app_secret, rawBody, authorization } = vector;
    const given = { headers: { Authorization: authorization }, body: Buffer.from(rawBody) };
    expect(tiktokShopWebhooks.verify({ app_key, app_secret }, URL, given)).toBe(true);
    const other = Buffer.from(rawBody.replace('"type":1', '"type":6'));
    expect(tiktokShopWebhooks.verify({ app_key, app_secret }, URL, { ...given, body: other })).toBe(
      false,
    );
  });

  it('is refused without keys, without a header, under another key', () => {
    const right = delivery({ type: 1 });
    expect(tiktokShopWebhooks.verify(app, URL, right)).toBe(true);
    expect(tiktokShopWebhooks.verify({}, URL, right)).toBe(false);
    expect(tiktokShopWebhooks.verify(app, URL, { ...right, headers: {} })).toBe(false);
    expect(tiktokShopWebhooks.verify({ ...app, app_key: 'other' }, URL, right)).toBe(false);
  });
});

describe('what a delivery means', () => {
  it('an order has changed; repeats meet at its state, in whatever words', () => {
    const data = {
      order_id: '576653688135258178',
      order_status: 'CANCEL',
      is_on_hold_order: false,
      update_time: 1_760_000_001,
    };
    const [first] = told(1, data);
    expect(first).toEqual({
      kind: 'order',
      externalShopId: shop,
      externalOrderId: '576653688135258178',
      key: `${shop}:1:576653688135258178:CANCEL:1760000001`,
      at: 1_760_000_005_000,
    });
    expect(told(1, data, 'another notice')[0]?.key).toBe(first?.key);
    expect(told(1, { ...data, update_time: 1_760_000_002 })[0]?.key).not.toBe(first?.key);
  });

  it.each([
    [3, { order_id: '1' }, { kind: 'order', externalOrderId: '1' }],
    [11, { order_id: '1', cancel_id: '2' }, { kind: 'order', externalOrderId: '1' }],
    [12, { order_id: '1', return_id: '2' }, { kind: 'return', externalReturnId: '2' }],
    [37, { product_id: '3' }, { kind: 'listing', externalItemId: '3' }],
    [27, { product_id: '3', sku_id: '4' }, { kind: 'listing', externalItemId: '3' }],
    [6, { message: 'x' }, { kind: 'disconnected' }],
    [7, { expiration_time: 1_760_000_000 }, { kind: 'expiring', untilAt: 1_760_000_000_000 }],
    [14, { conversation_id: '5', content: '{}' }, { kind: 'ignored' }],
    [1, {}, { kind: 'ignored' }],
    [99, null, { kind: 'ignored' }],
    [5, 'words', { kind: 'ignored' }],
  ])('type %i %j', (type, data, meaning) => {
    expect(told(type, data)).toMatchObject([{ externalShopId: shop, ...meaning }]);
  });

  it('a package of several orders is an event for each', () => {
    const data = { package_list: [{ order_id_list: ['1', '2'] }, { order_id_list: ['2'] }] };
    const all = told(4, data);
    expect(all.map((one) => one.kind === 'order' && one.externalOrderId)).toEqual(['1', '2']);
    expect(new Set(all.map((one) => one.key)).size).toBe(2);
  });

  it('an id that comes as a bare number keeps every digit', () => {
    const body = `{"type":5,"shop_id":"${shop}","timestamp":1,"data":{"product_id":1729592969712207008}}`;
    expect(events(body)).toMatchObject([{ externalItemId: '1729592969712207008' }]);
  });

  it('without a notice id the body itself tells repeats', () => {
    const [first] = told(3, { order_id: '1' }, null);
    expect(told(3, { order_id: '1' }, null)[0]?.key).toBe(first?.key);
    expect(told(3, { order_id: '2' }, null)[0]?.key).not.toBe(first?.key);
  });

  it.each(['', 'null', '[]', '{"shop_id":"1"}', '<html>', '{"type":3'])(
    '%j is not of TikTok Shop',
    (body) => expect(() => events(body)).toThrow(ChannelFailure),
  );

  it('is answered with an empty 200', () =>
    expect(tiktokShopWebhooks.ack).toEqual({ status: 200, body: '' }));
});

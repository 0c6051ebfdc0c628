import type { ChannelEvent } from '@ganh/channels/kit';
import { ChannelFailure } from '@ganh/channels/kit';
import vectors from '../../../test/vectors/shopee.json';
import { shopeeWebhooks } from './webhook';
import { pushSign } from './sign';

const URL = 'https://htx.example/webhooks/shopee';
const keys = {
  partner_id: '1',
  partner_key: 'api',
  push_partner_key: 'live',
  previous_push_partner_key: 'old',
  test_push_partner_key: 'test',
};
const delivery = (body: unknown, key = 'live', url = URL) => {
  const raw = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return { headers: { authorization: pushSign(key, url, raw) }, body: raw };
};
const order = {
  data: { items: [], ordersn: '220810QSK8S7BX', status: 'PROCESSED', update_time: 1660123127 },
  shop_id: 727720655,
  code: 3,
  timestamp: 1660123127,
};
const events = (body: unknown): ChannelEvent[] => shopeeWebhooks.events(delivery(body));

describe('the signature', () => {
  it.each(vectors.push.cases)(
    'of the vector for $callbackUrl holds',
    ({ callbackUrl, authorization }) => {
      const raw = {
        headers: { Authorization: authorization },
        body: Buffer.from(vectors.push.rawBody),
      };
      expect(
        shopeeWebhooks.verify({ push_partner_key: vectors.push.pushKey }, callbackUrl, raw),
      ).toBe(true);
      expect(
        shopeeWebhooks.verify({ push_partner_key: vectors.push.pushKey }, `${callbackUrl}x`, raw),
      ).toBe(false);
      const reserialised = Buffer.from(JSON.stringify(JSON.parse(vectors.push.rawBody), null, 1));
      expect(
        shopeeWebhooks.verify({ push_partner_key: vectors.push.pushKey }, callbackUrl, {
          ...raw,
          body: reserialised,
        }),
      ).toBe(false);
    },
  );

  it.each(['live', 'old', 'test'])('with the %s push key holds', (key) => {
    expect(shopeeWebhooks.verify(keys, URL, delivery(order, key))).toBe(true);
  });

  it('with the API key holds for older apps only', () => {
    expect(shopeeWebhooks.verify(keys, URL, delivery(order, 'api'))).toBe(false);
    expect(shopeeWebhooks.verify({ partner_key: 'api' }, URL, delivery(order, 'api'))).toBe(true);
  });

  it.each([
    ['another key', delivery(order, 'forged')],
    ['none', { headers: {}, body: Buffer.from(JSON.stringify(order)) }],
    ['an empty one', { headers: { authorization: '' }, body: Buffer.from(JSON.stringify(order)) }],
    [
      'another body',
      { ...delivery(order), body: Buffer.from(JSON.stringify({ ...order, code: 2 })) },
    ],
    [
      'an upper-case one',
      {
        ...delivery(order),
        headers: { authorization: delivery(order).headers.authorization.toUpperCase() },
      },
    ],
  ])('%s is refused', (_what, forged) =>
    expect(shopeeWebhooks.verify(keys, URL, forged)).toBe(false),
  );

  it("is not needed for the console's check of the address, which means nothing", () => {
    const check = {
      headers: {},
      body: Buffer.from('{"code":0,"data":{"verify_info":"This is a Verification message."}}'),
    };
    expect(shopeeWebhooks.verify(keys, URL, check)).toBe(true);
    expect(shopeeWebhooks.events(check)).toEqual([]);
    expect(events({ code: 0 })).toEqual([]);
    const long = {
      headers: {},
      body: Buffer.from(JSON.stringify({ code: 0, data: 'x'.repeat(2_000) })),
    };
    expect(shopeeWebhooks.verify(keys, URL, long)).toBe(false);
    expect(shopeeWebhooks.verify({}, URL, { headers: {}, body: Buffer.from('{}') })).toBe(false);
  });

  it('is answered with an empty body', () =>
    expect(shopeeWebhooks.ack).toEqual({ status: 204, body: '' }));
});

describe('what a push means', () => {
  const shop = '727720655';
  it('an order has changed', () => {
    expect(events(order)).toEqual([
      {
        kind: 'order',
        externalShopId: shop,
        externalOrderId: '220810QSK8S7BX',
        key: '727720655:3:220810QSK8S7BX:PROCESSED:1660123127',
        at: 1_660_123_127_000,
      },
    ]);
  });

  it('in whatever order its fields come, it is one event', () => {
    const turned = {
      code: 3,
      timestamp: 1660123999,
      data: { update_time: 1660123127, status: 'PROCESSED', ordersn: '220810QSK8S7BX' },
      shop_id: 727720655,
    };
    expect(events(turned)[0]?.key).toBe(events(order)[0]?.key);
  });

  it.each([
    [4, { ordersn: 'S1', tracking_no: 'T' }, { kind: 'order', externalOrderId: 'S1' }],
    [
      8,
      { action: 'place_order', ordersn: 'S2', item_id: 5 },
      { kind: 'order', externalOrderId: 'S2' },
    ],
    [8, { item_id: 5 }, { kind: 'listing', externalItemId: '5' }],
    [15, { order_sn: 'S3', status: 'READY' }, { kind: 'order', externalOrderId: 'S3' }],
    [
      29,
      { order_sn: 'S4', return_sn: 'R' },
      { kind: 'return', externalReturnId: 'R', externalOrderId: 'S4' },
    ],
    [29, { order_sn: 'S4' }, { kind: 'order', externalOrderId: 'S4' }],
    [30, { ordersn: 'S5' }, { kind: 'order', externalOrderId: 'S5' }],
    [47, { order_sn: 'S6' }, { kind: 'order', externalOrderId: 'S6' }],
    [6, { item_id: 7 }, { kind: 'listing', externalItemId: '7' }],
    [16, { item_id: 7 }, { kind: 'listing', externalItemId: '7' }],
    [22, { item_id: 7 }, { kind: 'listing', externalItemId: '7' }],
    [1, { success: 1 }, { kind: 'ignored' }],
    [3, { status: 'PROCESSED' }, { kind: 'ignored' }],
    [10, { content: 'hi' }, { kind: 'ignored' }],
    [99, null, { kind: 'ignored' }],
    [5, 'an announcement', { kind: 'ignored' }],
  ])('code %i %j', (code, data, meaning) => {
    expect(events({ code, shop_id: 727720655, timestamp: 1, data })).toMatchObject([
      { externalShopId: shop, ...meaning },
    ]);
  });

  it('a shop is lost, for each of the shops named', () => {
    const body = {
      code: 2,
      timestamp: 1,
      success: 1,
      data: { shop_id_list: [11, 12], shop_id: 11 },
    };
    const told = events(body);
    expect(told.map((one) => [one.kind, one.externalShopId])).toEqual([
      ['disconnected', '11'],
      ['disconnected', '12'],
    ]);
    expect(new Set(told.map((one) => one.key)).size).toBe(2);
  });

  it('permission ends, for each of the shops named', () => {
    const body = {
      code: 12,
      timestamp: 1,
      data: { shop_expire_soon: [11, { shop_id: 12 }], expire_before: 1_700_000_000 },
    };
    expect(events(body)).toMatchObject([
      { kind: 'expiring', externalShopId: '11', untilAt: 1_700_000_000_000 },
      { kind: 'expiring', externalShopId: '12', untilAt: 1_700_000_000_000 },
    ]);
  });

  it('the same body twice is one event, another body is another', () => {
    const push = (at: number) => ({ code: 8, shop_id: 1, timestamp: at, data: { item_id: 5 } });
    expect(events(push(1))[0]?.key).toBe(events(push(1))[0]?.key);
    expect(events(push(1))[0]?.key).not.toBe(events(push(2))[0]?.key);
  });

  it('ids beyond 2^53 keep every digit', () => {
    expect(
      events('{"code":16,"shop_id":1,"timestamp":1,"data":{"item_id":9007199254740993}}'),
    ).toMatchObject([{ externalItemId: '9007199254740993' }]);
  });

  it.each(['', 'null', '[]', '{"shop_id":1}', '<html>', '{"code":3'])(
    "%j is not Shopee's",
    (body) => {
      expect(() => events(body)).toThrow(ChannelFailure);
    },
  );
});

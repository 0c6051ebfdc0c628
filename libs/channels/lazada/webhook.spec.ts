import vectors from '../../../test/vectors/lazada.json';
import { lazadaWebhooks } from './webhook';

const push = vectors.pushes[1];
if (!push) throw new Error('no push');
const app = { app_key: push.appKey, app_secret: push.appSecret };
const eventsOf = (told: unknown) =>
  lazadaWebhooks.events({ headers: {}, body: Buffer.from(JSON.stringify(told)) });
const message = (message_type: number, data: unknown, more: object = {}) => ({
  seller_id: '9999',
  message_type,
  data,
  timestamp: 1_603_766_859,
  site: 'lazada_vn',
  ...more,
});

describe('a message', () => {
  it('holds by its signature, whatever the address', () => {
    const body = Buffer.from(push.rawBody);
    const verify = (authorization: string | undefined, of = app) =>
      lazadaWebhooks.verify(of, 'https://any.example', { headers: { authorization }, body });
    expect(verify(push.authorization)).toBe(true);
    expect(verify(push.authorization.toUpperCase())).toBe(false);
    expect(verify(undefined)).toBe(false);
    expect(verify(push.authorization, { app_key: '', app_secret: '' })).toBe(false);
  });

  it('of an order line names the order; a repeat with another timestamp is the same event', () => {
    const data = {
      order_status: 'pending',
      trade_order_id: '260422900198363',
      trade_order_line_id: '260422900298363',
      status_update_time: 1_603_698_638,
    };
    const [first] = eventsOf(message(0, data));
    const [again] = eventsOf(message(0, data, { timestamp: 1_603_766_999_530, site: 'LAZADA_VN' }));
    expect(first).toMatchObject({
      kind: 'order',
      externalShopId: '9999',
      externalOrderId: '260422900198363',
      at: 1_603_698_638_000,
    });
    expect(again?.key).toBe(first?.key);
    expect(eventsOf(message(0, { ...data, order_status: 'packed' }))[0]?.key).not.toBe(first?.key);
  });

  it.each([
    [10, { reverse_order_id: 5, trade_order_id: 7, reverse_status: 'RTM_INIT' }, 'return'],
    [10, { reverse_order_id: 5, trade_order_id: 7, reverse_status: 'CANCEL_INIT' }, 'order'],
    [14, { trade_order_id: 7, status: 'DELIVERED' }, 'order'],
    [1, { itemId: 3, status: 'Lock' }, 'listing'],
    [4, { item_id: '3', action: 'EDITED_UPDATED' }, 'listing'],
    [6, { seller_sku: 'G-1' }, 'ignored'],
    [13, { status: 'close' }, 'ignored'],
    [99, null, 'ignored'],
  ])('of type %i with %j is %s', (type, data, kind) => {
    expect(eventsOf(message(type, data))).toMatchObject([{ kind, externalShopId: '9999' }]);
  });

  it('of an ending permission finds its seller inside; one about no seller tells of nothing', () => {
    const data = { app_key: '1', auth_expiry_time: 1_700_000_000_000, seller_id: 42 };
    expect(eventsOf(message(8, data, { seller_id: 'null' }))).toMatchObject([
      { kind: 'expiring', externalShopId: '42', untilAt: 1_700_000_000_000 },
    ]);
    expect(eventsOf(message(12, { status: 'finish' }, { seller_id: undefined }))).toEqual([]);
  });
});

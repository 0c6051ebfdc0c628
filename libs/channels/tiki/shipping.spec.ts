import type { ChannelOrder } from '@ganh/channels/kit';
import { failureOf, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { tikiShipping } from './shipping';

const ORDER = 'tiki v2/orders/code';
const CONFIRM = 'tiki v2/orders/confirm';
const SLOTS = 'tiki v2/orders/dropship/expected-pickup-slots';
const PLACES = 'tiki v2/seller-inventories';
const LABELS = 'tiki v2/orders/labels';

const sold = { externalOrderId: '7' } as ChannelOrder;
const parcel = { externalParcelId: '7', trackingNumber: null, carrier: null };
const order = (fulfillment_type: string, status: string) => ({
  code: '7',
  status: 'queueing',
  fulfillment_type,
  created_at: '2026-11-01 10:00:00',
  tiki_warehouse: { code: 'hn' },
  items: [3, 4].map((id) => ({
    id,
    product: { id: 2 },
    confirmation: { status },
    price: 5,
    qty: 1,
  })),
  shipping: { tracking_code: 'TNSL7', partner_name: 'TNSL' },
});
const open = (answers: Record<string, unknown>) => {
  const channel = scriptedChannel({ [PLACES]: { data: [{ seller_inventory_id: 9 }] }, ...answers });
  return { channel, shipping: tikiShipping(shopAccess(channel.send)) };
};
const both = (kind: string) => [order(kind, 'waiting'), order(kind, 'seller_confirmed')];

it('confirms all pieces from the place that serves the order', async () => {
  const { channel, shipping } = open({ [ORDER]: both('tiki_delivery'), [CONFIRM]: {} });
  expect(await shipping.arrange(sold)).toEqual([
    { externalParcelId: '7', trackingNumber: 'TNSL7', carrier: 'TNSL' },
  ]);
  expect(channel.queryOf(PLACES)).toEqual({ tiki_warehouse_codes: 'hn' });
  expect(channel.bodyOf(CONFIRM)).toEqual({ available_item_ids: [3, 4], seller_inventory_id: 9 });
  const sent = channel.requests.find((one) => one.label === CONFIRM);
  expect(sent?.url).toMatch(/v2\/orders\/7\/confirm-available$/);
});

it('of a dropship order it tells the first time at which it can be fetched', async () => {
  const slots = { data: [{ note: 'sáng', slots: ['2026-11-02 08:00:00', '2026-11-02 14:00:00'] }] };
  const { channel, shipping } = open({ [ORDER]: both('dropship'), [SLOTS]: slots, [CONFIRM]: {} });
  await shipping.arrange(sold);
  expect(channel.bodyOf(CONFIRM)).toEqual({
    confirmation_status: 'seller_confirmed',
    expected_pickup_time: '2026-11-02 08:00:00',
    seller_inventory_id: 9,
  });
  const sent = channel.requests.find((one) => one.label === CONFIRM);
  expect(sent?.url).toMatch(/v2\/orders\/7\/dropship\/confirm-available$/);
});

it('confirmed already is not confirmed again', async () => {
  const { channel, shipping } = open({ [ORDER]: order('dropship', 'seller_confirmed') });
  await shipping.arrange(sold);
  expect(channel.labels()).toEqual([ORDER]);
});

it.each([
  ['order_not_found', { [ORDER]: { status: 404, text: '{}' } }],
  ['shape:slots', { [ORDER]: order('dropship', 'waiting'), [SLOTS]: { data: ['sáng'] } }],
  ['no_seller_inventory', { [ORDER]: order('tiki_delivery', 'waiting'), [PLACES]: { data: [] } }],
])('without what it needs it is told: %s', async (code, answers) => {
  const { shipping } = open(answers);
  expect((await failureOf(async () => shipping.arrange(sold))).detail.code).toBe(code);
});

it.each([
  ['bare', '<html>7</html>', '<html>7</html>'],
  ['in JSON', '{"data":{"content":"<p>7</p>"}}', '<p>7</p>'],
])('a label comes %s', async (_how, text, page) => {
  const answers = {
    [ORDER]: order('dropship', 'seller_confirmed'),
    [LABELS]: { status: 200, text },
  };
  const { channel, shipping } = open(answers);
  expect(await shipping.label?.(sold, parcel)).toEqual({
    contentType: 'text/html',
    bytes: Buffer.from(page),
  });
  expect(channel.requests.at(-1)?.url).toMatch(/v2\/orders\/7\/dropship\/labels$/);
});

it('there is no label yet before the confirmation, and none in an answer without a page', async () => {
  expect(
    await open({ [ORDER]: order('dropship', 'waiting') }).shipping.label?.(sold, parcel),
  ).toBeNull();
  const empty = { [ORDER]: order('dropship', 'seller_confirmed'), [LABELS]: { data: null } };
  expect(await open(empty).shipping.label?.(sold, parcel)).toBeNull();
  const strange = open({ [ORDER]: order('by_drone', 'seller_confirmed') });
  const failure = await failureOf(async () => strange.shipping.label?.(sold, parcel));
  expect(failure.detail.code).toBe('no_label');
});

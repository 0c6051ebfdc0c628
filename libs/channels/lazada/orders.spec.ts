import { NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { lazadaOrders } from './orders';
import { orderStatus } from './order-status';

const ok = (data: unknown) => ({ code: '0', data, request_id: 'r' });
/** Beyond 2^53: a double would lose the last digit. */
const BIG = '9007199254740993';
const whole = (text: string) => ({ status: 200, text });
const line = (id: string, more: object = {}) => ({
  order_item_id: id,
  sku: 'G-1',
  sku_id: '12',
  product_id: '11',
  name: 'Miến',
  item_price: 65_000,
  status: 'pending',
  ...more,
});
const order = (more: object = {}) => ({
  order_id: '7',
  created_at: '2026-11-01 10:00:00 +0700',
  updated_at: '2026-11-01 10:00:00 +0700',
  payment_method: 'COD',
  price: '130,000.00',
  voucher: '10000.00',
  shipping_fee: 25_000,
  statuses: ['pending'],
  address_shipping: { first_name: 'H****a', phone: '84********12', address1: 'Số 1***' },
  ...more,
});

describe('orders', () => {
  it('each piece is an item there and a part of one line here; cancelled ones are not counted', async () => {
    const channel = scriptedChannel({
      'lazada order/get': ok(order()),
      'lazada orders/items/get': ok([
        {
          order_id: '7',
          order_items: [
            line('3'),
            line('2', { status: 'canceled' }),
            line('10'),
            line('4', { sku_id: '13', item_price: 5 }),
          ],
        },
      ]),
    });
    const [read] = await lazadaOrders(shopAccess(channel.send)).get(['7']);
    expect(read).toMatchObject({
      status: 'to_pack',
      payment: 'cod',
      paid: false,
      totalVnd: 145_000,
      createdAt: NOW,
      buyer: { name: 'H****a', phone: null, address: null },
      lines: [
        { externalLineId: '2', externalVariantId: '12', quantity: 2, priceVnd: 65_000 },
        { externalLineId: '4', externalVariantId: '13', quantity: 1 },
      ],
    });
  });

  it('ids beyond 2^53 are exact both ways', async () => {
    const channel = scriptedChannel({
      'lazada order/get': whole(`{"code":"0","data":{"order_id":${BIG},"statuses":["unpaid"]}}`),
      'lazada orders/items/get': whole(
        `{"code":"0","data":[{"order_id":${BIG},"order_items":[{"order_item_id":${BIG},"status":"unpaid"}]}]}`,
      ),
    });
    const [read] = await lazadaOrders(shopAccess(channel.send)).get([BIG]);
    expect(read).toMatchObject({
      externalOrderId: BIG,
      status: 'unpaid',
      lines: [{ externalLineId: BIG }],
    });
    expect(channel.queryOf('lazada orders/items/get')['order_ids']).toBe(`[${BIG}]`);
  });

  it('pages go on by date, so that an order that changes meanwhile hides no other', async () => {
    const page = (second: number) =>
      Array.from({ length: 100 }, (_, at) =>
        order({ order_id: String(at + 1), updated_at: `2026-11-01 10:00:${second} +0700` }),
      );
    const channel = scriptedChannel({
      'lazada orders/get': [ok({ orders: page(40) }), ok({ orders: page(40) }), ok({ orders: [] })],
      'lazada orders/items/get': ok([]),
    });
    const orders = lazadaOrders(shopAccess(channel.send));
    const window = { fromAt: NOW, toAt: NOW + 60_000 };
    const first = await orders.pull(window, '');
    expect(first.next).toBe(`${NOW + 39_000}+0`);
    const second = await orders.pull(window, first.next);
    expect(second.next).toBe(`${NOW + 39_000}+100`);
    expect(channel.queryOf('lazada orders/get')['update_after']).toBe('2026-11-01T10:00:39+07:00');
    expect((await orders.pull(window, second.next)).next).toBe('');
  });

  it('the seller cancels for a reason that is on offer', async () => {
    const channel = scriptedChannel({
      'lazada order/items/get': ok([line('3')]),
      'lazada order/reverse/cancel/validate': ok({
        tip_type: 'warning',
        reason_options: [{ reason_id: '10000021' }, { reason_id: 10_000_019 }],
      }),
      'lazada order/reverse/cancel/create': ok({ tip_type: 'success' }),
    });
    const orders = lazadaOrders(shopAccess(channel.send));
    await orders.cancel('7', 'out_of_stock', []);
    expect(channel.queryOf('lazada order/reverse/cancel/create')['reason_id']).toBe('10000021');
    await orders.cancel('7', 'buyer_asked', []);
    expect(channel.queryOf('lazada order/reverse/cancel/create')['reason_id']).toBe('10000019');
  });

  it('a refusal inside a success is a refusal', async () => {
    const channel = scriptedChannel({
      'lazada order/items/get': ok([line('3')]),
      'lazada order/reverse/cancel/validate': ok({ tip_type: 'error', reason_options: [] }),
    });
    await expect(
      lazadaOrders(shopAccess(channel.send)).cancel('7', 'out_of_stock', []),
    ).rejects.toMatchObject({ kind: 'rejected' });
  });
});

it.each([
  [['pending', 'canceled'], 'to_pack'],
  [['delivered', 'shipped'], 'shipping'],
  [['delivered', 'returned'], 'returning'],
  [['canceled'], 'cancelled'],
  [['ready_to_ship', 'packed'], 'packed'],
  [['lost_by_3pl'], 'unknown'],
  [['pending', 'a_word_of_tomorrow'], 'unknown'],
  [[], 'unknown'],
])('%j is %s', (words, status) => expect(orderStatus(words)).toBe(status));

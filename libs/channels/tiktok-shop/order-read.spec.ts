import fc from 'fast-check';
import { orderPage, parcelsOf, readOrder, type TikTokOrder } from './order-read';
import { orderStatus, returnStatus } from './order-status';

const piece = (id: string, skuId: string, price = '65000') => ({
  id,
  sku_id: skuId,
  product_id: '9',
  product_name: 'Miến dong',
  sku_name: 'Túi 1',
  seller_sku: 'G-1',
  sale_price: price,
  package_id: 'P1',
  tracking_number: 'T1',
});
const read = (over: Record<string, unknown> = {}): TikTokOrder => {
  const order = {
    id: '576461413038785752',
    status: 'AWAITING_SHIPMENT',
    create_time: 1,
    update_time: 2,
    is_cod: true,
    payment: { total_amount: '155000' },
    line_items: [piece('11', '7'), piece('12', '7')],
    packages: [{ id: '5' }],
    ...over,
  };
  const [found] = orderPage.parse({ orders: [order] }).orders ?? [];
  if (!found) throw new Error('no order');
  return found;
};

describe('an order', () => {
  it('counts its pieces: one line a variant and price, named after its first piece', () => {
    const order = readOrder(
      read({ line_items: [piece('12', '7'), piece('9', '7'), piece('13', '8')] }),
    );
    expect(
      order.lines.map((one) => [one.externalLineId, one.externalVariantId, one.quantity]),
    ).toEqual([
      ['9', '7', 2],
      ['13', '8', 1],
    ]);
  });

  it('loses no piece and no money in whatever order pieces come', () => {
    const pieces = fc.array(
      fc.record({ id: fc.nat(), sku: fc.nat(3), price: fc.integer({ min: 0, max: 900 }) }),
      { minLength: 1, maxLength: 30 },
    );
    fc.assert(
      fc.property(pieces, (all) => {
        const list = all.map((one) => piece(String(one.id), String(one.sku), String(one.price)));
        const { lines } = readOrder(read({ line_items: list }));
        expect(lines.reduce((sum, one) => sum + one.quantity, 0)).toBe(all.length);
        expect(lines.reduce((sum, one) => sum + one.quantity * one.priceVnd, 0)).toBe(
          all.reduce((sum, one) => sum + one.price, 0),
        );
        expect(readOrder(read({ line_items: list.toReversed() })).lines.length).toBe(lines.length);
      }),
    );
  });

  it('tells no stars for a name, and cash only when all is over', () => {
    const recipient_address = {
      name: 'H***',
      phone_number: '(+84)91*****20',
      full_address: 'Hà Nội',
    };
    const order = readOrder(read({ recipient_address, buyer_nickname: 'mai' }));
    expect(order.buyer).toMatchObject({ name: 'mai', phone: null, address: 'Hà Nội' });
    expect([order.paid, order.payment, order.totalVnd]).toEqual([false, 'cod', 155_000]);
    expect(readOrder(read({ status: 'COMPLETED' })).paid).toBe(true);
    expect(readOrder(read({ is_cod: false, paid_time: 5 })).paid).toBe(true);
  });

  it('knows its packages by itself and by its pieces', () => {
    expect(parcelsOf(read())).toEqual([
      { externalParcelId: '5', trackingNumber: null, carrier: null },
      { externalParcelId: 'P1', trackingNumber: 'T1', carrier: null },
    ]);
  });
});

it.each([
  ['CANCELLED', false, 'cancelled'],
  ['CANCEL', false, 'cancelled'],
  ['ON_HOLD', false, 'to_confirm'],
  ['AWAITING_SHIPMENT', true, 'cancel_requested'],
  ['DELIVERED', true, 'delivered'],
  ['CANCELLED', true, 'cancelled'],
  ['A_STATE_OF_TOMORROW', true, 'unknown'],
])('order state %s (asked to cancel: %s) is %s', (word, asks, status) => {
  expect(orderStatus(word, asks)).toBe(status);
});

it.each([
  ['BUYER_SHIPPED_ITEM', null, 'on_the_way'],
  ['BUYER_SHIPPED_ITEM', 'IN_PROGRESS', 'disputed'],
  ['A_STATE_OF_TOMORROW', 'CLOSED', 'unknown'],
])('return state %s with arbitration %s is %s', (word, arbitration, status) => {
  expect(returnStatus(word, arbitration)).toBe(status);
});

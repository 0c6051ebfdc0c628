import fc from 'fast-check';
import { localText, localTime, looseLocalTime } from './local-time';
import { orderSchema, readOrder } from './order-read';
import { orderStatus } from './order-status';
import { reviewOf } from './tracking';

const order = {
  code: '300000001',
  status: 'queueing',
  fulfillment_type: 'dropship',
  created_at: '2026-11-01 10:00:00',
  updated_at: null,
  items: [
    {
      id: '9007199254740993',
      product: { id: '9007199254740995', seller_product_code: 'G-1', name: 'Miến' },
      confirmation: { status: 'waiting', available_confirm_sla: '2026-11-01 22:00:00' },
      price: 65_000,
      qty: 2,
    },
  ],
};
const read = (over: object = {}) => readOrder(orderSchema.parse({ ...order, ...over }));

it('reads an order whose other fields are absent, ids to the digit', () => {
  expect(read()).toMatchObject({
    externalOrderId: '300000001',
    status: 'to_pack',
    createdAt: Date.UTC(2026, 10, 1, 3),
    updatedAt: Date.UTC(2026, 10, 1, 3),
    shipByAt: Date.UTC(2026, 10, 1, 15),
    payment: 'unknown',
    paid: false,
    totalVnd: 130_000,
    buyer: { externalId: null, name: null, phone: null, address: null },
    lines: [{ externalLineId: '9007199254740993', externalVariantId: '9007199254740995' }],
  });
});

it.each([
  ['waiting_payment', true, 'unpaid', false],
  ['queueing', true, 'to_pack', true],
  ['complete', true, 'completed', true],
  ['queueing', false, 'to_pack', false],
  ['complete', false, 'completed', true],
  ['canceled', true, 'cancelled', false],
  ['closed', true, 'unknown', false],
])('%s, prepaid %s: %s, paid %s', (status, is_prepaid, mapped, paid) => {
  expect(read({ status, payment: { is_prepaid } })).toMatchObject({
    status: mapped,
    channelStatus: status,
    paid,
  });
});

it.each(['holded', 'closed', '', 'constructor', '__proto__', 'QUEUEING'])(
  '%j is no state that we know',
  (status) => expect(orderStatus(status, false)).toBe('unknown'),
);

it('every time goes to Vietnam and back', () => {
  const day = { min: Date.UTC(2000, 0, 1) / 1000, max: Date.UTC(2100, 0, 1) / 1000 };
  fc.assert(fc.property(fc.integer(day), (s) => localTime(localText(s * 1000)) === s * 1000));
  fc.assert(
    fc.property(fc.anything(), (value) => {
      const at = looseLocalTime.parse(value);
      return at === null || Number.isFinite(at);
    }),
  );
});

it.each([
  ['bot_waiting_approve', 'waiting'],
  ['md_awaiting_approve', 'waiting'],
  ['a_new_state', 'waiting'],
  ['approved', 'approved'],
  ['rejected', 'rejected'],
  ['deleted', 'rejected'],
])('a request that is %s: %s', (state, review) => {
  expect(reviewOf(state, '').state).toBe(review);
});

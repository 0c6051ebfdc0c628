import type { Actor, Role } from '@ganh/identity';
import type { Order, OrderStatus } from '@ganh/orders';
import { actionsOf, eventText, payBadge, rowOf, statusText } from './order-text';

const who = (...roles: Role[]) => ({ roles }) as unknown as Actor;
const order = (over: Partial<Order> = {}): Order =>
  ({
    id: 1,
    number: 7,
    channel: 'shopee',
    status: 'to_pack',
    channelStatus: 'READY_TO_SHIP',
    short: false,
    payment: 'prepaid',
    paid: false,
    totalVnd: 120_000,
    buyer: { externalId: null, name: null, phone: null, address: null },
    placedAt: 1,
    shipByAt: null,
    lines: [
      {
        id: 1,
        name: 'Tiêu sọ',
        unit: 'kg',
        quantity: 30,
        stepsPerUnit: 20,
        shortQty: 10,
        priceVnd: 60_000,
        amountVnd: 90_000,
      },
    ],
    ...over,
  }) as unknown as Order;

it.each<[OrderStatus, string[]]>([
  ['unpaid', ['paid', 'cancel']],
  ['new', ['confirm', 'cancel']],
  ['to_pack', ['pack', 'hand-over', 'cancel']],
  ['packed', ['unpack', 'hand-over', 'cancel']],
  ['shipping', ['complete']],
  ['cancel_requested', ['accept-cancel']],
  ['cancelling', []],
  ['cancelled', []],
  ['completed', []],
  ['returning', []],
  ['unknown', []],
])('offers for %s what may be done: %p', (status, actions) => {
  expect(actionsOf(order({ status }), who('seller'))).toEqual(actions);
});

it('offers a packer no cancel and a host nothing', () => {
  expect(actionsOf(order(), who('packer'))).toEqual(['pack', 'hand-over']);
  expect(actionsOf(order(), who('host'))).toEqual([]);
});

it('offers for a short order to fill or cancel it, but lets one that is under way arrive', () => {
  expect(actionsOf(order({ short: true }), who('seller'))).toEqual(['found', 'cancel']);
  expect(actionsOf(order({ short: true, status: 'shipping' }), who('seller'))).toEqual([
    'complete',
  ]);
  expect(actionsOf(order({ short: true, status: 'cancelled' }), who('seller'))).toEqual([]);
});

it('shows a line by weight as people say it, and what is lacking of it', () => {
  const row = rowOf(order(), who('seller'), 'Shopee');
  expect(row.lines).toEqual([{ quantityText: '1,5 kg', name: 'Tiêu sọ', lackingText: '0,5 kg' }]);
  expect([row.buyerName, row.next]).toEqual([
    'Khách không để tên',
    { verb: 'Gói xong', action: 'pack' },
  ]);
});

it('never proposes to cancel or to unpack as the next step', () => {
  expect(rowOf(order({ status: 'packed' }), who('seller'), '').next?.action).toBe('hand-over');
  expect(rowOf(order({ status: 'cancelled' }), who('seller'), '').next).toBeNull();
});

it('says how it is paid', () => {
  expect([
    payBadge(order({ paid: true, payment: 'cod' })),
    payBadge(order({ payment: 'cod' })),
    payBadge(order()),
  ]).toEqual(['da-tra', 'thu-khi-giao', 'cho-ck']);
});

it("says the channel's own word only where ours is none", () => {
  expect(statusText(order())).not.toContain('READY');
  expect(statusText(order({ status: 'unknown', channelStatus: 'X_NEW' }))).toContain('X_NEW');
});

it.each(['placed', 'status', 'short', 'found', 'asked', 'refused', 'gone_unreturned', 'khác'])(
  'says what happened: %s',
  (kind) => {
    const text = eventText({ kind, detail: { status: 'packed' } }, 'Shopee');
    expect(text.length).toBeGreaterThan(4);
    expect(text).not.toMatch(/undefined|packed/);
  },
);

it('says that cash was taken with the last step', () => {
  const event = { kind: 'status', detail: { status: 'completed', collected: 'cash' } };
  expect(eventText(event, 'Trang của HTX')).toBe('Xong, đã thu tiền khi giao');
});

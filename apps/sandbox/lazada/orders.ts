import { lineView, orderView, statusesOf } from './order-view';
import { idsIn } from './payload';
import { LazadaRefusal, missing, orderNotFound } from './refusal';
import { ordersOf, type Order } from './state';
import { reads, sellerOf, type Endpoints, type LazadaCall } from './world';

const STATUSES = [
  'unpaid',
  'pending',
  'packed',
  'topack',
  'toship',
  'ready_to_ship',
  'shipping',
  'shipped',
  'delivered',
  'failed',
  'failed_delivery',
  'canceled',
  'returned',
  'shipped_back',
  'shipped_back_success',
  'shipped_back_failed',
  'lost',
  'lost_by_3pl',
  'damaged_by_3pl',
  'package_scrapped',
];
const MAX_LIMIT = 100;
const MAX_OFFSET = 5_000;
const MAX_IDS = 50;

/** An hour's words must tell their zone. */
const DATE = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}([+-]\d{2}:?\d{2}|Z)$/;

function dateIn(call: LazadaCall, name: string): number | undefined {
  const given = call.parameters[name];
  if (!given) return undefined;
  const at = DATE.test(given)
    ? Date.parse(given.replace(/([+-]\d{2})(\d{2})$/, '$1:$2'))
    : Number.NaN;
  if (Number.isNaN(at)) throw new LazadaRefusal('17', `E017: "${given}" Invalid Date Format`);
  return at;
}

/** Orders carry whole seconds, and are compared by them. */
const second = (at: number) => Math.floor(at / 1000) * 1000;

function ordersGet(call: LazadaCall): Record<string, unknown> {
  const { parameters, world } = call;
  const after = { created: dateIn(call, 'created_after'), updated: dateIn(call, 'update_after') };
  if (after.created === undefined && after.updated === undefined)
    throw missing('created_after or update_after');
  const { limit, offset } = pageIn(parameters);
  const { status, sort_by: sortBy = 'created_at', sort_direction: direction = 'DESC' } = parameters;
  if (status && !STATUSES.includes(status)) throw new LazadaRefusal('36', 'E036: Invalid status');
  if (!['created_at', 'updated_at'].includes(sortBy))
    throw new LazadaRefusal('75', 'E075: Invalid Sort Filter');
  if (!['ASC', 'DESC'].includes(direction.toUpperCase()))
    throw new LazadaRefusal('74', 'E074: Invalid Sort Direction');
  const before = {
    created: dateIn(call, 'created_before') ?? Infinity,
    updated: dateIn(call, 'update_before') ?? Infinity,
  };
  const key = sortBy === 'updated_at' ? 'updatedAt' : 'createdAt';
  const sign = direction.toUpperCase() === 'ASC' ? 1 : -1;
  const found = ordersOf(world.state, sellerOf(call).sellerId)
    .filter((one) => second(one.createdAt) >= (after.created ?? 0))
    .filter((one) => second(one.updatedAt) >= (after.updated ?? 0))
    .filter((one) => one.createdAt <= before.created && one.updatedAt <= before.updated)
    .filter((one) => !status || statusesOf(one).includes(status))
    .sort((a, b) => sign * (a[key] - b[key] || a.orderId - b.orderId));
  const orders = found.slice(offset, offset + limit);
  call.note(orders.map((one) => one.orderId));
  return {
    data: {
      count: orders.length,
      countTotal: found.length,
      orders: orders.map((one) => orderView(world, one)),
    },
  };
}

function pageIn(parameters: Readonly<Record<string, string>>): { limit: number; offset: number } {
  const limit = Number(parameters['limit'] ?? MAX_LIMIT);
  const offset = Number(parameters['offset'] ?? 0);
  if (!(limit >= 1 && limit <= MAX_LIMIT)) throw new LazadaRefusal('19', 'E019: Invalid Limit');
  if (!(offset >= 0 && offset <= MAX_OFFSET)) throw new LazadaRefusal('14', 'E014: Invalid Offset');
  return { limit, offset };
}

export function ownOrder(call: LazadaCall, id: string | undefined): Order {
  if (!id) throw missing('order_id');
  const order = call.world.state.orders[id];
  if (!order || order.sellerId !== sellerOf(call).sellerId) throw orderNotFound(id);
  return order;
}

function orderGet(call: LazadaCall): Record<string, unknown> {
  const order = ownOrder(call, call.parameters['order_id']);
  call.note([order.orderId]);
  return { data: orderView(call.world, order) };
}

function itemsGet(call: LazadaCall): Record<string, unknown> {
  const order = ownOrder(call, call.parameters['order_id']);
  call.note([order.orderId]);
  return { data: order.lines.map((line) => lineView(call.world, order, line)) };
}

function manyItemsGet(call: LazadaCall): Record<string, unknown> {
  const raw = call.parameters['order_ids'];
  if (!raw) throw new LazadaRefusal('37', 'E037: One or more order id in the list are incorrect');
  const ids = idsIn(raw);
  if (ids.length === 0) throw new LazadaRefusal('39', 'E039: Invalid order id list');
  if (ids.length > MAX_IDS) throw new LazadaRefusal('38', 'E038: Too many orders were requested');
  const orders = ids.map((id) => ownOrder(call, id));
  call.note(ids);
  return {
    data: orders.map((order) => ({
      order_id: order.orderId,
      order_number: order.orderId,
      order_items: order.lines.map((line) => lineView(call.world, order, line)),
    })),
  };
}

export const orderEndpoints: Endpoints = {
  '/orders/get': reads(ordersGet),
  '/order/get': reads(orderGet),
  '/order/items/get': reads(itemsGet),
  '/orders/items/get': reads(manyItemsGet),
};

import { list, text } from '../core/input';
import { h, page } from '../core/page';
import { cancel, move, passTime } from './order-moves';
import { orderView } from './order-view';
import { invalid, malformed, notFound } from './refusal';
import { ordersOf, type Order } from './state';
import { fromLocalTime, localTime, paged, sellerOf, type Endpoints, type TikiCall } from './world';

/** The kinds a confirmation without `dropship` in its path is for. tiki spec §5 */
const ON_DEMAND = ['tiki_delivery', 'seller_delivery', 'cross_border'];
const SLOT_MS = 4 * 3_600_000;

function ownOrders(call: TikiCall): Order[] {
  const seller = sellerOf(call);
  passTime(call.world, seller.id);
  return ordersOf(call.world.state, seller.id);
}

/** One status, several with commas, or `nin|` before those that are not wanted. */
function statusFilter(text: string | null): (order: Order) => boolean {
  if (!text) return () => true;
  const isNegative = text.startsWith('nin|');
  const named = text.replace(/^n?in\|/, '').split(',');
  return (order) => named.includes(order.status) !== isNegative;
}

function orders(call: TikiCall) {
  const { query } = call;
  const after = (name: string, value: (order: Order) => number) => {
    const from = fromLocalTime(query.get(name));
    if (query.get(name) && from === undefined) throw invalid(`${name} is not a valid date`);
    return (order: Order) => from === undefined || value(order) >= from;
  };
  const isWanted = [
    statusFilter(query.get('status')),
    after('updated_from_date', (order) => order.updatedAt),
    after('created_from_date', (order) => order.createdAt),
    (order: Order) => !query.get('code') || query.get('code')?.split(',').includes(order.code),
  ];
  const rows = ownOrders(call).filter((order) => isWanted.every((holds) => holds(order)));
  const shown = paged(query, rows, (order) => orderView(order, query.get('include') ?? ''));
  call.note(rows.map((order) => order.code));
  return { json: shown };
}

function orderIn(call: TikiCall): Order {
  const found = ownOrders(call).find((order) => order.code === call.params['code']);
  if (!found) throw notFound('order');
  return found;
}

function order(call: TikiCall) {
  return { json: orderView(orderIn(call), call.query.get('include') ?? '') };
}

function confirmable(call: TikiCall): Order {
  const found = orderIn(call);
  if (found.status !== 'queueing')
    throw invalid(`order ${found.code} is ${found.status} and cannot be confirmed`);
  const place = text(call.body['seller_inventory_id']);
  if (!sellerOf(call).warehouses.some((one) => String(one.id) === place))
    throw invalid('seller_inventory_id is not valid');
  return found;
}

function taken(call: TikiCall, found: Order, pickupAt: string | null) {
  for (const item of found.items) item.confirmation = 'seller_confirmed';
  found.pickupAt = pickupAt;
  found.trackingCode = `TNSL${found.code}`;
  move(call.world, found, 'picking');
}

function refusedBySeller(call: TikiCall, found: Order): void {
  for (const item of found.items) item.confirmation = 'seller_canceled';
  cancel(call.world, found, '1002', 'Nhà bán hết hàng');
}

function confirmDropship(call: TikiCall) {
  const found = confirmable(call);
  if (found.fulfillmentType !== 'dropship') throw invalid('order is not dropship');
  const status = text(call.body['confirmation_status']);
  const pickup = text(call.body['expected_pickup_time']) ?? null;
  if (status === 'seller_canceled') refusedBySeller(call, found);
  else if (status !== 'seller_confirmed') throw malformed('confirmation_status is not valid');
  else if (fromLocalTime(pickup) === undefined) throw invalid('expected_pickup_time is not valid');
  else taken(call, found, pickup);
  call.note([found.code]);
  return { json: { order_code: found.code } };
}

function confirmOnDemand(call: TikiCall) {
  const found = confirmable(call);
  if (!ON_DEMAND.includes(found.fulfillmentType)) throw invalid('order is dropship');
  const ids = list(call.body['available_item_ids'])?.map(String);
  if (!ids) throw malformed('available_item_ids is required');
  const hasAll = found.items.every((item) => ids.includes(String(item.id)));
  if (hasAll) taken(call, found, null);
  else refusedBySeller(call, found);
  call.note([found.code]);
  return { json: { order_code: found.code } };
}

function slots({ world }: TikiCall) {
  const first = Math.ceil(world.setting.now() / SLOT_MS) * SLOT_MS;
  const data = [1, 2, 3].map((at) => localTime(first + at * SLOT_MS));
  return { json: { data } };
}

function label(call: TikiCall) {
  const found = orderIn(call);
  if (found.trackingCode === null || found.status === 'canceled')
    throw invalid('order has no label');
  const { name, street } = found.buyer;
  return {
    html: page(
      `Vận đơn ${found.trackingCode}`,
      h`<h1>${found.trackingCode}</h1><p>${name}</p><p>${street}</p><p>${found.code}</p>`,
    ),
  };
}

function updateDelivery(call: TikiCall) {
  const found = orderIn(call);
  const status = text(call.body['status']);
  if (found.fulfillmentType !== 'seller_delivery') throw invalid('order is not seller_delivery');
  if (!['successful_delivery', 'failed_delivery'].includes(status ?? ''))
    throw malformed('status is not valid');
  if (status === 'successful_delivery') move(call.world, found, 'successful_delivery');
  return { json: { order_code: found.code } };
}

const scopes = ['order'];

export const orderEndpoints: Endpoints = {
  'GET v2/orders': { scopes, run: orders },
  'GET v2/orders/dropship/expected-pickup-slots': { scopes, run: slots },
  'GET v2/orders/:code': { scopes, run: order },
  'POST v2/orders/:code/confirm-available': { scopes, run: confirmOnDemand },
  'POST v2/orders/:code/dropship/confirm-available': { scopes, run: confirmDropship },
  'POST v2/orders/:code/seller-delivery/update-delivery': { scopes, run: updateDelivery },
  'GET v2/orders/:code/:kind/labels': { scopes, run: label },
};

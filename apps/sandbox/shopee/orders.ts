import { fields, list, text, whole } from '../core/input';
import { cancel, mayMove, move } from './order-moves';
import { orderDetail } from './order-view';
import { orderNotFound, paramError, ShopeeRefusal } from './refusal';
import { ordersOf, type Order } from './state';
import { idList, shopOf, type Endpoints, type Outcome, type ShopeeCall } from './world';

const FIFTEEN_DAYS = 15 * 86_400;
const LIST_STATUSES = [
  'UNPAID',
  'READY_TO_SHIP',
  'PROCESSED',
  'RETRY_SHIP',
  'SHIPPED',
  'TO_CONFIRM_RECEIVE',
  'COMPLETED',
  'IN_CANCEL',
  'CANCELLED',
  'INVOICE_PENDING',
];

export function ownOrder(call: ShopeeCall, orderSn: unknown): Order {
  const sn = text(orderSn);
  if (!sn) throw paramError('order_sn is required.');
  const order = call.world.state.orders[sn];
  if (!order || order.shopId !== shopOf(call).shopId) throw orderNotFound();
  return order;
}

function window(query: URLSearchParams): {
  field: 'createTime' | 'updateTime';
  from: number;
  to: number;
} {
  const field = query.get('time_range_field');
  if (field !== 'create_time' && field !== 'update_time')
    throw paramError('time_range_field is invalid.');
  const from = whole(query.get('time_from'));
  const to = whole(query.get('time_to'));
  if (from === undefined || to === undefined)
    throw paramError('time_from and time_to are required.');
  if (from > to || to - from > FIFTEEN_DAYS) {
    throw new ShopeeRefusal(
      'order.order_list_invalid_time',
      'The time range must be at most 15 days.',
    );
  }
  return { field: field === 'create_time' ? 'createTime' : 'updateTime', from, to };
}

/** Opaque to the client: where the last page ended, so that orders moving meanwhile are not skipped. */
function readCursor(cursor: string | null): [number, string] | undefined {
  if (!cursor) return undefined;
  const [at, sn] = Buffer.from(cursor, 'base64url').toString('utf8').split('|');
  if (!at || !sn || !/^\d+$/.test(at)) throw paramError('cursor is invalid.');
  return [Number(at), sn];
}

function orderList(call: ShopeeCall): Outcome {
  const { query, world } = call;
  const { field, from, to } = window(query);
  const size = whole(query.get('page_size'));
  if (size === undefined || size < 1 || size > 100)
    throw paramError('page_size must be between 1 and 100.');
  const status = query.get('order_status');
  if (status && !LIST_STATUSES.includes(status)) throw paramError('order_status is invalid.');
  const cursor = readCursor(query.get('cursor'));
  const rest = ordersOf(world.state, shopOf(call).shopId)
    .filter(
      (order) => order[field] >= from && order[field] <= to && (!status || order.status === status),
    )
    .sort((a, b) => a[field] - b[field] || (a.orderSn < b.orderSn ? -1 : 1))
    .filter(
      (order) =>
        !cursor ||
        order[field] > cursor[0] ||
        (order[field] === cursor[0] && order.orderSn > cursor[1]),
    );
  const shown = rest.slice(0, size);
  const last = shown.at(-1);
  const more = rest.length > shown.length;
  const withStatus = idList(query, 'response_optional_fields').includes('order_status');
  call.note(shown.map((order) => order.orderSn));
  return {
    response: {
      more,
      next_cursor:
        more && last ? Buffer.from(`${last[field]}|${last.orderSn}`).toString('base64url') : '',
      order_list: shown.map((order) => ({
        order_sn: order.orderSn,
        ...(withStatus ? { order_status: order.status } : {}),
        booking_sn: '',
      })),
    },
  };
}

function getOrderDetail(call: ShopeeCall): Outcome {
  const { query, world } = call;
  const sns = idList(query, 'order_sn_list');
  if (sns.length === 0 || sns.length > 50)
    throw paramError('order_sn_list must have 1 to 50 numbers.');
  call.note(sns);
  const optional = idList(query, 'response_optional_fields');
  const shopId = shopOf(call).shopId;
  const found = sns
    .map((sn) => world.state.orders[sn])
    .filter((order) => order?.shopId === shopId) as Order[];
  if (found.length === 0) throw orderNotFound();
  return { response: { order_list: found.map((order) => orderDetail(world, order, optional)) } };
}

const SELLER_REASONS = ['OUT_OF_STOCK', 'CUSTOMER_REQUEST', 'COD_NOT_SUPPORTED'];

function cancelOrder(call: ShopeeCall): Outcome {
  const { body, world } = call;
  const order = ownOrder(call, body['order_sn']);
  call.note([order.orderSn]);
  const reason = text(body['cancel_reason']) ?? '';
  if (!SELLER_REASONS.includes(reason)) throw paramError('cancel_reason is invalid.');
  if (reason === 'OUT_OF_STOCK') {
    const named = (list(body['item_list']) ?? []).map(fields);
    const known = named.some((one) =>
      order.lines.some((line) => line.itemId === whole(one['item_id'])),
    );
    if (!known) throw paramError('item_list is required for OUT_OF_STOCK.');
  }
  if (!['UNPAID', 'READY_TO_SHIP', 'PROCESSED', 'RETRY_SHIP'].includes(order.status)) {
    throw new ShopeeRefusal('order.error_limit', 'The order cannot be cancelled in this status.');
  }
  cancel(world, order, 'seller', reason);
  return { response: { update_time: order.updateTime } };
}

function handleBuyerCancellation(call: ShopeeCall): Outcome {
  const { body, world } = call;
  const order = ownOrder(call, body['order_sn']);
  call.note([order.orderSn]);
  const operation = text(body['operation']);
  if (operation !== 'ACCEPT' && operation !== 'REJECT') throw paramError('operation is invalid.');
  if (order.status !== 'IN_CANCEL') {
    throw new ShopeeRefusal(
      'order.cancel_order_invalid_status',
      'The order is not waiting for a cancellation answer.',
    );
  }
  if (operation === 'ACCEPT') cancel(world, order, 'buyer', order.cancelReason ?? 'Buyer request');
  else {
    const back = order.statusBeforeCancel ?? 'READY_TO_SHIP';
    order.cancelReason = undefined;
    move(world, order, mayMove(order, back) ? back : 'READY_TO_SHIP');
  }
  return { response: { update_time: order.updateTime } };
}

/** Orders whose parcels wait to be arranged. */
function shipmentList(call: ShopeeCall): Outcome {
  const { query, world } = call;
  const size = whole(query.get('page_size'));
  if (size === undefined || size < 1 || size > 100)
    throw paramError('page_size must be between 1 and 100.');
  const start = Number(query.get('cursor') || '0');
  const ready = ordersOf(world.state, shopOf(call).shopId).filter(
    (order) => order.status === 'READY_TO_SHIP',
  );
  const shown = ready.slice(start, start + size);
  const more = start + size < ready.length;
  return {
    response: {
      order_list: shown.map((order) => ({
        order_sn: order.orderSn,
        package_number: order.packageNumber,
      })),
      more,
      next_cursor: more ? String(start + size) : '',
    },
  };
}

export const orderEndpoints: Endpoints = {
  '/api/v2/order/get_order_list': { method: 'GET', signedAs: 'shop', run: orderList },
  '/api/v2/order/get_order_detail': { method: 'GET', signedAs: 'shop', run: getOrderDetail },
  '/api/v2/order/get_shipment_list': { method: 'GET', signedAs: 'shop', run: shipmentList },
  '/api/v2/order/cancel_order': { method: 'POST', signedAs: 'shop', run: cancelOrder },
  '/api/v2/order/handle_buyer_cancellation': {
    method: 'POST',
    signedAs: 'shop',
    run: handleBuyerCancellation,
  },
};

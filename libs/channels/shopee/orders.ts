import {
  ChannelFailure,
  exactInteger,
  type ChannelOrder,
  type ChannelOrderLine,
  type OrdersClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { anyAnswer, askAsShop, inResponse } from './call';
import { unlessGone } from './listed';
import { OPTIONAL_FIELDS, orderPage, ordersAnswer, readOrder } from './order-read';
import { ORDERS_PER_CALL } from './shopee.descriptor';

export function shopeeOrders(access: ShopAccess): OrdersClient {
  return {
    pull: (window, cursor) => pull(access, window, cursor),
    get: (orderIds) => get(access, orderIds),
    cancel: (orderId, reason, items) => cancel(access, orderId, reason, items),
  };
}

/** One page of order numbers, then their details: the list itself tells next to nothing. shopee spec §4 */
async function pull(
  access: ShopAccess,
  { fromAt, toAt }: { fromAt: number; toAt: number },
  cursor: string,
): Promise<{ orders: ChannelOrder[]; next: string }> {
  const query: [string, string][] = [
    ['time_range_field', 'update_time'],
    ['time_from', String(Math.floor(fromAt / 1000))],
    ['time_to', String(Math.ceil(toAt / 1000))],
    ['page_size', String(ORDERS_PER_CALL)],
    ['cursor', cursor],
    ['request_order_status_pending', 'true'],
  ];
  const page = await askAsShop(
    access,
    { path: 'order/get_order_list', query },
    inResponse(orderPage),
  );
  const orders = await get(
    access,
    page.order_list.map((one) => one.order_sn),
  );
  return { orders, next: page.more ? (page.next_cursor ?? '') : '' };
}

async function get(access: ShopAccess, orderIds: readonly string[]): Promise<ChannelOrder[]> {
  const wanted = [...new Set(orderIds)];
  const orders: ChannelOrder[] = [];
  for (let at = 0; at < wanted.length; at += ORDERS_PER_CALL) {
    const query: [string, string][] = [
      ['order_sn_list', wanted.slice(at, at + ORDERS_PER_CALL).join(',')],
      ['request_order_status_pending', 'true'],
      ['response_optional_fields', OPTIONAL_FIELDS],
    ];
    const call = { path: 'order/get_order_detail', query };
    const answer = await unlessGone(askAsShop(access, call, inResponse(ordersAnswer)));
    orders.push(...(answer?.order_list ?? []).map(readOrder));
  }
  return orders;
}

/**
 * Ends an order from the seller's side, whatever state it is in: a buyer who already asked is answered yes, an order
 * already cancelled is left (so a repeated call does no harm), else the seller cancels. shopee spec §4
 */
async function cancel(
  access: ShopAccess,
  orderId: string,
  reason: 'out_of_stock' | 'buyer_asked',
  items: readonly ChannelOrderLine[],
): Promise<void> {
  const [order] = await get(access, [orderId]);
  if (!order) throw new ChannelFailure('notFound', { code: 'order_not_found' });
  if (order.status === 'cancelled') return;
  if (order.status === 'cancel_requested') {
    const json = { order_sn: orderId, operation: 'ACCEPT' };
    await askAsShop(access, { path: 'order/handle_buyer_cancellation', json }, anyAnswer);
    return;
  }
  // A line we could not match to an item of the channel cannot be named there.
  const named = items.filter((line) => /^\d+$/.test(line.externalItemId));
  const missing = (named.length > 0 ? named : order.lines).map((line) => ({
    item_id: exactInteger(line.externalItemId),
    model_id: exactInteger(line.externalVariantId || '0'),
  }));
  const json =
    reason === 'out_of_stock'
      ? { order_sn: orderId, cancel_reason: 'OUT_OF_STOCK', item_list: missing }
      : { order_sn: orderId, cancel_reason: 'CUSTOMER_REQUEST' };
  await askAsShop(access, { path: 'order/cancel_order', json }, anyAnswer);
}

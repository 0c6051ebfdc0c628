import {
  ChannelFailure,
  integerId,
  looseList,
  looseText,
  type ChannelOrder,
  type OrdersClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyData, ask } from './call';
import { orderPage, ordersAnswer, readOrder, type TikTokOrder } from './order-read';
import { ORDERS_PER_CALL } from './tiktok-shop.descriptor';

export function tiktokShopOrders(access: ShopAccess): OrdersClient {
  return {
    pull: (window, cursor) => pull(access, window, cursor),
    get: async (ids) => (await readOrders(access, ids)).map(readOrder),
    cancel: (id) => cancel(access, id),
  };
}

/** Both ends of a window as the filters of a search, in seconds; the end is not part of it there. */
export function windowOf(name: string, { fromAt, toAt }: { fromAt: number; toAt: number }) {
  return {
    [`${name}_ge`]: Math.floor(fromAt / 1000),
    [`${name}_lt`]: Math.ceil(toAt / 1000) + 1,
  };
}

async function pull(
  access: ShopAccess,
  window: { fromAt: number; toAt: number },
  cursor: string,
): Promise<{ orders: ChannelOrder[]; next: string }> {
  const query: [string, string][] = [
    ['page_size', String(ORDERS_PER_CALL)],
    ['sort_field', 'update_time'],
    ['sort_order', 'ASC'],
    ...(cursor === '' ? [] : [['page_token', cursor] as [string, string]]),
  ];
  const json = windowOf('update_time', window);
  const call = { path: '/order/202309/orders/search', query, json, reads: true };
  const page = await ask(access, call, orderPage);
  return { orders: (page.orders ?? []).map(readOrder), next: page.next_page_token ?? '' };
}

/** At most fifty a call. What is no id of theirs is not asked for. tiktok-shop spec §4 */
export async function readOrders(
  access: ShopAccess,
  orderIds: readonly string[],
): Promise<TikTokOrder[]> {
  const wanted = [...new Set(orderIds)].filter((id) => /^\d+$/.test(id));
  const orders: TikTokOrder[] = [];
  for (let at = 0; at < wanted.length; at += ORDERS_PER_CALL) {
    const ids = wanted.slice(at, at + ORDERS_PER_CALL).join(',');
    const call = { path: '/order/202309/orders', query: [['ids', ids]] as [string, string][] };
    orders.push(...((await ask(access, call, ordersAnswer)).orders ?? []));
  }
  return orders;
}

const cancellations = z.looseObject({
  cancellations: looseList(
    z.looseObject({ cancel_id: integerId, order_id: looseText, cancel_status: looseText }),
  ),
});

/** The buyer's request that waits for an answer; null where there is none. */
async function pendingRequest(access: ShopAccess, orderId: string): Promise<string | null> {
  const call = {
    path: '/return_refund/202309/cancellations/search',
    query: [['page_size', '50']] as [string, string][],
    json: { order_ids: [orderId], cancel_status: ['CANCELLATION_REQUEST_PENDING'] },
    reads: true,
  };
  const found = (await ask(access, call, cancellations)).cancellations.find(
    (one) => one.order_id === orderId && one.cancel_status === 'CANCELLATION_REQUEST_PENDING',
  );
  return found?.cancel_id ?? null;
}

/**
 * Ends an order from the seller's side: a buyer who asked is told yes, an order cancelled already is left, else the seller
 * cancels. Vietnam knows no reason for a buyer's wish by word of mouth, and no single lines (tiktok-shop spec §4).
 */
async function cancel(access: ShopAccess, orderId: string): Promise<void> {
  const [order] = (await readOrders(access, [orderId])).map(readOrder);
  if (!order) throw new ChannelFailure('notFound', { code: 'order_not_found' });
  if (order.status === 'cancelled') return;
  const request =
    order.status === 'cancel_requested' ? await pendingRequest(access, orderId) : null;
  if (request) {
    const path = `/return_refund/202309/cancellations/${request}/approve`;
    const query: [string, string][] = [['idempotency_key', `approve-${request}`]];
    await ask(access, { path, query, method: 'POST' }, anyData);
    return;
  }
  const reason =
    order.status === 'unpaid'
      ? 'seller_cancel_unpaid_reason_out_of_stock'
      : 'seller_cancel_reason_out_of_stock';
  const json = { order_id: orderId, cancel_reason: reason };
  await ask(access, { path: '/return_refund/202309/cancellations', json }, anyData);
}

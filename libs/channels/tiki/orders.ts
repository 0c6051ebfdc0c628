import {
  ChannelFailure,
  type ChannelOrderLine,
  type OrdersClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { ask, onward, pageOf } from './call';
import { confirmBody, confirmPath, inventoryFor } from './confirmation';
import { localText } from './local-time';
import { orderSchema, readOrder, type TikiOrder } from './order-read';
import { ROWS_PER_PAGE } from './tiki.descriptor';
import { z } from 'zod';

export function tikiOrders(access: ShopAccess): OrdersClient {
  return {
    async pull({ fromAt, toAt }, cursor) {
      const page = await orderPage(access, fromAt, cursor, { rows: z.array(orderSchema) });
      // There is no end to ask for, so what changed since belongs to the next window too.
      const orders = page.rows.map(readOrder).filter((one) => one.updatedAt <= toAt);
      return { orders, next: page.next };
    },
    async get(orderIds) {
      const found = await Promise.all([...new Set(orderIds)].map((id) => orderNamed(access, id)));
      return found.flatMap((order) => (order ? [readOrder(order)] : []));
    },
    cancel: (orderId, _reason, items) => cancel(access, orderId, items),
  };
}

/** Changed since `fromAt`, in the channel's whole seconds. tiki spec §5 */
export async function orderPage<T>(
  access: ShopAccess,
  fromAt: number,
  cursor: string,
  page: { rows: z.ZodType<T[]>; more?: [string, string][] },
): Promise<{ rows: T[]; next: string }> {
  const query: [string, string][] = [
    ['updated_from_date', localText(fromAt)],
    ['limit', String(ROWS_PER_PAGE)],
    ['page', cursor || '1'],
    ...(page.more ?? []),
  ];
  const call = { method: 'GET', path: 'v2/orders', query } as const;
  const { rows, next } = await ask(access, call, pageOf(page.rows));
  return { rows, next: onward(cursor, next) };
}

/** null where there is no such order. */
export async function orderNamed(access: ShopAccess, code: string): Promise<TikiOrder | null> {
  const path = `v2/orders/${encodeURIComponent(code)}`;
  try {
    return await ask(access, { method: 'GET', path, name: 'v2/orders/code' }, orderSchema);
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound') return null;
    throw error;
  }
}

/**
 * The seller cannot deliver: told in the place of the confirmation, before which alone it can be said. A dropship order is
 * refused whole; of others those pieces are named that there are. tiki spec §5
 */
async function cancel(
  access: ShopAccess,
  orderId: string,
  items: readonly ChannelOrderLine[],
): Promise<void> {
  const order = await orderNamed(access, orderId);
  if (!order) throw new ChannelFailure('notFound', { code: 'order_not_found' });
  if (order.status === 'canceled') return;
  const missing = new Set(items.map((line) => line.externalLineId));
  const there = order.items
    .map((one) => one.id)
    .filter((id) => items.length > 0 && !missing.has(id));
  const json = confirmBody(order, await inventoryFor(access, order), {
    confirmation_status: 'seller_canceled',
    available_item_ids: there,
  });
  const call = {
    method: 'POST',
    name: 'v2/orders/confirm',
    path: confirmPath(order),
    json,
  } as const;
  await ask(access, call, z.unknown());
}

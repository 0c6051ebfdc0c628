import { seconds } from '../core/setting';
import type { Order, OrderStatus } from './state';
import type { World } from './world';

/** What may follow what. tiktok-shop spec §4 */
const NEXT: Record<OrderStatus, OrderStatus[]> = {
  UNPAID: ['ON_HOLD', 'AWAITING_SHIPMENT', 'CANCELLED'],
  ON_HOLD: ['AWAITING_SHIPMENT', 'CANCELLED'],
  AWAITING_SHIPMENT: ['AWAITING_COLLECTION', 'CANCELLED'],
  AWAITING_COLLECTION: ['IN_TRANSIT', 'CANCELLED'],
  IN_TRANSIT: ['DELIVERED', 'CANCELLED'],
  DELIVERED: ['COMPLETED'],
  COMPLETED: [],
  CANCELLED: [],
};

function mayMove(order: Order, to: OrderStatus): boolean {
  return NEXT[order.status].includes(to);
}

/** Moves an order and tells the app. The caller has checked that it may. */
export function moveOrder(world: World, order: Order, to: OrderStatus): void {
  if (!mayMove(order, to))
    throw new Error(`order ${order.id} cannot go from ${order.status} to ${to}`);
  order.status = to;
  if (to === 'IN_TRANSIT' || to === 'CANCELLED') release(world, order, to === 'CANCELLED');
  touchOrder(world, order);
  tellOrder(world, order);
}

/** Event 1; it spells the cancelled state in its own way. tiktok-shop spec §4 */
export function tellOrder(world: World, order: Order): void {
  world.webhooks.send('ORDER_STATUS_CHANGE', order.shopId, {
    order_id: order.id,
    order_status: order.status === 'CANCELLED' ? 'CANCEL' : order.status,
    is_on_hold_order: order.status === 'ON_HOLD',
    update_time: order.updateTime,
  });
}

/** Every change moves it on, also two within one second. */
export function touchOrder(world: World, order: Order): void {
  order.updateTime = Math.max(seconds(world.setting), order.updateTime + 1);
  world.setting.changed();
}

/** Pieces are no longer promised: they have left, or go back on sale. */
function release(world: World, order: Order, isBackOnSale: boolean): void {
  for (const line of order.lines) {
    const product = world.state.products[line.productId];
    const sku = product?.skus.find((one) => one.id === line.skuId);
    if (!sku) continue;
    sku.committed = Math.max(0, sku.committed - 1);
    const [warehouse] = Object.keys(sku.stock);
    if (isBackOnSale && warehouse) sku.stock[warehouse] = (sku.stock[warehouse] ?? 0) + 1;
  }
}

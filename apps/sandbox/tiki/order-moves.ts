import { emit } from './queues';
import { ordersOf, type Order, type OrderStatus } from './state';
import type { World } from './world';

/** A new state, its time, and what the queues tell of it. tiki spec §6: it begins with `queueing`. */
export function move(world: World, order: Order, status: OrderStatus): void {
  const now = world.setting.now();
  order.status = status;
  order.updatedAt = now;
  order.history.push({ status, at: now });
  world.setting.changed();
  const seller = world.state.sellers[order.sellerId];
  if (!seller) return;
  if (status === 'queueing')
    emit(world, seller, 'ORDER_CREATED_SUCCESSFULLY', { order_code: order.code, status });
  else if (order.history.some((one) => one.status === 'queueing'))
    emit(world, seller, 'ORDER_STATUS_UPDATED', {
      order_code: order.code,
      orderCode: order.code,
      status,
    });
}

/** The pieces go back to where they were taken from. */
export function cancel(world: World, order: Order, code: string, text: string): void {
  order.cancel = { code, text, at: world.setting.now() };
  for (const item of order.items) {
    const product = world.state.products[item.productId];
    const warehouse = Object.keys(product?.stock ?? {})[0];
    if (product && warehouse !== undefined)
      product.stock[warehouse] = (product.stock[warehouse] ?? 0) + item.qty;
  }
  move(world, order, 'canceled');
}

/** What time alone does: payment settles, an order nobody confirmed is cancelled. */
export function passTime(world: World, sellerId: number): void {
  const now = world.setting.now();
  for (const order of ordersOf(world.state, sellerId)) {
    if (order.status === 'processing' && order.queueAt !== null && order.queueAt <= now)
      move(world, order, 'queueing');
    else if (order.status === 'queueing' && order.confirmUntil <= now)
      cancel(world, order, '1001', 'Nhà bán không xác nhận đúng hạn');
  }
}

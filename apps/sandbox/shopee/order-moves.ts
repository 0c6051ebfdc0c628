import { seconds } from '../core/setting';
import type { Order, OrderStatus } from './state';
import type { World } from './world';

/** What may follow what. shopee spec §4 */
const NEXT: Record<OrderStatus, OrderStatus[]> = {
  UNPAID: ['READY_TO_SHIP', 'CANCELLED'],
  READY_TO_SHIP: ['PROCESSED', 'IN_CANCEL', 'CANCELLED'],
  PROCESSED: ['SHIPPED', 'RETRY_SHIP', 'IN_CANCEL', 'CANCELLED'],
  RETRY_SHIP: ['PROCESSED', 'CANCELLED'],
  SHIPPED: ['TO_CONFIRM_RECEIVE', 'CANCELLED'],
  TO_CONFIRM_RECEIVE: ['COMPLETED', 'TO_RETURN'],
  IN_CANCEL: ['CANCELLED', 'READY_TO_SHIP', 'PROCESSED'],
  TO_RETURN: ['COMPLETED', 'CANCELLED'],
  COMPLETED: [],
  CANCELLED: [],
};

export function mayMove(order: Order, to: OrderStatus): boolean {
  return NEXT[order.status].includes(to);
}

/** Moves an order and tells the app (push 3). The caller has checked that it may. */
export function move(world: World, order: Order, to: OrderStatus): void {
  if (!mayMove(order, to))
    throw new Error(`order ${order.orderSn} cannot go from ${order.status} to ${to}`);
  order.status = to;
  touchOrder(world, order);
  world.pushes.send(3, order.shopId, {
    ordersn: order.orderSn,
    status: to,
    update_time: order.updateTime,
    completed_scenario: '',
    items: [],
  });
}

export function touchOrder(world: World, order: Order): void {
  order.updateTime = seconds(world.setting);
  world.setting.changed();
}

/** Cancelled before the carrier has it: the pieces go back on sale here. */
export function cancel(
  world: World,
  order: Order,
  by: 'buyer' | 'seller' | 'system',
  reason: string,
): void {
  const back = !['SHIPPED', 'TO_RETURN'].includes(order.status);
  order.cancelBy = by;
  order.cancelReason = reason;
  order.logisticsStatus =
    order.logisticsStatus === 'LOGISTICS_NOT_START'
      ? 'LOGISTICS_INVALID'
      : 'LOGISTICS_REQUEST_CANCELED';
  if (back) returnPieces(world, order);
  move(world, order, 'CANCELLED');
}

function returnPieces(world: World, order: Order): void {
  for (const line of order.lines) {
    const model = world.state.items[line.itemId]?.models.find(
      (one) => one.modelId === line.modelId,
    );
    if (!model) continue;
    model.stock += line.quantity;
    reservedStockPush(world, order, line.itemId, line.modelId, 'cancel_order');
  }
}

/** Push 8, in the spelling third parties report; often the earliest sign of a sale. */
export function reservedStockPush(
  world: World,
  order: Order,
  itemId: number,
  modelId: number,
  action: 'place_order' | 'cancel_order',
): void {
  const update_time = seconds(world.setting);
  const data = {
    action,
    item_id: itemId,
    variation_id: modelId,
    ordersn: order.orderSn,
    promotion_type: '',
    promotion_id: 0,
  };
  world.pushes.send(8, order.shopId, { ...data, update_time });
}

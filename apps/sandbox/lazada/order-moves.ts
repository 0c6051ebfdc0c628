import { scaled } from '../core/setting';
import type { Line, LineStatus, Order, Reverse, ReverseLine, Sku } from './state';
import type { World } from './world';

/** So long the seller may answer a buyer who asks; then the request is granted by itself. */
const CANCEL_ANSWER_MS = 24 * 3_600_000;
const RETURN_ANSWER_MS = 48 * 3_600_000;
const CANCELLABLE: readonly LineStatus[] = ['unpaid', 'pending', 'packed', 'ready_to_ship'];

export const mayCancel = (line: Line) => CANCELLABLE.includes(line.status);

export function skuOf(world: World, line: Line): Sku | undefined {
  return world.state.items[line.itemId]?.skus.find((sku) => sku.skuId === line.skuId);
}

/** Moves lines to a state, tells the app of each (push 0, the later line first: their order is not promised). */
export function moveLines(
  world: World,
  order: Order,
  lines: readonly Line[],
  to: LineStatus,
): void {
  for (const line of lines) {
    keepStock(world, line, to);
    line.status = to;
  }
  touch(world, order);
  for (const line of lines.toReversed()) linePush(world, order, line);
}

export function touch(world: World, order: Order): void {
  order.updatedAt = world.setting.now();
  world.setting.changed();
}

/** Unpaid holds back, paid occupies, ready to ship takes it away. lazada spec §4.2 */
function keepStock(world: World, line: Line, to: LineStatus): void {
  const sku = skuOf(world, line);
  if (!sku) return;
  if (line.status === 'unpaid') sku.withhold -= 1;
  if (to === 'pending' && line.status === 'unpaid') sku.occupy += 1;
  if (
    (line.status === 'pending' || line.status === 'packed') &&
    to !== 'packed' &&
    to !== 'pending'
  )
    sku.occupy -= 1;
  if (to === 'ready_to_ship') sku.real -= 1;
  if (to === 'canceled' && line.status === 'ready_to_ship') sku.real += 1;
}

export function linePush(world: World, order: Order, line: Line): void {
  const reverse = line.reverseId === null ? undefined : world.state.reverses[line.reverseId];
  const reverseLine = reverse?.lines.find((one) => one.lineId === line.lineId);
  world.pushes.send(0, order.sellerId, {
    order_status: line.status,
    trade_order_id: String(order.orderId),
    trade_order_line_id: String(line.lineId),
    status_update_time: Math.floor(order.updatedAt / 1000),
    ...(reverse && {
      reverse_order_id: String(reverse.reverseId),
      reverse_order_line_id: String(reverseLine?.reverseLineId ?? ''),
    }),
  });
}

export function packagePush(world: World, order: Order, packageId: string, status: string): void {
  world.pushes.send(14, order.sellerId, {
    trade_order_id: order.orderId,
    fulfillment_package_id: packageId,
    buyer_id: order.buyer.id,
    status,
    status_update_time: Math.floor(world.setting.now() / 1000),
  });
}

/** Cancelling one packed item cancels its whole package. lazada spec §5.3 */
export function cancelLines(
  world: World,
  order: Order,
  ids: readonly string[],
  reason: string,
): void {
  const named = order.lines.filter((line) => ids.includes(String(line.lineId)));
  const packages = new Set(named.map((line) => line.packageId).filter(Boolean));
  const gone = order.lines.filter(
    (line) => mayCancel(line) && (named.includes(line) || packages.has(line.packageId)),
  );
  for (const line of gone) line.reason = reason;
  moveLines(world, order, gone, 'canceled');
}

export function startReverse(
  world: World,
  order: Order,
  type: Reverse['type'],
  lines: readonly Line[],
  reason: string,
): Reverse {
  const { counters, reverses } = world.state;
  const now = world.setting.now();
  const reverseId = 300_000_000_000 + ++counters.reverse;
  const waitMs = type === 'CANCEL' ? CANCEL_ANSWER_MS : RETURN_ANSWER_MS;
  const reverse: Reverse = {
    reverseId,
    sellerId: order.sellerId,
    orderId: order.orderId,
    type,
    lines: lines.map(({ lineId }, at) => ({
      reverseLineId: reverseId * 10 + at,
      lineId,
      status: type === 'CANCEL' ? 'CANCEL_INIT' : 'REQUEST_INITIATE',
    })),
    reason,
    createdAt: now,
    updatedAt: now,
    answerBy: now + scaled(world.setting, waitMs),
  };
  reverses[reverseId] = reverse;
  for (const line of lines) line.reverseId = reverseId;
  touch(world, order);
  reversePush(world, order, reverse, reverse.lines);
  return reverse;
}

export function moveReverse(
  world: World,
  order: Order,
  reverse: Reverse,
  to: string,
  lines: readonly ReverseLine[] = reverse.lines,
): void {
  for (const line of lines) line.status = to;
  reverse.updatedAt = world.setting.now();
  touch(world, order);
  reversePush(world, order, reverse, lines);
}

/** What the other side of the return has its own words for. */
const PUSHED: Record<string, string> = {
  REQUEST_INITIATE: 'RTM_INIT',
  REQUEST_REJECT: 'RTM_CANCELED',
};

function reversePush(
  world: World,
  order: Order,
  reverse: Reverse,
  lines: readonly ReverseLine[],
): void {
  for (const { reverseLineId, lineId, status } of lines) {
    world.pushes.send(10, order.sellerId, {
      reverse_order_id: String(reverse.reverseId),
      reverse_order_line_id: String(reverseLineId),
      trade_order_id: String(order.orderId),
      trade_order_line_id: String(lineId),
      reverse_status: PUSHED[status] ?? status,
      buyer_id: order.buyer.id,
      status_update_time: Math.floor(reverse.updatedAt / 1000),
    });
  }
}

export function openCancel(world: World, order: Order): Reverse | undefined {
  return Object.values(world.state.reverses).find(
    (one) =>
      one.orderId === order.orderId && one.lines.some((line) => line.status === 'CANCEL_INIT'),
  );
}

export function grantCancel(world: World, order: Order, reverse: Reverse): void {
  const ids = reverse.lines.map((one) => String(one.lineId));
  cancelLines(world, order, ids, reverse.reason);
  moveReverse(world, order, reverse, 'CANCEL_SUCCESS');
}

/** What happens by itself: orders nobody pays and requests nobody answers. */
export function settleOrders(world: World): void {
  const now = world.setting.now();
  const unpaidMs = scaled(world.setting, world.state.settings.unpaidMs);
  for (const order of Object.values(world.state.orders)) {
    const unpaid = order.lines.filter((line) => line.status === 'unpaid');
    if (unpaid.length > 0 && order.createdAt + unpaidMs <= now)
      moveLines(world, order, unpaid, 'canceled');
    const asked = openCancel(world, order);
    if (asked && asked.answerBy <= now) grantCancel(world, order, asked);
  }
}

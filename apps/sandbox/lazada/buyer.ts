import { fields, list, text, whole, type Fields } from '../core/input';
import {
  cancelLines,
  linePush,
  mayCancel,
  moveLines,
  openCancel,
  packagePush,
  startReverse,
  touch,
} from './order-moves';
import { itemsOf, sellable, type Item, type Line, type Order, type Shop, type Sku } from './state';
import type { World } from './world';

/** What a buyer may not do, in words for the console. */
export class BuyerRefusal extends Error {}

const NAMES = ['Nguyễn Thu Hà', 'Trần Văn Bình', 'Lê Thị Hồng', 'Phạm Minh Đức', 'Vũ Ngọc Lan'];
const CHANGED_MIND = 'Đổi ý, không mua nữa';

interface Wanted {
  item: Item;
  sku: Sku;
  quantity: number;
}

/** Buys as a buyer would: refused when this shop does not show enough. Each piece is a line of its own. lazada spec §5.1 */
export function buy(world: World, shop: Shop, request: Fields): Order {
  const wanted = (list(request['items']) ?? []).map((raw) => findWanted(world, shop, fields(raw)));
  if (wanted.length === 0) throw new BuyerRefusal('items: chọn ít nhất một món');
  for (const { item, sku, quantity } of wanted) {
    if (quantity > sellable(sku))
      throw new BuyerRefusal(`hết hàng: ${item.name} chỉ còn ${sellable(sku)}`);
  }
  const isCod = request['cod'] === true || request['cod'] === 'true';
  const order = newOrder(world, shop, wanted, { isCod, request });
  world.state.orders[order.orderId] = order;
  for (const { sku, quantity } of wanted) {
    if (isCod) sku.occupy += quantity;
    else sku.withhold += quantity;
  }
  touch(world, order);
  for (const line of order.lines.toReversed()) linePush(world, order, line);
  if (!isCod && (request['paid'] === true || request['paid'] === 'true')) pay(world, order);
  return order;
}

function newOrder(
  world: World,
  shop: Shop,
  wanted: readonly Wanted[],
  { isCod, request }: { isCod: boolean; request: Fields },
): Order {
  const { counters } = world.state;
  const now = world.setting.now();
  const n = ++counters.buyer;
  return {
    orderId: 420_000_000_000_000 + ++counters.order * 1_000,
    sellerId: shop.sellerId,
    cod: isCod,
    buyer: {
      id: 500_000_000 + n,
      name: text(request['buyer']) ?? (NAMES[n % NAMES.length] as string),
      phone: `84${String(900_000_000 + n * 7919)}`,
      address: 'Số 12, xã Hòa Tiến',
    },
    note: text(request['message']) ?? '',
    lines: wanted.flatMap(({ item, sku, quantity }) =>
      Array.from({ length: quantity }, () => lineOf(world, item, sku, isCod)),
    ),
    shippingFeeVnd: 25_000,
    createdAt: now,
    updatedAt: now,
    paidAt: null,
    completed: false,
    settled: false,
  };
}

function lineOf(world: World, item: Item, sku: Sku, isCod: boolean): Line {
  return {
    lineId: 420_500_000_000_000 + ++world.state.counters.line,
    itemId: item.itemId,
    skuId: sku.skuId,
    sellerSku: sku.sellerSku,
    name: item.name,
    variation: Object.entries(sku.saleProp)
      .map(([name, value]) => `${name}:${value}`)
      .join(', '),
    priceVnd: sku.priceVnd,
    status: isCod ? 'pending' : 'unpaid',
    packageId: '',
    trackingCode: '',
    reason: '',
    reverseId: null,
  };
}

function findWanted(world: World, shop: Shop, raw: Fields): Wanted {
  const quantity = whole(raw['quantity']) ?? 1;
  if (quantity < 1) throw new BuyerRefusal('quantity: phải từ 1');
  const [itemId, skuId, sellerSku] = ['itemId', 'modelId', 'sku'].map((name) => text(raw[name]));
  for (const item of itemsOf(world.state, shop.sellerId)) {
    if (item.status !== 'Active' || (itemId !== undefined && String(item.itemId) !== itemId))
      continue;
    const sku = item.skus.find(
      (one) =>
        one.status === 'active' &&
        (skuId === undefined || String(one.skuId) === skuId) &&
        (sellerSku === undefined || one.sellerSku === sellerSku),
    );
    if (sku && (itemId ?? sellerSku) !== undefined) return { item, sku, quantity };
  }
  throw new BuyerRefusal(`không thấy món ${sellerSku ?? itemId ?? ''} đang bán ở gian hàng này`);
}

function pay(world: World, order: Order): void {
  order.paidAt = world.setting.now();
  moveLines(world, order, linesIn(order, 'unpaid'), 'pending');
}

const linesIn = (order: Order, ...states: Line['status'][]) =>
  order.lines.filter((line) => states.includes(line.status));

/** Each step with the lines it moves; it may be taken while there are some. */
const STEPS: Record<
  string,
  { of: (world: World, order: Order) => Line[]; run: (world: World, order: Order) => unknown }
> = {
  pay: { of: (_world, order) => linesIn(order, 'unpaid'), run: pay },
  cancel: {
    of: (_world, order) => linesIn(order, 'unpaid', 'pending'),
    run: (world, order) =>
      cancelLines(
        world,
        order,
        order.lines.map((line) => String(line.lineId)),
        CHANGED_MIND,
      ),
  },
  'request-cancel': {
    of: (world, order) => (openCancel(world, order) ? [] : linesIn(order, 'pending', 'packed')),
    run: (world, order) =>
      startReverse(world, order, 'CANCEL', order.lines.filter(mayCancel), CHANGED_MIND),
  },
  pickup: {
    of: (_world, order) => linesIn(order, 'ready_to_ship'),
    run: (world, order) => carry(world, order, 'ready_to_ship', 'shipped', 'TRANSIT_TO_SHIP'),
  },
  deliver: {
    of: (_world, order) => linesIn(order, 'shipped'),
    run: (world, order) => carry(world, order, 'shipped', 'delivered', 'DELIVERED'),
  },
  complete: {
    of: (_world, order) => (order.completed ? [] : linesIn(order, 'delivered')),
    run: (world, order) => {
      order.completed = true;
      touch(world, order);
    },
  },
  'request-return': {
    of: (_world, order) => linesIn(order, 'delivered').filter((line) => line.reverseId === null),
    run: (world, order) => {
      const lines = linesIn(order, 'delivered').filter((line) => line.reverseId === null);
      const { reverseId } = startReverse(world, order, 'RETURN', lines, 'Hàng không như mô tả');
      return { returnId: String(reverseId) };
    },
  },
};

function carry(
  world: World,
  order: Order,
  from: Line['status'],
  to: Line['status'],
  word: string,
): void {
  const lines = linesIn(order, from);
  moveLines(world, order, lines, to);
  if (to === 'delivered' && order.cod) order.paidAt = world.setting.now();
  for (const id of new Set(lines.map((line) => line.packageId)))
    packagePush(world, order, id, word);
}

export function stepsFor(world: World, order: Order): string[] {
  return Object.keys(STEPS).filter((name) => (STEPS[name]?.of(world, order).length ?? 0) > 0);
}

/** Moves an order as buyer, carrier or Lazada would; answers what the step gave, if anything. @throws BuyerRefusal */
export function stepOrder(world: World, order: Order, name: string): unknown {
  const step = STEPS[name];
  if (!step) throw new BuyerRefusal(`không có bước ${name}; có: ${Object.keys(STEPS).join(', ')}`);
  if (step.of(world, order).length === 0)
    throw new BuyerRefusal(`đơn ${order.orderId} chưa ${name} được`);
  return step.run(world, order);
}

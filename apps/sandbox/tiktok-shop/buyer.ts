import { fields, list, text, truth, whole, type Fields } from '../core/input';
import { seconds } from '../core/setting';
import { dueIn } from './clockwork';
import { moveOrder, tellOrder } from './order-moves';
import { asksToCancel, newLine } from './order-view';
import { available } from './product-view';
import { newCancellation } from './reverse';
import {
  newId,
  productsOf,
  type Order,
  type OrderStatus,
  type Product,
  type Shop,
  type Sku,
} from './state';
import type { World } from './world';

/** What a buyer may not do, in words for the console. */
export class BuyerRefusal extends Error {}

const NAMES = ['Hoàng Thị Mai', 'Bùi Văn Tám', 'Ngô Thanh Trúc', 'Đặng Hữu Phước', 'Lý Kim Chi'];
const CHANGED_MIND = 'Đổi ý, không mua nữa';

interface Wanted {
  product: Product;
  sku: Sku;
  quantity: number;
}

/** Buys as a buyer would: refused when the shop does not show enough; otherwise what it shows falls at once. */
export function buy(world: World, shop: Shop, request: Fields): Order {
  const wanted = (list(request['items']) ?? []).map((raw) => findWanted(world, shop, fields(raw)));
  if (wanted.length === 0) throw new BuyerRefusal('items: chọn ít nhất một món');
  for (const { sku, product } of wanted) {
    const all = wanted.reduce((sum, one) => sum + (one.sku === sku ? one.quantity : 0), 0);
    if (all > available(sku))
      throw new BuyerRefusal(`hết hàng: ${product.title} chỉ còn ${available(sku)}`);
  }
  const now = seconds(world.setting);
  const order: Order = {
    id: newId(world.state),
    shopId: shop.id,
    status: 'UNPAID',
    isCod: truth(request['cod']) === true,
    buyer: newBuyer(world, text(request['buyer'])),
    message: text(request['message']) ?? '',
    lines: wanted.flatMap((one) =>
      Array.from({ length: one.quantity }, () => newLine(world, one.product, one.sku)),
    ),
    shippingFeeVnd: 25_000,
    createTime: now,
    updateTime: now,
    packageId: newId(world.state),
  };
  for (const { sku, quantity } of wanted) takeFrom(sku, quantity);
  world.state.orders[order.id] = order;
  if (order.isCod) hold(world, order);
  else tellOrder(world, order);
  if (!order.isCod && truth(request['paid']) === true) pay(world, order);
  world.setting.changed();
  return order;
}

function takeFrom(sku: Sku, quantity: number): void {
  sku.committed += quantity;
  let left = quantity;
  for (const [warehouse, pieces] of Object.entries(sku.stock)) {
    const taken = Math.min(left, pieces);
    sku.stock[warehouse] = pieces - taken;
    left -= taken;
  }
}

function findWanted(world: World, shop: Shop, raw: Fields): Wanted {
  const quantity = whole(raw['quantity']) ?? 1;
  if (quantity < 1) throw new BuyerRefusal('quantity: phải từ 1');
  const [itemId, skuId, code] = [raw['itemId'], raw['modelId'], raw['sku']].map(text);
  for (const product of productsOf(world.state, shop.id)) {
    if (product.status !== 'ACTIVATE' || (itemId && product.id !== itemId)) continue;
    const sku = product.skus.find((one) =>
      skuId ? one.id === skuId : !code || one.sellerSku === code,
    );
    if (sku && (itemId || code)) return { product, sku, quantity };
  }
  throw new BuyerRefusal(`không thấy món ${code ?? itemId ?? ''} đang bán ở gian hàng này`);
}

function newBuyer(world: World, name: string | undefined): Order['buyer'] {
  const n = ++world.state.counters.buyer;
  return {
    userId: newId(world.state),
    nickname: `nguoimua${n}`,
    name: name ?? (NAMES[n % NAMES.length] as string),
    phone: `09${String(20_000_000 + n * 6_133).slice(-8)}`,
    address: 'Hà Nội, phường Cửa Nam, phố Yên Trạch số 8',
  };
}

/** The hour of second thoughts; with none, the order may be packed at once. */
function hold(world: World, order: Order): void {
  const { holdMs } = world.state.settings;
  if (holdMs > 0) order.holdEndsMs = dueIn(world, holdMs);
  moveOrder(world, order, holdMs > 0 ? 'ON_HOLD' : 'AWAITING_SHIPMENT');
}

function pay(world: World, order: Order): void {
  order.paidTime = seconds(world.setting);
  hold(world, order);
}

interface Step {
  from: readonly OrderStatus[];
  run: (world: World, order: Order) => void;
}

const move = (from: OrderStatus, to: OrderStatus): Step => ({
  from: [from],
  run: (world, order) => moveOrder(world, order, to),
});

/** What buyer, carrier and clock do. A return is asked for by another door, since it answers with an id. */
const STEPS: Readonly<Record<string, Step>> = {
  pay: { from: ['UNPAID'], run: pay },
  'end-hold': move('ON_HOLD', 'AWAITING_SHIPMENT'),
  cancel: {
    from: ['UNPAID', 'ON_HOLD'],
    run: (world, order) => void newCancellation(world, order, 'BUYER', CHANGED_MIND, true),
  },
  'request-cancel': {
    from: ['AWAITING_SHIPMENT'],
    run: (world, order) => void newCancellation(world, order, 'BUYER', CHANGED_MIND, false),
  },
  pickup: move('AWAITING_COLLECTION', 'IN_TRANSIT'),
  deliver: {
    from: ['IN_TRANSIT'],
    run: (world, order) => {
      if (order.isCod) order.paidTime = seconds(world.setting);
      moveOrder(world, order, 'DELIVERED');
    },
  },
  complete: move('DELIVERED', 'COMPLETED'),
};

const RETURN_FROM: readonly OrderStatus[] = ['DELIVERED', 'COMPLETED'];

export function mayReturn(world: World, order: Order): boolean {
  const hasOne = Object.values(world.state.returns).some((one) => one.orderId === order.id);
  return RETURN_FROM.includes(order.status) && !hasOne;
}

export function stepsFor(world: World, order: Order): string[] {
  const steps = Object.keys(STEPS).filter((name) => fits(world, order, name));
  return mayReturn(world, order) ? [...steps, 'request-return'] : steps;
}

function fits(world: World, order: Order, name: string): boolean {
  if (!STEPS[name]?.from.includes(order.status)) return false;
  return name !== 'request-cancel' || !asksToCancel(world, order);
}

/** @throws BuyerRefusal */
export function stepOrder(world: World, order: Order, name: string): Order {
  const step = STEPS[name];
  if (!step) throw new BuyerRefusal(`không có bước ${name}; có: ${Object.keys(STEPS).join(', ')}`);
  if (!fits(world, order, name))
    throw new BuyerRefusal(`đơn ${order.id} đang ${order.status}, không ${name} được`);
  step.run(world, order);
  return order;
}

import { fields, list, text, truth, whole, type Fields } from '../core/input';
import { scaled } from '../core/setting';
import { cancel, move, passTime } from './order-moves';
import { reviewAll } from './review';
import {
  productsOf,
  stockOf,
  type Order,
  type OrderItem,
  type Product,
  type Seller,
} from './state';
import type { World } from './world';

/** What a buyer may not do, in words for the console. */
export class BuyerRefusal extends Error {}

const NAMES = ['Nguyễn Thu Hà', 'Trần Văn Bình', 'Lê Thị Hồng', 'Phạm Minh Đức', 'Vũ Ngọc Lan'];
/** Tiki's share of the price, in whole per cent; the real one depends on the category. */
export const FEE_PERCENT = 10;

/** Buys as a buyer would: refused when this seller does not show enough; otherwise what it shows falls at once. */
export function buy(world: World, seller: Seller, request: Fields): Order {
  reviewAll(world);
  const wanted = (list(request['items']) ?? []).map((raw) => wantedOf(world, seller, fields(raw)));
  if (wanted.length === 0) throw new BuyerRefusal('items: chọn ít nhất một món');
  for (const { product } of wanted) {
    const all = wanted
      .filter((one) => one.product === product)
      .reduce((sum, one) => sum + one.quantity, 0);
    if (all > stockOf(product))
      throw new BuyerRefusal(`hết hàng: ${product.name} chỉ còn ${stockOf(product)}`);
  }
  const order = newOrder(world, seller, request);
  order.items = wanted.map((one) => itemOf(world, one));
  for (const { product, quantity } of wanted) takeStock(product, quantity);
  world.state.orders[order.code] = order;
  if (order.cod || truth(request['paid']) === true) pay(world, order);
  return order;
}

function newOrder(world: World, seller: Seller, request: Fields): Order {
  const now = world.setting.now();
  const n = ++world.state.counters.buyer;
  const type = text(request['fulfillment_type']);
  return {
    code: String(300_000_000 + ++world.state.counters.order),
    sellerId: seller.id,
    status: 'waiting_payment',
    fulfillmentType: type === 'tiki_delivery' || type === 'seller_delivery' ? type : 'dropship',
    cod: truth(request['cod']) === true,
    paid: false,
    buyer: {
      id: 800_000 + n,
      name: text(request['buyer']) ?? (NAMES[n % NAMES.length] as string),
      phone: `09${String(10_000_000 + n * 7919).slice(-8)}`,
      street: 'Số 12 đường Hòa Tiến',
    },
    items: [],
    createdAt: now,
    updatedAt: now,
    queueAt: null,
    confirmUntil: now + world.state.settings.confirmWithinMs,
    pickupAt: null,
    trackingCode: null,
    cancel: null,
    history: [{ status: 'waiting_payment', at: now }],
  };
}

interface Wanted {
  product: Product;
  quantity: number;
}

function wantedOf(world: World, seller: Seller, raw: Fields): Wanted {
  const quantity = whole(raw['quantity']) ?? 1;
  if (quantity < 1) throw new BuyerRefusal('quantity: phải từ 1');
  const id = whole(raw['modelId']) ?? whole(raw['itemId']);
  const sku = text(raw['sku']);
  const product = productsOf(world.state, seller.id).find(
    (one) => one.active && (id === undefined ? one.originalSku === sku : one.productId === id),
  );
  if (!product)
    throw new BuyerRefusal(`không thấy món ${sku ?? id ?? ''} đang bán ở gian hàng này`);
  return { product, quantity };
}

function itemOf(world: World, { product, quantity }: Wanted): OrderItem {
  return {
    id: 700_000_000 + ++world.state.counters.item,
    productId: product.productId,
    sku: product.sku,
    originalSku: product.originalSku,
    name: `${product.name} ${product.option}`.trim(),
    price: product.price,
    qty: quantity,
    confirmation: 'waiting',
  };
}

function takeStock(product: Product, quantity: number): void {
  let left = quantity;
  for (const [warehouse, qty] of Object.entries(product.stock)) {
    const taken = Math.min(qty, left);
    product.stock[warehouse] = qty - taken;
    left -= taken;
  }
}

function pay(world: World, order: Order): void {
  order.paid = !order.cod;
  const { processingMs } = world.state.settings;
  order.queueAt = world.setting.now() + scaled(world.setting, processingMs);
  order.confirmUntil = order.queueAt + world.state.settings.confirmWithinMs;
  move(world, order, 'processing');
  passTime(world, order.sellerId);
}

const STEPS: Record<
  string,
  { from: Order['status'][]; run: (world: World, order: Order) => void }
> = {
  pay: { from: ['waiting_payment'], run: pay },
  cancel: {
    from: ['waiting_payment', 'processing', 'queueing'],
    run: (world, order) => cancel(world, order, '2001', 'Khách đổi ý, không mua nữa'),
  },
  pickup: { from: ['picking'], run: (world, order) => move(world, order, 'shipping') },
  deliver: {
    from: ['shipping'],
    run: (world, order) => {
      order.paid = true;
      move(world, order, 'successful_delivery');
    },
  },
  complete: {
    from: ['successful_delivery'],
    run: (world, order) => move(world, order, 'complete'),
  },
};

export function stepsFor(order: Order): string[] {
  return Object.keys(STEPS).filter((name) => STEPS[name]?.from.includes(order.status));
}

/** Moves an order as buyer, carrier or Tiki would. @throws BuyerRefusal */
export function stepOrder(world: World, order: Order, name: string): Order {
  const step = STEPS[name];
  if (!step)
    throw new BuyerRefusal(`Tiki không có bước ${name}; có: ${Object.keys(STEPS).join(', ')}`);
  if (!step.from.includes(order.status))
    throw new BuyerRefusal(`đơn ${order.code} đang ${order.status}, không ${name} được`);
  step.run(world, order);
  return order;
}

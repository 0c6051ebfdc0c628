import { fields, list, text, whole, type Fields } from '../core/input';
import { capitals } from '../core/random';
import { seconds } from '../core/setting';
import { cancel, mayMove, move, reservedStockPush, touchOrder } from './order-moves';
import { modelName } from './product-view';
import { askReturn } from './returns';
import {
  hasModels,
  itemsOf,
  type Item,
  type Model,
  type Order,
  type OrderLine,
  type Shop,
} from './state';
import type { World } from './world';

/** What a buyer may not do, in words for the console. */
export class BuyerRefusal extends Error {}

const NAMES = [
  'Nguyễn Thu Hà',
  'Trần Văn Bình',
  'Lê Thị Hồng',
  'Phạm Minh Đức',
  'Vũ Ngọc Lan',
  'Đỗ Quang Huy',
];

interface Wanted {
  item: Item;
  model: Model;
  quantity: number;
}

/** Buys as a buyer would: refused when this shop does not show enough; otherwise what it shows falls at once. */
export function buy(world: World, shop: Shop, request: Fields): Order {
  const wanted = (list(request['items']) ?? []).map((raw) => findWanted(world, shop, fields(raw)));
  if (wanted.length === 0) throw new BuyerRefusal('items: chọn ít nhất một món');
  for (const { model, item } of wanted) {
    const all = wanted
      .filter((one) => one.model === model)
      .reduce((sum, one) => sum + one.quantity, 0);
    if (all > model.stock - model.reserved)
      throw new BuyerRefusal(`hết hàng: ${item.name} chỉ còn ${model.stock}`);
  }
  const now = seconds(world.setting);
  const cod = request['cod'] === true || request['cod'] === 'true';
  const order: Order = {
    orderSn: orderNumber(world),
    shopId: shop.shopId,
    status: cod ? 'READY_TO_SHIP' : 'UNPAID',
    cod,
    buyer: buyerOf(world, text(request['buyer'])),
    message: text(request['message']) ?? '',
    lines: wanted.map((one) => lineOf(world, one)),
    createTime: now,
    updateTime: now,
    packageNumber: `OFG${Date.now()}${world.state.counters.line}`,
    logisticsStatus: cod ? 'LOGISTICS_READY' : 'LOGISTICS_NOT_START',
    channelId: 50021,
    parametersRead: false,
    shippingFeeVnd: 25_000,
  };
  for (const { model, quantity } of wanted) model.stock -= quantity;
  world.state.orders[order.orderSn] = order;
  announce(world, order);
  if (request['paid'] === true || request['paid'] === 'true') pay(world, order);
  return order;
}

function announce(world: World, order: Order): void {
  touchOrder(world, order);
  for (const line of order.lines)
    reservedStockPush(world, order, line.itemId, line.modelId, 'place_order');
  world.pushes.send(3, order.shopId, {
    ordersn: order.orderSn,
    status: order.status,
    update_time: order.updateTime,
    completed_scenario: '',
    items: [],
  });
}

function orderNumber(world: World): string {
  const day = new Date(world.setting.now() + 7 * 3_600_000)
    .toISOString()
    .slice(2, 10)
    .replaceAll('-', '');
  const sn = `${day}${capitals(8)}`;
  return world.state.orders[sn] ? orderNumber(world) : sn;
}

function findWanted(world: World, shop: Shop, raw: Fields): Wanted {
  const quantity = whole(raw['quantity']) ?? 1;
  if (quantity < 1) throw new BuyerRefusal('quantity: phải từ 1');
  const sku = text(raw['sku']);
  const itemId = whole(raw['itemId']);
  const modelId = whole(raw['modelId']);
  for (const item of itemsOf(world.state, shop.shopId)) {
    if (item.status !== 'NORMAL' || (itemId !== undefined && item.itemId !== itemId)) continue;
    const model = item.models.find((one) => fits(item, one, sku, modelId));
    if (model && (itemId !== undefined || sku !== undefined)) return { item, model, quantity };
  }
  throw new BuyerRefusal(`không thấy món ${sku ?? itemId ?? ''} đang bán ở gian hàng này`);
}

function fits(
  item: Item,
  model: Model,
  sku: string | undefined,
  modelId: number | undefined,
): boolean {
  if (modelId !== undefined) return model.modelId === modelId;
  if (sku !== undefined) return (model.sku || item.sku) === sku;
  return true;
}

function lineOf(world: World, { item, model, quantity }: Wanted): OrderLine {
  return {
    itemId: item.itemId,
    modelId: model.modelId,
    quantity,
    priceVnd: model.priceVnd,
    lineId: 700_000_000 + ++world.state.counters.line,
    itemName: item.name,
    itemSku: item.sku,
    modelName: hasModels(item) ? modelName(item, model) : '',
    modelSku: hasModels(item) ? model.sku : '',
    imageId: item.imageIds[0],
  };
}

function buyerOf(world: World, name: string | undefined): Order['buyer'] {
  const n = ++world.state.counters.buyer;
  const full = name ?? (NAMES[n % NAMES.length] as string);
  return {
    userId: 300_000_000 + n,
    username: `khach${n}`,
    name: full,
    phone: `09${String(10_000_000 + n * 7919).slice(-8)}`,
    address: 'Số 12, xã Hòa Tiến, Đà Nẵng',
  };
}

function pay(world: World, order: Order): void {
  order.payTime = seconds(world.setting);
  order.logisticsStatus = 'LOGISTICS_READY';
  move(world, order, 'READY_TO_SHIP');
}

const STEPS: Record<string, { to: Order['status']; run: (world: World, order: Order) => void }> = {
  pay: { to: 'READY_TO_SHIP', run: pay },
  cancel: {
    to: 'CANCELLED',
    run: (world, order) => cancel(world, order, 'buyer', 'Đổi ý, không mua nữa'),
  },
  'request-cancel': {
    to: 'IN_CANCEL',
    run: (world, order) => {
      order.statusBeforeCancel = order.status;
      order.cancelReason = 'Đổi ý, không mua nữa';
      move(world, order, 'IN_CANCEL');
    },
  },
  pickup: {
    to: 'SHIPPED',
    run: (world, order) => {
      order.pickupTime = seconds(world.setting);
      order.logisticsStatus = 'LOGISTICS_PICKUP_DONE';
      move(world, order, 'SHIPPED');
    },
  },
  'pickup-failed': {
    to: 'RETRY_SHIP',
    run: (world, order) => {
      order.logisticsStatus = 'LOGISTICS_PICKUP_RETRY';
      move(world, order, 'RETRY_SHIP');
    },
  },
  deliver: {
    to: 'TO_CONFIRM_RECEIVE',
    run: (world, order) => {
      order.logisticsStatus = 'LOGISTICS_DELIVERY_DONE';
      move(world, order, 'TO_CONFIRM_RECEIVE');
    },
  },
  complete: { to: 'COMPLETED', run: (world, order) => move(world, order, 'COMPLETED') },
  return: { to: 'TO_RETURN', run: (world, order) => void askReturn(world, order) },
};

export function stepsFor(order: Order): string[] {
  return Object.keys(STEPS).filter((name) => allowed(order, name));
}

function allowed(order: Order, name: string): boolean {
  const step = STEPS[name];
  if (!step || !mayMove(order, step.to)) return false;
  // A buyer who has paid asks; only an unpaid or unarranged order falls at once.
  if (name === 'cancel') return ['UNPAID', 'READY_TO_SHIP'].includes(order.status);
  return name !== 'pay' || order.status === 'UNPAID';
}

/** Moves an order as buyer, carrier or Shopee would. @throws BuyerRefusal */
export function stepOrder(world: World, order: Order, name: string): Order {
  const step = STEPS[name];
  if (!step) throw new BuyerRefusal(`không có bước ${name}; có: ${Object.keys(STEPS).join(', ')}`);
  if (!allowed(order, name))
    throw new BuyerRefusal(`đơn ${order.orderSn} đang ${order.status}, không ${name} được`);
  step.run(world, order);
  return order;
}

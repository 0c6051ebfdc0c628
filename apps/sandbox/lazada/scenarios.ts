import {
  changeSettings,
  ControlRefusal,
  type ChannelDoor,
  type ControlRequest,
} from '../core/door';
import type { StateFault } from '../core/faults';
import { text, truth } from '../core/input';
import type { MarketItem, MarketOrder } from '../core/market';
import { buy, BuyerRefusal, stepOrder, stepsFor } from './buyer';
import { callbackWith } from './consent';
import { payOut } from './finance';
import { openCancel, settleOrders } from './order-moves';
import { goodsVnd, statusesOf } from './order-view';
import { decideReview, lockItem, settleReviews } from './review';
import {
  addShop,
  freshState,
  itemsOf,
  ordersOf,
  sellable,
  type Item,
  type Order,
  type Shop,
} from './state';
import { expireAccess, grantCode, readyMade, revoke } from './tokens';
import type { World } from './world';

/** What the control door and the console can do with this simulator. */
export function lazadaDoor(world: World, close: () => Promise<void>): ChannelDoor {
  const { state } = world;
  return {
    name: 'lazada',
    title: 'Lazada',
    url: world.url(),
    faults: world.faults,
    buckets: world.buckets,
    journal: world.journal,
    deliveries: world.pushes.deliveries,
    index: () => lazadaIndex(world),
    stateFault: (fault, shop) => stateFault(world, fault, shop),
    setWebhook: async (url, body) => setWebhook(world, url, truth(body['force']) === true),
    settings: () => state.settings,
    reset: () => void Object.assign(state, freshState(), { app: state.app }),
    close,
    routes: {
      'GET shops': () =>
        Object.values(state.shops).map((shop) => ({ ...shop, shopId: String(shop.sellerId) })),
      'POST shops': ({ body }) => {
        const shop = addShop(state, text(body['name']) ?? 'Gian hàng mới');
        return { ...shop, shopId: String(shop.sellerId) };
      },
      'POST shops/:id/authorize': (request) => authorize(world, request),
      'GET shops/:id/items': (request) => {
        settleReviews(world);
        return itemsOf(state, shopIn(world, request).sellerId)
          .filter((item) => item.status !== 'Deleted')
          .map(showItem);
      },
      'POST shops/:id/items/:item/approve': (request) => review(world, request, null),
      'POST shops/:id/items/:item/refuse': (request) =>
        review(world, request, text(request.body['reason']) ?? 'Vi phạm chính sách'),
      'POST shops/:id/items/:item/lock': (request) => {
        const item = itemIn(world, request);
        lockItem(world, item, text(request.body['reason']) ?? 'Vi phạm chính sách');
        return showItem(item);
      },
      'GET shops/:id/orders': (request) => {
        settleOrders(world);
        return ordersOf(state, shopIn(world, request).sellerId).map((one) => showOrder(world, one));
      },
      'POST shops/:id/buy': (request) => {
        settleReviews(world);
        return asBuyer(() => showOrder(world, buy(world, shopIn(world, request), request.body)));
      },
      'POST shops/:id/pay-out': (request) =>
        payOut(world, shopIn(world, request), truth(request.body['paid']) !== false),
      'POST shops/:id/expire-soon': (request) => expireSoon(world, shopIn(world, request)),
      'POST shops/:id/orders/:order/:step': (request) => step(world, request),
      'POST settings': ({ body }) => changeSettings(state.settings, body),
    },
  };
}

function lazadaIndex(world: World): Record<string, unknown> {
  const { app, shops, settings } = world.state;
  const listed = Object.values(shops).map((shop) => {
    const grant = readyMade(world, shop);
    return {
      seller_id: String(shop.sellerId),
      name: shop.name,
      short_code: shop.shortCode,
      country: 'vn',
      access_token: grant?.accessToken ?? null,
      refresh_token: grant?.refreshToken ?? null,
    };
  });
  return {
    baseUrl: `${world.url()}/rest`,
    authUrl: `${world.url()}/oauth/authorize`,
    tokenUrl: `${world.url()}/rest`,
    app_key: app.appKey,
    app_secret: app.appSecret,
    shops: listed,
    callback_url: world.state.push.callbackUrl,
    limits: world.buckets.kinds(),
    settings,
  };
}

function stateFault(world: World, fault: StateFault, shopId: string | undefined): void {
  if (shopId !== undefined && !world.state.shops[shopId])
    throw new ControlRefusal(`no shop ${shopId}`, 404);
  if (fault === 'expired-token')
    return expireAccess(world, shopId === undefined ? undefined : Number(shopId));
  for (const shop of Object.values(world.state.shops))
    if (shopId === undefined || String(shop.sellerId) === shopId) revoke(world, shop);
}

/** Saving an address in the app's console sends a test message first; `force` leaves it out. */
async function setWebhook(
  world: World,
  url: string,
  isForced: boolean,
): Promise<Record<string, unknown>> {
  if (url !== '' && !isForced && !(await world.pushes.test(url))) {
    const { pushWaitMs } = world.state.settings;
    throw new ControlRefusal(`the url did not answer the test with 200 in ${pushWaitMs} ms`, 422);
  }
  Object.assign(world.state.push, { callbackUrl: url, stopped: false });
  return { callback_url: url };
}

function shopIn(world: World, { params }: ControlRequest): Shop {
  const shop = world.state.shops[params['id'] ?? ''];
  if (!shop) throw new ControlRefusal(`no shop ${params['id']}`, 404);
  return shop;
}

function itemIn(world: World, request: ControlRequest): Item {
  const item = world.state.items[request.params['item'] ?? ''];
  if (!item || item.sellerId !== shopIn(world, request).sellerId)
    throw new ControlRefusal('no such item', 404);
  return item;
}

/** What a visitor sees of one item: one row a variant. */
function showItem(item: Item): MarketItem & Record<string, unknown> {
  const { variation } = item;
  return {
    itemId: item.itemId,
    name: item.name,
    status: item.status,
    onSale: item.status === 'Active',
    images: item.images,
    rejectReason: item.rejectReason,
    attributes: item.attributes,
    models: item.skus.map((sku) => ({
      modelId: sku.skuId,
      sku: sku.sellerSku,
      name: variation ? (sku.saleProp[variation.name] ?? '') : '',
      price: sku.priceVnd,
      stock: sellable(sku),
      status: sku.status,
      real: sku.real,
      withhold: sku.withhold,
      occupy: sku.occupy,
    })),
  };
}

function showOrder(world: World, order: Order): MarketOrder & Record<string, unknown> {
  const bySku = new Map<string, { name: string; sku: string; quantity: number }>();
  for (const { sellerSku, name, variation } of order.lines) {
    const row = bySku.get(sellerSku) ?? {
      name: `${name} ${variation}`.trim(),
      sku: sellerSku,
      quantity: 0,
    };
    bySku.set(sellerSku, { ...row, quantity: row.quantity + 1 });
  }
  return {
    orderId: String(order.orderId),
    status: openCancel(world, order) ? 'cancel_asked' : statusesOf(order).join(', '),
    cod: order.cod,
    total: goodsVnd(order) + order.shippingFeeVnd,
    buyer: order.buyer.name,
    lines: [...bySku.values()],
    next: stepsFor(world, order),
  };
}

function asBuyer<T>(run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (error instanceof BuyerRefusal) throw new ControlRefusal(error.message, 409);
    throw error;
  }
}

function step(world: World, request: ControlRequest): unknown {
  const order = world.state.orders[request.params['order'] ?? ''];
  if (!order || order.sellerId !== shopIn(world, request).sellerId)
    throw new ControlRefusal('no such order', 404);
  const told = asBuyer(() => stepOrder(world, order, request.params['step'] ?? ''));
  const extra = typeof told === 'object' && told !== null && 'returnId' in told ? told : {};
  return { ...showOrder(world, order), ...extra };
}

function review(world: World, request: ControlRequest, reason: string | null): unknown {
  const item = itemIn(world, request);
  decideReview(world, item, reason);
  return showItem(item);
}

/** The seller's click on the consent page, for tests without a browser. */
function authorize(world: World, request: ControlRequest): unknown {
  const code = grantCode(world, shopIn(world, request));
  const to = text(request.body['redirect_uri']);
  if (to === undefined) return { code };
  if (!URL.canParse(to)) throw new ControlRefusal('redirect_uri is not a url');
  return { code, location: callbackWith(to, code, text(request.body['state'])) };
}

/** Push 8: the permission ends within two days; the envelope's seller is the text "null". */
function expireSoon(world: World, shop: Shop): unknown {
  const auth_expiry_time = world.setting.now() + 47 * 3_600_000;
  for (const grant of world.state.grants)
    if (grant.sellerId === shop.sellerId)
      grant.accessExpires = Math.min(grant.accessExpires, auth_expiry_time);
  const seller_id = String(shop.sellerId);
  const data = { app_key: world.state.app.appKey, auth_expiry_time, seller_id };
  world.pushes.send(8, shop.sellerId, data, false);
  return { auth_expiry_time };
}

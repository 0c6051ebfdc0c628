import {
  changeSettings,
  ControlRefusal,
  type ChannelDoor,
  type ControlRequest,
} from '../core/door';
import type { StateFault } from '../core/faults';
import { truth, whole, text } from '../core/input';
import type { MarketItem, MarketOrder } from '../core/market';
import { seconds } from '../core/setting';
import { buy, BuyerRefusal, stepOrder, stepsFor } from './buyer';
import { liveRoutes } from './live-door';
import { orderDetail } from './order-view';
import { imageUrl, modelName } from './product-view';
import { saveCallback } from './push-endpoints';
import {
  addShop,
  freshState,
  hasModels,
  itemsOf,
  ordersOf,
  type Item,
  type Order,
  type Shop,
} from './state';
import { expireAccess, grantCode, readyMade, revoke } from './tokens';
import { moveMoney } from './wallet';
import type { World } from './world';

const DETAIL = [
  'item_list',
  'total_amount',
  'package_list',
  'buyer_username',
  'cancel_by',
  'cancel_reason',
  'pay_time',
];

/** What the control door and the console can do with this simulator. */
export function shopeeDoor(world: World, close: () => Promise<void>): ChannelDoor {
  return {
    name: 'shopee',
    title: 'Shopee',
    url: world.url(),
    faults: world.faults,
    buckets: world.buckets,
    journal: world.journal,
    deliveries: world.pushes.deliveries,
    index: () => shopeeIndex(world),
    stateFault: (fault, shop) => stateFault(world, fault, shop),
    setWebhook: async (url, body) => setWebhook(world, url, truth(body['force']) === true),
    settings: () => world.state.settings,
    reset: () => {
      const { app } = world.state;
      Object.assign(world.state, freshState(seconds(world.setting)), { app });
    },
    close,
    routes: {
      'GET shops': () => Object.values(world.state.shops),
      'POST shops': ({ body }) =>
        addShop(world.state, text(body['name']) ?? 'Gian hàng mới', seconds(world.setting)),
      'GET shops/:id/items': (request) =>
        itemsOf(world.state, shopIn(world, request).shopId).map((item) => show(world, item)),
      'GET shops/:id/orders': (request) =>
        ordersOf(world.state, shopIn(world, request).shopId).map((order) =>
          showOrder(world, order),
        ),
      'POST shops/:id/buy': (request) =>
        asBuyer(() => showOrder(world, buy(world, shopIn(world, request), request.body))),
      'POST shops/:id/authorize': (request) => authorize(world, request),
      'POST shops/:id/expire-soon': (request) => expireSoon(world, shopIn(world, request)),
      'POST shops/:id/items/:item/promotion': (request) => promotion(world, request),
      'POST shops/:id/items/:item/ban': (request) => ban(world, request),
      'POST shops/:id/warehouses': (request) => warehouses(shopIn(world, request), request),
      'POST shops/:id/orders/:sn/:step': (request) => step(world, request),
      'POST orders/:sn/:step': (request) => step(world, request),
      'GET shops/:id/returns': (request) => {
        const { shopId } = shopIn(world, request);
        return Object.values(world.state.returns).filter((one) => one.shopId === shopId);
      },
      ...liveRoutes(world, (request) => shopIn(world, request)),
      'POST shops/:id/wallet': (request) => moveMoney(world, shopIn(world, request), request),
      'POST test-push': () => testPush(world),
      'POST settings': ({ body }) => changeSettings(world.state.settings, body),
      'GET lost': () => world.state.lost,
    },
  };
}

function shopeeIndex(world: World): Record<string, unknown> {
  const { app, live, shops, settings } = world.state;
  const listed = Object.values(shops).map((shop) => {
    const grant = readyMade(world, shop);
    return {
      shop_id: shop.shopId,
      name: shop.name,
      region: 'VN',
      access_token: grant?.accessToken ?? null,
      refresh_token: grant?.refreshToken ?? null,
      expire_in: grant ? grant.accessExpires - seconds(world.setting) : 0,
    };
  });
  const first = listed[0];
  return {
    baseUrl: world.url(),
    apiBaseUrl: `${world.url()}/api/v2`,
    authUrl: `${world.url()}/auth`,
    partner_id: app.partnerId,
    partner_key: app.partnerKey,
    push_partner_key: app.pushKey,
    test_push_partner_key: app.testPushKey,
    live_partner_id: live.app.partnerId,
    live_partner_key: live.app.partnerKey,
    dispute_email: 'htx@example.com',
    dispute_reason_id: 1,
    shop_id: first?.shop_id,
    access_token: first?.access_token,
    refresh_token: first?.refresh_token,
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
  for (const shop of Object.values(world.state.shops)) {
    if (shopId !== undefined && String(shop.shopId) !== shopId) continue;
    revoke(world, shop, 'live');
    revoke(world, shop, 'seller');
  }
}

async function setWebhook(
  world: World,
  url: string,
  force: boolean,
): Promise<Record<string, unknown>> {
  if (url === '' || force) {
    world.state.push.callbackUrl = url;
    world.state.push.status = 'Normal';
  } else if (!(await saveCallback(world, url))) {
    throw new ControlRefusal(
      'the url did not answer the test push (code 0) with 2xx within 3 s',
      422,
    );
  }
  return { callback_url: world.state.push.callbackUrl };
}

/** The console's button: a test push (code 0) to the address that is set. */
async function testPush(world: World): Promise<unknown> {
  const { callbackUrl } = world.state.push;
  if (!callbackUrl) throw new ControlRefusal('no callback url is set', 409);
  return { received: await world.pushes.test(callbackUrl) };
}

function shopIn(world: World, { params }: ControlRequest): Shop {
  const shop = world.state.shops[params['id'] ?? ''];
  if (!shop) throw new ControlRefusal(`no shop ${params['id']}`, 404);
  return shop;
}

function itemIn(world: World, request: ControlRequest): Item {
  const item = world.state.items[request.params['item'] ?? ''];
  if (!item || item.shopId !== shopIn(world, request).shopId)
    throw new ControlRefusal('no such item', 404);
  return item;
}

/** What a visitor sees of one item: one row a variant, one row for an item without. */
function show(world: World, item: Item): MarketItem & Record<string, unknown> {
  return {
    itemId: item.itemId,
    sku: item.sku,
    name: item.name,
    description: item.description,
    status: item.status,
    onSale: item.status === 'NORMAL',
    images: item.imageIds.map((id) => imageUrl(world, id)),
    price: item.models[0]?.priceVnd,
    stock: item.models.reduce((sum, model) => sum + model.stock, 0),
    models: item.models.map((model) => ({
      modelId: model.modelId,
      sku: model.sku || item.sku,
      name: hasModels(item) ? modelName(item, model) : '',
      price: model.priceVnd,
      stock: model.stock,
      reserved: model.reserved,
    })),
    updateTime: item.updateTime,
  };
}

function showOrder(world: World, order: Order): MarketOrder & Record<string, unknown> {
  const detail = orderDetail(world, order, DETAIL);
  return {
    orderSn: order.orderSn,
    shopId: order.shopId,
    ...detail,
    orderId: order.orderSn,
    status: order.status,
    cod: order.cod,
    total: Number(detail['total_amount']),
    buyer: String(detail['buyer_username']),
    lines: (detail['item_list'] as Record<string, unknown>[]).map((line) => ({
      name: `${String(line['item_name'])} ${String(line['model_name'])}`.trim(),
      sku: String(line['model_sku'] || line['item_sku']),
      quantity: Number(line['model_quantity_purchased']),
    })),
    tracking_number: order.trackingNumber ?? '',
    next: stepsFor(order),
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

function step(world: World, { params }: ControlRequest): unknown {
  const order = world.state.orders[params['sn'] ?? ''];
  if (!order || (params['id'] && String(order.shopId) !== params['id']))
    throw new ControlRefusal('no such order', 404);
  return asBuyer(() => showOrder(world, stepOrder(world, order, params['step'] ?? '')));
}

/** The seller's click on the consent page, for tests without a browser. `{app: 'live'}`: for the other app. */
function authorize(world: World, request: ControlRequest): unknown {
  const shop = shopIn(world, request);
  const code = grantCode(world, shop, request.body['app'] === 'live' ? 'live' : 'seller');
  const to = text(request.body['redirect_uri']);
  if (to === undefined) return { code, shop_id: shop.shopId };
  if (!URL.canParse(to)) throw new ControlRefusal('redirect_uri is not a url');
  const target = new URL(to);
  target.searchParams.set('code', code);
  target.searchParams.set('shop_id', String(shop.shopId));
  const state = text(request.body['state']);
  if (state) target.searchParams.set('state', state);
  return { code, shop_id: shop.shopId, location: target.toString() };
}

/** Push 12: the authorization ends within a week. */
function expireSoon(world: World, shop: Shop): unknown {
  shop.authExpire = seconds(world.setting) + 6 * 86_400;
  const expire_before = shop.authExpire;
  world.pushes.send(12, null, {
    shop_expire_soon: [shop.shopId],
    merchant_expire_soon: [],
    expire_before,
  });
  return { shop_id: shop.shopId, expire_time: shop.authExpire };
}

/** A promotion holds pieces (stock may not go below) and locks the price. `{on, reserved?, modelId?}` */
function promotion(world: World, request: ControlRequest): unknown {
  const item = itemIn(world, request);
  item.promotionLock = truth(request.body['on']) ?? true;
  const reserved = item.promotionLock ? (whole(request.body['reserved']) ?? 0) : 0;
  const modelId = whole(request.body['modelId']);
  for (const model of item.models)
    if (modelId === undefined || model.modelId === modelId) model.reserved = reserved;
  return show(world, item);
}

/** Shopee takes an item down (push 16). */
function ban(world: World, request: ControlRequest): unknown {
  const item = itemIn(world, request);
  item.status = 'BANNED';
  item.updateTime = seconds(world.setting);
  const reason = text(request.body['reason']) ?? 'Vi phạm chính sách đăng bán';
  world.pushes.send(16, item.shopId, {
    item_id: item.itemId,
    item_name: item.name,
    item_status: 'BANNED',
    violation_reason: reason,
  });
  return show(world, item);
}

function warehouses(shop: Shop, { body }: ControlRequest): unknown {
  const names = Array.isArray(body['names']) ? body['names'].map(String) : [];
  shop.warehouses = names.map((name, at) => ({ locationId: `VN${shop.shopId}${at + 1}`, name }));
  return shop.warehouses;
}

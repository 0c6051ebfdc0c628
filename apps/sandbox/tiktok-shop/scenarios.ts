import {
  changeSettings,
  ControlRefusal,
  type ChannelDoor,
  type ControlRequest,
} from '../core/door';
import type { StateFault } from '../core/faults';
import { list, text, truth, whole } from '../core/input';
import type { MarketItem, MarketOrder } from '../core/market';
import { seconds } from '../core/setting';
import { buy, BuyerRefusal, mayReturn, stepOrder, stepsFor } from './buyer';
import { settle } from './clockwork';
import { wayBack } from './consent';
import { payOut } from './finance';
import { totalVnd } from './order-view';
import { available, imageUrl, skuName } from './product-view';
import { askReturn, moveReturn } from './returns';
import { endReview } from './review';
import {
  addShop,
  freshState,
  ordersOf,
  productsOf,
  type Order,
  type Product,
  type Shop,
} from './state';
import { expireAccess, grantCode, readyMade, revoke } from './tokens';
import type { World } from './world';

/** What the control door and the console can do with this simulator. */
export function tiktokDoor(world: World, close: () => Promise<void>): ChannelDoor {
  return {
    name: 'tiktok-shop',
    title: 'TikTok Shop',
    url: world.url(),
    faults: world.faults,
    buckets: world.buckets,
    journal: world.journal,
    deliveries: world.webhooks.deliveries,
    index: () => tiktokIndex(world),
    stateFault: (fault, shop) => stateFault(world, fault, shop),
    setWebhook: async (url) => {
      world.state.webhookUrl = url;
      return { url };
    },
    settings: () => world.state.settings,
    reset: () => {
      const { app } = world.state;
      Object.assign(world.state, freshState(), { app });
    },
    close,
    routes: {
      'GET shops': () => Object.values(world.state.shops).map(shopView),
      'POST shops': ({ body }) => {
        const sibling = world.state.shops[text(body['sellerOf']) ?? ''];
        return shopView(
          addShop(world.state, text(body['name']) ?? 'Gian hàng mới', sibling?.openId),
        );
      },
      'GET shops/:id/items': (request) => itemsShown(world, shopIn(world, request)),
      'GET shops/:id/orders': (request) => ordersShown(world, shopIn(world, request)),
      'POST shops/:id/buy': (request) =>
        asBuyer(() => showOrder(world, buy(world, shopIn(world, request), request.body))),
      'POST shops/:id/authorize': (request) => authorize(world, request),
      'POST shops/:id/expire-soon': (request) => expireSoon(world, shopIn(world, request)),
      'POST shops/:id/scopes': (request) => setScopes(world, request),
      'POST shops/:id/warehouses': (request) => setWarehouses(world, request),
      'POST shops/:id/pay-out': (request) => ({
        statementId: payOut(world, shopIn(world, request))?.id ?? null,
      }),
      'POST shops/:id/items/:item/audit': (request) => audit(world, request),
      'POST shops/:id/items/:item/promotion': (request) => promotion(world, request),
      'POST shops/:id/items/:item/freeze': (request) => freeze(world, request),
      'POST shops/:id/returns/:return/send': (request) => sendBack(world, request),
      'POST shops/:id/orders/:order/:step': (request) => step(world, request),
      'POST settings': ({ body }) => changeSettings(world.state.settings, body),
    },
  };
}

function shopView({ id, name, cipher, code }: Shop) {
  return { shopId: id, name, cipher, code };
}

function tiktokIndex(world: World): Record<string, unknown> {
  const { app, shops, settings } = world.state;
  const listed = Object.values(shops).map((shop) => {
    const grant = readyMade(world, shop);
    return {
      id: shop.id,
      name: shop.name,
      region: 'VN',
      cipher: shop.cipher,
      code: shop.code,
      access_token: grant?.accessToken ?? null,
      access_token_expire_in: grant?.accessExpires ?? 0,
      refresh_token: grant?.refreshToken ?? null,
    };
  });
  return {
    baseUrl: world.url(),
    authUrl: `${world.url()}/open/authorize`,
    tokenUrl: world.url(),
    app_key: app.appKey,
    app_secret: app.appSecret,
    service_id: app.serviceId,
    shops: listed,
    webhook_url: world.state.webhookUrl,
    limits: world.buckets.kinds(),
    settings,
  };
}

function stateFault(world: World, fault: StateFault, shopId: string | undefined): void {
  if (shopId !== undefined && !world.state.shops[shopId])
    throw new ControlRefusal(`no shop ${shopId}`, 404);
  if (fault === 'expired-token') return expireAccess(world, shopId);
  for (const shop of Object.values(world.state.shops))
    if (shopId === undefined || shop.id === shopId) revoke(world, shop);
}

function shopIn(world: World, { params }: ControlRequest): Shop {
  const shop = world.state.shops[params['id'] ?? ''];
  if (!shop) throw new ControlRefusal(`no shop ${params['id']}`, 404);
  settle(world);
  return shop;
}

function productIn(world: World, request: ControlRequest): Product {
  const product = world.state.products[request.params['item'] ?? ''];
  if (product?.shopId !== shopIn(world, request).id) throw new ControlRefusal('no such item', 404);
  return product;
}

function orderIn(world: World, request: ControlRequest): Order {
  const order = world.state.orders[request.params['order'] ?? ''];
  if (order?.shopId !== shopIn(world, request).id) throw new ControlRefusal('no such order', 404);
  return order;
}

/** What a visitor of the shop sees. */
function itemsShown(world: World, shop: Shop): (MarketItem & Record<string, unknown>)[] {
  return productsOf(world.state, shop.id)
    .filter((product) => product.status !== 'DELETED')
    .map((product) => showItem(world, product));
}

function showItem(world: World, product: Product): MarketItem & Record<string, unknown> {
  return {
    itemId: product.id,
    name: product.title,
    status: product.status,
    audit: product.audit.status,
    onSale: product.status === 'ACTIVATE',
    images: product.images.map((uri) => imageUrl(world, uri)),
    models: product.skus.map((sku) => ({
      modelId: sku.id,
      sku: sku.sellerSku,
      name: skuName(sku),
      price: sku.priceVnd,
      stock: available(sku),
    })),
  };
}

function ordersShown(world: World, shop: Shop): MarketOrder[] {
  return ordersOf(world.state, shop.id).map((order) => showOrder(world, order));
}

function showOrder(world: World, order: Order): MarketOrder & Record<string, unknown> {
  const skus = [...new Set(order.lines.map((line) => line.skuId))];
  return {
    orderId: order.id,
    status: order.status,
    cod: order.isCod,
    total: totalVnd(order),
    buyer: order.buyer.name,
    lines: skus.map((skuId) => {
      const same = order.lines.filter((line) => line.skuId === skuId);
      const [first] = same;
      return {
        name: [first?.productName, first?.skuName].filter(Boolean).join(' – '),
        sku: first?.sellerSku ?? '',
        quantity: same.length,
      };
    }),
    next: stepsFor(world, order),
    packageId: order.packageId,
    trackingNumber: order.trackingNumber ?? '',
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

/** `request-return {moneyOnly?}` answers `{returnId}`; every other step the order. */
function step(world: World, request: ControlRequest): unknown {
  const order = orderIn(world, request);
  const name = request.params['step'] ?? '';
  if (name !== 'request-return')
    return asBuyer(() => showOrder(world, stepOrder(world, order, name)));
  if (!mayReturn(world, order))
    throw new ControlRefusal(`đơn ${order.id} đang ${order.status}, không trả được`, 409);
  return { returnId: askReturn(world, order, truth(request.body['moneyOnly']) === true).id };
}

/** The buyer has put the goods of an accepted return on their way. */
function sendBack(world: World, request: ControlRequest): unknown {
  const one = world.state.returns[request.params['return'] ?? ''];
  if (one?.shopId !== shopIn(world, request).id) throw new ControlRefusal('no such return', 404);
  moveReturn(world, one, 'BUYER_SHIPPED_ITEM');
  return { returnId: one.id, status: one.status };
}

/** The seller's click on the consent page, for tests without a browser. */
function authorize(world: World, request: ControlRequest): unknown {
  const shop = shopIn(world, request);
  const code = grantCode(world, shop);
  const to = text(request.body['redirect_uri']);
  if (to !== undefined && !URL.canParse(to)) throw new ControlRefusal('redirect_uri is not a url');
  return { code, location: wayBack(world, code, text(request.body['state']) ?? '', to) };
}

function expireSoon(world: World, shop: Shop): unknown {
  const expiration_time = seconds(world.setting) + 29 * 86_400;
  const message = 'The authorization of the app is about to expire.';
  world.webhooks.send('UPCOMING_AUTHORIZATION_EXPIRATION', shop.id, { message, expiration_time });
  return { expiration_time };
}

/** `{scopes: ['order', …]}`: what tokens of this shop may touch from now on. */
function setScopes(world: World, request: ControlRequest): unknown {
  const shop = shopIn(world, request);
  const scopes = (list(request.body['scopes']) ?? []).map(String);
  for (const grant of world.state.grants) if (grant.shopId === shop.id) grant.scopes = scopes;
  return { scopes };
}

/** `{names}`: a shop may have several places that its goods leave from. */
function setWarehouses(world: World, request: ControlRequest): unknown {
  const shop = shopIn(world, request);
  const [first] = shop.warehouses;
  const base = BigInt(first?.id ?? '0');
  const names = (list(request.body['names']) ?? []).map(String);
  shop.warehouses = names.map((name, at) => ({ id: String(base + BigInt(at)), name }));
  return shop.warehouses;
}

/** `{pass, reason?}`: TikTok has looked at the listing, before its time. */
function audit(world: World, request: ControlRequest): unknown {
  const product = productIn(world, request);
  const pass = truth(request.body['pass']) ?? true;
  const reason = text(request.body['reason']) ?? 'Nội dung chưa đúng quy định';
  endReview(world, product, pass ? null : reason);
  return showItem(world, product);
}

/** `{on, reserved?}`: a promotion locks the price and holds pieces. */
function promotion(world: World, request: ControlRequest): unknown {
  const product = productIn(world, request);
  product.promotion = truth(request.body['on']) ?? true;
  const reserved = product.promotion ? (whole(request.body['reserved']) ?? 0) : 0;
  for (const sku of product.skus) sku.reserved = reserved;
  return showItem(world, product);
}

/** TikTok takes a listing down. */
function freeze(world: World, request: ControlRequest): unknown {
  const product = productIn(world, request);
  product.status = 'FREEZE';
  product.updateTime = seconds(world.setting);
  world.webhooks.send('PRODUCT_STATUS_CHANGE', product.shopId, {
    product_id: product.id,
    status: 'PRODUCT_STATUS_CHANGED',
    suspended_reason: text(request.body['reason']) ?? 'Vi phạm chính sách',
    update_time: product.updateTime,
  });
  return showItem(world, product);
}

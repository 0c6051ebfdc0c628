import type { Deliveries } from '../core/deliveries';
import {
  changeSettings,
  ControlRefusal,
  type ChannelDoor,
  type ControlRequest,
} from '../core/door';
import type { StateFault } from '../core/faults';
import { text, truth } from '../core/input';
import type { MarketItem, MarketOrder } from '../core/market';
import { seconds } from '../core/setting';
import { buy, BuyerRefusal, stepOrder, stepsFor } from './buyer';
import { passTime } from './order-moves';
import { totalOf } from './order-view';
import { isFinal, reviewAll } from './review';
import {
  addSeller,
  freshState,
  ordersOf,
  productsOf,
  requestsOf,
  stockOf,
  type Order,
  type Product,
  type ProductRequest,
  type Seller,
} from './state';
import { expireAccess, grantCode, readyMade, revoke } from './tokens';
import type { World } from './world';

const SCOPE = 'order product inventory multichannel offline';

/** What the control door and the console can do with this simulator. */
export function tikiDoor(
  world: World,
  deliveries: Deliveries,
  close: () => Promise<void>,
): ChannelDoor {
  return {
    name: 'tiki',
    title: 'Tiki',
    url: world.url(),
    faults: world.faults,
    buckets: world.buckets,
    journal: world.journal,
    deliveries,
    index: () => tikiIndex(world),
    stateFault: (fault, shop) => stateFault(world, fault, shop),
    setWebhook: () => Promise.reject(new ControlRefusal('Tiki has queues and no webhooks', 409)),
    settings: () => world.state.settings,
    reset: () => {
      const { app } = world.state;
      Object.assign(world.state, freshState(seconds(world.setting)), { app });
    },
    close,
    routes: {
      'GET shops': () => Object.values(world.state.sellers).map(showShop),
      'POST shops': ({ body }) =>
        showShop(addSeller(world.state, text(body['name']) ?? 'Nhà bán mới', world.setting.now())),
      'GET shops/:id/items': (request) => items(world, sellerIn(world, request)),
      'GET shops/:id/orders': (request) => orders(world, sellerIn(world, request)),
      'POST shops/:id/buy': (request) =>
        asBuyer(() => showOrder(buy(world, sellerIn(world, request), request.body))),
      'POST shops/:id/authorize': (request) => authorize(world, request),
      'POST shops/:id/active': (request) => setActive(sellerIn(world, request), request),
      'POST shops/:id/pay-out': (request) => payOut(world, sellerIn(world, request)),
      'POST shops/:id/orders/:order/:step': (request) => step(world, request),
      'POST orders/:order/:step': (request) => step(world, request),
      'POST settings': ({ body }) => changeSettings(world.state.settings, body),
      'POST app': ({ body }) => changeSettings(world.state.app, body),
    },
  };
}

function showShop(seller: Seller) {
  return { ...seller, shopId: seller.id };
}

function tikiIndex(world: World): Record<string, unknown> {
  const { app, sellers, settings } = world.state;
  const shops = Object.values(sellers).map((seller) => {
    const grant = readyMade(world, seller);
    return {
      id: seller.id,
      sid: seller.sid,
      name: seller.name,
      access_token: grant?.accessToken ?? null,
      refresh_token: grant?.refreshToken ?? null,
      warehouses: seller.warehouses,
    };
  });
  const first = shops[0];
  return {
    baseUrl: `${world.url()}/integration`,
    authUrl: `${world.url()}/sc/oauth2/auth`,
    tokenUrl: `${world.url()}/sc/oauth2/token`,
    client_id: app.clientId,
    client_secret: app.clientSecret,
    client_auth: app.clientAuth,
    seller_id: first?.id,
    access_token: first?.access_token,
    refresh_token: first?.refresh_token,
    shops,
    limits: world.buckets.kinds(),
    settings,
  };
}

function stateFault(world: World, fault: StateFault, shopId: string | undefined): void {
  if (shopId !== undefined && !world.state.sellers[shopId])
    throw new ControlRefusal(`no shop ${shopId}`, 404);
  if (fault === 'expired-token')
    return expireAccess(world, shopId === undefined ? undefined : Number(shopId));
  for (const seller of Object.values(world.state.sellers))
    if (shopId === undefined || String(seller.id) === shopId) revoke(world, seller);
}

function sellerIn(world: World, { params }: ControlRequest): Seller {
  const seller = world.state.sellers[params['id'] ?? ''];
  if (!seller) throw new ControlRefusal(`no shop ${params['id']}`, 404);
  return seller;
}

/** Products as visitors see them, and what is still under review. */
function items(world: World, seller: Seller): MarketItem[] {
  reviewAll(world);
  const waiting = requestsOf(world.state, seller.id).filter(
    (one) => one.changes === null && !isFinal(one),
  );
  return [...productsOf(world.state, seller.id).map(showProduct), ...waiting.map(showRequest)];
}

function showProduct(product: Product): MarketItem & { requestId: number } {
  return {
    itemId: product.productId,
    requestId: product.requestId,
    name: product.name,
    status: product.active ? 'active' : 'inactive',
    onSale: product.active,
    images: product.images,
    models: [
      {
        modelId: product.productId,
        sku: product.originalSku,
        name: product.option,
        price: product.price,
        stock: stockOf(product),
      },
    ],
  };
}

function showRequest(request: ProductRequest): MarketItem & { requestId: number } {
  return {
    itemId: request.trackId,
    requestId: request.requestId,
    name: request.name,
    status: request.state,
    onSale: false,
    images: request.images,
    models: [],
  };
}

function orders(world: World, seller: Seller): MarketOrder[] {
  passTime(world, seller.id);
  return ordersOf(world.state, seller.id).map(showOrder);
}

function showOrder(order: Order): MarketOrder {
  return {
    orderId: order.code,
    status: order.status,
    cod: order.cod,
    total: totalOf(order),
    buyer: order.buyer.name,
    lines: order.items.map((item) => ({
      name: item.name,
      sku: item.originalSku,
      quantity: item.qty,
    })),
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
  const order = world.state.orders[params['order'] ?? ''];
  if (!order || (params['id'] && String(order.sellerId) !== params['id']))
    throw new ControlRefusal('no such order', 404);
  return asBuyer(() => showOrder(stepOrder(world, order, params['step'] ?? '')));
}

/** The seller's click on the consent page, for tests without a browser. */
function authorize(world: World, request: ControlRequest): unknown {
  const seller = sellerIn(world, request);
  const to = text(request.body['redirect_uri']) ?? '';
  const code = grantCode(world, seller, to, text(request.body['scope']) ?? SCOPE);
  if (!URL.canParse(to)) return { code };
  const target = new URL(to);
  target.searchParams.set('code', code);
  target.searchParams.set('state', text(request.body['state']) ?? '');
  return { code, location: target.toString() };
}

/** Tiki closes a shop, or opens it again. */
function setActive(seller: Seller, { body }: ControlRequest): unknown {
  seller.active = truth(body['on']) ?? false;
  return showShop(seller);
}

/** There is no statement: what an order brought stands in the order itself once it is complete. tiki spec §5 */
function payOut(world: World, seller: Seller): unknown {
  const complete = ordersOf(world.state, seller.id).filter((one) => one.status === 'complete');
  return { orders: complete.map((one) => one.code) };
}

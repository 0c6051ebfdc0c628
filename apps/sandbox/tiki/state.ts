/** Everything a Tiki remembers. Times are ms UTC; money is whole đồng. tiki spec */
export interface TikiState {
  app: {
    clientId: string;
    clientSecret: string;
    /** Fixed per app: the other way is refused. tiki spec §1 */
    clientAuth: 'client_secret_basic' | 'client_secret_post';
    /** A public app serves many sellers; an in-house one has the first seller's leave by itself. */
    kind: 'public' | 'in_house';
  };
  sellers: Record<string, Seller>;
  codes: AuthCode[];
  grants: Grant[];
  requests: Record<string, ProductRequest>;
  products: Record<string, Product>;
  orders: Record<string, Order>;
  queues: Record<string, EventQueue>;
  counters: {
    seller: number;
    request: number;
    product: number;
    order: number;
    item: number;
    buyer: number;
  };
  settings: TikiSettings;
}

interface TikiSettings {
  accessTokenSeconds: number;
  /** From handing a request in to the answer. Real reviews take days. */
  reviewMs: number;
  /** How many products one updateSkus takes; a guess. */
  updateSkusMax: number;
  /** `reject` refuses every request with `rejectReason`. */
  reviewer: 'approve' | 'reject';
  rejectReason: string;
  /** From a subscription to the first event that is routed. */
  routingMs: number;
  /** Events one pull gives. */
  eventBatch: number;
  /** A paid order stays `processing` for so long before the seller gets it. */
  processingMs: number;
  /** An order not confirmed by then is cancelled. */
  confirmWithinMs: number;
}

export interface Seller {
  id: number;
  sid: string;
  name: string;
  active: boolean;
  canUpdateProduct: boolean;
  revoked: boolean;
  warehouses: { id: number; name: string }[];
  createdAt: number;
}

interface AuthCode {
  code: string;
  sellerId: number;
  redirectUri: string;
  scope: string;
  expiresAt: number;
}

/** A token and what it may do; `sellerId` null = in the app's own name. */
export interface Grant {
  sellerId: number | null;
  accessToken: string;
  expiresAt: number;
  refreshToken: string | null;
  scope: string;
  readyMade: boolean;
}

export interface WantedVariant {
  sku: string;
  price: number;
  marketPrice: number;
  quantity: number;
  option: string;
}

export type RequestState =
  | 'queuing'
  | 'processing'
  | 'drafted'
  | 'bot_awaiting_approve'
  | 'md_awaiting_approve'
  | 'approved'
  | 'rejected'
  | 'deleted';

export interface ProductRequest {
  requestId: number;
  trackId: string;
  sellerId: number;
  state: RequestState;
  reason: string | null;
  createdAt: number;
  categoryId: number;
  name: string;
  description: string;
  attributes: Record<string, unknown>;
  images: string[];
  variants: WantedVariant[];
  /** Set where it changes a product instead of making some. */
  changes: number | null;
}

export interface Product {
  productId: number;
  sellerId: number;
  requestId: number;
  sku: string;
  originalSku: string;
  name: string;
  description: string;
  option: string;
  categoryId: number;
  price: number;
  marketPrice: number;
  active: boolean;
  images: string[];
  /** By warehouse. */
  stock: Record<string, number>;
  createdAt: number;
  updatedAt: number;
  /** Refuses the next change of it, once. */
  isBusy?: boolean;
}

export type OrderStatus =
  | 'waiting_payment'
  | 'processing'
  | 'queueing'
  | 'picking'
  | 'shipping'
  | 'successful_delivery'
  | 'complete'
  | 'canceled';

export interface OrderItem {
  id: number;
  productId: number;
  sku: string;
  originalSku: string;
  name: string;
  price: number;
  qty: number;
  confirmation: 'waiting' | 'seller_confirmed' | 'seller_canceled';
}

export interface Order {
  code: string;
  sellerId: number;
  status: OrderStatus;
  fulfillmentType: 'dropship' | 'tiki_delivery' | 'seller_delivery';
  cod: boolean;
  paid: boolean;
  buyer: { id: number; name: string; phone: string; street: string };
  items: OrderItem[];
  createdAt: number;
  updatedAt: number;
  /** When `processing` ends. */
  queueAt: number | null;
  confirmUntil: number;
  pickupAt: string | null;
  trackingCode: string | null;
  cancel: { code: string; text: string; at: number } | null;
  history: { status: OrderStatus; at: number }[];
}

export interface QueuedEvent {
  id: string;
  sid: string;
  type: string;
  version: string;
  createdAt: number;
  /** Not shown before. */
  visibleAt: number;
  payload: Record<string, unknown>;
}

export interface EventQueue {
  code: string;
  name: string;
  subscriptions: { sid: string; eventType: string; since: number }[];
  events: QueuedEvent[];
  /** What each batch that was given out held, until it is acknowledged. */
  batches: { ackId: string; ids: string[] }[];
}

const DEMO_SELLERS = ['HTX Mây Ngàn', 'HTX Bến Lau', 'HTX Đồi Sương'];

export function freshState(nowSeconds: number): TikiState {
  const state: TikiState = {
    app: {
      clientId: '1000000000000001',
      clientSecret: 'test-secret',
      clientAuth: 'client_secret_basic',
      kind: 'public',
    },
    sellers: {},
    codes: [],
    grants: [],
    requests: {},
    products: {},
    orders: {},
    queues: {},
    counters: { seller: 0, request: 0, product: 0, order: 0, item: 0, buyer: 0 },
    settings: {
      accessTokenSeconds: 3_599,
      reviewMs: 20_000,
      updateSkusMax: 100,
      reviewer: 'approve',
      rejectReason: 'Thiếu giấy tờ chứng nhận',
      routingMs: 5_000,
      eventBatch: 50,
      processingMs: 0,
      confirmWithinMs: 24 * 3_600_000,
    },
  };
  for (const name of DEMO_SELLERS) addSeller(state, name, nowSeconds * 1000);
  return state;
}

/** A new seller, not yet connected to the app. */
export function addSeller(state: TikiState, name: string, now: number): Seller {
  const id = 550_000 + ++state.counters.seller;
  const seller: Seller = {
    id,
    sid: `5E11E400-0000-4000-8000-${String(id).padStart(12, '0')}`,
    name,
    active: true,
    canUpdateProduct: true,
    revoked: false,
    warehouses: [{ id: id * 10 + 1, name: `Kho ${name}` }],
    createdAt: now,
  };
  state.sellers[id] = seller;
  return seller;
}

export function productsOf(state: TikiState, sellerId: number): Product[] {
  return Object.values(state.products).filter((product) => product.sellerId === sellerId);
}

export function ordersOf(state: TikiState, sellerId: number): Order[] {
  return Object.values(state.orders).filter((order) => order.sellerId === sellerId);
}

export function requestsOf(state: TikiState, sellerId: number): ProductRequest[] {
  return Object.values(state.requests).filter((request) => request.sellerId === sellerId);
}

export function stockOf(product: Product): number {
  return Object.values(product.stock).reduce((sum, qty) => sum + qty, 0);
}

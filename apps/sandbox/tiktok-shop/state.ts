import { hex } from '../core/random';

/** Everything a TikTok Shop remembers. Times are Unix seconds unless the name says ms; money is whole đồng; ids are texts. */
export interface TikTokState {
  app: { appKey: string; appSecret: string; serviceId: string };
  shops: Record<string, Shop>;
  codes: { code: string; shopId: string; expiresAt: number }[];
  grants: Grant[];
  products: Record<string, Product>;
  orders: Record<string, Order>;
  cancellations: Record<string, Cancellation>;
  returns: Record<string, ReturnOrder>;
  statements: Record<string, Statement>;
  images: Record<string, { type: string; width: number; height: number }>;
  /** The address of the whole app, set in Partner Center; and those that shops have set by call, by event. */
  webhookUrl: string;
  webhooks: Record<string, Record<string, string>>;
  counters: { id: number; shop: number; buyer: number };
  settings: TikTokSettings;
}

interface TikTokSettings {
  /** Where Partner Center sends sellers back to: consent links do not carry it. */
  redirectUrl: string;
  accessTokenSeconds: number;
  refreshTokenSeconds: number;
  /** An access token dies when its refresh token is used; whether it does is not documented. */
  refreshKillsAccess: boolean;
  /** How long a listing is looked at before it is live or refused. */
  reviewMs: number;
  /** A title with this word in it is refused; '' = none. */
  refusedWord: string;
  /** The hour in which a buyer may think again. */
  holdMs: number;
  labelDelayMs: number;
  /** Whether a stock of 0 is taken; not documented. */
  takesZeroStock: boolean;
  /** Webhook addresses with port or number are taken, as a sandbox on one machine needs. */
  takesAnyWebhookAddress: boolean;
}

export interface Shop {
  id: string;
  name: string;
  cipher: string;
  code: string;
  openId: string;
  revoked: boolean;
  warehouses: { id: string; name: string }[];
}

export interface Grant {
  shopId: string;
  accessToken: string;
  accessExpires: number;
  refreshToken: string;
  refreshExpires: number;
  scopes: string[];
}

export interface Sku {
  id: string;
  sellerSku: string;
  priceVnd: number;
  /** By warehouse. */
  stock: Record<string, number>;
  /** In open orders. */
  committed: number;
  /** Held by a promotion: the stock may not be set lower. */
  reserved: number;
  salesAttributes: { id: string; name: string; valueId: string; valueName: string }[];
}

/** What a review looks at. */
export interface Content {
  title: string;
  description: string;
  categoryId: string;
  images: string[];
  weightKg: string;
  attributes: unknown[];
  skus: Sku[];
}

export type ProductStatus =
  | 'PENDING'
  | 'FAILED'
  | 'ACTIVATE'
  | 'SELLER_DEACTIVATED'
  | 'PLATFORM_DEACTIVATED'
  | 'FREEZE'
  | 'DELETED'
  | 'DRAFT';

export interface Product extends Content {
  id: string;
  shopId: string;
  status: ProductStatus;
  audit: { status: 'NONE' | 'AUDITING' | 'FAILED' | 'APPROVED'; reasons: string[] };
  /** An edit of a live product waits here until it has passed. */
  next?: Content;
  reviewEndsMs?: number;
  idempotencyKey?: string;
  promotion: boolean;
  createTime: number;
  updateTime: number;
}

export type OrderStatus =
  | 'UNPAID'
  | 'ON_HOLD'
  | 'AWAITING_SHIPMENT'
  | 'AWAITING_COLLECTION'
  | 'IN_TRANSIT'
  | 'DELIVERED'
  | 'COMPLETED'
  | 'CANCELLED';

/** One piece: there is no quantity. */
export interface OrderLine {
  id: string;
  productId: string;
  skuId: string;
  sellerSku: string;
  productName: string;
  skuName: string;
  priceVnd: number;
}

export interface Order {
  id: string;
  shopId: string;
  status: OrderStatus;
  isCod: boolean;
  buyer: { userId: string; nickname: string; name: string; phone: string; address: string };
  message: string;
  lines: OrderLine[];
  shippingFeeVnd: number;
  createTime: number;
  updateTime: number;
  paidTime?: number;
  holdEndsMs?: number;
  packageId: string;
  trackingNumber?: string;
  labelReadyMs?: number;
  cancelReason?: string;
  cancelBy?: 'BUYER' | 'SELLER' | 'SYSTEM';
  statementId?: string;
}

export interface Cancellation {
  id: string;
  orderId: string;
  shopId: string;
  type: 'CANCEL' | 'BUYER_CANCEL';
  status:
    | 'CANCELLATION_REQUEST_PENDING'
    | 'CANCELLATION_REQUEST_SUCCESS'
    | 'CANCELLATION_REQUEST_CANCELLED'
    | 'CANCELLATION_REQUEST_COMPLETE';
  role: 'BUYER' | 'SELLER';
  reason: string;
  createTime: number;
  updateTime: number;
}

export interface ReturnOrder {
  id: string;
  orderId: string;
  shopId: string;
  type: 'REFUND' | 'RETURN_AND_REFUND';
  status: string;
  reason: string;
  createTime: number;
  updateTime: number;
}

export interface Statement {
  id: string;
  shopId: string;
  /** 00:00 UTC of its day. */
  time: number;
  transactions: Transaction[];
}

export interface Transaction {
  id: string;
  type: string;
  orderId: string;
  orderCreateTime: number;
  revenueVnd: number;
  shippingVnd: number;
  fees: Record<string, number>;
  taxes: Record<string, number>;
}

const DEMO_SHOPS = ['HTX Mây Ngàn', 'HTX Bến Lau', 'HTX Đồi Sương'];
const FIRST_ID = 1_729_592_969_712_207_000n;
const STEP = 4_099n;

export function freshState(): TikTokState {
  const state: TikTokState = {
    app: {
      appKey: '6ganhdemo01',
      appSecret: '74696b746f6b2d73686f702d64656d6f2d736563',
      serviceId: '7410987654321098765',
    },
    shops: {},
    codes: [],
    grants: [],
    products: {},
    orders: {},
    cancellations: {},
    returns: {},
    statements: {},
    images: {},
    webhookUrl: '',
    webhooks: {},
    counters: { id: 0, shop: 0, buyer: 0 },
    settings: {
      redirectUrl: 'http://127.0.0.1:3000/kenh/ve/tiktok-shop',
      accessTokenSeconds: 7 * 86_400,
      refreshTokenSeconds: 365 * 86_400,
      refreshKillsAccess: true,
      reviewMs: 30_000,
      refusedWord: '',
      holdMs: 3_600_000,
      labelDelayMs: 2_000,
      takesZeroStock: true,
      takesAnyWebhookAddress: true,
    },
  };
  for (const name of DEMO_SHOPS) addShop(state, name);
  return state;
}

/** Beyond 2^53, as all ids of the channel are. */
export function newId(state: TikTokState): string {
  return String(FIRST_ID + BigInt(++state.counters.id) * STEP);
}

/** A new shop on the channel, not yet connected to the app; of a seller who has others, where `openId` is theirs. */
export function addShop(state: TikTokState, name: string, openId = hex(16)): Shop {
  const n = ++state.counters.shop;
  const shop: Shop = {
    id: String(7_495_540_735_365_777_000n + BigInt(n)),
    name,
    cipher: `GCP_${Buffer.from(hex(20), 'hex').toString('base64url')}`,
    code: `VNLCDEMO${n}`,
    openId,
    revoked: false,
    warehouses: [{ id: String(7_068_517_275_539_719_000n + BigInt(n) * 10n), name: 'Kho chính' }],
  };
  state.shops[shop.id] = shop;
  return shop;
}

/** A seller's leave covers all of its shops. tiktok-shop spec §1 */
export function shopsOfSeller(state: TikTokState, openId: string): Shop[] {
  return Object.values(state.shops).filter((one) => one.openId === openId && !one.revoked);
}

export function productsOf(state: TikTokState, shopId: string): Product[] {
  return Object.values(state.products).filter((one) => one.shopId === shopId);
}

export function ordersOf(state: TikTokState, shopId: string): Order[] {
  return Object.values(state.orders).filter((one) => one.shopId === shopId);
}

import { freshLive, type LiveState } from './live-state';

/** Everything a Shopee remembers. Times are Unix seconds unless the name says ms; money is whole đồng. */
export interface ShopeeState {
  app: { partnerId: number; partnerKey: string; pushKey: string; testPushKey: string };
  shops: Record<string, Shop>;
  codes: AuthCode[];
  grants: Grant[];
  items: Record<string, Item>;
  orders: Record<string, Order>;
  returns: Record<string, Return>;
  images: Record<string, { type: string; bytes: number }>;
  push: {
    callbackUrl: string;
    off: number[];
    blockedShopIds: number[];
    status: 'Normal' | 'Warning' | 'Suspended';
  };
  lost: LostPush[];
  wallet: WalletMove[];
  live: LiveState;
  counters: {
    shop: number;
    item: number;
    model: number;
    buyer: number;
    lost: number;
    line: number;
    session: number;
    comment: number;
  };
  settings: ShopeeSettings;
}

interface ShopeeSettings {
  accessTokenSeconds: number;
  refreshTokenSeconds: number;
  trackingDelayMs: number;
  labelDelayMs: number;
  /** What get_shipping_parameter offers: the carrier fetches, or the seller brings (to a branch that is named, or any). */
  handover: 'pickup' | 'dropoff' | 'branch';
  /** For this long after add_item, init_tier_variation fails, as on the real one sometimes; 0 = never. */
  newItemBlindMs: number;
  /** How a partly failed update_stock answers: with an error code, or with an empty one. Both have been seen. */
  partialAs: 'error' | 'empty';
  /** The name under which a dead access token is refused; both are in use. */
  deadTokenAs: 'invalid_acceess_token' | 'error_auth';
  /** Every livestream call is refused so: as where the API is not sold, or as when too many call it. */
  liveRefuses: 'nothing' | 'region' | 'busy';
  /** In what start_time and end_time are told: the documents say one thing and show the other. */
  liveTimesIn: 'seconds' | 'milliseconds';
  /** How long a comment can be asked for. */
  liveCommentsKeptMs: number;
  /** What one answer gives of them; a guess, as the limit of items is. */
  liveCommentsPage: number;
  liveItemsMax: number;
}

export interface Shop {
  shopId: number;
  /** Who goes live for it; absent: told by the shop's number. */
  userId?: number;
  name: string;
  linked: boolean;
  revoked: boolean;
  authTime: number;
  authExpire: number;
  warehouses: { locationId: string; name: string }[];
}

/** Which of the two apps: the one that sells, or the one for livestreams. */
export type AppKind = 'seller' | 'live';

interface AuthCode {
  code: string;
  shopId: number;
  live?: true;
  expiresAt: number;
}

/** One chain of tokens. A shop may have several: each walk through the consent page starts one. */
export interface Grant {
  shopId: number;
  /** Of the app for livestreams. */
  live?: true;
  accessToken: string;
  accessExpires: number;
  refreshToken: string;
  refreshExpires: number;
  /** Still accepted for some minutes after a refresh. */
  oldAccessToken?: string;
  oldAccessExpires?: number;
  readyMade: boolean;
}

export interface Model {
  modelId: number;
  tierIndex: number[];
  sku: string;
  priceVnd: number;
  stock: number;
  /** Held by a promotion: the stock may not be set lower. */
  reserved: number;
  locationId?: string;
}

export interface Tier {
  name: string;
  options: { name: string; imageId?: string }[];
}

export interface Item {
  itemId: number;
  shopId: number;
  name: string;
  description: string;
  sku: string;
  status: 'NORMAL' | 'UNLIST' | 'BANNED' | 'REVIEWING' | 'SELLER_DELETE' | 'SHOPEE_DELETE';
  categoryId: number;
  imageIds: string[];
  weight: number;
  condition: string;
  brand: { brand_id: number; original_brand_name: string };
  attributes: unknown[];
  logistics: unknown[];
  dimension?: unknown;
  daysToShip: number;
  gtin?: string;
  tiers: Tier[];
  /** One with modelId 0 and no tiers for an item without variants. */
  models: Model[];
  promotionLock: boolean;
  createdAtMs: number;
  createTime: number;
  updateTime: number;
}

export type OrderStatus =
  | 'UNPAID'
  | 'READY_TO_SHIP'
  | 'PROCESSED'
  | 'RETRY_SHIP'
  | 'SHIPPED'
  | 'TO_CONFIRM_RECEIVE'
  | 'IN_CANCEL'
  | 'TO_RETURN'
  | 'COMPLETED'
  | 'CANCELLED';

export interface OrderLine {
  itemId: number;
  modelId: number;
  quantity: number;
  priceVnd: number;
  lineId: number;
  itemName: string;
  itemSku: string;
  modelName: string;
  modelSku: string;
  imageId?: string;
}

export interface Order {
  orderSn: string;
  shopId: number;
  status: OrderStatus;
  statusBeforeCancel?: OrderStatus;
  cod: boolean;
  buyer: { userId: number; username: string; name: string; phone: string; address: string };
  message: string;
  lines: OrderLine[];
  createTime: number;
  updateTime: number;
  payTime?: number;
  pickupTime?: number;
  packageNumber: string;
  logisticsStatus: string;
  channelId: number;
  trackingNumber?: string;
  trackingReadyMs?: number;
  parametersRead: boolean;
  label?: { type: string; readyMs: number };
  cancelBy?: 'buyer' | 'seller' | 'system';
  cancelReason?: string;
  shippingFeeVnd: number;
}

export type ReturnStatus =
  'REQUESTED' | 'ACCEPTED' | 'CANCELLED' | 'JUDGING' | 'CLOSED' | 'PROCESSING' | 'SELLER_DISPUTE';

export interface Return {
  returnSn: string;
  orderSn: string;
  shopId: number;
  status: ReturnStatus;
  reason: string;
  textReason: string;
  createTime: number;
  updateTime: number;
}

/** What Shopee added to a wallet or took from it, beside what orders bring. */
export interface WalletMove {
  shopId: number;
  type: string;
  /** What is taken is negative. */
  amountVnd: number;
  createTime: number;
  orderSn?: string;
}

interface LostPush {
  id: number;
  shopId: number | null;
  code: number;
  timestamp: number;
  data: string;
  atMs: number;
}

const DEMO_SHOPS = ['HTX Mây Ngàn', 'HTX Bến Lau', 'HTX Đồi Sương'];

export function freshState(nowSeconds: number): ShopeeState {
  const state: ShopeeState = {
    app: {
      partnerId: 2010101,
      partnerKey: '6d61796e67616e2d64656d6f2d706172746e65722d6b65792d30303030303031',
      pushKey: '6d61796e67616e2d64656d6f2d707573682d6b65792d30303030303030303031',
      testPushKey: '6d61796e67616e2d64656d6f2d746573742d707573682d6b65792d3030303031',
    },
    shops: {},
    codes: [],
    grants: [],
    items: {},
    orders: {},
    returns: {},
    images: {},
    push: { callbackUrl: '', off: [], blockedShopIds: [], status: 'Normal' },
    lost: [],
    wallet: [],
    live: freshLive(),
    counters: { shop: 0, item: 0, model: 0, buyer: 0, lost: 0, line: 0, session: 0, comment: 0 },
    settings: {
      accessTokenSeconds: 14_400,
      refreshTokenSeconds: 30 * 86_400,
      trackingDelayMs: 1000,
      labelDelayMs: 1000,
      handover: 'pickup',
      newItemBlindMs: 0,
      partialAs: 'error',
      deadTokenAs: 'invalid_acceess_token',
      liveRefuses: 'nothing',
      liveTimesIn: 'seconds',
      liveCommentsKeptMs: 10_000,
      liveCommentsPage: 50,
      liveItemsMax: 500,
    },
  };
  for (const name of DEMO_SHOPS) addShop(state, name, nowSeconds);
  return state;
}

/** A new shop on the channel, not yet connected to the app. */
export function addShop(
  state: ShopeeState,
  name: string,
  nowSeconds: number,
  shopId?: number,
): Shop {
  const id = shopId ?? 600_100_000 + ++state.counters.shop;
  const shop: Shop = {
    shopId: id,
    name,
    linked: false,
    revoked: false,
    authTime: nowSeconds,
    authExpire: nowSeconds + 365 * 86_400,
    warehouses: [],
  };
  state.shops[id] = shop;
  return shop;
}

export function itemsOf(state: ShopeeState, shopId: number): Item[] {
  return Object.values(state.items).filter((item) => item.shopId === shopId);
}

export function ordersOf(state: ShopeeState, shopId: number): Order[] {
  return Object.values(state.orders).filter((order) => order.shopId === shopId);
}

export function hasModels(item: Item): boolean {
  return item.tiers.length > 0;
}

/** Everything a Lazada remembers. Times are ms UTC; money is whole đồng. */
export interface LazadaState {
  app: { appKey: string; appSecret: string };
  shops: Record<string, Shop>;
  codes: { code: string; sellerId: number; expiresAt: number }[];
  grants: Grant[];
  items: Record<string, Item>;
  orders: Record<string, Order>;
  reverses: Record<string, Reverse>;
  images: Record<string, { type: string }>;
  transactions: Transaction[];
  statements: Statement[];
  push: { callbackUrl: string; stopped: boolean };
  counters: Record<
    'shop' | 'item' | 'sku' | 'order' | 'line' | 'reverse' | 'buyer' | 'entry' | 'statement',
    number
  >;
  settings: LazadaSettings;
}

interface LazadaSettings {
  accessTokenSeconds: number;
  refreshTokenSeconds: number;
  /** An app of the service market: tokens live as long as the subscription and are never refreshed. */
  serviceMarket: boolean;
  /** How long new products are looked at before they go live or are refused. */
  reviewMs: number;
  /** Under which code a seller is refused who took the permission back; no document says. */
  revokedAs: 'AppNotSubscribed' | 'IllegalAccessToken';
  /** How long a push waits for its answer; Lazada's own figure is 500. */
  pushWaitMs: number;
  /** Names, phones and addresses as an app sees them that has not passed the data-security review. */
  maskBuyers: boolean;
  /** Orders nobody pays are cancelled after so long. */
  unpaidMs: number;
  /** Stock may rise and not fall. */
  campaign: boolean;
  /** The price and quantity call is switched off. */
  priceCallOff: boolean;
  /** The next so many items packed answer "lock failed". */
  packLocks: number;
  labelAs: 'file' | 'url';
}

export interface Shop {
  sellerId: number;
  name: string;
  shortCode: string;
  revoked: boolean;
}

/** One chain of tokens; each walk through the consent page starts one. */
export interface Grant {
  sellerId: number;
  accessToken: string;
  accessExpires: number;
  refreshToken: string;
  refreshExpires: number;
  readyMade: boolean;
}

export interface Sku {
  skuId: number;
  sellerSku: string;
  status: 'active' | 'inactive';
  saleProp: Record<string, string>;
  priceVnd: number;
  /** What is there; sellable = real − withhold − occupy. lazada spec §4.2 */
  real: number;
  withhold: number;
  occupy: number;
  package: Record<string, string>;
}

export type ItemStatus = 'Active' | 'InActive' | 'Pending QC' | 'Rejected' | 'Deleted' | 'Lock';

export interface Item {
  itemId: number;
  sellerId: number;
  status: ItemStatus;
  name: string;
  categoryId: number;
  attributes: Record<string, string>;
  images: string[];
  variation: { name: string; options: string[]; customize: boolean } | null;
  skus: Sku[];
  /** null once it has been looked at. */
  reviewAt: number | null;
  rejectReason: string | null;
  createdAt: number;
  updatedAt: number;
}

export type LineStatus =
  | 'unpaid'
  | 'pending'
  | 'packed'
  | 'ready_to_ship'
  | 'shipped'
  | 'delivered'
  | 'canceled'
  | 'returned';

export interface Line {
  lineId: number;
  itemId: number;
  skuId: number;
  sellerSku: string;
  name: string;
  variation: string;
  priceVnd: number;
  status: LineStatus;
  packageId: string;
  trackingCode: string;
  reason: string;
  reverseId: number | null;
}

export interface Order {
  orderId: number;
  sellerId: number;
  cod: boolean;
  buyer: { id: number; name: string; phone: string; address: string };
  note: string;
  lines: Line[];
  shippingFeeVnd: number;
  createdAt: number;
  updatedAt: number;
  paidAt: number | null;
  completed: boolean;
  settled: boolean;
}

export interface ReverseLine {
  reverseLineId: number;
  lineId: number;
  status: string;
}

export interface Reverse {
  reverseId: number;
  sellerId: number;
  orderId: number;
  type: 'CANCEL' | 'RETURN' | 'ONLY_REFUND';
  /** Each line is decided by itself. */
  lines: ReverseLine[];
  reason: string;
  createdAt: number;
  updatedAt: number;
  answerBy: number;
}

export interface Transaction {
  sellerId: number;
  number: string;
  at: number;
  feeType: string;
  feeName: string;
  amountVnd: number;
  vatVnd: number;
  orderId: number | null;
  lineId: number | null;
  sellerSku: string;
  statement: string;
}

export interface Statement {
  sellerId: number;
  number: string;
  createdAt: number;
  updatedAt: number;
  payoutVnd: number;
  paid: boolean;
}

const DEMO_SHOPS = ['HTX Mây Ngàn', 'HTX Bến Lau', 'HTX Đồi Sương'];

export function freshState(): LazadaState {
  const state: LazadaState = {
    app: { appKey: '123456', appSecret: 'lazada-demo-secret-000000000001' },
    shops: {},
    codes: [],
    grants: [],
    items: {},
    orders: {},
    reverses: {},
    images: {},
    transactions: [],
    statements: [],
    push: { callbackUrl: '', stopped: false },
    counters: {
      shop: 0,
      item: 0,
      sku: 0,
      order: 0,
      line: 0,
      reverse: 0,
      buyer: 0,
      entry: 0,
      statement: 0,
    },
    settings: {
      accessTokenSeconds: 864_000,
      refreshTokenSeconds: 4_320_000,
      serviceMarket: false,
      reviewMs: 2_000,
      revokedAs: 'AppNotSubscribed',
      pushWaitMs: 500,
      maskBuyers: false,
      unpaidMs: 30 * 60_000,
      campaign: false,
      priceCallOff: false,
      packLocks: 0,
      labelAs: 'file',
    },
  };
  for (const name of DEMO_SHOPS) addShop(state, name);
  return state;
}

/** A new seller on the channel, not yet connected to the app. */
export function addShop(state: LazadaState, name: string): Shop {
  const sellerId = 200_100_000 + ++state.counters.shop;
  const shop: Shop = { sellerId, name, shortCode: `VN${sellerId}`, revoked: false };
  state.shops[sellerId] = shop;
  return shop;
}

export function itemsOf(state: LazadaState, sellerId: number): Item[] {
  return Object.values(state.items).filter((item) => item.sellerId === sellerId);
}

export function ordersOf(state: LazadaState, sellerId: number): Order[] {
  return Object.values(state.orders).filter((order) => order.sellerId === sellerId);
}

export function sellable(sku: Sku): number {
  return sku.real - sku.withhold - sku.occupy;
}

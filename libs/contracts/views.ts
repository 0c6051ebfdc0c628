/** What a screen shows, whole: the server renders it, the API answers the same. Money in đồng, times in ms UTC. */
import type { RepliesView } from './message-views';
import type { OrderTab, ReturnAct } from './requests';

export type Channel =
  'shopee' | 'facebook' | 'tiktok-shop' | 'lazada' | 'tiki' | 'zalo' | 'spreadsheet' | 'own';
export type Role = 'seller' | 'packer' | 'host' | 'manager' | 'officer' | 'operator';

/** ✓ đã khớp, đang chờ, ! cần sửa, chưa đăng (screens §6). */
export type MarkState = 'done' | 'waiting' | 'broken' | 'absent';
export interface ChannelMark {
  shopId: number;
  channel: Channel;
  channelName: string;
  state: MarkState;
}

export interface Shell {
  coopName: string;
  userName: string;
  roles: readonly Role[];
  /** Orders in "Mới" and trouble, for the bar. */
  badges: { orders: number; trouble: number };
  nowAt: number;
}

export interface LoginView {
  phone: string;
  problem: string | null;
}

export interface TaskRow {
  kind:
    | 'pack'
    | 'confirm'
    | 'unpaid'
    | 'low_stock'
    | 'listing_trouble'
    | 'shop_lost'
    | 'shop_expiring'
    | 'short'
    | 'odd_return'
    | 'messages';
  count: number;
  title: string;
  why: string;
  verb: string;
  href: string;
}

export interface TodayView {
  shell: Shell;
  tasks: readonly TaskRow[];
  soldVnd: number;
  orders: number;
  waitingVnd: number;
  /** Steps of the first day still to do; empty later. */
  firstSteps: readonly { title: string; href: string; done: boolean }[];
  shops: readonly ShopRow[];
  lastDays: readonly { label: string; soldVnd: number }[];
}

export interface ProductRow {
  id: number;
  variantId: number;
  name: string;
  optionName: string;
  priceVnd: number;
  unit: string;
  /** As people read it: "24 hũ", "1,5 kg". */
  availableText: string;
  available: number;
  low: boolean;
  stars: number | null;
  photo: string | null;
  marks: readonly ChannelMark[];
  trouble: { text: string; repair: string | null; href: string } | null;
  searchText: string;
}

export interface ProductsView {
  shell: Shell;
  query: string;
  filter: 'tat-ca' | 'sap-het' | 'vuong';
  counts: { all: number; low: number; trouble: number };
  rows: readonly ProductRow[];
}

export interface ShopChoice {
  shopId: number;
  channel: Channel;
  channelName: string;
  name: string;
  /** What it will lack, said before saving; '' when nothing. */
  lacks: string;
}

export interface CertificateChoice {
  id: number;
  label: string;
  stars: number | null;
  validUntilAt: number;
}

export interface AddProductView {
  shell: Shell;
  shops: readonly ShopChoice[];
  certificates: readonly CertificateChoice[];
  kinds: readonly { code: string; name: string }[];
  units: readonly string[];
  /** What was typed, kept after a refusal. */
  draft: Readonly<Record<string, string>>;
  errors: readonly { field: string; reason: string; remedy: string }[];
  /** Photos already uploaded, by key. */
  photoKeys: readonly string[];
}

export interface ListingResult {
  listingId: number;
  shopId: number;
  channel: Channel;
  channelName: string;
  shopName: string;
  state: 'live' | 'waiting' | 'broken' | 'lost';
  /** One sentence: "Đang bán", "Shopee đang duyệt", "Shopee cần thêm cân nặng." */
  text: string;
  viewUrl: string | null;
  repair: { label: string; href: string } | null;
}

export interface ListingResultsView {
  shell: Shell;
  productId: number;
  name: string;
  photo: string | null;
  listings: readonly ListingResult[];
  kind: KindChoice;
  /** Claims that the product's words make and no valid paper stands behind: not told to channels. One sentence each. */
  leftOut: readonly string[];
}

/** What the goods are, for a person to put right. */
export interface KindChoice {
  /** null = nobody knows. */
  chosen: { code: string; name: string } | null;
  /** By the name alone: nobody has said it. */
  isGuess: boolean;
  likely: readonly { code: string; name: string }[];
  all: readonly { code: string; name: string }[];
}

export interface CategoryPick {
  id: string;
  name: string;
  /** "Thực phẩm › Mật ong". */
  path: string;
}

/** 04c: what one channel lacks, each question with a filled guess and where it came from. */
export interface MissingView {
  shell: Shell;
  productId: number;
  listingId: number;
  name: string;
  channelName: string;
  kind: KindChoice;
  /** Where it goes on the channel; null where that is no question. */
  category: {
    isLacking: boolean;
    /** false: the channel's categories could not be had now. */
    isKnown: boolean;
    chosen: CategoryPick | null;
    suggested: readonly CategoryPick[];
    query: string;
    found: readonly CategoryPick[];
  } | null;
  questions: readonly {
    field: string;
    label: string;
    kind: 'number' | 'text' | 'choice' | 'choices';
    unit: string;
    guess: string;
    guessFrom: string;
    choices: readonly { value: string; label: string }[];
    /** Words of one's own are taken beside the choices. */
    isOpen: boolean;
    isRequired: boolean;
  }[];
}

/** 05: quick stock and price. */
export interface QuickEditView {
  shell: Shell;
  productId: number;
  variantId: number;
  name: string;
  optionName: string;
  photo: string | null;
  unit: string;
  stepsPerUnit: number;
  onHand: number;
  reserved: number;
  available: number;
  stockRev: number;
  priceVnd: number;
  priceRev: number;
  hidden: boolean;
  removed: boolean;
  marks: readonly ChannelMark[];
  variants: readonly { variantId: number; optionName: string }[];
  movements: readonly { at: number; text: string }[];
  /** Next product that runs out, "món kế". */
  nextVariantId: number | null;
  problem: string | null;
  /** Which form was refused, with what was typed in it. */
  refused: { form: 'stock' | 'price'; typed: string } | null;
  /** A count whose base has moved: what it may mean, in steps on hand. */
  recount: { counted: number; lessMoved: number; asCounted: number } | null;
}

export type PayBadge =
  'da-tra' | 'cho-ck' | 'thu-khi-giao' | 'tra-mot-phan' | 'hoan-tien' | 'thieu-hang';

export interface OrderRow {
  id: number;
  number: number;
  channel: Channel;
  channelName: string;
  tab: OrderTab;
  statusText: string;
  pay: PayBadge;
  short: boolean;
  buyerName: string;
  buyerPhone: string | null;
  totalVnd: number;
  lines: readonly { quantityText: string; name: string; lackingText: string | null }[];
  placedAt: number;
  shipByAt: number | null;
  next: { verb: string; action: OrderAction } | null;
}

export type OrderAction =
  | 'confirm'
  | 'pack'
  | 'hand-over'
  | 'cancel'
  | 'complete'
  | 'accept-cancel'
  | 'unpack'
  | 'paid'
  | 'arrange'
  | 'found';

export interface OrdersView {
  shell: Shell;
  tab: OrderTab;
  counts: Readonly<Record<OrderTab, number>>;
  rows: readonly OrderRow[];
  nextCursor: string | null;
  /** Comments and messages that are no orders yet. */
  messages: number;
}

export interface OrderView {
  shell: Shell;
  order: Omit<OrderRow, 'lines'> & {
    address: string | null;
    note: string | null;
    channelStatus: string | null;
    externalOrderId: string | null;
    lines: readonly {
      name: string;
      quantityText: string;
      priceVnd: number;
      amountVnd: number;
      lackingText: string | null;
    }[];
    timeline: readonly { at: number; text: string }[];
    actions: readonly { action: OrderAction; verb: string; danger: boolean }[];
    /** Why it is in trouble and the ways out; null when it is not. */
    trouble: { text: string; ways: readonly { verb: string; action: OrderAction }[] } | null;
    /** What the carrier takes away. */
    parcels: readonly {
      carrier: string | null;
      trackingNumber: string | null;
      /** Where its label is printed; null where the channel gives none. */
      labelUrl: string | null;
    }[];
    returns: readonly OrderReturnView[];
    /** What the buyer was told; null where nobody is told anything here. */
    answers: RepliesView | null;
    /** What the channel paid out for it. */
    payouts: readonly { at: number; amountVnd: number; feesVnd: number; taxesVnd: number }[];
  };
}

export interface OrderReturnView {
  id: number;
  statusText: string;
  reason: string | null;
  refundVnd: number | null;
  answerByAt: number | null;
  /** Why the channel did not take the last answer. */
  refusal: string | null;
  restocked: boolean;
  acts: readonly { act: ReturnAct; verb: string }[];
}

export interface ShopRow {
  shopId: number;
  channel: Channel;
  channelName: string;
  name: string;
  state: 'ok' | 'waiting' | 'expiring' | 'lost' | 'paused';
  /** "Đúng 24 trên 24 hàng", or what happened, what is safe, what to do. */
  text: string;
  matched: number;
  listed: number;
  /** On sale here, not yet listed there. */
  unlisted: number;
  /** Goods that the channel refused. */
  refused: number;
  /** What Gánh may do there by itself; null where the channel has no such thing. */
  hidesPhones: boolean | null;
  sendsNotices: boolean | null;
  lastOkAt: number | null;
  permissionUntilAt: number | null;
}

export interface ShopsView {
  shell: Shell;
  shops: readonly ShopRow[];
  connectable: readonly { channel: Channel; channelName: string; what: string }[];
  problem: string | null;
}

export interface DisconnectView {
  shell: Shell;
  shop: ShopRow;
  consequences: readonly string[];
}

export interface ImportView {
  shell: Shell;
  fileName: string | null;
  /** Kept on the server until accepted. */
  importId: string | null;
  rows: readonly {
    index: number;
    sheet: string;
    row: number;
    name: string;
    unit: string;
    priceVnd: number | null;
    stock: number | null;
    packText: string;
    /** '' = ready. */
    ask: string;
    /** A product of this name stands already. */
    existing: boolean;
  }[];
  duplicates: number;
  skipped: number;
  problem: string | null;
}

/** Public page of one product. */
export interface ProductPageView {
  coopName: string;
  name: string;
  description: string;
  photos: readonly string[];
  priceText: string;
  stars: number | null;
  soldOut: boolean;
  phone: string | null;
}

export interface ErrorView {
  title: string;
  what: string;
  ref: string;
}

import type { HttpRequest, HttpResponse } from '@ganh/http';
import type { CategoriesClient } from './categories';
import type { ChannelDescriptor } from './descriptor';
import type { ReturnsClient, ShippingClient } from './fulfilment';
import type { GrantedLive, LiveClient, LiveGrant } from './live';
import type { SellerReason } from './reason';
import type { RepliesClient } from './replies';
import type { SettlementsClient } from './settlement';

/** What the channel's operator gave to our app: ids, keys, secrets. Names are the channel's own. */
export type AppCredentials = Readonly<Record<string, string>>;

export interface Tokens {
  accessToken: string;
  /** ms UTC; null = none set. */
  accessExpiresAt: number | null;
  refreshToken: string | null;
  refreshExpiresAt: number | null;
}

/** A request with the name of the descriptor's limits it uses up. */
export type ChannelRequest = HttpRequest & { limits?: readonly string[] };

/**
 * The adapter's only way out. Takes the limits' budgets first, redacts, times out; throws ChannelFailure
 * (`throttled` when a budget is used up for longer than worth waiting, `transient` for network trouble).
 */
export type ChannelSend = (request: ChannelRequest) => Promise<HttpResponse>;

/** Everything that differs between sandbox and production, and between shops. */
export interface AppAccess {
  baseUrl: string;
  /** Where a person gives consent; another host on most channels. */
  authUrl: string;
  /** Where tokens are asked for, where that is a third host; null = at `baseUrl`. */
  tokenUrl: string | null;
  app: AppCredentials;
  send: ChannelSend;
  now(): number;
}

export interface ShopAccess extends AppAccess {
  /** The shop as the channel names it. */
  externalShopId: string;
  tokens: Tokens;
  /** What authorisation told about the shop and later calls need (a Page's catalogue id). */
  settings: Readonly<Record<string, string>>;
  /** Absent where the shop's own permission covers live selling, and where nobody gave the second one. */
  live?: LiveGrant;
  /** The channel said "slow down" on this limit (usage headers): nobody sends on it for so long. */
  slowDown(limit: string, forMs: number): Promise<void>;
}

export interface GrantedShop {
  externalShopId: string;
  name: string;
  tokens: Tokens;
  settings: Record<string, string>;
  /** When the permission as a whole ends; null = unknown. */
  permissionUntilAt: number | null;
  /** Names the permission where one may cover several shops: they share their tokens and are given new ones together. */
  grantId?: string;
}

export interface AuthGroup<Granted = GrantedShop> {
  /** Where the seller's browser is sent. `state` comes back untouched. */
  authorizeUrl(access: Omit<AppAccess, 'send'>, redirectUrl: string, state: string): string;
  /** What came back to `redirectUrl`: its query, read into what was granted. */
  exchange(
    access: AppAccess,
    redirectUrl: string,
    query: Readonly<Record<string, string>>,
  ): Promise<Granted[]>;
  /** Absent where tokens do not expire. The answer must be stored before it is used. `externalId` names whom they are for. */
  refresh?(access: AppAccess, externalId: string, tokens: Tokens): Promise<Tokens>;
}

export interface VariantSnapshot {
  /** Our immutable code for it on every channel. */
  sku: string;
  /** '' where the product has one variant only. */
  optionName: string;
  priceVnd: number;
  /** What this shop may be told, allocation and buffer taken off; whole pieces. */
  availableQty: number;
  weightGrams: number | null;
  externalId: string | null;
}

export interface PhotoSnapshot {
  /** Content address: the same picture has the same key. */
  key: string;
  /** Public address, for channels that fetch. */
  url: string;
  jpeg(): Promise<Buffer>;
}

export interface ProductSnapshot {
  title: string;
  description: string;
  /** The cooperative or producer, as brand. */
  brand: string;
  /** 3, 4 or 5 while a certificate is valid, else null. */
  ocopStars: number | null;
  /** Public product page. */
  pageUrl: string;
  photos: readonly PhotoSnapshot[];
  variants: readonly VariantSnapshot[];
  /** Hidden by the seller: taken off sale there, not deleted. */
  hidden: boolean;
  /** What the seller answered for this channel (weightGrams, categoryId, …) by field name. */
  answers: Readonly<Record<string, string>>;
  externalItemId: string | null;
  /** What earlier pushes returned for later ones (uploaded image ids, post id). */
  memory: Readonly<Record<string, string>>;
}

/** One row of due work. `variant` is null where the group's target is the product. `key` comes back in the outcome. */
export interface PushItem {
  key: string;
  product: ProductSnapshot;
  variant: VariantSnapshot | null;
  /** An earlier try may have got through without an answer: look before writing again. */
  mayExist: boolean;
}

/** What a push taught us about the listing; stored with the done-mark. */
export interface ListingRefs {
  externalItemId?: string;
  /** by our sku */
  externalVariantIds?: Record<string, string>;
  memory?: Record<string, string>;
  /** Where a person sees it on the channel. */
  viewUrl?: string;
}

export type ItemOutcome = { key: string; refs?: ListingRefs } & (
  | { kind: 'accepted' }
  | { kind: 'unchanged' }
  | { kind: 'pending'; ticket: string; askAfterMs: number }
  | { kind: 'rejected'; reason: SellerReason }
  /** Not now: a promotion holds it, a step before it is not done yet. `reason` where a person can be told why. */
  | { kind: 'deferred'; retryAfterMs: number; reason?: SellerReason }
);

export interface PushClient {
  /** Absolute values of the newest state. One outcome per item, whatever happens to the others. */
  push(group: string, items: readonly PushItem[]): Promise<ItemOutcome[]>;
}

export interface TicketClient {
  /** Outcomes by ticket: `pending` again, or final for every key that was pushed under it. */
  ask(ticket: string, items: readonly PushItem[]): Promise<ItemOutcome[]>;
}

/** A listing as the channel shows it, for the drift check. */
export interface ListedVariant {
  externalItemId: string;
  externalVariantId: string | null;
  sku: string | null;
  qty: number | null;
  priceVnd: number | null;
  onSale: boolean;
}

export interface ReadBackClient {
  read(externalItemIds: readonly string[], skus: readonly string[]): Promise<ListedVariant[]>;
}

/** Our order states; the adapter's table maps the channel's into them. An unknown one is kept and shown, never guessed. */
export type ChannelOrderStatus =
  | 'unpaid'
  | 'to_confirm'
  | 'to_pack'
  | 'packed'
  | 'shipping'
  | 'delivered'
  | 'completed'
  | 'cancel_requested'
  | 'cancelled'
  | 'returning'
  | 'unknown';

export interface ChannelOrderLine {
  externalLineId: string;
  externalItemId: string;
  externalVariantId: string | null;
  sku: string | null;
  name: string;
  quantity: number;
  priceVnd: number;
}

export interface ChannelOrder {
  externalOrderId: string;
  status: ChannelOrderStatus;
  /** The channel's own word for it. */
  channelStatus: string;
  createdAt: number;
  updatedAt: number;
  shipByAt: number | null;
  payment: 'prepaid' | 'cod' | 'unknown';
  paid: boolean;
  totalVnd: number;
  buyer: {
    externalId: string | null;
    name: string | null;
    phone: string | null;
    address: string | null;
  };
  note: string | null;
  lines: ChannelOrderLine[];
}

export interface OrdersClient {
  /** One page of orders changed in [fromAt, toAt]; `cursor` '' first; next '' at the end. */
  pull(
    window: { fromAt: number; toAt: number },
    cursor: string,
  ): Promise<{ orders: ChannelOrder[]; next: string }>;
  get(externalOrderIds: readonly string[]): Promise<ChannelOrder[]>;
  /** The seller cancels. `items` are those that cannot be delivered. */
  cancel(
    externalOrderId: string,
    reason: 'out_of_stock' | 'buyer_asked',
    items: readonly ChannelOrderLine[],
  ): Promise<void>;
}

export interface ChannelMessage {
  /** Unique in the shop: comment id or message id. */
  externalId: string;
  kind: 'comment' | 'message';
  /** The conversation or post it belongs to. */
  threadId: string;
  /** null where the channel hides the author. */
  from: { externalId: string; name: string } | null;
  text: string;
  at: number;
  /** Written by the shop itself: never a buyer's wish. */
  ours: boolean;
}

export interface ConversationsClient {
  pull(
    window: { fromAt: number; toAt: number },
    cursor: string,
  ): Promise<{ messages: ChannelMessage[]; next: string }>;
}

/** A shop's capabilities are the groups that are present: there is nothing to stub. */
export interface ChannelClient {
  listings: PushClient;
  tickets?: TicketClient;
  readBack?: ReadBackClient;
  orders?: OrdersClient;
  conversations?: ConversationsClient;
  replies?: RepliesClient;
  shipping?: ShippingClient;
  returns?: ReturnsClient;
  settlements?: SettlementsClient;
  categories?: CategoriesClient;
  events?: EventsClient;
  /** Where live selling needs a permission of its own, only with `access.live`. */
  live?: LiveClient;
}

/** Where a channel keeps what happened in a queue of its own until it is asked (instead of, or beside, webhooks). */
export interface EventsClient {
  /** `ack` is '' at first, then the `next` of the answer before: what it stood for is taken off the queue. */
  pull(ack: string): Promise<{ events: ChannelEvent[]; next: string; more: boolean }>;
}

export interface RawDelivery {
  headers: Readonly<Record<string, string | undefined>>;
  /** Bytes as they came: signatures hold over nothing else. */
  body: Buffer;
}

export type ChannelEvent = {
  externalShopId: string;
  /** unique per channel: repeats meet here */ key: string;
  at: number;
} & (
  | { kind: 'order'; externalOrderId: string }
  | { kind: 'return'; externalReturnId: string; externalOrderId: string | null }
  | { kind: 'message'; message: ChannelMessage }
  | { kind: 'listing'; externalItemId: string }
  | { kind: 'disconnected' }
  | { kind: 'expiring'; untilAt: number }
  | { kind: 'ignored'; what: string }
);

export interface WebhookGroup {
  /** The channel's handshake by GET; the text to answer with, or null to refuse. */
  handshake?(app: AppCredentials, query: Readonly<Record<string, string>>): string | null;
  /** In constant time, over raw bytes. `callbackUrl` is the configured one, not the request's. */
  verify(app: AppCredentials, callbackUrl: string, delivery: RawDelivery): boolean;
  /** Pure; throws ChannelFailure('unexpectedShape') for a body that is not the channel's. */
  events(delivery: RawDelivery): ChannelEvent[];
  /** What the channel wants to read when a delivery has been stored. */
  ack: { status: number; body: string };
}

export interface ChannelAdapter {
  descriptor: ChannelDescriptor;
  auth: AuthGroup;
  /** Where live selling needs a second permission: from the same people, for another app of the same operator. */
  liveAuth?: AuthGroup<GrantedLive>;
  webhooks?: WebhookGroup;
  /** Makes the app's and the shop's webhooks point to `callbackUrl`; absent where a console does it. */
  subscribe?(access: ShopAccess, callbackUrl: string): Promise<void>;
  open(access: ShopAccess): ChannelClient;
}

import type { BudgetRule } from '@ganh/http';
import type { ChannelOrderStatus } from './contract';
import type { FailureKind } from './failure';

export type ChannelId =
  'shopee' | 'facebook' | 'tiktok-shop' | 'lazada' | 'tiki' | 'zalo' | 'spreadsheet';

/** What can change about a product; a push group says which of them it carries. */
export type ChangeKind = 'content' | 'price' | 'stock' | 'visibility';

/**
 * What one kind of call carries. Where one call carries stock and price together, they are one group:
 * at most one push is in flight per shop and group, so no older value overtakes a newer one.
 */
export interface PushGroup {
  name: string;
  /** A row of work stands for a whole product or for one variant. */
  target: 'product' | 'variant';
  raisedBy: readonly ChangeKind[];
  /** Items one call takes. */
  maxBatch: number;
  /** `item`: one call takes variants of one product only; `shop`: any of the shop's. */
  batchBy: 'shop' | 'item';
  /** Not pushed before this group has been done once for the product (an item must exist before its stock). */
  needs?: string;
  /** Must be done for the listing to count as live. */
  neededForLive: boolean;
  /**
   * Limits that every push of this group uses up once. The engine waits for them before it reads the newest state, so
   * that what changes while it waits still goes into the same call. Absent: waited for when the call is made.
   */
  limits?: readonly string[];
}

export interface Limit {
  name: string;
  /** Whose budget: the app's over all shops, or this shop's. */
  scope: 'app' | 'shop';
  rule: BudgetRule;
}

/** Facts about a channel, as data: what the engine needs to plan without knowing the channel. */
export interface ChannelDescriptor {
  id: ChannelId;
  /** As people write it: "Shopee". */
  name: string;
  apiVersion: string;
  groups: readonly PushGroup[];
  limits: readonly Limit[];
  text: { titleMax: number; titleMin: number; descriptionMax: number; descriptionMin: number };
  photos: { max: number; maxBytes: number; minSide: number; formats: readonly ('jpeg' | 'png')[] };
  /** null = does not expire. */
  accessTokenMs: number | null;
  refreshTokenMs: number | null;
  /** Refresh this long before the access token ends. */
  refreshAheadMs: number;
  clockSkewMs: number;
  poll: {
    orders?: PollRule;
    conversations?: PollRule;
    returns?: PollRule;
    settlements?: PollRule;
    /** The channel's own queue of events; only `everyMs` counts. */
    events?: PollRule;
  };
  /** Present where the channel can be sold live on. */
  live?: LiveRule;
  /** Whole pieces only: quantities get the floor. */
  wholePieces: boolean;
  /** A product without a weight is refused. */
  asksWeight?: true;
  /** No way in for a program: a person carries files. Nothing is sent, nothing is asked, `auth` is a form of ours. */
  byHand?: true;
  /** A buyer may buy there without asking us first: orders there can go beyond stock. */
  sellsOnItsOwn: boolean;
  /** The tables that the adapter reads by, for whoever wants to know what a word of the channel means here. */
  orderStatuses?: Readonly<Record<string, ChannelOrderStatus>>;
  errors?: Readonly<Record<string, FailureKind>>;
}

export interface LiveRule {
  titleMax: number;
  descriptionMax: number;
  /** Letters of a comment of ours. */
  commentMax: number;
  /** How long the channel gives a comment out; null = as long as the session lasts. */
  commentsKeptMs: number | null;
  /** Comments are asked for this often. */
  listenEveryMs: number;
}

export interface PollRule {
  everyMs: number;
  overlapMs: number;
  /** Longest window one request may ask for. */
  maxWindowMs: number;
}

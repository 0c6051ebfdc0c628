import type { ChannelMessage, PhotoSnapshot, Tokens } from './contract';
import type { SentMessage } from './replies';

/** The shop's second permission, where live selling belongs to an app of its own. */
export interface LiveGrant {
  /** Who goes live, as the channel names them. */
  externalId: string;
  tokens: Tokens;
}

/** What a person's consent to live selling gave: it joins the shop that it names. */
export interface GrantedLive extends LiveGrant {
  externalShopId: string;
}

export type LiveStatus = 'planned' | 'running' | 'ended' | 'unknown';

export interface LivePlan {
  title: string;
  description: string;
  cover: Pick<PhotoSnapshot, 'jpeg'>;
  /** Seen by nobody but the seller. */
  isTest: boolean;
}

export interface LiveSession {
  externalSessionId: string;
  status: LiveStatus;
  /** The channel's own word for it. */
  channelStatus: string;
  isTest: boolean;
  /** Where people watch; null while there is none. */
  shareUrl: string | null;
  /** Where the camera's program sends to; null where the channel films by itself. `pushKey` is a secret. */
  stream: { pushUrl: string; pushKey: string } | null;
  createdAt: number | null;
  startedAt: number | null;
  endedAt: number | null;
}

export interface LiveItem {
  externalItemId: string;
  name: string;
  priceVnd: number | null;
  /** Pinned in front of the viewers. */
  isShown: boolean;
}

export interface LiveComments {
  /** Those not given before, in the order they were written. */
  comments: ChannelMessage[];
  /** For the next call; '' is the first. */
  next: string;
  /** How old the oldest of these comments was when it was read; 0 where there is none. For the host to see. */
  lagMs: number;
  /** How long nobody listened for longer than the channel keeps comments: above 0, some may be lost. */
  unheardMs: number;
}

export interface LiveMetrics {
  viewersNow: number | null;
  viewersMost: number | null;
  views: number | null;
  likes: number | null;
  comments: number | null;
  shares: number | null;
  addedToCart: number | null;
  orders: number | null;
  salesVnd: number | null;
}

export interface LiveItemMetrics {
  externalItemId: string;
  clicks: number | null;
  addedToCart: number | null;
  soldQty: number | null;
}

/**
 * Selling live on the channel. Setting a state that is there already is done, not an error; `create` and `post` are the ones
 * that a lost answer may double. Calls on a session that is over are a ChannelFailure `rejected` with the reason `live_over`,
 * where live selling is not open to this shop `live_not_open`.
 */
export interface LiveClient {
  /** The session's id; nobody sees it before it is started. */
  create(plan: LivePlan): Promise<string>;
  detail(sessionId: string): Promise<LiveSession>;
  start(sessionId: string): Promise<void>;
  end(sessionId: string): Promise<void>;
  addItems?(sessionId: string, externalItemIds: readonly string[]): Promise<void>;
  removeItems?(sessionId: string, externalItemIds: readonly string[]): Promise<void>;
  items?(sessionId: string): Promise<LiveItem[]>;
  /** Pins one item of the session in front of the viewers; null: none. */
  show?(sessionId: string, externalItemId: string | null): Promise<void>;
  /** `threadId` of each is the session. To be called at least as often as the descriptor's `live.listenEveryMs` says. */
  comments(sessionId: string, cursor: string): Promise<LiveComments>;
  post?(sessionId: string, text: string): Promise<SentMessage>;
  ban?(sessionId: string, externalUserId: string): Promise<void>;
  unban?(sessionId: string, externalUserId: string): Promise<void>;
  metrics?(sessionId: string): Promise<LiveMetrics>;
  itemMetrics?(sessionId: string): Promise<LiveItemMetrics[]>;
}

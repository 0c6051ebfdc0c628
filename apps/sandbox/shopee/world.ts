import type { Buckets } from '../core/bucket';
import type { Faults } from '../core/faults';
import type { Fields } from '../core/input';
import type { Journal, JournalEntry, PushedValue } from '../core/journal';
import type { Setting } from '../core/setting';
import type { AppKind, Shop, ShopeeState } from './state';
import type { Pushes } from './webhooks';

/** One simulated Shopee: its state and all that works on it. */
export interface World {
  setting: Setting;
  state: ShopeeState;
  faults: Faults;
  buckets: Buckets;
  journal: Journal<JournalEntry>;
  pushes: Pushes;
  /** Own address, for pictures and pages. */
  url: () => string;
}

/** What a business handler gets: a call that has passed the gateway. */
export interface ShopeeCall {
  world: World;
  /** Which of the two apps calls. */
  app: AppKind;
  /** Undefined for public calls; of a user call, the streamer's. */
  shop: Shop | undefined;
  query: URLSearchParams;
  body: Fields;
  /** For the journal. */
  note: (ids: (string | number)[], values?: PushedValue[]) => void;
  partial: () => boolean;
}

/** `response` goes into the envelope, `top` beside `error`, `file` is sent as it is. */
export type Outcome =
  | { response: unknown; error?: string; message?: string; warning?: string }
  | { top: Record<string, unknown> }
  | { file: Buffer; type: string };

type Handler = (call: ShopeeCall) => Outcome | Promise<Outcome>;

export interface Endpoint {
  method: 'GET' | 'POST';
  signedAs: 'public' | 'shop' | 'either' | 'user';
  run: Handler;
}

export type Endpoints = Record<string, Endpoint>;

/** The shop of a shop or user call; the gateway has made sure there is one. */
export function shopOf(call: ShopeeCall): Shop {
  if (!call.shop) throw new Error('a shop call without a shop passed the gateway');
  return call.shop;
}

/** Ids in any spelling clients use: repeated keys, comma-joined, bracketed. shopee spec §2 */
export function idList(query: URLSearchParams, key: string): string[] {
  return query
    .getAll(key)
    .flatMap((part) => part.replace(/[[\]\s"]/g, '').split(','))
    .filter((part) => part !== '');
}

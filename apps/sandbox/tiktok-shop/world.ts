import type { Buckets } from '../core/bucket';
import type { Faults } from '../core/faults';
import type { Fields } from '../core/input';
import { whole } from '../core/input';
import type { Journal, JournalEntry, PushedValue } from '../core/journal';
import type { Setting } from '../core/setting';
import { badParams } from './refusal';
import type { Shop, TikTokState } from './state';
import type { Webhooks } from './webhooks';

export interface World {
  setting: Setting;
  state: TikTokState;
  faults: Faults;
  buckets: Buckets;
  journal: Journal<JournalEntry>;
  webhooks: Webhooks;
  url: () => string;
}

export interface TikTokCall {
  world: World;
  /** Whose token it is. */
  owner: Shop;
  params: Record<string, string>;
  query: URLSearchParams;
  body: Fields;
  note: (ids: string[], values?: PushedValue[]) => void;
  /** Whether a part of this call's items is to fail. */
  partial: () => boolean;
}

export interface Endpoint {
  /** Whether `shop_cipher` must be there, or must not. tiktok-shop spec §1 */
  scope: 'shop' | 'account';
  bucket: 'read' | 'write';
  run: (call: TikTokCall) => unknown;
}

/** `METHOD /path/with/:names`. */
export type Endpoints = Record<string, Endpoint>;

type Run = Endpoint['run'];
export const reads = (run: Run): Endpoint => ({ scope: 'shop', bucket: 'read', run });
export const writes = (run: Run): Endpoint => ({ scope: 'shop', bucket: 'write', run });

/** One page by `page_size` and `page_token`; a token is where it goes on, so that one of before gives no error. */
export function pageOf<T>(
  call: TikTokCall,
  all: readonly T[],
  range: { min: number; max: number; usual?: number },
): { shown: T[]; next_page_token: string; total_count: number } {
  const size = whole(call.query.get('page_size')) ?? range.usual;
  if (size === undefined || size < range.min || size > range.max)
    throw badParams(`page_size must be between ${range.min} and ${range.max}`);
  const token = call.query.get('page_token') ?? '';
  const at =
    token === '' ? 0 : Number(Buffer.from(token, 'base64').toString().slice('offset='.length));
  if (!Number.isSafeInteger(at) || at < 0) throw badParams('page_token is invalid');
  const end = at + size;
  const next = end < all.length ? Buffer.from(`offset=${end}`).toString('base64') : '';
  return { shown: all.slice(at, end), next_page_token: next, total_count: all.length };
}

/** Whether a time lies in the `…_ge`, `…_lt` filters of that name. */
export function inWindow(filters: Fields, name: string, time: number): boolean {
  const from = whole(filters[`${name}_ge`]) ?? 0;
  const to = whole(filters[`${name}_lt`]) ?? Number.MAX_SAFE_INTEGER;
  return time >= from && time < to;
}

import type { Buckets } from '../core/bucket';
import type { Faults } from '../core/faults';
import type { Fields } from '../core/input';
import type { Journal, JournalEntry, PushedValue } from '../core/journal';
import type { Setting } from '../core/setting';
import { TikiRefusal } from './refusal';
import type { Seller, TikiState } from './state';

/** One simulated Tiki: its state and all that works on it. */
export interface World {
  setting: Setting;
  state: TikiState;
  faults: Faults;
  buckets: Buckets;
  journal: Journal<JournalEntry>;
  url: () => string;
}

/** A call that has passed the gateway. */
export interface TikiCall {
  world: World;
  /** undefined for the app's own token. */
  seller: Seller | undefined;
  /** What stood for the `:names` of the path. */
  params: Record<string, string>;
  query: URLSearchParams;
  body: Fields;
  note: (ids: (string | number)[], values?: PushedValue[]) => void;
  partial: () => boolean;
}

/** A JSON body, or a page. */
export type Outcome = { json: unknown } | { html: string };

export interface Endpoint {
  /** One of them is enough; none = any token. tiki spec §1 */
  scopes: readonly string[];
  run: (call: TikiCall) => Outcome;
}

/** By `METHOD path`, with `:name` parts. */
export type Endpoints = Record<string, Endpoint>;

export function sellerOf({ seller }: TikiCall): Seller {
  if (!seller) throw new TikiRefusal(401, ['token is not linked to a seller']);
  return seller;
}

/** `YYYY-MM-DD HH:mm:ss` in Vietnam, without an offset. tiki spec §5 */
export function localTime(at: number): string {
  return new Date(at + 7 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ');
}

/** undefined for what is no such text. */
export function fromLocalTime(text: string | null): number | undefined {
  if (!text || !/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/.test(text)) return undefined;
  return Date.parse(`${text.replace(' ', 'T')}+07:00`);
}

/** One page and its paging object. tiki spec §4 */
export function paged<T>(query: URLSearchParams, rows: readonly T[], show: (row: T) => unknown) {
  const limit = Number(query.get('limit') ?? 20);
  const page = Number(query.get('page') ?? 1);
  if (!Number.isInteger(limit) || limit < 1 || limit > 50)
    throw new TikiRefusal(422, ['limit must be between 1 and 50']);
  if (!Number.isInteger(page) || page < 1) throw new TikiRefusal(422, ['page must be at least 1']);
  const from = (page - 1) * limit;
  const shown = rows.slice(from, from + limit);
  return {
    data: shown.map(show),
    paging: {
      total: rows.length,
      per_page: limit,
      current_page: page,
      last_page: Math.max(1, Math.ceil(rows.length / limit)),
      from: shown.length === 0 ? 0 : from + 1,
      to: from + shown.length,
    },
  };
}

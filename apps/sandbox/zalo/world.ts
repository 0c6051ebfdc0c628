import type { Buckets } from '../core/bucket';
import type { Faults } from '../core/faults';
import type { Call } from '../core/front';
import type { Fields } from '../core/input';
import type { Journal, JournalEntry } from '../core/journal';
import type { Setting } from '../core/setting';
import type { Oa, ZaloState } from './state';
import type { ZaloHooks } from './webhooks';

/** One simulated Zalo: its state and all that works on it. */
export interface World {
  setting: Setting;
  state: ZaloState;
  faults: Faults;
  buckets: Buckets;
  journal: Journal<JournalEntry>;
  hooks: ZaloHooks;
  url: () => string;
}

/** What an endpoint gets: who calls, and what was sent (the body, or `data=` of a GET, or plain parameters). */
export interface ZaloCall {
  world: World;
  oa: Oa;
  params: Fields;
  call: Call;
  note: (ids: string[]) => void;
}

export type Endpoint = (call: ZaloCall) => unknown;

/** Endpoints by `METHOD path`. */
export type Endpoints = Readonly<Record<string, Endpoint>>;

/** A text in the form in which Zalo counts its characters. zalo spec §2 */
export function nfc(value: string): string {
  return value.normalize('NFC');
}

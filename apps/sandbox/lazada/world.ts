import type { Buckets } from '../core/bucket';
import type { Faults } from '../core/faults';
import type { Journal, JournalEntry, PushedValue } from '../core/journal';
import type { Setting } from '../core/setting';
import type { LazadaState, Shop } from './state';
import type { Pushes } from './webhooks';

/** One simulated Lazada: its state and all that works on it. */
export interface World {
  setting: Setting;
  state: LazadaState;
  faults: Faults;
  buckets: Buckets;
  journal: Journal<JournalEntry>;
  pushes: Pushes;
  /** Own address, for pictures and pages. */
  url: () => string;
}

/** What a business handler gets: a call that has passed the gateway. */
export interface LazadaCall {
  world: World;
  /** Undefined for calls of the app alone. */
  shop: Shop | undefined;
  /** Query and form together: Lazada reads both. */
  parameters: Readonly<Record<string, string>>;
  file: Blob | undefined;
  /** For the journal. */
  note: (ids: (string | number)[], values?: PushedValue[]) => void;
  partial: () => boolean;
}

/** What stands beside `code` in the answer. */
type Outcome = Record<string, unknown>;

export interface Endpoint {
  /** An access token is asked for. */
  asSeller: boolean;
  methods: readonly ('GET' | 'POST')[];
  run: (call: LazadaCall) => Outcome | Promise<Outcome>;
}

export type Endpoints = Record<string, Endpoint>;

export function reads(run: Endpoint['run'], asSeller = true): Endpoint {
  return { asSeller, methods: ['GET'], run };
}

export function posts(run: Endpoint['run'], asSeller = true): Endpoint {
  return { asSeller, methods: ['POST'], run };
}

/** For calls that the documents give with either method. */
export function either(run: Endpoint['run'], asSeller = true): Endpoint {
  return { asSeller, methods: ['GET', 'POST'], run };
}

/** The seller of a seller's call; the gateway has made sure there is one. */
export function sellerOf(call: LazadaCall): Shop {
  if (!call.shop) throw new Error("a seller's call without a seller passed the gateway");
  return call.shop;
}

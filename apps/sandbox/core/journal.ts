import type { BucketReading } from './bucket';

/** One value a call carried: what was to be shown for one item. Amounts are what the call said, in whole đồng. */
export interface PushedValue {
  itemId?: number | string;
  modelId?: number;
  sku?: string;
  stock?: number;
  price?: number | string;
  ok?: boolean;
}

export interface JournalEntry {
  n: number;
  at: number;
  method: string;
  path: string;
  endpoint: string;
  /** Shop, page or catalogue the call was for, as far as it could be told. */
  shop: string | null;
  itemCount: number;
  ids: string[];
  values: PushedValue[];
  /** `ok`, the channel's error code, or `fault:<name>`; a fault after the work is `ok+fault:<name>`. */
  outcome: string;
  status: number;
  tookMs: number;
  buckets: BucketReading[];
}

const KEPT = 50_000;

/** What was received, in order. Old entries go when there are too many; `n` never starts again. */
export class Journal<E extends { n: number }> {
  private entries: E[] = [];
  private n = 0;

  add(entry: Omit<E, 'n'>): E {
    const full = { n: ++this.n, ...entry } as E;
    this.entries.push(full);
    if (this.entries.length > KEPT * 1.2) this.entries = this.entries.slice(-KEPT);
    return full;
  }

  after(n: number, limit = KEPT): E[] {
    const first = this.entries[0]?.n ?? 1;
    return this.entries.slice(Math.max(0, n + 1 - first), Math.max(0, n + 1 - first) + limit);
  }

  last(count: number): E[] {
    return this.entries.slice(-count);
  }

  clear(): void {
    this.entries = [];
  }
}

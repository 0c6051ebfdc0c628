/**
 * The best that anybody could do against a channel's own budgets: starts whenever they allow and something is due, knows
 * of a change at once, needs no time for a call, and always sends as much as one call takes, longest due first.
 */
export interface Change {
  at: number;
  sku: string;
}

export interface ChannelShape {
  /** All of them pay for each call; full at the start. */
  buckets: readonly { burst: number; perSecond: number }[];
  /** SKUs one call takes. */
  perCall: number;
  /** From the call until its values are shown. */
  appliedAfterMs: number;
}

export interface IdealRun {
  calls: number;
  /** ms from each change to its acceptance, in the order given. */
  latencies: number[];
}

/** `changes` in order of time. */
export function idealPusher(changes: readonly Change[], shape: ChannelShape): IdealRun {
  const due = new Map<string, number[]>();
  const latencies = new Array<number>(changes.length).fill(0);
  const start = changes[0]?.at ?? 0;
  const buckets = shape.buckets.map((bucket) => ({ ...bucket, tokens: bucket.burst, at: start }));
  let calls = 0;
  let next = 0;
  let now = start;
  const take = (until: number) => {
    for (; next < changes.length && changes[next]!.at <= until; next += 1) {
      const { sku } = changes[next]!;
      const waiting = due.get(sku);
      if (waiting) waiting.push(next);
      else due.set(sku, [next]);
    }
  };
  for (;;) {
    take(now);
    if (due.size === 0) {
      if (next >= changes.length) return { calls, latencies };
      now = changes[next]!.at;
      continue;
    }
    const wait = Math.max(0, ...buckets.map((bucket) => waitOf(bucket, now)));
    if (wait > 0) {
      now += wait;
      continue;
    }
    for (const bucket of buckets) bucket.tokens -= 1;
    calls += 1;
    // A Map keeps the order in which SKUs became due.
    for (const [sku, waiting] of [...due].slice(0, shape.perCall)) {
      due.delete(sku);
      for (const i of waiting) latencies[i] = now + shape.appliedAfterMs - changes[i]!.at;
    }
  }
}

interface Level {
  burst: number;
  perSecond: number;
  tokens: number;
  at: number;
}

/** Refills, and answers the ms until one call is allowed. */
function waitOf(bucket: Level, now: number): number {
  bucket.tokens = Math.min(
    bucket.burst,
    bucket.tokens + ((now - bucket.at) / 1000) * bucket.perSecond,
  );
  bucket.at = now;
  const missing = 1 - bucket.tokens;
  return missing > 1e-9 ? (missing / bucket.perSecond) * 1000 : 0;
}

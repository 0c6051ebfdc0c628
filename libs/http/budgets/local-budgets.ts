import { Budgets, checkTake, type Bucket, type BudgetRule } from './budgets';

interface State {
  tokens: number;
  /** When `tokens` was true; in the future while the bucket is paused. */
  at: number;
  /** When it is full again and can be forgotten. */
  fullAt: number;
}

/** Floating point loses a little at every refill; a call must not wait for the last 1e-9 of a token. */
const EPSILON = 1e-9;
const TIDY_EVERY = 10_000;

/** Buckets in this process. */
export class LocalBudgets extends Budgets {
  private readonly states = new Map<string, State>();
  private takes = 0;

  constructor(private readonly clock: () => number = Date.now) {
    super();
  }

  take(buckets: readonly Bucket[], cost = 1): Promise<number> {
    try {
      checkTake(buckets, cost);
    } catch (error) {
      return Promise.reject(error as RangeError);
    }
    return Promise.resolve(this.takeNow(buckets, cost));
  }

  pause(key: string, untilAt: number): Promise<void> {
    const now = this.clock();
    const state = this.states.get(key);
    if (untilAt > Math.max(now, state?.at ?? 0)) {
      this.states.set(key, {
        tokens: Math.min(1, state?.tokens ?? 1),
        at: untilAt,
        fullAt: Infinity,
      });
    }
    return Promise.resolve();
  }

  /** What was taken elsewhere counts here too, so that this bucket is no fuller than the shared one it stands in for. */
  note(buckets: readonly Bucket[], cost: number): void {
    const now = this.clock();
    for (const { key, rule } of buckets) {
      const tokens = Math.max(0, this.tokensOf(key, rule, now) - cost);
      this.store(key, rule, tokens, now);
    }
  }

  private takeNow(buckets: readonly Bucket[], cost: number): number {
    const now = this.clock();
    this.tidy(now);
    const tokens = buckets.map(({ key, rule }) => this.tokensOf(key, rule, now));
    let waitMs = 0;
    buckets.forEach(({ key, rule }, i) => {
      const pausedMs = Math.max(0, (this.states.get(key)?.at ?? 0) - now);
      const missing = cost - tokens[i]!;
      const refillMs = missing > EPSILON ? (missing / rule.refillPerSec) * 1_000 : 0;
      waitMs = Math.max(waitMs, pausedMs + refillMs);
    });
    if (waitMs > 0) return Math.ceil(waitMs);
    buckets.forEach(({ key, rule }, i) => this.store(key, rule, tokens[i]! - cost, now));
    return 0;
  }

  private tokensOf(key: string, rule: BudgetRule, now: number): number {
    const state = this.states.get(key);
    if (!state) return rule.capacity;
    const gained = (Math.max(0, now - state.at) / 1_000) * rule.refillPerSec;
    return Math.min(rule.capacity, state.tokens + gained);
  }

  private store(key: string, rule: BudgetRule, tokens: number, now: number): void {
    const at = Math.max(now, this.states.get(key)?.at ?? 0);
    const fullAt = at + ((rule.capacity - tokens) / rule.refillPerSec) * 1_000;
    this.states.set(key, { tokens, at, fullAt });
  }

  private tidy(now: number): void {
    this.takes += 1;
    if (this.takes % TIDY_EVERY !== 0) return;
    for (const [key, state] of this.states) if (state.fullAt <= now) this.states.delete(key);
  }
}

/** How fast a channel lets us call: at most `capacity` at once, `refillPerSec` in the long run. */
export interface BudgetRule {
  capacity: number;
  refillPerSec: number;
}

/** Such as { key: 'shopee:shop:17', rule }. A key belongs to one scope and, for adapters, always names the same rule. */
export interface Bucket {
  key: string;
  rule: BudgetRule;
}

/** Token buckets. A bucket nobody has touched is full. */
export abstract class Budgets {
  /**
   * Takes `cost` (default 1) from all buckets or from none. 0: go now; else the ms to wait until it could succeed.
   * Throws RangeError for a rule that is no rate, or a cost that some bucket can never hold.
   */
  abstract take(buckets: readonly Bucket[], cost?: number): Promise<number>;
  /**
   * Closes a bucket until `untilAt` (Retry-After, 429, usage at 100 %). It opens with one token, so that the first
   * call finds out whether the channel has opened too. A later end wins over an earlier one.
   */
  abstract pause(key: string, untilAt: number): Promise<void>;
}

export function checkTake(buckets: readonly Bucket[], cost: number): void {
  if (!(cost > 0)) throw new RangeError(`a cost is more than 0, not ${cost}`);
  const keys = new Set<string>();
  for (const { key, rule } of buckets) {
    if (keys.has(key)) throw new RangeError(`bucket ${key} is named twice`);
    keys.add(key);
    if (!(rule.refillPerSec > 0) || !Number.isFinite(rule.refillPerSec)) {
      throw new RangeError(`bucket ${key} would never refill`);
    }
    if (!(rule.capacity >= cost)) {
      throw new RangeError(`bucket ${key} holds ${rule.capacity}, never ${cost}`);
    }
  }
}

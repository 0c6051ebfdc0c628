import type { Redis } from 'ioredis';
import { Budgets, checkTake, type Bucket } from './budgets';
import type { LocalBudgets } from './local-budgets';

/**
 * KEYS buckets · ARGV now ('' = Redis's own clock, which all processes share), cost, then capacity and refill per
 * second of each → wait in ms. A bucket is a hash: t tokens, at the instant they were true.
 */
const TAKE = `
local time = redis.call('TIME')
local now = tonumber(ARGV[1]) or (time[1] * 1000 + time[2] / 1000)
local cost = tonumber(ARGV[2])
local wait = 0
local tokens, ats = {}, {}
for i, key in ipairs(KEYS) do
  local capacity, refill = tonumber(ARGV[1 + 2 * i]), tonumber(ARGV[2 + 2 * i])
  local state = redis.call('HMGET', key, 't', 'at')
  local have, at = tonumber(state[1]) or capacity, tonumber(state[2]) or now
  have = math.min(capacity, have + math.max(0, now - at) / 1000 * refill)
  local missing = cost - have
  local refillMs = missing > 1e-9 and missing / refill * 1000 or 0
  wait = math.max(wait, math.max(0, at - now) + refillMs)
  tokens[i], ats[i] = have, math.max(now, at)
end
if wait > 0 then return math.ceil(wait) end
for i, key in ipairs(KEYS) do
  local capacity, refill = tonumber(ARGV[1 + 2 * i]), tonumber(ARGV[2 + 2 * i])
  local left = tokens[i] - cost
  redis.call('HSET', key, 't', string.format('%.17g', left), 'at', string.format('%.17g', ats[i]))
  redis.call('PEXPIRE', key, math.ceil((capacity - left) / refill * 1000) + 1000)
end
return 0`;

/** KEYS bucket · ARGV now or '', ms from now. A bucket not touched since becomes full again a day after its pause. */
const PAUSE = `
local time = redis.call('TIME')
local now = tonumber(ARGV[1]) or (time[1] * 1000 + time[2] / 1000)
local untilAt = now + tonumber(ARGV[2])
local state = redis.call('HMGET', KEYS[1], 't', 'at')
if untilAt <= math.max(now, tonumber(state[2]) or 0) then return 0 end
local tokens = math.min(1, tonumber(state[1]) or 1)
redis.call('HSET', KEYS[1], 't', string.format('%.17g', tokens), 'at', string.format('%.17g', untilAt))
redis.call('PEXPIRE', KEYS[1], math.ceil(tonumber(ARGV[2])) + 86400000)
return 1`;

/** ioredis takes up to two seconds to let go of a dead connection. */
const RESET_EVERY_MS = 2_500;

interface Scripts {
  ganhTake(keyCount: number, ...keysAndArgs: (string | number)[]): Promise<number>;
  ganhPause(key: string, now: string | number, ms: number): Promise<number>;
}

/** Buckets shared over processes. While Redis is away each process keeps to its own bucket with the same rule. */
export class RedisBudgets extends Budgets {
  private readonly redis: Redis & Scripts;
  private away = false;
  private resetAt = -Infinity;

  constructor(
    redis: Redis,
    private readonly prefix: string,
    private readonly local: LocalBudgets,
    private readonly clock: (() => number) | undefined,
    private readonly warn: (message: string) => void,
  ) {
    super();
    redis.defineCommand('ganhTake', { lua: TAKE });
    redis.defineCommand('ganhPause', { lua: PAUSE, numberOfKeys: 1 });
    this.redis = redis as Redis & Scripts;
  }

  async take(buckets: readonly Bucket[], cost = 1): Promise<number> {
    checkTake(buckets, cost);
    if (buckets.length === 0) return 0;
    const keys = buckets.map(({ key }) => this.keyOf(key));
    const rules = buckets.flatMap(({ rule }) => [rule.capacity, rule.refillPerSec]);
    const waitMs = await this.shared(() =>
      this.redis.ganhTake(keys.length, ...keys, this.clock?.() ?? '', cost, ...rules),
    );
    if (waitMs === null) return this.local.take(buckets, cost);
    if (waitMs === 0) this.local.note(buckets, cost);
    return waitMs;
  }

  async pause(key: string, untilAt: number): Promise<void> {
    await this.local.pause(key, untilAt);
    // A span, not an instant: this machine's clock and Redis's may differ.
    const ms = untilAt - (this.clock ?? Date.now)();
    if (ms > 0) {
      await this.shared(() => this.redis.ganhPause(this.keyOf(key), this.clock?.() ?? '', ms));
    }
  }

  private async shared<T>(call: () => Promise<T>): Promise<T | null> {
    try {
      const answer = await call();
      this.away = false;
      return answer;
    } catch {
      if (!this.away) this.warn('budgets: Redis is away, this process counts for itself');
      this.away = true;
      this.connectAnew();
      return null;
    }
  }

  /** A connection that does not answer may be dead without knowing it; until the new one stands, nobody waits. */
  private connectAnew(): void {
    const now = performance.now();
    if (this.redis.status !== 'ready' || now - this.resetAt < RESET_EVERY_MS) return;
    this.resetAt = now;
    this.redis.disconnect(true);
  }

  private keyOf(key: string): string {
    return `${this.prefix}:budget:${key}`;
  }
}

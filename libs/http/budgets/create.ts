import type { Budgets } from './budgets';
import { LocalBudgets } from './local-budgets';
import { RedisBudgets } from './redis-budgets';

export interface BudgetsOptions {
  engine: 'embedded' | 'distributed';
  redisUrl?: string;
  /** Every key in Redis starts with it. */
  prefix: string;
  /** ms UTC. Distributed without it: Redis's clock, which all processes share. */
  clock?: () => number;
}

/** ioredis is loaded by the distributed engine only. Neither waits for Redis. */
export function createBudgets(
  options: BudgetsOptions,
  warn: (message: string) => void = console.warn,
): Budgets & { close(): void } {
  const local = new LocalBudgets(options.clock);
  if (options.engine === 'embedded') return Object.assign(local, { close: () => undefined });
  if (!options.redisUrl) throw new Error('distributed budgets need redisUrl');
  const redis = connect(options.redisUrl);
  const shared = new RedisBudgets(redis, options.prefix, local, options.clock, warn);
  return Object.assign(shared, { close: () => redis.disconnect() });
}

function connect(url: string) {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- a static import would load it on small machines
  const { Redis } = require('ioredis') as typeof import('ioredis');
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 500,
    keepAlive: 10_000,
    disconnectTimeout: 500,
    retryStrategy: (times) => Math.min(50 * 2 ** times, 1_000),
  });
  // Told by the takes that fail; without a listener ioredis would print every try.
  redis.on('error', () => undefined);
  return redis;
}

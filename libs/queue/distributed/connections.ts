import type { Redis, RedisOptions } from 'ioredis';
import { errorLine } from '../retry';
import type { QueueLog } from '../wake-up';
import { loadRedis } from './load';

export const LONGEST_RETRY_MS = 1_000;
const backToWork = (times: number) => Math.min(50 * 2 ** times, LONGEST_RETRY_MS);

function connect(url: string, what: string, log: QueueLog, options: RedisOptions): Redis {
  const { Redis } = loadRedis();
  const redis = new Redis(url, {
    keepAlive: 10_000,
    disconnectTimeout: 500,
    retryStrategy: backToWork,
    ...options,
  });
  let away = false;
  // One line when it goes and one when it is back: a client tries again every second.
  redis.on('error', (error) => {
    if (!away) log.warn(`redis: ${what} connection: ${errorLine(error)}`);
    away = true;
  });
  redis.on('ready', () => {
    if (away) log.warn(`redis: ${what} connection is back`);
    away = false;
  });
  return redis;
}

/** For whoever must not wait: commands fail at once while Redis is away, and after a second when it does not answer. */
export function connectProducer(url: string, log: QueueLog): Redis {
  return connect(url, 'producer', log, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    connectTimeout: 2_000,
    commandTimeout: 1_000,
  });
}

/**
 * For workers: commands wait until Redis is back. BullMQ makes duplicates to block on, and cannot close those while
 * Redis is away; they share this answer to "try again?".
 */
export function connectWorker(url: string, log: QueueLog, isClosed: () => boolean): Redis {
  return connect(url, 'worker', log, {
    maxRetriesPerRequest: null,
    retryStrategy: (times) => (isClosed() ? null : backToWork(times)),
  });
}

/** A connection in subscriber mode takes no other commands. */
export function connectSubscriber(url: string, log: QueueLog): Redis {
  return connect(url, 'subscriber', log, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResubscribe: false,
  });
}

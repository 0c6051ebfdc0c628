import { DEFAULT_RETRY, type RetryPolicy } from './retry';
import type { Lane, PubSub, WakeUps, WakeUpWorker } from './wake-up';

export interface QueueOptions {
  engine: 'embedded' | 'distributed';
  /** redis://… or rediss://…; needed by the distributed engine. Redis must have `maxmemory-policy noeviction`. */
  redisUrl?: string;
  /** Every key in Redis starts with it: one per installation (and per test). */
  prefix: string;
  /** Work under way at once in this process, per lane. */
  concurrency?: Partial<Record<Lane, number>>;
  retry?: Partial<RetryPolicy>;
  /** Distributed: work of a process that died is taken over after one to two times this (default 30 s). */
  stalledAfterMs?: number;
  /** Tests: every wake-up without delay from `wake` is lost; retries and postponements of running work are not. */
  dropWakeUps?: boolean;
}

export interface Queue {
  wakeUps: WakeUps;
  worker: WakeUpWorker;
  pubSub: PubSub;
  /** Health: throws when Redis is away. */
  ready(): Promise<void>;
  /** Stops the worker without grace where that was not done, and lets go of Redis. */
  close(): Promise<void>;
}

/** The options with every default filled in. */
export interface QueueSettings {
  prefix: string;
  redisUrl: string;
  concurrency: Readonly<Record<Lane, number>>;
  retry: RetryPolicy;
  stalledAfterMs: number;
  dropWakeUps: boolean;
}

/** Handlers mostly wait for other people's servers, so several at once cost little; `realtime` must never stand in line. */
const CONCURRENCY: Readonly<Record<Lane, number>> = { realtime: 8, money: 4, bulk: 4, sweep: 2 };

export function settingsOf(options: QueueOptions): QueueSettings {
  if (options.engine === 'distributed' && !options.redisUrl) {
    throw new Error('the distributed queue needs redisUrl');
  }
  return {
    prefix: options.prefix,
    redisUrl: options.redisUrl ?? '',
    concurrency: { ...CONCURRENCY, ...options.concurrency },
    retry: { ...DEFAULT_RETRY, ...options.retry },
    stalledAfterMs: options.stalledAfterMs ?? 30_000,
    dropWakeUps: options.dropWakeUps ?? false,
  };
}

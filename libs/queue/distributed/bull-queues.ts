import type { JobsOptions, Queue, QueueOptions } from 'bullmq';
import type { Redis } from 'ioredis';
import { LANES, workId, type Lane } from '../wake-up';
import { loadBullMq } from './load';
import type { DueWork } from './work-state';

export interface WakeUpJob {
  key: string;
}

export type BullQueues = ReadonlyMap<Lane, Queue<WakeUpJob>>;

/**
 * Outcomes of the work itself are kept in WorkState, so a job ends by completing. BullMQ's attempts are for what stands
 * between: Redis failing under the worker's bookkeeping.
 */
const JOB: JobsOptions = {
  removeOnComplete: true,
  removeOnFail: true,
  attempts: 1_000,
  backoff: { type: 'fixed', delay: 5_000 },
  stackTraceLimit: 1,
};

export function bullQueueOptions(connection: Redis, prefix: string): QueueOptions {
  return {
    connection,
    prefix,
    defaultJobOptions: JOB,
    // Nobody reads the event stream; a short one keeps Redis small.
    streams: { events: { maxLen: 100 } },
  };
}

export function openBullQueues(connection: Redis, prefix: string): BullQueues {
  const { Queue } = loadBullMq();
  return new Map(
    LANES.map((lane) => [lane, new Queue<WakeUpJob>(lane, bullQueueOptions(connection, prefix))]),
  );
}

/** One job per (name, key) waits at most; while one is active, one more is kept for afterwards. */
export async function addJobs(queues: BullQueues, works: readonly DueWork[]): Promise<void> {
  await Promise.all(
    LANES.map(async (lane) => {
      const jobs = works.filter((work) => work.lane === lane).map(jobOf);
      if (jobs.length > 0) await queues.get(lane)!.addBulk(jobs);
    }),
  );
}

function jobOf({ name, key }: DueWork) {
  const deduplication = { id: workId(name, key), keepLastIfActive: true, reschedule: true };
  return { name, data: { key }, opts: { deduplication } };
}

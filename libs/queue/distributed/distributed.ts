import type { Redis } from 'ioredis';
import { errorLine } from '../retry';
import type { Queue, QueueSettings } from '../settings';
import { WakeUps, type QueueLog, type WakeUp } from '../wake-up';
import { addJobs, openBullQueues, type BullQueues } from './bull-queues';
import { BullWorker } from './bull-worker';
import { connectProducer, connectSubscriber } from './connections';
import { WakeUpOutbox, type OutboxEntry } from './outbox';
import { RedisPubSub } from './redis-pub-sub';
import { WorkState } from './work-state';

class BullWakeUps extends WakeUps {
  constructor(
    private readonly outbox: WakeUpOutbox,
    private readonly dropped: boolean,
  ) {
    super();
  }

  wake(...wakeUps: WakeUp[]): Promise<void> {
    return this.outbox.put(this.dropped ? wakeUps.filter(({ delayMs }) => delayMs) : wakeUps);
  }
}

function openOutbox(redis: Redis, queues: BullQueues, prefix: string, log: QueueLog) {
  const state = new WorkState(redis, prefix);
  const send = async (entries: readonly OutboxEntry[]) => {
    const later = entries.filter((e): e is OutboxEntry & { dueAt: number } => e.dueAt !== null);
    const now = entries.filter(({ dueAt }) => dueAt === null);
    await Promise.all([
      now.length > 0 && addJobs(queues, now),
      later.length > 0 && state.wakeLater(later),
    ]);
  };
  const isUp = () => redis.status === 'ready';
  const reset = () => {
    if (isUp()) redis.disconnect(true);
  };
  const outbox = new WakeUpOutbox({ isUp, send, reset }, log);
  redis.on('ready', () => void outbox.drain());
  redis.on('close', () => outbox.doubt());
  return outbox;
}

/** `existing`: a producer connection and queues opened elsewhere (by Nest). */
export function openDistributed(
  settings: QueueSettings,
  log: QueueLog,
  existing?: { producer: Redis; queues: BullQueues },
): Queue {
  const { redisUrl, prefix } = settings;
  const producer = existing?.producer ?? connectProducer(redisUrl, log);
  const queues = existing?.queues ?? openBullQueues(producer, prefix);
  for (const [lane, queue] of queues) {
    // Redis being away is told by its connection; a queue without a listener would throw.
    queue.on('error', (error) => {
      if (producer.status === 'ready') log.warn(`queue: ${lane}: ${errorLine(error)}`);
    });
  }
  const outbox = openOutbox(producer, queues, prefix, log);
  const worker = new BullWorker(settings, producer, queues, log);
  const pubSub = new RedisPubSub(producer, () => connectSubscriber(redisUrl, log), prefix, log);
  return {
    wakeUps: new BullWakeUps(outbox, settings.dropWakeUps),
    worker,
    pubSub,
    ready: async () => void (await producer.ping()),
    close: async () => {
      outbox.close();
      pubSub.close();
      await worker.stop(0);
      producer.disconnect();
    },
  };
}

import {
  Inject,
  Logger,
  Module,
  type DynamicModule,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { bullQueueOptions, type BullQueues, type WakeUpJob } from './distributed/bull-queues';
import { connectProducer } from './distributed/connections';
import { openDistributed } from './distributed/distributed';
import { createQueue } from './queue';
import { settingsOf, type Queue, type QueueOptions } from './settings';
import { LANES, PubSub, WakeUps, WakeUpWorker } from './wake-up';

/** The opened engine, for health checks (`ready`). */
export const QUEUE = Symbol('QUEUE');

const faces = [
  { provide: WakeUps, useFactory: (queue: Queue) => queue.wakeUps, inject: [QUEUE] },
  { provide: WakeUpWorker, useFactory: (queue: Queue) => queue.worker, inject: [QUEUE] },
  { provide: PubSub, useFactory: (queue: Queue) => queue.pubSub, inject: [QUEUE] },
];

/**
 * Provides WakeUps, WakeUpWorker, PubSub and QUEUE to the whole application. Whoever starts the worker stops it
 * (with grace) before the module closes the engine.
 */
@Module({})
export class QueueModule implements OnApplicationShutdown {
  constructor(@Inject(QUEUE) private readonly queue: Queue) {}

  static async forRoot(options: QueueOptions): Promise<DynamicModule> {
    const engine =
      options.engine === 'embedded'
        ? { providers: [{ provide: QUEUE, useFactory: () => createQueue(options, logger()) }] }
        : await distributed(options);
    return {
      module: QueueModule,
      global: true,
      ...engine,
      providers: [...engine.providers, ...faces],
      exports: [QUEUE, WakeUps, WakeUpWorker, PubSub],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.queue.close();
  }
}

/** The queues are Nest's, one a lane, so that whatever builds on @nestjs/bullmq (a dashboard, metrics) finds them. */
async function distributed(options: QueueOptions) {
  const { BullModule, getQueueToken } = await import('@nestjs/bullmq');
  const settings = settingsOf(options);
  const producer = connectProducer(settings.redisUrl, logger());
  const useFactory = (...ofLanes: import('bullmq').Queue<WakeUpJob>[]): Queue => {
    const queues: BullQueues = new Map(LANES.map((lane, i) => [lane, ofLanes[i]!]));
    return openDistributed(settings, logger(), { producer, queues });
  };
  return {
    imports: [
      BullModule.forRoot(bullQueueOptions(producer, settings.prefix)),
      BullModule.registerQueue(...LANES.map((name) => ({ name }))),
    ],
    providers: [{ provide: QUEUE, useFactory, inject: LANES.map((lane) => getQueueToken(lane)) }],
  };
}

function logger(): Logger {
  return new Logger('Queue');
}

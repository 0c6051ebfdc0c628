export {
  PubSub,
  WakeUps,
  WakeUpWorker,
  type Lane,
  type ParkedWork,
  type QueueLog,
  type WakeUp,
  type WakeUpHandler,
  type Worked,
} from './wake-up';
export { createQueue } from './queue';
export type { Queue, QueueOptions } from './settings';
export type { RetryPolicy } from './retry';
export { QUEUE, QueueModule } from './queue.module';

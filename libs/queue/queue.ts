import { openDistributed } from './distributed/distributed';
import { openEmbedded } from './embedded/embedded';
import { settingsOf, type Queue, type QueueOptions } from './settings';
import type { QueueLog } from './wake-up';

/** Opens one engine; neither waits for Redis, which may come later. BullMQ and ioredis are loaded by the distributed one only. */
export function createQueue(options: QueueOptions, log: QueueLog = console): Queue {
  const settings = settingsOf(options);
  return options.engine === 'embedded'
    ? openEmbedded(settings, log)
    : openDistributed(settings, log);
}

import type { Queue, QueueSettings } from '../settings';
import { WakeUps, WakeUpWorker, type QueueLog, type WakeUp, type WakeUpHandler } from '../wake-up';
import { EmbeddedPubSub } from './embedded-pub-sub';
import { EmbeddedQueue } from './embedded-queue';

class EmbeddedWakeUps extends WakeUps {
  constructor(
    private readonly queue: EmbeddedQueue,
    private readonly dropped: boolean,
  ) {
    super();
  }

  wake(...wakeUps: WakeUp[]): Promise<void> {
    for (const wakeUp of wakeUps) {
      if (!this.dropped || wakeUp.delayMs) this.queue.wake(wakeUp);
    }
    return Promise.resolve();
  }
}

class EmbeddedWorker extends WakeUpWorker {
  constructor(private readonly queue: EmbeddedQueue) {
    super();
  }

  // Async, so that what is wrong with the handlers rejects as it does on the other engine.
  async start(handlers: readonly WakeUpHandler[]) {
    this.queue.start(handlers);
  }

  stop(graceMs: number) {
    return this.queue.stop(graceMs);
  }

  parked() {
    return Promise.resolve(this.queue.parked());
  }

  retryParked(name: string, key: string) {
    return Promise.resolve(this.queue.retryParked(name, key));
  }
}

export function openEmbedded(settings: QueueSettings, log: QueueLog): Queue {
  const queue = new EmbeddedQueue(settings.concurrency, settings.retry, log);
  return {
    wakeUps: new EmbeddedWakeUps(queue, settings.dropWakeUps),
    worker: new EmbeddedWorker(queue),
    pubSub: new EmbeddedPubSub(log),
    ready: () => Promise.resolve(),
    close: () => queue.stop(0),
  };
}

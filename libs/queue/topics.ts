import { errorLine } from './retry';
import type { QueueLog } from './wake-up';

interface Subscriber {
  tell: (message: string) => void;
  /** Messages may have been missed. */
  gap: () => void;
}

/** Who listens to what in this process. */
export class Topics {
  private readonly subscribers = new Map<string, Set<Subscriber>>();

  constructor(private readonly log: QueueLog) {}

  /** Answers the way to leave, which answers whether it was the topic's last subscriber. */
  add(topic: string, tell: Subscriber['tell'], gap: Subscriber['gap']): () => boolean {
    // An object of its own, so that one function may subscribe twice and leave once.
    const own: Subscriber = { tell, gap };
    const fns = this.subscribers.get(topic) ?? new Set();
    this.subscribers.set(topic, fns.add(own));
    return () => {
      fns.delete(own);
      if (fns.size > 0 || this.subscribers.get(topic) !== fns) return false;
      return this.subscribers.delete(topic);
    };
  }

  /** One that throws does not keep the message from the others. */
  deliver(topic: string, message: string): void {
    this.each(topic, ({ tell }) => tell(message));
  }

  /** Whoever listens to anything is told that messages may have been missed. */
  gap(): void {
    for (const topic of this.names()) this.each(topic, ({ gap }) => gap());
  }

  private each(topic: string, run: (subscriber: Subscriber) => void): void {
    for (const subscriber of [...(this.subscribers.get(topic) ?? [])]) {
      try {
        run(subscriber);
      } catch (error) {
        this.log.error(`pub/sub: a subscriber of ${topic} threw ${errorLine(error)}`);
      }
    }
  }

  names(): string[] {
    return [...this.subscribers.keys()];
  }
}

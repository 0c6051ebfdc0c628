import { Topics } from '../topics';
import { PubSub, type QueueLog } from '../wake-up';

/** Fan-out inside one process. Messages arrive on a later turn, as they would over the network. */
export class EmbeddedPubSub extends PubSub {
  private readonly topics: Topics;

  constructor(log: QueueLog) {
    super();
    this.topics = new Topics(log);
  }

  publish(topic: string, message: string): Promise<void> {
    setImmediate(() => this.topics.deliver(topic, message));
    return Promise.resolve();
  }

  subscribe(topic: string, fn: (message: string) => void): Promise<() => Promise<void>> {
    const leave = this.topics.add(topic, fn, () => undefined);
    return Promise.resolve(() => Promise.resolve(void leave()));
  }
}

import type { Redis } from 'ioredis';
import { errorLine } from '../retry';
import { within } from './within';
import { Topics } from '../topics';
import { PubSub, type QueueLog } from '../wake-up';

/** Nobody waits longer than this for Redis. */
const PATIENCE_MS = 700;

export class RedisPubSub extends PubSub {
  private readonly topics: Topics;
  private subscriber: Redis | null = null;
  /** The first connection stands and has subscribed. */
  private up: Promise<void> = Promise.resolve();
  /** The last message did not get through: until one does nobody waits. */
  private doubtful = false;
  private told = false;

  constructor(
    private readonly producer: Redis,
    private readonly connect: () => Redis,
    private readonly prefix: string,
    private readonly log: QueueLog,
  ) {
    super();
    this.topics = new Topics(log);
  }

  async publish(topic: string, message: string): Promise<void> {
    const published = this.tryPublish(topic, message);
    if (!this.doubtful && !(await within(published, PATIENCE_MS))) this.doubtful = true;
  }

  async subscribe(
    topic: string,
    fn: (message: string) => void,
    gap: () => void = () => undefined,
  ): Promise<() => Promise<void>> {
    const leave = this.topics.add(topic, fn, gap);
    await this.listen(topic);
    return async () => {
      if (!leave()) return;
      await this.subscriber?.unsubscribe(this.channel(topic)).catch(() => undefined);
    };
  }

  close(): void {
    this.subscriber?.disconnect();
  }

  private async tryPublish(topic: string, message: string): Promise<void> {
    try {
      await this.producer.publish(this.channel(topic), message);
      this.doubtful = false;
      this.told = false;
    } catch (error) {
      if (!this.told) this.log.warn(`pub/sub: messages are lost: ${errorLine(error)}`);
      this.told = true;
      this.doubtful = true;
    }
  }

  /** Returns once subscribed, so that what is read afterwards misses nothing; with Redis away, when it is no use to wait. */
  private async listen(topic: string): Promise<void> {
    this.subscriber ??= this.openSubscriber();
    const subscribed = this.subscriber.status === 'ready' ? this.subscribeTo([topic]) : this.up;
    await within(subscribed, PATIENCE_MS);
  }

  private async subscribeTo(topics: string[]): Promise<void> {
    if (topics.length === 0) return;
    try {
      await this.subscriber?.subscribe(...topics.map((topic) => this.channel(topic)));
    } catch (error) {
      this.log.warn(`pub/sub: subscribing waits for Redis: ${errorLine(error)}`);
    }
  }

  private openSubscriber(): Redis {
    const subscriber = this.connect();
    this.up = new Promise((resolve) => {
      let isFirst = true;
      subscriber.on('ready', () => {
        const wasAway = !isFirst;
        isFirst = false;
        void this.subscribeTo(this.topics.names()).then(() => {
          resolve();
          if (wasAway) this.topics.gap();
        });
      });
    });
    subscriber.on('message', (channel: string, message: string) => {
      this.topics.deliver(channel.slice(this.prefix.length + 1), message);
    });
    return subscriber;
  }

  private channel(topic: string): string {
    return `${this.prefix}:${topic}`;
  }
}

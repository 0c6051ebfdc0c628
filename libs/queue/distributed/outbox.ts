import { errorLine } from '../retry';
import { within } from './within';
import { workId, type Lane, type QueueLog, type WakeUp } from '../wake-up';

export interface OutboxEntry {
  lane: Lane;
  name: string;
  key: string;
  /** null: at once. */
  dueAt: number | null;
}

export interface OutboxLink {
  isUp(): boolean;
  /** Sends all or throws; what was sent before it threw is sent again, which is harmless. */
  send(entries: readonly OutboxEntry[]): Promise<void>;
  /** Connects anew: a connection that does not answer may be dead without knowing it. */
  reset(): void;
}

interface Batch {
  entries: Map<string, OutboxEntry>;
  sent: Promise<void>;
  resolve: () => void;
}

/** A caller waits this long at most: the second that `wake` promises, less what a busy event loop adds. */
const PATIENCE_MS = 700;
const BATCH = 500;
/** What is kept for Redis to come back. Beyond it the oldest go, and sweepers find that work. */
const KEPT = 10_000;

/**
 * Gathers the wake-ups made while the last ones are on their way, so that a burst is a few round trips, and keeps what
 * could not be sent until Redis is back.
 */
export class WakeUpOutbox {
  private batch = newBatch();
  private draining = false;
  /** The connection broke or a send failed: until one succeeds nobody waits for an answer. */
  private doubtful = false;
  private told = false;
  private full = false;
  private again: NodeJS.Timeout | null = null;

  constructor(
    private readonly link: OutboxLink,
    private readonly log: QueueLog,
  ) {}

  /** Resolves when all are sent, or when the caller should not wait any longer; never rejects. */
  async put(wakeUps: readonly WakeUp[]): Promise<void> {
    const now = Date.now();
    for (const { lane, name, key, delayMs } of wakeUps) {
      this.add({ lane, name, key, dueAt: delayMs && delayMs > 0 ? now + delayMs : null });
    }
    const { sent } = this.batch;
    void this.drain();
    if (this.doubtful) return this.forgetOldest();
    if (!(await within(sent, PATIENCE_MS))) this.doubtful = true;
  }

  /** The connection broke: whoever waits need not wait any longer. */
  doubt(): void {
    this.doubtful = true;
    this.batch.resolve();
  }

  /** Sends what is kept; called when Redis is back. */
  async drain(): Promise<void> {
    if (this.draining) return;
    this.draining = true;
    await Promise.resolve();
    while (this.batch.entries.size > 0 && this.link.isUp()) {
      if (!(await this.sendBatch())) break;
    }
    this.draining = false;
  }

  close(): void {
    if (this.again) clearTimeout(this.again);
    this.batch.entries.clear();
  }

  private async sendBatch(): Promise<boolean> {
    const { entries, resolve } = this.batch;
    this.batch = newBatch();
    const all = [...entries.values()];
    try {
      for (let from = 0; from < all.length; from += BATCH) {
        await this.link.send(all.slice(from, from + BATCH));
      }
      this.doubtful = false;
      this.told = false;
      this.full = false;
      return true;
    } catch (error) {
      if (!this.told) this.log.warn(`queue: wake-ups wait for Redis: ${errorLine(error)}`);
      this.told = true;
      this.doubtful = true;
      this.link.reset();
      for (const entry of all) this.add(entry);
      this.forgetOldest();
      this.sendAgainSoon();
      return false;
    } finally {
      resolve();
    }
  }

  private sendAgainSoon(): void {
    this.again ??= setTimeout(() => {
      this.again = null;
      void this.drain();
    }, 1_000).unref();
  }

  private add(entry: OutboxEntry): void {
    const { entries } = this.batch;
    const id = `${entry.lane}|${workId(entry.name, entry.key)}`;
    const waiting = entries.get(id);
    if (waiting && (waiting.dueAt ?? 0) <= (entry.dueAt ?? 0)) return;
    entries.set(id, entry);
  }

  private forgetOldest(): void {
    const { entries } = this.batch;
    if (entries.size <= KEPT) return;
    if (!this.full) this.log.warn('queue: too many wake-ups wait for Redis; the oldest are lost');
    this.full = true;
    for (const id of entries.keys()) {
      if (entries.size <= KEPT) break;
      entries.delete(id);
    }
  }
}

function newBatch(): Batch {
  let resolve = () => {};
  const sent = new Promise<void>((done) => {
    resolve = done;
  });
  return { entries: new Map(), sent, resolve };
}

import { AsyncResource } from 'node:async_hooks';
import type { Id } from '@ganh/kernel';
import type { Database } from './database';
import { sql, toInt } from './sql';

const BLOCK = 10_000;

/**
 * Keys made before any I/O, out of blocks that each process claims (docs/architecture.md, Keys). A block that a
 * process leaves half used is a gap, not a fault.
 */
export class Ids {
  private next_ = 0;
  private end = 0;
  private spare: { from: number; to: number }[] = [];
  private claiming: Promise<void> | null = null;
  /** Bound to where Ids was made: a claim started inside a transaction is none of that transaction's business. */
  private readonly claimBlock: () => Promise<number>;

  constructor(db: Database) {
    this.claimBlock = AsyncResource.bind(() =>
      db.write(async (tx) => {
        await sql(tx).run('UPDATE id_block SET next_id = next_id + ? WHERE id = 1', [BLOCK]);
        const row = await sql(tx).one<{ next_id: unknown }>(
          'SELECT next_id FROM id_block WHERE id = 1',
        );
        return toInt(row?.next_id);
      }),
    );
  }

  /** Claims the first block: call once at boot, outside any transaction. */
  async start(): Promise<this> {
    await this.claim();
    return this;
  }

  next<T extends Id<string>>(): T {
    if (this.next_ >= this.end) {
      const block = this.spare.shift();
      if (!block) throw new Error('no keys left: ids.ensure() before making very many at once');
      this.next_ = block.from;
      this.end = block.to;
    }
    if (this.left() < BLOCK / 2) void this.claim().catch(() => undefined);
    return this.next_++ as T;
  }

  /** Waits until `count` keys can be made without I/O; before a transaction that makes thousands. */
  async ensure(count: number): Promise<void> {
    while (this.left() < count + BLOCK / 2) await this.claim();
  }

  private left(): number {
    return (
      this.end - this.next_ + this.spare.reduce((sum, block) => sum + block.to - block.from, 0)
    );
  }

  private claim(): Promise<void> {
    this.claiming ??= this.claimBlock()
      .then((to) => void this.spare.push({ from: to - BLOCK, to }))
      .finally(() => (this.claiming = null));
    return this.claiming;
  }
}

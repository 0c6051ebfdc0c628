import { AsyncLocalStorage } from 'node:async_hooks';
import type { DataSource, QueryRunner } from 'typeorm';
import type { DatabaseEngine } from './engine';
import { Transaction, type Tx } from './tx';

/**
 * Runs transactions. `write` is one transaction, durable when it resolves; `read` sees committed rows only.
 * Nothing slow belongs inside either: no network, no image work.
 */
export abstract class Database {
  abstract readonly engine: DatabaseEngine;
  /** For migrations and health only; everything else goes through `write` and `read`. */
  abstract readonly dataSource: DataSource;

  private readonly inside = new AsyncLocalStorage<true>();

  /**
   * Runs `work` in one transaction and then its `afterCommit` calls. May run `work` again after a deadlock or a lock
   * time-out: `work` keeps no state of its own between runs. Throws inside another `write` (it would wait for itself).
   */
  async write<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    this.refuseInside();
    const { value, after } = await this.commit((tx) => this.inside.run(true, () => work(tx)));
    // The transaction stands: a wake-up that fails must not make it look undone. Sweepers find what is due.
    for (const call of after) await settle(call);
    return value;
  }

  /** Throws inside a `write`: whoever waits there for another transaction may wait for himself. */
  refuseInside(): void {
    if (this.inside.getStore()) throw new Error('write inside write: pass the tx on instead');
  }

  abstract read<T>(work: (tx: Tx) => Promise<T>): Promise<T>;
  abstract close(): Promise<void>;

  protected abstract commit<T>(
    work: (tx: Tx) => Promise<T>,
  ): Promise<{ value: T; after: readonly (() => void | Promise<void>)[] }>;
}

/** One try of a transaction on a connection that is ours alone. */
export async function runTransaction<T>(
  runner: QueryRunner,
  engine: DatabaseEngine,
  work: (tx: Tx) => Promise<T>,
): Promise<{ value: T; after: readonly (() => void | Promise<void>)[] }> {
  const tx = new Transaction(runner, engine);
  await runner.query(engine === 'sqlite' ? 'BEGIN IMMEDIATE' : 'START TRANSACTION');
  try {
    const value = await work(tx);
    await runner.query('COMMIT');
    return { value, after: tx.calls };
  } catch (error) {
    await runner.query('ROLLBACK').catch(() => undefined);
    throw error;
  } finally {
    tx.close();
  }
}

async function settle(call: () => void | Promise<void>): Promise<void> {
  try {
    await call();
  } catch {
    // Best effort by contract (Tx.afterCommit).
  }
}

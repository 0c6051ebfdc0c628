import type { QueryRunner } from 'typeorm';
import type { DatabaseEngine } from './engine';

declare const brand: unique symbol;

/** An open transaction: the first argument of everything that reads or writes rows. Stores alone look inside (sql.ts). */
export interface Tx {
  readonly [brand]: true;
  /** Called once the transaction has committed, in order; never when it rolls back. For wake-ups: a lost one costs delay only. */
  afterCommit(call: () => void | Promise<void>): void;
}

export class Transaction implements Tx {
  declare readonly [brand]: true;
  readonly calls: (() => void | Promise<void>)[] = [];
  private open = true;

  constructor(
    private readonly runner: QueryRunner,
    readonly engine: DatabaseEngine,
  ) {}

  afterCommit(call: () => void | Promise<void>): void {
    this.calls.push(call);
  }

  /** Refuses once the transaction has ended: a statement after the end would be committed by nobody. */
  query(): QueryRunner {
    if (!this.open) throw new Error('the transaction has ended');
    return this.runner;
  }

  close(): void {
    this.open = false;
  }
}

import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { DataSource, type QueryRunner } from 'typeorm';
import { Database, runTransaction } from './database';
import { migrations } from './migrations';
import { type FileLock, lockFile } from './file-lock';
import { Transaction, type Tx } from './tx';

interface Pragmas {
  pragma(text: string): unknown;
}

/**
 * The embedded database. TypeORM has one connection, so write transactions queue up here, and reads use a second,
 * read-only connection: nobody sees uncommitted rows.
 */
export class SqliteDatabase extends Database {
  readonly engine = 'sqlite';
  private last: Promise<unknown> = Promise.resolve();

  private constructor(
    readonly dataSource: DataSource,
    private readonly reader: DataSource,
    private readonly readRunner: QueryRunner,
    private readonly writeRunner: QueryRunner,
    private readonly lock: FileLock | null,
  ) {
    super();
  }

  /** Opens and migrates the file. `readonly` for commands that only read while the product runs. */
  static async open(path: string, options: { readonly?: boolean } = {}): Promise<SqliteDatabase> {
    mkdirSync(dirname(path), { recursive: true });
    const lock = options.readonly ? null : lockFile(`${path}.lock`);
    try {
      const writer = await source(path, options.readonly ?? false).initialize();
      if (!options.readonly) await writer.runMigrations({ transaction: 'each' });
      const reader = await source(path, true).initialize();
      return new SqliteDatabase(
        writer,
        reader,
        reader.createQueryRunner(),
        writer.createQueryRunner(),
        lock,
      );
    } catch (error) {
      lock?.release();
      throw error;
    }
  }

  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const tx = new Transaction(this.readRunner, 'sqlite');
    try {
      return await work(tx);
    } finally {
      tx.close();
    }
  }

  async close(): Promise<void> {
    await this.last.catch(() => undefined);
    await this.reader.destroy();
    await this.dataSource.destroy();
    this.lock?.release();
  }

  protected commit<T>(work: (tx: Tx) => Promise<T>) {
    // The driver never waits, so a queue of transactions would keep everybody else of this process out.
    const turn = this.last
      .then(() => nextTurn())
      .then(() => runTransaction(this.writeRunner, 'sqlite', work));
    this.last = turn.catch(() => undefined);
    return turn;
  }
}

function source(path: string, readonly: boolean): DataSource {
  return new DataSource({
    type: 'better-sqlite3',
    database: path,
    readonly,
    timeout: 5000,
    statementCacheSize: 500,
    migrations,
    migrationsTableName: 'migration',
    prepareDatabase: (db: Pragmas) => {
      if (!readonly) db.pragma('journal_mode = WAL');
      db.pragma('synchronous = FULL');
      db.pragma('cache_size = -16000');
      db.pragma('temp_store = MEMORY');
    },
  });
}

import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, QueryFailedError } from 'typeorm';
import { Database, runTransaction } from './database';
import { migrations } from './migrations';
import { Transaction, type Tx } from './tx';

/** Deadlock, lock wait time-out, and "record changed since last read" (innodb_snapshot_isolation): run again. */
const RETRIED = new Set([1213, 1205, 1020]);
const MAX_TRIES = 20;

export interface MariadbOptions {
  /** mysql://user:password@host:port/database; or with a socket: mysql://root@localhost/db?socketPath=/run/mysqld/mysqld.sock */
  url: string;
  poolSize?: number;
}

interface Pool {
  on(event: 'connection', listener: (connection: { query(text: string): void }) => void): void;
}

export class MariadbDatabase extends Database {
  readonly engine = 'mariadb';

  private constructor(readonly dataSource: DataSource) {
    super();
  }

  static async open(options: MariadbOptions): Promise<MariadbDatabase> {
    const source = await mariadbSource(options).initialize();
    const knowsSnapshot =
      ((await source.query("SHOW VARIABLES LIKE 'innodb_snapshot_isolation'")) as unknown[])
        .length > 0;
    (source.driver as unknown as { pool: Pool }).pool.on('connection', (connection) => {
      connection.query(
        "SET SESSION tx_isolation = 'READ-COMMITTED', sql_mode = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'",
      );
      if (knowsSnapshot) connection.query('SET SESSION innodb_snapshot_isolation = ON');
    });
    // The connections opened before the listener stood carry neither setting.
    await drain(source);
    return new MariadbDatabase(source);
  }

  async read<T>(work: (tx: Tx) => Promise<T>): Promise<T> {
    const runner = this.dataSource.createQueryRunner();
    const tx = new Transaction(runner, 'mariadb');
    try {
      return await work(tx);
    } finally {
      tx.close();
      await runner.release();
    }
  }

  async close(): Promise<void> {
    await this.dataSource.destroy();
  }

  protected async commit<T>(work: (tx: Tx) => Promise<T>) {
    for (let attempt = 1; ; attempt++) {
      const runner = this.dataSource.createQueryRunner();
      try {
        return await runTransaction(runner, 'mariadb', work);
      } catch (error) {
        if (attempt >= MAX_TRIES || !isRetried(error)) throw error;
      } finally {
        await runner.release();
      }
      await sleep(Math.random() * Math.min(200, 4 * 2 ** attempt));
    }
  }
}

/** A data source for the command that migrates; the product itself never migrates a shared database at boot. */
export function mariadbSource({ url, poolSize = 20 }: MariadbOptions): DataSource {
  const at = new URL(url);
  const socketPath = at.searchParams.get('socketPath') ?? undefined;
  return new DataSource({
    type: 'mysql',
    driver: undefined,
    host: socketPath ? undefined : at.hostname,
    port: socketPath ? undefined : Number(at.port || 3306),
    username: decodeURIComponent(at.username),
    password: decodeURIComponent(at.password),
    database: at.pathname.slice(1),
    socketPath,
    charset: 'utf8mb4_bin',
    poolSize,
    bigNumberStrings: false,
    migrations,
    migrationsTableName: 'migration',
  });
}

async function drain(source: DataSource): Promise<void> {
  const runner = source.createQueryRunner();
  const connection = (await runner.connect()) as { destroy(): void };
  connection.destroy();
  await runner.release().catch(() => undefined);
}

function isRetried(error: unknown): boolean {
  return (
    error instanceof QueryFailedError &&
    RETRIED.has((error.driverError as { errno?: number }).errno ?? 0)
  );
}

/** Runs a suite on both databases; each suite gets a database of its own, migrated, never `synchronize`d. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import {
  type Database,
  type DatabaseEngine,
  Ids,
  MariadbDatabase,
  mariadbSource,
  SqliteDatabase,
} from '@ganh/persistence';

export interface TestDatabase {
  db: Database;
  ids: Ids;
  /** What a child process opens to reach the same database: a file, or a URL. */
  url: string;
  close(): Promise<void>;
}

/** Set by scripts/test.mjs to where a MariaDB answers; absent = not reachable, its suites are skipped and said so. */
export const mariadbUrl =
  process.env['GANH_TEST_MARIADB'] ?? 'mysql://root@localhost/?socketPath=/run/mysqld/mysqld.sock';

export async function openTestDatabase(engine: DatabaseEngine): Promise<TestDatabase> {
  return engine === 'sqlite' ? openSqlite() : openMariadb();
}

async function openSqlite(): Promise<TestDatabase> {
  const dir = mkdtempSync(join(tmpdir(), 'ganh-test-'));
  const url = join(dir, 'ganh.db');
  const db = await SqliteDatabase.open(url);
  const ids = await new Ids(db).start();
  return {
    db,
    ids,
    url,
    close: async () => (await db.close(), rmSync(dir, { recursive: true, force: true })),
  };
}

/** A suite that timed out may have left its own behind: names are not used twice. */
async function openMariadb(): Promise<TestDatabase> {
  const name = `ganh_test_${process.env['JEST_WORKER_ID'] ?? 0}_${process.pid}_${Math.floor(Math.random() * 1e9)}`;
  const at = new URL(mariadbUrl);
  const server = await createConnection({
    user: at.username,
    password: at.password,
    ...(at.searchParams.get('socketPath')
      ? { socketPath: at.searchParams.get('socketPath')! }
      : { host: at.hostname, port: Number(at.port || 3306) }),
  });
  await server.query(`CREATE DATABASE ${name} CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  at.pathname = `/${name}`;
  const url = at.toString();
  const source = await mariadbSource({ url, poolSize: 2 }).initialize();
  await source.runMigrations({ transaction: 'none' });
  await source.destroy();
  const db = await MariadbDatabase.open({ url });
  const ids = await new Ids(db).start();
  const close = async () => {
    await db.close();
    await server.query(`DROP DATABASE ${name}`);
    await server.end();
  };
  return { db, ids, url, close };
}

/** `GANH_TEST_SKIP_MARIADB` is set by scripts/test.mjs where none can be had. */
export const engines: readonly DatabaseEngine[] = process.env['GANH_TEST_SKIP_MARIADB']
  ? ['sqlite']
  : ['sqlite', 'mariadb'];

export function describeOnBoth(
  title: string,
  suite: (open: () => Promise<TestDatabase>, engine: DatabaseEngine) => void,
): void {
  describe.each(engines)(`${title} on %s`, (engine) =>
    suite(() => openTestDatabase(engine), engine),
  );
}

import { readSettings } from '@ganh/config';
import { mariadbSource, openDatabase } from '@ganh/persistence';
import { Sealing } from '@ganh/shops';

const WAIT_SECONDS = 120;

/**
 * Brings the database up to this version. Distributed: under a lock of the database, so that any number of machines may
 * run it at once; makes the master key too where there is none, before several processes could each make one of their own.
 * Embedded: opens and closes the file, which migrates it; refuses while the product runs.
 */
async function main(): Promise<void> {
  const settings = readSettings();
  Sealing.fromFile(settings.masterKeyFile);
  if (settings.engine === 'embedded') {
    await (await openDatabase(settings)).close();
    process.stdout.write('Cơ sở dữ liệu đã đúng phiên bản.\n');
    return;
  }
  const made = await migrateShared(settings.database.url);
  process.stdout.write(
    made.length === 0
      ? 'Cơ sở dữ liệu đã đúng phiên bản.\n'
      : `Đã thêm ${made.length} bước: ${made.join(', ')}.\n`,
  );
}

/** Answers the names of the steps that were run. */
async function migrateShared(url: string): Promise<string[]> {
  // The lock lives with its connection, so a second one does the work.
  const holder = await mariadbSource({ url, poolSize: 1 }).initialize();
  const worker = await mariadbSource({ url, poolSize: 2 }).initialize();
  const lock = `ganh.migrate.${new URL(url).pathname.slice(1)}`;
  try {
    const [answer] = (await holder.query('SELECT GET_LOCK(?, ?) AS held', [
      lock,
      WAIT_SECONDS,
    ])) as { held: number | string | null }[];
    if (Number(answer?.held) !== 1)
      throw new Error(`Một máy khác đang nâng cấp cơ sở dữ liệu (chờ quá ${WAIT_SECONDS} giây).`);
    const made = await worker.runMigrations({ transaction: 'none' });
    return made.map(({ name }) => name);
  } finally {
    // The server lets go of the lock with the connection.
    await worker.destroy();
    await holder.destroy();
  }
}

main().catch((error: unknown) => {
  process.exitCode = 1;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
});

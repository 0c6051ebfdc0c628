import type { Database } from './database';
import { MariadbDatabase } from './mariadb';
import { SqliteDatabase } from './sqlite';

export interface DatabaseSettings {
  engine: 'embedded' | 'distributed';
  database: { sqlitePath: string; url: string; poolSize: number };
}

/** The database the settings name. `readonly` is for commands that only look while the product may be running. */
export async function openDatabase(
  settings: DatabaseSettings,
  options: { readonly?: boolean } = {},
): Promise<Database> {
  const { sqlitePath, url, poolSize } = settings.database;
  return settings.engine === 'embedded'
    ? SqliteDatabase.open(sqlitePath, options)
    : MariadbDatabase.open({ url, poolSize });
}

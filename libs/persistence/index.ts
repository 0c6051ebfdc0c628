export { Database } from './database';
export type { DatabaseEngine } from './engine';
export { Ids } from './ids';
export { mariadbSource, MariadbDatabase, type MariadbOptions } from './mariadb';
export { type DatabaseSettings, openDatabase } from './open';
export { SqliteDatabase } from './sqlite';
export type { Tx } from './tx';

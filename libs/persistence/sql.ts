import { QueryFailedError } from 'typeorm';
import type { DatabaseEngine } from './engine';
import { Transaction, type Tx } from './tx';

export type SqlValue = string | number | boolean | null | Buffer;
export type Row = Record<string, SqlValue>;

export interface Step {
  text: string;
  values: readonly SqlValue[];
  /** How many rows the WHERE must match; the step throws when it is another number. */
  rows?: number;
}

/** Narrow SQL inside one transaction, with `?` for values. Imported by *.store.ts files alone. */
export interface Sql {
  readonly engine: DatabaseEngine;
  all<R>(text: string, values?: readonly SqlValue[]): Promise<R[]>;
  one<R>(text: string, values?: readonly SqlValue[]): Promise<R | undefined>;
  /** How many rows the statement's WHERE matched: a guarded update is accepted iff this is 1. */
  run(text: string, values?: readonly SqlValue[]): Promise<number>;
  /** They share the first row's columns. Nothing happens for none. */
  insert(table: string, ...rows: Row[]): Promise<void>;
  /** In order, in one round trip where the database can. Nothing after a step that throws is run. */
  runAll(steps: readonly Step[]): Promise<void>;
  /** false when a row with the same unique key stands already; the transaction goes on. */
  insertOnce(table: string, row: Row): Promise<boolean>;
}

/** `?, ?, ?` for an IN list; throws on an empty list, which no database accepts. */
export function marks(values: readonly unknown[]): string {
  if (values.length === 0) throw new RangeError('an IN list needs a value');
  return Array(values.length).fill('?').join(', ');
}

/** ` FOR UPDATE` where rows can be locked; SQLite's write transaction holds the whole file already. */
export function forUpdate(sql: Sql): string {
  return sql.engine === 'mariadb' ? ' FOR UPDATE' : '';
}

export function sql(tx: Tx): Sql {
  return new TransactionSql(tx as Transaction);
}

/** A count or sum as it comes back from either driver; throws when it is no safe integer. */
export function toInt(value: unknown): number {
  const n = typeof value === 'string' && /^-?[0-9]+$/.test(value) ? Number(value) : value;
  if (typeof n !== 'number' || !Number.isSafeInteger(n))
    throw new RangeError('not a safe integer from the database');
  return n;
}

/** Below what either database takes in one statement, at 30 columns. */
const ROWS_AT_ONCE = 1024;

/** The largest power of two up to n: so that lists of any length share a dozen cached statements. */
function powerOfTwo(n: number): number {
  return Math.min(ROWS_AT_ONCE, 2 ** Math.floor(Math.log2(n)));
}

function isLiteral(value: SqlValue): value is string | number | null {
  if (typeof value === 'number') return Number.isSafeInteger(value);
  return value === null || (typeof value === 'string' && /^[a-z0-9_]{0,20}$/.test(value));
}

/** The statements that insert the tuples: one, or several where one would be too long or spoil the statement cache. */
export function insertSteps(
  engine: DatabaseEngine,
  table: string,
  columns: readonly string[],
  tuples: readonly (readonly SqlValue[])[],
): Step[] {
  const steps: Step[] = [];
  const into = `INSERT INTO ${table} (${columns.join(', ')}) VALUES `;
  for (let from = 0; from < tuples.length;) {
    const left = tuples.length - from;
    const most = engine === 'mariadb' ? Math.min(left, ROWS_AT_ONCE) : powerOfTwo(left);
    const values: SqlValue[] = [];
    let text = into;
    for (let i = from; i < from + most; i += 1)
      text += (i > from ? ', ' : '') + tupleText(engine, tuples[i] ?? [], values);
    steps.push({ text, values });
    from += most;
  }
  return steps;
}

/** MariaDB gets numbers and plain keys as literals: half the CPU of one mark each. SQLite caches statements by text. */
function tupleText(engine: DatabaseEngine, tuple: readonly SqlValue[], values: SqlValue[]): string {
  let text = '';
  for (const value of tuple) {
    text += text ? ', ' : '(';
    if (engine === 'mariadb' && isLiteral(value)) {
      text += typeof value === 'string' ? `'${value}'` : String(value);
    } else {
      text += '?';
      values.push(value);
    }
  }
  return `${text})`;
}

const MISSED = 'a statement matched other rows than it must';
let serverKnowsBlocks = true;

/** One compound statement: it stops at the first error, so nothing runs on after a deadlock has rolled back. */
function block(steps: readonly Step[]): string {
  const parts = steps.map(({ text, rows }) =>
    rows === undefined
      ? text
      : `${text}; IF ROW_COUNT() <> ${rows} THEN SIGNAL SQLSTATE '45000' SET MESSAGE_TEXT = '${MISSED}'; END IF`,
  );
  return `BEGIN NOT ATOMIC ${parts.join('; ')}; END`;
}

function isSyntaxError(error: unknown): boolean {
  return (
    error instanceof QueryFailedError &&
    (error.driverError as { code?: string }).code === 'ER_PARSE_ERROR'
  );
}

class TransactionSql implements Sql {
  readonly engine: DatabaseEngine;
  constructor(private readonly tx: Transaction) {
    this.engine = tx.engine;
  }

  async all<R>(text: string, values: readonly SqlValue[] = []): Promise<R[]> {
    return (await this.tx.query().query(text, [...values])) as R[];
  }

  async one<R>(text: string, values: readonly SqlValue[] = []): Promise<R | undefined> {
    return (await this.all<R>(text, values))[0];
  }

  async run(text: string, values: readonly SqlValue[] = []): Promise<number> {
    const result = await this.tx.query().query(text, [...values], true);
    return result.affected ?? 0;
  }

  async insert(table: string, ...rows: Row[]): Promise<void> {
    const columns = Object.keys(rows[0] ?? {});
    const tuples = rows.map((row) => columns.map((column) => row[column] ?? null));
    for (const { text, values } of insertSteps(this.engine, table, columns, tuples))
      await this.run(text, values);
  }

  async runAll(steps: readonly Step[]): Promise<void> {
    if (this.engine === 'mariadb' && steps.length > 1 && serverKnowsBlocks) {
      try {
        await this.run(
          block(steps),
          steps.flatMap((step) => step.values),
        );
        return;
      } catch (error) {
        // MySQL knows no blocks outside procedures. It has parsed and run nothing.
        if (!isSyntaxError(error)) throw error;
        serverKnowsBlocks = false;
      }
    }
    for (const { text, values, rows } of steps) {
      const matched = await this.run(text, values);
      if (rows !== undefined && matched !== rows) throw new Error(MISSED);
    }
  }

  async insertOnce(table: string, row: Row): Promise<boolean> {
    try {
      await this.insert(table, row);
      return true;
    } catch (error) {
      if (isDuplicateKey(error)) return false;
      throw error;
    }
  }
}

export function isDuplicateKey(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code } = error.driverError as { code?: string };
  return (
    code === 'ER_DUP_ENTRY' ||
    code === 'SQLITE_CONSTRAINT_UNIQUE' ||
    code === 'SQLITE_CONSTRAINT_PRIMARYKEY'
  );
}

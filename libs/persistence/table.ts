import { type QueryRunner, Table, type TableColumnOptions } from 'typeorm';

type Maker = (name: string, options?: Partial<TableColumnOptions>) => TableColumnOptions;

/** Column kinds that mean the same on both databases. Nothing is nullable unless it says so. */
export interface Columns {
  id: Maker;
  int: Maker;
  /** whole đồng, ms UTC, quantities */
  big: Maker;
  flag: Maker;
  /** Keys, codes, channels' ids: compared byte by byte. */
  key(name: string, length: number, options?: Partial<TableColumnOptions>): TableColumnOptions;
  /** People's words, NFC. */
  text(name: string, length: number, options?: Partial<TableColumnOptions>): TableColumnOptions;
  /** Long text and JSON. */
  long: Maker;
  blob: Maker;
}

export const nullable: Partial<TableColumnOptions> = { isNullable: true };
export const primary: Partial<TableColumnOptions> = { isPrimary: true };

function columnsOf(runner: QueryRunner): Columns {
  const mariadb = runner.connection.options.type === 'mysql';
  const ascii = mariadb ? { charset: 'ascii', collation: 'ascii_bin' } : {};
  const utf8 = mariadb ? { charset: 'utf8mb4', collation: 'utf8mb4_bin' } : {};
  const big: Maker = (name, options) => ({ name, type: 'bigint', ...options });
  return {
    id: big,
    big,
    int: (name, options) => ({ name, type: 'int', ...options }),
    flag: (name, options) => ({ name, type: 'int', default: 0, ...options }),
    key: (name, length, options) => ({
      name,
      type: 'varchar',
      length: String(length),
      ...ascii,
      ...options,
    }),
    text: (name, length, options) => ({
      name,
      type: 'varchar',
      length: String(length),
      ...utf8,
      ...options,
    }),
    long: (name, options) => ({ name, type: mariadb ? 'longtext' : 'text', ...utf8, ...options }),
    blob: (name, options) => ({ name, type: mariadb ? 'longblob' : 'blob', ...options }),
  };
}

export interface TableShape {
  name: string;
  columns: (c: Columns) => TableColumnOptions[];
  unique?: string[][];
  index?: string[][];
  /** SQL conditions every row keeps. Lengths of text columns are checked anyway: SQLite enforces none. */
  checks?: Record<string, string>;
}

/** Creates a table alike on both databases, with its checks (TypeORM knows none on MariaDB). */
export async function createTable(runner: QueryRunner, shape: TableShape): Promise<void> {
  const mariadb = runner.connection.options.type === 'mysql';
  const columns = shape.columns(columnsOf(runner));
  const named = (kind: string, fields: string[]) =>
    `${kind}_${shape.name}_${fields.join('_')}`.slice(0, 60);
  const lengths = columns
    .filter((column) => column.type === 'varchar')
    .map(
      (column) =>
        [`len_${shape.name}_${column.name}`, `length(${column.name}) <= ${column.length}`] as const,
    );
  const checks = [
    ...(mariadb ? [] : lengths),
    ...Object.entries(shape.checks ?? {}).map(
      ([name, expression]) => [`ck_${shape.name}_${name}`, expression] as const,
    ),
  ];
  await runner.createTable(
    new Table({
      name: shape.name,
      columns,
      uniques: mariadb
        ? []
        : (shape.unique ?? []).map((columnNames) => ({
            name: named('uq', columnNames),
            columnNames,
          })),
      indices: [
        ...(shape.index ?? []).map((columnNames) => ({
          name: named('ix', columnNames),
          columnNames,
        })),
        ...(mariadb ? (shape.unique ?? []) : []).map((columnNames) => ({
          name: named('uq', columnNames),
          columnNames,
          isUnique: true,
        })),
      ],
      checks: mariadb ? [] : checks.map(([name, expression]) => ({ name, expression })),
    }),
  );
  if (!mariadb) return;
  await runner.query(`ALTER TABLE ${shape.name} DEFAULT CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  for (const [name, expression] of checks)
    await runner.query(`ALTER TABLE ${shape.name} ADD CONSTRAINT ${name} CHECK (${expression})`);
}

import { fold } from '@ganh/kernel';
import { cellText, isBlank, type SheetGrid } from '@ganh/sheets';
import { priceUnitOf, type Column, type Table } from './columns';
import type { Role } from './header-words';
import { align } from './aligned-text';
import { readStars } from './stars';
import { containerOf, MEASURES } from './unit-words';

/** A table whose every column is settled: what stands under an ambiguous title has decided. */
export interface SettledTable extends Table {
  /** Columns by role, the surest first. */
  by: ReadonlyMap<Role, Column[]>;
}

const SAMPLE_ROWS = 60;

function valuesUnder(grid: SheetGrid, table: Table, index: number): string[] {
  const values: string[] = [];
  const end = Math.min(table.bottom, table.headBottom + SAMPLE_ROWS);
  for (let row = table.headBottom + 1; row <= end; row += 1) {
    const cell = grid.rows[row]?.[index];
    if (!isBlank(cell)) values.push(cellText(cell));
  }
  return values;
}

function mostly(values: readonly string[], test: (value: string) => boolean): boolean {
  return values.length > 0 && values.filter(test).length * 2 > values.length;
}

const looksLikeDate = (value: string): boolean =>
  /^\d{5}$|\d\s*[/.-]\s*\d|^\d+\s*(?:thang|ngay|nam)|thang \d/.test(fold(value));
const looksLikeUnit = (value: string): boolean =>
  value.length <= 25 &&
  (containerOf(value.split(/[\s/]/)[0]!) !== null ||
    /\d/.test(value) ||
    value.split(' ').length === 1);
const looksLikeName = (value: string): boolean => /\p{L}{2}/u.test(value) && !/^\d/.test(value);

/** A column without a known title may hold the names; 'other' ones only when they read like names. */
function nameColumn(grid: SheetGrid, table: Table): Column | null {
  const width = Math.max(...table.columns.map((column) => column.index)) + 1;
  const titled = new Map(table.columns.map((column) => [column.index, column]));
  const candidates = Array.from({ length: width }, (_, index) => index).filter((index) => {
    const column = titled.get(index);
    return column === undefined || column.role === 'other';
  });
  const untitled = candidates.filter((index) => !titled.has(index));
  const found = [...untitled, ...candidates].find((index) =>
    mostly(valuesUnder(grid, table, index), looksLikeName),
  );
  return found === undefined ? null : { index: found, title: '', role: 'name', rank: 0 };
}

function settledRole(grid: SheetGrid, table: Table, column: Column): Role {
  const has = (role: Role): boolean =>
    table.columns.some((other) => other !== column && other.role === role);
  if (column.role === 'maker-or-date') {
    if (has('madeOn')) return 'producer';
    if (has('producer')) return 'madeOn';
    return mostly(valuesUnder(grid, table, column.index), looksLikeDate) ? 'madeOn' : 'producer';
  }
  if (column.role === 'stars') {
    const values = valuesUnder(grid, table, column.index);
    return values.length === 0 || mostly(values, (value) => readStars(value, true).ask === null)
      ? 'stars'
      : 'other';
  }
  if (column.role === 'unit-or-maker') {
    if (has('unit')) return 'producer';
    return has('producer') || mostly(valuesUnder(grid, table, column.index), looksLikeUnit)
      ? 'unit'
      : 'producer';
  }
  return column.role;
}

export function settleTable(grid: SheetGrid, table: Table): SettledTable | null {
  const columns = table.columns.map((column) => ({
    ...column,
    role: settledRole(grid, table, column),
  }));
  if (!columns.some((column) => column.role === 'name')) {
    const name = nameColumn(grid, { ...table, columns });
    if (!name) return null;
    const at = columns.findIndex((column) => column.index === name.index);
    if (at >= 0) columns.splice(at, 1);
    columns.push(name);
  }
  const by = new Map<Role, Column[]>();
  for (const column of [...columns].sort((a, b) => a.rank - b.rank || a.index - b.index)) {
    by.set(column.role, [...(by.get(column.role) ?? []), column]);
  }
  const price = by.get('price')?.[0];
  const priceUnitVnd = (price ? priceUnitOf(price.title) : null) ?? table.priceUnitVnd;
  return { ...table, columns, by, priceUnitVnd };
}

/** The measure a title gives its bare numbers: "Trọng lượng (g)" → g; "Giá/kg" → kg. null = none. */
export function measureInTitle(title: string): string | null {
  const found = /(?:[(/]|\btheo\s+|\bbang\s+)\s*([a-z]+)\s*\)?\s*$/.exec(align(title).folded);
  return found && MEASURES.has(found[1]!) ? found[1]! : null;
}

import { badFile, isBlank, type Cell, type SheetGrid } from '@ganh/sheets';
import { refuseOldLetters } from './old-letters';
import type { Columns, SheetKind } from './sheet-kind';
import { fingerprintOf, guessFields, mergeAt, plain, titlesOf } from './titles';

export type TableCell = string | number | null;

/** The list in a file, apart from everything around it. Small enough to be kept while a person looks at it. */
export interface SheetTable {
  sheet: string;
  titles: string[];
  fingerprint: string;
  /** `row` is the sheet's own number, from 1. */
  rows: { row: number; cells: TableCell[] }[];
}

interface Head {
  grid: SheetGrid;
  row: number;
  known: number;
}

const LOOK_AT_ROWS = 30;
const LONGEST_CELL = 500;

/**
 * Finds the list in the visible sheets: the row with the most titles that are known, from before (`before`) or by their
 * words; without any, the first row that is titles all through. Merged cells count in each row they cover.
 */
export function readSheetTable<Field extends string>(
  grids: readonly SheetGrid[],
  kind: SheetKind<Field>,
  before: Columns<Field> | null,
): SheetTable {
  const wanted = new Set(entriesOf(before).map(([, title]) => plain(title)));
  let best: Head | null = null as Head | null;
  for (const grid of grids)
    for (let row = 0; row < Math.min(grid.rows.length, LOOK_AT_ROWS); row++) {
      const known = knownIn(grid, row, kind, wanted);
      // Under a row of group titles the lower one says the same and more.
      const isLower = best?.grid === grid && best.row === row - 1 && best.known === known;
      if (known > 0 && (isLower || known > (best?.known ?? 0))) best = { grid, row, known };
    }
  const head = best ?? plainHead(grids, kind.enoughKnown);
  if (!head) throw badFile('no_head', ...kind.noHead);
  const table = tableUnder(head.grid, head.row);
  if (table.rows.length === 0) throw badFile('no_rows', ...kind.noRows);
  refuseOldLetters([
    ...table.titles,
    ...table.rows.slice(0, 60).flatMap(({ cells }) => cells.map(String)),
  ]);
  return table;
}

function knownIn<Field extends string>(
  grid: SheetGrid,
  row: number,
  kind: SheetKind<Field>,
  wanted: ReadonlySet<string>,
): number {
  const cells = grid.rows[row] ?? [];
  if (cells.some((cell) => typeof cell === 'number' || cell instanceof Date)) return 0;
  const titles = titlesOf(grid, row);
  const fromBefore = titles.filter((title) => wanted.has(plain(title))).length;
  const guessed = Object.keys(guessFields(titles, kind.words)).length;
  const known = Math.max(fromBefore, guessed);
  return known >= kind.enoughKnown ? known : 0;
}

/** A head in words we do not know at all: a person will match them. */
function plainHead(
  grids: readonly SheetGrid[],
  enough: number,
): { grid: SheetGrid; row: number } | null {
  for (const grid of grids)
    for (let row = 0; row < Math.min(grid.rows.length - 1, LOOK_AT_ROWS); row++) {
      const filled = (grid.rows[row] ?? []).filter((cell) => !isBlank(cell));
      const isWords = filled.every((cell) => typeof cell === 'string' && /\p{L}/u.test(cell));
      if (filled.length >= enough && isWords) return { grid, row };
    }
  return null;
}

function tableUnder(grid: SheetGrid, head: number): SheetTable {
  const titles = titlesOf(grid, head);
  while (titles.at(-1) === '') titles.pop();
  // A title that reaches over two rows: the list begins under the lower one.
  const bottom = titles.reduce(
    (low, _, i) => Math.max(low, mergeAt(grid, head, i)?.bottom ?? head),
    head,
  );
  const rows = grid.rows.slice(bottom + 1).map((_, i) => ({
    row: bottom + 2 + i,
    cells: titles.map((_title, column) => meant(grid, bottom + 1 + i, column)),
  }));
  return {
    sheet: grid.name,
    titles,
    fingerprint: fingerprintOf(titles),
    rows: rows.filter(({ cells }) => cells.some((cell) => cell !== null)),
  };
}

function meant(grid: SheetGrid, row: number, column: number): TableCell {
  const own = grid.rows[row]?.[column];
  if (!isBlank(own)) return kept(own);
  const block = mergeAt(grid, row, column);
  return block ? kept(grid.rows[block.top]?.[block.left]) : null;
}

/** As text or number; a date in the calendar's own words (dd/MM/yyyy HH:mm:ss). */
function kept(cell: Cell | undefined): TableCell {
  if (cell instanceof Date) {
    const text = new Date(Math.round(cell.getTime() / 1000) * 1000).toISOString();
    const [year, month, day] = text.slice(0, 10).split('-');
    return `${day}/${month}/${year} ${text.slice(11, 19)}`;
  }
  if (typeof cell === 'number') return cell;
  if (isBlank(cell)) return null;
  // Our own exports put an apostrophe before what looks like a formula.
  return String(cell)
    .slice(0, LONGEST_CELL)
    .replace(/^'(?=[=+\-@])/, '')
    .trim();
}

export interface ChangedHead {
  missing: string[];
  added: string[];
}

/** null: the head is the one that was matched. Else what a person must look at. */
export function changedHead<Field extends string>(
  table: SheetTable,
  before: { fingerprint: string; titles: readonly string[]; columns: Columns<Field> },
): ChangedHead | null {
  if (table.fingerprint === before.fingerprint) return null;
  const has = (titles: readonly string[], title: string) =>
    titles.some((one) => plain(one) === plain(title));
  return {
    missing: entriesOf(before.columns).flatMap(([, title]) =>
      has(table.titles, title) ? [] : [title],
    ),
    added: table.titles.filter((title) => title !== '' && !has(before.titles, title)),
  };
}

/** What each field's column seems to be: as it was matched before where it still stands, else by its words. */
export function guessColumns<Field extends string>(
  titles: readonly string[],
  kind: SheetKind<Field>,
  before: Columns<Field> | null,
): Columns<Field> {
  const guessed = guessFields(titles, kind.words);
  const kept: Partial<Record<Field, string>> = {};
  for (const [field, title] of entriesOf(before)) {
    const now = titles.find((one) => plain(one) === plain(title));
    if (now !== undefined) kept[field] = now;
  }
  const taken = new Set(entriesOf<Field>(kept).map(([, title]) => title));
  for (const [field, title] of entriesOf(guessed)) if (!taken.has(title)) kept[field] ??= title;
  return kept;
}

function entriesOf<Field extends string>(columns: Columns<Field> | null): [Field, string][] {
  return Object.entries<string | undefined>(columns ?? {}) as [Field, string][];
}

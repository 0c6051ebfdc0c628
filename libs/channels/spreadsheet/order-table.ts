import { badFile, isBlank, type Cell, type SheetGrid } from '@ganh/sheets';
import { type OrderColumns, ORDER_WORDS } from './order-fields';
import { refuseOldLetters } from './old-letters';
import { fingerprintOf, guessFields, mergeAt, plain, titlesOf } from './titles';

export type TableCell = string | number | null;

/** The order list of a file, apart from everything around it. Small enough to be kept while a person looks at it. */
export interface OrderTable {
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
const ENOUGH_KNOWN = 4;
const LONGEST_CELL = 500;

/**
 * Finds the order list in the visible sheets: the row with the most titles that are known, from before (`before`) or by
 * their words; without any, the first row that is titles all through. Merged cells count in each row they cover.
 */
export function readOrderTable(
  grids: readonly SheetGrid[],
  before: OrderColumns | null,
): OrderTable {
  const wanted = new Set(Object.values(before ?? {}).map(plain));
  let best: Head | null = null as Head | null;
  for (const grid of grids)
    for (let row = 0; row < Math.min(grid.rows.length, LOOK_AT_ROWS); row++) {
      const known = knownIn(grid, row, wanted);
      // Under a row of group titles the lower one says the same and more.
      const isLower = best?.grid === grid && best.row === row - 1 && best.known === known;
      if (known > 0 && (isLower || known > (best?.known ?? 0))) best = { grid, row, known };
    }
  const head = best ?? plainHead(grids);
  if (!head)
    throw badFile(
      'no_head',
      'Không thấy dòng tiêu đề cột như mã đơn, tên khách, số lượng.',
      'Chọn đúng tệp danh sách đơn tải từ sàn.',
    );
  const table = tableUnder(head.grid, head.row);
  if (table.rows.length === 0)
    throw badFile('no_orders', 'Bảng này chưa có đơn nào.', 'Chọn tệp có đơn.');
  refuseOldLetters([
    ...table.titles,
    ...table.rows.slice(0, 60).flatMap(({ cells }) => cells.map(String)),
  ]);
  return table;
}

function knownIn(grid: SheetGrid, row: number, wanted: ReadonlySet<string>): number {
  const cells = grid.rows[row] ?? [];
  if (cells.some((cell) => typeof cell === 'number' || cell instanceof Date)) return 0;
  const titles = titlesOf(grid, row);
  const fromBefore = titles.filter((title) => wanted.has(plain(title))).length;
  const guessed = Object.keys(guessFields(titles, ORDER_WORDS)).length;
  const known = Math.max(fromBefore, guessed);
  return known >= ENOUGH_KNOWN ? known : 0;
}

/** A head in words we do not know at all: a person will match them. */
function plainHead(grids: readonly SheetGrid[]): { grid: SheetGrid; row: number } | null {
  for (const grid of grids)
    for (let row = 0; row < Math.min(grid.rows.length - 1, LOOK_AT_ROWS); row++) {
      const filled = (grid.rows[row] ?? []).filter((cell) => !isBlank(cell));
      const isWords = filled.every((cell) => typeof cell === 'string' && /\p{L}/u.test(cell));
      if (filled.length >= ENOUGH_KNOWN && isWords) return { grid, row };
    }
  return null;
}

function tableUnder(grid: SheetGrid, head: number): OrderTable {
  const titles = titlesOf(grid, head);
  while (titles.at(-1) === '') titles.pop();
  // A title that reaches over two rows: the orders begin under the lower one.
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
export function changedHead(
  table: OrderTable,
  before: { fingerprint: string; titles: readonly string[]; columns: OrderColumns },
): ChangedHead | null {
  if (table.fingerprint === before.fingerprint) return null;
  const has = (titles: readonly string[], title: string) =>
    titles.some((one) => plain(one) === plain(title));
  return {
    missing: Object.values(before.columns).filter((title) => !has(table.titles, title)),
    added: table.titles.filter((title) => title !== '' && !has(before.titles, title)),
  };
}

/** What each field's column seems to be: as it was matched before where it still stands, else by its words. */
export function guessColumns(titles: readonly string[], before: OrderColumns | null): OrderColumns {
  const guessed = guessFields(titles, ORDER_WORDS);
  const kept = Object.entries(before ?? {}).flatMap(([field, title]) => {
    const now = titles.find((one) => plain(one) === plain(title));
    return now === undefined ? [] : [[field, now] as const];
  });
  const taken = new Set(kept.map(([, title]) => title));
  const rest = Object.entries(guessed).filter(([, title]) => !taken.has(title));
  return Object.fromEntries([...rest, ...kept]);
}

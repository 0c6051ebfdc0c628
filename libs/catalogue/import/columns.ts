import { fold } from '@ganh/kernel';
import { cellText, isBlank, type Cell, type SheetGrid } from '@ganh/sheets';
import { isKnownTitle, roleOf, type RoleMatch } from './header-role';
import { PRICE_UNITS, type Role } from './header-words';

export interface Column {
  index: number;
  title: string;
  role: Role;
  rank: number;
}

/** One table of a sheet: 0-based rows, the title rows at the top, and what each column holds. */
export interface Table {
  headTop: number;
  headBottom: number;
  /** Last row, included. */
  bottom: number;
  columns: Column[];
  /** What title or words above it say a bare price counts; null = they say nothing. */
  priceUnitVnd: number | null;
}

const GOODS_ROLES: ReadonlySet<Role> = new Set<Role>([
  'name', 'sku', 'unit', 'pack', 'price', 'stock', 'producer', 'madeOn', 'expiresOn', 'stars', 'maker-or-date', 'unit-or-maker',
]); // prettier-ignore

/** The price unit a text declares: "Giá (nghìn đồng)" → 1000. */
export function priceUnitOf(text: string): number | null {
  const folded = fold(text);
  return PRICE_UNITS.find(([pattern]) => pattern.test(folded))?.[1] ?? null;
}

function titleCells(row: readonly Cell[]): { index: number; match: RoleMatch | null }[] {
  return row.flatMap((cell, index) => {
    if (typeof cell !== 'string' || isBlank(cell))
      return isBlank(cell) ? [] : [{ index, match: null }];
    return [{ index, match: roleOf(cellText(cell)) }];
  });
}

/** Is this row the titles of a table? Two kinds of column with the name among them, or three without. */
export function isHeaderRow(row: readonly Cell[]): boolean {
  if (row.some((cell) => typeof cell === 'number' || cell instanceof Date)) return false;
  if (!row.some((cell) => typeof cell === 'string' && isKnownTitle(cellText(cell)))) return false;
  const cells = titleCells(row);
  const known = cells.filter((cell) => cell.match !== null);
  const roles = new Set(
    known.map((cell) => cell.match!.role).filter((role) => GOODS_ROLES.has(role)),
  );
  if (known.length * 2 < cells.length) return false;
  return roles.has('name') ? roles.size >= 2 : roles.size >= 3;
}

/** A second row of titles: "Lẻ", "Sỉ" under a merged "Giá bán"; "(nghìn đồng)" under "Giá". */
function isSubHeader(grid: SheetGrid, head: number, nameColumn: number): boolean {
  const row = grid.rows[head + 1];
  if (!row || titleCells(row).some((cell) => cell.match?.role === 'name')) return false;
  const cells = row.flatMap((cell, index) => (isBlank(cell) ? [] : [{ cell, index }]));
  if (cells.length === 0 || !isBlank(row[nameColumn])) return false;
  return cells.every(({ cell, index }) => {
    if (typeof cell !== 'string') return false;
    const text = cellText(cell);
    const under = groupTitle(grid, head, index);
    const known = roleOf(`${under} ${text}`) !== null || roleOf(text) !== null;
    return (known && text.length <= 30) || /^\(.*\)$/.test(text);
  });
}

/** The title over a column: its own cell, the merged block it belongs to, else the nearest title on its left. */
function groupTitle(grid: SheetGrid, row: number, column: number): string {
  const own = cellText(grid.rows[row]?.[column]);
  if (own !== '') return own;
  const merge = grid.merges.find(
    (block) =>
      block.top <= row && block.bottom >= row && block.left <= column && block.right >= column,
  );
  if (merge) return cellText(grid.rows[merge.top]?.[merge.left]);
  for (let left = column - 1; left >= 0; left -= 1) {
    const title = cellText(grid.rows[row]?.[left]);
    if (title !== '') return isBlank(grid.rows[row + 1]?.[left]) ? '' : title;
  }
  return '';
}

/** A row of group titles over the real ones, e.g. "Giá bán (nghìn đ)" across "Lẻ" and "Sỉ". */
function groupRowAbove(grid: SheetGrid, head: number): number | null {
  const above = head > 0 ? grid.rows[head - 1] : undefined;
  if (!above) return null;
  const merged = grid.merges.filter((block) => block.top === head - 1 && block.right > block.left);
  const cells = titleCells(above);
  if (cells.length < 2 && !merged.some((block) => block.left > 0)) return null;
  return cells.length > 0 && cells.every((cell) => cell.match !== null) ? head - 1 : null;
}

function columnAt(
  grid: SheetGrid,
  head: number,
  above: number | null,
  sub: boolean,
  index: number,
): Column | null {
  const own = cellText(grid.rows[head]?.[index]);
  const below = sub ? cellText(grid.rows[head + 1]?.[index]) : '';
  const over = above === null ? '' : groupTitle(grid, above, index);
  const group = below === '' ? own : own || groupTitle(grid, head, index);
  const texts = [`${group} ${below}`, below, `${over} ${own}`, own].map((text) => text.trim());
  const title = [over, group, below].filter((text) => text !== '').join(' ');
  if (title === '' || (own === '' && below === '')) return null;
  const matches = texts.map((text) => (text === '' ? null : roleOf(text)));
  const match =
    matches.find((found) => found !== null && found.role !== 'other') ??
    matches.find((found) => found !== null);
  // "Giá bán | Sỉ" begins like a retail price: the words of the lower title decide.
  const lower = below === '' ? null : roleOf(below);
  const settled = lower?.role === 'other' && match?.role === 'price' ? lower : match;
  return { index, title, role: settled?.role ?? 'other', rank: settled?.rank ?? 0 };
}

function headAt(grid: SheetGrid, head: number): Omit<Table, 'bottom'> {
  const width = Math.max(grid.rows[head]!.length, grid.rows[head + 1]?.length ?? 0);
  const first = titleCells(grid.rows[head]!).find((cell) => cell.match?.role === 'name');
  const sub = isSubHeader(grid, head, first?.index ?? -1);
  const above = groupRowAbove(grid, head);
  const columns: Column[] = [];
  for (let index = 0; index < width; index += 1) {
    const column = columnAt(grid, head, above, sub, index);
    if (column) columns.push(column);
  }
  return { headTop: above ?? head, headBottom: sub ? head + 1 : head, columns, priceUnitVnd: null };
}

/** All tables of a sheet, top to bottom. A row with the titles of the table above it is no new table. */
export function findTables(grid: SheetGrid): Table[] {
  const tables: Table[] = [];
  for (let row = 0; row < grid.rows.length; row += 1) {
    if (!isHeaderRow(grid.rows[row]!)) continue;
    const head = headAt(grid, row);
    const last = tables.at(-1);
    if (last && sameTitles(last.columns, head.columns)) continue;
    if (last) last.bottom = head.headTop - 1;
    tables.push({ ...head, bottom: grid.rows.length - 1 });
    row = head.headBottom;
  }
  return tables.flatMap((table, i) =>
    sideBySide({ ...table, priceUnitVnd: declaredUnit(grid, table, tables[i - 1]) }),
  );
}

function sameTitles(a: readonly Column[], b: readonly Column[]): boolean {
  return (
    a.length === b.length &&
    a.every((column, i) => column.index === b[i]!.index && column.role === b[i]!.role)
  );
}

/** "ĐVT: nghìn đồng" somewhere between the table before and this one. */
function declaredUnit(grid: SheetGrid, table: Table, before: Table | undefined): number | null {
  const from = before ? Math.max(before.headBottom + 1, table.headTop - 3) : 0;
  for (let row = from; row < table.headTop; row += 1) {
    for (const cell of grid.rows[row] ?? []) {
      const text = cellText(cell);
      if (
        /(?:^|[^a-z])(?:gia|dvt|don vi|don vi tinh|tien te)(?![a-z])/.test(fold(text)) &&
        !/\d{4,}|\/\d/.test(text)
      ) {
        const unit = priceUnitOf(text);
        if (unit !== null) return unit;
      }
    }
  }
  return null;
}

/** Two tables beside each other share their rows: the titles repeat from the second name column on. */
function sideBySide(table: Table): Table[] {
  const names = table.columns.filter((column) => column.role === 'name');
  const prices = table.columns.filter((column) => column.role === 'price');
  if (names.length < 2 || prices.length < names.length) return [table];
  const first = table.columns.indexOf(names[0]!);
  const lead = table.columns
    .slice(0, first)
    .filter((column) => column.role === 'order' || column.role === 'sku').length;
  const starts = names.map((name) => Math.max(0, table.columns.indexOf(name) - lead));
  const parts = starts.map((start, i) =>
    table.columns.slice(start, starts[i + 1] ?? table.columns.length),
  );
  const whole = parts.every((part) => part.some((column) => column.role === 'price'));
  return whole ? parts.map((columns) => ({ ...table, columns })) : [table];
}

import { fold } from '@ganh/kernel';
import { cellText, isBlank, type Cell } from '@ganh/sheets';
import { isHeaderRow } from './columns';
import { NOTE_ROW, SECTION_ROW, STOPPED, TOTAL_ROW } from './header-words';
import type { SheetCells } from './row-cells';
import type { Role } from './header-words';
import type { SettledTable } from './table-columns';

/** What a row under the titles is: goods, nothing at all, or a line to skip with its reason. */
export type RowKind = { kind: 'goods' } | { kind: 'blank' } | { kind: 'skip'; reason: string };

const skip = (reason: string): RowKind => ({ kind: 'skip', reason });
/** Cells that say something about goods beside their name. */
const FACT_ROLES: readonly Role[] = [
  'sku',
  'unit',
  'pack',
  'price',
  'stock',
  'producer',
  'madeOn',
  'expiresOn',
  'stars',
];
/** "1 2 3 4" or "(1) (2) (3)" under the titles. */
const NUMBERING = /^\(?\d{1,2}\)?$/;

function isNumbering(row: readonly Cell[]): boolean {
  const texts = row.filter((cell) => !isBlank(cell)).map(cellText);
  if (texts.length < 4 || !texts.every((text) => NUMBERING.test(text))) return false;
  const numbers = texts.map((text) => Number(text.replace(/[()]/g, '')));
  return numbers.every((number, i) => i === 0 || number === numbers[i - 1]! + 1);
}

/** All words of a row that may say "ngưng bán": notes, price, stock, and cells without a title. */
export function remarks(cells: SheetCells, table: SettledTable, row: number): string[] {
  const titled = new Set(table.columns.map((column) => column.index));
  const last = Math.max(...titled);
  const texts = table.columns
    .filter(
      (column) => column.role === 'note' || column.role === 'stock' || column.role === 'price',
    )
    .map((column) => cellText(cells.own(row, column.index)));
  const loose = (cells.grid.rows[row] ?? [])
    .slice(0, last + 3)
    .filter((_, index) => !titled.has(index));
  return [...texts, ...loose.filter((cell) => typeof cell === 'string').map(cellText)].filter(
    (text) => text !== '',
  );
}

function stoppedReason(
  cells: SheetCells,
  table: SettledTable,
  row: number,
  name: string,
): string | null {
  if (cells.grid.struck.has(row)) return 'Dòng bị gạch ngang, coi như không bán nữa.';
  const bracketed = [...name.matchAll(/[([]([^)\]]*)[)\]]/g)].map((found) => found[1]!);
  const said = [...remarks(cells, table, row), ...bracketed].find((text) =>
    STOPPED.test(fold(text)),
  );
  return said === undefined ? null : `Ghi “${said.slice(0, 40)}” nên không đăng bán.`;
}

export function kindOfRow(cells: SheetCells, table: SettledTable, row: number): RowKind {
  const indexes = table.columns.map((column) => column.index);
  const left = Math.min(...indexes);
  const right = Math.max(...indexes);
  const whole = cells.grid.rows[row] ?? [];
  const inTable = whole.slice(left, right + 1);
  const filled = inTable.filter((cell) => !isBlank(cell));
  if (filled.length === 0) {
    return whole.some((cell) => !isBlank(cell)) && left === 0
      ? skip('Chữ nằm ngoài bảng.')
      : { kind: 'blank' };
  }
  if (isHeaderRow(whole)) return skip('Dòng tiêu đề lặp lại.');
  if (isNumbering(inTable)) return skip('Dòng đánh số cột.');
  const first = cellText(filled[0]);
  const nameColumn = table.by.get('name')![0]!.index;
  const name = cellText(cells.meant(row, nameColumn, table.headBottom + 1));
  const ownName = cellText(cells.own(row, nameColumn));
  if ([first, ownName].some((text) => TOTAL_ROW.test(fold(text)))) return skip('Dòng tổng cộng.');
  const facts = FACT_ROLES.filter((role) => hasFact(cells, table, row, role));
  if (isBlank(name)) return namelessKind(facts, filled.length, first);
  const unpriced = facts.every((role) => role !== 'price' && role !== 'stock');
  if (unpriced && opensWithNote(table, whole, ownName)) return skip('Dòng ghi chú.');
  if (facts.length === 0) return wordsKind(cells, table, row, ownName || first);
  const stopped = stoppedReason(cells, table, row, name);
  return stopped === null ? { kind: 'goods' } : skip(stopped);
}

/** Does the row begin like a note? "***" in a column of stars is no footnote. */
function opensWithNote(table: SettledTable, row: readonly Cell[], name: string): boolean {
  const index = row.findIndex((cell) => !isBlank(cell));
  const role = table.columns.find((column) => column.index === index)?.role;
  const opening = role !== undefined && FACT_ROLES.includes(role) ? name : cellText(row[index]);
  return [opening, name].some((text) => NOTE_ROW.test(fold(text)));
}

function hasFact(cells: SheetCells, table: SettledTable, row: number, role: Role): boolean {
  return (table.by.get(role) ?? []).some((column) => !isBlank(cells.own(row, column.index)));
}

function namelessKind(facts: readonly Role[], filled: number, first: string): RowKind {
  if (NOTE_ROW.test(fold(first))) return skip('Dòng ghi chú.');
  if (filled === 1)
    return skip(
      SECTION_ROW.test(fold(first)) ? 'Dòng tên nhóm hàng.' : 'Dòng chữ, không phải hàng.',
    );
  const telling = facts.filter(
    (role) => role !== 'stock' && role !== 'madeOn' && role !== 'expiresOn',
  );
  return telling.length >= 2 ? { kind: 'goods' } : skip('Dòng không có tên hàng.');
}

/** A row of words alone: with its number in the list it is goods that lack everything else. */
function wordsKind(cells: SheetCells, table: SettledTable, row: number, text: string): RowKind {
  if (SECTION_ROW.test(fold(text))) return skip('Dòng tên nhóm hàng.');
  if (NOTE_ROW.test(fold(text))) return skip('Dòng ghi chú.');
  const order = table.by.get('order')?.[0];
  if (order && /^\d+[.)]?$/.test(cellText(cells.own(row, order.index)))) return { kind: 'goods' };
  return skip('Dòng chỉ có chữ, không giá và không số còn.');
}

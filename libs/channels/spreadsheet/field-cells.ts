import { tidy } from '@ganh/kernel';
import type { Columns } from './sheet-kind';
import type { SheetTable, TableCell } from './sheet-table';
import { plain } from './titles';

/** Something a person must look at. `held`: what the row tells cannot be taken until the file says it clearly. */
export interface RowAsk {
  row: number;
  order: string | null;
  field: string;
  reason: string;
  held: boolean;
}

const TOTAL_ROW = /^(tong|cong|total|sum|so don|nguoi lap|ghi chu)\b/;

/** Begins a row that sums up or signs the list. */
export function isTotal(cell: TableCell): boolean {
  return typeof cell === 'string' && TOTAL_ROW.test(plain(cell));
}

/** Rows of a table by our fields. */
export class FieldCells<Field extends string> {
  private readonly at = new Map<Field, number>();

  constructor(
    private readonly table: SheetTable,
    private readonly columns: Columns<Field>,
  ) {
    for (const [field, title] of Object.entries<string | undefined>(columns)) {
      const index = table.titles.indexOf(title ?? '');
      if (index >= 0) this.at.set(field as Field, index);
    }
  }

  has(field: Field): boolean {
    return this.at.has(field);
  }

  title(field: Field): string {
    return this.columns[field] ?? '';
  }

  of(cells: readonly TableCell[], field: Field): TableCell {
    const index = this.at.get(field);
    return index === undefined ? null : (cells[index] ?? null);
  }

  words(cells: readonly TableCell[], field: Field, most: number): string {
    return tidy(String(this.of(cells, field) ?? '')).slice(0, most);
  }

  /** An empty row, or the titles once more. */
  isHead(cells: readonly TableCell[]): boolean {
    return cells.every(
      (cell, i) => cell === null || plain(String(cell)) === plain(this.table.titles[i] ?? ''),
    );
  }
}

import { fold } from '@ganh/kernel';
import { cellText, isBlank, type Cell, type SheetGrid } from '@ganh/sheets';

/** More merged cells than any price list has; beyond it merges are left alone. */
const MOST_MERGED_CELLS = 200_000;
const DITTO = /^(?:["”“'`´,]{1,3}|''|\/\/|-?\s*(?:nt|n t|nhu tren|nhu tren nt)\s*-?)$/;

/** Cells of a sheet with downward merges filled and ditto marks ("nt", 〃) resolved. */
export class SheetCells {
  private readonly mergedTop = new Map<number, Map<number, number>>();

  constructor(readonly grid: SheetGrid) {
    let cells = 0;
    for (const { top, left, bottom } of grid.merges) {
      const end = Math.min(bottom, grid.rows.length - 1);
      cells += Math.max(0, end - top);
      if (cells > MOST_MERGED_CELLS) break;
      const column = this.mergedTop.get(left) ?? new Map<number, number>();
      for (let row = top + 1; row <= end; row += 1) column.set(row, top);
      this.mergedTop.set(left, column);
    }
  }

  /** The cell as it stands, merges not filled. */
  own(row: number, column: number): Cell {
    return this.grid.rows[row]?.[column] ?? null;
  }

  /** Is the cell the lower part of a merged block that holds a value? */
  isMergedBelow(row: number, column: number): boolean {
    const top = this.mergedTop.get(column)?.get(row);
    return top !== undefined && !isBlank(this.own(top, column));
  }

  /** What the cell means: of a block merged downwards its top, of a ditto mark the cell above (down to `firstRow`). */
  meant(row: number, column: number, firstRow: number): Cell {
    const top = this.mergedTop.get(column)?.get(row) ?? row;
    let at = top >= firstRow ? top : row;
    while (at > firstRow && DITTO.test(ditto(this.own(at, column)))) {
      at -= 1;
      while (at > firstRow && isBlank(this.own(at, column))) at -= 1;
    }
    const cell = this.own(at, column);
    return DITTO.test(ditto(cell)) ? null : cell;
  }
}

function ditto(cell: Cell): string {
  return typeof cell === 'string' ? fold(cellText(cell)).replace(/〃/g, '"') : '';
}

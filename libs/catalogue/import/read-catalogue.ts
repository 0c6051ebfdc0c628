import { cellText, isBlank, type SheetGrid } from '@ganh/sheets';
import { findTables } from './columns';
import { ListedGoods } from './duplicates';
import { NOTE_ROW } from './header-words';
import { priceReader } from './price-column';
import { readRow, type ReadRow } from './read-row';
import type { CatalogueReading } from './reading';
import { SheetCells } from './row-cells';
import { kindOfRow } from './row-kind';
import { settleTable, type SettledTable } from './table-columns';
import { fold } from '@ganh/kernel';

/** Rows of one sheet as read, before rows are compared with each other. */
interface SheetReading {
  rows: ReadRow[];
  ask: CatalogueReading['ask'];
  skipped: CatalogueReading['skipped'];
}

function readTable(cells: SheetCells, table: SettledTable, into: SheetReading): void {
  const sheet = cells.grid.name;
  const first = table.headBottom + 1;
  const price = table.by.get('price')?.[0];
  const goods: number[] = [];
  for (let row = first; row <= table.bottom; row += 1) {
    const kind = kindOfRow(cells, table, row);
    if (kind.kind === 'goods') goods.push(row);
    if (kind.kind === 'skip') into.skipped.push({ sheet, row: row + 1, reason: kind.reason });
  }
  const prices = price ? goods.map((row) => cells.meant(row, price.index, first)) : [];
  const reader = priceReader(prices, table.priceUnitVnd);
  for (const row of goods) into.rows.push(readRow({ cells, table, row, price: reader }));
  if (goods.length > 0 && !table.by.has('stock')) {
    into.ask.push({ sheet, row: first, field: 'stock', reason: 'Bảng này không có cột số còn.' });
  }
}

/** SKUs typed now in capitals, now not, are the same code: the column's usual way wins. */
function evenSkuCase(rows: readonly ReadRow[]): void {
  const codes = rows.flatMap(({ product }) =>
    product.sku !== null && /[a-z]/i.test(product.sku) ? [product.sku] : [],
  );
  const capitals = codes.filter((code) => code === code.toUpperCase()).length;
  if (capitals * 2 <= codes.length) return;
  for (const { product } of rows) product.sku = product.sku?.toUpperCase() ?? null;
}

function readSheet(grid: SheetGrid): SheetReading {
  const reading: SheetReading = { rows: [], ask: [], skipped: [] };
  const cells = new SheetCells(grid);
  const tables = findTables(grid).flatMap((table) => settleTable(grid, table) ?? []);
  const covered = new Set<number>();
  for (const table of tables) {
    for (let row = table.headTop; row <= table.bottom; row += 1) covered.add(row);
    for (let row = table.headTop; row <= table.headBottom; row += 1) {
      if (tables.find((other) => other.headTop === table.headTop) !== table) continue;
      reading.skipped.push({ sheet: grid.name, row: row + 1, reason: 'Dòng tiêu đề.' });
    }
    readTable(cells, table, reading);
  }
  grid.rows.forEach((row, index) => {
    if (covered.has(index)) return;
    const text = cellText(row.find((cell) => !isBlank(cell)));
    if (text === '') return;
    const loose = NOTE_ROW.test(fold(text)) ? 'Dòng ghi chú.' : 'Dòng chữ phía trên bảng.';
    const reason = tables.length === 0 ? 'Không thấy bảng hàng ở trang này.' : loose;
    reading.skipped.push({ sheet: grid.name, row: index + 1, reason });
  });
  evenSkuCase(reading.rows);
  reading.rows.sort((a, b) => a.product.row - b.product.row);
  return reading;
}

/** Says what an import of these sheets would do. Pure: cells in, reading out; never guesses where two readings exist. */
export function readCatalogue(sheets: readonly SheetGrid[]): CatalogueReading {
  const result: CatalogueReading = { products: [], duplicates: [], ask: [], skipped: [] };
  const listed = new ListedGoods();
  for (const grid of sheets) {
    const { rows, ask, skipped } = readSheet(grid);
    for (const read of rows) {
      const { sheet, row } = read.product;
      const repeat = listed.repeat(read);
      if (repeat) {
        const kind = repeat.conflicts.length > 0 ? 'conflict' : 'same';
        result.duplicates.push({
          sheet,
          row,
          of: { sheet: repeat.of.sheet, row: repeat.of.row },
          kind,
        });
        for (const conflict of repeat.conflicts) result.ask.push({ sheet, row, ...conflict });
        continue;
      }
      result.products.push(read.product);
      for (const open of read.asks) result.ask.push({ sheet, row, ...open });
    }
    result.ask.push(...ask);
    const order = [...skipped].sort((a, b) => a.row - b.row);
    result.skipped.push(...order.filter((one, i) => one.row !== order[i - 1]?.row));
  }
  return result;
}

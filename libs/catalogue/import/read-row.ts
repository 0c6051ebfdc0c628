import { fold, formatVnd } from '@ganh/kernel';
import { addShelfLife, cellText, isBlank, readDate, type Cell } from '@ganh/sheets';
import { kindCodeFrom } from '../kinds';
import type { Role } from './header-words';
import { SOLD_OUT } from './header-words';
import { readName, type NameText } from './name-text';
import { onlyPack, readPackText, type Pack, type PackText } from './pack';
import type { PriceCell } from './price-column';
import type { ReadField, ReadProduct } from './reading';
import type { SheetCells } from './row-cells';
import { remarks } from './row-kind';
import { readStars } from './stars';
import { readStock } from './stock-text';
import { measureInTitle, type SettledTable } from './table-columns';

export interface RowAsk {
  field: ReadField;
  reason: string;
}

/** A row understood, with what it leaves open. */
export interface ReadRow {
  product: ReadProduct;
  asks: RowAsk[];
}

/** Everything needed to read one row of one table. */
export interface RowSource {
  cells: SheetCells;
  table: SettledTable;
  row: number;
  price: (cell: Cell | undefined) => PriceCell;
}

function cellOf(source: RowSource, role: Role): Cell {
  const columns = source.table.by.get(role) ?? [];
  const first = source.table.headBottom + 1;
  for (const column of columns) {
    const cell = source.cells.meant(source.row, column.index, first);
    // Of two price columns only the surer one speaks; of other kinds the first that says something.
    if (role === 'price' || !isBlank(cell)) return cell;
  }
  return null;
}

function textOf(source: RowSource, role: Role): string | null {
  const cell = cellOf(source, role);
  return isBlank(cell) ? null : cellText(cell);
}

/** A bare number takes the measure of its column's title; without one nobody knows what it counts. */
function packCell(source: RowSource, role: 'unit' | 'pack'): PackText {
  const text = textOf(source, role);
  if (text === null) return { unit: null, pack: null, ask: null };
  if (!/^\d+(?:[.,]\d+)?$/.test(text)) return readPackText(text);
  const title = source.table.by.get(role)?.[0]?.title ?? '';
  const measure = measureInTitle(title);
  if (measure !== null) return { ...readPackText(`${text} ${measure}`), unit: null };
  return { unit: null, pack: null, ask: `Quy cách chỉ ghi “${text}”, chưa rõ là g, ml hay cái.` };
}

interface Packing {
  unit: string | null;
  pack: Pack | null;
  asks: RowAsk[];
}

const PER_UNIT: readonly string[] = ['kg', 'lít'];

export function packWords(pack: Pack): string {
  if (pack.measure === 'piece') return `${pack.amount} cái`;
  const big = pack.amount >= 1000 && pack.amount % 100 === 0;
  if (big)
    return `${String(pack.amount / 1000).replace('.', ',')} ${pack.measure === 'g' ? 'kg' : 'lít'}`;
  return `${String(pack.amount).replace('.', ',')} ${pack.measure}`;
}

/** Unit and pack from their columns and the name. Sold "by the kg" is a pack of 1 kg unless something else is said. */
function packingOf(source: RowSource, name: NameText): Packing {
  const unitCell = packCell(source, 'unit');
  const specCell = packCell(source, 'pack');
  const unit = unitCell.unit ?? specCell.unit ?? name.pack.unit;
  const said = [unitCell, specCell, name.pack];
  const ask = said.find((one) => one.ask !== null)?.ask;
  if (ask) return { unit, pack: null, asks: [{ field: 'pack', reason: ask }] };
  const packs = said.flatMap((one) => (one.pack === null ? [] : [one.pack]));
  const pack = onlyPack(packs);
  if (pack !== 'two') return { unit, pack, asks: [] };
  const reason = `Chỗ ghi ${[...new Set(packs.map(packWords))].join(', chỗ ghi ')}.`;
  return { unit, pack: null, asks: [{ field: 'pack', reason }] };
}

/** "85k/kg" of a thing packed by 500 g is not the price of one pack: null = the price holds, else the question. */
function priceFits(per: PackText, priceVnd: number, packing: Packing): string | null {
  const price = formatVnd(priceVnd);
  if (per.pack && per.pack.measure !== 'piece') {
    const { pack } = packing;
    if (pack && pack.amount === per.pack.amount && pack.measure === per.pack.measure) return null;
    if (!pack && (packing.unit === null || PER_UNIT.includes(packing.unit))) return null;
    const sold = pack ? `hàng đóng ${packWords(pack)}` : `hàng bán theo ${packing.unit}`;
    return `Giá ${price} là cho ${packWords(per.pack)}, ${sold}.`;
  }
  if (per.unit === null || packing.unit === null || fold(per.unit) === fold(packing.unit))
    return null;
  return `Giá ${price} là cho một ${per.unit}, hàng bán theo ${packing.unit}.`;
}

function readPrice(
  source: RowSource,
  packing: Packing,
): { priceVnd: number | null; asks: RowAsk[] } {
  const column = source.table.by.get('price')?.[0];
  if (!column)
    return { priceVnd: null, asks: [{ field: 'priceVnd', reason: 'Bảng này không có cột giá.' }] };
  const cell = source.price(cellOf(source, 'price'));
  const perText = cell.per ?? measureInTitle(column.title);
  if (perText !== null) {
    const per = readPackText(perText);
    const conflict = cell.priceVnd === null ? null : priceFits(per, cell.priceVnd, packing);
    if (conflict !== null)
      return { priceVnd: null, asks: [{ field: 'priceVnd', reason: conflict }] };
    if (per.pack && per.pack.measure !== 'piece') packing.pack ??= per.pack;
    packing.unit ??= per.unit;
    if (packing.unit === null && /^(?:1\s*)?k(?:g|ý|i|y)$/iu.test(perText)) packing.unit = 'kg';
  }
  return {
    priceVnd: cell.priceVnd,
    asks: cell.ask === null ? [] : [{ field: 'priceVnd', reason: cell.ask }],
  };
}

function readLeft(source: RowSource, packing: Packing): { stock: number | null; asks: RowAsk[] } {
  const column = source.table.by.get('stock')?.[0];
  const soldOut = remarks(source.cells, source.table, source.row).some((text) =>
    SOLD_OUT.test(fold(text)),
  );
  const open = (reason: string): { stock: null; asks: RowAsk[] } => ({
    stock: null,
    asks: [{ field: 'stock', reason }],
  });
  if (!column) return { stock: soldOut ? 0 : null, asks: [] };
  if (
    isBlank(source.cells.own(source.row, column.index)) &&
    source.cells.isMergedBelow(source.row, column.index)
  ) {
    return open('Ô số còn gộp chung nhiều món, chưa rõ mỗi món còn bao nhiêu.');
  }
  const left = readStock(cellOf(source, 'stock'), packing.unit);
  if (left.ask !== null) return open(left.ask);
  if (left.stock === null) return soldOut ? { stock: 0, asks: [] } : open('Chưa ghi số còn.');
  if (soldOut && left.stock > 0) return open(`Ghi hết hàng nhưng số còn là ${left.stock}.`);
  if (left.unit !== null && packing.unit === null) {
    const kilo = PER_UNIT.includes(left.unit);
    if (kilo && packing.pack !== null && packing.pack.amount !== 1000) {
      return open(`Số còn ghi theo ${left.unit}, hàng đóng ${packWords(packing.pack)}.`);
    }
    packing.unit = left.unit;
  }
  return { stock: left.stock, asks: [] };
}

function readDays(source: RowSource): {
  madeOn: string | null;
  expiresOn: string | null;
  asks: RowAsk[];
} {
  const made = readDate(cellOf(source, 'madeOn'));
  const end = readDate(cellOf(source, 'expiresOn'));
  const asks: RowAsk[] = [];
  if (made.ask !== null) asks.push({ field: 'madeOn', reason: made.ask });
  if (made.shelfLife)
    asks.push({ field: 'madeOn', reason: 'Ô ngày sản xuất ghi một khoảng thời gian.' });
  if (end.ask !== null) asks.push({ field: 'expiresOn', reason: end.ask });
  let expiresOn = end.day;
  if (end.shelfLife && made.day !== null) expiresOn = addShelfLife(made.day, end.shelfLife);
  if (end.shelfLife && made.day === null) {
    const text = textOf(source, 'expiresOn') ?? '';
    asks.push({ field: 'expiresOn', reason: `Hạn ghi “${text}” mà chưa rõ ngày sản xuất.` });
  }
  if (made.day !== null && expiresOn !== null && expiresOn < made.day) {
    asks.push({ field: 'expiresOn', reason: 'Hạn dùng lại trước ngày sản xuất.' });
    expiresOn = null;
  }
  return { madeOn: made.day, expiresOn, asks };
}

function readGrade(source: RowSource, name: NameText): { stars: number | null; asks: RowAsk[] } {
  const column = textOf(source, 'stars');
  const said = [
    column === null ? { stars: null, ask: null } : readStars(column, true),
    ...remarks(source.cells, source.table, source.row).map((text) => readStars(text, false)),
    name.stars,
  ];
  const ask = said.find((one) => one.ask !== null)?.ask;
  if (ask) return { stars: null, asks: [{ field: 'stars', reason: ask }] };
  const found = [...new Set(said.flatMap((one) => (one.stars === null ? [] : [one.stars])))];
  if (found.length > 1) {
    return {
      stars: null,
      asks: [{ field: 'stars', reason: `Chỗ ghi ${found[0]} sao, chỗ ghi ${found[1]} sao.` }],
    };
  }
  return { stars: found[0] ?? null, asks: [] };
}

export function readRow(source: RowSource): ReadRow {
  const name = readName(textOf(source, 'name') ?? '');
  const packing = packingOf(source, name);
  const price = readPrice(source, packing);
  const left = readLeft(source, packing);
  const days = readDays(source);
  const grade = readGrade(source, name);
  const asks = [...packing.asks, ...price.asks, ...left.asks, ...days.asks, ...grade.asks];
  const kind = kindCodeFrom(textOf(source, 'kind'));
  if (name.name === '') asks.unshift({ field: 'name', reason: 'Chưa ghi tên hàng.' });
  const product: ReadProduct = {
    sheet: source.cells.grid.name,
    row: source.row + 1,
    name: name.name === '' ? null : name.name,
    sku: textOf(source, 'sku') ?? name.sku,
    producer: textOf(source, 'producer'),
    unit: packing.unit,
    pack: packing.asks.length > 0 ? null : packing.pack,
    priceVnd: price.priceVnd,
    stock: left.stock,
    madeOn: days.madeOn,
    expiresOn: days.expiresOn,
    stars: grade.stars,
    ...(kind === '' ? {} : { kind }),
  };
  return { product, asks };
}

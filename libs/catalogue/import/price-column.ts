import { formatVnd, readPriceText, vndOf, type PriceText, type WrittenVnd } from '@ganh/kernel';
import { cellText, isBlank, type Cell } from '@ganh/sheets';

/** A price cell understood: `per` is what the price is for, as written after "/" ("kg", "500g"). */
export interface PriceCell {
  priceVnd: number | null;
  per: string | null;
  ask: string | null;
}

const THOUSAND = 1_000;
/** Below this no goods are sold: 180 ₫ is a slip of the pen (ui.md §7, 04). */
const LOWEST_VND = 1_000;
const HIGHEST_VND = 2_000_000_000;
const FULL_AMOUNT = 10_000;
/** How far from its neighbours a price may lie and still be believed. */
const BELOW = 4;
const ABOVE = 3;
const ENOUGH_NEIGHBOURS = 3;

/** What the whole column says about a bare number in it. */
interface Scale {
  declaredVnd: number | null;
  /** Prices whose meaning does not depend on the column. */
  lowestVnd: number;
  highestVnd: number;
  known: number;
  hasSmall: boolean;
  hasFull: boolean;
}

function priceText(cell: Cell | undefined): PriceText | null {
  if (typeof cell === 'number') {
    const written: WrittenVnd = {
      digits: Math.round(cell * 10_000),
      decimals: 4,
      unitVnd: null,
      moreVnd: 0,
    };
    return { kind: 'amount', value: written, per: null };
  }
  if (cell instanceof Date) return { kind: 'unclear', reason: 'Ô giá đang là ngày tháng.' };
  return isBlank(cell) ? null : readPriceText(cellText(cell));
}

function bareOf(value: WrittenVnd): number | null {
  return value.unitVnd === null ? value.digits / 10 ** value.decimals : null;
}

function scaleOf(cells: readonly (Cell | undefined)[], declaredVnd: number | null): Scale {
  const known: number[] = [];
  let hasSmall = false;
  let hasFull = false;
  for (const cell of cells) {
    const read = priceText(cell);
    if (read?.kind !== 'amount') continue;
    const bare = bareOf(read.value);
    if (bare !== null && bare > 0 && bare < THOUSAND) hasSmall = true;
    if (bare !== null && bare >= FULL_AMOUNT) hasFull = true;
    const small = bare !== null && bare < THOUSAND;
    const certain = bare === null || small || (declaredVnd === null && bare >= FULL_AMOUNT);
    const vnd = certain ? vndOf(read.value, small ? (declaredVnd ?? THOUSAND) : 1) : null;
    if (vnd !== null && vnd >= LOWEST_VND) known.push(vnd);
  }
  const lowestVnd = known.length ? known.reduce((a, b) => Math.min(a, b)) : 0;
  const highestVnd = known.length ? known.reduce((a, b) => Math.max(a, b)) : 0;
  return { declaredVnd, lowestVnd, highestVnd, known: known.length, hasSmall, hasFull };
}

function believable(vnd: number, scale: Scale): boolean {
  return vnd >= scale.lowestVnd / BELOW && vnd <= scale.highestVnd * ABOVE;
}

/**
 * How many đồng a bare number counts in its column; null when both readings are possible.
 * 85 is thousands in any price column; 2850 under "nghìn đồng" is 2,85 million; 65000 there, among 16…680, is plain đồng.
 */
function bareUnit(bare: number, scale: Scale): number | null {
  const declared = scale.declaredVnd;
  if (bare < THOUSAND) return declared ?? THOUSAND;
  if (declared === null || declared > THOUSAND) {
    if (bare >= FULL_AMOUNT || !scale.hasSmall) return 1;
    if (!scale.hasFull) return THOUSAND;
  } else if (scale.known < ENOUGH_NEIGHBOURS) {
    return bare < FULL_AMOUNT ? THOUSAND : scale.hasSmall ? null : 1;
  }
  const thousands = believable(bare * THOUSAND, scale);
  const plain = believable(bare, scale);
  if (thousands !== plain) return thousands ? THOUSAND : 1;
  return declared !== null && !plain && bare < FULL_AMOUNT ? THOUSAND : null;
}

function decide(value: WrittenVnd, scale: Scale): number | null {
  const bare = bareOf(value);
  const unit = bare === null ? 1 : bareUnit(bare, scale);
  const vnd = unit === null ? null : vndOf(value, unit);
  return vnd !== null && vnd >= LOWEST_VND && vnd <= HIGHEST_VND ? vnd : null;
}

function readCell(cell: Cell | undefined, scale: Scale): PriceCell {
  const read = priceText(cell);
  if (read === null) return { priceVnd: null, per: null, ask: 'Chưa ghi giá.' };
  if (read.kind === 'unclear') return { priceVnd: null, per: null, ask: read.reason };
  const text = cellText(cell).slice(0, 40);
  if (read.kind === 'amount') {
    const priceVnd = decide(read.value, scale);
    return {
      priceVnd,
      per: read.per,
      ask: priceVnd === null ? `Giá “${text}” chưa chắc là bao nhiêu đồng.` : null,
    };
  }
  const from = decide(read.from, scale);
  const to = decide(read.to, scale);
  if (from !== null && from === to) return { priceVnd: from, per: read.per, ask: null };
  const both = from !== null && to !== null && from < to;
  const range = both ? `từ ${formatVnd(from)} đến ${formatVnd(to)}` : `“${text}”`;
  return { priceVnd: null, per: read.per, ask: `Giá là khoảng ${range}, chưa rõ bán giá nào.` };
}

/** A reader for one price column: it has seen all cells before it judges one. `declaredVnd`: what the titles say. */
export function priceReader(
  cells: readonly (Cell | undefined)[],
  declaredVnd: number | null,
): (cell: Cell | undefined) => PriceCell {
  const scale = scaleOf(cells, declaredVnd);
  return (cell) => readCell(cell, scale);
}

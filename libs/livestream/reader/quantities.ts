import type { Product } from './catalogue';
import type { AmountPiece } from './piece';
import { describes, isMeasured, toCatalogueUnit, type Unit } from './units';
import { isSizeSaid } from './variants';
import type { Wish } from './wishes';

/** How many, in the catalogue's unit. `value` null: not clear; `isSaid` false: nothing written, so one. */
export interface Quantity {
  value: number | null;
  isSaid: boolean;
  isConverted: boolean;
}

const ONE: Quantity = { value: 1, isSaid: false, isConverted: false };

/** The amounts that count: not sizes that name a variant, and no bare unit beside a number. */
function amountsFor(product: Product, wish: Wish): readonly AmountPiece[] {
  let { amounts } = wish;
  const { parts } = product;
  if (parts.size > 0) {
    if (parts.has('l'))
      amounts = amounts.map((a) => (a.unit?.name === 'l' ? { ...a, unit: null } : a));
    amounts = amounts.filter((a) => !isSizeSaid(a, parts, wish));
  }
  if (amounts.length < 2 || amounts.every((a) => a.how === 'implied')) return amounts;
  return amounts.filter((a) => a.how !== 'implied' || isMeasured(a.unit!));
}

export function quantityOf(product: Product, wish: Wish): Quantity {
  if (wish.amounts.length === 0) return ONE;
  const { counted } = product;
  const amounts = amountsFor(product, wish);
  if (amounts.length === 0) return ONE;
  let isSaid = false;
  let isConverted = false;
  for (const { how, value, unit } of amounts) {
    if (how === 'vague' || Number.isNaN(value)) return UNCLEAR;
    if (how !== 'implied') isSaid = true;
    if (unit !== null && unit.group !== counted.unit.group) isConverted = true;
  }
  const only = amounts.length === 1 ? amounts[0]! : null;
  const value = only
    ? toCatalogueUnit(counted, only.value, only.unit)
    : severalAmounts(product, amounts, wish);
  if (value !== null && product.max !== null && value > product.max)
    return { value: null, isSaid: true, isConverted };
  return { value, isSaid: isSaid || isConverted, isConverted };
}

const UNCLEAR: Quantity = { value: null, isSaid: true, isConverted: false };

function severalAmounts(
  product: Product,
  amounts: readonly AmountPiece[],
  wish: Wish,
): number | null {
  const counts = amounts.filter((a) => !isMeasure(a.unit));
  const measures = amounts.filter((a) => isMeasure(a.unit));
  return counts.length > 0 && measures.length > 0
    ? both(product, counts, measures)
    : combined(product.counted, amounts, wish);
}

const isMeasure = (unit: Unit | null): boolean => unit !== null && isMeasured(unit);

/** "2 hũ 500ml": so many, and what one holds; "2 gói nửa ký" of something sold by weight: so many times so much. */
function both(
  product: Product,
  counts: readonly AmountPiece[],
  measures: readonly AmountPiece[],
): number | null {
  const { counted } = product;
  const count = oneValue(
    counts.map((c) =>
      toCatalogueUnit(
        isMeasured(counted.unit) ? PLAIN : counted,
        c.value,
        isMeasured(counted.unit) ? null : c.unit,
      ),
    ),
  );
  const measure = measures[0]!;
  if (count === null || measures.length > 1) return null;
  // "2 bao 5kg" where a bao is ten bags of 5 kg.
  const isPack = counts.some((c) => c.unit !== null && (counted.packs.get(c.unit.name) ?? 1) !== 1);
  if (isPack) return null;
  if (isMeasured(counted.unit)) {
    const amount = toCatalogueUnit(counted, measure.value, measure.unit);
    return amount === null ? null : Math.round(count * amount * 1e6) / 1e6;
  }
  if (!counted.holds || describes(counted, measure.value, measure.unit!)) return count;
  return toCatalogueUnit(counted, measure.value, measure.unit) === count ? count : null;
}

const PLAIN = {
  unit: { name: '', kind: 'pack', size: 1, group: '' },
  perUnit: 1,
  holds: null,
  packs: new Map(),
  step: null,
  isEgg: false,
} as const;

function oneValue(values: readonly (number | null)[]): number | null {
  const first = values[0];
  return first !== undefined && values.every((v) => v === first) ? first : null;
}

/** "1 thùng 2 chai", "1 ký 2 lạng": a bigger unit and, right behind it, some of a smaller one. */
function isPackAndRest(amounts: readonly AmountPiece[], values: readonly number[]): boolean {
  if (amounts.length !== 2) return false;
  const [big, small] = amounts as [AmountPiece, AmountPiece];
  if (!big.unit || !small.unit || small.word.at - big.until !== 1) return false;
  return values[0]! / big.value > values[1]!;
}

/** "2 cho em 3 cho mẹ" adds up; "2 à 3" is three; two numbers that contradict are nothing. */
function combined(
  counted: Product['counted'],
  amounts: readonly AmountPiece[],
  wish: Wish,
): number | null {
  const values = amounts.map((a) => toCatalogueUnit(counted, a.value, a.unit));
  if (values.includes(null)) return null;
  if (isPackAndRest(amounts, values as number[])) return values[0]! + values[1]!;
  const shared = wish.pieces.filter((p) => p.kind === 'word' && p.word.text === 'cho').length;
  if (values.length > 1 && shared >= values.length)
    return values.reduce((sum: number, v) => sum + v!, 0);
  return oneValue(values);
}

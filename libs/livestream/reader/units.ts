/** Unit words (domain page §4) and how one unit is told in another. */

export type UnitKind =
  /** Grams or millilitres. */
  | 'mass'
  | 'volume'
  /** One pack of the product: words of one group mean the same pack. */
  | 'pack'
  /** Bigger packs: need a factor in the catalogue. */
  | 'multi'
  /** Words for "one of it", whatever it is. */
  | 'piece'
  /** Pieces of produce, living or grown: not exchangeable. */
  | 'grown'
  /** So many of it: dozen, ten, pair. */
  | 'count';

export interface Unit {
  name: string;
  kind: UnitKind;
  /** Grams, millilitres or pieces in one; 1 where nothing is counted. */
  size: number;
  /** Words of one group stand for each other. */
  group: string;
}

const UNIT_WORDS: readonly (readonly [
  names: string,
  kind: UnitKind,
  size?: number,
  group?: string,
])[] = [
  ['hũ; hủ; hụ', 'pack', 1, 'jar'],
  ['lọ; chai; can; bình; vò; keo; thẩu; lon', 'pack', 1, 'jar'],
  ['gói; bịch; bọc; túi; bao; bì; xấp', 'pack', 1, 'bag'],
  ['hộp; họp', 'pack', 1, 'box'],
  ['tuýp; cuộn; tấm; viên; ống; đĩa; xâu; cuốn', 'pack', 1, ''],
  ['khay; vỉ; thùng; kiện; lốc; két; dây; carton; thg', 'multi'],
  ['cái; chiếc; phần; suất; món; sản phẩm; pcs', 'piece'],
  ['bộ; set; combo; giỏ', 'piece', 1, 'set'],
  ['con', 'grown', 1, 'con'],
  ['trái; quả', 'grown', 1, 'fruit'],
  ['củ', 'grown', 1, 'củ'],
  ['bắp', 'grown', 1, 'bắp'],
  ['cây', 'grown', 1, 'cây'],
  ['bó; mớ', 'grown', 1, 'bó'],
  ['nải', 'grown', 1, 'nải'],
  ['buồng', 'grown', 1, 'buồng'],
  ['chùm', 'grown', 1, 'chùm'],
  ['mét', 'grown', 1, 'mét'],
  ['kg; ký; kí; ki; kilo; cân; kgs; kilogram; ki lô; kí lô; ký lô', 'mass', 1000],
  ['lạng', 'mass', 100],
  ['gram; gr; g; gam; grams', 'mass', 1],
  ['yến', 'mass', 10_000],
  ['tạ', 'mass', 100_000],
  ['tấn', 'mass', 1_000_000],
  ['lít; l', 'volume', 1000],
  ['ml', 'volume', 1],
  ['xị', 'volume', 250],
  ['chục', 'count', 10],
  ['tá; lố', 'count', 12],
  ['đôi; cặp', 'count', 2],
];

export const UNITS: ReadonlyMap<string, Unit> = new Map(
  UNIT_WORDS.flatMap(([names, kind, size = 1, group]) => {
    const all = names.split('; ');
    const own = group ?? all[0]!;
    return all.map((name): [string, Unit] => [name, { name, kind, size, group: own || name }]);
  }),
);

/** What the catalogue counts in: the unit, and what one holds where that is known (`túi 2 kg`, `lốc 6 hũ`, name `… 500 ml`). */
export interface Counted {
  unit: Unit;
  /** Several of the unit sold as one (`100 g`, `10 quả`). */
  perUnit: number;
  holds: { unit: Unit; amount: number } | null;
  packs: ReadonlyMap<string, number>;
  step: number | null;
  isEgg: boolean;
}

const EGGS_PER_TRAY = 10;
export const isMeasured = (unit: Unit): boolean => unit.kind === 'mass' || unit.kind === 'volume';
const round = (value: number): number => Math.round(value * 1e6) / 1e6;

/** `value` of `unit` (null: no unit written) in the catalogue's unit; null where that is not sure. */
export function toCatalogueUnit(counted: Counted, value: number, unit: Unit | null): number | null {
  const raw = inUnits(counted, value, unit);
  if (raw === null) return null;
  const quantity = round(raw);
  if (quantity < 0 || quantity > MOST) return null;
  if (counted.step !== null) {
    const steps = quantity / counted.step;
    return Math.abs(steps - Math.round(steps)) < 1e-6 ? quantity : null;
  }
  return isMeasured(counted.unit) || Number.isInteger(quantity) ? quantity : null;
}

/** No buyer of a live means more; a longer number is something else. */
const MOST = 9999;

/** `can` is a jar, and `cân` without its mark where the goods are weighed. */
function meantUnit({ unit: own, holds }: Counted, unit: Unit): Unit {
  const isWeighed = own.kind === 'mass' || (own.group !== 'jar' && holds?.unit.kind === 'mass');
  return unit.name === 'can' && isWeighed ? UNITS.get('cân')! : unit;
}

function inUnits(counted: Counted, value: number, typed: Unit | null): number | null {
  const own = counted.unit;
  const unit = typed && meantUnit(counted, typed);
  // "30 trứng" of something sold by ten: thirty eggs or thirty tens.
  if (unit === null) return own.kind === 'count' && value >= own.size ? null : value;
  const factor = counted.packs.get(unit.name);
  if (factor !== undefined) return value * factor;
  if (isMeasured(unit)) {
    if (own.kind === unit.kind) return (value * unit.size) / (own.size * counted.perUnit);
    if (counted.holds && counted.holds.unit.kind === unit.kind) {
      return (value * unit.size) / (counted.holds.amount * counted.holds.unit.size);
    }
    return null;
  }
  if (
    unit.kind === own.kind &&
    unit.group === own.group &&
    unit.size === own.size &&
    own.kind !== 'count'
  )
    return value / counted.perUnit;
  if (unit.kind === 'count') {
    if (isMeasured(own)) return null;
    return own.kind === 'count'
      ? (value * unit.size) / own.size
      : (value * unit.size) / counted.perUnit;
  }
  if (isMeasured(own)) return null;
  if (own.kind === 'count')
    return unit.kind === 'grown' || unit.kind === 'piece' ? value / own.size : null;
  if (unit.kind === 'piece') return value / counted.perUnit;
  if (unit.name === 'vỉ' && counted.isEgg) return value * EGGS_PER_TRAY;
  if (
    counted.holds &&
    (counted.holds.unit.name === unit.name || counted.holds.unit.group === unit.group)
  ) {
    return value / counted.holds.amount;
  }
  if (own.kind === 'piece' && (unit.kind === 'pack' || unit.kind === 'grown')) return value;
  return own.group === unit.group ? value : null;
}

/** Whether an amount is just what one of it holds ("gạo 5kg" for a bag of 5 kg): a description, not a number of bags. */
export function describes(counted: Counted, value: number, unit: Unit): boolean {
  const { holds } = counted;
  if (!holds || holds.unit.kind !== unit.kind) return false;
  return Math.abs(value * unit.size - holds.amount * holds.unit.size) < 1e-6;
}

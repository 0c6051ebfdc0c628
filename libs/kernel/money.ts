import { fold, tidy } from './text';

/** What a person's words about a price mean. Amounts are whole đồng, safe integers, never negative. */
export type VndReading =
  | { kind: 'amount'; amountVnd: number }
  | { kind: 'range'; fromVnd: number; toVnd: number }
  | { kind: 'unclear'; reason: string };

/** One number as written: `digits / 10^decimals`, in `unitVnd` đồng; unitVnd null = no unit and no thousands mark. */
export interface WrittenVnd {
  digits: number;
  decimals: number;
  unitVnd: number | null;
  /** Added after the unit: the half million of "1tr rưỡi", the 250.000 of "1tr25". */
  moreVnd: number;
}

/** A price text taken apart, before anybody decides what a bare number counts. `per` is the text after "/" (85k/kg → kg). */
export type PriceText =
  | { kind: 'amount'; value: WrittenVnd; per: string | null }
  | { kind: 'range'; from: WrittenVnd; to: WrittenVnd; per: string | null }
  | { kind: 'unclear'; reason: string };

const THOUSAND = 1_000;
const MILLION = 1_000_000;
const BILLION = 1_000_000_000;

/** Units in search form (addresses-phones-money §4). Longer words first: "tram nghin" before "tram". */
const UNITS: readonly (readonly [string, number])[] = [
  ['ty', BILLION],
  ['ti', BILLION],
  ['trieu', MILLION],
  ['tr', MILLION],
  ['cu', MILLION],
  ['tram nghin', 100 * THOUSAND],
  ['tram ngan', 100 * THOUSAND],
  ['tram k', 100 * THOUSAND],
  ['tram', 100 * THOUSAND],
  ['xi', 100 * THOUSAND],
  ['chuc', 10 * THOUSAND],
  ['nghin', THOUSAND],
  ['ngan', THOUSAND],
  ['ng', THOUSAND],
  ['ka', THOUSAND],
  ['k', THOUSAND],
];
const UNIT_VND = new Map(UNITS);
const UNIT = `(${UNITS.map(([word]) => word.replace(' ', '\\s*')).join('|')})(?![a-z])`;
const GROUPED = "[1-9]\\d{0,2}([., '])\\d{3}(?:\\2\\d{3})*(?![\\d'])(?:[.,]0{1,2}(?!\\d))?";
const PLAIN = '(?:0[.,]\\d{1,3}|\\d+[.,]\\d{1,2}|\\d+)(?![.,]?\\d)';
const NUMBER = new RegExp(`^(?:(${GROUPED})|(${PLAIN}))`);
const UNIT_AT = new RegExp(`^\\s*${UNIT}`);
const CURRENCY_AT = /^\s*(?:vnd|dong|d|₫)(?![a-z])\.?/;
const TAIL_AT = new RegExp(`^(\\s*)(\\d{1,3}(?:[.]\\d{3})?)(?![\\d.,])(?:\\s*${UNIT})?`);
const HALF_AT = /^\s*ruoi(?![a-z])/;
const RANGE_AT = /^\s*(?:-+>?|–|—|~|→|den|toi|hoac|hay)\s*/;
const ABOUT = /^(?:gia(?:\s+ban)?|khoang|tam|co|ca|chi|con|~|≈|:|=|\*|-|\s)+/;
const ONE_SIDED = /^(?:tu|tren|duoi|toi thieu|toi da|it nhat|>|<|≥|≤|\+)\s*/;
/** No price is longer; a story is not searched for one. */
const LONGEST_TEXT = 200;
const NO_NUMBER = 'Chưa ghi giá bằng số.';

interface Scanned {
  value: WrittenVnd;
  rest: string;
}

/** "25" after "1tr" is decimals of a million, "250 nghìn" an amount of its own. null = not a tail. */
function scanTail(text: string, unitVnd: number): { moreVnd: number; rest: string } | null {
  const half = HALF_AT.exec(text);
  if (half) return { moreVnd: unitVnd / 2, rest: text.slice(half[0].length) };
  const tail = TAIL_AT.exec(text);
  if (!tail || unitVnd < THOUSAND) return null;
  const [all, blank, written, word] = tail as unknown as [
    string,
    string,
    string,
    string | undefined,
  ];
  const rest = text.slice(all.length);
  if (
    blank !== '' &&
    (unitVnd < MILLION || !/^(?:\s*(?:vnd|dong|d|₫)(?![a-z])\.?)?\s*(?:\/.*|-.*)?$/.test(rest))
  ) {
    return null;
  }
  const digits = Number(written.replace('.', ''));
  if (word !== undefined) {
    const small = UNIT_VND.get(word.replace(/\s+/g, ' ')) ?? 0;
    return small < unitVnd ? { moreVnd: digits * small, rest } : null;
  }
  if (written.includes('.')) return { moreVnd: digits, rest };
  return { moreVnd: (digits * unitVnd) / 10 ** written.length, rest };
}

/** "nửa triệu", "triệu rưỡi": a unit without a number. */
function scanWords(text: string): Scanned | null {
  const half = /^nua\s+(?=[a-z])/.exec(text);
  const word = half ? text.slice(half[0].length) : text;
  const unit = UNIT_AT.exec(word);
  if (!unit) return null;
  const unitVnd = UNIT_VND.get(unit[1]!.replace(/\s+/g, ' '))!;
  const rest = word.slice(unit[0].length);
  if (half) return { value: { digits: 5, decimals: 1, unitVnd, moreVnd: 0 }, rest };
  const more = unitVnd > THOUSAND ? HALF_AT.exec(rest) : null;
  if (!more) return null;
  return {
    value: { digits: 1, decimals: 0, unitVnd, moreVnd: unitVnd / 2 },
    rest: rest.slice(more[0].length),
  };
}

/** One amount at the start of a folded text. */
function scanAmount(text: string): Scanned | null {
  const number = NUMBER.exec(text);
  if (!number) return scanWords(text);
  const grouped = number[1] !== undefined;
  const written = grouped ? number[0].replace(/[.,]0{1,2}$/, '').replace(/[., ']/g, '') : number[0];
  const [whole, fraction = ''] = written.split(/[.,]/) as [string, string?];
  const digits = Number(whole + fraction);
  let rest = text.slice(number[0].length);
  const value: WrittenVnd = {
    digits,
    decimals: fraction.length,
    unitVnd: grouped ? 1 : null,
    moreVnd: 0,
  };
  const unit = UNIT_AT.exec(rest);
  if (unit) {
    value.unitVnd = UNIT_VND.get(unit[1]!.replace(/\s+/g, ' '))!;
    // "1.250tr" is either 1,25 million or 1,25 billion: nobody may guess between them.
    if (grouped && value.unitVnd >= MILLION) return null;
    rest = rest.slice(unit[0].length);
    const tail = fraction === '' ? scanTail(rest, value.unitVnd) : null;
    if (tail) {
      value.moreVnd = tail.moreVnd;
      rest = tail.rest;
    }
  }
  const currency = CURRENCY_AT.exec(rest);
  if (currency) {
    value.unitVnd ??= digits < THOUSAND && fraction === '' ? null : 1;
    rest = rest.slice(currency[0].length);
  }
  return { value, rest };
}

/** The text after "/" in the seller's own spelling: fold loses marks that a unit name needs. */
function perOf(rest: string, original: string): string | null {
  const per = /^\s*(?:\/|(?:moi|mot|1)\s+(?=[a-z]))\s*(.+)$/.exec(rest);
  if (!per) return null;
  const words = tidy(original).split(/\s*\/\s*|\s+(?:mỗi|một|moi|mot)\s+/iu);
  return words.length > 1 ? words.slice(1).join('/') : per[1]!;
}

const PER_MANY = /^(?:[2-9]|1\d+)\d*\s*(?!\d|g(?![a-z])|gr|kg|ml|l(?![a-z])|lit|gam)/;

/** May `rest` follow an amount? Units and words may, further numbers may not. */
function restIsNote(rest: string): boolean {
  return /^\s*$/.test(rest) || /^\s*\//.test(rest) || /^[\s,;.!:+–-]+[^\d]*$/.test(rest);
}

/**
 * Takes a price text apart without deciding what a bare number counts; null when nothing is there.
 * For whoever knows the column around it (the spreadsheet import); everybody else wants `parseVnd`.
 */
export function readPriceText(text: string): PriceText | null {
  if (text.length > LONGEST_TEXT) return unclear(text);
  const folded = fold(text);
  if (/^[-–—_.?x\s]*$/.test(folded)) return null;
  let rest = folded.replace(/\s*\([^)]*\)|\s*\[[^\]]*\]/g, ' ').trim();
  if (rest === '') rest = folded.replace(/[()[\]]/g, ' ').trim();
  rest = rest.replace(/[\s,;]*\bmua \d+ tang \d+.*$/, '').replace(/[\s.,;:!–-]+$/, '');
  if (/^-\s*\d/.test(rest)) return unclear(text, 'Giá không thể nhỏ hơn 0.');
  rest = rest.replace(ABOUT, '');
  const side = ONE_SIDED.exec(rest);
  if (side) rest = rest.slice(side[0].length);
  const first = scanAmount(rest);
  if (!first) return unclear(text, /\d/.test(rest) ? undefined : NO_NUMBER);
  const between = RANGE_AT.exec(first.rest);
  const second = between ? scanAmount(first.rest.slice(between[0].length)) : null;
  if (second) return rangeOf(first.value, second, text);
  if (side) return unclear(text, `Giá chỉ ghi một đầu “${tidy(text)}”.`);
  if (!restIsNote(first.rest)) return unclear(text);
  const per =
    /^\s*\//.test(first.rest) || /^\s+mo[ti]i?\s/.test(first.rest) ? perOf(first.rest, text) : null;
  if (per !== null && (PER_MANY.test(fold(per)) || /\d\s*k\b/.test(fold(per)))) {
    return unclear(text, `Giá “${tidy(text)}” là cho nhiều món cùng lúc, hoặc có hai giá.`);
  }
  return { kind: 'amount', value: first.value, per };
}

function unclear(
  text: string,
  reason = `Không đọc được giá “${tidy(text).slice(0, 60)}”.`,
): PriceText {
  return { kind: 'unclear', reason };
}

function rangeOf(from: WrittenVnd, second: Scanned, text: string): PriceText {
  if (!restIsNote(second.rest)) return unclear(text);
  const to = second.value;
  if (from.unitVnd === null && to.unitVnd !== null) {
    // 80-90k: both in thousands; 900-1tr: the first is one step below the second.
    const same = { ...from, unitVnd: to.unitVnd };
    const low = (vndOf(same) ?? 0) <= (vndOf(to) ?? 0) ? same : { ...from, unitVnd: THOUSAND };
    return { kind: 'range', from: low, to, per: perOf(second.rest, text) };
  }
  return { kind: 'range', from, to, per: perOf(second.rest, text) };
}

/** Whole đồng of a written number, bare ones counted in `bareUnitVnd`; null when it is no whole safe number of đồng. */
export function vndOf(value: WrittenVnd, bareUnitVnd = 1): number | null {
  const product = value.digits * (value.unitVnd ?? bareUnitVnd);
  const whole = product / 10 ** value.decimals + value.moreVnd;
  return Number.isSafeInteger(product) && Number.isSafeInteger(whole) ? whole : null;
}

/**
 * Reads a price as people write it: 85k, 85 ngàn, 85.000đ, 85,000 VND, 1tr25 (= 1 250 000), triệu rưỡi, 80-90k.
 * `bareThousands`: a number below 1000 without a unit means thousands (a price column, a price field).
 * A dot or comma before exactly three digits is a thousands mark, else a decimal mark (addresses-phones-money §4).
 * null = nothing there; what has two readings is `unclear`, with one plain Vietnamese sentence.
 */
export function parseVnd(
  text: string,
  options: { bareThousands?: boolean } = {},
): VndReading | null {
  const read = readPriceText(text);
  if (read === null || read.kind === 'unclear') return read;
  const amount = (value: WrittenVnd): number | null => {
    const small = value.digits / 10 ** value.decimals < THOUSAND;
    return vndOf(value, options.bareThousands && small ? THOUSAND : 1);
  };
  const notWhole: VndReading = {
    kind: 'unclear',
    reason: `Giá “${tidy(text).slice(0, 60)}” không thành đồng chẵn.`,
  };
  if (read.kind === 'amount') {
    const amountVnd = amount(read.value);
    return amountVnd === null ? notWhole : { kind: 'amount', amountVnd };
  }
  const fromVnd = amount(read.from);
  const toVnd = amount(read.to);
  if (fromVnd === null || toVnd === null) return notWhole;
  if (fromVnd === toVnd) return { kind: 'amount', amountVnd: fromVnd };
  if (fromVnd > toVnd)
    return { kind: 'unclear', reason: `Giá “${tidy(text).slice(0, 60)}” có hai số ngược nhau.` };
  return { kind: 'range', fromVnd, toVnd };
}

/** Nearest whole đồng, halves up. Throws RangeError beyond safe integers. */
export function roundHalfUpVnd(value: number): number {
  const floor = Math.floor(value);
  const rounded = value - floor >= 0.5 ? floor + 1 : floor;
  if (!Number.isSafeInteger(rounded)) throw new RangeError('not an amount in đồng');
  return rounded;
}

/**
 * A line's amount: price per unit × quantity in smallest steps ÷ steps per unit, rounded half up once
 * (docs/architecture.md, decision 5). Throws RangeError for anything but safe integers.
 */
export function amountVnd(priceVnd: number, quantitySteps: number, stepsPerUnit: number): number {
  if (![priceVnd, quantitySteps, stepsPerUnit].every(Number.isSafeInteger) || stepsPerUnit <= 0) {
    throw new RangeError('price, quantity and steps must be whole numbers');
  }
  // BigInt: the product of two safe integers need not be one.
  const twice = 2n * BigInt(priceVnd) * BigInt(quantitySteps) + BigInt(stepsPerUnit);
  const divisor = 2n * BigInt(stepsPerUnit);
  const floor = twice / divisor - (twice % divisor < 0n ? 1n : 0n);
  const amount = Number(floor);
  if (!Number.isSafeInteger(amount)) throw new RangeError('amount beyond safe integers');
  return amount;
}

import { fold } from '@ganh/kernel';
import { align, cut, original, type AlignedText } from './aligned-text';
import { clean } from '@ganh/sheets';
import {
  CONTAINER_FOLDS,
  containerInName,
  containerOf,
  isMeasure,
  isPiece,
  MEASURE_FOLDS,
  MEASURES,
  PIECE_FOLDS,
  type Measure,
} from './unit-words';

export interface Pack {
  amount: number;
  measure: Measure;
}

/** What a text says about how goods are packed. `ask` is a sentence when it says two things or a range. */
export interface PackText {
  unit: string | null;
  pack: Pack | null;
  ask: string | null;
}

const NUM = '(?:\\d{1,3}(?:[.,]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?|nua)';
const MEAS = `(?:${MEASURE_FOLDS})(?![a-z\\d])`;
const PIECE = `(?:${PIECE_FOLDS})(?![a-z])`;
const FACTOR = `${NUM}\\s*(?:${MEAS}|${PIECE}|chiec|nguoi)?`;
const LENGTH = `${NUM}(?:\\s*[x*]\\s*${NUM})*\\s*(?:cm|mm|dm|m|inch|in)(?![a-z])`;
const BOX = `(?:${CONTAINER_FOLDS})(?![a-z])`;
const BEFORE = '(?<![a-z\\d.,])';
/** Numbers multiplied: "6 hũ x 70 ml", "20gói x 3g", "500g", "30 viên". */
const AMOUNT = `${FACTOR}(?:\\s*[x*]\\s*${FACTOR})*`;
const RANGE = new RegExp(`${BEFORE}(${NUM})(\\s*)(?:-|–|den|~)\\s*(${NUM})\\s*(${MEAS}|${PIECE})`);
/** "400 - 500g" is a range; in "Toản Xuân 999 - 5000g" the dash only parts the name from the pack. */
const WIDEST_SPACED_RANGE = 3;
const AMOUNTS = new RegExp(`${BEFORE}${AMOUNT}`, 'g');
const LENGTHS = new RegExp(`${BEFORE}${LENGTH}`, 'g');
const ENDS_IN_MEASURE = new RegExp(`\\d\\s*${MEAS}$`);
const ONE_FACTOR = new RegExp(`(${NUM})\\s*(${MEAS}|${PIECE})?`, 'g');

function numberOf(written: string, big: boolean): number | null {
  if (written === 'nua') return 0.5;
  if (/^[1-9]\d{0,2}(?:[.,]\d{3})+$/.test(written)) {
    // "1.500 kg" may be one and a half or fifteen hundred.
    return big ? null : Number(written.replace(/[.,]/g, ''));
  }
  return Number(written.replace(',', '.'));
}

/** Reads "6 hũ x 70 ml" as 420 ml; null when a factor has two readings or nothing says what is counted. */
function amountOf(aligned: AlignedText, from: number, to: number): Pack | null {
  let amount = 1;
  let measure: Measure | null = null;
  for (const factor of aligned.folded.slice(from, to).matchAll(ONE_FACTOR)) {
    const [all, written, word] = factor as unknown as [string, string, string | undefined];
    const unit = word === undefined ? undefined : MEASURES.get(word);
    const value = numberOf(written, unit !== undefined && unit.size >= 1000);
    if (value === null || value <= 0) return null;
    const end = from + factor.index + all.length;
    const spelled = word === undefined ? '' : original(aligned, end - word.length, end);
    if (unit) {
      if (!isMeasure(spelled)) return null;
      if (measure === 'g' || measure === 'ml') return null;
      measure = unit.measure;
      amount *= value * unit.size;
      continue;
    }
    if (word !== undefined) {
      if (!isPiece(spelled)) return null;
      measure ??= 'piece';
    }
    amount *= value;
  }
  if (measure === null) return null;
  const rounded = Math.round(amount * 1000) / 1000;
  return measure === 'piece' && !Number.isInteger(rounded) ? null : { amount: rounded, measure };
}

/** The words of a range of amounts ("400-500g"); null when there is none. */
function rangeIn(aligned: AlignedText): string | null {
  const range = RANGE.exec(aligned.folded);
  if (!range) return null;
  const from = numberOf(range[1]!, false) ?? 0;
  const to = numberOf(range[3]!, false) ?? 0;
  const near = range[2] === '' || to <= from * WIDEST_SPACED_RANGE;
  return from < to && near ? original(aligned, range.index, range.index + range[0].length) : null;
}

interface Found {
  pack: Pack;
  from: number;
  to: number;
}

function amountsIn(aligned: AlignedText): Found[] {
  const lengths = [...aligned.folded.matchAll(LENGTHS)].map(
    (m) => [m.index, m.index + m[0].length] as const,
  );
  return [...aligned.folded.matchAll(AMOUNTS)].flatMap((found) => {
    const from = found.index;
    const to = from + found[0].trimEnd().length;
    if (lengths.some(([start, end]) => from < end && to > start)) return [];
    const pack = amountOf(aligned, from, to);
    return pack ? [{ pack, from, to }] : [];
  });
}

/** "phòng/đêm" is one unit. */
const TWO_BOXES = new RegExp(`^${BOX}\\s*/\\s*${BOX}$`);
const FIRST_BOX = new RegExp(`^\\s*(?:1\\s*)?(${BOX})`);
const BOX_AFTER = new RegExp(`^\\s*(?:/|moi|mot|tren)\\s*(?:1\\s*)?(${BOX})`);
const samePack = (a: Pack, b: Pack): boolean => a.amount === b.amount && a.measure === b.measure;

/** The one pack several places speak of. "gói 10 cái" and "350 g" agree: what it weighs says more than what it counts. */
export function onlyPack(packs: readonly Pack[]): Pack | 'two' | null {
  const measured = packs.filter((pack) => pack.measure !== 'piece');
  const [first, ...others] = measured.length > 0 ? measured : packs;
  if (first === undefined) return null;
  return others.every((pack) => samePack(pack, first)) ? first : 'two';
}

/** Reads a cell of a unit or pack column: "hộp 300 g", "lon/565g", "chai nửa lít", "kg", "cái đường kính 25 cm". */
export function readPackText(cell: string): PackText {
  const text = clean(cell).replace(/^[-–*•+\s]+|[\s.,;:]+$/g, '');
  const aligned = align(text);
  if (text === '') return { unit: null, pack: null, ask: null };
  if (TWO_BOXES.test(aligned.folded)) return { unit: text.toLowerCase(), pack: null, ask: null };
  const box = FIRST_BOX.exec(aligned.folded);
  let unit = box
    ? containerOf(original(aligned, box[0].length - box[1]!.length, box[0].length))
    : null;
  if (unit === 'kg' || unit === 'lít') {
    const one: Pack =
      unit === 'kg' ? { amount: 1000, measure: 'g' } : { amount: 1000, measure: 'ml' };
    if (aligned.folded.trim() === box![0].trim()) return { unit, pack: one, ask: null };
    unit = null;
  }
  if (rangeIn(aligned) !== null)
    return { unit, pack: null, ask: `Quy cách “${text}” là khoảng, chưa rõ một gói bao nhiêu.` };
  const found = amountsIn(aligned);
  const after = found[0] ? BOX_AFTER.exec(aligned.folded.slice(found[0].to)) : null;
  if (unit === null && after && found[0]) {
    const end = found[0].to + after[0].length;
    unit = containerOf(original(aligned, end - after[1]!.length, end));
  }
  if (unit === null && found.length === 0 && !/\d/.test(text) && text.split(' ').length <= 3)
    unit = text.toLowerCase();
  const pack = onlyPack(found.map((one) => one.pack));
  if (pack === null) return { unit, pack, ask: null };
  if (pack === 'two') {
    return { unit, pack: null, ask: `Quy cách “${text}” ghi hai lượng khác nhau.` };
  }
  const counted = /^1\s*\D+$/.test(aligned.folded) && pack.measure === 'piece';
  return {
    unit: unit ?? (counted ? containerOf(text.replace(/^1\s*/, '')) : null),
    pack,
    ask: null,
  };
}

/** Too common inside names to be taken for the unit: "hoa quả 500g", "gà con 1kg". */
const NAME_WORDS =
  'qua|trai|con|cu|la|nguoi|phan|dem|phong|banh|hat|hot|vien|ban|bui|bong|l|kg|lit|luot|ca|mieng|phen|thanh|khan|tuong';
const NAME_BOX = `(?!(?:${NAME_WORDS})(?![a-z]))(?:${CONTAINER_FOLDS})(?![a-z])`;
const OPEN = '(?:[-–,;(\\[/]\\s*)*';
const LABEL =
  '(?:(?<![a-z])(?:loai|net|trong luong|khoi luong|tl|kl|dung tich|dt|quy cach)\\s*:?\\s*)?';
const LEAD = new RegExp(`${OPEN}${LABEL}(?<![a-z])(?:(?<!\\d)1\\s*)?(${NAME_BOX})\\s*[/:(]?\\s*$`);
const LEAD_ALONE = new RegExp(`${OPEN}${LABEL}$`);
const TRAIL = new RegExp(`^\\s*(?:(?:/|moi|mot)\\s*(?:1\\s*)?(${BOX}))?\\s*[)\\]]?`);

export interface NamePack extends PackText {
  /** The name without the pack. */
  name: string;
}

/** What stands right before a pack in a name and goes with it: a container, a bracket, "loại". */
function leadOf(aligned: AlignedText, to: number): { from: number; unit: string | null } {
  const before = aligned.folded.slice(0, to);
  const lead = LEAD.exec(before);
  if (lead) {
    const end = before.lastIndexOf(lead[1]!) + lead[1]!.length;
    const marked = aligned.text.toLowerCase() !== aligned.folded;
    const unit = containerInName(original(aligned, end - lead[1]!.length, end), marked);
    // "Nước yến đóng hũ 70ml": the jar belongs to the name as well.
    const packed = /(?:^|[^a-z])dong\s*$/.test(before.slice(0, lead.index));
    if (unit !== null) return { from: packed ? to : lead.index, unit };
  }
  return { from: LEAD_ALONE.exec(before)!.index, unit: null };
}

function trailOf(aligned: AlignedText, from: number): { to: number; unit: string | null } {
  const trail = TRAIL.exec(aligned.folded.slice(from))!;
  const to = from + trail[0].length;
  if (trail[1] === undefined) return { to, unit: null };
  const end = aligned.folded.indexOf(trail[1], from) + trail[1].length;
  return { to, unit: containerOf(original(aligned, end - trail[1].length, end)) };
}

/**
 * Finds the pack inside a name and takes it out: "Hũ 500g Ngũ cốc", "Tương ớt hủ 180g", "Gạo (5KG)", "Dầu mè - 500ml/chai".
 * Pieces count only where they cannot be part of the name: after a container, in brackets, multiplied or at the end.
 */
export function takePackFromName(given: string): NamePack {
  const text = clean(given);
  const aligned = align(text);
  const nothing = { name: text, unit: null, pack: null, ask: null };
  const range = rangeIn(aligned);
  if (range !== null && ENDS_IN_MEASURE.test(fold(range))) {
    return { ...nothing, ask: `Quy cách “${range}” là khoảng, chưa rõ bao nhiêu.` };
  }
  const found = amountsIn(aligned).filter((one) => standsApart(aligned, one));
  if (found.length === 0) return nothing;
  const pack = onlyPack(found.map((one) => one.pack));
  if (pack === null || pack === 'two') {
    return { ...nothing, ask: `Tên “${text}” ghi hai lượng khác nhau.` };
  }
  const last = found.findLast((one) => samePack(one.pack, pack))!;
  const lead = leadOf(aligned, last.from);
  const trail = trailOf(aligned, last.to);
  const name = tidyName(cut(aligned, lead.from, trail.to));
  if (name === '') return nothing;
  const counted = takePackFromName(name);
  const again = counted.unit !== null && counted.ask === null;
  return {
    name: again ? counted.name : name,
    unit: lead.unit ?? trail.unit ?? counted.unit,
    pack,
    ask: null,
  };
}

function standsApart(aligned: AlignedText, one: Found): boolean {
  if (one.pack.measure !== 'piece') return true;
  const multiplied = aligned.folded.slice(one.from, one.to).replace(/[a-z]{2,}/g, '');
  if (/[x*]/.test(multiplied)) return true;
  const { unit } = leadOf(aligned, one.from);
  // "Combo 3 hũ mắm" is a name.
  if (unit !== null && unit !== 'combo' && unit !== 'set') return true;
  const before = aligned.folded.slice(0, one.from);
  const after = aligned.folded.slice(one.to);
  return /[([]\s*$/.test(before) || /^\s*(?:[)\]/,;-]|$)/.test(after);
}

/** Takes away what is left hanging when a piece was cut out. */
export function tidyName(name: string): string {
  const open = (name.match(/\(/g) ?? []).length;
  const closed = (name.match(/\)/g) ?? []).length;
  return clean(
    (open === closed ? name : name.replace(/[()]/g, ' '))
      .replace(/[([]\s*[)\]]/g, ' ')
      .replace(/\(\s*[-–,;]\s*/g, '(')
      .replace(/\s+([,;)])/g, '$1'),
  ).replace(/^[\s\-–,;:./*•+|]+|[\s\-–,;:/|(]+$/g, '');
}

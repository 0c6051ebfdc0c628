import { fold } from '@ganh/kernel';
import { cellText, clean, isBlank, type Cell } from '@ganh/sheets';
import { SOLD_OUT, STOPPED } from './header-words';
import {
  BULK_KG,
  CASES,
  CONTAINER_FOLDS,
  containerOf,
  MEASURE_FOLDS,
  MEASURES,
} from './unit-words';

/** How many are left. `unit` is the word after the number ("45 hũ"). All null: nothing is there. */
export interface StockText {
  stock: number | null;
  unit: string | null;
  ask: string | null;
}

const NUM = '\\d{1,3}(?:[., ]\\d{3})+(?!\\d)|\\d+(?:[.,]\\d+)?';
const WORD = `(?:${CONTAINER_FOLDS}|${MEASURE_FOLDS}|yen|ta|tan|mon|sp|san pham|cay|chuc)(?![a-z])`;
const PLAIN = new RegExp(`^(${NUM})\\s*(${WORD})?$`);
const BOXED = new RegExp(
  `^(${NUM})\\s*(${WORD})?\\s*(?:x|\\*|moi (?:${WORD}))\\s*(${NUM})\\s*(${WORD})?$`,
);
const IN_BRACKETS = new RegExp(
  `^(${NUM})\\s*(${WORD})\\s*[([=:]\\s*(?:tong\\s*(?:cong)?|la)?\\s*(${NUM})\\s*(${WORD})?\\s*[)\\]]?$`,
);
const EACH_IN_BRACKETS = new RegExp(
  `^(${NUM})\\s*(${WORD})\\s*\\(\\s*(?:moi|1)\\s*(?:${WORD})\\s*(?:co|=)?\\s*(${NUM})\\s*(?:${WORD})?\\s*\\)$`,
);
const LEADING =
  /^(?:(?:hien |van |chi |dang )?(?:con lai|con|co|ton|san)|khoang|tam|chung|gan|~|≈|:|\s)+/;

function numberOf(written: string): number {
  return /^\d{1,3}(?:[., ]\d{3})+$/.test(written)
    ? Number(written.replace(/[., ]/g, ''))
    : Number(written.replace(',', '.'));
}

function unitOf(word: string | undefined): string | null {
  if (word === undefined || /^(?:mon|sp|san pham)$/.test(word)) return null;
  const measure = MEASURES.get(word);
  if (measure) return measure.size === 1000 ? (measure.measure === 'g' ? 'kg' : 'lít') : word;
  if (word === 'chuc') return null;
  return BULK_KG.has(word) ? 'kg' : containerOf(word);
}

/** "2 tạ" of a thing sold by the kilo are 200, "5 chục" of anything 50. */
function sizeOf(word: string | undefined, rowUnit: string | null): number {
  if (word === 'chuc') return rowUnit === 'chục' ? 1 : 10;
  return word !== undefined && rowUnit === 'kg' ? (BULK_KG.get(word) ?? 1) : 1;
}

function settle(
  value: number,
  word: string | undefined,
  rowUnit: string | null,
  text: string,
): StockText {
  const unit = unitOf(word);
  const stock = value * sizeOf(word, rowUnit);
  const said = clean(text).slice(0, 40);
  if (
    unit !== null &&
    rowUnit !== null &&
    unit !== rowUnit &&
    (CASES.has(unit) || isMeasureUnit(unit) !== isMeasureUnit(rowUnit))
  ) {
    return {
      stock: null,
      unit: null,
      ask: `Số còn ghi “${said}”, hàng bán theo ${rowUnit}: chưa rõ còn bao nhiêu ${rowUnit}.`,
    };
  }
  if (rowUnit === null && unit !== null && CASES.has(unit) && unit !== 'lốc') {
    return {
      stock: null,
      unit: null,
      ask: `Số còn ghi “${said}”, chưa rõ mỗi ${unit} có mấy món.`,
    };
  }
  if (!Number.isInteger(stock) && !isMeasureUnit(rowUnit ?? unit)) {
    return { stock: null, unit: null, ask: `Số còn ghi “${said}”, không phải số chẵn.` };
  }
  return { stock, unit, ask: null };
}

function isMeasureUnit(unit: string | null): boolean {
  return unit === 'kg' || unit === 'lít' || unit === 'g' || unit === 'ml';
}

/**
 * Reads what is left: 60, "45 hũ", "còn 80", "~90", "2 thùng x 26", "1 thùng (200)", "hết".
 * `rowUnit` is what the row is sold by: "2 thùng" of a thing sold by the jar is asked about.
 */
export function readStock(cell: Cell | undefined, rowUnit: string | null): StockText {
  const nothing = { stock: null, unit: null, ask: null };
  if (isBlank(cell)) return nothing;
  const text = cellText(cell);
  const unread = { ...nothing, ask: `Không đọc được số còn từ “${text.slice(0, 40)}”.` };
  if (cell instanceof Date) return unread;
  if (typeof cell === 'number') return cell < 0 ? unread : settle(cell, undefined, rowUnit, text);
  const folded = fold(text)
    .replace(/[.,;!+]+$/, '')
    .trim();
  if (/^[?x]$/.test(folded)) return nothing;
  if (SOLD_OUT.test(folded) || STOPPED.test(folded)) return { ...nothing, stock: 0 };
  const rest = folded.replace(LEADING, '').trim();
  const plain = PLAIN.exec(rest) ?? PLAIN.exec(rest.replace(/\s*\([^\d)]*\)$/, ''));
  if (plain && !folded.endsWith('+')) {
    if (/\d\+$/.test(fold(text))) return unread;
    return settle(numberOf(plain[1]!), plain[2], rowUnit, text);
  }
  const each = EACH_IN_BRACKETS.exec(rest);
  if (each) return { ...nothing, stock: numberOf(each[1]!) * numberOf(each[3]!) };
  const boxed = BOXED.exec(rest);
  if (boxed)
    return { stock: numberOf(boxed[1]!) * numberOf(boxed[3]!), unit: unitOf(boxed[4]), ask: null };
  const bracket = IN_BRACKETS.exec(rest);
  // "2 thùng (120)": 120 in all, or in each?
  if (bracket && numberOf(bracket[1]!) === 1)
    return { stock: numberOf(bracket[3]!), unit: unitOf(bracket[4]), ask: null };
  if (bracket)
    return {
      ...nothing,
      ask: `Số còn ghi “${text.slice(0, 40)}”, chưa rõ là tất cả hay mỗi ${unitOf(bracket[2]) ?? 'thùng'}.`,
    };
  if (/\d\s*(?:-|–|den)\s*\d/.test(rest))
    return { ...nothing, ask: `Số còn ghi khoảng “${text.slice(0, 40)}”.` };
  return unread;
}

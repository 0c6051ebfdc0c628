import type { Word } from './parse';
import { isNumber } from './piece';
import { joined, withNumberWords } from './spoken';

/**
 * From digits and number words to numbers, and away with the numbers that are no amounts: money, times, dates, shares,
 * ratings. What is taken away becomes one word of kind `cut` with its sort in `text`, so that no rule can count it.
 */
export function numerals(
  words: readonly Word[],
  isLive: (value: number) => boolean,
): readonly Word[] {
  let hasNumber = false;
  let hasDigit = false;
  let hasJoint = false;
  let hasMoney = false;
  for (let i = 0; i < words.length; i += 1) {
    const word = words[i]!;
    if (word.kind === 'number') hasNumber = true;
    else if (word.digit !== null) hasDigit = true;
    else if (word.kind === 'sign') hasJoint ||= word.glued && isNumber(words[i - 1]);
    if (word.is.bigMoney) hasMoney = true;
  }
  if (!hasNumber && !hasDigit && !hasMoney) return words;
  let read = hasJoint ? withDecimals(words, isLive) : words;
  if (hasDigit) read = withNumberWords(read);
  return withoutMoneyAndTime(read, isLive);
}

const isMeasureWord = (word: Word | undefined): boolean =>
  word?.unit?.kind === 'mass' || word?.unit?.kind === 'volume';

/** `1,5kg`, `1.500`, `0.5`, `½`, `1/2 ký`; not the list `01,05,08`. */
function withDecimals(words: readonly Word[], isLive: (value: number) => boolean): readonly Word[] {
  const out: Word[] = [];
  for (let i = 0; i < words.length;) {
    const word = words[i]!;
    const sign = words[i + 1];
    const right = words[i + 2];
    if (
      !isNumber(word) ||
      sign?.kind !== 'sign' ||
      !sign.glued ||
      !isNumber(right) ||
      !right.glued
    ) {
      out.push(word);
      i += 1;
      continue;
    }
    const after = words[i + 3];
    const unitAfter = isMeasureWord(after) || after?.is.moneyUnit || after?.text === 'ruoi';
    if (
      sign.text === '⁄' ||
      (sign.text === '/' && isMeasureWord(after) && word.value < right.value)
    ) {
      out.push(joined(words, i, i + 3, { value: word.value / right.value }));
      i += 3;
    } else if ((sign.text === '.' || sign.text === ',') && isThousands(words, i)) {
      let to = i + 3;
      let value = word.value * 1000 + right.value;
      while (
        words[to]?.glued &&
        words[to]!.text === sign.text &&
        isNumber(words[to + 1]) &&
        words[to + 1]!.text.length === 3
      ) {
        value = value * 1000 + words[to + 1]!.value!;
        to += 2;
      }
      out.push(joined(words, i, to, { value, text: 'thousands' }));
      i = to;
    } else if (
      (sign.text === '.' || sign.text === ',') &&
      isDecimal(words, i, unitAfter === true, isLive)
    ) {
      out.push(
        joined(words, i, i + 3, { value: Number(`${word.text}.${right.text}`), text: 'decimal' }),
      );
      i += 3;
    } else {
      out.push(word);
      i += 1;
    }
  }
  return out;
}

function isThousands(words: readonly Word[], i: number): boolean {
  const left = words[i]!;
  return words[i + 2]!.text.length === 3 && left.text.length <= 3 && !left.text.startsWith('0');
}

function isDecimal(
  words: readonly Word[],
  i: number,
  unitAfter: boolean,
  isLive: (value: number) => boolean,
): boolean {
  const left = words[i]!;
  const right = words[i + 2]!;
  const goesOn =
    words[i + 3]?.glued === true && /^[.,/]$/.test(words[i + 3]!.text) && isNumber(words[i + 4]);
  if (goesOn || right.text.length > 2) return false;
  if (left.text === '0') return true;
  if (unitAfter) return !left.text.startsWith('0');
  if (left.text.startsWith('0') || words[i - 1]?.is.codeCue) return false;
  if (left.text.length > 1 && isLive(left.value!)) return false;
  return words[i + 1]!.text === '.' || right.text === '5';
}

const cut = (words: readonly Word[], from: number, to: number, sort: string): Word => ({
  ...joined(words, from, to, {}),
  kind: 'cut',
  text: sort,
  marked: sort,
  unit: null,
  products: null,
  value: null,
});

/** Thousands written out are money; smaller whole numbers may be anything. */
const SMALLEST_PRICE = 1000;

function withoutMoneyAndTime(
  words: readonly Word[],
  isLive: (value: number) => boolean,
): readonly Word[] {
  // Most comments have nothing to cut, and need no copy.
  let out: Word[] | null = null;
  for (let i = 0; i < words.length;) {
    const word = words[i]!;
    const before = out ? out.at(-1) : words[i - 1];
    const found = isNumber(word)
      ? numberCut(words, i, before, isLive)
      : cutTo(words, i, spokenMoney(words, i), 'money');
    if (!found) {
      out?.push(word);
      i += 1;
      continue;
    }
    out ??= words.slice(0, i);
    out.push(found.word);
    i = found.to;
  }
  return out ?? words;
}

interface Cut {
  word: Word;
  to: number;
}

const cutTo = (words: readonly Word[], from: number, to: number, sort: string): Cut | null =>
  to > from ? { word: cut(words, from, to, sort), to } : null;

function numberCut(
  words: readonly Word[],
  i: number,
  before: Word | undefined,
  isLive: (value: number) => boolean,
): Cut | null {
  const money = cutTo(words, i, moneyEnd(words, i, isLive), 'money');
  if (money) {
    money.word.value = moneyValue(words, i);
    return money;
  }
  const time = cutTo(words, i, timeEnd(words, i, before), 'time');
  if (time && time.to - i === 2 && CLOCK.has(words[i + 1]!.text)) time.word.value = words[i]!.value;
  return time;
}

/** `trăm rưỡi`, `triệu hai`, `trăm tám` after a price word: money said without digits. */
function spokenMoney(words: readonly Word[], i: number): number {
  const word = words[i]!;
  const half = words[i + 1]?.text === 'ruoi';
  if (
    word.is.bigMoney &&
    word.marked !== word.text &&
    (half || isNumber(words[i + 1])) &&
    words[i - 1]?.kind !== 'number'
  )
    return i + 2;
  return word.digit === 100 && half ? i + 2 : i;
}

/** Where the money that begins at `i` ends; `i` if it is none. */
function moneyEnd(words: readonly Word[], i: number, isLive: (value: number) => boolean): number {
  const word = words[i]!;
  const unit = words[i + 1];
  if (!unit || !unit.is.moneyUnit || unit.kind === 'number') {
    const isLong =
      word.text === 'thousands' ||
      (word.text.length >= 5 && word.value! >= SMALLEST_PRICE && word.value! % 500 === 0);
    return isLong && !isMeasureWord(unit) && !unit?.unit ? i + 1 : i;
  }
  if (!unit.glued && isWordHere(words, i, isLive)) return i;
  let to = i + 2;
  const tail = words[to];
  if (isNumber(tail) && tail.glued && (unit.is.bigMoney || tail.text.length <= 3)) to += 1;
  else if (isNumber(tail) && unit.is.bigMoney && !words[to + 1]?.unit && !words[to + 1]?.products)
    to += 1;
  else if (tail?.text === 'ruoi') to += 1;
  while (
    words[to] &&
    (words[to]!.text === 'd' || words[to]!.text === 'dong' || words[to]!.text === 'vnd') &&
    !isNumber(words[to + 1])
  )
    to += 1;
  return to;
}

/** Đồng, of the plain forms only (`85k`, `1tr2`, `85.000`); NaN for the others. */
function moneyValue(words: readonly Word[], i: number): number {
  const word = words[i]!;
  const unit = words[i + 1];
  const tail = words[i + 2];
  if (!unit?.is.moneyUnit) return word.value!;
  const rest = isNumber(tail) && tail.glued ? tail.value / 10 ** tail.text.length : 0;
  if (unit.is.bigMoney) return (word.value! + rest) * 1e6;
  return unit.text === 'd' || unit.text === 'dong' || unit.text === 'vnd'
    ? word.value!
    : (word.value! + rest) * 1000;
}

/** `mã 12 k lấy nữa`, `12 đ/c …`: the letter after the number is a word of its own. */
function isWordHere(
  words: readonly Word[],
  i: number,
  isLive: (value: number) => boolean,
): boolean {
  const unit = words[i + 1]!;
  const next = words[i + 2];
  if (unit.text === 'k' || unit.text === 'ko') {
    if (words[i - 1]?.is.codeCue) return true;
    if (next && (next.is.verb || next.is.add || next.is.cancel || next.is.stock)) return true;
    return isLive(words[i]!.value!) && words[i]!.text.length > 1 && !next;
  }
  if (unit.text === 'd') return next?.kind === 'sign' || words[i - 1]?.is.codeCue === true;
  return (
    unit.text === 'ng' ||
    unit.text === 'ka' ||
    unit.text === 'xu' ||
    unit.text === 'cu' ||
    unit.text === 'xi'
  );
}

const CLOCK = new Set(['h', 'gio', 'g']);

/** Times (`12h`, `8g30`, `20:15`), dates (`20/10`, `ngày 5`), spans (`2 ngày`), shares (`10%`), ratings (`5*`, `5 sao`). */
function timeEnd(words: readonly Word[], i: number, before: Word | undefined): number {
  const word = words[i]!;
  const next = words[i + 1];
  const after = words[i + 2];
  if (
    before?.is.dateCue &&
    before.marked !== 'sau1' &&
    /^(ngay|thang|nam|mung|mong|ram|thu|luc|hsd|nsx|sinh|date|han|ocop|top|cn)$/.test(before.text)
  ) {
    return next?.text === '/' && isNumber(after) ? i + 3 : i + 1;
  }
  if (!next) return i;
  if (
    next.text === ':' &&
    next.glued &&
    isNumber(after) &&
    after.glued &&
    after.text.length === 2 &&
    word.value! < 24
  )
    return i + 3;
  if (
    /^[/-]$/.test(next.text) &&
    next.glued &&
    isNumber(after) &&
    after.glued &&
    isDate(word, after, next.text)
  ) {
    const year = words[i + 3]?.text === next.text && isNumber(words[i + 4]);
    return year ? i + 5 : i + 3;
  }
  if (next.text === '+' && next.glued && !isNumber(after) && !after?.products) return i + 2;
  if (next.text === '%' || (next.text === '*' && (!after || !isNumber(after)))) return i + 2;
  if (!next.is.timeUnit || next.products) return i;
  if (CLOCK.has(next.text)) return clockEnd(words, i);
  if (next.text === 'p' || next.text === 's' || next.text === 'w' || next.text === 'm')
    return next.glued && next.text !== 'm' && !isNumber(after) ? i + 2 : i;
  return next.unit && !next.is.other ? i : i + 2;
}

/** `12h` is a time; `mắm tép 2h` may be two jars, and is kept for the one who asks; `500 g` and `2 giỏ` are amounts. */
function clockEnd(words: readonly Word[], i: number): number {
  const next = words[i + 1]!;
  const minutes = words[i + 2];
  const hasMinutes = isNumber(minutes) && minutes.glued && minutes.value < 60;
  if (next.text === 'g' && !(hasMinutes && words[i]!.value! < 24)) return i;
  if (next.text === 'gio' && next.marked !== 'giơ2' && next.marked !== 'gio') return i;
  return hasMinutes ? i + 3 : i + 2;
}

function isDate(day: Word, month: Word, sign: string): boolean {
  const fits =
    day.value! >= 1 &&
    day.value! <= 31 &&
    month.value! >= 1 &&
    month.value! <= 12 &&
    day.text.length <= 2 &&
    month.text.length <= 2;
  return fits && (sign === '/' || (day.value! > 12 && month.text.length === 2));
}

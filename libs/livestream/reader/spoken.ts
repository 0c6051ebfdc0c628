import type { Word } from './parse';
import { NOTHING } from './words';

/** The words `from` … `to`−1 as one. */
export function joined(
  words: readonly Word[],
  from: number,
  to: number,
  patch: Partial<Word>,
): Word {
  return { ...words[from]!, ...patch, end: words[to - 1]!.end };
}

/** A number word is a number beside a unit, a product, a verb, a cue or another number. */
export function withNumberWords(words: readonly Word[]): readonly Word[] {
  const out: Word[] = [];
  for (let i = 0; i < words.length;) {
    const word = words[i]!;
    if (word.digit === null || word.kind !== 'word' || (word.products && !isCountOf(words, i))) {
      out.push(word);
      i += 1;
      continue;
    }
    let to = i + 1;
    while (to < words.length && words[to]!.digit !== null && words[to]!.kind === 'word') to += 1;
    const before = out.at(-1);
    if (to - i > 1 && isRank(words, i, before)) {
      out.push({ ...word, is: NOTHING.is });
      i += 1;
      continue;
    }
    if (!before?.is.codeCue) to = withoutNot(words, i, to);
    const code = before && (before.is.codeCue || before.isHead) ? codeEnd(words, i, to) : to;
    if (code < to) to = code;
    const value = spokenNumber(words.slice(i, to));
    if (value === null || !countsHere(words, i, to, out.at(-1))) {
      for (; i < to; i += 1) out.push(words[i]!);
      continue;
    }
    out.push({
      ...joined(words, i, to, {}),
      kind: 'number',
      value,
      text: value < 0 ? 'vague' : String(value),
      products: null,
      is: word.is,
    });
    i = to;
  }
  return out;
}

/** "có cay lắm không": the "không" at the end asks; only a code ends in a zero that is said. */
function withoutNot(words: readonly Word[], from: number, to: number): number {
  let end = to;
  while (end - 1 > from && words[end - 1]!.digit === 0) end -= 1;
  return end;
}

/** "cho anh Hai hai chai", "dì Sáu một hũ": born second, sixth; then the number, which cannot go on from it. */
function isRank(words: readonly Word[], i: number, before: Word | undefined): boolean {
  if (!before || !namesByRank(before)) return false;
  const [rank, next] = [words[i]!.digit!, words[i + 1]!.digit!];
  return rank < 10 && next < 10 && rank > 0 && next !== rank + 1 && words[i + 1]!.text !== 'muoi';
}

/** What relatives are called with before the number of their birth. */
const namesByRank = ({ is, text }: Word): boolean =>
  is.title && !is.codeCue && !/^(em|e|ban|b|con|be|nho|a|c)$/.test(text);

/** "mã mười hai hai hũ": where the spoken code ends and the number begins. */
function codeEnd(words: readonly Word[], from: number, to: number): number {
  const isCounted = words[to]?.unit != null && to - from > 1;
  return isCounted &&
    spokenNumber(words.slice(from, to)) === -1 &&
    spokenNumber(words.slice(from, to - 1))! >= 0
    ? to - 1
    : to;
}

/** `muoi` among unmarked words: ten before a unit where another word names the product, else `muối`. */
function isCountOf(words: readonly Word[], i: number): boolean {
  return !!words[i + 1]?.unit && words.some((w, k) => k !== i && w.products !== null);
}

function countsHere(
  words: readonly Word[],
  from: number,
  to: number,
  before: Word | undefined,
): boolean {
  const next = words[to];
  const isFirstZero = words[from]!.digit === 0;
  if (isFirstZero) return to - from > 1 && before?.is.codeCue === true;
  if (next && (next.unit || next.products || next.is.moneyUnit || next.text === 'ruoi'))
    return true;
  if (to - from > 1) return true;
  if (!before) return false;
  if (namesByRank(before)) return false;
  const everyday = words[from]!.is.other || words[from]!.is.kin || words[from]!.is.who;
  const { is } = before;
  if (
    everyday &&
    before.products &&
    words[from]!.is.other &&
    words.slice(0, from).some((w) => w.kind === 'number')
  )
    return false;
  if (
    before.products ||
    is.codeCue ||
    before.isHead ||
    is.qtyCue ||
    is.each ||
    before.unit?.kind === 'mass'
  )
    return true;
  if (everyday && next && !next.is.particle && !next.is.only && next.kind !== 'sign') return false;
  return is.verb || is.add || is.raise || is.only || (is.pronoun && !everyday);
}

/** `mười lăm` 15, `hai mươi` 20, `hăm mốt` 21, `hai mốt` 21, `trăm hai` 120; −1 for `hai ba` (two or three); null if none. */
function spokenNumber(words: readonly Word[]): number | null {
  let total = 0;
  let last = -1;
  let isOpen = false;
  for (const { text, marked, digit: named } of words) {
    const digit = named ?? 0;
    const isTens = text === 'muoi' && last > 0 && last < 10 && marked !== 'mươi2';
    if (isTens) {
      total = total - last + last * 10;
      last = last * 10;
      isOpen = true;
    } else if (digit === 100) {
      total = last > 0 && last < 10 ? total - last + last * 100 : total + 100;
      last = 100;
      isOpen = true;
    } else if (digit >= 10) {
      total += digit;
      last = digit;
      isOpen = true;
    } else if (isOpen || last < 0) {
      total += last === 100 && words.length > 1 && digit > 0 ? digit * 10 : digit;
      isOpen = false;
      last = digit;
    } else if (last === 0) {
      total = digit;
      last = digit;
    } else if (
      (text === 'mot' && marked === 'môt1') ||
      text === 'lam' ||
      text === 'tu' ||
      text === 'nham'
    ) {
      total = last * 10 + digit;
      last = digit;
    } else return -1;
  }
  return last < 0 ? null : total;
}

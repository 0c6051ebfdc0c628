import type { Word } from './parse';

/**
 * Takes addresses out of a comment, so that house numbers, wards and districts are never codes or quantities (domain page
 * §8). Evidence is added up: a cue ("ship về", "đc:"), a kind of place with its name or number, a place's name, a house
 * number before a street. One sure sign or two weak ones make an address.
 */
export function withoutAddresses(
  words: readonly Word[],
  isLive: (value: number) => boolean,
): readonly Word[] {
  if (!hasSigns(words)) return words;
  const weights = words.map((_, i) => weightAt(words, i));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  if (total < ENOUGH) return words;
  const out: Word[] = [];
  for (let i = 0; i < words.length;) {
    if (weights[i] === 0) {
      out.push(words[i]!);
      i += 1;
      continue;
    }
    const from = backwards(words, i, out);
    const to = forwards(words, i, weights, isLive);
    const first = words[from]!;
    const last = words[to - 1]!;
    out.splice(out.length - (i - from), i - from);
    out.push({
      ...first,
      kind: 'cut',
      text: 'address',
      marked: 'address',
      unit: null,
      products: null,
      value: null,
      known: true,
      end: last.end,
    });
    i = to;
  }
  return out;
}

function hasSigns(words: readonly Word[]): boolean {
  for (const { place, street, is, text } of words)
    if (place || street || is.place || is.addressCue || text === 'dc' || text === '/') return true;
  return false;
}

const ENOUGH = 2;
/** `45/3/2`: deeper alleys than that have no number. */
const MOST_SLASHES = 4;
const isNumber = (word: Word | undefined): word is Word & { kind: 'number'; value: number } =>
  word?.kind === 'number';
/** A word that can be part of a name no list has. */
const isName = (word: Word | undefined): boolean =>
  word !== undefined && word.kind === 'word' && !word.known;
/** Told by dictation: "số chín ngõ hai mươi". */
const isSpokenNumber = (word: Word | undefined): boolean =>
  word?.kind === 'word' && word.digit !== null && !word.unit;
const isPlaceName = (word: Word | undefined): boolean =>
  word?.place === true || word?.street === true;

function namesAfter(words: readonly Word[], i: number): number {
  let n = 0;
  while (isName(words[i + n])) n += 1;
  return n;
}

/** The word after `i`, across a dot or colon. */
function nextIndex(words: readonly Word[], i: number): number {
  const next = words[i + 1];
  return next?.kind === 'sign' && (next.text === '.' || next.text === ':') ? i + 2 : i + 1;
}

function weightAt(words: readonly Word[], i: number): number {
  const word = words[i]!;
  if (word.products) return 0;
  if (isNumber(word)) return houseWeight(words, i);
  const j = nextIndex(words, i);
  const next = words[j];
  const leadsTo =
    isNumber(next) ||
    isSpokenNumber(next) ||
    isName(next) ||
    isPlaceName(next) ||
    next?.is.place === true;
  if (word.text === 'dc') {
    const isCue =
      words[i + 1]?.text === ':' ||
      isPlaceName(next) ||
      next?.is.surePlace ||
      (isNumber(next) && !words[j + 1]?.unit && !words[j + 1]?.products);
    return isCue && word.marked !== 'dc5' ? ENOUGH : 0;
  }
  if (word.is.addressCue && !word.is.maybeCue) return leadsTo ? ENOUGH : 0;
  if (word.is.maybeCue && !word.is.verb) {
    if (isPlaceName(next) || next?.is.surePlace) return ENOUGH;
    return (isName(next) ||
      (isNumber(next) && (namesAfter(words, j + 1) > 0 || words[j + 1]?.text === '/'))) &&
      word.text !== 'di'
      ? 1
      : 0;
  }
  if (word.place) return word.text.includes(' ') ? 1 : 0.5;
  return placeWeight(words, i, next, leadsTo);
}

function placeWeight(
  words: readonly Word[],
  i: number,
  next: Word | undefined,
  leadsTo: boolean,
): number {
  const word = words[i]!;
  const { is } = word;
  if (!is.place && word.text !== 'x') return 0;
  if (is.surePlace && word.text.length > 2)
    return leadsTo || (next?.kind === 'word' && !next.is.verb && !next.is.particle && !next.unit)
      ? ENOUGH
      : 0;
  if (
    is.verb ||
    is.give ||
    is.pronoun ||
    word.unit ||
    is.cancel ||
    is.lower ||
    is.raise ||
    is.codeCue
  )
    return 0;
  if (is.shortPlace || word.text === 'x') {
    const isNumbered = isNumber(next) && !words[nextIndex(words, i) + 1]?.unit;
    if (word.text === 'x' || word.text === 'h' || word.text === 't' || word.text === 'f') {
      return (word.text !== 'f' && isNumbered) || !leadsTo
        ? 0
        : words[i + 1]?.text === '.' || word.text === 'f'
          ? 1
          : 0;
    }
    if (isNumbered && isSending(words[i - 1])) return ENOUGH;
    return isNumbered || isName(next) || isPlaceName(next) || next?.is.place ? 1 : 0;
  }
  return leadsTo ? 1 : 0;
}

/** "ship q7", "giao p.5". */
const isSending = (word: Word | undefined): boolean =>
  word !== undefined && (word.text.startsWith('ship') || word.text.startsWith('giao'));

/** `45/3 Nguyễn Trãi`, `12 Lê Lợi`, `25 an dương vương`. */
function houseWeight(words: readonly Word[], i: number): number {
  if (words[i - 1]?.is.codeCue && words[i - 1]!.text !== 'so') return 0;
  let j = i + 1;
  let slashes = 0;
  while (slashes < MOST_SLASHES && words[j]?.text === '/' && isNumber(words[j + 1])) {
    slashes += 1;
    j += 2;
  }
  if (/^[a-h]$/.test(words[j]?.text ?? '') && words[j]!.glued) j += 1;
  const next = words[j];
  if (next?.products) return 0;
  if (
    next?.street &&
    (isName(words[j + 1]) ||
      words[j + 1]?.street ||
      next.text.includes(' ') ||
      (words[j + 1]?.kind === 'word' && !next.unit))
  )
    return ENOUGH;
  if (next?.is.surePlace) return slashes > 0 || words[j - 1] !== words[i] ? ENOUGH : 0.5;
  if (slashes > 0 && (isName(next) || next?.is.place || slashes > 1)) return ENOUGH;
  return namesAfter(words, j) >= 2 ? 1 : 0;
}

/** A house number and a street's name may stand before the first sign of an address. */
function backwards(words: readonly Word[], i: number, out: readonly Word[]): number {
  let from = i;
  for (let k = i - 1; k >= 0 && i - k <= MOST_BEFORE; k -= 1) {
    const word = words[k]!;
    if (out.length - (i - k) < 0 || out[out.length - (i - k)] !== word) break;
    if (
      isName(word) ||
      word.street ||
      word.place ||
      (word.kind === 'sign' && (word.text === ',' || word.text === '/' || word.text === '-'))
    )
      continue;
    if ((isNumber(word) || isSpokenNumber(word)) && from !== k && canBeHouse(words, k)) {
      from = k;
      continue;
    }
    break;
  }
  return from;
}

const MOST_BEFORE = 8;

function canBeHouse(words: readonly Word[], k: number): boolean {
  const before = words[k - 1];
  if (
    before &&
    (before.products || before.is.qtyCue || (before.is.codeCue && before.text !== 'so'))
  )
    return false;
  const next = words[k + 1];
  if (isName(next) || isPlaceName(next) || next?.text === '/') return true;
  return next?.is.place === true && !next.products && !next.unit;
}

function forwards(
  words: readonly Word[],
  i: number,
  weights: readonly number[],
  isLive: (value: number) => boolean,
): number {
  let good = i + 1;
  let strangers = 0;
  for (let j = i + 1; j < words.length; j += 1) {
    const word = words[j]!;
    if (isBreak(words, j, isLive, j === i + 1)) break;
    const belongs =
      weights[j]! > 0 ||
      isName(word) ||
      isPlaceName(word) ||
      (word.is.place && !word.is.give && !word.is.verb);
    if (
      belongs ||
      (isSpokenNumber(word) && (words[j - 1]!.is.place || isSpokenNumber(words[j - 1]))) ||
      (isNumber(word) &&
        (words[j - 1]!.is.place ||
          words[j - 1]!.text === '/' ||
          words[j - 1]!.text === '.' ||
          isHouse(words, j)))
    ) {
      good = j + 1;
      strangers = 0;
    } else if (word.kind !== 'sign') {
      strangers += 1;
      if (strangers > 2 || word.is.pronoun) break;
    }
  }
  return good;
}

function isHouse(words: readonly Word[], j: number): boolean {
  const next = words[j + 1];
  return (
    isName(next) ||
    isPlaceName(next) ||
    next?.text === '/' ||
    next?.is.place === true ||
    words[j - 1]?.is.addressCue === true ||
    words[j - 1]?.text === ':'
  );
}

/** Where an order begins again. */
function isBreak(
  words: readonly Word[],
  j: number,
  isLive: (value: number) => boolean,
  isFirst: boolean,
): boolean {
  const word = words[j]!;
  const next = words[j + 1];
  if (word.kind === 'phone' || word.text === ';' || word.text === '?' || word.text === '!')
    return true;
  if (
    word.is.phoneCue ||
    (word.is.verb && !word.place && !isFirst) ||
    word.is.strongCancel ||
    word.is.add
  )
    return true;
  if (isNumber(word)) {
    const unit = next?.unit;
    if (
      unit &&
      !next.is.place &&
      !(
        isName(words[j + 2]) &&
        !words[j + 2]!.products &&
        /^(binh|can|bo|con|bao|ta|cai|bap)$/.test(next.text)
      )
    )
      return true;
    return next?.products !== null && next?.products !== undefined && !isFirst;
  }
  if (word.is.qtyCue && isNumber(next) && word.text !== '*') return true;
  if (word.is.codeCue && isNumber(next) && isLive(next!.value) && word.text !== 'so') return true;
  return (
    word.products !== null && (word.text.includes(' ') || isNumber(words[j - 1]) || isNumber(next))
  );
}

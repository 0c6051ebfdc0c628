import { BODY_LENGTH, FREE_LENGTH, LETTER_COUNT, REFERENCE_LETTERS } from '../check-letters';

/**
 * How often each letter of a reference stands among the letters of memos that carry none: Vietnamese without marks, bank
 * decorations and foreign names; nothing below 0.6 %, so that a random block of a bank does not look like proof.
 */
const SHARE: Readonly<Record<string, number>> = {
  B: 0.04,
  D: 0.03,
  F: 0.008,
  J: 0.006,
  K: 0.025,
  M: 0.03,
  P: 0.015,
  Q: 0.008,
  R: 0.015,
  S: 0.015,
  V: 0.025,
  X: 0.008,
  Z: 0.006,
};
const SHARES = Float64Array.from([...REFERENCE_LETTERS].map((letter) => SHARE[letter]!));

/** A block of capitals; with digits or small letters in it a given letter is rarer. */
const BLOCK_LETTERS = 26;

/** Chances of an accidental reading, for each order that would do. */
export interface Accidents {
  /** All eight letters stand in ordinary text behind a prefix letter. */
  ordinary: number;
  /** The first one to five letters come from a stump of a reference or a bank's random block, text gives the rest. */
  stump: number;
  /** At least six letters come from something full of reference letters: a reference damaged twice, initials, a random word. */
  damaged: number;
  /** All eight letters come from a random block of letters and digits. */
  block: number;
}

/**
 * How likely an order's reference is read by accident, as tight as here: `gaps[i]` foreign letters (reference letters or not)
 * stand before letter i, `alikes[i]` of them reference letters; `spans[i]` counts the digits too.
 */
export function accidentsOf(
  body: readonly number[],
  gaps: readonly number[],
  alikes: readonly number[],
  spans: readonly number[],
): Accidents {
  const block = placements(spans, 0, BODY_LENGTH) / BLOCK_LETTERS ** BODY_LENGTH;
  const chances: Accidents = { ordinary: 0, stump: 0, damaged: 0, block };
  for (let from = 0; from <= BODY_LENGTH; from += 1) {
    // The first letters from the reference-like part, where any letter is as likely as any other; the rest from text.
    const lead = placements(alikes, 0, from) / LETTER_COUNT ** from;
    const kind = from === 0 ? 'ordinary' : from < FREE_LENGTH ? 'stump' : 'damaged';
    chances[kind] = Math.max(chances[kind], lead * textChance(body, gaps, from));
  }
  return chances;
}

/** The letters from `from` on stand in text: their shares, times the placements at least as tight. */
function textChance(body: readonly number[], gaps: readonly number[], from: number): number {
  let shares = 1;
  for (let i = from; i < BODY_LENGTH; i += 1) shares *= SHARES[body[i]!]!;
  return shares * placements(gaps, from, BODY_LENGTH);
}

/**
 * In how many ways the letters `from` … `to` − 1 could lie at least as tight as with these gaps before them. A single gap,
 * few letters in all, few wide gaps, no gap wider than a letter or two are each tight in their way; the smallest count holds.
 */
function placements(gaps: readonly number[], from: number, to: number): number {
  let passed = 0;
  let spread = 1;
  let widest = 0;
  let open = 0;
  let evenly = 1;
  for (let i = from; i < to; i += 1) {
    if (gaps[i]! > 0) open += 1;
    passed += gaps[i]!;
    spread *= gaps[i]! + 1;
    widest = Math.max(widest, gaps[i]!);
  }
  // Sequences of gaps with at most this sum: C(passed + n, n).
  for (let i = 1; i <= to - from; i += 1) evenly *= (passed + i) / i;
  if (open === 0) return 1;
  if (open === 1) return 1 + (to - from) * widest;
  return Math.min(evenly, sequencesUpTo(to - from, spread), (widest + 1) ** (to - from));
}

/** How many sequences of `length` whole numbers from 1 have at most this product; counted exactly, up to MOST_SPREAD. */
function sequencesUpTo(length: number, product: number): number {
  return product <= MOST_SPREAD ? SEQUENCES[length - 1]![product]! : Infinity;
}

/** The widest spread that is read at all: the product of the gaps plus one each. */
export const MOST_SPREAD = 2_000;

const SEQUENCES = (() => {
  const exact = [new Float64Array(MOST_SPREAD + 1).fill(1, 1)];
  while (exact.length < BODY_LENGTH) {
    const shorter = exact[exact.length - 1]!;
    const longer = new Float64Array(MOST_SPREAD + 1);
    for (let first = 1; first <= MOST_SPREAD; first += 1) {
      for (let rest = 1; first * rest <= MOST_SPREAD; rest += 1)
        longer[first * rest]! += shorter[rest]!;
    }
    exact.push(longer);
  }
  return exact.map((counts) => {
    let sum = 0;
    return counts.map((count) => (sum += count));
  });
})();

/**
 * What is let pass, in expected accidents. 300,000 lines hold about 10,000 memos with the prefix letter, of which 6,000 in a
 * bank's random block, some thousand cut references, and at most one line in a hundred that is a longer random block or a
 * reference damaged twice.
 */
const ALLOWED: Accidents = { ordinary: 1e-6, stump: 1e-6, damaged: 5e-6, block: 3e-6 };
/** A slightly or evenly broken reading leaves little to choose from. */
const TIGHT_DAMAGED_ALLOWED = 3e-5;
/** Where the amount agrees, the true order of a damaged reference mostly agrees too, and contests the reading. */
const AGREEING_FACTOR = 5;

/**
 * How a reference is broken. What is broken widely needs an agreeing amount or payer to be booked; what is strewn over the
 * words of a text is never booked.
 */
export type Break = 'slight' | 'even' | 'wide' | 'strewn';

/** `slight`: this many foreign letters at most, or all of them in one place. */
const MOST_STRAY = 4;
/** `strewn`: over more words than this, with foreign letters in several places. */
const MOST_WORDS = 3;

/** `even`: no more than one foreign letter anywhere. `gaps` counts those before each letter, `words` the words it lies in. */
export function breakOf(gaps: readonly number[], words: number): Break {
  const places = gaps.filter((gap) => gap > 0).length;
  if (places > 1 && words > MOST_WORDS) return 'strewn';
  const stray = gaps.reduce((sum, gap) => sum + gap, 0);
  if (stray <= MOST_STRAY || places === 1) return 'slight';
  return gaps.every((gap) => gap <= 1) ? 'even' : 'wide';
}

/** Is such a reading no accident, when `orders` orders would have done? */
export function isNoAccident(
  accidents: Accidents,
  orders: number,
  { broken, agrees }: { broken: Break; agrees: boolean },
): boolean {
  const factor = agrees ? AGREEING_FACTOR : 1;
  const damagedAllowed = broken === 'wide' ? ALLOWED.damaged : TIGHT_DAMAGED_ALLOWED * factor;
  return (
    accidents.ordinary * orders <= ALLOWED.ordinary &&
    accidents.stump * orders <= ALLOWED.stump * factor &&
    accidents.damaged * orders <= damagedAllowed &&
    accidents.block * orders <= ALLOWED.block
  );
}

import { fold } from '@ganh/kernel';

/** Forms of address and shop words that people put before a name; a bank never does. */
const ADDRESS = new Set(
  'co chu bac anh chi em di cau mo ong ba me bo thim duong shop khach ban'.split(' '),
);
const LONGEST_NAME = 5;
/** A payer's memo is at most about a hundred characters (payments spec §2.5). */
const MOST_WORDS = 48;

/** The words of a name in search form, without the form of address: "Cô Lan Phạm" → lan, pham. */
export function nameWords(name: string): string[] {
  const words = wordsOf(fold(name));
  while (words.length > 1 && ADDRESS.has(words[0]!)) words.shift();
  return words;
}

/** Words of letters only, of a text in search form. */
export function wordsOf(folded: string): string[] {
  const words: string[] = [];
  let from = -1;
  for (let i = 0; i <= folded.length && words.length < MOST_WORDS; i += 1) {
    const unit = i < folded.length ? folded.charCodeAt(i) : 32;
    const isLetter = unit >= 97 && unit <= 122;
    if (isLetter && from < 0) from = i;
    else if (!isLetter && from >= 0) {
      words.push(folded.slice(from, i));
      from = -1;
    }
  }
  return words;
}

const FNV_START = 0x811c9dc5;
const FNV_PRIME = 0x01000193;

function hashOf(word: string): number {
  let hash = FNV_START;
  for (let i = 0; i < word.length; i += 1) hash = Math.imul(hash ^ word.charCodeAt(i), FNV_PRIME);
  return hash >>> 0;
}

/**
 * One number for a name: its first and last word in either order, since a page knows "Lan Phạm" where the bank writes
 * PHAM THI LAN. 0 for a name of a single word: that says too little.
 */
export function namePair(words: readonly string[]): number {
  return words.length < 2 ? 0 : pairOf(hashOf(words[0]!), hashOf(words[words.length - 1]!));
}

function pairOf(first: number, last: number): number {
  return (Math.imul(first ^ last, 0x85ebca6b) ^ (first + last)) >>> 0;
}

/** A bit for each word: words that all stand in a text have no bit that the text has not. */
export function wordMask(words: readonly string[]): number {
  return words.reduce((mask, word) => mask | (1 << (hashOf(word) >>> 27)), 0) >>> 0;
}

/** One number for a name's pair and an amount. */
export function nameAmountKey(pair: number, amountVnd: number): number {
  const high = Math.floor(amountVnd / 4294967296);
  return (Math.imul(pair ^ Math.imul(amountVnd | 0, 0xc2b2ae35), 0x27d4eb2f) ^ high) >>> 0;
}

/** Does every word of `name` stand in `words`? A statement may leave nothing of a name out, but may add a middle name. */
export function isNameIn(name: readonly string[], words: readonly string[]): boolean {
  return name.length >= 2 && name.every((word) => words.includes(word));
}

/**
 * Which words begin or end the name of any customer. A filter that may say yes wrongly: it keeps "chuyen", "tien" and a
 * bank's words out of the search for names.
 */
export class NameWordFilter {
  private readonly bits = new Uint8Array(1 << 13);

  get bytes(): number {
    return this.bits.byteLength;
  }

  add(words: readonly string[]): void {
    if (words.length < 2) return;
    for (const word of [words[0]!, words[words.length - 1]!]) {
      const hash = hashOf(word);
      this.bits[placeOf(hash)]! |= 1 << (hash & 7);
    }
  }

  has(hash: number): boolean {
    return (this.bits[placeOf(hash)]! & (1 << (hash & 7))) !== 0;
  }
}

function placeOf(hash: number): number {
  return ((hash ^ (hash >>> 16)) >>> 3) & ((1 << 13) - 1);
}

/** Hashes and places of a text's words, filled anew by each text: the hot path makes no strings. */
const hashes = new Uint32Array(MOST_WORDS);
const starts = new Uint16Array(MOST_WORDS);
const ends = new Uint16Array(MOST_WORDS);
/** 1 where the word may begin or end a customer's name. */
const known = new Uint8Array(MOST_WORDS);

/** `text` is ASCII or folded; words are letters only, as in `wordsOf`. */
function hashWords(text: string, filter: NameWordFilter): number {
  let count = 0;
  let from = -1;
  let hash = 0;
  for (let i = 0; i <= text.length && count < MOST_WORDS; i += 1) {
    const unit = i < text.length ? text.charCodeAt(i) | 32 : 32;
    if (unit >= 97 && unit <= 122) {
      if (from < 0) {
        from = i;
        hash = FNV_START;
      }
      hash = Math.imul(hash ^ unit, FNV_PRIME);
    } else if (from >= 0) {
      hashes[count] = hash;
      starts[count] = from;
      ends[count] = i;
      known[count] = filter.has(hashes[count]!) ? 1 : 0;
      count += 1;
      from = -1;
    }
  }
  return count;
}

/**
 * Each stretch of two to five words of a text that could be a person's name, with its key for the amount, until `visit` says
 * that it has enough (then true). `text` is ASCII or folded; `mask` is the stretch's `wordMask`, `wordsBetween` gives its words.
 */
export function eachNameKey(
  text: string,
  amountVnd: number,
  filter: NameWordFilter,
  visit: (key: number, mask: number, from: number, to: number) => boolean,
): boolean {
  const count = hashWords(text, filter);
  for (let from = 0; from < count - 1; from += 1) {
    if (known[from] === 0) continue;
    const most = Math.min(count, from + LONGEST_NAME);
    let mask = 1 << (hashes[from]! >>> 27);
    for (let to = from + 1; to < most; to += 1) {
      mask |= 1 << (hashes[to]! >>> 27);
      if (known[to] === 0) continue;
      const key = nameAmountKey(pairOf(hashes[from]!, hashes[to]!), amountVnd);
      if (visit(key, mask, starts[from]!, ends[to]!)) return true;
    }
  }
  return false;
}

export function wordsBetween(text: string, from: number, to: number): string[] {
  return wordsOf(text.slice(from, to).toLowerCase());
}

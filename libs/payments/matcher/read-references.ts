import {
  BODY_LENGTH,
  FREE_LENGTH,
  eighthCheck,
  isWhole,
  keyOf,
  seventhCheck,
} from '../check-letters';
import { type Accidents, type Break, MOST_SPREAD, accidentsOf, breakOf } from './chance';
import { DIGIT, OTHER_LETTER, type MemoLetters } from './memo-letters';
import type { OrderBook } from './order-book';

/** A stretch of a memo's letters and digits, first and last place. */
export interface Place {
  from: number;
  to: number;
}

/** A whole reference of an existing order, found in a memo. */
export interface Reading extends Place {
  slot: number;
  /** How likely such a reading is by accident; null = nothing but blanks and punctuation inside. */
  accidents: Accidents | null;
  broken: Break;
}

/**
 * Foreign letters looked past, foreign letters of the reference's own alphabet among them. (MOST_SPREAD: a foreign letter
 * in every gap is 256, three gaps of twelve letters are too many.)
 */
const MOST_NOISE = 64;
const MOST_ALIKE = 6;
/** Choices tried in one memo: bounds the time of a hostile one; the worst honest reference takes 3,000. */
const MOST_STEPS = 12_000;

export class ReferenceReader {
  /** Of the letters collected behind one prefix: place, value, and how many letters there are up to it. */
  private count = 0;
  private readonly places = new Uint16Array(BODY_LENGTH + MOST_ALIKE);
  private readonly values = new Uint8Array(BODY_LENGTH + MOST_ALIKE);
  private readonly lettersUpTo = new Uint8Array(BODY_LENGTH + MOST_ALIKE);
  private readonly chosen = new Uint8Array(BODY_LENGTH);
  private readonly body = new Array<number>(BODY_LENGTH).fill(0);
  private steps = 0;
  private from = 0;
  private at = 0;
  private found = new Map<number, Reading>();

  constructor(
    private readonly memo: MemoLetters,
    private readonly book: OrderBook,
  ) {}

  /**
   * References whose nine letters follow each other with nothing but blanks and punctuation between them; two of them may
   * share letters. `unknown` is set when one was whole but of no existing order.
   */
  plain(at: number): { readings: Reading[]; unknown: boolean } {
    const readings: Reading[] = [];
    let unknown = false;
    for (const from of this.memo.prefixes) {
      if (!this.bodyAt(from)) continue;
      const slot = this.book.withKey(keyOf(this.body), at);
      if (slot < 0) unknown = true;
      else readings.push({ slot, from, to: from + BODY_LENGTH, accidents: null, broken: 'slight' });
    }
    return { readings: readings.length > 1 ? this.ownWordsFirst(readings) : readings, unknown };
  }

  /** Of readings that share letters, one within a word goes before one that begins in one word and ends in the next. */
  private ownWordsFirst(readings: readonly Reading[]): Reading[] {
    return readings.filter(
      (a) =>
        !this.isTorn(a) || !readings.some((b) => a !== b && !this.isTorn(b) && isCrossing([a, b])),
    );
  }

  private isTorn(reading: Reading): boolean {
    return this.wordEdges(reading) > 0;
  }

  /** How many words end inside. */
  private wordEdges(place: Place): number {
    let edges = 0;
    for (let i = place.from + 1; i <= place.to; i += 1) edges += this.memo.opens[i]!;
    return edges;
  }

  /** Does it share a word with other letters? Then it may be the middle of something else. */
  isEmbedded(reading: Reading): boolean {
    const next = reading.to + 1;
    const goesOn =
      next < this.memo.length && this.memo.opens[next] === 0 && this.memo.classes[next] !== DIGIT;
    return this.memo.opens[reading.from] === 0 || goesOn || this.isTorn(reading);
  }

  /**
   * May its letters at either end be another word's, or not the last ones? Then one letter left out or slipped in would make
   * it another order's: JBPVBQSM, short of one letter, takes the F of FT26272347806694.
   */
  isOpenEnded(reading: Reading): boolean {
    const next = reading.to + 1;
    if (this.memo.opens[reading.from] === 0 && this.memo.value(reading.from - 1) >= 0) return true;
    if (next >= this.memo.length || this.memo.opens[next] === 1) return false;
    return (
      this.memo.value(next) >= 0 ||
      (this.memo.classes[next] === OTHER_LETTER && this.isTorn(reading))
    );
  }

  private bodyAt(from: number): boolean {
    if (from + BODY_LENGTH >= this.memo.length) return false;
    for (let i = 0; i < BODY_LENGTH; i += 1) {
      const value = this.memo.classes[from + 1 + i]!;
      if (value >= OTHER_LETTER) return false;
      this.body[i] = value;
    }
    return isWhole(this.body);
  }

  /** References with foreign letters or digits between their letters, outside `taken`; the tightest reading of each order. */
  scattered(at: number, taken: readonly Reading[]): Reading[] {
    this.found = new Map();
    this.steps = 0;
    this.at = at;
    for (const from of this.memo.prefixes) {
      if (taken.some((reading) => from >= reading.from && from <= reading.to)) continue;
      this.from = from;
      this.collect(from, taken);
      if (this.count >= BODY_LENGTH) this.choose(0, 0, 0, 0, 1);
    }
    return [...this.found.values()];
  }

  /** The letters after `from` that could belong to a reference beginning there. */
  private collect(from: number, taken: readonly Reading[]): void {
    this.count = 0;
    let letters = 0;
    for (let at = from + 1; at < this.memo.length; at += 1) {
      const inside = taken.find((reading) => at >= reading.from && at <= reading.to);
      if (inside) {
        at = inside.to;
        continue;
      }
      const cls = this.memo.classes[at]!;
      if (cls === DIGIT) continue;
      letters += 1;
      if (letters > BODY_LENGTH + MOST_NOISE) return;
      if (cls === OTHER_LETTER) continue;
      this.places[this.count] = at;
      this.values[this.count] = cls;
      this.lettersUpTo[this.count] = letters;
      this.count += 1;
      if (this.count === BODY_LENGTH + MOST_ALIKE) return;
    }
  }

  /**
   * Tries every choice of six of the collected letters as the free ones; the two checks follow from them and are looked for
   * behind.
   */
  private choose(
    depth: number,
    next: number,
    plain: number,
    weighted: number,
    spread: number,
  ): void {
    if (depth === FREE_LENGTH) {
      this.findChecks(next, plain, weighted);
      return;
    }
    const last = this.count - (BODY_LENGTH - depth);
    const before = next === 0 ? 0 : this.lettersUpTo[next - 1]!;
    for (let i = next; i <= last; i += 1) {
      this.steps += 1;
      if (this.steps > MOST_STEPS) return;
      const wider = spread * (this.lettersUpTo[i]! - before);
      if (wider > MOST_SPREAD) return;
      const value = this.values[i]!;
      this.body[depth] = value;
      this.chosen[depth] = i;
      this.choose(depth + 1, i + 1, plain + value, weighted + (depth + 1) * value, wider);
    }
  }

  private findChecks(next: number, plain: number, weighted: number): void {
    const eighth = eighthCheck(plain, weighted);
    const seventh = seventhCheck(plain, eighth);
    // The first place of each is the tightest.
    const i = this.placeOf(seventh, next);
    const j = i < 0 ? -1 : this.placeOf(eighth, i + 1);
    if (j < 0) return;
    this.body[FREE_LENGTH] = seventh;
    this.body[FREE_LENGTH + 1] = eighth;
    this.chosen[FREE_LENGTH] = i;
    this.chosen[FREE_LENGTH + 1] = j;
    this.keep();
  }

  /** Which of the collected letters, from `next` on, is the first with this value; -1 when none is. */
  private placeOf(value: number, next: number): number {
    for (let i = next; i < this.count; i += 1) if (this.values[i] === value) return i;
    return -1;
  }

  private keep(): void {
    const slot = this.book.withKey(keyOf(this.body), this.at);
    if (slot < 0) return;
    const last = this.chosen[BODY_LENGTH - 1]!;
    const gaps = this.gaps();
    const accidents = accidentsOf(this.body, gaps, this.alikes(), this.spans());
    const before = this.found.get(slot);
    if (before?.accidents && before.accidents.damaged <= accidents.damaged) return;
    const place = { from: this.from, to: this.places[last]! };
    const broken = breakOf(gaps, this.wordEdges(place) + 1);
    this.found.set(slot, { slot, ...place, accidents, broken });
  }

  /** Letters passed over before each chosen one. */
  private gaps(): number[] {
    const upTo = (i: number): number => (i < 0 ? 0 : this.lettersUpTo[this.chosen[i]!]!);
    return Array.from(this.chosen, (_, i) => upTo(i) - upTo(i - 1) - 1);
  }

  /** Letters and digits passed over before each chosen one. */
  private spans(): number[] {
    const place = (i: number): number => (i < 0 ? this.from : this.places[this.chosen[i]!]!);
    return Array.from(this.chosen, (_, i) => place(i) - place(i - 1) - 1);
  }

  /** Reference letters passed over before each chosen one. */
  private alikes(): number[] {
    return Array.from(this.chosen, (place, i) => place - (i === 0 ? -1 : this.chosen[i - 1]!) - 1);
  }
}

function overlap(a: Place, b: Place): boolean {
  return a.from <= b.to && b.from <= a.to;
}

/** Do any two of them share letters of the memo? */
export function isCrossing(places: readonly Place[]): boolean {
  return places.some((a, i) => places.slice(i + 1).some((b) => overlap(a, b)));
}

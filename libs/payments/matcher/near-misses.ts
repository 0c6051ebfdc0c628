import {
  BODY_LENGTH,
  FREE_LENGTH,
  LETTER_COUNT,
  completions,
  fillOne,
  fillTwo,
  exchangesBack,
  isWhole,
  keyOf,
  putRight,
} from '../check-letters';
import { PREFIX_VALUE, type MemoLetters } from './memo-letters';
import type { OrderBook } from './order-book';
import type { Place, Reading } from './read-references';

/** An order whose reference stands in the memo cut or mistyped. */
export interface NearMiss extends Place {
  slot: number;
  /**
   * True: seven of its eight letters and a check agree, one damage explains the rest. False: two letters were computed from
   * the check letters or guessed, so anything could have come out; the amount must agree too.
   */
  firm: boolean;
  /** How many of the reference's letters are missing at its end (0: mistyped). */
  cut: number;
}

const MOST_ANCHORS = 8;
/** Orders of one amount compared with a stump of three letters. */
const MOST_COMPARED = 512;
/** A stump that fits more orders than this points to those of the line's amount only. */
const MOST_GUESSED = 8;
/** Shorter stumps stand in banks' own blocks: four random characters, then digits (payments spec §2.5). */
const SHORTEST_STUMP = 3;

/**
 * Finds references with one wrong, missing or exchanged letter, without their prefix, or cut at the end. A fixed number of
 * look-ups for each place of the memo that could be one, however many orders are open.
 */
export class NearMissFinder {
  private readonly found = new Map<number, NearMiss>();
  private at = 0;
  private from = 0;

  constructor(
    private readonly memo: MemoLetters,
    private readonly book: OrderBook,
  ) {}

  /** `taken` are the references read whole: their letters are spoken for. */
  find(at: number, amountVnd: number, taken: readonly Reading[]): NearMiss[] {
    return this.search(at, taken, (from) => {
      this.wrongLetters(from);
      this.missingLetter(from);
      this.stumps(from, amountVnd, taken);
    });
  }

  /** Orders whose reference with one letter left out, and what follows it, reads as another whole one. */
  findShortened(at: number): NearMiss[] {
    return this.search(at, [], (from) => this.missingLetter(from));
  }

  private search(at: number, taken: readonly Reading[], look: (from: number) => void): NearMiss[] {
    this.found.clear();
    this.at = at;
    let anchors = 0;
    for (const from of this.memo.prefixes) {
      if (isTaken(from, taken)) continue;
      if ((anchors += 1) > MOST_ANCHORS) break;
      this.from = from;
      look(from);
    }
    if (this.memo.longestRun >= FREE_LENGTH) this.withoutPrefix(taken);
    return this.found.size === 0 ? NOTHING : [...this.found.values()];
  }

  private try(body: readonly number[] | null, firm: boolean, cut = 0): void {
    if (body === null) return;
    const slot = this.book.withKey(keyOf(body), this.at);
    if (slot < 0) return;
    const before = this.found.get(slot);
    if (!before || (firm && !before.firm)) this.keep(slot, firm, cut);
  }

  private keep(slot: number, firm: boolean, cut: number): void {
    const { from } = this;
    this.found.set(slot, { slot, firm, cut, from, to: from + BODY_LENGTH - cut });
  }

  private letters(from: number, count: number): number[] {
    const letters: number[] = [];
    for (let i = 0; i < count; i += 1) letters.push(this.memo.value(from + i));
    return letters;
  }

  private wrongLetters(from: number): void {
    const body = this.letters(from + 1, BODY_LENGTH);
    const foreign = body.flatMap((value, i) => (value < 0 ? [i] : []));
    const [first = 0, second = 0] = foreign;
    if (foreign.length === 1) this.try(fillOne(body, first), true);
    // Two at the end are a cut, see stumps.
    if (foreign.length === 2 && first < FREE_LENGTH) this.try(fillTwo(body, first, second), false);
    if (foreign.length > 0) return;
    this.try(putRight(body), true);
    for (const back of exchangesBack(body)) this.try(back, true);
  }

  /** One letter left out among the eight that follow the prefix. The last one is a cut by one. */
  private missingLetter(from: number): void {
    const seven = this.letters(from + 1, BODY_LENGTH - 1);
    if (seven.some((value) => value < 0)) return;
    for (const { body, at } of completions(seven)) {
      this.try(body, true, at === BODY_LENGTH - 1 ? 1 : 0);
    }
  }

  /** References cut at their end: their first letters, up to the end of a word or to what cannot belong to one. */
  private stumps(from: number, amountVnd: number, taken: readonly Reading[]): void {
    for (let left = 1; left < BODY_LENGTH - 1; left += 1) {
      if (this.memo.value(from + left) < 0) return;
      const next = from + 1 + left;
      const ends =
        this.memo.value(next) < 0 ||
        this.memo.opens[next] === 1 ||
        taken.some((reading) => reading.from === next);
      if (ends && left >= SHORTEST_STUMP) this.stump(from, left, amountVnd);
    }
  }

  private stump(from: number, left: number, amountVnd: number): void {
    const cut = BODY_LENGTH - left;
    const head = this.letters(from + 1, left);
    if (left === SHORTEST_STUMP) {
      if (this.memo.opens[from] === 1) this.compareAmount(head, amountVnd, cut);
      return;
    }
    // What was cut off is checks and perhaps free letters: every order whose number begins so.
    const guesses = LETTER_COUNT ** (FREE_LENGTH - left);
    const start = numberOf(head) * guesses;
    const slots: number[] = [];
    for (let key = start; key < start + guesses; key += 1) {
      const slot = this.book.withKey(key, this.at);
      if (slot >= 0 && !this.found.has(slot)) slots.push(slot);
    }
    const isVague = slots.length > MOST_GUESSED;
    for (const slot of slots) {
      if (isVague && this.book.settlingVnd(slot) !== amountVnd) continue;
      this.keep(slot, false, cut);
    }
  }

  private compareAmount(head: readonly number[], amountVnd: number, cut: number): void {
    const start = numberOf(head);
    const rest = LETTER_COUNT ** (FREE_LENGTH - head.length);
    let slot = this.book.byAmount.newest(amountVnd);
    for (let n = 0; slot >= 0 && n < MOST_COMPARED; n += 1) {
      const key = this.book.key(slot);
      const isSame = key >= 0 && Math.floor(key / rest) === start && this.book.at(slot) <= this.at;
      if (isSame && !this.found.has(slot)) this.keep(slot, false, cut);
      slot = this.book.byAmount.olderThan(slot);
    }
  }

  /** Six or more letters of a reference in a row with no prefix before them: it was cut off, mistyped or left out. */
  private withoutPrefix(taken: readonly Reading[]): void {
    let run = 0;
    let anchors = 0;
    for (let at = 0; at <= this.memo.length && anchors < MOST_ANCHORS; at += 1) {
      if (this.memo.value(at) >= 0 && !isTaken(at, taken)) {
        run += 1;
        this.from = at - Math.min(run, BODY_LENGTH) + 1;
        if (run >= BODY_LENGTH) {
          const body = this.letters(at - BODY_LENGTH + 1, BODY_LENGTH);
          if (isWhole(body)) this.try(body, true);
        }
        continue;
      }
      if (run >= FREE_LENGTH && this.memo.value(at - run) !== PREFIX_VALUE) {
        anchors += 1;
        const tail = this.letters(at - run, Math.min(run, BODY_LENGTH - 1));
        if (tail.length === BODY_LENGTH - 1) this.try(fillOne([-1, ...tail], 0), true);
        else this.try(fillTwo([-1, -1, ...tail], 0, 1), false);
      }
      run = 0;
    }
  }
}

const NOTHING: NearMiss[] = [];

function numberOf(head: readonly number[]): number {
  return head.reduce((key, value) => key * LETTER_COUNT + value, 0);
}

function isTaken(at: number, taken: readonly Reading[]): boolean {
  return taken.length > 0 && taken.some((reading) => at >= reading.from && at <= reading.to);
}

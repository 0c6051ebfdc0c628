import { bodyOf } from '../check-letters';
import { isNoAccident } from './chance';
import { type MemoLetters, OTHER_LETTER } from './memo-letters';
import type { NearMiss } from './near-misses';
import type { OrderBook } from './order-book';
import { Payer } from './payer';
import { type Reading, isCrossing } from './read-references';
import { setsWithSum } from './standing';
import type { BankTransfer } from './types';

/** An order whose reference stands in the memo in some broken form. */
export interface Candidate {
  slot: number;
  /** All letters there, foreign ones between them. */
  reading: Reading | null;
  /** Cut or mistyped. */
  near: NearMiss | null;
}

/** One amount agrees with about one order in this many; so does the sum of a few. A payer's name is no commoner. */
const AGREEING_SHARE = 1_000;
/** One wrong suggestion in a thousand memos with the prefix letter. */
const LOOK_ALLOWED = 1e-3;
/** Letters missing at the end, from which on a stump says little. */
export const WEAK_CUT = 4;
/** One order in five or fewer asks for a little less than a given amount. */
const LITTLE_OVER = 1.2;
const LITTLE_OVER_SHARE = 0.2;
/** The newest order of all is not proven by being the newest. */
const FEWEST_RECENT = 50;
/** Candidates whose sums are compared with the amount: more of them agree by accident. */
const MOST_SUMMED = 6;

/** Weighs broken references of one bank line: which may be booked, which sets explain the amount. */
export class Candidates {
  readonly all: Candidate[];
  private readonly payer: Payer;

  constructor(
    private readonly book: OrderBook,
    private readonly memo: MemoLetters,
    private readonly transfer: BankTransfer,
    readings: readonly Reading[],
    nears: readonly NearMiss[],
  ) {
    this.payer = new Payer(book, transfer, memo.text);
    const bySlot = new Map<number, Candidate>();
    for (const reading of readings)
      bySlot.set(reading.slot, { slot: reading.slot, reading, near: null });
    for (const near of nears) {
      bySlot.set(near.slot, {
        slot: near.slot,
        reading: bySlot.get(near.slot)?.reading ?? null,
        near,
      });
    }
    this.all = [...bySlot.values()];
  }

  /** The part of the line that this order would take: what is left, or its whole amount again, or what was paid when money goes out. */
  private shareVnd(slot: number): number {
    if (this.transfer.amountVnd < 0) return this.book.paidVnd(slot);
    const leftVnd = this.book.leftVnd(slot);
    return leftVnd > 0 ? leftVnd : this.book.dueVnd(slot);
  }

  /**
   * Sets of candidates that take `amountVnd` (above 0) exactly: single ones first; several orders at once only where no
   * single one fits, out of those that are more than a guess.
   */
  explaining(amountVnd: number): Candidate[][] {
    const singles = this.all.filter(({ slot }) => this.shareVnd(slot) === amountVnd);
    if (singles.length > 0) return this.withoutWeakRivals(singles).map((one) => [one]);
    const likely = this.all
      .filter(
        ({ slot, near }) =>
          this.book.leftVnd(slot) > 0 || this.transfer.amountVnd < 0 || near?.firm,
      )
      .sort((a, b) => rank(a) - rank(b))
      .slice(0, MOST_SUMMED);
    const sets = setsWithSum(
      likely.map(({ slot }) => this.shareVnd(slot)),
      amountVnd,
    );
    return sets.map((set) => set.map((i) => likely[i]!));
  }

  /** Next to a reference with all its letters, one of which only three or four are there is no rival. */
  private withoutWeakRivals(singles: readonly Candidate[]): readonly Candidate[] {
    if (!singles.some((one) => one.reading && this.isSound(one.reading, true))) return singles;
    return singles.filter((one) => one.reading !== null || rank(one) < 2 + WEAK_CUT);
  }

  /** May all of a set that explains the amount be booked? Not where two of them claim the same letters. */
  areBookable(set: readonly Candidate[]): boolean {
    const places = set.map(({ reading, near }) => reading ?? near!);
    return (
      !isCrossing(places) &&
      set.every((one) => this.isBookable(one, true)) &&
      !set.some((one) => this.isAgain(one.slot) && this.isClaimedTwice(one))
    );
  }

  /** `agrees`: alone or in a sum, its amount is the line's. Damaged references need their letters in order somewhere. */
  isBookable(candidate: Candidate, agrees: boolean): boolean {
    const { slot, reading, near } = candidate;
    if (reading !== null && this.isSound(reading, agrees)) return true;
    if (near === null || !near.firm || !this.isLiteral(slot)) return false;
    return (agrees && !this.isAgain(slot)) || this.isPayers(slot);
  }

  /** Paid in full before: that the same amount comes again is rare, and proves nothing. */
  private isAgain(slot: number): boolean {
    return this.transfer.amountVnd > 0 && this.book.leftVnd(slot) <= 0;
  }

  /** Weighs a reading with foreign letters inside against what long memos contain by accident. */
  private isSound(reading: Reading, isAmount: boolean): boolean {
    const { book } = this;
    const { accidents, broken, slot } = reading;
    // Orders at least as recent: money follows its order within days.
    const recent = book.count - slot;
    const alike = book.countAlike(this.transfer.amountVnd) / book.count;
    const isPayers = this.isPayers(slot);
    const agrees = isAmount && !this.isAgain(slot);
    const isKnown = agrees || isPayers;
    if (broken === 'strewn' || (broken === 'wide' && !isKnown)) return false;
    const share =
      (agrees ? Math.max(1 / AGREEING_SHARE, alike) : 1) *
      (isPayers ? 1 / AGREEING_SHARE : 1) *
      (this.isLittleOver(slot) ? LITTLE_OVER_SHARE : 1);
    const orders = Math.max(isKnown ? 1 : FEWEST_RECENT, recent * share);
    return accidents === null || isNoAccident(accidents, orders, { broken, agrees });
  }

  /** Rounded up, or with something for the delivery. */
  private isLittleOver(slot: number): boolean {
    const leftVnd = this.book.leftVnd(slot);
    const { amountVnd } = this.transfer;
    return amountVnd > leftVnd && amountVnd <= leftVnd * LITTLE_OVER;
  }

  /** Does another order's reading claim the same letters? Counts unless the amount speaks for this one. */
  isClaimedTwice({ slot, reading }: Candidate): boolean {
    return (
      reading !== null &&
      this.all.some(
        (one) => one.slot !== slot && one.reading !== null && isCrossing([reading, one.reading]),
      )
    );
  }

  /** Not proof, but more than chance: worth a person's look. */
  isWorthALook(reading: Reading): boolean {
    return (reading.accidents?.ordinary ?? 0) * this.book.count <= LOOK_ALLOWED;
  }

  isPayers(slot: number): boolean {
    return this.payer.owns(slot);
  }

  /** Do the prefix and the eight letters stand in the memo in this order, whatever is between them? */
  private isLiteral(slot: number): boolean {
    const body = bodyOf(this.book.key(slot));
    let next = -1;
    for (const at of this.memo.prefixes.slice(0, 1)) {
      next = 0;
      for (let i = at + 1; i < this.memo.length && next < body.length; i += 1) {
        const cls = this.memo.classes[i]!;
        if (cls < OTHER_LETTER && cls === body[next]) next += 1;
      }
    }
    return next === body.length;
  }
}

function rank({ reading, near }: Candidate): number {
  if (reading) return 0;
  return near?.firm ? 1 : 2 + (near?.cut ?? 0);
}

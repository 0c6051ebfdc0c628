import { FREE_LENGTH } from '../check-letters';
import { type Candidate, Candidates, WEAK_CUT } from './candidates';
import type { MemoLetters } from './memo-letters';
import { NearMissFinder } from './near-misses';
import type { OrderBook } from './order-book';
import { type Finding, kindOf, planFor } from './plan';
import { type Reading, ReferenceReader, isCrossing } from './read-references';
import * as say from './sentences';
import type { BankTransfer } from './types';

const MOST_SUGGESTED = 3;
/** Whole references that share letters, tried against the amount in every choice. */
const MOST_CROSSING = 6;
/** Without the amount, a weak stump points only to the payer's orders and those of the last days. */
const WEAK_CUT_MS = 3 * 86_400_000;

/** What the references in the memo just read come to: whole ones are booked, damaged ones suggested. */
export class ReferenceFindings {
  private readonly reader: ReferenceReader;
  private readonly nearMisses: NearMissFinder;

  constructor(
    private readonly memo: MemoLetters,
    private readonly book: OrderBook,
  ) {
    this.reader = new ReferenceReader(memo, book);
    this.nearMisses = new NearMissFinder(memo, book);
  }

  /** `unknown`: a whole reference stood there, but of no order that existed then. */
  find(transfer: BankTransfer): { finding: Finding | null; unknown: boolean } {
    const { readings, unknown } = this.reader.plain(transfer.at);
    const finding =
      readings.length > 0 ? this.byPlain(transfer, readings) : this.byBroken(transfer);
    return { finding, unknown };
  }

  /** Whole references, nothing but blanks and punctuation inside. They decide, unless broken ones explain the amount better. */
  private byPlain(transfer: BankTransfer, found: readonly Reading[]): Finding {
    const { amountVnd } = transfer;
    const readings = found.length > 1 ? this.withoutCrossing(found, amountVnd) : found;
    if (readings === null) return this.contested(slotsOf(found), amountVnd);
    const slots = slotsOf(readings);
    if (this.settlingVnd(slots) === amountVnd) return this.planned(slots, amountVnd, false);
    const rivals = this.rivalsOf(readings, transfer);
    if (rivals.length > 0) return this.contested([...slots, ...rivals], amountVnd);
    return this.withBroken(slots, transfer, readings) ?? this.planned(slots, amountVnd, false);
  }

  private settlingVnd(slots: readonly number[]): number {
    return slots.reduce((sum, slot) => sum + this.book.settlingVnd(slot), 0);
  }

  /** All of them where none share letters; else the one choice that the amount settles; null where no single one is. */
  private withoutCrossing(found: readonly Reading[], amountVnd: number): readonly Reading[] | null {
    if (!isCrossing(found)) return found;
    const some = found.slice(0, MOST_CROSSING);
    const choices: Reading[][] = [];
    for (let mask = 1; mask < 1 << some.length; mask += 1) {
      const choice = some.filter((_, i) => mask & (1 << i));
      const settles = this.settlingVnd(slotsOf(choice)) === amountVnd;
      if (settles && !isCrossing(choice)) choices.push(choice);
    }
    return choices.length === 1 ? choices[0]! : null;
  }

  /** Several readings of the same letters: nobody but a person can tell. Those whose amount agrees go first. */
  private contested(slots: readonly number[], amountVnd: number): Finding {
    const all = [...new Set(slots)].sort(
      (a, b) => Number(this.agrees(b, amountVnd)) - Number(this.agrees(a, amountVnd)),
    );
    const suggest = all.slice(0, MOST_SUGGESTED);
    return {
      plan: { kind: kindOf(this.book, suggest[0]!, amountVnd), bookings: [], suggest },
      reason: `${say.severalSentence(this.book, suggest)} ${say.CHOOSE}`,
    };
  }

  private planned(slots: readonly number[], amountVnd: number, isScattered: boolean): Finding {
    const plan = planFor(this.book, slots, amountVnd);
    const read = say.readSentence(this.book, slots, isScattered);
    const choose = plan.bookings.length === 0 ? ` ${say.CHOOSE}` : '';
    return {
      plan,
      reason: `${read} ${say.amountSentence(this.book, plan, amountVnd)}${choose}`,
    };
  }

  /**
   * Orders whose reference reads almost like a whole one that the amount does not settle. Those that it does settle: with a
   * letter left out; where the whole one lies within other words, broken in any way. And whatever the amount, where its last
   * letters may not be its own: those with a letter left out or slipped in.
   */
  private rivalsOf(readings: readonly Reading[], transfer: BankTransfer): number[] {
    const { at, amountVnd } = transfer;
    const slots = slotsOf(readings);
    const isOther = ({ slot }: { slot: number }): boolean => !slots.includes(slot);
    const doesAgree = (one: { slot: number }): boolean =>
      slots.length === 1 && this.agrees(one.slot, amountVnd);
    const shortened = this.nearMisses.findShortened(at).filter(isOther);
    const embedded = readings.filter((reading) => this.reader.isEmbedded(reading));
    if (embedded.length === 0) return slotsOf(shortened.filter(doesAgree));
    const near = this.nearMisses.find(at, amountVnd, []).filter((one) => isOther(one) && one.firm);
    const scattered = this.reader.scattered(at, []).filter(isOther);
    const openEnded = embedded.filter((reading) => this.reader.isOpenEnded(reading));
    const slipped = [
      ...shortened.filter((one) => openEnded.some((reading) => reading.from === one.from)),
      ...scattered.filter(
        (one) => one.broken === 'slight' && openEnded.some((reading) => isCrossing([one, reading])),
      ),
    ];
    return slotsOf([...[...near, ...scattered].filter(doesAgree), ...slipped]);
  }

  private candidates(
    transfer: BankTransfer,
    amountVnd: number,
    taken: readonly Reading[],
  ): Candidates {
    const skip = new Set(taken.map((reading) => reading.slot));
    const nears = this.nearMisses
      .find(transfer.at, amountVnd, taken)
      .filter((near) => !skip.has(near.slot));
    // One damage explains it and the amount agrees: the long search for letters far apart would add nothing.
    const isClear = nears.some((near) => near.firm && this.agrees(near.slot, amountVnd));
    const readings = isClear ? [] : this.reader.scattered(transfer.at, taken);
    const others = readings.filter((reading) => !skip.has(reading.slot));
    return new Candidates(this.book, this.memo, transfer, others, nears);
  }

  /** More money than the whole references ask for, and broken ones beside them that ask for the rest. */
  private withBroken(
    slots: readonly number[],
    transfer: BankTransfer,
    readings: readonly Reading[],
  ): Finding | null {
    const { book } = this;
    const { amountVnd } = transfer;
    const restVnd = amountVnd - slots.reduce((sum, slot) => sum + book.leftVnd(slot), 0);
    if (restVnd <= 0 || slots.some((slot) => book.leftVnd(slot) <= 0)) return null;
    const candidates = this.candidates(transfer, restVnd, readings);
    const [set, ...others] = candidates.explaining(restVnd);
    if (!set) return null;
    if (others.length === 0 && candidates.areBookable(set)) {
      return this.planned([...slots, ...set.map((one) => one.slot)], amountVnd, true);
    }
    const bookings = slots.map((slot) => ({ slot, amountVnd: book.leftVnd(slot) }));
    const suggest = [...new Set([set, ...others].flat().map((one) => one.slot))];
    return {
      plan: { kind: 'merged', bookings, suggest: suggest.slice(0, MOST_SUGGESTED) },
      reason: `${say.readSentence(book, slots, false)} ${this.brokenSentences(set)} ${say.SUM_FITS} ${say.CHOOSE}`,
    };
  }

  private brokenSentences(set: readonly Candidate[]): string {
    return set.map((one) => say.damagedSentence(this.book, one, false)).join(' ');
  }

  private agrees(slot: number, amountVnd: number): boolean {
    const isPaid = this.book.leftVnd(slot) <= 0;
    return (
      this.book.settlingVnd(slot) === amountVnd || (isPaid && this.book.dueVnd(slot) === amountVnd)
    );
  }

  /** No whole reference: those with foreign letters inside, and damaged ones. */
  private byBroken(transfer: BankTransfer): Finding | null {
    const { amountVnd } = transfer;
    if (this.memo.prefixes.length === 0 && this.memo.longestRun < FREE_LENGTH) return null;
    const candidates = this.candidates(transfer, amountVnd, []);
    if (candidates.all.length === 0) return null;
    const sets = candidates.explaining(Math.abs(amountVnd));
    if (sets.length === 0) return this.otherAmount(candidates, transfer);
    const [set] = sets as [Candidate[]];
    const slots = set.map((one) => one.slot);
    if (sets.length === 1 && candidates.areBookable(set)) {
      return this.planned(slots, amountVnd, true);
    }
    const suggest = [...new Set(sets.flat().map((one) => one.slot))].slice(0, MOST_SUGGESTED);
    const kind =
      set.length > 1 && amountVnd > 0 ? 'merged' : kindOf(this.book, slots[0]!, amountVnd);
    const why =
      set.length > 1
        ? `${this.brokenSentences(set)} ${say.SUM_FITS}`
        : say.damagedSentence(this.book, set[0]!, true);
    return { plan: { kind, bookings: [], suggest }, reason: `${why} ${say.CHOOSE}` };
  }

  /** The amount is no candidate's: only a sound reading that nothing contests is booked. */
  private otherAmount(candidates: Candidates, transfer: BankTransfer): Finding | null {
    const { amountVnd } = transfer;
    const sound = candidates.all.filter((one) => candidates.isBookable(one, false));
    const isClaimedTwice = sound.some((one) => candidates.isClaimedTwice(one));
    const slots = sound.map((one) => one.slot);
    const isContested = candidates.all.some((one) => one.near?.firm && !slots.includes(one.slot));
    if (sound.length > 0 && !isClaimedTwice && !isContested) {
      return this.planned(slots, amountVnd, true);
    }
    const shown = this.worthShowing(candidates, transfer);
    const suggest = [...new Set([...slots, ...shown.map((one) => one.slot)])].slice(
      0,
      MOST_SUGGESTED,
    );
    if (suggest.length === 0) return null;
    const first = candidates.all.find((one) => one.slot === suggest[0])!;
    return {
      plan: { kind: kindOf(this.book, first.slot, amountVnd), bookings: [], suggest },
      reason: `${say.damagedSentence(this.book, first, false)} ${say.CHOOSE}`,
    };
  }

  /** Damaged references worth showing though the amount is another: the payer's own, the least damaged, the most recent. */
  private worthShowing(candidates: Candidates, transfer: BankTransfer): Candidate[] {
    const weigh = new Map<Candidate, number>();
    for (const one of candidates.all) {
      const { near, reading, slot } = one;
      const isPayers = candidates.isPayers(slot);
      const isRecent = transfer.at - this.book.at(slot) <= WEAK_CUT_MS;
      const isClose =
        near !== null && (near.firm || (near.cut > 0 && (near.cut < WEAK_CUT || isRecent)));
      if (isClose || isPayers)
        weigh.set(one, (isPayers ? 0 : 10) + (near?.firm ? 0 : (near?.cut ?? 0)));
      else if (reading && candidates.isWorthALook(reading)) weigh.set(one, 10);
    }
    return [...weigh.keys()].sort((a, b) => weigh.get(a)! - weigh.get(b)! || b.slot - a.slot);
  }
}

function slotsOf(found: readonly { slot: number }[]): number[] {
  if (found.length === 1) return [found[0]!.slot];
  return [...new Set(found.map((one) => one.slot))];
}

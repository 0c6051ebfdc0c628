import { ReferenceFindings } from './by-reference';
import { findEvidence } from './evidence';
import { MemoLetters } from './memo-letters';
import { OrderBook } from './order-book';
import { type Finding, type Plan, kindOf } from './plan';
import * as say from './sentences';
import type { BankTransfer, Decision, MatchOrder } from './types';

const TOLD_TWICE_MS = 60_000;
/** A bank's own trace number: two lines with the same one are the same money. */
const TRACE = /\d{6}/;

/**
 * Decides which orders a bank line pays. Add orders in the order of their `at`, each before the transfers that may pay it,
 * and feed transfers in time order; the same input gives the same decisions. A transfer id seen before gets the decision it
 * got then. Throws RangeError on an amount that is not whole đồng.
 */
export class PaymentMatcher {
  private readonly book = new OrderBook();
  private readonly memo = new MemoLetters();
  private readonly references = new ReferenceFindings(this.memo, this.book);
  private readonly decided = new Map<string | number, Decision>();
  /** Lines that left an order open, by memo and amount: the only ones whose repetition would be booked again. */
  private readonly lines = new Map<string, number>();

  addOrder(order: MatchOrder): void {
    this.book.add(order);
  }

  get orderCount(): number {
    return this.book.count;
  }

  /** Bytes of the matcher's own columns and indexes for its orders. */
  get orderBytes(): number {
    return this.book.bytes;
  }

  decide(transfer: BankTransfer): Decision {
    const before = this.decided.get(transfer.id);
    if (before) return before;
    if (!Number.isSafeInteger(transfer.amountVnd))
      throw new RangeError('amount must be whole đồng');
    const decision = this.judge(transfer);
    this.decided.set(transfer.id, decision);
    return decision;
  }

  private judge(transfer: BankTransfer): Decision {
    const { id, amountVnd } = transfer;
    if (amountVnd === 0) return { id, matches: [], kind: 'unrelated', reason: say.NO_MONEY };
    this.memo.read(transfer.memo);
    const { finding, unknown } = this.references.find(transfer);
    const found = finding ?? this.byEvidence(transfer);
    if (found) return this.carryOut(transfer, found);
    const reason = unknown ? say.UNKNOWN_REFERENCE : say.NO_ORDER;
    return { id, matches: [], kind: 'unrelated', reason };
  }

  private byEvidence(transfer: BankTransfer): Finding | null {
    const evidence = findEvidence(this.book, transfer, this.memo.text);
    if (evidence.length === 0) return null;
    const suggest = evidence.map((one) => one.slot);
    const why = say.evidenceSentence(this.book, evidence[0]!, transfer.at);
    const more = suggest.length > 1 ? ` ${say.maybeSentence(this.book, suggest.slice(1))}` : '';
    const kind = kindOf(this.book, suggest[0]!, transfer.amountVnd);
    return { plan: { kind, bookings: [], suggest }, reason: `${why}${more} ${say.CHOOSE}` };
  }

  private carryOut(transfer: BankTransfer, { plan, reason }: Finding): Decision {
    const { id } = transfer;
    const number = (slot: number): number => this.book.number(slot);
    const matches = plan.bookings.map((booking) => number(booking.slot));
    if (this.isToldTwice(transfer, plan)) {
      return { id, matches, kind: 'duplicate', reason: say.TOLD_TWICE };
    }
    for (const { slot, amountVnd } of plan.bookings) this.book.book(slot, amountVnd);
    this.remember(transfer, plan);
    const suggest = plan.suggest.length > 0 ? { suggest: plan.suggest.map(number) } : {};
    return { id, matches, kind: plan.kind, ...suggest, reason };
  }

  private lineKey(transfer: BankTransfer): string {
    return `${transfer.amountVnd} ${transfer.memo}`;
  }

  /** An aggregator and a statement import may tell one credit under two ids (payments spec §8.3). */
  private isToldTwice(transfer: BankTransfer, plan: Plan): boolean {
    if (!plan.bookings.some(({ slot }) => this.book.paidVnd(slot) > 0)) return false;
    const at = this.lines.get(this.lineKey(transfer));
    return at !== undefined && Math.abs(transfer.at - at) <= TOLD_TWICE_MS;
  }

  private remember(transfer: BankTransfer, plan: Plan): void {
    const leavesOpen = plan.bookings.some(({ slot }) => this.book.leftVnd(slot) > 0);
    if (leavesOpen && TRACE.test(transfer.memo))
      this.lines.set(this.lineKey(transfer), transfer.at);
  }
}

export function createMatcher(): PaymentMatcher {
  return new PaymentMatcher();
}

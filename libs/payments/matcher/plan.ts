import type { OrderBook } from './order-book';
import { setsWithSum, standing } from './standing';
import type { MatchKind } from './types';

/** What one line does once the orders named in it are known. */
export interface Plan {
  kind: MatchKind;
  /** What to book; empty when a person has to choose among `suggest`. */
  bookings: readonly { slot: number; amountVnd: number }[];
  suggest: readonly number[];
}

/** A plan with the sentences that explain it to the manager. */
export interface Finding {
  plan: Plan;
  reason: string;
}

/** How the line would stand to this one order. */
export function kindOf(book: OrderBook, slot: number, amountVnd: number): MatchKind {
  if (amountVnd < 0) return 'reversal';
  return standing(amountVnd, book.dueVnd(slot), book.paidVnd(slot));
}

function choose(slots: readonly number[], kind: MatchKind): Plan {
  return { kind, bookings: [], suggest: slots };
}

/** Money that came in (`amountVnd` > 0) with the references of `slots`, in the memo's order. */
export function planPayment(book: OrderBook, slots: readonly number[], amountVnd: number): Plan {
  if (slots.length === 1) {
    const slot = slots[0]!;
    return { kind: kindOf(book, slot, amountVnd), bookings: [{ slot, amountVnd }], suggest: [] };
  }
  const open = slots.filter((slot) => book.leftVnd(slot) > 0);
  if (open.length === 0) return planAgain(book, slots, amountVnd);
  const lefts = open.map((slot) => book.leftVnd(slot));
  const sumVnd = lefts.reduce((sum, left) => sum + left, 0);
  if (amountVnd < sumVnd) {
    const sets = setsWithSum(lefts, amountVnd);
    if (sets.length === 1)
      return planSet(
        book,
        sets[0]!.map((i) => open[i]!),
      );
    // Short of the sum: every order named must get something, else nobody can say which one was meant.
    const lastVnd = lefts[lefts.length - 1]!;
    if (sets.length > 1 || amountVnd <= sumVnd - lastVnd) return choose(open, 'wrong-amount');
    return { kind: 'wrong-amount', bookings: fill(open, lefts, amountVnd), suggest: [] };
  }
  if (amountVnd === sumVnd) return planSet(book, open);
  return { kind: 'over', bookings: fill(open, lefts, amountVnd), suggest: [] };
}

/** In the memo's order each gets what is left of it, the last one the rest. */
function fill(
  slots: readonly number[],
  lefts: readonly number[],
  amountVnd: number,
): Plan['bookings'] {
  let restVnd = amountVnd;
  return slots.map((slot, i) => {
    const booked = i === slots.length - 1 ? restVnd : lefts[i]!;
    restVnd -= booked;
    return { slot, amountVnd: booked };
  });
}

function planSet(book: OrderBook, slots: readonly number[]): Plan {
  const bookings = slots.map((slot) => ({ slot, amountVnd: book.leftVnd(slot) }));
  const single = book.paidVnd(slots[0]!) > 0 ? 'split' : 'exact';
  return { kind: slots.length > 1 ? 'merged' : single, bookings, suggest: [] };
}

/** Every order named was paid in full before. */
function planAgain(book: OrderBook, slots: readonly number[], amountVnd: number): Plan {
  const sets = setsWithSum(
    slots.map((slot) => book.dueVnd(slot)),
    amountVnd,
  );
  if (sets.length !== 1) return choose(slots, 'duplicate');
  const again = sets[0]!.map((i) => slots[i]!);
  const bookings = again.map((slot) => ({ slot, amountVnd: book.dueVnd(slot) }));
  return { kind: 'duplicate', bookings, suggest: [] };
}

/** Money going back (`amountVnd` < 0) with the references of `slots`. */
export function planReversal(book: OrderBook, slots: readonly number[], amountVnd: number): Plan {
  if (slots.length === 1) {
    return { kind: 'reversal', bookings: [{ slot: slots[0]!, amountVnd }], suggest: [] };
  }
  const sets = setsWithSum(
    slots.map((slot) => book.paidVnd(slot)),
    -amountVnd,
  );
  if (sets.length !== 1) return choose(slots, 'reversal');
  const back = sets[0]!.map((i) => slots[i]!);
  const bookings = back.map((slot) => ({ slot, amountVnd: -book.paidVnd(slot) }));
  return { kind: 'reversal', bookings, suggest: [] };
}

export function planFor(book: OrderBook, slots: readonly number[], amountVnd: number): Plan {
  return amountVnd > 0 ? planPayment(book, slots, amountVnd) : planReversal(book, slots, amountVnd);
}

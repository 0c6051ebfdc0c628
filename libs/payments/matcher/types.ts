/** What the matcher is told and what it answers. Amounts are whole đồng, instants ms UTC. */

export interface MatchOrder {
  /** The caller's own number for the order: decisions name orders by it. */
  index: number;
  amountVnd: number;
  at: number;
  /** Null: no reference was issued; only other evidence can suggest the order. */
  reference: string | null;
  customerName?: string | null;
  /** As the customer wrote it, in any form. */
  customerPhone?: string | null;
}

/** One line of a bank feed. A negative amount is money going back. */
export interface BankTransfer {
  id: string | number;
  at: number;
  amountVnd: number;
  memo: string;
  payerName?: string | null;
}

/**
 * How the money stands to its orders (docs/payments-matching.md):
 * exact = an unpaid order's whole amount; partial = a first part; split = a further part of an order partly paid;
 * over = more than was left; merged = several orders at once; duplicate = the order was paid in full before, or the same
 * line was told twice; reversal = money going back; wrong-amount = the reference stands there, but the amount looks like a
 * slip of the finger or fits no set of the orders named; unrelated = no order.
 */
export type MatchKind =
  | 'exact'
  | 'partial'
  | 'split'
  | 'over'
  | 'merged'
  | 'duplicate'
  | 'reversal'
  | 'wrong-amount'
  | 'unrelated';

export interface Decision {
  id: string | number;
  /** Orders this line is booked on, by itself and at once. */
  matches: number[];
  /** With no matches but suggestions: how it would stand once a person agrees. */
  kind: MatchKind;
  /** Orders for a person to choose from, likeliest first; never booked. */
  suggest?: number[];
  /** One or two plain Vietnamese sentences for the manager; without names and phone numbers. */
  reason: string;
}

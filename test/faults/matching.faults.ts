/**
 * The matcher against generated bank lines with every mangling of the memo study: what it books wrongly (must be nothing),
 * what it finds, what it suggests. The lines come from test/generators, which know nothing of the matcher.
 */
import { createMatcher, issueReference, type Decision } from '@ganh/payments';
import {
  makeOrders,
  makeTransfers,
  type MadeOrder,
  type MadeTransfer,
} from '../generators/bank-memos';

export interface MatchingResult {
  transfers: number;
  orders: number;
  /** Lines booked on an order that they do not pay. */
  wrong: number;
  /** Of lines whose references are all still there in order: booked on exactly their orders. */
  wholeRecall: number;
  /** Of lines with a cut or mistyped reference: their orders booked or suggested. */
  damagedFound: number;
  /** Of all lines that pay an order, those without any reference included: booked or suggested. */
  overallFound: number;
  /** Of unrelated lines: nothing suggested either. */
  unrelatedQuiet: number;
  /** Of lines booked on exactly their orders: the kind is the true one. */
  kindRight: number;
  /** Goals that were missed. */
  failures: string[];
  /** Every line booked wrongly, and up to twenty that were not found. */
  samples: { why: string; transfer: MadeTransfer; decision: Decision }[];
}

export function codesFor(orders: readonly MadeOrder[]): Record<string, string> {
  const taken = new Set<string>();
  const codes: Record<string, string> = {};
  for (const order of orders) {
    const reference = issueReference(`test ${order.index}`, (r) => taken.has(r));
    taken.add(reference);
    codes[order.index] = reference;
  }
  return codes;
}

/** Feeds the lines in time order, each order added when its time comes. */
export function decideAll(
  orders: readonly MadeOrder[],
  codes: Readonly<Record<string, string>>,
  transfers: readonly MadeTransfer[],
): Decision[] {
  const matcher = createMatcher();
  let next = 0;
  return transfers.map((transfer) => {
    for (; next < orders.length && orders[next]!.at <= transfer.at; next += 1) {
      const { index, amount, at, customer } = orders[next]!;
      matcher.addOrder({
        index,
        amountVnd: amount,
        at,
        reference: codes[index] ?? null,
        customerName: customer.name,
        customerPhone: customer.phone,
      });
    }
    const { id, at, amount, memo, payerName } = transfer;
    return matcher.decide({ id, at, amountVnd: amount, memo, payerName });
  });
}

const contains = (all: readonly number[], some: readonly number[]): boolean =>
  some.every((one) => all.includes(one));

class Tally {
  private right = 0;
  private all = 0;

  add(isRight: boolean): boolean {
    this.all += 1;
    if (isRight) this.right += 1;
    return isRight;
  }

  get share(): number {
    return this.all === 0 ? 1 : this.right / this.all;
  }
}

export function judge(
  transfers: readonly MadeTransfer[],
  decisions: readonly Decision[],
): Omit<MatchingResult, 'orders' | 'failures'> {
  const [whole, damaged, overall, quiet, kind] = Array.from({ length: 5 }, () => new Tally()) as [
    Tally,
    Tally,
    Tally,
    Tally,
    Tally,
  ];
  const samples: MatchingResult['samples'] = [];
  let wrong = 0;
  transfers.forEach((transfer, i) => {
    const decision = decisions[i]!;
    const { truth } = transfer;
    const sample = (why: string): void =>
      void ((samples.length < 20 || why === 'wrong') && samples.push({ why, transfer, decision }));
    if (!contains(truth.orders, decision.matches)) {
      wrong += 1;
      sample('wrong');
    }
    if (truth.kind === 'unrelated') {
      quiet.add(decision.matches.length === 0 && !decision.suggest);
      return;
    }
    const booked = decision.matches.length > 0 && contains(decision.matches, truth.orders);
    const found = contains([...decision.matches, ...(decision.suggest ?? [])], truth.orders);
    if (truth.whole && !whole.add(booked)) sample('whole, not booked');
    if (!truth.whole && truth.mangling !== 'absent' && !damaged.add(found))
      sample('damaged, not found');
    overall.add(found);
    if (booked) kind.add(decision.kind === truth.kind);
  });
  return {
    transfers: transfers.length,
    wrong,
    wholeRecall: whole.share,
    damagedFound: damaged.share,
    overallFound: overall.share,
    unrelatedQuiet: quiet.share,
    kindRight: kind.share,
    samples,
  };
}

/** The least share of each that is right. */
const GOALS = { wholeRecall: 0.995, damagedFound: 0.95, overallFound: 0.95 };

/** `count` lines over about 0.65 × `count` orders. */
export async function run(count: number, seed = 20_261_122): Promise<MatchingResult> {
  const orders = makeOrders(seed, Math.ceil(count * 0.65));
  const codes = codesFor(orders);
  const transfers = makeTransfers(seed + 1, orders, codes, count);
  const result = judge(transfers, decideAll(orders, codes, transfers));
  const failures = Object.entries(GOALS).flatMap(([goal, least]) => {
    const reached = result[goal as keyof typeof GOALS];
    return reached < least ? [`${goal} ${reached} < ${least}`] : [];
  });
  return { orders: orders.length, ...result, failures };
}

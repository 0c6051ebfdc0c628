/**
 * Matching bank lines against open orders, beside a naive look-up of every word (upper-case, split at what is no letter or
 * digit, ask a Map). Legs alternate on the same lines; a ratio is the median of the pairs.
 */
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import {
  createMatcher,
  issueReference,
  type BankTransfer,
  type PaymentMatcher,
} from '@ganh/payments';
import { makeOrders, makeTransfers, type MadeOrder } from '../generators/bank-memos';
import { median, type Figure } from './bench';

const DAYS = 2;
const PAIRS = 9;
/** Batches before the first measured one: the code has several paths to compile. */
const WARM_UP = 2;
const LINES = 6_000;
const SMALL = 10_000;
const MIDDLE = 200_000;
const LARGE = 1_000_000;

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

interface World {
  orders: MadeOrder[];
  codes: Record<string, string>;
  /** Batches of lines, two thirds of which pay some of the orders; all orders are open when they come. */
  batches: BankTransfer[][];
}

function makeWorld(orderCount: number, batchCount: number): World {
  const orders = makeOrders(orderCount, orderCount, undefined, DAYS);
  const taken = new Set<string>();
  const codes: Record<string, string> = {};
  for (const { index } of orders) {
    const reference = issueReference(`bench ${index}`, (drawn) => taken.has(drawn));
    taken.add(reference);
    codes[index] = reference;
  }
  // A spread sample of the orders gets lines, so that memory is touched everywhere.
  const wanted = LINES * batchCount;
  const step = Math.max(1, Math.floor(orderCount / wanted));
  const paying = orders.filter((_, i) => i % step === 0);
  const lines = makeTransfers(7, paying, codes, wanted).map(
    ({ id, at, amount, memo, payerName }) => ({
      id,
      at: at + DAYS * 86_400_000,
      amountVnd: amount,
      memo,
      payerName,
    }),
  );
  const batches = Array.from({ length: batchCount }, (_, i) =>
    lines.slice(i * LINES, (i + 1) * LINES),
  );
  return { orders, codes, batches };
}

function fill(world: World): PaymentMatcher {
  const matcher = createMatcher();
  for (const { index, amount, at, customer } of world.orders) {
    matcher.addOrder({
      index,
      amountVnd: amount,
      at,
      reference: world.codes[index]!,
      customerName: customer.name,
      customerPhone: customer.phone,
    });
  }
  return matcher;
}

/** Lets go of what only the caller holds: a million order objects would be marked again and again by the collector. */
function forget(world: World): void {
  world.orders = [];
  world.codes = {};
  collectGarbage();
}

/** Lines a second. */
function rate(lines: readonly BankTransfer[], each: (line: BankTransfer) => unknown): number {
  const start = process.hrtime.bigint();
  for (const line of lines) each(line);
  return lines.length / (Number(process.hrtime.bigint() - start) / 1e9);
}

function naiveLookUp(codes: Readonly<Record<string, string>>): (line: BankTransfer) => number {
  const byCode = new Map(Object.entries(codes).map(([index, code]) => [code, index]));
  return (line) => {
    let found = 0;
    for (const piece of line.memo.toUpperCase().split(/[^A-Z0-9]+/))
      if (byCode.has(piece)) found += 1;
    return found;
  };
}

/** The generator's `payerName` and `bank` are small; what the caller's order objects weigh is not the matcher's. */
function heldBytes(): number {
  // Twice: the first run only lets go of the buffers behind typed arrays that have grown.
  collectGarbage();
  collectGarbage();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}

function compareWithNaive(emit: (figure: Figure) => void): void {
  const world = makeWorld(MIDDLE, WARM_UP + PAIRS);
  const naive = naiveLookUp(world.codes);
  const before = heldBytes();
  const matcher = fill(world);
  const bytes = (heldBytes() - before) / MIDDLE;
  forget(world);
  for (const lines of world.batches.slice(0, WARM_UP)) {
    rate(lines, naive);
    rate(lines, (line) => matcher.decide(line));
  }
  const pairs = world.batches.slice(WARM_UP).map((lines) => {
    const ours = rate(lines, (line) => matcher.decide(line));
    return { ours, naive: rate(lines, naive) };
  });
  const ratio = median(pairs.map((pair) => pair.ours / pair.naive));
  const ours = Math.round(median(pairs.map((pair) => pair.ours)));
  const baseline = Math.round(median(pairs.map((pair) => pair.naive)));
  emit({
    figure: 'money.match.ratio',
    value: ratio,
    unit: '× naive look-up',
    goal: 0.1,
    better: 'higher',
    orders: MIDDLE,
    pairs: PAIRS,
    baseline,
  });
  emit({
    figure: 'money.match.rate',
    value: ours,
    unit: 'transfers/s',
    goal: null,
    better: 'higher',
    orders: MIDDLE,
  });
  emit({
    figure: 'money.match.memory',
    value: Math.round(bytes),
    unit: 'bytes/open order',
    goal: null,
    better: 'lower',
    orders: MIDDLE,
    ownColumns: Math.round(matcher.orderBytes / MIDDLE),
  });
}

function compareSizes(emit: (figure: Figure) => void): void {
  const small = makeWorld(SMALL, 1);
  const large = makeWorld(LARGE, WARM_UP + PAIRS);
  const largeMatcher = fill(large);
  forget(large);
  const smallLeg = (): number => {
    // A fresh matcher each time: at ten thousand orders one batch pays nearly half of them.
    const matcher = fill(small);
    return rate(small.batches[0]!, (line) => matcher.decide(line));
  };
  for (const lines of large.batches.slice(0, WARM_UP)) {
    smallLeg();
    rate(lines, (line) => largeMatcher.decide(line));
  }
  const pairs = large.batches.slice(WARM_UP).map((lines) => {
    const atSmall = smallLeg();
    return { atSmall, atLarge: rate(lines, (line) => largeMatcher.decide(line)) };
  });
  emit({
    figure: 'money.match.growth',
    value: median(pairs.map((pair) => pair.atSmall / pair.atLarge)),
    unit: '× cost, 10,000 → 1,000,000 open orders',
    goal: 1.5,
    better: 'lower',
    pairs: PAIRS,
    atSmall: Math.round(median(pairs.map((pair) => pair.atSmall))),
    atLarge: Math.round(median(pairs.map((pair) => pair.atLarge))),
  });
}

export async function bench(emit: (figure: Figure) => void): Promise<void> {
  compareWithNaive(emit);
  compareSizes(emit);
}

import type { MatchKind } from './types';

/** Deposits below a twentieth, or payments above twenty times the amount, are slips of the finger. */
const SLIP_FACTOR = 20;

/** A nought too many or too few, two neighbouring digits exchanged, or out of all proportion. */
export function looksLikeSlip(amountVnd: number, dueVnd: number): boolean {
  if (amountVnd * SLIP_FACTOR < dueVnd || amountVnd > dueVnd * SLIP_FACTOR) return true;
  for (const factor of [10, 100, 1000]) {
    if (amountVnd === dueVnd * factor || amountVnd * factor === dueVnd) return true;
  }
  return areExchanged(String(amountVnd), String(dueVnd));
}

function areExchanged(a: string, b: string): boolean {
  if (a.length !== b.length || a === b) return false;
  let i = 0;
  while (a[i] === b[i]) i += 1;
  return a[i] === b[i + 1] && a[i + 1] === b[i] && a.slice(i + 2) === b.slice(i + 2);
}

/** How money that came in with one order's reference stands to that order. All amounts above or at 0. */
export function standing(amountVnd: number, dueVnd: number, paidVnd: number): MatchKind {
  const leftVnd = dueVnd - paidVnd;
  if (leftVnd <= 0) return 'duplicate';
  if (amountVnd === leftVnd) return paidVnd > 0 ? 'split' : 'exact';
  if (paidVnd > 0) return amountVnd < leftVnd ? 'split' : 'over';
  if (looksLikeSlip(amountVnd, dueVnd)) return 'wrong-amount';
  return amountVnd < leftVnd ? 'partial' : 'over';
}

/** Sets of orders tried against one amount: more references than this do not fit a memo. */
const MOST_SET = 8;

/** Every set of the amounts above 0 in `lefts` that adds up to `amountVnd`, as positions in order. */
export function setsWithSum(lefts: readonly number[], amountVnd: number): number[][] {
  if (lefts.length > MOST_SET) return [];
  const sets: number[][] = [];
  for (let mask = 1; mask < 1 << lefts.length; mask += 1) {
    let sumVnd = 0;
    let isOpen = true;
    for (let i = 0; i < lefts.length; i += 1) {
      if ((mask & (1 << i)) === 0) continue;
      sumVnd += lefts[i]!;
      isOpen &&= lefts[i]! > 0;
    }
    if (isOpen && sumVnd === amountVnd) {
      sets.push(lefts.flatMap((_, i) => (mask & (1 << i) ? [i] : [])));
    }
  }
  return sets;
}

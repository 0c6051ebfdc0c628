import type { stockMove } from '@ganh/contracts';
import { formatQuantity } from '@ganh/kernel';

export type Reason = ReturnType<typeof stockMove.parse>['reason'];

/** What the page knows of the variant; quantities in smallest steps. */
export interface StockFacts {
  variantId: string;
  available: number;
  onHand: number;
  rev: number;
  unit: string;
  steps: number;
}

export function readFacts(section: HTMLElement): StockFacts {
  const { variant, available, onHand, rev, unit, steps } = section.dataset;
  return {
    variantId: variant ?? '',
    available: Number(available),
    onHand: Number(onHand),
    rev: Number(rev),
    unit: unit ?? '',
    steps: Number(steps),
  };
}

/** ± is a change of what is there, a count says what is there. */
export type StockChange =
  { kind: 'none' } | { kind: 'move'; delta: number } | { kind: 'count'; counted: number };

export function withSteps(change: StockChange, facts: StockFacts, steps: number): StockChange {
  const before = change.kind === 'move' ? change.delta : 0;
  // Nobody takes out what buyers can no longer have.
  const delta = Math.max(before + steps, -Math.max(0, facts.available));
  return delta === 0 ? { kind: 'none' } : { kind: 'move', delta };
}

/** A count as typed, in units ("11,75"); null when it is no number. */
export function readCount(text: string, facts: StockFacts): number | null {
  const plain = text
    .trim()
    .replace(/\.(?=\d{3}(\D|$))/g, '')
    .replace(',', '.');
  if (!/^\d+(\.\d+)?$/.test(plain)) return null;
  const counted = Math.round(Number(plain) * facts.steps);
  return Number.isSafeInteger(counted) ? counted : null;
}

export function leftAfter(change: StockChange, facts: StockFacts): number {
  if (change.kind === 'move') return facts.available + change.delta;
  if (change.kind === 'count') return change.counted - (facts.onHand - facts.available);
  return facts.available;
}

export function quantity(steps: number, facts: StockFacts, unit = facts.unit): string {
  return formatQuantity(steps, unit, facts.steps);
}

export function defaultReason(delta: number): Reason {
  return delta > 0 ? 'received' : 'retail';
}

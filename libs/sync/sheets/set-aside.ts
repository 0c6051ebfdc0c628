import type { AllocationRule, PlainRule } from '@ganh/stock';

/** A fifth, at least one, and never the last: that one is sold where a sale is known at once. */
const PARTS = 5;

/** Whole units to keep for a shop out of `free` ones; 0 = none. */
export function proposedUnits(free: number): number {
  return Math.max(0, Math.min(free - 1, Math.ceil(free / PARTS)));
}

/** What another shop is offered once `steps` are kept away from it; null: a part that a person gave it stays as it is. */
export function keptAway(rule: AllocationRule, steps: number): PlainRule | null {
  if (rule.kind === 'mirror') return { kind: 'buffer', value: steps };
  return rule.kind === 'buffer' ? { kind: 'buffer', value: rule.value + steps } : null;
}

/** The opposite of keptAway. */
export function givenBack(rule: AllocationRule, steps: number): PlainRule | null {
  return rule.kind === 'buffer' ? allBut(rule.value - steps) : null;
}

/** Everything but so many steps. */
export function allBut(steps: number): PlainRule {
  return steps > 0 ? { kind: 'buffer', value: steps } : { kind: 'mirror' };
}

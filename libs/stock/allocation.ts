import type { AllocationRule } from './stock';

export const MIRROR: AllocationRule = { kind: 'mirror' };

/** What a shop is offered of what is free (available − buffer, both in smallest steps); never below zero. */
export function offered(rule: AllocationRule, free: number): number {
  const there = Math.max(0, free);
  switch (rule.kind) {
    case 'mirror':
      return there;
    case 'share':
      return Math.floor((there * rule.value) / 100);
    case 'cap':
      return Math.min(there, rule.value);
    case 'buffer':
      return Math.max(0, there - rule.value);
  }
}

export function isRule(rule: AllocationRule): boolean {
  if (rule.kind === 'mirror') return true;
  const most = rule.kind === 'share' ? 100 : Number.MAX_SAFE_INTEGER;
  return Number.isSafeInteger(rule.value) && rule.value >= 0 && rule.value <= most;
}

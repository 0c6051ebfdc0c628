import type { ItemOutcome } from './contract';

/** What an item met, before the outcome gets its item's key. */
export type KeylessOutcome = ItemOutcome extends infer One
  ? One extends ItemOutcome
    ? Omit<One, 'key'>
    : never
  : never;

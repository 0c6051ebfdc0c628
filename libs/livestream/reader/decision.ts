import type { Clause } from './clauses';
import type { Buyer, Held, Pending } from './memory';
import type { Rule } from './reasons';
import type { Intent, Line } from './types';
import type { Quantity } from './quantities';
import type { Wish } from './wishes';

/** What the session knows besides the words: products by index. */
export interface Surroundings {
  buyer: Buyer;
  pinned: readonly number[];
  parent: readonly number[];
  recalled: readonly number[];
  text: string;
  pending: Pending | null;
  /** Of the answered comment, what its buyer took. */
  parentLines: readonly Line[];
}

export interface Decision {
  intent: Intent;
  lines: Line[];
  rules: Rule[];
  act: 'auto' | 'hold' | 'ask' | 'none';
  repeat: boolean;
  /** Part of the comment the reading rests on. */
  clause: Clause | null;
  mentioned: readonly number[];
  /** What is to be asked back. */
  waiting: Omit<Pending, 'at'> | null;
}

export interface Resolved {
  wish: Wish;
  product: number;
  quantity: Quantity;
  variant: string | undefined;
  from: 'words' | 'pinned' | 'reply' | 'recalled' | 'onlyOne';
}

const NONE: readonly never[] = [];

export const decision = (
  intent: Intent,
  clause: Clause | null,
  rules: Rule[],
  act: Decision['act'] = 'none',
): Decision => ({
  intent,
  lines: [],
  rules,
  act,
  repeat: false,
  clause,
  mentioned: NONE,
  waiting: null,
});

/** A held line that a swap gives up, and what stays of it. */
export interface GivenUp {
  held: Held;
  left: number;
}

/** What the words do to the cart. `only`: the rest falls away. `isCorrection`: said right after a slip; `isExplicit`: with a word for changing. */
export type Operation =
  | { kind: 'claim' | 'add' | 'less' | 'swap' | 'only' }
  | { kind: 'set'; isCorrection: boolean; isExplicit: boolean };

export interface Applied {
  lines: Line[];
  intent: 'order' | 'change';
  repeat: boolean;
  rule: Rule | null;
}

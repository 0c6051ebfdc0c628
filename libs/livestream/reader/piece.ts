import type { Word } from './parse';
import type { Unit } from './units';

/** How an amount was written: `x3`, `2 hũ`, `2`, `hũ` alone, `vài`, `mỗi mã 2`, `+1`. */
export type How = 'times' | 'unit' | 'bare' | 'implied' | 'vague' | 'each' | 'plus';

/**
 * A comment in the terms an order is made of. It begins with `word` and ends at `until` of the raw comment. `by`: a product
 * named by its code (with a cue, or bare), or by a name; `unknown`: it looks like a code, but none of this session's.
 */
export type Piece =
  | {
      kind: 'product';
      word: Word;
      products: readonly number[];
      by: 'cue' | 'code' | 'name';
      unknown: boolean;
      until: number;
    }
  | { kind: 'amount'; word: Word; value: number; unit: Unit | null; how: How; until: number }
  | { kind: 'sign' | 'word' | 'cut' | 'phone'; word: Word; until: number };

export type ProductPiece = Extract<Piece, { kind: 'product' }>;

export type AmountPiece = Extract<Piece, { kind: 'amount' }>;

export const isNumber = (
  word: Word | undefined,
): word is Word & { kind: 'number'; value: number } => word?.kind === 'number';

export const productPiece = (word: Word, last: Word, products: readonly number[], by: ProductPiece['by'], unknown = false): ProductPiece => ({
  kind: 'product', word, products, by, unknown, until: last.end,
}); // prettier-ignore

export const amountPiece = (word: Word, last: Word, value: number, unit: Unit | null, how: How): AmountPiece => ({
  kind: 'amount', word, value, unit, how, until: last.end,
}); // prettier-ignore

export const wordPiece = (word: Word, kind: 'sign' | 'word' | 'cut' | 'phone'): Piece => ({
  kind,
  word,
  until: word.end,
});

/** Words that may stand glued behind a code or number without changing it: `m12nha`. */
export const mayFollow = (word: Word): boolean =>
  word.known && (word.text.length > 1 || word.marked !== word.text || word.text === 'x');

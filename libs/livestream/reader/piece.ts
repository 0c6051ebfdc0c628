import type { Word } from './parse';
import type { Unit } from './units';

/** How an amount was written: `x3`, `2 hũ`, `2`, `hũ` alone, `vài`, `mỗi mã 2`, `+1`. */
export type How = 'times' | 'unit' | 'bare' | 'implied' | 'vague' | 'each' | 'plus';

/** All kinds have all fields, so that the engine knows one shape: pieces are looked at more than anything else. */
interface Shape {
  word: Word;
  until: number;
  products: readonly number[] | null;
  by: 'cue' | 'code' | 'name' | null;
  unknown: boolean;
  value: number | null;
  unit: Unit | null;
  how: How | null;
}

/** `by`: named by its code (with a cue, or bare), or by a name; `unknown`: it looks like a code, but none of this session's. */
export type ProductPiece = Shape & {
  kind: 'product';
  products: readonly number[];
  by: 'cue' | 'code' | 'name';
};

export type AmountPiece = Shape & { kind: 'amount'; value: number; how: How };

/** A comment in the terms an order is made of. It begins with `word` and ends at `until` of the raw comment. */
export type Piece =
  ProductPiece | AmountPiece | (Shape & { kind: 'sign' | 'word' | 'cut' | 'phone' });

export const isNumber = (
  word: Word | undefined,
): word is Word & { kind: 'number'; value: number } => word?.kind === 'number';

export const productPiece = (word: Word, last: Word, products: readonly number[], by: ProductPiece['by'], unknown = false): ProductPiece => ({
  kind: 'product', word, until: last.end, products, by, unknown, value: null, unit: null, how: null,
}); // prettier-ignore

export const amountPiece = (word: Word, last: Word, value: number, unit: Unit | null, how: How): AmountPiece => ({
  kind: 'amount', word, until: last.end, products: null, by: null, unknown: false, value, unit, how,
}); // prettier-ignore

export const wordPiece = (word: Word, kind: 'sign' | 'word' | 'cut' | 'phone'): Piece => ({
  kind, word, until: word.end, products: null, by: null, unknown: false, value: null, unit: null, how: null,
}); // prettier-ignore

/** Words that may stand glued behind a code or number without changing it: `m12nha`. */
export const mayFollow = (word: Word): boolean =>
  word.known && (word.text.length > 1 || word.marked !== word.text || word.text === 'x');

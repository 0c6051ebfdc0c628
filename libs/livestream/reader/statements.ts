import type { Clause } from './clauses';
import type { Piece } from './piece';
import { NOTHING } from './words';

const NONE: readonly never[] = [];
const COMMA: Piece = {
  kind: 'sign',
  until: 0,
  word: {
    ...NOTHING,
    kind: 'sign',
    text: ',',
    marked: ',',
    value: null,
    products: null,
    known: true,
    isBare: true,
    glued: true,
    at: 0,
    end: 0,
  },
};

/** The pieces of several clauses, parted as if by commas. */
export function joined(clauses: readonly Clause[]): readonly Piece[] {
  if (clauses.length === 1) return clauses[0]!.pieces;
  const all: Piece[] = [];
  for (const { pieces } of clauses) {
    if (all.length > 0) all.push(COMMA);
    for (const piece of pieces) all.push(piece);
  }
  return all;
}

/** Products that a comment names beyond doubt. */
export function mentionedIn(clauses: readonly Clause[]): readonly number[] {
  let found: readonly number[] = NONE;
  for (const { pieces, hasProduct } of clauses) {
    if (!hasProduct) continue;
    for (const piece of pieces) {
      if (piece.kind !== 'product' || piece.products.length !== 1) continue;
      if (found.length === 0) found = piece.products;
      else if (!found.includes(piece.products[0]!)) found = [...found, piece.products[0]!];
    }
  }
  return found;
}

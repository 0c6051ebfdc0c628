import type { Clause } from './clauses';
import { blankWord } from './parse';
import { wordPiece, type Piece } from './piece';

const NONE: readonly never[] = [];
const COMMA = wordPiece(
  { ...blankWord(), kind: 'sign', text: ',', marked: ',', known: true },
  'sign',
);

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

import { tagged } from './facts';
import type { Piece } from './piece';

const isGoods = (p: Piece): boolean => p.kind === 'product' || p.kind === 'amount';

/**
 * Without what the comment itself takes back: "2 chai à nhầm 3 chai", "a1 à nhầm a2", "không phải 2kg, 5kg mới đúng",
 * "thêm 2 cho đủ 3". A product that is held (`isHeld`) stays, since giving it up is a swap.
 */
export function corrected(
  pieces: readonly Piece[],
  isHeld: (product: number) => boolean,
): readonly Piece[] {
  return withTotal(withoutDenied(withoutSlip(pieces, isHeld)));
}

function withoutSlip(
  pieces: readonly Piece[],
  isHeld: (product: number) => boolean,
): readonly Piece[] {
  const slip = pieces.findIndex((p) => tagged(p, (t) => t.mistake));
  if (slip < 0) return pieces;
  const next = pieces.findIndex((p, i) => i > slip && isGoods(p));
  if (next < 0) return pieces;
  const kind = pieces[next]!.kind;
  let from = slip - 1;
  while (from >= 0 && pieces[from]!.kind !== kind) from -= 1;
  if (from < 0) return pieces;
  const taken = pieces[from]!;
  if (taken.kind === 'product' && taken.products.some(isHeld)) return pieces;
  const isGone = (p: Piece): boolean =>
    p.kind === 'amount' || (kind === 'product' && p.kind === 'product');
  return pieces.filter((p, i) => i < from || i > slip || (i < slip && !isGone(p)));
}

/** The number behind "không phải", where another one is meant. */
function deniedAt(pieces: readonly Piece[]): number {
  const denied = pieces.findIndex((p) => tagged(p, (t) => t.notBut));
  if (denied < 0) return -1;
  const first = pieces.findIndex((p, i) => i > denied && isGoods(p));
  if (pieces[first]?.kind !== 'amount') return -1;
  return pieces.some((p, i) => i !== first && p.kind === 'amount') ? first : -1;
}

function withoutDenied(pieces: readonly Piece[]): readonly Piece[] {
  const denied = deniedAt(pieces);
  return denied < 0 ? pieces : pieces.filter((p, i) => i !== denied && !tagged(p, (t) => t.notBut));
}

/** Of "thêm 2 cho đủ 3" the number that is there afterwards. */
function withTotal(pieces: readonly Piece[]): readonly Piece[] {
  const total = totalAt(pieces);
  return total < 0 ? pieces : pieces.filter((p, i) => p.kind !== 'amount' || i >= total);
}

function totalAt(pieces: readonly Piece[]): number {
  const before = pieces.findIndex((p) => p.kind === 'amount');
  const left = leftAt(pieces, before);
  if (left >= 0) return left;
  return pieces.findIndex(
    (p, i) =>
      i > before + 1 && before >= 0 && p.kind === 'amount' && tagged(pieces[i - 1], (t) => t.upTo),
  );
}

/** Of "bớt 1 hộp trà, lấy 2 hộp thôi" what is left, which no other product follows. */
function leftAt(pieces: readonly Piece[], before: number): number {
  if (before < 1 || !pieces.some((p, i) => i < before && tagged(p, (t) => t.lower))) return -1;
  const left = pieces.findIndex((p, i) => i > before && p.kind === 'amount');
  const isLeft =
    left > 0 &&
    tagged(pieces[left - 1], (t) => t.verb || t.downTo || t.only) &&
    pieces.slice(left).every((p) => p.kind !== 'product') &&
    pieces.slice(0, left).filter((p) => p.kind === 'product').length < 2;
  return isLeft ? left : -1;
}

/** Whether a number is put in place of another, or of the one that is held. */
export const tellsNumber = (pieces: readonly Piece[]): boolean =>
  totalAt(pieces) >= 0 || deniedAt(pieces) >= 0;

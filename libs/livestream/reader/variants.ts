import type { Product } from './catalogue';
import { tagged } from './facts';
import type { AmountPiece, Piece } from './piece';
import type { Wish } from './wishes';
import { marksFit } from './words';

/** The words that variants are told apart by, folded, with their spelling (`den` → `đen`). */
export type Parts = ReadonlyMap<string, string>;

/** `size 38`, `dép 40`: a number that is a part of a variant's name. */
function isSizeNumber(amount: AmountPiece, wanted: Parts, before?: Piece): boolean {
  const text = String(amount.value);
  return (
    amount.unit === null &&
    amount.how === 'bare' &&
    wanted.has(text) &&
    (text.length > 1 || tagged(before, (t) => t.sizeCue))
  );
}

/** The same for an amount that the words around it do not hold any more. */
export function isSizeSaid(amount: AmountPiece, parts: Parts, wish: Wish): boolean {
  if (isSizeNumber(amount, parts)) return true;
  return (
    amount.how === 'bare' &&
    parts.has(String(amount.value)) &&
    wish.pieces.some((p) => tagged(p, (t) => t.sizeCue))
  );
}

/** The parts of variant names among the words. A lone letter counts only after "size" or beside another part. */
function partsSaidBy(wish: Wish, parts: Parts): Set<string> {
  const said = partsSaid(wish.pieces, parts);
  for (const amount of wish.amounts)
    if (isSizeSaid(amount, parts, wish)) said.add(String(amount.value));
  return said;
}

function partsSaid(pieces: readonly Piece[], parts: Parts): Set<string> {
  const said = new Set<string>();
  const isPart = (piece: Piece | undefined): boolean =>
    piece?.kind === 'word' && parts.has(piece.word.text);
  pieces.forEach((piece, i) => {
    if (piece.kind === 'amount') {
      if (piece.unit?.name === 'l' && parts.has('l') && isPart(pieces[i - 1])) said.add('l');
      if (isSizeNumber(piece, parts, pieces[i - 1])) said.add(String(piece.value));
    }
    if (piece.kind !== 'word' && piece.kind !== 'product') return;
    const { text, marked, is } = piece.word;
    for (const token of text.split(' ')) {
      const spelled = parts.get(token);
      if (spelled === undefined || (token === text && !marksFit(marked, spelled))) continue;
      const isCued =
        tagged(pieces[i - 1], (t) => t.sizeCue) ||
        isPart(pieces[i - 1]) ||
        isPart(pieces[i + 1]) ||
        isLetterOf(pieces, i);
      if (token.length > 1 || isCued) said.add(token);
    }
    if (piece.kind === 'word' && is.small && parts.has('s')) said.add('s');
    if (piece.kind === 'word' && is.large && parts.has('l')) said.add('l');
  });
  return said;
}

/** "BABA L 1 bộ", "lấy L cho chị": right behind the product, or the one letter that is no pronoun behind the verb. */
function isLetterOf(pieces: readonly Piece[], i: number): boolean {
  const before = pieces[i - 1];
  const next = pieces[i + 1];
  if (pieces[i]!.word.text === 'l') return before?.kind !== 'amount';
  const isEnd = next === undefined || next.kind === 'amount' || next.kind === 'sign';
  return before?.kind === 'product' && isEnd;
}

export const saysVariant = (pieces: readonly Piece[], parts: Parts): boolean =>
  partsSaid(pieces, parts).size > 0;

/** The one variant that is named; undefined where the product has none; null where it is not clear. */
export function variantOf(product: Product, wish: Wish): string | null | undefined {
  if (product.variants.length === 0) return undefined;
  const said = partsSaidBy(wish, product.parts);
  const fitting = product.variants.filter(
    (c) => c.parts.length > 0 && c.parts.every((p) => said.has(p)),
  );
  const longest = Math.max(0, ...fitting.map((c) => c.parts.length));
  const best = fitting.filter((c) => c.parts.length === longest);
  return best.length === 1 ? best[0]!.name : null;
}

/** The variant that keeps what is held and changes what is said: "đổi size L" of `đỏ,M` is `đỏ,L`. */
export function changedVariant(product: Product, wish: Wish, held: string): string | null {
  const said = partsSaidBy(wish, product.parts);
  const before = product.variants.find((c) => c.name === held);
  if (said.size === 0) return held;
  if (!before) return null;
  const scored = product.variants
    .filter((c) => [...said].every((part) => c.parts.includes(part)))
    .map((c) => ({
      name: c.name,
      kept: c.parts.filter((part) => before.parts.includes(part)).length,
    }));
  const most = Math.max(-1, ...scored.map((c) => c.kept));
  const best = scored.filter((c) => c.kept === most);
  return best.length === 1 ? best[0]!.name : null;
}

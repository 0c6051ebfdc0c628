import { tagged } from './facts';
import type { AmountPiece, Piece, ProductPiece } from './piece';
import { saysVariant, type Parts } from './variants';

/** One thing wished for. `products`: what the words can mean (none: not said); `pieces`: what is said about it. */
export interface Wish {
  products: number[];
  isUnknown: boolean;
  isConflict: boolean;
  by: ProductPiece['by'] | null;
  amounts: AmountPiece[];
  /** Said before it was parted into variants: "2 áo, 1 đen M 1 tím L". */
  total: number | null;
  pieces: Piece[];
}

const SPLITS = new Set([',', ';', '+', '/', '&', '.', '?', '!']);
/** What products are told apart by. `words`: those of all products. */
export interface Parting {
  partsOf: (product: number) => Parts;
  words: ReadonlySet<string>;
}

const isSplit = (pieces: readonly Piece[], i: number, words: Parting['words']): boolean => {
  const piece = pieces[i]!;
  if (piece.kind === 'sign')
    return (
      SPLITS.has(piece.word.text) &&
      !(
        piece.word.text === '+' &&
        pieces[i + 1]?.kind === 'amount' &&
        pieces[i - 1]?.kind !== 'amount'
      )
    );
  if (!tagged(piece, (t) => t.join)) return false;
  const next = pieces[i + 1];
  return (
    next?.kind === 'product' ||
    next?.kind === 'amount' ||
    (next?.kind === 'word' && (next.word.unit !== null || words.has(next.word.text)))
  );
};

function segmentsOf(
  pieces: readonly Piece[],
  words: Parting['words'],
): readonly (readonly Piece[])[] {
  const segments: (readonly Piece[])[] = [];
  let from = 0;
  for (let i = 0; i < pieces.length; i += 1) {
    const isVariant =
      i > from &&
      (pieces[i]!.kind === 'amount'
        ? countsVariant(pieces, i, words)
        : opensVariant(pieces, i, words));
    if (!isVariant && !isSplit(pieces, i, words)) continue;
    if (i > from) segments.push(pieces.slice(from, i));
    from = isVariant ? i : i + 1;
  }
  if (from === 0) return [pieces];
  if (from < pieces.length) segments.push(pieces.slice(from));
  return segments;
}

/** "nón 2 trắng M 1 nâu L": a number before the words of a variant, in a comment where numbers come first. */
function countsVariant(pieces: readonly Piece[], at: number, words: Parting['words']): boolean {
  if (words.size === 0) return false;
  const isPart = (piece: Piece | undefined): boolean =>
    piece?.kind === 'word' && words.has(piece.word.text);
  if (!isPart(pieces[at + 1])) return false;
  for (let i = 0; i < at; i += 1) {
    if (pieces[i]!.kind === 'amount') return true;
    if (isPart(pieces[i])) return false;
  }
  return true;
}

/** "khăn đỏ 1 vàng 2": the words of the next variant, in a comment where numbers come behind. */
function opensVariant(pieces: readonly Piece[], at: number, words: Parting['words']): boolean {
  if (words.size === 0 || pieces[at]!.kind !== 'word' || pieces[at - 1]?.kind !== 'amount')
    return false;
  if (!namesPart(pieces[at], words)) return false;
  const first = pieces.findIndex((p) => p.kind === 'amount' || namesPart(p, words));
  return namesPart(pieces[first], words) && pieces.slice(at).some((p) => p.kind === 'amount');
}

function namesPart(piece: Piece | undefined, words: Parting['words']): boolean {
  if (piece?.kind !== 'word') return false;
  const { text } = piece.word;
  return text.includes(' ') ? text.split(' ').some((token) => words.has(token)) : words.has(text);
}

const openWish = (amounts: AmountPiece[], pieces: Piece[]): Wish => ({
  products: [],
  isUnknown: false,
  isConflict: false,
  by: null,
  amounts,
  total: null,
  pieces,
});

const wishOf = ({ products, unknown, by }: ProductPiece, amounts: AmountPiece[], pieces: Piece[]): Wish => ({
  products: products.slice(), isUnknown: unknown, isConflict: false, by, amounts, total: null, pieces,
}); // prettier-ignore

/** Code and name side by side are one product; if they name two, nobody knows which is meant. */
function mergeNamed(wish: Wish, piece: ProductPiece, isAdjacent: boolean): boolean {
  const common = wish.products.filter((p) => piece.products.includes(p));
  if (
    common.length > 0 &&
    (isAdjacent || wish.amounts.length === 0 || common.length === wish.products.length)
  ) {
    wish.products = common;
    wish.by = wish.by === 'name' ? piece.by : wish.by;
    wish.pieces.push(piece);
    return true;
  }
  if (
    isAdjacent &&
    wish.amounts.length === 0 &&
    (wish.by === 'name') !== (piece.by === 'name') &&
    !wish.isUnknown &&
    !piece.unknown
  ) {
    wish.isConflict = true;
    wish.pieces.push(piece);
    return true;
  }
  return false;
}

/** Reads one segment: amounts stand before their product ("2 mật ong 1 trà") or behind it ("mật ong 2 trà 1"). */
function wishesOfSegment(pieces: readonly Piece[], wishes: Wish[]): void {
  let waiting: AmountPiece[] | null = null;
  let last: Wish | null = null;
  let from = 0;
  const isForward = startsWithAmount(pieces);
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i]!;
    if (piece.kind === 'product') {
      if (last && waiting === null && mergeNamed(last, piece, pieces[i - 1]?.kind === 'product'))
        continue;
      last = wishOf(piece, waiting ?? [], withoutAmounts(pieces, from, i + 1));
      wishes.push(last);
      waiting = null;
      from = i + 1;
    } else if (piece.kind === 'amount') {
      if (last && last.amounts.length > 0 && isStranger(pieces[i + 1])) {
        wishes.push({ ...openWish([piece], []), isUnknown: true });
        continue;
      }
      if (last && !goesForward(pieces, i, last, isForward)) {
        if (last.amounts.length === 0) last.amounts = [piece];
        else last.amounts.push(piece);
      } else if (waiting) waiting.push(piece);
      else {
        waiting = [piece];
        if (last) from = i;
      }
    } else if (last && waiting === null) {
      last.pieces.push(piece);
      from = i + 1;
    }
  }
  if (!last) wishes.push(openWish(waiting ?? [], withoutAmounts(pieces, 0, pieces.length)));
  else if (waiting) last.amounts.push(...waiting);
}

function withoutAmounts(pieces: readonly Piece[], from: number, to: number): Piece[] {
  const kept: Piece[] = [];
  for (let i = from; i < to; i += 1) if (pieces[i]!.kind !== 'amount') kept.push(pieces[i]!);
  return kept;
}

function startsWithAmount(pieces: readonly Piece[]): boolean {
  for (const { kind } of pieces)
    if (kind === 'product' || kind === 'amount') return kind === 'amount';
  return false;
}

/** Whether the amount at `i` belongs to the product that follows rather than to `last`. */
function goesForward(pieces: readonly Piece[], i: number, last: Wish, isForward: boolean): boolean {
  const amount = pieces[i] as AmountPiece;
  const isPaired = isForward && last.amounts.length > 0;
  if (amount.how === 'times' && !isPaired && isRightAfterProduct(pieces, i)) return false;
  let next = i + 1;
  while (next < pieces.length && pieces[next]!.kind !== 'product') next += 1;
  if (next >= pieces.length) return false;
  const between = pieces.slice(i + 1, next);
  if (between.some((p) => p.kind === 'amount'))
    return isForward && last.amounts.length > 0 && between.length === 1;
  if (isForward) return true;
  if (last.amounts.length === 0) return false;
  const after = pieces
    .slice(next + 1)
    .findIndex((p) => p.kind === 'product' || p.kind === 'amount');
  const hasOwn = after >= 0 && pieces[next + 1 + after]!.kind === 'amount';
  return !hasOwn || between.length === 0;
}

function isRightAfterProduct(pieces: readonly Piece[], i: number): boolean {
  for (let j = i - 1; j >= 0; j -= 1) {
    if (pieces[j]!.kind === 'product') return true;
    if (!tagged(pieces[j], (t) => t.qtyCue)) return false;
  }
  return false;
}

/** All wishes of a comment; an amount without a product belongs to the one before it, or else to the one behind it. */
export function wishesOf(pieces: readonly Piece[], parting: Parting): Wish[] {
  const wishes: Wish[] = [];
  const segments = segmentsOf(pieces, parting.words);
  if (segments.length === 1 && !pieces.some(isEach)) {
    wishesOfSegment(segments[0]!, wishes);
    if (wishes.length === 1 || wishes.every((w) => w.by !== null)) return wishes;
    wishes.length = 0;
  }
  let each: AmountPiece | undefined;
  let last: Wish | undefined;
  let isOpen = false;
  const found: Wish[] = [];
  for (const segment of segments) {
    const marked = segment.find(isEach);
    if (marked) each = marked;
    found.length = 0;
    wishesOfSegment(marked ? segment.filter((p) => p !== marked) : segment, found);
    for (const wish of found) {
      join(wishes, last, wish, parting);
      if (wish.by !== null) last = wish;
      else isOpen = true;
    }
  }
  for (const wish of wishes) if (wish.total !== null) checkTotal(wishes, wish, wish.total);
  if (!each && !isOpen) return wishes;
  const named = wishes.filter((w) => w.by !== null);
  if (each && named.length === 0) return [{ ...openWish([each], []), isConflict: true }];
  if (each) for (const wish of named) if (wish.amounts.length === 0) wish.amounts.push(each);
  const open = wishes.findIndex(
    (w) => w.by === null && (w.amounts.length > 0 || isPartOf(w, named, parting)),
  );
  const target = named.find((w) => w.amounts.length === 0);
  if (open >= 0 && target && wishes.indexOf(target) > open) {
    target.amounts.push(...wishes[open]!.amounts);
    target.pieces.push(...wishes[open]!.pieces);
    wishes.splice(open, 1);
  }
  const isBare = named.length === 0 && wishes.every((w) => w.amounts.length === 0);
  return wishes.filter((w) => w.by !== null || w.amounts.length > 0 || isBare);
}

/** "lấy L cho chị, mã 15": which one of what is named behind. */
function isPartOf(wish: Wish, named: readonly Wish[], { partsOf }: Parting): boolean {
  return named.some(
    ({ products }) => products.length === 1 && saysVariant(wish.pieces, partsOf(products[0]!)),
  );
}

/** The variants must add up to what was said for all; if not, nobody knows. */
function checkTotal(wishes: readonly Wish[], first: Wish, total: number): void {
  const parted = wishes.filter((w) => w.by !== null && w.products[0] === first.products[0]);
  const sum = parted.reduce((all, w) => all + (w.amounts[0]?.value ?? 1), 0);
  if (sum !== total) for (const wish of parted) wish.isConflict = true;
}

function join(wishes: Wish[], last: Wish | undefined, wish: Wish, { partsOf }: Parting): void {
  if (!last || wish.by !== null || wish.isUnknown) {
    wishes.push(wish);
    return;
  }
  const parts = last.products.length === 1 ? partsOf(last.products[0]!) : null;
  if (
    parts &&
    parts.size > 0 &&
    saysVariant(wish.pieces, parts) &&
    saysVariant(last.pieces, parts)
  ) {
    wishes.push({ ...wish, products: [...last.products], by: last.by });
    return;
  }
  if (
    parts &&
    wish.amounts.length > 0 &&
    last.amounts.length === 1 &&
    saysVariant(wish.pieces, parts)
  ) {
    last.total = last.amounts[0]!.value;
    last.amounts = [...wish.amounts];
    last.pieces.push(...wish.pieces);
    return;
  }
  if (last.amounts.length > 0 && namesStranger(wish)) {
    wishes.push({ ...wish, isUnknown: true });
    return;
  }
  const corrects = wish.pieces.some((p) => tagged(p, (t) => t.mistake || t.not));
  if (corrects && wish.amounts.length > 0) last.amounts = [...wish.amounts];
  else last.amounts.push(...wish.amounts);
  last.pieces.push(...wish.pieces);
}

const isEach = (p: Piece): p is AmountPiece => p.kind === 'amount' && p.how === 'each';

/** Something to buy that the catalogue does not have: a word nobody knows, or a kind of goods. */
export const isStranger = (piece: Piece | undefined): boolean => {
  if (piece?.kind !== 'word') return false;
  const { known, text, is } = piece.word;
  return (!known && text.length > 1) || (is.variety && !is.particle && !is.praise && !is.plain);
};

/** "…, trâu 3 lạng": a thing that the catalogue does not know. */
function namesStranger({ amounts, pieces }: Wish): boolean {
  return amounts.length > 0 && pieces.some(isStranger);
}

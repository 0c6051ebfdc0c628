import type { Clause } from './clauses';
import { tellsNumber } from './corrections';
import type { Operation } from './decision';
import { isFiller, tagged } from './facts';
import { heldOf, type Buyer } from './memory';
import type { Piece, ProductPiece } from './piece';
import { tagsOf, type Tags } from './tags';
import type { Wish } from './wishes';

const NONE: readonly never[] = [];
const CLAIM: Operation = { kind: 'claim' };

/** No word that adds, takes off, changes or corrects: most orders. */
const isPlain = ({ said, hasPlus }: Clause): boolean => !hasPlus && !said.meets(CHANGING);
const CHANGING = tagsOf('notBut', 'mistake', 'change', 'lower', 'downTo', 'only', 'add', 'raise', 'oh'); // prettier-ignore

/** `words`: what variants are told apart by. */
export function operationOf(
  orders: readonly Clause[],
  buyer: Buyer,
  words: ReadonlySet<string>,
): Operation {
  if (orders.every(isPlain)) return CLAIM;
  const pieces = orders.length === 1 ? orders[0]!.pieces : orders.flatMap((c) => c.pieces);
  if (tellsNumber(pieces))
    return { kind: 'set', isCorrection: false, isExplicit: heldOf(buyer).length > 0 };
  const has = (test: (said: Tags) => boolean): boolean => orders.some((c) => test(c.said));
  const products = pieces.filter((p) => p.kind === 'product');
  const holdsSome = heldOf(buyer).length > 0;
  if (has((t) => t.notBut) && products.length > 0) return { kind: 'swap' };
  const isMistake = has((t) => t.mistake);
  const changes = has((t) => t.change);
  if ((isMistake || changes) && products.length > 0 && holdsSome) {
    const isHeld = products.every(
      (p) =>
        p.kind === 'product' && p.products.some((i) => heldOf(buyer).some((h) => h.product === i)),
    );
    const isSet = isHeld || setsAmount(pieces);
    return isSet && products.length === 1 && !variantChange(pieces, words)
      ? { kind: 'set', isCorrection: true, isExplicit: true }
      : { kind: 'swap' };
  }
  if (changes && variantChange(pieces, words)) return { kind: 'swap' };
  if (isMistake || changes) return { kind: 'set', isCorrection: true, isExplicit: true };
  const lowers = has((t) => t.lower) && !has((t) => t.downTo);
  if (lowers && (holdsSome || takesOff(pieces))) return { kind: 'less' };
  const saysOnly = has((t) => t.only) && pieces.some((p) => isOnlyWord(p, pieces));
  const isOnly = saysOnly && !pieces.some((p) => p.kind === 'amount');
  if (isOnly && products.length > 0 && holdsSome) return { kind: 'only' };
  const sets = raisesTo(pieces) || saysOnly || downTo(pieces);
  const isPlus = pieces.some((p) => p.kind === 'amount' && p.how === 'plus');
  if (pieces.some((p) => tagged(p, (t) => t.add && !t.raise)) || isPlus) return { kind: 'add' };
  if (sets) return { kind: 'set', isCorrection: false, isExplicit: holdsSome };
  const first = pieces.find((p) => p.kind !== 'sign' && p.kind !== 'phone');
  const isOh =
    tagged(first, (t) => t.oh) ||
    pieces.some(
      (p, i) =>
        i > 0 &&
        p.kind === 'word' &&
        p.word.text === 'thoi' &&
        pieces.some((q) => q.kind === 'amount'),
    );
  return isOh && holdsSome ? { kind: 'set', isCorrection: true, isExplicit: true } : CLAIM;
}

/** "chỉ lấy"; typed without marks, "chi lay" is "chị lấy" unless a "thôi" closes it. */
const isOnlyWord = (p: Piece, pieces: readonly Piece[]): boolean =>
  tagged(p, (t) => t.only) &&
  (!(p.word.isBare && p.word.text.startsWith('chi ')) ||
    pieces.some((q) => q.kind === 'word' && q.word.text === 'thoi'));

/** "đổi gạo thành 2 túi": a product, the word for what it becomes, and only a number. */
function setsAmount(pieces: readonly Piece[]): boolean {
  const into = pieces.findIndex((p) => tagged(p, (t) => t.into && t.raise));
  return (
    into > 0 &&
    pieces[into + 1]?.kind === 'amount' &&
    pieces.slice(0, into).some((p) => p.kind === 'product')
  );
}

/** "đổi size L", "đổi sang tím". */
export function variantChange(pieces: readonly Piece[], words: ReadonlySet<string>): boolean {
  return pieces.some((p, i) => {
    if (tagged(p, (t) => t.sizeCue || t.colourCue)) return true;
    const next = pieces[i + 1];
    if (next?.kind !== 'word' || !tagged(p, (t) => t.into || t.change)) return false;
    return next.word.text.split(' ').some((token) => words.has(token));
  });
}

/** "lên 4 gói", "thành 3": a number right behind the word. */
function raisesTo(pieces: readonly Piece[]): boolean {
  return pieces.some((p, i) => tagged(p, (t) => t.raise) && pieces[i + 1]?.kind === 'amount');
}

/** "bớt 2 hũ", "bớt cho chị 2 hũ": where nothing is held, it is asked what is meant. */
function takesOff(pieces: readonly Piece[]): boolean {
  const lower = pieces.findIndex((p) => tagged(p, (t) => t.lower));
  const behind = pieces.find(
    (p, i) => i > lower && !isFiller(p) && !(p.kind === 'word' && p.word.text === 'cho'),
  );
  return behind?.kind === 'amount';
}

function downTo(pieces: readonly Piece[]): boolean {
  return pieces.some((p, i) => tagged(p, (t) => t.downTo) && pieces[i + 1]?.kind === 'amount');
}

const INSTEAD_OF = new Set(['thay', 'thay cho', 'thay vi']);

const endsDenial = (p: Piece): boolean =>
  tagged(p, (t) => t.itis) || (p.kind === 'sign' && p.word.text === ',');

/** Products given up and products taken instead: "đổi A sang B", "B chứ không phải A", "không phải A mà là B". */
export function swapSides(pieces: readonly Piece[]): {
  sources: ProductPiece[];
  given: Piece[];
  targets: Piece[];
} {
  const notAt = pieces.findIndex((p) => tagged(p, (t) => t.notBut));
  const isProduct = (p: Piece): p is ProductPiece => p.kind === 'product';
  if (notAt >= 0) {
    const source = pieces.findIndex((p, i) => i > notAt && isProduct(p));
    const other = pieces.findIndex(
      (p, i) => i > source && source >= 0 && (isProduct(p) || endsDenial(p)),
    );
    const end = other >= 0 ? other : pieces.length;
    return {
      sources: pieces.filter((p, i): p is ProductPiece => isProduct(p) && i > notAt && i < end),
      given: [],
      targets: pieces.filter((_, i) => i < notAt || i >= end),
    };
  }
  const from = pieces.findIndex((p) => tagged(p, (t) => t.change || t.mistake));
  const given = pieces[from];
  if (given?.kind === 'word' && INSTEAD_OF.has(given.word.text)) {
    const [before, behind] = [pieces.slice(0, from), pieces.slice(from)];
    // "lấy B thay A": what stands behind the word is given up.
    if (before.some(isProduct) && behind.some(isProduct))
      return { sources: behind.filter(isProduct), given: [], targets: before };
  }
  const into = pieces.findIndex(
    (p, i) => i > from && tagged(p, (t) => t.into) && pieces.slice(from, i).some(isProduct),
  );
  const slipped = tagged(given, (t) => t.mistake)
    ? pieces.slice(0, from).findLast(isProduct)
    : null;
  // "3 hũ A à nhầm 3 hộp B", with A held already.
  if (slipped && pieces.slice(from).some(isProduct))
    return { sources: [slipped], given: [], targets: pieces.slice(from) };
  if (into < 0) return { sources: [], given: [], targets: [...pieces] };
  return {
    sources: pieces.filter((p, i): p is ProductPiece => isProduct(p) && i < into),
    given: pieces.slice(from + 1, into),
    targets: pieces.slice(into),
  };
}

/** "bỏ 05 lấy 08", "lấy 08 ko lấy 05": what is taken off, and what is taken instead. */
export function takenBeside(pieces: readonly Piece[]): { off: Piece[]; on: Piece[] } | null {
  const cancelAt = pieces.findIndex((p) => tagged(p, (t) => t.cancel || t.not));
  const front = pieces.slice(0, Math.max(cancelAt, 0));
  const isTakenFirst =
    front.some((p) => tagged(p, (t) => t.verb)) &&
    front.some((p) => p.kind === 'product') &&
    pieces.slice(cancelAt).some((p) => p.kind === 'product');
  if (isTakenFirst) return { off: pieces.slice(cancelAt), on: front };
  const verb = pieces.findIndex(
    (p, i) =>
      i > cancelAt + 1 &&
      tagged(p, (t) => (t.verb || t.change || t.add) && !t.cancel && !t.more) &&
      !tagged(pieces[i - 1], (t) => t.not) &&
      pieces.slice(cancelAt, i).some((q) => q.kind === 'product'),
  );
  if (verb < 0 || !pieces.slice(verb).some((p) => p.kind === 'product')) return null;
  return { off: pieces.slice(0, verb), on: pieces.slice(verb) };
}

/** A single product named in the part of the comment that is no order: "còn mật ong không? em đặt 2 hũ". */
export function backgroundProducts(
  clauses: readonly Clause[],
  orders: readonly Clause[],
): readonly number[] {
  if (clauses.length === orders.length) return NONE;
  const other = clauses.filter((c) => !orders.includes(c) && c.role !== 'cancel');
  return [
    ...new Set(
      other.flatMap((c) => c.pieces.flatMap((p) => (p.kind === 'product' ? p.products : []))),
    ),
  ];
}

/** An order beside a question stands if it is whole: a verb with an amount or a product, or a product with an amount. */
export function isOrderBeside(orders: readonly Clause[], questions: readonly Clause[]): boolean {
  const isAboutSending = questions.every(
    (q) => q.pieces.some((p) => tagged(p, (t) => t.give || t.carry || t.paid)) && !q.hasProduct,
  );
  return orders.some(
    (o) =>
      (o.hasVerb && (o.hasAmount || o.hasProduct)) ||
      (o.hasProduct && o.hasAmount && isAboutSending),
  );
}

/** "có freeship không, em lấy 3": the answer decides. */
export function asksPriceFirst(clauses: readonly Clause[]): boolean {
  const question = clauses.findIndex(
    (c) =>
      c.role === 'question' &&
      c.pieces.some((p) => tagged(p, (t) => t.free || (t.price && !t.gift))),
  );
  return (
    question >= 0 &&
    clauses.slice(question).some((c) => c.role === 'order') &&
    !clauses.slice(0, question).some((c) => c.role === 'order')
  );
}

/** "lấy 500k tiêu", "1tr mật ong": bought by the money. */
export function moneyOrder(orders: readonly Clause[]): boolean {
  return orders.some((c) => {
    if (!c.hasMoney) return false;
    const at = c.pieces.findIndex((p) => p.kind === 'cut' && p.word.text === 'money');
    if (at < 0 || c.hasAmount) return false;
    const before = c.pieces[at - 1];
    const next = c.pieces[at + 1];
    return (
      tagged(before, (t) => t.verb || t.give) ||
      (next?.kind === 'product' && next.by === 'name') ||
      (next?.kind === 'word' && next.word.text === 'tien')
    );
  });
}

/** `2`, `chốt 5`: with a verb that takes a code as well as a number, or none. */
export function isLoneDigit(wish: Wish, orders: readonly Clause[]): boolean {
  const [amount] = wish.amounts;
  if (!amount || wish.amounts.length > 1 || amount.how !== 'bare' || amount.value > 9) return false;
  const clause = orders.find((c) => c.pieces.includes(amount));
  if (!clause) return false;
  if (tagged(clause.pieces[clause.pieces.indexOf(amount) + 1], (t) => t.more)) return false;
  const before = clause.pieces
    .slice(0, clause.pieces.indexOf(amount))
    .filter((p) => p.kind === 'word' && !p.word.is.particle);
  return before.every((p) => tagged(p, (t) => t.claim));
}

/** "lấy 2 sầu riêng" where nobody sells it: the amount has a product, only not one of ours. */
export function isOfStranger(
  wish: Wish,
  orders: readonly Clause[],
  variantWords: ReadonlySet<string>,
): boolean {
  return wish.amounts.some((amount) => {
    const pieces = orders.find((c) => c.pieces.includes(amount))?.pieces ?? [];
    const next = pieces[pieces.indexOf(amount) + 1];
    if (next?.kind !== 'word') return false;
    const { known, text, is } = next.word;
    if (variantWords.has(text)) return false;
    return (!known && text.length > 1) || (is.variety && !is.particle && !is.praise);
  });
}

/** `100` and nothing else: neither a code nor clearly a wish. */
export function isBareNumber(wishes: readonly Wish[], orders: readonly Clause[]): boolean {
  const amount = wishes.length === 1 && wishes[0]!.by === null ? wishes[0]!.amounts[0] : undefined;
  return (
    amount !== undefined &&
    amount.how === 'bare' &&
    amount.value > 9 &&
    orders.every((c) => c.rule === 'amount')
  );
}

/** "nhận được nếp rồi nha, 5kg đủ": numbers told beside what is over or what is wrong, with nothing that buys. */
export function tellsAmounts(clauses: readonly Clause[], orders: readonly Clause[]): Clause | null {
  const isTold = orders.every(
    (c) => c.rule === 'amount' && !(c.hasVerb || c.said.add || c.said.fresh || c.said.raise),
  );
  if (orders.length === 0 || !isTold) return null;
  return (
    clauses.find((c) => c.role === 'talk' && (c.rule === 'past' || c.rule === 'trouble')) ?? null
  );
}

/** "em giống chị Lan ạ", "giống vậy cho mình 2 hũ": the clause that takes what the answered comment took. */
export function sameAsParent(clauses: readonly Clause[]): Clause | null {
  if (clauses.some((c) => c.hasProduct || c.role === 'question' || c.role === 'cancel'))
    return null;
  const same = clauses.find((c) => c.said.same && !c.said.praise && !c.said.not);
  return same ? { ...same, role: 'order', rule: 'reply' } : null;
}

export const everySet = (orders: readonly Clause[]): boolean =>
  orders.some(({ said }) => said.every || said.each);

/** "đổi sđt thành …", "nhầm số, 0912… mới đúng": only how to reach the buyer changes. */
export function contactChange(clauses: readonly Clause[], hasPhone: boolean): Clause | null {
  if (!clauses.some(({ said }) => said.change || said.mistake || said.raise)) return null;
  const field = clauses.some((c) =>
    c.pieces.some(
      (p) =>
        tagged(p, (t) => t.contactField || t.phoneCue) ||
        (p.kind === 'cut' && p.word.text === 'address'),
    ),
  );
  const goods = clauses.some((c) => c.hasProduct || c.hasAmount || c.role === 'cancel');
  if (goods) return null;
  return (
    clauses.find((c) => {
      const changes = c.pieces.some((p) => tagged(p, (t) => t.change || t.mistake || t.raise));
      return (
        changes &&
        c.role !== 'question' &&
        (field ||
          (hasPhone &&
            c.pieces.every(
              (p) =>
                p.kind === 'phone' ||
                isFiller(p) ||
                tagged(p, (t) => (t.mistake && !t.oh) || t.change || t.itis),
            )))
      );
    }) ?? null
  );
}

export function isPaid(pieces: readonly Piece[], i: number): boolean {
  return pieces.some(
    (p, k) => Math.abs(k - i) <= 2 && tagged(p, (t) => t.paid || (t.give && t.carry)),
  );
}

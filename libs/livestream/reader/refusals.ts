import { fold } from '@ganh/kernel';
import { isFiller, tagged, tailAsks, type Facts, type Verdict } from './facts';
import type { Word } from './parse';
import type { Piece } from './piece';

/** Someone else is the one who buys, or all are called on to: "ai lấy chung", "chị Lan chốt 2 hũ", "mọi người mua đi". */
export function othersOrder(facts: Facts): Verdict | null {
  const { pieces, verbAt, author } = facts;
  const until = verbAt >= 0 ? verbAt : facts.giveAt;
  if (until < 0 && callsSomebody(facts)) return ['talk', 'others'];
  if (until <= 0) return null;
  let subject = '';
  let isTagged = false;
  for (let i = 0; i < until; i += 1) {
    const piece = pieces[i]!;
    if (piece.kind === 'sign' && piece.word.text === '@' && !tagged(pieces[i + 1], (t) => t.shop)) {
      subject = 'named';
      isTagged = true;
      continue;
    }
    if (piece.kind === 'phone') subject = '';
    if (piece.kind !== 'word') continue;
    const { is, known, text } = piece.word;
    const next = pieces[i + 1];
    if (is.who && !is.only && !is.pronoun && text !== 'khach') subject = 'who';
    else if (is.crowd) subject = 'crowd';
    else if (
      is.title &&
      text !== 'em' &&
      text !== 'e' &&
      next?.kind === 'word' &&
      isPersonsName(next.word) &&
      i + 1 < until &&
      !isOwnName(next.word, author)
    )
      subject = 'named';
    else if ((text === 'oi' && !isTagged) || is.give) subject = '';
    else if (is.pronoun && known && !(subject === 'named' && is.title)) subject = '';
  }
  if (subject === '') return null;
  return facts.said.request ? ['question', 'ask'] : ['talk', 'others'];
}

/** "@Lan 2 chai nè", "@Lan vô coi nón nè": said to another viewer, with nothing that makes it an order. */
function callsSomebody({ pieces, hasProduct, said }: Facts): boolean {
  const [first, name] = pieces;
  if (first?.kind !== 'sign' || first.word.text !== '@' || (hasProduct && !said.show)) return false;
  if (name?.kind !== 'word' || name.word.is.shop || !isPersonsName(name.word)) return false;
  return !pieces.some((p) => p.kind === 'phone');
}

/** "dì Tuyết lấy 1" typed by Tuyết Mai: buyers speak of themselves by name. */
const isOwnName = (word: Word, author: string): boolean =>
  fold(author)
    .split(/[^\p{L}\p{N}]+/u)
    .includes(word.text);

function isPersonsName(word: Word): boolean {
  return (
    !word.known ||
    word.is.name ||
    (word.isBare &&
      !word.is.verb &&
      !word.is.pronoun &&
      !word.is.particle &&
      !word.is.give &&
      !word.is.not)
  );
}

export function cancelling(facts: Facts, isAsked: boolean): Verdict | null {
  const { pieces, said } = facts;
  if (!said.cancel && !said.not && !said.notBut && !said.takeOut) return null;
  if (said.takeOut && takesOut(pieces)) return isAsked ? ['question', 'ask'] : ['cancel', 'cancel'];
  if (deniesOrder(pieces)) return ['refuse', 'denied'];
  const at = pieces.findIndex((p) => tagged(p, (t) => t.cancel));
  const negated = negatedVerb(pieces);
  const isHeld = pieces.some((p, i) => i < (at < 0 ? negated : at) && tagged(p, (t) => t.hold));
  if (at < 0 && negated < 0) return null;
  if (isHeld) return ['refuse', 'hold'];
  if (at >= 0) {
    const after = pieces[at + 1];
    const isStrong = tagged(pieces[at], (t) => t.strongCancel);
    const asksToCancel = isAsked || (tailAsks(facts) && !tagged(pieces[at], (t) => t.not));
    if (asksToCancel) return ['question', 'ask'];
    const isOther =
      tagged(after, (t) => t.give || t.paid || t.contact || t.priceWord || t.price) &&
      !facts.hasProduct;
    const isUnsureWord = tagged(pieces[at], (t) => t.other) && !facts.hasProduct && !said.shop;
    if (!isStrong && (isOther || isUnsureWord || isOfOtherThings(pieces, at))) return null;
    return ['cancel', 'cancel'];
  }
  const isEmphatic =
    pieces.some((p, i) => i > negated && p.kind === 'word' && p.word.text === 'dau') && !said.more;
  if (isEmphatic) return ['refuse', 'refuse'];
  if (said.more || facts.hasProduct || tagged(pieces[negated], (t) => t.verb))
    return ['cancel', 'notMore'];
  return ['refuse', 'refuse'];
}

/** "trừ mắm tép ra": without a number, all of it. */
function takesOut(pieces: readonly Piece[]): boolean {
  const from = pieces.findIndex((p) => tagged(p, (t) => t.takeOut));
  const out = pieces.findIndex((p, i) => i > from && p.kind === 'word' && p.word.text === 'ra');
  const between = pieces.slice(from + 1, Math.max(out, from + 1));
  return between.some((p) => p.kind === 'product') && between.every((p) => p.kind !== 'amount');
}

/** "khỏi ghi thiệp", "khỏi cần túi": left out of the parcel, not of the order. */
function isOfOtherThings(pieces: readonly Piece[], at: number): boolean {
  const cancel = pieces[at]!;
  const next = pieces[at + 1];
  if (cancel.kind !== 'word' || cancel.word.text !== 'khoi' || next?.kind !== 'word') return false;
  return !tagged(next, (t) => t.verb || t.cancel || t.particle || t.pronoun || t.shop || t.more);
}

/** "em không có đặt", "ko phải em đặt": it was not they who ordered. */
function deniesOrder(pieces: readonly Piece[]): boolean {
  return pieces.some((p, i) => {
    const isNotMe =
      tagged(p, (t) => t.notBut) &&
      tagged(pieces[i + 1], (t) => t.pronoun) &&
      pieces[i + 2]?.kind === 'word' &&
      !isFiller(pieces[i + 2]!);
    const next = pieces[i + 1];
    const isNotDone =
      tagged(p, (t) => t.not) &&
      next?.kind === 'word' &&
      next.word.text === 'co' &&
      tagged(pieces[i + 2], (t) => t.verb);
    return isNotMe || isNotDone;
  });
}

/** Index of a buying verb that is denied ("không lấy", "ko em lấy" is not), or −1. */
function negatedVerb(pieces: readonly Piece[]): number {
  let asksStock = false;
  for (let i = 0; i + 1 < pieces.length; i += 1) {
    if (tagged(pieces[i], (t) => t.stock)) asksStock = true;
    if (!tagged(pieces[i], (t) => t.not) || tagged(pieces[i], (t) => t.codeCue)) continue;
    const isFree = !asksStock && !tagged(pieces[i - 1], (t) => t.verb);
    if (isFree && tagged(pieces[i + 1], (t) => t.verb)) return i + 1;
    if (
      isFree &&
      tagged(pieces[i + 2], (t) => t.verb) &&
      pieces[i + 1]!.kind === 'word' &&
      /^(can|con|muon|nen|phai)$/.test(pieces[i + 1]!.word.text as string)
    )
      return i + 2;
  }
  return -1;
}

/** "đừng lấy", "chưa chốt", "khoan". */
export function held(facts: Facts, isAsked: boolean): Verdict | null {
  if (!facts.said.hold) return null;
  const at = facts.pieces.findIndex((p) => tagged(p, (t) => t.hold));
  if (at < 0 || isAsked || facts.pieces[at] === facts.tail) return null;
  const until = Math.max(facts.verbAt, facts.giveAt);
  // "đừng lên A với B nữa": what the shop is not to do any more with what is ordered.
  const isOff = facts.said.more && facts.hasProduct && facts.verbAt < 0 && !facts.hasAmount;
  if (isOff && !facts.said.crowd && (facts.said.raise || facts.giveAt > at))
    return ['cancel', 'notMore'];
  if (facts.said.raise && facts.hasProduct && until < 0) return ['refuse', 'hold'];
  return until > at || (until < 0 && !facts.hasAmount && !facts.hasCode)
    ? ['refuse', 'hold']
    : null;
}

/** "hết mật ong thì lấy mắm tép", "trà hay mật ong": which one is left open. */
export function substitution(facts: Facts): Verdict | null {
  const { pieces, said } = facts;
  if (!facts.said.gone && !facts.said.or) return null;
  const products = pieces.filter((p) => p.kind === 'product').length;
  const isGoneFirst =
    pieces.findIndex((p) => tagged(p, (t) => t.gone)) >= 0 &&
    said.then &&
    (facts.verbAt >= 0 || facts.said.change);
  if (isGoneFirst && products > 0) return ['swap', 'instead'];
  const or = pieces.findIndex((p) => tagged(p, (t) => t.or));
  if (
    or > 0 &&
    products > 1 &&
    pieces.slice(0, or).some((p) => p.kind === 'product') &&
    pieces.slice(or).some((p) => p.kind === 'product')
  ) {
    return facts.verbAt >= 0 || facts.giveAt >= 0 || facts.hasAmount
      ? ['swap', 'instead']
      : ['question', 'ask'];
  }
  return null;
}

import { isFiller, tagged, tailAsks, type Facts, type Verdict } from './facts';
import type { Piece } from './piece';

/** A condition on the price or the freight: "giảm 150k e lấy 3 hũ", "freeship thì lấy 5". */
export function bargaining(facts: Facts, isAsked: boolean): Verdict | null {
  const { pieces, said } = facts;
  if (!(said.price || said.priceWord || said.then) && !facts.hasMoney) return null;
  if (said.downTo && said.then && downsPrice(facts)) return ['price', 'price'];
  const at = facts.said.price
    ? pieces.findIndex((p, i) => tagged(p, (t) => t.price) && isPriceHere(pieces, i))
    : -1;
  if (at < 0) {
    const money = pieces.findIndex((p) => p.kind === 'cut' && p.word.text === 'money');
    const isIf =
      money >= 0 &&
      facts.verbAt > money &&
      pieces.slice(money, facts.verbAt).some((p) => tagged(p, (t) => t.then && !t.particle));
    return isIf || (facts.verbAt >= 0 && said.priceWord && said.then && money >= 0)
      ? ['price', 'price']
      : null;
  }
  if (tagged(pieces[at - 1], (t) => t.cancel) && facts.verbAt < 0) return ['talk', 'talk'];
  if (isAsked || tailAsks(facts) || said.ask) return ['question', 'ask'];
  if (said.fine && facts.verbAt < at) return facts.verbAt < 0 ? ['talk', 'talk'] : null;
  if (facts.verbAt < 0 && facts.giveAt < 0 && !facts.hasAmount) return ['question', 'ask'];
  if (
    facts.verbAt >= 0 &&
    facts.verbAt < at &&
    pieces[at]!.word.text === 'tang' &&
    pieces[at + 1]?.kind === 'amount'
  )
    return ['swap', 'deal'];
  return ['price', 'price'];
}

/** "giảm còn 70 thì chị lấy 3 hũ": a number to come down to, and another to buy. */
function downsPrice({ pieces, verbAt }: Facts): boolean {
  const down = pieces.findIndex((p) => tagged(p, (t) => t.downTo && !t.stock));
  const then = pieces.findIndex((p, i) => i > down && tagged(p, (t) => t.then && !t.particle));
  return down >= 0 && then > down && verbAt > then && pieces[down + 1]?.kind === 'amount';
}

/** `tặng bạn` is a gift, `bớt 1 hũ` a smaller number, `giá 85k` a statement: none is a demand on the price. */
function isPriceHere(pieces: readonly Piece[], i: number): boolean {
  const piece = pieces[i]!;
  if (piece.kind !== 'word') return false;
  const { text, is } = piece.word;
  // "bớt anh hai chai": whom it is for stands between.
  const next = is.lower ? behindLower(pieces, i) : pieces[i + 1];
  if (
    text === 'tang' &&
    pieces.some((p, k) => k > i && tagged(p, (t) => t.then && !t.particle)) &&
    !tagged(next, (t) => t.kin)
  )
    return true;
  if (text === 'tang')
    return (
      next === undefined ||
      next.kind === 'amount' ||
      tagged(next, (t) => t.not || t.particle || t.ask)
    );
  if (is.lower)
    return (
      !(next?.kind === 'amount' || next?.kind === 'product' || tagged(next, (t) => t.downTo)) ||
      pieces.some((p) => p.kind === 'cut' && p.word.text === 'money')
    );
  if (
    text === 'si' ||
    text === 'free' ||
    text === 'phi' ||
    text === 'km' ||
    text === 're' ||
    text === 'fs'
  )
    return piece.word.marked !== 'si' || !is.other;
  return true;
}

/** What is to be less: in "bớt anh hai chai" and "bớt cho mình 1 hộp" the number, but only with its unit behind "cho". */
function behindLower(pieces: readonly Piece[], i: number): Piece | undefined {
  const next = pieces.find((p, k) => k > i && !isFiller(p));
  if (next?.kind !== 'word' || next.word.text !== 'cho') return next;
  const amount = pieces.find((p, k) => k > pieces.indexOf(next) && !isFiller(p));
  if (amount?.kind !== 'amount' || amount.unit === null) return next;
  // "bớt cho em 5 chục": money as likely as goods.
  return amount.value > 0 && amount.unit.kind !== 'count' ? amount : next;
}

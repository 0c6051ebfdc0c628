import { isFiller, tagged, type Facts, type Verdict } from './facts';
import type { Piece } from './piece';

/** "uống hết 3 hộp rồi", "không kịp chốt": told about the goods, not asked for. */
function tellsOfGoods({ pieces, said, verbAt, giveAt }: Facts): boolean {
  if (said.missed) {
    const missed = pieces.findIndex((p) => tagged(p, (t) => t.missed));
    if (verbAt > missed || verbAt < 0 || tagged(pieces[missed - 1], (t) => t.verb)) return true;
  }
  if (!said.ingest || verbAt >= 0 || giveAt >= 0) return false;
  const goods = pieces.findIndex((p) => p.kind === 'product' || p.kind === 'amount');
  return pieces.findIndex((p) => tagged(p, (t) => t.ingest)) < goods;
}

/** Verbs of wishing and choosing: an order only with something to buy or with nothing else. */
const WISHING = new Set(['muon', 'can', 'chon', 'choi', 'nhan']);

/** "muốn ăn quá", "shop chốt đơn nhanh quá", "lấy gì cũng được": a verb of orders and no order. */
function onlyTalks({ pieces, said, verbAt }: Facts): boolean {
  const verb = pieces[verbAt]!;
  if (verb.kind === 'word' && WISHING.has(verb.word.text) && pieces.some((p) => p.kind === 'phone'))
    return !tagged(pieces[verbAt - 1], (t) => t.pronoun);
  if (said.shop && said.praise && tagged(pieces[verbAt - 1], (t) => t.shop)) return true;
  if (said.praise && pieces.some((p) => p.kind === 'word' && p.word.text.endsWith(' cung')))
    return true;
  if (isTold(pieces, verbAt)) return true;
  const next = pieces[verbAt + 1];
  if (isUnknown(next) && isUnknown(pieces[verbAt + 2]) && !tagged(verb, (t) => t.claim))
    return !pieces.some((p) => p.kind === 'phone' || p.kind === 'cut');
  if (verb.kind !== 'word' || !WISHING.has(verb.word.text)) return false;
  for (let i = verbAt + 1; i < pieces.length; i += 1) {
    const piece = pieces[i]!;
    if (tagged(piece, (t) => t.verb || t.add || t.sizeCue || t.colourCue)) return false;
    if (piece.kind === 'word' && !isFiller(piece)) return true;
  }
  return false;
}

const TELLING = new Set(['bao', 'keu', 'dan', 'bieu', 'ru']);

/** "mẹ bảo mua": what somebody at home said. */
function isTold(pieces: readonly Piece[], verbAt: number): boolean {
  const before = pieces[verbAt - 1];
  if (before?.kind !== 'word' || !TELLING.has(before.word.text)) return false;
  return tagged(pieces[verbAt - 2], (t) => t.kin) && !tagged(pieces[verbAt], (t) => t.claim);
}

/** "chỉ lấy", "lấy đúng"; `chỉ` alone may be many things. */
const takesOnly = (piece: Piece): boolean =>
  tagged(piece, (t) => t.only) && piece.word.text.includes(' ');

const isUnknown = (piece: Piece | undefined): boolean =>
  piece?.kind === 'word' && !piece.word.known;

export function ordering(facts: Facts): Verdict | null {
  if (tellsOfGoods(facts)) return ['talk', 'talk'];
  const { pieces, said, verbAt, giveAt, hasProduct, hasAmount, hasCode } = facts;
  if (said.giveaway && !hasProduct) return ['talk', 'talk'];
  if (said.unchanged && verbAt < 0) return ['talk', 'talk'];
  if (said.tooMuch && verbAt < 0 && giveAt < 0 && !hasProduct) return ['talk', 'talk'];
  if (hasProduct && hasAmount) return ['order', 'productAmount'];
  if (verbAt >= 0) {
    if (!hasAmount && said.home && (said.praise || said.trouble)) return ['talk', 'past'];
    if (said.fromTo && said.who) return ['talk', 'others'];
    if (!hasProduct && !hasAmount && onlyTalks(facts)) return ['talk', 'talk'];
    return ['order', hasProduct ? 'verbProduct' : 'verb'];
  }
  if (
    hasProduct &&
    (giveAt >= 0 ||
      said.add ||
      said.mistake ||
      said.notBut ||
      said.itis ||
      (said.into && (said.change || goesInto(pieces))))
  )
    return ['order', 'verbProduct'];
  if (hasProduct && said.only && !said.praise && pieces.some(takesOnly))
    return ['order', 'verbProduct'];
  if (hasCode) return bareCode(facts);
  if (hasProduct) {
    if (said.praise || (said.gift && said.pronoun)) return ['talk', 'talk'];
    if (pieces.some((p, i) => p.kind === 'cut' && p.word.text === 'money' && isBoughtBy(pieces, i)))
      return ['order', 'money'];
    return pieces.some((p) => p.kind === 'amount')
      ? ['order', 'productAmount']
      : ['interest', 'name'];
  }
  if (hasAmount) return ['order', 'amount'];
  if (said.change && (said.sizeCue || said.colourCue)) return ['order', 'verb'];
  if (
    giveAt >= 0 &&
    !pieces.some((p) => tagged(p, (t) => t.give && t.carry)) &&
    pieces.every((p) => isFiller(p) || tagged(p, (t) => t.give || t.add || t.kin))
  )
    return ['order', 'give'];
  if (
    said.add &&
    pieces.every(
      (p) => isFiller(p) || (p.kind === 'word' && (p.word.is.add || p.word.unit !== null)),
    )
  )
    return ['order', 'verb'];
  return null;
}

/** "qua gạo nhé", but not "béo quá" typed without marks. */
const goesInto = (pieces: readonly Piece[]): boolean =>
  pieces.some(
    (p, i) =>
      tagged(p, (t) => t.into) &&
      pieces.some((q, k) => k > i && q.kind === 'product') &&
      !tagged(pieces[i - 1], (t) => t.praise),
  );

/** "1tr tiền trà". */
function isBoughtBy(pieces: readonly Piece[], i: number): boolean {
  const next = pieces[i + 1];
  return (
    next?.kind === 'product' ||
    (next?.kind === 'word' && next.word.text === 'tien' && pieces[i + 2]?.kind === 'product')
  );
}

const MOST_STRANGERS = 1;

/** A code alone is an order; a code amid talk is talk. */
function bareCode(facts: Facts): Verdict {
  const { said, pieces } = facts;
  if (pieces.some((p) => tagged(p, (t) => t.praise && !t.particle)) || said.giveaway)
    return ['talk', 'talk'];
  if (said.contact && !pieces.some((p) => p.kind === 'phone')) return ['question', 'contact'];
  if (said.gone) return ['talk', 'talk'];
  const strangers = pieces.filter(
    (p) => p.kind === 'word' && !p.word.known && !p.word.street,
  ).length;
  const isNamed =
    said.title ||
    pieces.some((p) => p.kind === 'word' && p.word.street) ||
    pieces.some((p) => p.kind === 'phone' || p.kind === 'cut');
  return strangers > MOST_STRANGERS && !isNamed ? ['question', 'unsure'] : ['order', 'code'];
}

import type { Piece } from './piece';
import { noTags, type Tags } from './tags';

/** What one clause of a comment does. */
export type Role =
  | 'order'
  | 'cancel'
  | 'question'
  | 'price' // buying, if the price or the freight is right
  | 'interest' // a product's name and nothing else
  | 'talk' // past, plans, others' orders, praise, thanks
  | 'refuse' // "không mua đâu", "đừng lấy"
  | 'swap' // substitution: "hết A thì lấy B"
  | 'empty';

export const tagged = (piece: Piece | undefined, test: (is: Tags) => boolean): boolean =>
  piece?.kind === 'word' && test(piece.word.is);

export const isFiller = (piece: Piece): boolean =>
  piece.kind === 'phone' ||
  piece.kind === 'sign' ||
  (piece.kind === 'word' &&
    (piece.word.is.particle || piece.word.is.pronoun || piece.word.is.shop));

export function nextVerb(pieces: readonly Piece[], from: number): boolean {
  for (let i = from; i < pieces.length && i < from + 3; i += 1) {
    if (tagged(pieces[i], (t) => t.verb || t.give)) return true;
    if (!isFiller(pieces[i]!)) return false;
  }
  return false;
}

/** Everything a rule looks at in a clause, gathered in one walk. */
export interface Facts {
  pieces: readonly Piece[];
  /** The name the comment was typed under. */
  author: string;
  verbAt: number;
  giveAt: number;
  hasVerb: boolean;
  hasProduct: boolean;
  hasCode: boolean;
  hasAmount: boolean;
  hasMoney: boolean;
  /** A number behind a plus sign. */
  hasPlus: boolean;
  /** A clock or a date, cut out. */
  hasTime: boolean;
  /** Of all its words. */
  said: Tags;
  /** What it ends with but for politeness. */
  tail: Piece | undefined;
  isAsked: boolean;
  role: Role;
  /** Rule of that name in reasons.ts. */
  rule: string;
}

export function factsOf(pieces: readonly Piece[], author: string): Facts {
  const said = noTags();
  const facts: Facts = {
    pieces,
    author,
    verbAt: -1,
    giveAt: -1,
    hasVerb: false,
    hasProduct: false,
    hasCode: false,
    hasAmount: false,
    hasMoney: false,
    hasPlus: false,
    hasTime: false,
    said,
    tail: undefined,
    isAsked: false,
    role: 'empty',
    rule: 'nothing',
  };
  for (let i = pieces.length - 1; i >= 0; i -= 1) {
    const piece = pieces[i]!;
    if (piece.kind === 'word') {
      said.note(piece.word.is);
      if (piece.word.is.verb) facts.verbAt = i;
      if (piece.word.is.give) facts.giveAt = i;
    } else if (piece.kind === 'product') {
      facts.hasProduct = true;
      if (piece.by !== 'name') facts.hasCode = true;
    } else if (piece.kind === 'amount') {
      if (piece.how !== 'implied') facts.hasAmount = true;
      if (piece.how === 'plus') facts.hasPlus = true;
    } else if (piece.kind === 'cut') {
      if (piece.word.text === 'money') facts.hasMoney = true;
      else if (piece.word.text === 'time') facts.hasTime = true;
    }
    if (facts.tail === undefined && !isBehindTail(piece)) facts.tail = piece;
  }
  facts.hasVerb = facts.verbAt >= 0 || facts.giveAt >= 0;
  return facts;
}

/** Politeness that may follow what a clause ends with. */
const isBehindTail = (piece: Piece): boolean =>
  piece.kind === 'word'
    ? (isFiller(piece) || piece.word.is.crowd) && !piece.word.is.not && !piece.word.is.endAsk
    : isFiller(piece);

const INTENSE = new Set(['qua', 'ghe', 'du', 'lam', 'the', 'that', 'thiet']);

/** "ngon quá ta", "đẹp ghê ta": admired, not asked. */
function exclaims({ pieces, tail, said }: Facts): boolean {
  if (said.ask || said.not || said.stock || said.yet) return false;
  const before = pieces[pieces.indexOf(tail!) - 1];
  return before?.kind === 'word' && (before.word.is.praise || INTENSE.has(before.word.text));
}

export type Verdict = readonly [Role, string];

export function tailAsks(facts: Facts): boolean {
  const { tail } = facts;
  if (!tail || tail.kind !== 'word') return false;
  const { is, text } = tail.word;
  if (text === 'dau' && is.endAsk) return !(facts.said.not || facts.said.hold);
  if (text === 'ta' && exclaims(facts)) return false;
  return is.endAsk || is.ask || (is.not && facts.pieces.length > 1);
}

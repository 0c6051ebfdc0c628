import { factsOf, isFiller, nextVerb, tagged, type Facts } from './facts';
import type { Word } from './parse';
import type { Piece } from './piece';
import { judge } from './rules';

export type Clause = Facts;

const ENDS = new Set([',', ';', '.', '?', '!']);

/** Splits at signs and where a new statement begins without one. */
export function clausesOf(pieces: readonly Piece[], author: string): Clause[] {
  const clauses: Clause[] = [];
  let from = 0;
  let said = 0;
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i]!;
    const isEnd = piece.kind === 'sign' && ENDS.has(piece.word.text);
    if (isEnd || (i > from && beginsStatement(pieces, i, said))) {
      close(clauses, pieces, from, i, isEnd && piece.word.text === '?', author);
      said = 0;
      from = isEnd ? i + 1 : i;
    }
    if (piece.kind === 'word') said |= noted(piece.word);
  }
  close(clauses, pieces, from, pieces.length, false, author);
  return clauses.length < 2 ? clauses : withAdverbsBefore(clauses);
}

function close(
  clauses: Clause[],
  pieces: readonly Piece[],
  from: number,
  until: number,
  isAsked: boolean,
  author: string,
): void {
  if (until > from) {
    const isWhole = until - from === pieces.length;
    clauses.push(judged(isWhole ? pieces : pieces.slice(from, until), isAsked, author));
  } else if (isAsked && clauses.length > 0)
    clauses.push(judged(clauses.pop()!.pieces, true, author));
}

/** What the clause that is being gathered has said so far, as bits. */
const ASKS = 1;
const TELLS = 2;

function beginsStatement(pieces: readonly Piece[], i: number, said: number): boolean {
  const piece = pieces[i]!;
  if (piece.kind !== 'word') return false;
  const { text, is } = piece.word;
  if (BUT.has(text) && !is.praise) return true;
  if (is.fresh && !is.particle && (said & TELLS) !== 0) return true;
  if ((said & ASKS) === 0) return false;
  const before = pieces[i - 1];
  if (tagged(before, (t) => t.particle && !t.not && !t.ask) && is.pronoun)
    return nextVerb(pieces, i + 1);
  if (!tagged(before, (t) => t.not || t.yet || t.ask || t.endAsk)) return false;
  return is.verb || is.give || (is.pronoun && nextVerb(pieces, i + 1));
}

const BUT = new Set(['nhung', 'nhma', 'nma', 'nhung ma', 'nen', 'cho nen']);

function noted({ is, text }: Word): number {
  const asks = is.stock || is.ask || is.gone || is.howMuch || text === 'co' ? ASKS : 0;
  return is.past || is.praise || is.done ? asks | TELLS : asks;
}

/** "hôm qua, mình lấy 2 hũ": an adverb set apart belongs to what follows. */
function withAdverbsBefore(clauses: Clause[]): Clause[] {
  if (clauses.length < 2) return clauses;
  const out: Clause[] = [];
  for (const clause of clauses) {
    const last = out.at(-1);
    const isAdverb =
      last &&
      (last.said.past || last.said.later || last.said.cond || last.said.putOff) &&
      last.pieces.every(
        (p) => isFiller(p) || tagged(p, (t) => t.past || t.later || t.putOff || t.cond || t.stock),
      );
    if (isAdverb)
      out[out.length - 1] = judged(
        [...last.pieces, ...clause.pieces],
        clause.isAsked || last.isAsked,
        clause.author,
      );
    else out.push(clause);
  }
  return out;
}

function judged(pieces: readonly Piece[], isAsked: boolean, author: string): Clause {
  const clause = factsOf(pieces, author);
  clause.isAsked = isAsked;
  const verdict = judge(clause, isAsked);
  clause.role = verdict[0];
  clause.rule = verdict[1];
  return clause;
}

import { bargaining } from './bargains';
import { isFiller, nextVerb, tagged, tailAsks, type Facts, type Verdict } from './facts';
import type { Piece } from './piece';
import { ordering } from './ordering';
import { cancelling, held, othersOrder, substitution } from './refusals';
import { tagsOf, type Tags } from './tags';

const EMPTY: Verdict = ['empty', 'nothing'];
/** Without any of these a clause asks, reports or plans nothing. Most clauses have none. */
const ASKING = tagsOf('ask', 'endAsk', 'not', 'or', 'howMuch', 'vague', 'request', 'show', 'stock', 'dear', 'trouble'); // prettier-ignore
const REPORTING = tagsOf('past', 'done', 'paid', 'trouble', 'alike');
const PLANNING = tagsOf('putOff', 'show', 'plan', 'ask', 'onlyIf', 'later', 'cond');

/** The rules in their order (domain page §3): the first that fits decides. */
export const judge = (facts: Facts, isAsked: boolean): Verdict =>
  opened(facts) ??
  othersOrder(facts) ??
  cancelling(facts, isAsked) ??
  held(facts, isAsked) ??
  substitution(facts) ??
  bargaining(facts, isAsked) ??
  asking(facts, isAsked) ??
  reporting(facts) ??
  planning(facts) ??
  ordering(facts) ??
  EMPTY;

/** "cho hỏi bơ để được bao lâu", "cho em hỏi …", "hỏi chút …": whatever follows is asked. */
function opened({ pieces, said }: Facts): Verdict | null {
  if (!said.ask) return null;
  const first = pieces.find((p) => !isFiller(p) && !(p.kind === 'word' && p.word.text === 'cho'));
  if (!tagged(first, (t) => t.ask)) return null;
  const { text } = first!.word;
  return text === 'hoi' || text.startsWith('hoi ') || text === 'cho hoi'
    ? ['question', 'ask']
    : null;
}

/** "gạo nào", "mấy trái 1 ký". */
function asksWhich({ pieces, verbAt }: Facts): boolean {
  for (let i = 0; i < pieces.length; i += 1) {
    const piece = pieces[i]!;
    if (piece.kind !== 'word') continue;
    const { text, is } = piece.word;
    const before = pieces[i - 1];
    const next = pieces[i + 1];
    if (text === 'nao') {
      if (before?.kind === 'product') return true;
      if (before?.kind !== 'word') continue;
      const { known, unit } = before.word;
      if (!known || unit !== null || before.word.is.codeCue) return true;
    } else if (is.or && i > 0 && next) {
      if (tagged(before, isGrade) || tagged(next, isGrade)) return true;
    } else if (text === 'may' && (verbAt < 0 || verbAt > i)) {
      if (next?.kind === 'product' && before?.kind === 'amount') return true;
      if (next?.kind !== 'word') continue;
      if (next.word.unit !== null || next.word.is.timeUnit) return true;
    }
  }
  return false;
}

const isGrade = (t: Tags): boolean => t.small || t.large;

/** "vịt sống hay làm sẵn", "… không hay phải mua 1 thùng". */
function asksBetween(pieces: readonly Piece[], i: number, hasVerb: boolean): boolean {
  const before = pieces[i - 1];
  const next = pieces[i + 1];
  if (!before || next?.kind !== 'word') return false;
  if (tagged(before, (t) => t.not)) return true;
  return !hasVerb && !(next.word.is.praise || next.word.is.particle || next.word.is.pronoun);
}

/** A question word, unless it only sets the time of a plan ("khi nào có lương em lấy"); or "sao …" at the start. */
function asksOutright({ pieces, said, verbAt }: Facts): boolean {
  if (
    said.or &&
    pieces.some(
      (p, i) => tagged(p, (t) => t.or && !t.particle) && asksBetween(pieces, i, verbAt >= 0),
    )
  )
    return true;
  const first = pieces.find((p) => !isFiller(p));
  if (first?.kind === 'word' && first.word.text === 'sao' && !said.dear) return true;
  return said.ask && pieces.some((p) => tagged(p, (t) => t.ask && !(t.later && verbAt >= 0)));
}

/** "trứng vỡ có đền không". */
const asksWhether = ({ pieces, tail }: Facts): boolean =>
  tagged(tail, (t) => t.not) &&
  pieces.some((p) => p !== tail && p.kind === 'word' && p.word.text === 'co');

/** "2 hũ hay 3 hũ vậy", with nothing that buys. */
const asksHowMuch = ({ pieces, said, verbAt, giveAt }: Facts): boolean =>
  said.or &&
  !said.fine &&
  verbAt < 0 &&
  giveAt < 0 &&
  pieces.some(
    (p, i) =>
      p.kind === 'word' &&
      p.word.text === 'hay' &&
      pieces[i - 1]?.kind === 'amount' &&
      (pieces[i + 1]?.kind === 'amount' || pieces[i + 1]?.kind === 'cut'),
  );

/** "nhà làm hay mua về đóng chai vậy em": one or the other, asked by the "vậy" at its end. */
function asksEither({ pieces, tail, hasAmount }: Facts): boolean {
  if (hasAmount) return false;
  const or = pieces.findIndex((p) => p.kind === 'word' && EITHER.has(p.word.text));
  const next = pieces[or + 1];
  if (or < 1 || !next || isFiller(next) || tagged(next, (t) => t.praise)) return false;
  const before = pieces[or - 1]!;
  if (tagged(before, (t) => t.pronoun) && before.word.text !== 'nha') return false;
  const end = pieces.indexOf(tail!);
  return pieces.some((p, i) => i > end && p.kind === 'word' && WONDERING.has(p.word.text));
}

const EITHER = new Set(['hay', 'hay la', 'hoac', 'hay mua', 'hay lay']);
const WONDERING = new Set(['vay', 'z', 'zay', 'dzay', 'the', 'rua']);

/** "nhà còn nước mắm": what the buyer still has is no question after the shop's. */
const tellsOwnStock = (pieces: readonly Piece[]): boolean =>
  pieces.some((p, i) => {
    const before = pieces[i - 1];
    return tagged(p, (t) => t.stock) && before?.kind === 'word' && before.word.marked === 'nha2';
  });

function asking(facts: Facts, isAsked: boolean): Verdict | null {
  const { said, pieces } = facts;
  if ((said.or || said.past) && asksEither(facts)) return ['question', 'ask'];
  if (!isAsked && !said.meets(ASKING)) return null;
  if (asksHowMuch(facts) || ((said.trouble || said.dear) && asksWhether(facts)))
    return ['question', 'ask'];
  const isDear = said.dear || said.trouble;
  if (said.trouble && pieces.some((p) => p.kind === 'word' && p.word.text === 'sao'))
    return ['question', 'status'];
  if (isDear && !isAsked && facts.verbAt < 0) return ['talk', 'trouble'];
  const anyNumber = !facts.said.howMuch
    ? -1
    : pieces.findIndex(
        (p, i) =>
          tagged(p, (t) => t.howMuch) &&
          (tagged(pieces[i - 1], (t) => t.verb) ||
            tagged(pieces[i + 2], (t) => t.verb) ||
            tagged(pieces[i + 1], (t) => t.verb)) &&
          pieces.some((q) => q.kind === 'word' && q.word.text === 'cung'),
      );
  if (anyNumber >= 0) return ['swap', 'vague'];
  if (isAsked || tailAsks(facts) || asksOutright(facts) || asksWhich(facts))
    return ['question', 'ask'];
  if (said.request && !(facts.hasMoney && facts.verbAt >= 0))
    return said.priceWord && facts.verbAt >= 0 && facts.hasAmount ? null : ['question', 'ask'];
  if (said.show && facts.verbAt < 0 && !facts.hasAmount)
    return facts.hasProduct || said.give || said.codeCue ? ['question', 'show'] : ['talk', 'talk'];
  const isStock =
    said.stock &&
    !(said.then || said.cond || said.only || said.lower || said.change) &&
    facts.verbAt < 0 &&
    facts.giveAt < 0;
  if (isStock && tellsOwnStock(pieces)) return ['talk', 'talk'];
  if (isStock && !facts.hasAmount) return ['question', 'ask'];
  if (
    isStock &&
    (facts.hasProduct || !pieces.some((p) => p.kind === 'word' && p.word.text === 'thoi')) &&
    pieces.findIndex((p) => tagged(p, (t) => t.stock)) <
      pieces.findIndex((p) => p.kind === 'amount')
  )
    return ['talk', 'talk'];
  return null;
}

/** What is over: "hôm qua lấy 2 hũ", "chốt rồi". With "chưa" or "mà" it asks after an order. */
function reporting(facts: Facts): Verdict | null {
  const { pieces, said, verbAt } = facts;
  if (!said.meets(REPORTING)) return null;
  if (said.alike && pieces.some((p) => tagged(p, (t) => t.alike && !t.particle))) {
    if (saysAsBefore(facts)) return ['swap', 'alike'];
    if (facts.hasAmount && !facts.hasVerb && !said.fresh) return ['talk', 'past'];
  }
  const isFresh =
    !said.done &&
    (((said.add || said.raise) && verbAt >= 0) ||
      ((said.mistake || said.change) && (verbAt >= 0 || facts.hasAmount)));
  const done = !facts.said.done
    ? -1
    : pieces.findIndex((p, i) => i > Math.max(verbAt, -1) && tagged(p, (t) => t.done));
  const closesReport =
    done > verbAt &&
    verbAt >= 0 &&
    !tagged(pieces[done - 1], (t) => t.paid || t.plan || t.past) &&
    !goesOn(pieces, done);
  if (closesReport) {
    const isPaid = pieces.some((p, i) => i > verbAt && i < done && tagged(p, (t) => t.paid));
    if (isPaid) return null;
    return said.trouble || said.yet || said.contact ? ['question', 'status'] : ['talk', 'past'];
  }
  if (said.paid && said.done && paidFor(pieces)) return ['talk', 'past'];
  const past = !facts.said.past
    ? -1
    : pieces.findIndex((p) => tagged(p, (t) => t.past && !t.particle));
  if (past < 0 || isFresh)
    return said.trouble && verbAt < 0 && !facts.hasAmount ? ['talk', 'trouble'] : null;
  if (verbAt >= 0 && said.trouble && pieces.some(isUnseen)) return ['question', 'status'];
  return said.alike && verbAt >= 0 ? ['swap', 'alike'] : ['talk', 'past'];
}

/** "cho em như lần trước", "vẫn như mọi lần nhé cháu": an order by an older one, and nothing else. */
const saysAsBefore = ({ pieces, hasProduct, hasAmount }: Facts): boolean =>
  !hasProduct &&
  !hasAmount &&
  pieces.every(
    (p) =>
      isFiller(p) ||
      tagged(p, (t) => t.alike || t.give || t.raise || t.past || t.verb) ||
      (p.kind === 'word' && (p.word.text === 'van' || p.word.text === 'giong')),
  );

/** "hôm qua chốt mã 3 mà chưa thấy gọi". */
const isUnseen = (piece: Piece): boolean =>
  piece.kind === 'word' && piece.word.text === 'chua thay';

/** "ck 560k cho 2 cân lạp xưởng rồi": a payment told, not an order. */
function paidFor(pieces: readonly Piece[]): boolean {
  const paid = pieces.findIndex((p) => tagged(p, (t) => t.paid));
  const goods = pieces.findIndex((p) => p.kind === 'product' || p.kind === 'amount');
  if (paid < 0 || goods < paid) return false;
  return pieces.some((p, i) => i > goods && tagged(p, (t) => t.done));
}

/** "chốt 2 hũ rồi ship cho em": then, not done. */
function goesOn(pieces: readonly Piece[], done: number): boolean {
  const next = pieces[done + 1];
  return (
    tagged(next, (t) => (t.verb || t.give) && !t.particle) ||
    (tagged(next, (t) => t.pronoun) && nextVerb(pieces, done + 1))
  );
}

const MOVES = new Set(['len', 'ra', 'qua', 'ghe', 'xuong', 'toi', 'den', 've']);

/** "để mai em lấy", "tuần sau lấy 2 hũ", "định mua": not now. But "giữ 1 hũ mai em ck" is. */
function planning(facts: Facts): Verdict | null {
  const { pieces, said, verbAt } = facts;
  if (!facts.hasTime && !said.meets(PLANNING)) return null;
  const mayAskForTime = said.pronoun && (said.show || said.plan || said.ask);
  if ((said.putOff || said.plan) && tries(pieces)) return null;
  if (said.putOff || (mayAskForTime && pieces.some((_, i) => asksForTime(pieces, i))))
    return ['talk', 'later'];
  const plan = !facts.said.plan
    ? -1
    : pieces.findIndex((p) => tagged(p, (t) => t.plan && !t.other));
  const planUnsure = !facts.said.plan ? -1 : pieces.findIndex((p) => tagged(p, (t) => t.plan));
  if (plan >= 0 && (plan < verbAt || verbAt < 0 || !facts.hasAmount) && !facts.hasCode)
    return ['talk', 'later'];
  if (planUnsure >= 0 && planUnsure < verbAt && planUnsure === verbAt - 1) return ['talk', 'later'];
  if (verbAt >= 0 && said.onlyIf && said.later) return ['talk', 'later'];
  if (
    said.cond &&
    said.then &&
    verbAt >= 0 &&
    facts.hasAmount &&
    !pieces.some((p) => p.kind === 'word' && /luong|tien/.test(p.word.text))
  )
    return null;
  const clock = !facts.hasTime
    ? -1
    : pieces.findIndex((p) => p.kind === 'cut' && p.word.text === 'time');
  const isAtTime =
    clock >= 0 &&
    clock < verbAt &&
    pieces
      .slice(clock + 1, verbAt)
      .every(
        (p) =>
          isFiller(p) || tagged(p, (t) => t.later) || (p.kind === 'word' && MOVES.has(p.word.text)),
      );
  if (isAtTime && !facts.hasProduct) return ['talk', 'later'];
  const later = !facts.said.later
    ? -1
    : pieces.findIndex((p, i) => tagged(p, (t) => t.later) && !isCarried(pieces, i));
  if (later < 0) return null;
  const buys = pieces.findIndex(
    (p, i) => i > later && tagged(p, (t) => t.verb || (t.give && !t.carry)),
  );
  if (buys > later && (verbAt < 0 || verbAt > later)) return ['talk', 'later'];
  return verbAt < 0 && facts.giveAt < 0 && !facts.hasAmount && !facts.hasCode
    ? ['talk', 'later']
    : null;
}

const TRYING = new Set(['coi sao', 'xem sao', 'thu xem', 'thu coi', 'thu xem sao', 'thu coi sao']);

/** "cho anh ký rưỡi bơ ăn thử coi sao": bought to be tried; no other word puts it off. */
function tries(pieces: readonly Piece[]): boolean {
  const buys = pieces.findIndex((p) => tagged(p, (t) => t.verb || t.give));
  if (buys < 0 || tagged(pieces[buys], (t) => t.plan)) return false;
  const goods = pieces.findIndex((p, i) => i > buys && p.kind === 'amount');
  const at = pieces.findIndex((p) => tagged(p, (t) => t.putOff || t.plan || t.later));
  const trying = pieces[at];
  return goods > buys && at > goods && trying?.kind === 'word' && TRYING.has(trying.word.text);
}

/** "để em coi lại", "để chị hỏi chồng". */
function asksForTime(pieces: readonly Piece[], i: number): boolean {
  const piece = pieces[i]!;
  if (piece.kind !== 'word' || piece.word.text !== 'de') return false;
  return (
    tagged(pieces[i + 1], (t) => t.pronoun) &&
    tagged(pieces[i + 2], (t) => (t.show || t.plan || t.ask) && !t.verb)
  );
}

/** "mai em ck", "mai giao": the day of paying or sending; "chị Mai": a name. */
function isCarried(pieces: readonly Piece[], i: number): boolean {
  const before = pieces[i - 1];
  if (
    tagged(before, (t) => t.title) &&
    pieces[i]!.kind === 'word' &&
    /^(mai|sang|chieu|tet)$/.test((pieces[i] as { word: { text: string } }).word.text) &&
    !tagged(pieces[i + 1], (t) => t.verb)
  )
    return true;
  for (let j = i + 1; j < pieces.length && j <= i + 3; j += 1) {
    if (tagged(pieces[j], (t) => t.carry && !t.verb)) return true;
    if (!isFiller(pieces[j]!)) break;
  }
  return tagged(before, (t) => t.carry && !t.verb);
}

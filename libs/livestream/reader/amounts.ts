import type { Catalogue } from './catalogue';
import type { Word } from './parse';
import { amountPiece, isNumber, mayFollow, type How, type Piece } from './piece';
import { isMeasured, type Unit } from './units';

type NumberWord = Word & { kind: 'number'; value: number };

/** `1kg2`, `ký hai`: tenths of the unit before. */
const isTenths = (word: Word | undefined, unit: Unit): word is NumberWord =>
  isNumber(word) && isMeasured(unit) && unit.size === 1000 && word.text.length === 1;

/** Reads amounts: numbers with their units, halves, ranges, vague words (domain page §4). Methods return how far they came. */
export class AmountReader {
  private readonly hasGrown: ReadonlySet<string>;
  /** Bigger packs that some product comes in. */
  private readonly packs: ReadonlySet<string>;
  /** Words of the comment at hand that name a product. */
  private productWords = 0;
  /** Pieces looked at so far and what is among them: never the whole comment again for each of its numbers. */
  private seen = 0;
  private hasProduct = false;
  private hasVerb = false;

  constructor(catalogue: Catalogue) {
    this.hasGrown = new Set(
      catalogue.products.flatMap((p) => [p.counted.unit.group, p.counted.holds?.unit.group ?? '']),
    );
    this.packs = new Set(catalogue.products.flatMap((p) => [...p.counted.packs.keys()]));
  }

  /** Before the first piece of a comment is made. */
  begin(words: readonly Word[]): void {
    this.productWords = 0;
    for (const { products } of words) if (products !== null) this.productWords += 1;
    this.seen = 0;
    this.hasProduct = false;
    this.hasVerb = false;
  }

  private look(pieces: readonly Piece[]): void {
    for (; this.seen < pieces.length; this.seen += 1) {
      const piece = pieces[this.seen]!;
      if (piece.kind === 'product') this.hasProduct = true;
      else if (piece.kind === 'word' && (piece.word.is.verb || piece.word.is.give))
        this.hasVerb = true;
    }
  }

  private namesProduct(pieces: readonly Piece[]): boolean {
    this.look(pieces);
    return this.hasProduct;
  }

  private saysVerb(pieces: readonly Piece[]): boolean {
    this.look(pieces);
    return this.hasVerb;
  }

  amount(words: readonly Word[], i: number, pieces: Piece[]): number {
    const word = words[i]!;
    if (isNumber(word)) return this.numberAmount(words, i, pieces);
    if (
      word.text === 'nua' &&
      this.isUnit(words, i + 1) &&
      (words[i + 1]!.unit!.kind !== 'pack' || words[i + 1]!.text === 'can') &&
      pieces.at(-1)?.kind !== 'amount'
    ) {
      const how = words[i - 1]?.is.each ? 'each' : 'unit';
      return this.push(words, i, i + 2, 0.5, words[i + 1]!.unit, how, pieces);
    }
    if (word.is.vague && word.kind === 'word') return this.vagueAmount(words, i, pieces);
    const unit = word.unit;
    if (!unit || word.products || !this.isUnit(words, i)) return i;
    const isHalf = words[i + 1]?.text === 'ruoi';
    const before = pieces.at(-1);
    const isCounting =
      isMeasured(unit) ||
      unit.kind === 'count' ||
      unit.kind === 'multi' ||
      (isHalf && word.text === 'can') ||
      (this.packs.has(unit.name) && before?.kind === 'word' && before.word.is.verb);
    const isBeside =
      words[i + 1]?.products ||
      (unit.kind === 'count' && this.isUnit(words, i + 1) && words[i + 2]?.products) ||
      before?.kind === 'product' ||
      isHalf ||
      (before?.kind === 'word' && before.word.is.verb);
    const isClear = word.marked !== word.text || isHalf || word.text.length > 1;
    if (
      !isCounting ||
      !isBeside ||
      !isClear ||
      (word.is.other && word.marked === word.text && !isHalf)
    )
      return i;
    if (unit.kind === 'count' && this.isUnit(words, i + 1) && !words[i + 1]!.products)
      return this.push(words, i, i + 2, unit.size, words[i + 1]!.unit, 'unit', pieces);
    const tenths = words[i + 1];
    if (isTenths(tenths, unit) && tenths.digit !== null && this.endsAmount(words, i + 1))
      return this.push(words, i, i + 2, 1 + tenths.value / 10, unit, 'unit', pieces);
    return this.push(
      words,
      i,
      i + (isHalf ? 2 : 1),
      isHalf ? 1.5 : 1,
      unit,
      isHalf ? 'unit' : 'implied',
      pieces,
    );
  }

  private isUnit(words: readonly Word[], i: number): boolean {
    const word = words[i];
    if (!word?.unit) return false;
    if (word.unit.kind !== 'grown' || word.marked !== word.text) return true;
    if (word.text !== 'con' && word.text !== 'bo' && word.text !== 'cay') return true;
    const next = words[i + 1];
    return (
      this.hasGrown.has(word.unit.group) &&
      !(next && (next.is.not || next.text === 'hang' || next.is.yet))
    );
  }

  private numberAmount(words: readonly Word[], i: number, pieces: Piece[]): number {
    const word = words[i]!;
    const before = words[i - 1];
    const cue = before?.is.qtyCue && pieces.at(-1)?.kind === 'word';
    const plus = before?.text === '+';
    let how: How = cue ? 'times' : plus ? 'plus' : before?.is.each ? 'each' : 'bare';
    const isTorn = word.glued && before?.kind === 'word' && !cue && !mayFollow(before);
    if (isTorn && !this.namesProduct(pieces)) return i;
    if (isTorn || word.text === 'vague') how = 'vague';
    const range = this.rangeEnd(words, i);
    if (range > i)
      return this.push(
        words,
        i,
        this.isUnit(words, range) ? range + 1 : range,
        NaN,
        words[range]?.unit ?? null,
        'vague',
        pieces,
      );
    let to = i + 1;
    if (
      words[to]?.is.qtyCue &&
      words[to]!.text !== 'sl' &&
      !isNumber(words[to + 1]) &&
      words[to]!.kind !== 'cut'
    ) {
      to += 1;
      if (how === 'bare') how = 'times';
    }
    if (!this.isUnit(words, to) || (words[to]!.products && !this.isUnitHere(words, to, pieces))) {
      if (words[to]?.is.each) return this.push(words, i, to + 1, word.value!, null, 'each', pieces);
      return this.push(words, i, to, word.value!, null, how, pieces);
    }
    return this.unitAmount(words, i, to, how === 'bare' ? 'unit' : how, pieces);
  }

  /** `2 ký rưỡi`, `1kg2`, `hai chục gói`, `3 lạng rưỡi`. */
  private unitAmount(
    words: readonly Word[],
    i: number,
    at: number,
    how: How,
    pieces: Piece[],
  ): number {
    let value = words[i]!.value!;
    let unit = words[at]!.unit!;
    let to = at + 1;
    const next = words[to];
    if (
      next?.text === 'ruoi' ||
      (next?.text === 'nua' && next.marked === 'nưa3' && isMeasured(unit))
    ) {
      value += 0.5;
      to += 1;
    } else if (isTenths(next, unit) && (next.glued || this.endsAmount(words, to))) {
      value += next.value / 10;
      to += 1;
    }
    if (unit.kind === 'count' && this.isUnit(words, to) && !words[to]!.products) {
      value *= unit.size;
      unit = words[to]!.unit!;
      to += 1;
    }
    if (words[to]?.is.each) {
      how = 'each';
      to += 1;
    }
    return this.push(words, i, to, value, unit, how, pieces);
  }

  private endsAmount(words: readonly Word[], i: number): boolean {
    const next = words[i + 1];
    return next === undefined || (next.is.particle && !next.unit);
  }

  /** `2-3 hũ`, `2 hoặc 3`, `2 đến 3`: nobody knows how many. */
  private rangeEnd(words: readonly Word[], i: number): number {
    const link = words[i + 1];
    const right = words[i + 2];
    if (!link || !isNumber(right) || right.text.length > 2 || words[i]!.text.length > 2) return i;
    const isDash =
      link.text === '-' &&
      link.glued === right.glued &&
      (words[i + 3]?.unit || right.value! === words[i]!.value! + 1);
    const isWord =
      (link.is.or && link.text !== 'hay') || link.text === 'den' || link.text === 'toi';
    return (isDash && right.value! > words[i]!.value!) || isWord ? i + 3 : i;
  }

  private vagueAmount(words: readonly Word[], i: number, pieces: Piece[]): number {
    const word = words[i]!;
    const next = words[i + 1];
    const before = pieces.at(-1);
    if (isNumber(next) && !word.is.particle) {
      const to = this.isUnit(words, i + 2) ? i + 3 : i + 2;
      if (word.is.stock || /^(hon|gan|chac|khoan|du|nhieu)$/.test(word.text)) return i;
      return this.push(words, i, to, NaN, words[i + 2]?.unit ?? null, 'vague', pieces);
    }
    if (
      word.is.particle ||
      word.is.downTo ||
      /^(hon|gan|chac|khoang|tam|co|du|nhieu|chung)$/.test(word.text)
    )
      return i;
    if (word.text === 'may' && !this.saysVerb(pieces)) return i;
    const isAsked =
      before?.kind === 'word' &&
      (before.word.is.verb || before.word.is.give || before.word.is.pronoun);
    if (next?.unit && this.isUnit(words, i + 1))
      return this.push(words, i, i + 2, NaN, next.unit, 'vague', pieces);
    return next?.products || (isAsked && word.text !== 'may')
      ? this.push(words, i, i + 1, NaN, null, 'vague', pieces)
      : i;
  }

  private push(
    words: readonly Word[],
    from: number,
    to: number,
    value: number,
    unit: Unit | null,
    how: How,
    pieces: Piece[],
  ): number {
    pieces.push(amountPiece(words[from]!, words[to - 1]!, value, unit, how));
    return to;
  }

  /** `túi` in "2 túi gạo" is a unit, in "2 túi" a product. */
  isUnitHere(words: readonly Word[], i: number, pieces: readonly Piece[]): boolean {
    const before = pieces.at(-1);
    const afterNumber =
      isNumber(words[i - 1]) || (before?.kind === 'amount' && before.unit === null);
    if (before?.kind === 'amount' && before.unit !== null && !words[i + 1]?.products) return false;
    if (!afterNumber && !words[i + 1]?.products) return false;
    return this.productWords > 1 || words[i + 1]?.products != null || this.namesProduct(pieces);
  }
}

import type { Catalogue } from './catalogue';
import type { Word } from './parse';
import { amountPiece, isNumber, mayFollow, productPiece, wordPiece, type Piece } from './piece';

const LONGEST_CODE_PARTS = 6;
/** A phrase of the lexicon, since it is praise more often. */
const NUMBER_ONE = 'so 1';
const CODE_LINKS = new Set(['-', '.', '_']);

/** Reads codes, with a cue or bare (domain page §2). Its methods return how far they came: `i` where there is none. */
export class CodeReader {
  constructor(private readonly catalogue: Catalogue) {}

  /** `isLive`: whether a bare number is a code of this session. */
  readonly isLive = (value: number): boolean => this.catalogue.numbers.has(value);

  code(words: readonly Word[], i: number, pieces: Piece[]): number {
    const mixed = this.mixedCode(words, i, pieces);
    if (mixed > i) return mixed;
    const word = words[i]!;
    if (isNumber(word)) return this.bareCode(words, i, pieces);
    if (word.text === NUMBER_ONE) return this.numberOne(words, i, pieces);
    if (!word.is.codeCue && word.text !== '#') return i;
    if (this.isSize(words, i)) return i;
    let at = i + 1;
    while (
      words[at]?.kind === 'sign' &&
      (words[at]!.text === ':' ||
        words[at]!.text === '.' ||
        words[at]!.text === '#' ||
        words[at]!.text === '=')
    )
      at += 1;
    const number = words[at];
    if (!isNumber(number) || number.text === 'decimal' || number.text === 'vague') return i;
    const glued = words[at + 1];
    const isAmount = word.is.weakCue && !number.glued && glued?.unit && !glued.products;
    if (isAmount || (word.unit && isNumber(words[i - 1]))) return i;
    const tail =
      glued && glued.glued && glued.kind === 'word' && !mayFollow(glued) ? at + 2 : at + 1;
    const products = tail === at + 1 ? this.productOfNumber(number.value) : [];
    pieces.push(productPiece(word, words[tail - 1]!, products, 'cue', products.length === 0));
    return this.moreCodes(words, tail, pieces);
  }

  /** "số 1 lấy 4 gói", "chốt số 1": the code 1; elsewhere "số 1" is praise. */
  private numberOne(words: readonly Word[], i: number, pieces: Piece[]): number {
    const before = words[i - 1];
    const next = words[i + 1];
    const counts = next && (next.is.verb || next.is.qtyCue || isNumber(next));
    const isListed =
      (next?.is.join && isNumber(words[i + 2])) ||
      ((next?.is.join || next?.text === ',') && words[i + 2]?.is.codeCue);
    const opens =
      before === undefined || before.kind === 'sign' || before.is.join || before.is.pronoun;
    const isTaken =
      before?.is.verb &&
      (!next || next.is.particle || next.kind === 'sign' || next.kind === 'phone');
    const products = this.productOfNumber(1);
    if (products.length === 0 || (!((opens || before.is.verb) && (counts || isListed)) && !isTaken))
      return i;
    pieces.push(productPiece(words[i]!, words[i]!, products, 'cue'));
    return this.moreCodes(words, i + 1, pieces);
  }

  /** "1 đen M 1 tím L": the letter is a size, not "mã". */
  private isSize(words: readonly Word[], i: number): boolean {
    const { variantWords } = this.catalogue;
    const before = words[i - 1];
    return (
      before !== undefined && variantWords.has(words[i]!.text) && variantWords.has(before.text)
    );
  }

  private productOfNumber(value: number): number[] {
    const index =
      this.catalogue.numbers.get(value) ?? this.catalogue.numberOfMixed.get(value) ?? -1;
    return index >= 0 ? [index] : [];
  }

  /** `mã 5 với 8`, `mã 1, 5, 8`: the cue holds for the whole list. */
  private moreCodes(words: readonly Word[], from: number, pieces: Piece[]): number {
    let i = from;
    for (;;) {
      const join = words[i];
      const number = words[i + 1];
      const isJoin = join && (join.is.join || join.text === '+' || join.text === '&');
      const isListed = join?.text === ',' && words[i + 2]?.text === ',' && isNumber(words[i + 3]);
      const isLast =
        join?.text === ',' &&
        pieces.length > 1 &&
        pieces.at(-2)?.kind === 'sign' &&
        pieces.at(-3)?.kind === 'product';
      if (
        !(isJoin || isListed || isLast) ||
        !isNumber(number) ||
        words[i + 2]?.unit ||
        words[i + 2]?.products
      )
        return i;
      const products = this.productOfNumber(number.value);
      if (products.length === 0 || number.text === 'decimal') return i;
      pieces.push(wordPiece(join!, 'sign'));
      pieces.push(productPiece(number, number, products, 'cue'));
      i += 2;
    }
  }

  /** Codes with letters: `SP05`, `sp 5`, `sp-05`, `A1`, `CBA`. */
  private mixedCode(words: readonly Word[], i: number, pieces: Piece[]): number {
    const first = words[i]!;
    if (!this.canBeginCode(first)) return i;
    if (
      first.glued &&
      words[i - 1] &&
      /^(word|number)$/.test(words[i - 1]!.kind) &&
      !mayFollow(words[i - 1]!) &&
      !isNumber(words[i - 1])
    )
      return i;
    const torn = pieces.at(-1);
    if (first.glued && torn?.kind === 'product' && torn.unknown && isNumber(words[i + 1]))
      return i + 2;
    let key = '';
    let best = i;
    let index = -1;
    for (let j = i, parts = 0; j < words.length && parts < LONGEST_CODE_PARTS; j += 1) {
      const word = words[j]!;
      if (word.kind === 'sign') {
        if (!CODE_LINKS.has(word.text)) break;
        continue;
      }
      if (word.kind !== 'word' && word.kind !== 'number') break;
      if (parts > 0 && !word.glued && (parts > 1 || isNumber(words[j - 1]))) break;
      parts += 1;
      key += isNumber(word) ? String(Number(word.text)) : word.text.replace(/ /g, '');
      const found = this.catalogue.mixed.get(key);
      if (found !== undefined && this.endsHere(words, i, j)) {
        best = j + 1;
        index = found;
      }
    }
    if (best > i) {
      pieces.push(productPiece(first, words[best - 1]!, [index], 'code'));
      return best;
    }
    const number = words[i + 1];
    if (
      isNumber(number) &&
      number.glued &&
      !isNumber(first) &&
      first.text.length <= 4 &&
      !first.is.codeCue &&
      !first.is.verb &&
      !first.is.qtyCue &&
      /^[a-z]+$/.test(first.text)
    ) {
      const parted = this.partedCode(words, i, pieces);
      if (parted > i) return parted;
      pieces.push(productPiece(first, number, [], 'code', true));
      return i + 2;
    }
    return i;
  }

  /** "a43goi" where A4 is sold and A43 is not: the unit says that the last digits count. */
  private partedCode(words: readonly Word[], i: number, pieces: Piece[]): number {
    const [head, number, unit] = [words[i]!, words[i + 1]!, words[i + 2]];
    if (!unit?.unit || !unit.glued) return i;
    const digits = number.text;
    const fits = Array.from({ length: digits.length - 1 }, (_, k) => k + 1).filter(
      (k) => digits[k] !== '0' && this.catalogue.mixed.has(head.text + Number(digits.slice(0, k))),
    );
    if (fits.length !== 1) return i;
    const index = this.catalogue.mixed.get(head.text + Number(digits.slice(0, fits[0])))!;
    pieces.push(productPiece(head, number, [index], 'code'));
    pieces.push(amountPiece(number, unit, Number(digits.slice(fits[0])), unit.unit, 'unit'));
    return i + 3;
  }

  private canBeginCode(first: Word): boolean {
    if (!isNumber(first)) return first.isHead;
    const { numberHeads } = this.catalogue;
    return numberHeads.size > 0 && numberHeads.has(first.value) && first.marked === first.text;
  }

  private endsHere(words: readonly Word[], from: number, to: number): boolean {
    const next = words[to + 1];
    if (next?.glued && (next.kind === 'number' || (next.kind === 'word' && !mayFollow(next)))) {
      if (!(isNumber(words[to]) && next.is.qtyCue)) return false;
    }
    const last = words[to]!;
    const isApart = to > from && isNumber(last) && !last.glued && words[to - 1]!.kind !== 'sign';
    // "cho a 1 hũ": a pronoun and a quantity, not the code A1.
    if (isApart && (words[from]!.is.pronoun || words[from]!.text.length === 1)) {
      return from === 0
        ? next === undefined || next.is.particle || next.is.qtyCue || isNumber(next)
        : words[from - 1]!.is.codeCue;
    }
    return true;
  }

  /** `12`, `05`: two digits, or padded with a zero; a lone digit never. */
  private bareCode(words: readonly Word[], i: number, pieces: Piece[]): number {
    const word = words[i]!;
    const index = this.catalogue.numbers.get(word.value!);
    if (index === undefined || word.text.length < 2 || !/^\d+$/.test(word.text)) return i;
    const before = words[i - 1];
    const next = words[i + 1];
    if (before && word.glued && before.kind === 'word' && !mayFollow(before)) return i;
    if (
      before?.is.qtyCue ||
      (before?.text === '+' && pieces.length < 2) ||
      before?.is.each ||
      (before?.is.raise && !takesCode(before, pieces)) ||
      before?.is.more
    )
      return i;
    // "06 yến rưỡi": nobody pads a number of yến.
    const isBeforeUnit = word.text.startsWith('0') && words[i + 2]?.text === 'ruoi';
    if (next?.unit && !isBeforeUnit && !(next.products && !isNumber(words[i + 2]))) return i;
    if (next?.glued && next.kind === 'word' && !mayFollow(next)) return i;
    if (
      next?.text === '/' &&
      next.glued &&
      isNumber(words[i + 2]) &&
      !this.isLive(words[i + 2]!.value!)
    )
      return i;
    const isPadded = word.text.startsWith('0');
    if (next?.products && !(isPadded && next.products.includes(index))) {
      // "12 mắm tép" with mắm tép as 12: a code or twelve of it.
      const isSame =
        next.products.includes(index) &&
        words
          .slice(i + 2)
          .some(
            (w, k) =>
              isNumber(w) && (words[i + 2 + k + 1]?.unit || words[i + 2 + k - 1]?.is.qtyCue),
          );
      if (!isSame) return i;
    }
    const last = pieces.at(-1);
    if (!isPadded && last?.kind === 'product' && !last.unknown) {
      if (last.by === 'name' && before?.kind !== 'sign' && !before?.is.join) return i;
      const isList = words.some((w) => w.is.each);
      if (!isList && last.by !== 'name' && before === last.word && !last.products.includes(index)) {
        // "05 12": code and code, or twelve of 05.
        pieces.push(amountPiece(word, word, NaN, null, 'vague'));
        return i + 1;
      }
    }
    return this.pushBareCode(words, i, index, pieces);
  }

  private pushBareCode(words: readonly Word[], i: number, index: number, pieces: Piece[]): number {
    const word = words[i]!;
    const last = pieces.at(-1);
    if (
      last?.kind === 'amount' &&
      Number.isNaN(last.value) &&
      words[i - 1] === last.word &&
      !word.text.startsWith('0')
    ) {
      pieces.push(amountPiece(word, word, NaN, null, 'vague'));
      return i + 1;
    }
    pieces.push(productPiece(word, word, [index], 'code'));
    const right = words[i + 2];
    if (words[i + 1]?.text === '-' && words[i + 1]!.glued && isNumber(right) && right.glued) {
      // "05-2" is two of 05; "12-13" may be a range or two codes.
      const isFew = right.text.length === 1;
      pieces.push(
        amountPiece(right, right, isFew ? right.value : NaN, null, isFew ? 'bare' : 'vague'),
      );
      return i + 3;
    }
    return i + 1;
  }
}

/** "đổi 22 thành 23": behind a product given up, the number is a code. */
function takesCode(before: Word, pieces: readonly Piece[]): boolean {
  if (before.text !== 'thanh' && before.text !== 'doi thanh') return false;
  return (
    pieces.some((p) => p.kind === 'word' && p.word.is.change) &&
    pieces.some((p) => p.kind === 'product')
  );
}

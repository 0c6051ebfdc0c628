import { AmountReader } from './amounts';
import type { Catalogue } from './catalogue';
import { CodeReader } from './codes';
import type { Word } from './parse';
import { amountPiece, productPiece, wordPiece, type Piece } from './piece';

const MOST_JARS = 10;

export class PieceMaker {
  private readonly codes: CodeReader;
  private readonly amounts: AmountReader;

  constructor(catalogue: Catalogue) {
    this.codes = new CodeReader(catalogue);
    this.amounts = new AmountReader(catalogue);
    this.isLive = this.codes.isLive;
  }

  readonly isLive: (value: number) => boolean;

  make(words: readonly Word[]): Piece[] {
    const pieces: Piece[] = [];
    this.amounts.begin(words);
    for (let i = 0; i < words.length;) {
      const word = words[i]!;
      let to = i;
      if (word.kind === 'word' || word.kind === 'number' || word.text === '#')
        to = this.codes.code(words, i, pieces);
      if (to === i && word.products && !(word.unit && this.amounts.isUnitHere(words, i, pieces))) {
        pieces.push(productPiece(word, word, word.products, 'name'));
        to = i + 1;
      }
      if (
        to === i &&
        word.kind === 'cut' &&
        word.value !== null &&
        word.value <= MOST_JARS &&
        (pieces.at(-1)?.kind === 'product' ||
          (words[i + 1]?.products != null && pieces.length === 0))
      ) {
        // "mắm tép 2h": two jars or two o'clock.
        pieces.push(amountPiece(word, word, NaN, null, 'vague'));
        to = i + 1;
      }
      if (to === i) to = this.amounts.amount(words, i, pieces);
      if (to === i) {
        pieces.push(wordPiece(word, word.kind === 'number' ? 'word' : word.kind));
        to = i + 1;
      }
      i = to;
    }
    return pieces;
  }
}

import type { AliasNode, Catalogue } from './catalogue';
import { phonesIn, type PhoneSpan } from './phones';
import { scan, SPELLINGS_KEPT, type Token } from './scan';
import type { Speller } from './spelling';
import { tagsOf, type Tags } from './tags';
import type { Unit } from './units';
import { entryAt, marksFit, NOTHING, type Entry, type Node, type PhraseTree } from './words';

/**
 * One unit of meaning: a phrase of the lexicon, a number, a sign, a product's name, or something cut out. `value`: of a
 * number (null for the rest: a field of doubles would cost an object a word); `products`: those a name can mean; `known` is false for a word no list has.
 */
export interface Word {
  kind: 'word' | 'number' | 'sign' | 'phone' | 'cut';
  text: string;
  marked: string;
  is: Tags;
  unit: Unit | null;
  digit: number | null;
  place: boolean;
  street: boolean;
  value: number | null;
  products: readonly number[] | null;
  known: boolean;
  /** Typed without marks among marked words: perhaps a name. */
  isBare: boolean;
  glued: boolean;
  at: number;
  end: number;
  /** Letters that a code of the catalogue begins with. */
  isHead: boolean;
}

export interface Parsed {
  words: Word[];
  phones: readonly PhoneSpan[];
  /** Typed with marks: then a word without marks is meant so. */
  isMarked: boolean;
}

interface AliasFound {
  count: number;
  products: readonly number[];
  text: string;
}

const LINKS = new Set(['-', '_', '.', '/']);
const ACTS = tagsOf('cancel', 'verb', 'give', 'not', 'lower');
const NO_PHONES: readonly PhoneSpan[] = [];
/** Of a number that needs a look (`sđt 0912`); tokens of one that is spelled out. */
const FEWEST_DIGITS = 3;
const SPELLED_DIGITS = 8;

/** Everything looked up for a word by its spelling (`typed`) alone; words come again and again. */
interface Opening {
  typed: string;
  text: string;
  marked: string;
  /** How phrases go on from here. */
  next: Node['next'];
  alias: AliasNode | undefined;
  /** What it is alone, in a comment typed without marks and in one with. */
  plain: Entry | null;
  amongMarked: Entry | null;
  /** Letters that a code of the catalogue begins with. */
  isHead: boolean;
}

export class Parser {
  /** By the slot that the spelling is kept in. */
  private readonly openings = new Array<Opening | undefined>(SPELLINGS_KEPT);
  /** Of the tokens of the comment at hand. */
  private readonly found: Opening[] = [];
  /** Word objects to be filled again: a comment's words hold until the next one. */
  private readonly pool: Word[] = [];
  private used = 0;

  constructor(
    private readonly tree: PhraseTree,
    private readonly catalogue: Catalogue,
    private readonly speller: Speller,
  ) {}

  parse(text: string): Parsed {
    const tokens = scan(text);
    let digits = 0;
    let isMarked = false;
    let zeroWords = 0;
    for (const token of tokens) {
      if (token.kind === 'number') digits += token.text.length;
      else if (token.kind === 'word') {
        if (token.marked !== token.text) isMarked = true;
        if (
          token.text === 'khong' ||
          token.text === 'ko' ||
          token.text === 'hong' ||
          token.text === 'k'
        )
          zeroWords += 1;
      }
    }
    const mayHavePhone =
      digits >= FEWEST_DIGITS || (zeroWords > 0 && tokens.length >= SPELLED_DIGITS);
    const phones = mayHavePhone ? phonesIn(tokens, this.isCode) : NO_PHONES;
    return { words: this.words(tokens, phones, isMarked), phones, isMarked };
  }

  private readonly isCode = (digits: string): boolean => this.catalogue.numbers.has(Number(digits));

  private words(tokens: Token[], phones: readonly PhoneSpan[], isMarked: boolean): Word[] {
    const { found } = this;
    for (let i = 0; i < tokens.length; i += 1)
      if (tokens[i]!.kind !== 'number') {
        if (tokens[i]!.marked === 'hoi' && isAskedFor(tokens, i)) tokens[i]!.marked = 'hoi3';
        found[i] = this.opening(tokens[i]!);
      }
    this.used = 0;
    let nextPhone = 0;
    for (let i = 0; i < tokens.length;) {
      const phone = phones[nextPhone];
      if (phone && phone.from === i) {
        this.put(
          tokens,
          i,
          phone.to - i,
          'phone',
          textOf(tokens, i, phone.to),
          NOTHING,
          null,
          true,
        );
        i = phone.to;
        nextPhone += 1;
      } else if (tokens[i]!.kind === 'number') {
        this.put(tokens, i, 1, 'number', tokens[i]!.text, NOTHING, null, true);
        i += 1;
      } else {
        i += this.putPhrase(tokens, found[i]!, i, isMarked, phone ? phone.from : tokens.length);
      }
    }
    return this.pool.slice(0, this.used);
  }

  /** Fills the next word. */
  private put(
    tokens: readonly Token[],
    from: number,
    count: number,
    kind: Word['kind'],
    text: string,
    entry: Entry,
    products: readonly number[] | null,
    known: boolean,
  ): Word {
    const word = (this.pool[this.used] ??= blankWord());
    this.used += 1;
    const first = tokens[from]!;
    word.kind = kind;
    word.text = text;
    word.marked = first.marked;
    word.is = entry.is;
    word.unit = entry.unit;
    word.digit = entry.digit;
    word.place = entry.place;
    word.street = entry.street;
    word.value = kind === 'number' ? Number(first.text) : null;
    word.products = products;
    word.known = known;
    word.isBare = first.marked === first.text;
    word.glued = first.glued;
    word.at = first.at;
    word.end = tokens[from + count - 1]!.end;
    word.isHead = false;
    return word;
  }

  /** Mends the token's spelling and finds what begins with it. */
  private opening(token: Token): Opening {
    let opening = this.openings[token.slot];
    if (opening === undefined || opening.typed !== token.marked) {
      opening = this.newOpening(token);
      if (token.slot >= 0) this.openings[token.slot] = opening;
    }
    token.text = opening.text;
    token.marked = opening.marked;
    return opening;
  }

  private newOpening(token: Token): Opening {
    const typed = token.marked;
    if (token.kind === 'word') this.speller.mend(token);
    const { text, marked } = token;
    const node = this.tree.first(text);
    const alone = (isMarked: boolean): Entry | null =>
      node ? entryAt(node, [token], 0, 1, isMarked) : null;
    return {
      typed,
      text,
      marked,
      next: node?.next ?? null,
      alias: token.kind === 'word' ? this.catalogue.aliases.next.get(text) : undefined,
      plain: alone(false),
      amongMarked: alone(true),
      isHead: text === marked && this.catalogue.codeHeads.has(text),
    };
  }

  /** The longest phrase or product name at `from`; returns how many tokens it took. */
  private putPhrase(
    tokens: readonly Token[],
    opening: Opening,
    from: number,
    isMarked: boolean,
    limit: number,
  ): number {
    let { text, next } = opening;
    let entry = isMarked ? opening.amongMarked : opening.plain;
    let count = entry ? 1 : 0;
    for (let i = from + 1; i < limit && next !== null; i += 1) {
      const node: Node | undefined = next.get(tokens[i]!.text);
      if (node === undefined) break;
      const found = entryAt(node, tokens, from, i - from + 1, isMarked);
      if (
        found &&
        !isHalf(tokens, i) &&
        !this.countsNext(tokens, i) &&
        !this.opensCode(tokens, i)
      ) {
        entry = found;
        count = i - from + 1;
        ({ text } = node);
      }
      ({ next } = node);
    }
    const alias = opening.alias
      ? this.alias(opening.alias, tokens, from, limit, isMarked, count === 1 ? entry : null)
      : null;
    if (alias && alias.count >= count) {
      const own = alias.count === count && count === 1 ? entry : null;
      const { products } = alias;
      const word = this.put(
        tokens,
        from,
        alias.count,
        'word',
        alias.text,
        own ?? NOTHING,
        products,
        true,
      );
      word.isHead = alias.count === 1 && opening.isHead;
      return alias.count;
    }
    const kind = tokens[from]!.kind === 'sign' && count <= 1 ? 'sign' : 'word';
    const taken = Math.max(count, 1);
    const word = this.put(tokens, from, taken, kind, text, entry ?? NOTHING, null, entry !== null);
    word.isHead = taken === 1 && opening.isHead;
    return taken;
  }

  /** "anh hai chai nước mắm": the number of what follows, not the second-born. */
  private countsNext(tokens: readonly Token[], i: number): boolean {
    if (tokens[i]!.text !== 'hai') return false;
    const next = tokens[i + 1];
    return next !== undefined && this.tree.first(next.text)?.any?.unit != null;
  }

  /** "A1 với A4": the letter of a code, not the end of "với ạ". */
  private opensCode(tokens: readonly Token[], i: number): boolean {
    const next = tokens[i + 1];
    return next?.kind === 'number' && next.glued && this.found[i]!.isHead;
  }

  private alias(
    first: AliasNode,
    tokens: readonly Token[],
    from: number,
    limit: number,
    isMarked: boolean,
    alone: Entry | null,
  ): AliasFound | null {
    let node: AliasNode | undefined = first;
    let best: AliasFound | null = null;
    let words = 0;
    for (let i = from; i < limit; i += 1) {
      const token = tokens[i]!;
      if (token.kind === 'sign') {
        if (words > 0 && LINKS.has(token.text) && token.glued && tokens[i + 1]?.glued) continue;
        break;
      }
      if (i > from) node = node.next.get(token.text);
      if (!node) break;
      words += 1;
      if (node.hits.length === 0) continue;
      const products =
        words > 1
          ? severalWordHits(node, tokens[from]!, alone)
          : oneWordHits(node, token, isMarked, alone !== null);
      const count = i - from + 1;
      // With a sign between its words it is not written as the name is.
      const text = count === words ? node.text : textOf(tokens, from, i + 1);
      if (products.length > 0) best = { count, products, text };
    }
    return best && this.absorb(tokens, from, best, limit);
  }

  /** Takes in further words of the product's own names ("mật ong" + "rừng Cúc Phương"), and so tells products apart. */
  private absorb(
    tokens: readonly Token[],
    from: number,
    found: AliasFound,
    limit: number,
  ): AliasFound {
    const { products: all } = this.catalogue;
    let { count, products } = found;
    for (let i = from + count; i < limit; i += 1) {
      const token = tokens[i]!;
      // "gạo ST25": the number of the name, which no blank parts from it.
      if (
        token.kind !== 'word' &&
        !(token.kind === 'number' && token.glued && i > from + found.count)
      )
        break;
      if (!products.some((p) => all[p]!.vocabulary.has(token.text))) break;
      const entry = this.tree.first(token.text)?.any;
      const isNumberWord =
        entry && entry.digit !== null && this.tree.first(tokens[i + 1]?.text ?? '')?.any?.unit;
      if (isNumberWord) break;
      if (
        entry &&
        (entry.unit || entry.is.verb || entry.is.pronoun || entry.is.codeCue || entry.is.cancel)
      )
        break;
      products = products.filter((p) => all[p]!.vocabulary.has(token.text));
      count = i + 1 - from;
    }
    if (count === found.count) return found;
    return { count, products, text: textOf(tokens, from, from + count) };
  }
}

function textOf(tokens: readonly Token[], from: number, to: number): string {
  let { text } = tokens[from]!;
  for (let i = from + 1; i < to; i += 1) text += ' ' + tokens[i]!.text;
  return text;
}

/** "cho hoi", "cho em hoi": asked, while `hoi` behind anything else is "thôi". */
const isAskedFor = (tokens: readonly Token[], i: number): boolean =>
  tokens[i - 1]?.text === 'cho' ||
  (tokens[i - 2]?.text === 'cho' && tokens[i - 1]!.kind === 'word');

/** `thêm nửa ký`: the last word is half of what follows, not "more". */
function isHalf(tokens: readonly Token[], i: number): boolean {
  if (tokens[i]!.text !== 'nua') return false;
  return (
    tokens[i]!.marked === 'nưa3' ||
    /^(ky|ki|kg|can|lang|chuc|ta|lit|thung)$/.test(tokens[i + 1]?.text ?? '')
  );
}

/** Marks may be wrong in a name of several words, unless its first then is a word of orders: `bỏ khô` is not `bò khô`. */
function severalWordHits(node: AliasNode, first: Token, alone: Entry | null): readonly number[] {
  if (alone === null || first.marked === first.text || !alone.is.meets(ACTS)) return node.products;
  return node.hits.some(({ marked }) => marked.length < 2 || marksFit(first.marked, marked[0]!))
    ? node.products
    : [];
}

function oneWordHits(
  node: AliasNode,
  token: Token,
  isMarked: boolean,
  hasEntry: boolean,
): readonly number[] {
  const fits = (hit: AliasNode['hits'][number]): boolean =>
    fitsOneWord(token, hit.marked[0]!, isMarked, hasEntry);
  return node.hits.every(fits) ? node.products : node.hits.filter(fits).map((hit) => hit.product);
}

/** A name of one word must not be another word of the language: `trả` is not `trà`, `tui` among marked words is not `túi`. */
function fitsOneWord(token: Token, marked: string, isMarked: boolean, hasEntry: boolean): boolean {
  if (marked === '' || token.marked === marked) return true;
  if (token.marked !== token.text) return marksFit(token.marked, marked);
  return !(isMarked && hasEntry);
}

export const blankWord = (): Word => ({
  kind: 'word', text: '', marked: '', is: NOTHING.is, unit: null, digit: null, place: false, street: false,
  value: null, products: null, known: false, isBare: true, glued: false, at: 0, end: 0, isHead: false,
}); // prettier-ignore

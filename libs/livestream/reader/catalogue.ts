import { fold } from '@ganh/kernel';
import { interned, scan, type Token } from './scan';
import type { CatalogueEntry } from './types';
import type { Parts } from './variants';
import { UNITS, type Counted, type Unit } from './units';

/** A product as the reader sees it. `digits`: the number in its code; `vocabulary`: every word of its names. */
export interface Product {
  entry: CatalogueEntry;
  index: number;
  counted: Counted;
  max: number | null;
  vocabulary: ReadonlySet<string>;
  variants: VariantChoice[];
  parts: Parts;
}

/** One full variant: its printed name and the words that must be said for it, one set for each axis. */
export interface VariantChoice {
  name: string;
  parts: string[];
  marked: string[];
}

export interface AliasNode {
  /** The name up to here, folded. */
  text: string;
  next: Map<string, AliasNode>;
  /** Products called so; by a name of their own only where nobody declared it as an alias. */
  hits: { product: number; marked: string[]; declared: boolean }[];
  /** Of all hits. */
  products: readonly number[];
}

const emptyNode = (text: string): AliasNode => ({ text, next: new Map(), hits: [], products: [] });

/** A catalogue that no reader can be made of. `entry`: 0-based index in the array, −1 for the array itself. */
export class CatalogueError extends Error {
  constructor(
    readonly entry: number,
    problem: string,
    readonly remedy: string,
  ) {
    super(problem);
    this.name = 'CatalogueError';
  }
}

const RESERVED = new Set([
  'a',
  'b',
  'c',
  'e',
  'm',
  'o',
  't',
  'x',
  'k',
  'sp',
  'ms',
  'ma',
  'em',
  'sl',
  'ko',
  'so',
]);
const STYLE = /^[\p{L}\p{N}]+(?:[ ._-]?[\p{L}\p{N}]+)*$/u;
const LONGEST_CODE = 20;

/** The code as compared: folded, no separators, numbers without leading zeros. */
export function codeKey(code: string): string {
  return fold(code)
    .replace(/[ ._-]/g, '')
    .replace(/\d+/g, (digits) => String(Number(digits)));
}

/** Spreadsheets write the code 12 as a number; it is taken as its text. */
function withTextCode(entry: CatalogueEntry): CatalogueEntry {
  const code: unknown = entry.code;
  const isWhole = typeof code === 'number' && Number.isSafeInteger(code) && code >= 0;
  return isWhole ? { ...entry, code: String(code) } : entry;
}

function checkCode(entry: CatalogueEntry, index: number, seen: Map<string, number>): void {
  const { code } = entry;
  if (typeof code !== 'string' || code.trim() === '') {
    throw new CatalogueError(index, 'no code', 'give each product a code such as "05" or "SP05"');
  }
  if (!STYLE.test(code.trim().normalize('NFC')) || code.length > LONGEST_CODE) {
    throw new CatalogueError(
      index,
      `code ${JSON.stringify(code)} is of an unknown style`,
      'use letters and digits, at most 20, with - . _ or a blank between',
    );
  }
  const key = codeKey(code);
  const other = seen.get(key);
  if (other !== undefined) {
    throw new CatalogueError(
      index,
      `code ${JSON.stringify(code)} collides with entry ${other + 1}: viewers type both the same`,
      'give one of the two another code',
    );
  }
  if (
    RESERVED.has(key) ||
    [...UNITS.keys()].some((name) => fold(name) === key && name !== 'combo')
  ) {
    throw new CatalogueError(
      index,
      `code ${JSON.stringify(code)} is a word viewers use for something else`,
      'add a number to it, such as "SP05"',
    );
  }
  seen.set(key, index);
}

function unitNamed(words: string): Unit | null {
  const wanted = fold(words);
  for (const [name, unit] of UNITS) if (name === words.normalize('NFC').toLowerCase()) return unit;
  for (const [name, unit] of UNITS) if (fold(name) === wanted) return unit;
  return null;
}

const AMOUNT = /(\d+(?:[.,]\d+)?)\s*([\p{L}\p{M}]+)/gu;

/** The first amount in a text that says what one of it holds: `500 ml`, `5kg`, `6 hũ`. */
function amountIn(text: string, kinds: readonly string[]): { unit: Unit; amount: number } | null {
  for (const [, digits, word] of text.normalize('NFC').matchAll(AMOUNT)) {
    const unit = unitNamed(word!.toLowerCase());
    const amount = Number(digits!.replace(',', '.'));
    if (unit && amount > 0 && kinds.includes(unit.kind)) return { unit, amount };
  }
  return null;
}

const GROWN = ['mass', 'volume', 'grown', 'piece'];

function countedOf(
  entry: CatalogueEntry,
  index: number,
  addUnit: (name: string, unit: Unit) => void,
): Counted {
  if (typeof entry.unit !== 'string' || entry.unit.trim() === '') {
    throw new CatalogueError(
      index,
      `${JSON.stringify(entry.code)} has no unit`,
      'say what is counted: "hũ", "kg", "túi 2 kg"',
    );
  }
  const text = entry.unit.normalize('NFC').trim().toLowerCase();
  const leading = /^(\d+(?:[.,]\d+)?)\s*(.+)$/u.exec(text);
  const word = (leading ? leading[2]! : text).split(/[\s(/]*\d|[(/]/u)[0]!.trim();
  let unit = unitNamed(word) ?? unitNamed(word.split(' ')[0]!);
  if (!unit) {
    unit = { name: word, kind: 'pack', size: 1, group: word };
    addUnit(word, unit);
  }
  const measured = unit.kind === 'mass' || unit.kind === 'volume';
  const holds = measured
    ? null
    : (amountIn(text.slice(word.length), [...GROWN, 'pack']) ??
      amountIn(entry.name, ['mass', 'volume']));
  const packs = new Map<string, number>();
  for (const [name, factor] of Object.entries(entry.packs ?? {})) {
    if (typeof factor !== 'number' || !(factor > 0)) {
      throw new CatalogueError(
        index,
        `pack ${JSON.stringify(name)} has no number of units`,
        'write packs as {"thùng": 12}',
      );
    }
    const known = unitNamed(name);
    const pack: Unit = known ?? { name: name.toLowerCase(), kind: 'multi', size: 1, group: name };
    if (!known) addUnit(name, pack);
    packs.set(pack.name, factor);
  }
  const step = typeof entry.step === 'number' && entry.step > 0 ? entry.step : null;
  const isEgg = /\btrung\b/.test(fold(entry.name));
  return {
    unit,
    perUnit: leading ? Number(leading[1]!.replace(',', '.')) : 1,
    holds,
    packs,
    step,
    isEgg,
  };
}

/** One value of a variant's name: text, a number (a size), or an object with a name. */
function variantName(value: unknown): string | null {
  if (typeof value === 'string' && value.trim() !== '') return value;
  if (typeof value === 'number') return String(value);
  const name =
    typeof value === 'object' && value !== null ? (value as { name?: unknown }).name : undefined;
  return typeof name === 'string' && name.trim() !== '' ? name : null;
}

function variantsOf(entry: CatalogueEntry, index: number): VariantChoice[] {
  const declared: unknown = entry.variants;
  if (declared === undefined || declared === null) return [];
  const axes = Array.isArray(declared) ? [declared] : Object.values(declared);
  let choices: VariantChoice[] = [{ name: '', parts: [], marked: [] }];
  for (const values of axes as unknown[]) {
    const names = Array.isArray(values) ? values.map(variantName) : [null];
    if (names.includes(null)) {
      throw new CatalogueError(
        index,
        `variants of ${JSON.stringify(entry.code)} cannot be read`,
        'write ["nâu L", "đen S"] or {"màu": ["nâu", "đen"], "size": ["S", "L"]}',
      );
    }
    choices = choices.flatMap((choice) =>
      names.map((name) => {
        const tokens = scan(name!).filter((t) => t.kind !== 'sign');
        return {
          name: choice.name === '' ? name! : `${choice.name},${name!}`,
          parts: [...choice.parts, ...tokens.map((t) => t.text)],
          marked: [...choice.marked, ...tokens.map((t) => t.marked)],
        };
      }),
    );
  }
  return choices[0]?.name === '' ? [] : choices;
}

const SIZE_IN_NAME = /\d+(?:[.,]\d+)?\s*(?:kg|g|gr|gram|ml|l|lít|ký|kí|lạng)(?![\p{L}\p{M}])/giu;

/** Names a product is called by: its aliases, its name without the size, and the name's first words from two on. */
function namesOf(entry: CatalogueEntry): { text: string; declared: boolean }[] {
  const name = entry.name
    .normalize('NFC')
    .replace(SIZE_IN_NAME, ' ')
    .replace(/[(),/].*$/u, ' ');
  const words = name.trim().split(/\s+/).filter(Boolean);
  const starts = words.slice(1).map((_, i) => words.slice(0, i + 2).join(' '));
  const own = starts.length > 0 ? starts : [name];
  return [
    ...(entry.aliases ?? []).map((text) => ({ text, declared: true })),
    ...own.map((text, i) => ({ text, declared: i === own.length - 1 })),
  ];
}

export class Catalogue {
  readonly products: Product[] = [];
  readonly aliases = emptyNode('');
  /** Codes that are a number alone, and codes with letters by their key. */
  readonly numbers = new Map<number, number>();
  readonly mixed = new Map<string, number>();
  /** Number of a mixed code → product, −1 where two have it ("mã 5" for SP05). */
  readonly numberOfMixed = new Map<number, number>();
  /** What mixed codes begin with. */
  readonly codeHeads = new Set<string>();
  readonly numberHeads = new Set<number>();
  readonly words = new Set<string>();
  /** Names of units that only this catalogue has (`niêu`). */
  readonly ownUnits = new Set<string>();
  /** Words that tell variants apart. */
  readonly variantWords = new Set<string>();
  readonly slips: string[];

  constructor(entries: readonly CatalogueEntry[], unitFound: (name: string, unit: Unit) => void) {
    const addUnit = (name: string, unit: Unit): void => {
      if (unit.kind === 'pack') this.ownUnits.add(unit.name);
      unitFound(name, unit);
    };
    if (!Array.isArray(entries) || entries.length === 0) {
      throw new CatalogueError(
        -1,
        'the catalogue is empty',
        'write an array of {code, sku, name, aliases, unit, price}',
      );
    }
    const seen = new Map<string, number>();
    const slips = new Set<string>();
    entries.forEach((given: CatalogueEntry, index) => {
      if (typeof given !== 'object' || given === null)
        throw new CatalogueError(
          index,
          'no product',
          'write {code, sku, name, aliases, unit, price}',
        );
      const entry = withTextCode(given);
      checkCode(entry, index, seen);
      if (typeof entry.name !== 'string' || entry.name.trim() === '') {
        throw new CatalogueError(
          index,
          `${JSON.stringify(entry.code)} has no name`,
          'give the product the name the host says',
        );
      }
      if (
        entry.aliases != null &&
        !(Array.isArray(entry.aliases) && entry.aliases.every((a) => typeof a === 'string'))
      ) {
        throw new CatalogueError(
          index,
          `aliases of ${JSON.stringify(entry.code)} are no list of names`,
          'write "aliases": ["mật ong", …]',
        );
      }
      this.addCode(entry.code, index);
      const variants = variantsOf(entry, index);
      this.products.push({
        entry, index,
        counted: countedOf(entry, index, addUnit),
        max: typeof entry.maxQuantity === 'number' ? entry.maxQuantity : null,
        vocabulary: this.addNames(entry, index, slips),
        variants,
        parts: new Map(variants.flatMap((c) => c.parts.map((part, i): [string, string] => [part, c.marked[i]!]))),
      }); // prettier-ignore
    });
    for (const { parts } of this.products)
      for (const part of parts.keys()) this.variantWords.add(part);
    this.slips = [...slips];
  }

  private addCode(code: string, index: number): void {
    const tokens = scan(code).filter((t) => t.kind !== 'sign');
    const number = tokens.find((t) => t.kind === 'number');
    if (tokens.length === 1 && number) {
      this.numbers.set(Number(number.text), index);
      return;
    }
    this.mixed.set(codeKey(code), index);
    const head = tokens[0]!;
    if (head.kind === 'number') this.numberHeads.add(Number(head.text));
    else this.codeHeads.add(head.text);
    for (const token of tokens) if (token.kind === 'word') this.words.add(token.text);
    if (number && tokens.length === 2) {
      const value = Number(number.text);
      this.numberOfMixed.set(value, this.numberOfMixed.has(value) ? -1 : index);
    }
  }

  private addNames(entry: CatalogueEntry, index: number, slips: Set<string>): Set<string> {
    const vocabulary = new Set<string>();
    for (const { text, declared } of namesOf(entry)) {
      const tokens = scan(text).filter((t) => t.kind !== 'sign');
      if (tokens.length === 0) continue;
      this.addAlias(tokens, index, declared);
      for (const token of tokens) {
        vocabulary.add(token.text);
        this.words.add(token.text);
        if (tokens.length > 1 && token.kind === 'word') slips.add(token.text);
      }
      const joined = tokens.map((t) => t.text).join('');
      // Written together, where that makes no other word: one vowel group is a syllable of the language.
      if (tokens.length === 2 && /^[a-z]*[aeiouy][^aeiouy]+[aeiouy][a-z]*$/.test(joined)) {
        this.words.add(joined);
        this.addAlias([{ ...tokens[0]!, text: joined, marked: '' }], index, declared);
      }
    }
    return vocabulary;
  }

  private addAlias(tokens: readonly Token[], product: number, declared: boolean): void {
    let node = this.aliases;
    for (const token of tokens) {
      let next = node.next.get(token.text);
      if (!next) {
        next = emptyNode(interned(`${node.text} ${token.text}`.trimStart()));
        node.next.set(token.text, next);
      }
      node = next;
    }
    if (node.hits.some((hit) => hit.product === product)) return;
    if (!declared && node.hits.some((hit) => hit.declared)) return;
    if (declared) node.hits = node.hits.filter((hit) => hit.declared);
    node.hits.push({ product, marked: tokens.map((t) => t.marked), declared });
    node.products = node.hits.map((hit) => hit.product);
  }
}

import { LEXICON, NUMBER_WORDS, type Tag } from './lexicon';
import { PLACES, STREETS } from './places';
import { bitsOf, type Bits } from './said';
import { scan, type Token } from './scan';
import { UNITS, type Unit } from './units';

/** What a word or phrase can be: one yes or no for each list of the lexicon. */
export type Is = Readonly<Record<Tag, boolean>>;

/** One thing a spelling stands for. `digit`: its value as a number word, null if none. */
export interface Entry {
  is: Is;
  /** The same for Said. */
  bits: Bits;
  unit: Unit | null;
  digit: number | null;
  place: boolean;
  street: boolean;
}

interface Sense extends Entry {
  marked: string[];
}

/** A step of the phrase tree: by folded word, the senses of the phrase that ends here. */
export interface Node {
  next: Map<string, Node>;
  senses: Sense[];
  any: Entry | null;
  exact: Map<string, Entry>;
  /** The sense that is spelled without marks. */
  plain: Entry | null;
  /** Answers for spellings that are none of the exact ones. */
  near: Map<string, Entry | null>;
}

/** Talk and trade: where an unmarked word may be one of these or a word an order is made of, it is the latter (`cho`, not `chờ`). */
const SOFT: ReadonlySet<Tag> = new Set<Tag>([
  'praise',
  'trouble',
  'dear',
  'show',
  'plan',
  'giveaway',
  'spam',
  'who',
  'gone',
  'name',
  'crowd',
  'home',
  'missed',
  'ingest',
  'past',
  'dateCue',
  'timeUnit',
  'price',
  'variety',
  'plain',
  'gift',
  'later',
  'tomorrow',
  'carry',
  'place',
  'shortPlace',
  'request',
  'paid',
  'cond',
  'mistake',
  'small',
  'large',
]);
const HARD: ReadonlySet<Tag> = new Set<Tag>([
  'verb',
  'give',
  'add',
  'not',
  'ask',
  'cancel',
  'pronoun',
  'codeCue',
  'qtyCue',
  'stock',
  'yet',
]);

const TAGS = Object.keys(LEXICON) as Tag[];
/** Made from the lexicon's own literal: an object built key by key would be a slow dictionary, and this is the hot path. */
function tagsOf(has: (tag: Tag) => boolean): Is {
  const is = { ...LEXICON } as unknown as Record<Tag, boolean>;
  for (const tag of TAGS) is[tag] = has(tag);
  return is;
}

export const NOTHING: Entry = {
  is: tagsOf(() => false),
  bits: bitsOf(() => false),
  unit: null,
  digit: null,
  place: false,
  street: false,
};

const emptyNode = (): Node => ({
  next: new Map(),
  senses: [],
  any: null,
  exact: new Map(),
  plain: null,
  near: new Map(),
});

function merge(entries: readonly Entry[]): Entry {
  if (entries.length === 1) return entries[0]!;
  return {
    is: tagsOf((tag) => entries.some((e) => e.is[tag])),
    bits: bitsOf((tag) => entries.some((e) => e.is[tag])),
    unit: entries.find((e) => e.unit)?.unit ?? null,
    digit: entries.find((e) => e.digit !== null)?.digit ?? null,
    place: entries.some((e) => e.place),
    street: entries.some((e) => e.street),
  };
}

/** The senses an unmarked spelling is taken for. */
function likelySenses(senses: Sense[]): Sense[] {
  const hard = new Set(
    senses
      .filter((s) => TAGS.some((tag) => s.is[tag] && HARD.has(tag)))
      .map((s) => s.marked.join(' ')),
  );
  if (hard.size === 0) return senses;
  const kept = senses.filter(
    (s) => hard.has(s.marked.join(' ')) || !TAGS.some((tag) => s.is[tag] && SOFT.has(tag)),
  );
  return kept.length > 0 ? kept : senses;
}

const isPlainSpelling = (marked: readonly string[]): boolean =>
  marked.every((word) => /^[^1-5đ\u0080-\uffff]*$/.test(word) || /^\d+$/.test(word));

const TONE = /[1-5]$/;
const MARK = /\p{Mn}/gu;

/**
 * Typed marks fit a spelling if nothing typed contradicts it: marks left out ("lây" for "lấy") and hỏi/ngã mixed up, as
 * in the south, are let pass.
 */
export function marksFit(typed: string, spelled: string): boolean {
  if (typed === spelled) return true;
  const tone = TONE.exec(typed)?.[0];
  const wanted = TONE.exec(spelled)?.[0];
  const toneFits =
    !tone || tone === wanted || (/[34]/.test(tone) && !!wanted && /[34]/.test(wanted));
  if (!toneFits) return false;
  const letters = typed.replace(TONE, '');
  const target = spelled.replace(TONE, '');
  if (letters.length !== target.length) return false;
  for (let i = 0; i < letters.length; i += 1) {
    if (letters[i] === target[i]) continue;
    const plain = letters[i]!.normalize('NFD').replace(MARK, '');
    if (letters[i] !== plain || letters[i] === 'đ') return false;
  }
  return true;
}

export class PhraseTree {
  readonly root = emptyNode();
  readonly vocabulary = new Set<string>();

  /** `units`: those a catalogue brings along (`ram`, `mẹt`). */
  constructor(units: ReadonlyMap<string, Unit> = new Map()) {
    for (const tag of TAGS) {
      const is = tagsOf((other) => other === tag);
      const bits = bitsOf((other) => other === tag);
      for (const phrase of LEXICON[tag].split(/[;\n]/)) this.add(phrase, { is, bits });
    }
    for (const [name, unit] of [...UNITS, ...units]) this.add(name, { unit });
    for (const [name, digit] of Object.entries(NUMBER_WORDS)) this.add(name, { digit });
    for (const name of PLACES) this.add(name, { place: true });
    for (const name of STREETS) this.add(name, { street: true });
    this.settle(this.root);
  }

  private static plain: PhraseTree | undefined;

  /** The tree without units of a catalogue is the same for all sessions, and is made once. */
  static with(units: ReadonlyMap<string, Unit>): PhraseTree {
    return units.size > 0 ? new PhraseTree(units) : (PhraseTree.plain ??= new PhraseTree());
  }

  private add(phrase: string, entry: Partial<Entry>): void {
    const tokens = scan(phrase);
    if (tokens.length === 0) return;
    let node = this.root;
    for (const token of tokens) {
      this.vocabulary.add(token.text);
      let next = node.next.get(token.text);
      if (!next) node.next.set(token.text, (next = emptyNode()));
      node = next;
    }
    node.senses.push({ ...NOTHING, ...entry, marked: tokens.map((t) => t.marked) });
  }

  private settle(node: Node): void {
    if (node.senses.length > 0) {
      node.any = merge(likelySenses(node.senses));
      const bySpelling = new Map<string, Sense[]>();
      for (const sense of node.senses) {
        const key = sense.marked.join(' ');
        bySpelling.set(key, [...(bySpelling.get(key) ?? []), sense]);
      }
      for (const [key, senses] of bySpelling) {
        node.exact.set(key, merge(senses));
        if (isPlainSpelling(senses[0]!.marked)) node.plain = node.exact.get(key)!;
      }
    }
    for (const next of node.next.values()) this.settle(next);
  }
}

/**
 * What the tokens from `from` (`count` of them) are at `node`. In a comment typed with marks (`isMarked`), a word without
 * marks is the word that has none, where there is one.
 */
export function entryAt(
  node: Node,
  tokens: readonly Token[],
  from: number,
  count: number,
  isMarked: boolean,
): Entry | null {
  if (node.any === null) return null;
  let key = tokens[from]!.marked;
  let plain = tokens[from]!.text;
  for (let i = 1; i < count; i += 1) {
    key += ' ' + tokens[from + i]!.marked;
    plain += ' ' + tokens[from + i]!.text;
  }
  if (key === plain) return (isMarked && node.plain) || node.any;
  const exact = node.exact.get(key);
  if (exact) return exact;
  const known = node.near.get(key);
  if (known !== undefined) return known;
  const fitting = node.senses.filter((s) =>
    s.marked.every((m, i) => marksFit(tokens[from + i]!.marked, m)),
  );
  const near = fitting.length > 0 ? merge(fitting) : null;
  if (node.near.size < NEAR_LIMIT) node.near.set(key, near);
  return near;
}

const NEAR_LIMIT = 200;

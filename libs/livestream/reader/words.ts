import { LEXICON, NUMBER_WORDS, type Tag } from './lexicon';
import { PLACES, STREETS } from './places';
import { interned, scan, type Token } from './scan';
import { noTags, tagsOf, type Tags } from './tags';
import { UNITS, type Unit } from './units';

/** One thing a spelling stands for. `digit`: its value as a number word, null if none. */
export interface Entry {
  is: Tags;
  unit: Unit | null;
  digit: number | null;
  place: boolean;
  street: boolean;
}

interface Sense {
  entry: Entry;
  marked: string[];
}

/** A step of the phrase tree: by folded word, the senses of the phrase that ends here. */
export interface Node {
  /** The phrase up to here, folded. */
  text: string;
  /** Null where no phrase goes on. */
  next: Map<string, Node> | null;
  senses: Sense[];
  any: Entry | null;
  exact: Map<string, Entry>;
  /** The sense that is spelled without marks. */
  plain: Entry | null;
  /** Spellings with marks that were met, and what they are. */
  met: { marked: readonly string[]; entry: Entry | null }[];
}

/** Talk and trade: where an unmarked word may be one of these or a word an order is made of, it is the latter (`cho`, not `chờ`). */
const SOFT = tagsOf(
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
  'only',
);
const HARD = tagsOf(
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
);

const TAGS = Object.keys(LEXICON) as Tag[];

/** All entries are made here, and so have one shape. */
const entryOf = ({ is, unit, digit, place, street }: Partial<Entry>): Entry => ({
  is: is ?? noTags(),
  unit: unit ?? null,
  digit: digit ?? null,
  place: place ?? false,
  street: street ?? false,
});

export const NOTHING = entryOf({});

const emptyNode = (text: string): Node => ({
  text,
  next: null,
  senses: [],
  any: null,
  exact: new Map(),
  plain: null,
  met: [],
});

function merge(senses: readonly Sense[]): Entry {
  const entries = senses.map((sense) => sense.entry);
  if (entries.length === 1) return entries[0]!;
  const is = noTags();
  for (const entry of entries) is.note(entry.is);
  return entryOf({
    is,
    unit: entries.find((e) => e.unit)?.unit,
    digit: entries.find((e) => e.digit !== null)?.digit,
    place: entries.some((e) => e.place),
    street: entries.some((e) => e.street),
  });
}

/** The senses an unmarked spelling is taken for. */
function likelySenses(senses: Sense[]): Sense[] {
  const hard = new Set(senses.filter((s) => s.entry.is.meets(HARD)).map((s) => s.marked.join(' ')));
  if (hard.size === 0) return senses;
  const kept = senses.filter((s) => hard.has(s.marked.join(' ')) || !s.entry.is.meets(SOFT));
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
  private readonly root = emptyNode('');
  readonly vocabulary = new Set<string>();

  /** `units`: those a catalogue brings along (`ram`, `mẹt`). */
  constructor(units: ReadonlyMap<string, Unit> = new Map()) {
    for (const tag of TAGS) {
      const is = tagsOf(tag);
      for (const phrase of LEXICON[tag].split(/[;\n]/)) this.add(phrase, { is });
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

  /** Where phrases that begin with the folded word go on from. */
  first(word: string): Node | undefined {
    return this.root.next?.get(word);
  }

  private add(phrase: string, entry: Partial<Entry>): void {
    const tokens = scan(phrase);
    if (tokens.length === 0) return;
    let node = this.root;
    for (const token of tokens) {
      this.vocabulary.add(token.text);
      node.next ??= new Map();
      let next = node.next.get(token.text);
      if (!next) {
        next = emptyNode(interned(`${node.text} ${token.text}`.trimStart()));
        node.next.set(token.text, next);
      }
      node = next;
    }
    node.senses.push({ entry: entryOf(entry), marked: tokens.map((t) => t.marked) });
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
    for (const next of node.next?.values() ?? []) this.settle(next);
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
  for (let i = from; i < from + count; i += 1)
    if (tokens[i]!.marked !== tokens[i]!.text) return markedEntry(node, tokens, from, count);
  return (isMarked && node.plain) || node.any;
}

const MOST_MET = 16;

function markedEntry(
  node: Node,
  tokens: readonly Token[],
  from: number,
  count: number,
): Entry | null {
  for (const { marked, entry } of node.met) {
    let i = 0;
    while (i < count && marked[i] === tokens[from + i]!.marked) i += 1;
    if (i === count) return entry;
  }
  const marked = tokens.slice(from, from + count).map((token) => token.marked);
  const entry = node.exact.get(marked.join(' ')) ?? fittingEntry(node, marked);
  if (node.met.length < MOST_MET) node.met.push({ marked, entry });
  return entry;
}

function fittingEntry(node: Node, typed: readonly string[]): Entry | null {
  const fitting = node.senses.filter((s) => s.marked.every((m, i) => marksFit(typed[i]!, m)));
  return fitting.length > 0 ? merge(fitting) : null;
}

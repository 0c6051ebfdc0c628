import { withoutAddresses } from './addresses';
import { Catalogue, codeKey } from './catalogue';
import { clausesOf } from './clauses';
import { Judge } from './decide';
import type { Decision, Surroundings } from './decision';
import {
  buyerOf,
  emptyMemory,
  keep,
  remember,
  remembered,
  type Buyer,
  type Memory,
} from './memory';
import { numerals } from './numerals';
import { Parser, type Parsed } from './parse';
import { PieceMaker } from './pieces';
import { reasonOf } from './reasons';
import { isSpam } from './spam';
import { Speller } from './spelling';
import type { CatalogueEntry, Line, LiveComment, Reading } from './types';
import type { Unit } from './units';
import { PhraseTree } from './words';

export interface ReaderOptions {
  /** State to go on with; a fresh one by default. */
  memory?: Memory;
  /** How long "lấy 2 hũ" may lean on a product the same buyer named before. Default 3 minutes. */
  recallMs?: number;
}

export interface Reader {
  read(comment: LiveComment): Reading;
  readonly memory: Memory;
}

const NONE: readonly never[] = [];
const RECALL_MS = 180_000;
const MOST_CODES = 10_000;
/** Nobody orders in so many words: what is longer is left to a person, and says so. */
const LONGEST_COMMENT = 3000;

/**
 * A reader for one session. Pure: what it knows beside the comment is the catalogue and `memory`, which it brings up to
 * date. Throws CatalogueError where the catalogue cannot be read by.
 */
export function createReader(
  entries: readonly CatalogueEntry[],
  options: ReaderOptions = {},
): Reader {
  const units = new Map<string, Unit>();
  const catalogue = new Catalogue(entries, (name, unit) => units.set(name, unit));
  const tree = PhraseTree.with(units);
  const isKnown = (word: string): boolean => tree.vocabulary.has(word) || catalogue.words.has(word);
  const speller = new Speller(isKnown, (word) => catalogue.codeHeads.has(word), catalogue.slips);
  const parser = new Parser(tree, catalogue, speller);
  const pieces = new PieceMaker(catalogue);
  const judge = new Judge(catalogue);
  const memory = options.memory ?? emptyMemory();
  return new SessionReader(catalogue, parser, pieces, judge, memory, options.recallMs ?? RECALL_MS);
}

class SessionReader implements Reader {
  /** Codes as written in the catalogue or by the session, to products; filled as they are met. */
  private readonly byCode = new Map<string, readonly number[]>();
  private readonly byKey = new Map<string, number>();

  constructor(
    catalogue: Catalogue,
    private readonly parser: Parser,
    private readonly pieces: PieceMaker,
    private readonly judge: Judge,
    readonly memory: Memory,
    private readonly recallMs: number,
  ) {
    for (const product of catalogue.products)
      this.byKey.set(codeKey(product.entry.code), product.index);
  }

  read(comment: LiveComment): Reading {
    if (comment.text.length > LONGEST_COMMENT) return this.unread(comment);
    const parsed = this.parser.parse(comment.text);
    const author = comment.author === 'page' || comment.author === 'seed';
    if (author) return this.plain(comment, 'chat', null, 'author');
    if (isSpam(parsed.words)) return this.plain(comment, 'spam', null, 'spam');
    const phone = firstPhone(parsed);
    const buyer = buyerOf(this.memory, String(comment.user));
    const edited = comment.editOf == null ? null : remembered(this.memory, comment.editOf);
    const undone = edited && edited.user === String(comment.user) ? edited.lines : [];
    const decided = this.decide(comment, parsed, buyer, phone);
    const decision = undone.length > 0 ? this.afterEdit(decided, undone) : decided;
    this.learn(comment, buyer, decision);
    return this.reading(comment, decision, phone);
  }

  private productsOf(code: string): readonly number[] {
    let products = this.byCode.get(code);
    if (!products) {
      const product = this.byKey.get(codeKey(code));
      products = product === undefined ? NONE : [product];
      if (this.byCode.size < MOST_CODES) this.byCode.set(code, products);
    }
    return products;
  }

  private pinned(pin: LiveComment['pin']): readonly number[] {
    if (pin == null) return NONE;
    if (!Array.isArray(pin)) return this.productsOf(String(pin));
    return (pin as readonly unknown[]).flatMap((code) => this.productsOf(String(code)));
  }

  private isRecent(then: { at: number | null }, at: number | null): boolean {
    return at === null || then.at === null || at - then.at <= this.recallMs;
  }

  private decide(
    comment: LiveComment,
    parsed: Parsed,
    buyer: Buyer,
    phone: string | null,
  ): Decision {
    const { isLive } = this.pieces;
    const words = numerals(withoutAddresses(parsed.words, isLive), isLive);
    const clauses = clausesOf(this.pieces.make(words), String(comment.user));
    const parent = comment.replyTo == null ? undefined : remembered(this.memory, comment.replyTo);
    const at = timeOf(comment.at);
    const { mentioned, pending } = buyer;
    const around: Surroundings = {
      buyer,
      text: comment.text,
      pinned: this.pinned(comment.pin),
      parent: parent?.products ?? NONE,
      parentLines: parent?.lines ?? NONE,
      recalled: mentioned && this.isRecent(mentioned, at) ? mentioned.products : NONE,
      pending: pending && this.isRecent(pending, at) ? pending : null,
    };
    return this.judge.decide(clauses, around, phone !== null);
  }

  /** An edited comment says now what the old one did not: lines of the old one that it no longer has are taken off. */
  private afterEdit(decision: Decision, undone: readonly Line[]): Decision {
    if (decision.lines.length === 0) return decision;
    const gone = undone.filter(
      (old) =>
        old.quantity > 0 &&
        !decision.lines.some((l) => l.code === old.code && l.variant === old.variant),
    );
    if (gone.length === 0 && decision.repeat) return decision;
    const off = gone.map((old) => ({ ...old, quantity: 0 }));
    return {
      ...decision,
      intent: 'change',
      lines: [...off, ...decision.lines],
      rules: ['edited'],
      act: 'ask',
      repeat: false,
    };
  }

  private learn(comment: LiveComment, buyer: Buyer, decision: Decision): void {
    const { intent, lines } = decision;
    if (intent === 'cancel' && lines.length === 0 && decision.act !== 'ask') {
      buyer.cart = [];
      buyer.taken = null;
    }
    const { waiting } = decision;
    const at = timeOf(comment.at);
    buyer.pending = waiting ? { ...waiting, at } : null;
    const touched = lines.length > 0 ? this.touchedBy(lines) : decision.mentioned;
    if (lines.length > 0) keep(buyer, lines, touched);
    if (lines.length > 0 || intent === 'cancel') {
      buyer.lastText = comment.text;
      buyer.lastAdded = decision.rules[0] === 'add' || (decision.repeat && buyer.lastAdded);
    }
    const products = lines.some((l) => l.quantity <= 0)
      ? touched.filter((_, i) => lines[i]!.quantity > 0)
      : touched;
    if (lines.length > 0 && products.length === 0) buyer.taken = null;
    if (products.length === 0) return;
    const kept = { products, lines, user: String(comment.user), at };
    buyer.mentioned = kept;
    if (lines.length > 0) buyer.taken = kept;
    remember(this.memory, comment.id, kept);
  }

  private touchedBy(lines: readonly Line[]): readonly number[] {
    if (lines.length === 1) return this.productsOf(lines[0]!.code);
    return lines.map((line) => this.productsOf(line.code)[0]!);
  }

  private reading(comment: LiveComment, decision: Decision, phone: string | null): Reading {
    const first = decision.clause?.pieces[0];
    const last = decision.clause?.pieces.at(-1);
    const reason = reasonOf(
      comment.text,
      first?.word.at ?? 0,
      last?.until ?? comment.text.length,
      decision.rules,
    );
    const { intent, lines, act } = decision;
    const reading: Reading = { id: comment.id, intent, lines, phone, act, reason };
    if (decision.repeat) reading.repeat = true;
    return reading;
  }

  private plain(
    comment: LiveComment,
    intent: 'chat' | 'spam',
    phone: string | null,
    rule: 'author' | 'spam',
  ): Reading {
    return {
      id: comment.id,
      intent,
      lines: [],
      phone,
      act: 'none',
      reason: reasonOf(comment.text, 0, comment.text.length, [rule]),
    };
  }

  private unread(comment: LiveComment): Reading {
    return {
      id: comment.id,
      intent: 'chat',
      lines: [],
      phone: null,
      act: 'ask',
      reason: reasonOf('', 0, 0, ['tooLong']),
    };
  }
}

function firstPhone({ phones }: Parsed): string | null {
  for (const { phone } of phones) if (phone !== null) return phone;
  return null;
}

/** Milliseconds; null where the comment has no time that can be read. */
function timeOf(at: number | string | undefined): number | null {
  const value = typeof at === 'string' ? Date.parse(at) : at;
  return value === undefined || Number.isNaN(value) ? null : value;
}

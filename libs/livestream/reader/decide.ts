import { Cancels } from './cancels';
import { CartLines } from './cart';
import { corrected } from './corrections';
import type { Catalogue } from './catalogue';
import type { Clause } from './clauses';
import {
  decision,
  type Decision,
  type GivenUp,
  type Operation,
  type Resolved,
  type Surroundings,
} from './decision';
import { heldOf, type Buyer, type Held, type Pending } from './memory';
import {
  asksPriceFirst,
  backgroundProducts,
  contactChange,
  isBareNumber,
  isOrderBeside,
  isPaid,
  moneyOrder,
  operationOf,
  sameAsParent,
  swapSides,
  tellsAmounts,
  variantChange,
} from './operations';
import { amountPiece, productPiece, type Piece, type ProductPiece } from './piece';
import type { Rule } from './reasons';
import { joined, mentionedIn } from './statements';
import { Targets } from './targets';
import { quantityOf } from './quantities';
import { changedVariant, saysVariant, variantOf, type Parts } from './variants';
import { wishesOf, type Parting, type Wish } from './wishes';

/** Amounts without a product: more than a few are no order but a list of something else. */
const MOST_OPEN = 8;

/** What an unclear wish still lacks. */
function waitingFor({ by, amounts, products }: Wish, problem: Rule | null): Decision['waiting'] {
  if (amounts.length > 1) return null;
  const [amount] = amounts;
  const value = amount?.value ?? null;
  const unit = amount?.unit ?? null;
  if (by === null) return amount ? { value, unit, products: NONE } : null;
  return problem === 'noVariant' || problem === 'manyProducts' ? { value, unit, products } : null;
}

function onlyHeld(buyer: Buyer, product: number): Held | undefined {
  const held = heldOf(buyer).filter((h) => h.product === product);
  return held.length === 1 ? held[0] : undefined;
}

const NONE: readonly never[] = [];
const SIZE_WORDS = new Set(['s', 'm', 'l', 'xl', 'xxl', 'size', 'sz']);
/** From the clauses of a comment and what the session knows to one decision. */
export class Judge {
  private readonly cart: CartLines;
  private readonly targets: Targets;
  private readonly parting: Parting;
  private readonly cancels: Cancels;

  constructor(private readonly catalogue: Catalogue) {
    this.cart = new CartLines(catalogue);
    this.targets = new Targets(catalogue);
    this.parting = { partsOf: this.partsOf, words: catalogue.variantWords };
    this.cancels = new Cancels(catalogue, this.cart, this.targets, this.parting, (...given) =>
      this.order(...given),
    );
  }

  decide(clauses: readonly Clause[], around: Surroundings, hasPhone: boolean): Decision {
    const decided = this.judge(clauses, around, hasPhone);
    decided.mentioned = mentionedIn(clauses);
    return decided;
  }

  private judge(clauses: readonly Clause[], around: Surroundings, hasPhone: boolean): Decision {
    const contact = contactChange(clauses, hasPhone);
    if (contact) return decision('change', contact, ['contactChanged'], 'auto');
    if (clauses.length === 1 && clauses[0]!.role === 'order')
      return this.order(clauses, clauses, around, false);
    const same = around.parent.length > 0 ? sameAsParent(clauses) : null;
    if (same) return this.alike(same, around);
    const answer = around.pending ? this.answered(clauses, around.pending) : null;
    if (answer) return this.order([answer], [answer], around, true);
    const cancels: Clause[] = [];
    const orders: Clause[] = [];
    const questions: Clause[] = [];
    let swap: Clause | undefined;
    let price: Clause | undefined;
    let interest: Clause | undefined;
    for (const clause of clauses) {
      if (clause.role === 'order') orders.push(clause);
      else if (clause.role === 'cancel') cancels.push(clause);
      else if (clause.role === 'question') questions.push(clause);
      else if (clause.role === 'swap') swap ??= clause;
      else if (clause.role === 'price') price ??= clause;
      else if (clause.role === 'interest') interest ??= clause;
    }
    if (cancels.length > 0) {
      const isIdle =
        around.buyer.cart.length === 0 &&
        orders.length === 0 &&
        cancels.every((c) => c.rule === 'notMore' && !c.said.more && !c.hasProduct);
      if (isIdle) return decision('chat', cancels[0]!, ['refuse']);
      const isNumberOnly = cancels.every(
        (c) => c.rule === 'notMore' && c.hasAmount && !c.hasProduct,
      );
      if (isNumberOnly && orders.length > 0) return this.order(clauses, orders, around, false);
      return this.cancels.cancel(clauses, cancels, orders, around);
    }
    if (clauses.length > 1) {
      const denied = clauses.find((c) => c.rule === 'denied');
      if (denied) return decision('chat', denied, ['denied']);
      const told = tellsAmounts(clauses, orders);
      if (told) return decision('chat', told, [told.rule as Rule]);
    }
    if (price) return decision('question', price, ['price']);
    if (swap) return decision('order', swap, [swap.rule as Rule], 'ask');
    if (questions.length > 0 && (!isOrderBeside(orders, questions) || asksPriceFirst(clauses)))
      return decision('question', questions[0]!, [questions[0]!.rule as Rule]);
    const putOff = clauses.find((c) => c.role === 'talk' && c.rule === 'later');
    if (putOff && orders.every((c) => !c.hasVerb)) return decision('chat', putOff, ['later']);
    if (orders.length > 0) return this.order(clauses, orders, around, questions.length > 0);
    const other = clauses.find((c) => c.role === 'talk' || c.role === 'refuse');
    const reshaped = clauses.find(
      (c) =>
        c.role === 'empty' && c.said.change && variantChange(c.pieces, this.catalogue.variantWords),
    );
    if (reshaped)
      return this.order(clauses, [{ ...reshaped, role: 'order', rule: 'verb' }], around, false);
    if (interest && this.namesVariant(interest))
      return this.order(clauses, [interest], around, false);
    if (other) return decision('chat', other, [other.rule as Rule]);
    if (interest) return decision('question', interest, ['name']);
    return decision('chat', null, [hasPhone ? 'phone' : 'nothing'], hasPhone ? 'auto' : 'none');
  }

  /** "giống chị Lan ạ" under what Lan took. How many, where she took several, is asked. */
  private alike(clause: Clause, around: Surroundings): Decision {
    const isOpen = !clause.hasAmount && around.parentLines.some((l) => l.quantity !== 1);
    if (isOpen) return decision('order', clause, ['noAmount'], 'ask');
    return this.order([clause], [clause], around, false);
  }

  /** "lấy 2 hũ" … "muối tôm nha"; "lấy 1 khăn rằn" … "đen nha em": what was asked back, now told. */
  private answered(clauses: readonly Clause[], pending: Pending): Clause | null {
    const [clause] = clauses;
    if (clauses.length !== 1 || clause!.hasAmount || clause!.isAsked) return null;
    const { role, pieces } = clause!;
    const isNamed = role === 'interest' && this.canBe(pieces, pending.products);
    const [product] = pending.products;
    const isVariant =
      (role === 'empty' || role === 'talk') &&
      !clause!.hasProduct &&
      pending.products.length === 1 &&
      saysVariant(pieces, this.partsOf(product!));
    if (!isNamed && !isVariant) return null;
    const first = pieces[0]!.word;
    const { word } = pieces.at(-1)!;
    const told: Piece[] = isVariant ? [productPiece(first, first, [product!], 'name')] : [];
    told.push(...pieces);
    if (pending.value !== null)
      told.push(amountPiece(word, word, pending.value, pending.unit, 'unit'));
    return { ...clause!, pieces: told, role: 'order', rule: 'recalled' };
  }

  /** Whether a product that is named can be the one asked for (none: any). */
  private canBe(pieces: readonly Piece[], asked: readonly number[]): boolean {
    if (asked.length === 0) return true;
    return pieces.some((p) => p.kind === 'product' && p.products.some((i) => asked.includes(i)));
  }

  /** "túi cói nâu size L": whoever says which one wants it. */
  private namesVariant(clause: Clause): boolean {
    const isSized = clause.pieces.some((p) => p.kind === 'word' && SIZE_WORDS.has(p.word.text));
    return wishesOf(clause.pieces, this.parting).some(({ products, pieces }) => {
      const parts = products.length === 1 ? this.partsOf(products[0]!) : null;
      return parts !== null && parts.size > 0 && (isSized || saysVariant(pieces, parts));
    });
  }

  private readonly partsOf = (product: number): Parts => this.catalogue.products[product]!.parts;

  /** Lines of a plain order, an addition or a correction. */
  private order(
    clauses: readonly Clause[],
    orders: readonly Clause[],
    around: Surroundings,
    isConditional: boolean,
  ): Decision {
    const change = operationOf(
      clauses.length === orders.length
        ? orders
        : [...clauses.filter((c) => c.role === 'empty'), ...orders],
      around.buyer,
      this.catalogue.variantWords,
    );
    const pieces = this.meantPieces(clauses, change, around.buyer);
    const clause = orders[0]!;
    const sources = change.kind === 'swap' ? swapSides(pieces) : null;
    const wishes = wishesOf(sources ? sources.targets : pieces, this.parting);
    if (sources?.sources.length === 1) this.takeOver(wishes, sources.sources[0]!);
    if (wishes.length > MOST_OPEN && wishes.filter((w) => w.by === null).length > MOST_OPEN)
      return decision('order', clause, ['noProduct'], 'ask');
    const money = moneyOrder(orders);
    if (money) return decision('order', clause, ['money'], 'ask');
    const background = wishes.some((w) => w.by === null)
      ? backgroundProducts(clauses, orders)
      : NONE;
    let found: readonly Resolved[] = NONE;
    let problem: Rule | null = null;
    for (const wish of wishes) {
      const resolved = this.resolve(wish, around, change, background, orders);
      if (typeof resolved === 'string') problem ??= resolved;
      else found = found.length === 0 ? resolved : [...found, ...resolved];
    }
    if (found.length === 0) {
      if (isBareNumber(wishes, orders)) return decision('question', clause, ['unsure']);
      const waiting = wishes.length === 1 ? waitingFor(wishes[0]!, problem) : null;
      return { ...decision('order', clause, [problem ?? 'noProduct'], 'ask'), waiting };
    }
    if (orders.some((c) => c.hasMoney) && this.bargains(orders, found))
      return decision('question', clause, ['price']);
    const result = this.cart.apply(
      found,
      change,
      around,
      sources ? this.givenUp(sources, around.buyer) : [],
    );
    if (!result) return decision('order', clause, ['noProduct'], 'ask');
    const rules: Rule[] = [result.rule ?? (clause.rule as Rule)];
    const inferred = found.find((f) => f.from !== 'words');
    if (inferred) rules.push(inferred.from as Rule);
    if (problem) rules.push('partly', problem);
    const isRisky =
      isConditional ||
      inferred !== undefined ||
      found.some((f) => f.quantity.isConverted) ||
      change.kind === 'swap' ||
      change.kind === 'only';
    const decided = decision(
      result.intent,
      clause,
      rules,
      problem ? 'ask' : isRisky ? 'hold' : 'auto',
    );
    decided.lines = result.lines;
    decided.repeat = result.repeat;
    return decided;
  }

  private meantPieces(
    clauses: readonly Clause[],
    change: Operation,
    buyer: Buyer,
  ): readonly Piece[] {
    const said = joined(
      clauses.length === 1
        ? clauses
        : clauses.filter((c) => c.role === 'order' || c.role === 'interest'),
    );
    if (change.kind === 'claim') return said;
    return corrected(said, (product) => buyer.cart.some((h) => h.product === product));
  }

  private resolve(
    wish: Wish,
    around: Surroundings,
    change: Operation,
    background: readonly number[],
    orders: readonly Clause[],
  ): readonly Resolved[] | Rule {
    if (wish.isConflict) return 'conflict';
    if (wish.isUnknown) return 'unknownCode';
    if (wish.products.length > 1) {
      const narrowed = this.targets.narrow(wish, around, change);
      if (narrowed.length !== 1) return 'manyProducts';
      wish.products = narrowed;
    }
    let from: Resolved['from'] = 'words';
    let products: readonly number[] = wish.products;
    if (wish.by === null) {
      const target = this.targets.target(wish, around, change, background, orders);
      if (typeof target === 'string') return target;
      ({ products, from } = target);
    } else if (products.length === 0) return 'unknownCode';
    if (products.length > 1) {
      const all = products.map((index) => this.resolveOne(index, wish, from, around, change));
      return all.find((one) => typeof one === 'string') ?? (all as Resolved[]);
    }
    const one = this.resolveOne(products[0]!, wish, from, around, change);
    return typeof one === 'string' ? one : [one];
  }

  private resolveOne(
    index: number,
    wish: Wish,
    from: Resolved['from'],
    around: Surroundings,
    change: Operation,
  ): Resolved | Rule {
    const product = this.catalogue.products[index]!;
    const quantity = quantityOf(product, wish);
    if (quantity.value === null || quantity.value < 0) return 'noAmount';
    let variant = variantOf(product, wish);
    if (variant === null && (from === 'recalled' || change.kind !== 'claim')) {
      const held = onlyHeld(around.buyer, index)?.variant;
      variant = held === undefined ? null : changedVariant(product, wish, held);
    }
    return variant === null ? 'noVariant' : { wish, product: index, quantity, variant, from };
  }

  /** A price said with the wish that is below the product's: "lấy 2 chai 180k" of something for 190,000. */
  private bargains(orders: readonly Clause[], found: readonly Resolved[]): boolean {
    const only = found.length === 1 ? found[0]! : null;
    const price = only ? this.catalogue.products[only.product]!.entry.price : undefined;
    if (!only || !price || only.from !== 'words') return false;
    const money = orders.flatMap((c) =>
      c.pieces.filter(
        (p, i) => p.kind === 'cut' && p.word.text === 'money' && !isPaid(c.pieces, i),
      ),
    );
    const said = money.length === 1 ? (money[0]!.word.value ?? 0) : 0;
    return said > 0 && said < price * only.quantity.value! && said !== price;
  }

  /** "đổi xà bông sả chanh qua bạc hà": the other variant is of the same product. */
  private takeOver(wishes: readonly Wish[], { products }: ProductPiece): void {
    const [wish] = wishes;
    const parts = products.length === 1 ? this.partsOf(products[0]!) : null;
    if (wishes.length !== 1 || wish!.by !== null || !parts || parts.size === 0) return;
    if (!saysVariant(wish!.pieces, parts)) return;
    wish!.products = [products[0]!];
    wish!.by = 'name';
  }

  /** "đổi 2 hộp pía sang …": of more that is held, the rest stays. */
  private givenUp(
    { sources, given }: Pick<ReturnType<typeof swapSides>, 'sources' | 'given'>,
    buyer: Buyer,
  ): GivenUp[] {
    const wishes = wishesOf(given, this.parting);
    return sources.flatMap((piece) =>
      heldOf(buyer)
        .filter((h) => piece.products.includes(h.product))
        .map((held) => {
          const wish = wishes.find((w) => w.products.includes(held.product));
          const said = wish ? quantityOf(this.catalogue.products[held.product]!, wish) : null;
          const isPart = said !== null && said.isSaid && said.value !== null;
          return { held, left: isPart ? Math.max(0, held.quantity - said.value!) : 0 };
        }),
    );
  }
}

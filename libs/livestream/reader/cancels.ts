import type { CartLines } from './cart';
import type { Catalogue } from './catalogue';
import type { Clause } from './clauses';
import { decision, type Decision, type Surroundings } from './decision';
import { isFiller, tagged } from './facts';
import { heldOf, type Buyer } from './memory';
import { takenBeside } from './operations';
import type { Piece } from './piece';
import { quantityOf } from './quantities';
import type { Rule } from './reasons';
import { joined } from './statements';
import type { Targets } from './targets';
import type { Line } from './types';
import { saysVariant, variantOf } from './variants';
import { isStranger, wishesOf, type Parting, type Wish } from './wishes';

function pushOnce(lines: Line[], line: Line): void {
  if (!lines.some((l) => l.code === line.code)) lines.push(line);
}

/** "bỏ áo" where nobody sells any: something is to go, but not all that is held. */
function cancelsStranger(pieces: readonly Piece[]): boolean {
  return pieces.some((p, i) => {
    if (p.kind !== 'word' || !p.word.is.cancel || /\bdon\b/.test(p.word.text)) return false;
    const named = pieces.find(
      (q, k) => k > i && !isFiller(q) && !(q.kind === 'word' && q.word.unit !== null),
    );
    return isStranger(named);
  });
}

type Ordering = (
  clauses: readonly Clause[],
  orders: readonly Clause[],
  around: Surroundings,
  isConditional: boolean,
) => Decision;

/** What is taken off the cart, and what is taken instead in the same comment (`order`). */
export class Cancels {
  constructor(
    private readonly catalogue: Catalogue,
    private readonly cart: CartLines,
    private readonly targets: Targets,
    private readonly parting: Parting,
    private readonly order: Ordering,
  ) {}

  cancel(
    clauses: readonly Clause[],
    cancels: readonly Clause[],
    orders: readonly Clause[],
    around: Surroundings,
  ): Decision {
    const clause = cancels[0]!;
    const pieces = joined(cancels).filter((p) => !tagged(p, (t) => t.cancel && t.add));
    const split = orders.length === 0 ? takenBeside(pieces) : null;
    const wishes = wishesOf(split ? split.off : pieces, this.parting).filter(
      (w) => w.by !== null || w.amounts.length > 0,
    );
    const lines: Line[] = [];
    let isPart = false;
    for (const wish of wishes) {
      const held = this.cancelled(wish, around);
      for (const { product, variant, quantity } of held) {
        const amount = quantityOf(this.catalogue.products[product]!, wish);
        const isLess = amount.isSaid && amount.value !== null && amount.value < quantity;
        if (isLess) isPart = true;
        if (isLess)
          lines.push(
            this.cart.line(product, Math.round((quantity - amount.value!) * 1e6) / 1e6, variant),
          );
        else if (held.length > 1 || !saysVariant(wish.pieces, this.parting.partsOf(product)))
          pushOnce(lines, this.cart.line(product, 0));
        else lines.push(this.cart.line(product, 0, variant));
      }
    }
    const taken = split
      ? [{ ...clause, pieces: split.on, role: 'order' as const, rule: 'verbProduct' }]
      : orders;
    if (taken.length > 0 && (split || taken.some((o) => o.hasProduct || o.hasAmount))) {
      const ordered = this.order(
        [...clauses.filter((c) => c.role !== 'cancel'), ...(split ? taken : [])],
        taken,
        around,
        false,
      );
      if (ordered.lines.length > 0) {
        const kept = ordered.lines.filter(
          (l) => !lines.some((off) => off.code === l.code && off.variant === l.variant),
        );
        const staysSame = !split && kept.every((l) => this.holdsAlready(around.buyer, l));
        if (lines.some((off) => this.isHeld(around.buyer, off)) && !staysSame)
          return {
            ...ordered,
            intent: 'change',
            lines: [...lines, ...kept],
            rules: ['swap'],
            repeat: false,
          };
        if (!staysSame || lines.length === 0) return ordered;
      }
    }
    const isUnclear = wishes.length > 0 || cancelsStranger(pieces);
    if (isUnclear && lines.length === 0)
      return decision('cancel', clause, [clause.rule as Rule, 'partly'], 'ask');
    return {
      ...decision(
        isPart ? 'change' : 'cancel',
        clause,
        isPart ? ['less'] : [clause.rule as Rule],
        lines.length > 0 ? 'auto' : 'hold',
      ),
      lines,
    };
  }

  /** "chanh dây không lấy nữa, để bơ thôi": what is held already stays as it is. */
  private holdsAlready(buyer: Buyer, { code, quantity, variant }: Line): boolean {
    return heldOf(buyer).some(
      (h) =>
        h.quantity === quantity &&
        h.variant === variant &&
        this.catalogue.products[h.product]!.entry.code === code,
    );
  }

  private isHeld(buyer: Buyer, { code }: Line): boolean {
    return heldOf(buyer).some((h) => this.catalogue.products[h.product]!.entry.code === code);
  }

  private cancelled(
    wish: Wish,
    around: Surroundings,
  ): { product: number; variant?: string; quantity: number }[] {
    const held = heldOf(around.buyer);
    if (wish.by === null) {
      const target = this.targets.heldTarget(wish, around.buyer, true);
      return target ? [target] : [];
    }
    const named = held.filter((h) => wish.products.includes(h.product));
    const product = wish.products.length === 1 ? this.catalogue.products[wish.products[0]!]! : null;
    const variant = product ? variantOf(product, wish) : undefined;
    const exact = variant ? named.filter((h) => h.variant === variant) : named;
    if (exact.length > 0) return exact;
    return wish.products.length === 1 && !wish.isUnknown
      ? [{ product: wish.products[0]!, quantity: 0 }]
      : [];
  }
}

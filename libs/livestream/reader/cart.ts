import { fold } from '@ganh/kernel';
import type { Catalogue } from './catalogue';
import type { Applied, GivenUp, Operation, Resolved, Surroundings } from './decision';
import { heldLine, heldOf, lastTaken, type Held } from './memory';
import type { Line } from './types';

/** Turns resolved wishes into the lines that stand afterwards, against what the buyer holds. */
export class CartLines {
  constructor(private readonly catalogue: Catalogue) {}

  /** What stands in the cart afterwards, and what that makes of the comment. */
  apply(
    found: readonly Resolved[],
    change: Operation,
    around: Surroundings,
    named: readonly GivenUp[],
  ): Applied | null {
    const { buyer } = around;
    if (change.kind === 'swap') return this.applySwap(found, around, named);
    if (change.kind === 'only') return this.keepOnly(found, around);
    const wanted = found.length === 1 ? [wantedOf(found[0]!)] : summed(found);
    let lines: Line[] | null = null;
    let differs = false;
    let touches = false;
    let isNew = false;
    for (const item of wanted) {
      const held = heldLine(buyer, item.product, item.variant);
      const current = held?.quantity ?? 0;
      let quantity = item.total;
      if (change.kind === 'add')
        quantity =
          buyer.lastAdded && isSameText(buyer.lastText, around.text)
            ? current || item.total
            : current + item.total;
      else if (change.kind === 'less')
        quantity = Math.max(0, Math.round((current - item.total) * 1e6) / 1e6);
      else if (held && !item.quantity.isSaid) quantity = current;
      if (quantity === 0 && current === 0) continue;
      if (held && quantity !== current) differs = true;
      if (held) touches = true;
      else isNew = true;
      const line = this.line(item.product, quantity, item.variant);
      if (lines) lines.push(line);
      else lines = [line];
    }
    if (!lines) return null;
    const isRepeat = touches && !differs && !isNew;
    const isCorrected = change.kind === 'set' && change.isExplicit && touches;
    return {
      // Kept in the memory: no room for more than it holds.
      lines: lines.length > 1 ? lines.slice() : lines,
      intent: differs || isCorrected || (change.kind === 'add' && isRepeat) ? 'change' : 'order',
      repeat: isRepeat,
      rule: isRepeat
        ? 'repeat'
        : differs
          ? change.kind === 'add'
            ? 'add'
            : change.kind === 'less'
              ? 'less'
              : 'set'
          : null,
    };
  }

  private applySwap(
    found: readonly Resolved[],
    around: Surroundings,
    named: readonly GivenUp[],
  ): Applied | null {
    const targets = found.map((f) => f.product);
    const others = heldOf(around.buyer).filter(
      (h) => !found.some((f) => f.product === h.product && f.variant === h.variant),
    );
    let sources: readonly GivenUp[] = named.filter(
      ({ held: h }) => !found.some((f) => f.product === h.product && f.variant === h.variant),
    );
    const sameProduct = others.filter((h) => targets.includes(h.product));
    if (sources.length === 0 && sameProduct.length === 1) sources = sameProduct.map(whole);
    if (sources.length === 0 && others.length === 1) sources = others.map(whole);
    const last = lastTaken(around.buyer);
    if (sources.length === 0 && last && others.includes(last)) sources = [whole(last)];
    if (sources.length === 0) {
      if (others.length > 1) return null;
      const lines = found.map((f) => this.line(f.product, f.quantity.value!, f.variant));
      const isHeld = found.some((f) => heldLine(around.buyer, f.product, f.variant));
      return {
        lines,
        intent: isHeld ? 'change' : 'order',
        repeat: false,
        rule: isHeld ? 'set' : null,
      };
    }
    const given = sources.length === 1 && found.length === 1 ? sources[0]! : null;
    const carried = given ? given.held.quantity - given.left : 1;
    const lines = [
      ...sources.map(({ held, left }) => this.line(held.product, left, held.variant)),
      ...found.map((f) =>
        this.line(f.product, f.quantity.isSaid ? f.quantity.value! : carried, f.variant),
      ),
    ];
    return { lines, intent: 'change', repeat: false, rule: 'swap' };
  }

  /** "chỉ lấy A thôi": what else is held falls away. */
  private keepOnly(found: readonly Resolved[], { buyer }: Surroundings): Applied {
    const kept = found.map((f) => {
      const quantity = heldLine(buyer, f.product, f.variant)?.quantity ?? f.quantity.value!;
      return this.line(f.product, quantity, f.variant);
    });
    const others = heldOf(buyer).filter(
      (h) => !found.some((f) => f.product === h.product && f.variant === h.variant),
    );
    const isHeld = found.every((f) => heldLine(buyer, f.product, f.variant));
    if (others.length === 0)
      return { lines: kept, intent: 'order', repeat: isHeld, rule: isHeld ? 'repeat' : null };
    const off = others.map((h) => this.line(h.product, 0, h.variant));
    return { lines: [...off, ...kept], intent: 'change', repeat: false, rule: 'only' };
  }

  line(product: number, quantity: number, variant?: string): Line {
    const line: Line = { code: this.catalogue.products[product]!.entry.code, quantity };
    if (variant !== undefined) line.variant = variant;
    return line;
  }
}

const whole = (held: Held): GivenUp => ({ held, left: 0 });

const isSameText = (a: string | null, b: string): boolean =>
  a !== null && (a === b || (Math.abs(a.length - b.length) < 4 && fold(a) === fold(b)));

type Wanted = Pick<Resolved, 'product' | 'variant' | 'quantity'> & { total: number };

const wantedOf = ({ product, variant, quantity }: Resolved): Wanted => ({
  product,
  variant,
  quantity,
  total: quantity.value!,
});

/** One entry for each product and variant: amounts said twice add up. */
function summed(found: readonly Resolved[]): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const item of found) {
    const key = `${item.product} ${item.variant ?? ''}`;
    const before = wanted.get(key);
    const amount = item.quantity.value!;
    if (!before) wanted.set(key, wantedOf(item));
    else if (item.quantity.isSaid)
      wanted.set(key, {
        ...wantedOf(item),
        total: before.quantity.isSaid ? before.total + amount : amount,
      });
  }
  return [...wanted.values()];
}

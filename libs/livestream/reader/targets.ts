import type { Catalogue } from './catalogue';
import type { Clause } from './clauses';
import type { Operation, Resolved, Surroundings } from './decision';
import { heldOf, lastTaken, type Buyer, type Held } from './memory';
import { everySet, isLoneDigit, isOfStranger } from './operations';
import type { Rule } from './reasons';
import { quantityOf } from './quantities';
import { saysVariant } from './variants';
import type { Wish } from './wishes';

/** Finds the product that a wish without one, or with a name several share, is about. */
export class Targets {
  constructor(private readonly catalogue: Catalogue) {}

  /** A name several products share: the unit, the words behind it, or what the buyer holds may tell which. */
  narrow(wish: Wish, around: Surroundings, change: Operation): number[] {
    const units = new Set(wish.amounts.flatMap((a) => (a.unit ? [a.unit.name] : [])));
    for (const piece of wish.pieces)
      if (piece.kind === 'word' && piece.word.unit) units.add(piece.word.unit.name);
    const byUnit = wish.products.filter((p) =>
      units.has(this.catalogue.products[p]!.counted.unit.name),
    );
    if (byUnit.length === 1) return byUnit;
    const bySize = wish.products.filter((p) => this.holdsAmount(p, wish));
    if (bySize.length === 1) return bySize;
    if (change.kind === 'claim') return wish.products;
    const held = heldOf(around.buyer).map((h) => h.product);
    return wish.products.filter((p) => held.includes(p));
  }

  private holdsAmount(index: number, wish: Wish): boolean {
    const holds = this.catalogue.products[index]!.counted.holds;
    return (
      holds !== null &&
      wish.amounts.some(
        (a) =>
          a.unit?.kind === holds.unit.kind &&
          a.value * a.unit.size === holds.amount * holds.unit.size,
      )
    );
  }

  /** Which product a comment without one is about: the answered comment, what is held or was just named, the pin. */
  target(
    wish: Wish,
    around: Surroundings,
    change: Operation,
    background: readonly number[],
    orders: readonly Clause[],
  ): { products: readonly number[]; from: Resolved['from'] } | Rule {
    if (isOfStranger(wish, orders, this.catalogue.variantWords)) return 'noProduct';
    if (around.parent.length > 0) return { products: around.parent, from: 'reply' };
    if (background.length === 1) return { products: background, from: 'words' };
    const onlyOne = this.onlyOne(wish, around);
    if (onlyOne !== null) return { products: [onlyOne], from: 'onlyOne' };
    const isPinned = around.pinned.length > 0;
    if (
      isLoneDigit(wish, orders) &&
      (!isPinned || this.isCodeDigit(wish)) &&
      !this.isPinnedFirst(wish, around)
    )
      return 'loneDigit';
    const pinned = around.pinned.filter((p) => this.unitFits(p, wish));
    if (everySet(orders)) return 'noProduct';
    if (change.kind !== 'claim' && change.kind !== 'add') {
      const held = this.heldTarget(
        wish,
        around.buyer,
        change.kind === 'set' && change.isCorrection,
      );
      if (held) return { products: [held.product], from: 'recalled' };
    }
    if (isPinned) return pinned.length === 1 ? { products: pinned, from: 'pinned' } : 'noProduct';
    if (change.kind === 'add') {
      const held = this.heldTarget(wish, around.buyer, false);
      if (held) return { products: [held.product], from: 'recalled' };
    }
    if (wish.amounts.length === 0) return 'noProduct';
    const recalled = around.recalled.filter((p) => this.unitFits(p, wish));
    return recalled.length === 1 && around.recalled.length === 1
      ? { products: recalled, from: 'recalled' }
      : 'noProduct';
  }

  /** Of several held, those whose variants are spoken of. */
  private heldBySaying(wish: Wish, held: readonly Held[]): readonly Held[] {
    if (held.length < 2 || this.catalogue.variantWords.size === 0) return held;
    const named = held.filter((h) => this.saysPartOf(h.product, wish));
    return named.length > 0 ? named : held;
  }

  private saysPartOf(index: number, { pieces }: Wish): boolean {
    const { parts } = this.catalogue.products[index]!;
    return parts.size > 0 && saysVariant(pieces, parts);
  }

  /** "2 niêu" where one product alone is counted so; "lấy XL" of what was just named and comes in sizes. */
  private onlyOne(wish: Wish, { recalled, pinned }: Surroundings): number | null {
    const { ownUnits, variantWords } = this.catalogue;
    const counted = ownUnits.size > 0 ? this.countedAlone(wish) : null;
    if (counted !== null || recalled.length === 0 || variantWords.size === 0) return counted;
    if (pinned.some((p) => this.saysPartOf(p, wish))) return null;
    const parted = recalled.filter((p) => this.saysPartOf(p, wish));
    return parted.length === 1 ? parted[0]! : null;
  }

  private countedAlone({ amounts }: Wish): number | null {
    const { products, ownUnits } = this.catalogue;
    const unit = amounts.find((a) => a.unit !== null && ownUnits.has(a.unit.name))?.unit;
    const counted = unit ? products.filter((p) => p.counted.unit === unit) : [];
    return counted.length === 1 ? counted[0]!.index : null;
  }

  private isCodeDigit(wish: Wish): boolean {
    return this.numbered(wish.amounts[0]!.value) >= 0;
  }

  /** The product whose code is that number, or −1. */
  private numbered(value: number): number {
    const { numbers, numberOfMixed } = this.catalogue;
    return numbers.get(value) ?? numberOfMixed.get(value) ?? -1;
  }

  /** "chốt 1" with A1 pinned: one of it, whether the digit is its code or how many. */
  private isPinnedFirst({ amounts }: Wish, { pinned }: Surroundings): boolean {
    return amounts[0]!.value === 1 && pinned.length === 1 && this.numbered(1) === pinned[0];
  }

  private unitFits(index: number, wish: Wish): boolean {
    return quantityOf(this.catalogue.products[index]!, wish).value !== null;
  }

  /** The one held line that the words can be about. A correction means the last one touched. */
  heldTarget(wish: Wish, buyer: Buyer, isCorrection: boolean): Held | null {
    const fitting = this.heldBySaying(wish, heldOf(buyer)).filter((h) =>
      this.unitFits(h.product, wish),
    );
    const exact = fitting.filter((h) =>
      wish.amounts.some(
        (a) =>
          a.unit !== null &&
          a.unit.group === this.catalogue.products[h.product]!.counted.unit.group,
      ),
    );
    if (exact.length === 1) return exact[0]!;
    if (fitting.length === 1) return fitting[0]!;
    if (!isCorrection) return null;
    const last = lastTaken(buyer);
    return last && fitting.includes(last) ? last : null;
  }
}

import { type CoopScope, Problem, type ShopId, type UserId, type VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import type { Shop, ShopService } from '@ganh/shops';
import type { AllocationRule, GivenRule, StockService } from '@ganh/stock';
import type { PublishingService } from '../publishing.service';
import { allBut, givenBack, keptAway, proposedUnits } from './set-aside';
import { type SetAsideRow, SetAsideStore } from './set-aside.store';
import type { InboxKit } from './sheet-inbox';
import type { SheetShops } from './sheet-shops';

/** What may be kept of a variant, in whole units as it is sold. */
export interface SetAsideOffer {
  variantId: VariantId;
  name: string;
  unit: string;
  /** Free for all shops together. */
  freeUnits: number;
  /** What we would keep; 0 = none. */
  units: number;
}

export interface SetAsideState {
  offers: SetAsideOffer[];
  /** Kept already. */
  kept: { variantId: VariantId; name: string; unit: string; units: number }[];
  /** Shops that would be offered so much less; with none there is nothing to keep away from anybody. */
  otherShops: number;
  /** Of these, how many were connected since and still sell from what is kept. */
  newShops: number;
}

interface Goods {
  variantId: VariantId;
  name: string;
  unit: string;
  stepsPerUnit: number;
}

const MIRROR: AllocationRule = { kind: 'mirror' };
/** Variants of one transaction. */
const PAGE = 100;

/**
 * Keeps a part of the stock for a marketplace whose sales are known only when a file comes (other-marketplaces §3.3): the shop
 * is offered no more than that part, and every other shop so much less. One press for everything, and one to take it back.
 */
export class SetAside {
  private readonly store = new SetAsideStore();

  constructor(
    private readonly kit: Pick<InboxKit, 'db' | 'clock' | 'audit'>,
    private readonly shops: SheetShops,
    private readonly all: ShopService,
    private readonly stock: StockService,
    private readonly publishing: PublishingService,
  ) {}

  async state(scope: CoopScope, shopId: ShopId): Promise<SetAsideState> {
    const shop = await this.shops.get(scope, shopId);
    const others = await this.others(scope, shop);
    const goods = await this.goods(scope);
    return this.kit.db.read(async (tx) => {
      const kept = await this.store.ofShop(tx, scope, shopId);
      const stepsOf = new Map(kept.map(({ variantId, steps }) => [variantId, steps]));
      const untold = goods.filter(({ variantId }) => !stepsOf.has(variantId));
      const ids = untold.map(({ variantId }) => variantId);
      const all = await this.store.ofVariants(tx, scope, ids);
      const own = await this.stock.rulesOf(tx, scope, shopId, ids);
      // A part that a person gave the shop by hand stays as it is.
      const open = untold.filter(({ variantId }) =>
        isUntold(own.get(variantId) ?? MIRROR, keptElsewhere(all, variantId, shopId)),
      );
      const free = await this.free(tx, scope, others.length > 0 ? open : [], all);
      const offers = open.flatMap(({ variantId, name, unit }) => {
        const freeUnits = free.get(variantId) ?? 0;
        const units = proposedUnits(freeUnits);
        return units > 0 ? [{ variantId, name, unit, freeUnits, units }] : [];
      });
      const shown = goods.flatMap(({ variantId, name, unit, stepsPerUnit }) => {
        const steps = stepsOf.get(variantId);
        return steps ? [{ variantId, name, unit, units: steps / stepsPerUnit }] : [];
      });
      const keptIds = shown.map(({ variantId }) => variantId);
      let newShops = 0;
      for (const { id } of others) {
        const rules = await this.stock.rulesOf(tx, scope, id, keptIds);
        if (rules.size < keptIds.length) newShops++;
      }
      return { offers, kept: shown, otherShops: others.length, newShops };
    });
  }

  /** Keeps what is proposed, or what `chosen` says instead (whole units; 0 = none). What is kept already stays. */
  async keep(
    scope: CoopScope,
    shopId: ShopId,
    chosen: ReadonlyMap<VariantId, number>,
    actor: UserId,
  ): Promise<number> {
    const shop = await this.shops.get(scope, shopId);
    const others = await this.others(scope, shop);
    if (others.length === 0)
      throw new Problem('conflict', 'Chỉ bán ở một nơi này, không cần để riêng.');
    const goods = await this.goods(scope);
    const known = new Set(goods.map(({ variantId }) => variantId));
    for (const variantId of chosen.keys()) if (!known.has(variantId)) throw Problem.notFound();
    let kept = 0;
    for (let from = 0; from < goods.length; from += PAGE) {
      const page = goods.slice(from, from + PAGE);
      kept += await this.kit.db.write((tx) => this.keepIn(tx, shop, others, page, chosen, actor));
    }
    await this.tell(scope, shopId, actor, 'stock.set-aside', kept);
    return kept;
  }

  /** Everything back for all. What a person has set by hand meanwhile stays. */
  async giveBack(scope: CoopScope, shopId: ShopId, actor: UserId): Promise<number> {
    await this.shops.get(scope, shopId);
    return this.release(scope, shopId, actor);
  }

  /** As giveBack, of any shop: one for which nothing is kept has nothing to give. */
  async release(scope: CoopScope, shopId: ShopId, actor: UserId): Promise<number> {
    const rows = await this.kit.db.read((tx) => this.store.ofShop(tx, scope, shopId));
    let back = 0;
    for (let from = 0; from < rows.length; from += PAGE) {
      const ids = rows.slice(from, from + PAGE).map(({ variantId }) => variantId);
      back += await this.kit.db.write((tx) => this.giveBackIn(tx, scope, shopId, ids));
    }
    if (back > 0) await this.tell(scope, shopId, actor, 'stock.give-back', back);
    return back;
  }

  private async keepIn(
    tx: Tx,
    shop: Shop,
    others: readonly Shop[],
    page: readonly Goods[],
    chosen: ReadonlyMap<VariantId, number>,
    actor: UserId,
  ): Promise<number> {
    const ids = page.map(({ variantId }) => variantId);
    await this.stock.lockParts(tx, shop, ids);
    const all = await this.store.ofVariants(tx, shop, ids);
    const free = await this.free(tx, shop, page, all);
    const rules: GivenRule[] = [];
    let kept = 0;
    for (const { variantId, name, unit, stepsPerUnit } of page) {
      if (all.some((row) => row.variantId === variantId && row.shopId === shop.id)) {
        rules.push(...(await this.forNewShops(tx, shop, others, variantId, all)));
        continue;
      }
      const freeUnits = free.get(variantId) ?? 0;
      const units = chosen.get(variantId) ?? proposedUnits(freeUnits);
      if (units === 0) continue;
      if (units > freeUnits)
        throw Problem.field(
          `units.${variantId}`,
          'range',
          `${name} chỉ còn ${freeUnits} ${unit} để chia.`,
          'Nhập số nhỏ hơn.',
        );
      const ruleOf = await this.rules(tx, shop, variantId);
      if (!isUntold(ruleOf(shop.id), keptElsewhere(all, variantId, shop.id))) continue;
      const steps = units * stepsPerUnit;
      const row = { variantId, shopId: shop.id, steps };
      if (!(await this.store.insert(tx, shop, row, { actor, at: this.kit.clock.now() }))) continue;
      kept++;
      rules.push({ variantId, shopId: shop.id, rule: { kind: 'cap', value: steps } });
      for (const { id } of others) {
        const rule = keptAway(ruleOf(id), steps);
        if (rule) rules.push({ variantId, shopId: id, rule });
      }
    }
    await this.stock.allocate(tx, shop, rules);
    return kept;
  }

  private async giveBackIn(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    variantIds: readonly VariantId[],
  ): Promise<number> {
    await this.stock.lockParts(tx, scope, variantIds);
    const all = await this.store.ofVariants(tx, scope, variantIds);
    const rules: GivenRule[] = [];
    let back = 0;
    for (const { variantId, steps } of all.filter((row) => row.shopId === shopId)) {
      if (!(await this.store.drop(tx, scope, shopId, variantId))) continue;
      back++;
      for (const one of await this.stock.allocation(tx, scope, variantId)) {
        const isOwn = one.shopId === shopId;
        const rule = !isOwn
          ? givenBack(one.rule, steps)
          : isSame(one.rule, { kind: 'cap', value: steps })
            ? allBut(keptElsewhere(all, variantId, shopId))
            : null;
        if (rule) rules.push({ variantId, shopId: one.shopId, rule });
      }
    }
    await this.stock.allocate(tx, scope, rules);
    return back;
  }

  /** Shops that were connected since: they sell from what is kept until they are told otherwise. */
  private async forNewShops(
    tx: Tx,
    scope: CoopScope,
    others: readonly Shop[],
    variantId: VariantId,
    all: readonly SetAsideRow[],
  ): Promise<GivenRule[]> {
    const ruleOf = await this.rules(tx, scope, variantId);
    return others
      .filter(({ id }) => ruleOf(id).kind === 'mirror')
      .map(({ id }) => ({
        variantId,
        shopId: id,
        rule: allBut(keptElsewhere(all, variantId, id)),
      }));
  }

  private async rules(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
  ): Promise<(shopId: ShopId) => AllocationRule> {
    const set = await this.stock.allocation(tx, scope, variantId);
    return (shopId) => set.find((one) => one.shopId === shopId)?.rule ?? MIRROR;
  }

  /** Whole units that are free, less what is kept for other shops served by hand. */
  private async free(
    tx: Tx,
    scope: CoopScope,
    goods: readonly Goods[],
    all: readonly SetAsideRow[],
  ): Promise<Map<VariantId, number>> {
    const ids = goods.map(({ variantId }) => variantId);
    const levels = await this.stock.levels(tx, scope, ids);
    const kept = new Map<VariantId, number>();
    for (const { variantId, steps } of all) kept.set(variantId, (kept.get(variantId) ?? 0) + steps);
    return new Map(
      goods.map(({ variantId, stepsPerUnit }) => {
        const level = levels.get(variantId);
        const steps = level ? level.available - level.buffer - (kept.get(variantId) ?? 0) : 0;
        return [variantId, Math.max(0, Math.floor(steps / stepsPerUnit))];
      }),
    );
  }

  private async others(scope: CoopScope, shop: Shop): Promise<Shop[]> {
    return (await this.all.list(scope)).filter((one) => one.id !== shop.id);
  }

  private async goods(scope: CoopScope): Promise<Goods[]> {
    return (await this.publishing.onSale(scope)).flatMap((product) =>
      product.variants.map(({ id, optionName, unit, stepsPerUnit }) => ({
        variantId: id,
        name: optionName ? `${product.name} - ${optionName}` : product.name,
        unit,
        stepsPerUnit,
      })),
    );
  }

  private tell(
    scope: CoopScope,
    shopId: ShopId,
    actor: UserId,
    action: string,
    variants: number,
  ): Promise<void> {
    const target = { kind: 'shop', id: shopId };
    return this.kit.db.write(async (tx) => {
      await this.kit.audit.write(tx, scope, actor, action, target, { variants });
    });
  }
}

function isSame(one: AllocationRule, other: AllocationRule): boolean {
  const value = (rule: AllocationRule) => (rule.kind === 'mirror' ? 0 : rule.value);
  return one.kind === other.kind && value(one) === value(other);
}

/** Nobody has given the shop a part by hand. */
function isUntold(rule: AllocationRule, keptElsewhere: number): boolean {
  return rule.kind === 'mirror' || isSame(rule, allBut(keptElsewhere));
}

/** Steps of the variant that are kept for other shops served by hand. */
function keptElsewhere(all: readonly SetAsideRow[], variantId: VariantId, shopId: ShopId): number {
  return all
    .filter((row) => row.variantId === variantId && row.shopId !== shopId)
    .reduce((sum, row) => sum + row.steps, 0);
}

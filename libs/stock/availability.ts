import { type CoopScope, Problem, type ShopId, type VariantId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import { isRule, MIRROR, offered } from './allocation';
import { AllocationStore } from './allocation.store';
import { emptyLevel } from './level.store';
import { takesFrom } from './reserve-plan';
import { byNumber, type StockKit } from './stock-kit';
import type { Allocation, AllocationRule, GivenRule, StockLevel } from './stock';

interface Part {
  level: StockLevel;
  quantity: number;
}

/** What there is, and what of it each shop is offered. */
export class Availability {
  private readonly rules = new AllocationStore();

  constructor(
    private readonly db: Database,
    private readonly kit: StockKit,
  ) {}

  async levels(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
  ): Promise<Map<VariantId, StockLevel>> {
    const parts = await this.kit.parts.partsOf(tx, scope, variantIds);
    const needed = new Set(
      variantIds.flatMap((id) => takesFrom(id, parts).map((take) => take.partVariantId)),
    );
    const levels = await this.kit.levels.read(tx, scope, [...needed].sort(byNumber));
    const levelOf = (id: VariantId) => levels.get(id) ?? emptyLevel(id);
    return new Map(
      variantIds.map((id) => {
        const combo = parts.get(id);
        const taken = combo?.map((part) => ({
          level: levelOf(part.partVariantId),
          quantity: part.quantity,
        }));
        return [id, taken ? comboLevel(id, taken) : levelOf(id)];
      }),
    );
  }

  async sellable(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    variantIds: readonly VariantId[],
  ): Promise<Map<VariantId, number>> {
    const levels = await this.levels(tx, scope, variantIds);
    const rules = await this.rules.ofShop(tx, scope, shopId, variantIds);
    return new Map(
      [...levels].map(([id, level]) => [
        id,
        offered(rules.get(id) ?? MIRROR, level.available - level.buffer),
      ]),
    );
  }

  rulesOf(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    variantIds: readonly VariantId[],
  ): Promise<Map<VariantId, AllocationRule>> {
    return this.rules.ofShop(tx, scope, shopId, variantIds);
  }

  /** Shops that are not named mirror. */
  allocation(tx: Tx, scope: CoopScope, variantId: VariantId): Promise<Allocation[]> {
    return this.rules.ofVariant(tx, scope, variantId);
  }

  async setAllocation(
    scope: CoopScope,
    shopId: ShopId,
    variantId: VariantId,
    rule: AllocationRule,
  ): Promise<void> {
    if (!isRule(rule))
      throw Problem.field('value', 'range', 'Số chia cho gian hàng chưa đúng.', 'Nhập lại số.');
    await this.db.write(async (tx) => {
      await this.lockParts(tx, scope, [variantId]);
      await this.rules.set(tx, scope, shopId, variantId, rule);
      const shares = rule.kind === 'share' ? await this.rules.sharesOf(tx, scope, variantId) : 0;
      if (shares > 100)
        throw Problem.field(
          'value',
          'shares_beyond_100',
          `Các gian hàng cộng lại thành ${shares}%, quá 100%.`,
          'Bớt phần của gian hàng khác trước.',
        );
      await this.kit.revisions.raise(tx, scope, [variantId], ['stock']);
    });
  }

  /** From here to the end of the transaction nobody else divides these variants: what is read of their rules stays true. */
  async lockParts(tx: Tx, scope: CoopScope, variantIds: readonly VariantId[]): Promise<void> {
    await this.kit.levels.lock(tx, scope, [...variantIds].sort(byNumber));
  }

  /** Several rules at once, in the caller's transaction. */
  async allocate(tx: Tx, scope: CoopScope, rules: readonly GivenRule[]): Promise<void> {
    for (const { variantId, shopId, rule } of rules) {
      if (!isRule(rule)) throw new RangeError('no whole number of steps');
      await this.rules.set(tx, scope, shopId, variantId, rule);
    }
    const changed = [...new Set(rules.map(({ variantId }) => variantId))];
    if (changed.length > 0) await this.kit.revisions.raise(tx, scope, changed, ['stock']);
  }

  /** Steps that no shop is ever offered. A combo keeps none of its own: its parts do. */
  async setBuffer(scope: CoopScope, variantId: VariantId, buffer: number): Promise<StockLevel> {
    if (!Number.isSafeInteger(buffer) || buffer < 0)
      throw Problem.field('buffer', 'range', 'Số để dành chưa đúng.', 'Nhập số từ 0 trở lên.');
    return this.db.write(async (tx) => {
      await this.kit.refuseCombo(tx, scope, variantId);
      const now = this.kit.clock.now();
      const level = await this.kit.levels.lockOrCreate(tx, scope, variantId, now);
      if (level.buffer === buffer) return level;
      await this.kit.levels.setBuffer(tx, scope, variantId, buffer, now);
      await this.kit.raise(tx, scope, [variantId]);
      return { ...level, buffer, rev: level.rev + 1, updatedAt: now };
    });
  }
}

/** As many whole combos as the scarcest part allows; available = onHand − reserved holds here too. */
function comboLevel(variantId: VariantId, parts: readonly Part[]): StockLevel {
  const least = (of: (level: StockLevel) => number) =>
    Math.min(...parts.map(({ level, quantity }) => Math.floor(of(level) / quantity)));
  const onHand = least((level) => level.onHand);
  const available = least((level) => level.available);
  const free = least((level) => Math.max(0, level.available - level.buffer));
  return {
    variantId,
    onHand,
    reserved: onHand - available,
    buffer: available - free,
    available,
    rev: parts.reduce((sum, { level }) => sum + level.rev, 0),
    updatedAt: Math.max(...parts.map(({ level }) => level.updatedAt)),
  };
}

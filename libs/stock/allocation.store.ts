import type { CoopScope, ShopId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, marks, sql, toInt } from '@ganh/persistence/sql';
import { MIRROR } from './allocation';
import type { Allocation, AllocationRule } from './stock';

interface Row {
  variant_id: number;
  shop_id: number;
  kind: AllocationRule['kind'];
  value: number;
}

function toRule(row: Row): AllocationRule {
  return row.kind === 'mirror' ? MIRROR : { kind: row.kind, value: toInt(row.value) };
}

/** Rules that differ from mirror; none stored = mirror. */
export class AllocationStore {
  async ofShop(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    variantIds: readonly VariantId[],
  ): Promise<Map<VariantId, AllocationRule>> {
    if (variantIds.length === 0) return new Map();
    const rows = await sql(tx).all<Row>(
      `SELECT variant_id, shop_id, kind, value FROM allocation_rule
       WHERE coop_id = ? AND variant_id IN (${marks(variantIds)}) AND shop_id = ?`,
      [scope.coopId, ...variantIds, shopId],
    );
    return new Map(rows.map((row) => [toInt(row.variant_id) as VariantId, toRule(row)]));
  }

  async ofVariant(tx: Tx, scope: CoopScope, variantId: VariantId): Promise<Allocation[]> {
    const rows = await sql(tx).all<Row>(
      'SELECT variant_id, shop_id, kind, value FROM allocation_rule WHERE coop_id = ? AND variant_id = ? ORDER BY shop_id',
      [scope.coopId, variantId],
    );
    return rows.map((row) => ({ shopId: toInt(row.shop_id) as ShopId, rule: toRule(row) }));
  }

  async set(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    variantId: VariantId,
    rule: AllocationRule,
  ): Promise<void> {
    const key = [scope.coopId, variantId, shopId];
    await sql(tx).run(
      'DELETE FROM allocation_rule WHERE coop_id = ? AND variant_id = ? AND shop_id = ?',
      key,
    );
    if (rule.kind === 'mirror') return;
    await sql(tx).insert('allocation_rule', {
      coop_id: scope.coopId,
      variant_id: variantId,
      shop_id: shopId,
      kind: rule.kind,
      value: rule.value,
    });
  }

  /**
   * Per cent given away in all. Locks the rows: two people who set two shops at once each find the other's row locked, and
   * one of them is run again with both in sight.
   */
  async sharesOf(tx: Tx, scope: CoopScope, variantId: VariantId): Promise<number> {
    const rows = await sql(tx).all<{ value: number }>(
      `SELECT value FROM allocation_rule WHERE coop_id = ? AND variant_id = ? AND kind = 'share'${forUpdate(sql(tx))}`,
      [scope.coopId, variantId],
    );
    return rows.reduce((sum, row) => sum + toInt(row.value), 0);
  }
}

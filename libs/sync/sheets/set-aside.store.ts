import type { CoopScope, ShopId, UserId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';

export interface SetAsideRow {
  variantId: VariantId;
  shopId: ShopId;
  steps: number;
}

interface Row {
  variant_id: number;
  shop_id: number;
  steps: number;
}

function toRow(row: Row): SetAsideRow {
  return {
    variantId: toInt(row.variant_id) as VariantId,
    shopId: toInt(row.shop_id) as ShopId,
    steps: toInt(row.steps),
  };
}

/** Stock that is kept for shops which people serve by hand. */
export class SetAsideStore {
  /** false: kept already. */
  insert(
    tx: Tx,
    scope: CoopScope,
    row: SetAsideRow,
    by: { actor: UserId; at: number },
  ): Promise<boolean> {
    return sql(tx).insertOnce('set_aside', {
      coop_id: scope.coopId,
      variant_id: row.variantId,
      shop_id: row.shopId,
      steps: row.steps,
      set_at: by.at,
      set_by: by.actor,
    });
  }

  async ofShop(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<SetAsideRow[]> {
    const rows = await sql(tx).all<Row>(
      `SELECT variant_id, shop_id, steps FROM set_aside
       WHERE coop_id = ? AND shop_id = ? ORDER BY variant_id`,
      [scope.coopId, shopId],
    );
    return rows.map(toRow);
  }

  async ofVariants(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
  ): Promise<SetAsideRow[]> {
    if (variantIds.length === 0) return [];
    const rows = await sql(tx).all<Row>(
      `SELECT variant_id, shop_id, steps FROM set_aside
       WHERE coop_id = ? AND variant_id IN (${marks(variantIds)})`,
      [scope.coopId, ...variantIds],
    );
    return rows.map(toRow);
  }

  /** false: somebody else has taken it back already. */
  async drop(tx: Tx, scope: CoopScope, shopId: ShopId, variantId: VariantId): Promise<boolean> {
    const dropped = await sql(tx).run(
      'DELETE FROM set_aside WHERE coop_id = ? AND shop_id = ? AND variant_id = ?',
      [scope.coopId, shopId, variantId],
    );
    return dropped === 1;
  }
}

import type { CoopScope, ShopId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

/** Whose goods the words of a marketplace are; null = a person said that they are none of ours. */
export class SheetMatchStore {
  async ofShop(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<Map<string, VariantId | null>> {
    const rows = await sql(tx).all<{ label_key: string; variant_id: number | null }>(
      'SELECT label_key, variant_id FROM sheet_match WHERE coop_id = ? AND shop_id = ?',
      [scope.coopId, shopId],
    );
    return new Map(
      rows.map((row) => [
        row.label_key,
        row.variant_id === null ? null : (toInt(row.variant_id) as VariantId),
      ]),
    );
  }

  async set(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    labelKey: string,
    variantId: VariantId | null,
    now: number,
  ): Promise<void> {
    const key = { coop_id: scope.coopId, shop_id: shopId, label_key: labelKey };
    if (await sql(tx).insertOnce('sheet_match', { ...key, variant_id: variantId, set_at: now }))
      return;
    await sql(tx).run(
      'UPDATE sheet_match SET variant_id = ?, set_at = ? WHERE coop_id = ? AND shop_id = ? AND label_key = ?',
      [variantId, now, ...Object.values(key)],
    );
  }
}

import type { AllCoops, CoopId, CoopScope, ShopId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

export interface FeedSwitch {
  code: string;
  isOn: boolean;
  codeMadeAt: number;
}

/** Addresses at which portals fetch what a shop sells. */
export class ProductFeedStore {
  async ofShop(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<FeedSwitch | null> {
    const row = await sql(tx).one<{ code: string; is_on: number; code_made_at: number }>(
      'SELECT code, is_on, code_made_at FROM product_feed WHERE coop_id = ? AND shop_id = ?',
      [scope.coopId, shopId],
    );
    return row
      ? { code: row.code, isOn: row.is_on === 1, codeMadeAt: toInt(row.code_made_at) }
      : null;
  }

  /** Whose feed stands at this address; null where none does, or it is switched off. */
  async byCode(
    tx: Tx,
    _all: AllCoops,
    code: string,
  ): Promise<{ scope: CoopScope; shopId: ShopId } | null> {
    const row = await sql(tx).one<{ coop_id: number; shop_id: number }>(
      'SELECT coop_id, shop_id FROM product_feed WHERE code = ? AND is_on = 1',
      [code],
    );
    return row
      ? { scope: { coopId: toInt(row.coop_id) as CoopId }, shopId: toInt(row.shop_id) as ShopId }
      : null;
  }

  async set(tx: Tx, scope: CoopScope, shopId: ShopId, feed: FeedSwitch): Promise<void> {
    const value = { code: feed.code, is_on: feed.isOn ? 1 : 0, code_made_at: feed.codeMadeAt };
    const key = { coop_id: scope.coopId, shop_id: shopId };
    if (await sql(tx).insertOnce('product_feed', { ...key, ...value })) return;
    await sql(tx).run(
      'UPDATE product_feed SET code = ?, is_on = ?, code_made_at = ? WHERE coop_id = ? AND shop_id = ?',
      [...Object.values(value), ...Object.values(key)],
    );
  }
}

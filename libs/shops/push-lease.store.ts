import type { ShopId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql } from '@ganh/persistence/sql';

/**
 * At most one push is in flight per shop and push group. The database holds the lease: a queue alone may run two at once.
 * It outlives the longest HTTP call; marks of a worker that lost it are refused.
 */
export class PushLeaseStore {
  async take(
    tx: Tx,
    shopId: ShopId,
    group: string,
    token: string,
    now: number,
    until: number,
  ): Promise<boolean> {
    if (
      await sql(tx).insertOnce('push_lease', {
        shop_id: shopId,
        grp: group,
        token,
        until_at: until,
      })
    )
      return true;
    const taken = await sql(tx).run(
      'UPDATE push_lease SET token = ?, until_at = ? WHERE shop_id = ? AND grp = ? AND until_at < ?',
      [token, until, shopId, group, now],
    );
    return taken === 1;
  }

  /** Extends the lease in the transaction that uses it; false = lost, whatever was computed under it must not be stored. */
  async hold(
    tx: Tx,
    shopId: ShopId,
    group: string,
    token: string,
    until: number,
  ): Promise<boolean> {
    return (
      (await sql(tx).run(
        'UPDATE push_lease SET until_at = ? WHERE shop_id = ? AND grp = ? AND token = ?',
        [until, shopId, group, token],
      )) === 1
    );
  }

  async release(tx: Tx, shopId: ShopId, group: string, token: string): Promise<void> {
    await sql(tx).run(
      'UPDATE push_lease SET until_at = 0 WHERE shop_id = ? AND grp = ? AND token = ?',
      [shopId, group, token],
    );
  }
}

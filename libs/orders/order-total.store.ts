import type { CoopScope } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';

/** What those of a shop's orders that are here come to, by the channel's number. */
export async function orderTotals(
  tx: Tx,
  scope: CoopScope,
  shopId: number,
  externalOrderIds: readonly string[],
): Promise<Map<string, number>> {
  if (externalOrderIds.length === 0) return new Map();
  const rows = await sql(tx).all<{ external_order_id: string; total_vnd: number }>(
    `SELECT external_order_id, total_vnd FROM sales_order
     WHERE coop_id = ? AND shop_id = ? AND external_order_id IN (${marks(externalOrderIds)})`,
    [scope.coopId, shopId, ...externalOrderIds],
  );
  return new Map(rows.map((row) => [row.external_order_id, toInt(row.total_vnd)]));
}

import type { SettlementEntry, SettlementKind, SettlementPartKind } from '@ganh/channels/kit';
import { type CoopScope, type SettlementId, type ShopId, tidy } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';

interface Row {
  id: number;
  external_id: string;
  kind: string;
  channel_kind: string;
  external_order_id: string | null;
  external_statement_id: string | null;
  amount_vnd: number;
  at: number;
}

interface PartRow {
  entry_id: number;
  kind: string;
  name: string;
  amount_vnd: number;
}

/** An order that is over, placed before the shop last paid out, and not paid for. */
export interface UnpaidOrder {
  externalOrderId: string;
  totalVnd: number;
  placedAt: number;
}

const COLUMNS =
  'id, external_id, kind, channel_kind, external_order_id, external_statement_id, amount_vnd, at';

/** What channels paid out, line by line, with fees and taxes as parts. */
export class SettlementStore {
  async insert(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    id: SettlementId,
    entry: SettlementEntry,
    now: number,
  ): Promise<boolean> {
    const fresh = await sql(tx).insertOnce('settlement_entry', {
      coop_id: scope.coopId,
      id,
      shop_id: shopId,
      external_id: entry.externalId,
      kind: entry.kind,
      channel_kind: tidy(entry.channelKind).slice(0, 60),
      external_order_id: entry.externalOrderId,
      external_statement_id: entry.externalStatementId,
      amount_vnd: entry.amountVnd,
      at: entry.at,
      updated_at: now,
    });
    if (fresh) await this.insertParts(tx, scope, id, entry);
    return fresh;
  }

  /** The channel corrected what it said before. */
  async replace(
    tx: Tx,
    scope: CoopScope,
    id: SettlementId,
    entry: SettlementEntry,
    now: number,
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE settlement_entry SET kind = ?, channel_kind = ?, external_order_id = ?, external_statement_id = ?, amount_vnd = ?, at = ?, updated_at = ?
       WHERE coop_id = ? AND id = ?`,
      [
        entry.kind,
        tidy(entry.channelKind).slice(0, 60),
        entry.externalOrderId,
        entry.externalStatementId,
        entry.amountVnd,
        entry.at,
        now,
        scope.coopId,
        id,
      ],
    );
    await sql(tx).run('DELETE FROM settlement_part WHERE coop_id = ? AND entry_id = ?', [
      scope.coopId,
      id,
    ]);
    await this.insertParts(tx, scope, id, entry);
  }

  async find(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    externalId: string,
  ): Promise<{ id: SettlementId; entry: SettlementEntry } | null> {
    return (await this.findMany(tx, scope, shopId, [externalId])).get(externalId) ?? null;
  }

  async findMany(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    externalIds: readonly string[],
  ): Promise<Map<string, { id: SettlementId; entry: SettlementEntry }>> {
    if (externalIds.length === 0) return new Map();
    const among = `shop_id = ? AND external_id IN (${marks(externalIds)})`;
    const found = await this.where(tx, scope, among, [shopId, ...externalIds]);
    return new Map(found.map((one) => [one.entry.externalId, one]));
  }

  /** Newest first; what names no order at all is none of it. */
  async withoutOrder(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    limit: number,
  ): Promise<SettlementEntry[]> {
    const rows = await sql(tx).all<{ id: number }>(
      `SELECT e.id FROM settlement_entry e LEFT JOIN sales_order o
         ON o.coop_id = e.coop_id AND o.shop_id = e.shop_id AND o.external_order_id = e.external_order_id
       WHERE e.coop_id = ? AND e.shop_id = ? AND e.external_order_id IS NOT NULL AND o.id IS NULL
       ORDER BY e.at DESC, e.id DESC LIMIT ?`,
      [scope.coopId, shopId, limit],
    );
    if (rows.length === 0) return [];
    const ids = rows.map((row) => row.id);
    const found = await this.where(tx, scope, `id IN (${marks(ids)})`, ids);
    return found.map(({ entry }) => entry).reverse();
  }

  /** Oldest first. */
  async withoutPayout(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    limit: number,
  ): Promise<UnpaidOrder[]> {
    const rows = await sql(tx).all<{
      external_order_id: string;
      total_vnd: number;
      placed_at: number;
    }>(
      `SELECT o.external_order_id, o.total_vnd, o.placed_at FROM sales_order o LEFT JOIN settlement_entry e
         ON e.coop_id = o.coop_id AND e.shop_id = o.shop_id AND e.external_order_id = o.external_order_id
       WHERE o.coop_id = ? AND o.shop_id = ? AND o.status = 'completed' AND e.id IS NULL
         AND o.placed_at < (SELECT MAX(at) FROM settlement_entry WHERE coop_id = ? AND shop_id = ?)
       ORDER BY o.placed_at, o.id LIMIT ?`,
      [scope.coopId, shopId, scope.coopId, shopId, limit],
    );
    return rows.map((row) => ({
      externalOrderId: row.external_order_id,
      totalVnd: toInt(row.total_vnd),
      placedAt: toInt(row.placed_at),
    }));
  }

  async ofOrder(
    tx: Tx,
    scope: CoopScope,
    shopId: number,
    externalOrderId: string,
  ): Promise<SettlementEntry[]> {
    const values = [shopId, externalOrderId];
    const found = await this.where(tx, scope, 'shop_id = ? AND external_order_id = ?', values);
    return found.map(({ entry }) => entry);
  }

  private async insertParts(
    tx: Tx,
    scope: CoopScope,
    id: SettlementId,
    { parts }: SettlementEntry,
  ): Promise<void> {
    const rows = parts.map((part, position) => ({
      coop_id: scope.coopId,
      entry_id: id,
      position,
      kind: part.kind,
      name: tidy(part.name).slice(0, 100),
      amount_vnd: part.amountVnd,
    }));
    await sql(tx).insert('settlement_part', ...rows);
  }

  private async where(
    tx: Tx,
    scope: CoopScope,
    condition: string,
    values: readonly (string | number)[],
  ): Promise<{ id: SettlementId; entry: SettlementEntry }[]> {
    const rows = await sql(tx).all<Row>(
      `SELECT ${COLUMNS} FROM settlement_entry WHERE coop_id = ? AND ${condition} ORDER BY at, id`,
      [scope.coopId, ...values],
    );
    if (rows.length === 0) return [];
    const parts = await sql(tx).all<PartRow>(
      `SELECT entry_id, kind, name, amount_vnd FROM settlement_part WHERE coop_id = ? AND entry_id IN (${marks(rows)}) ORDER BY entry_id, position`,
      [scope.coopId, ...rows.map((row) => row.id)],
    );
    return rows.map((row) => ({
      id: toInt(row.id) as SettlementId,
      entry: toEntry(
        row,
        parts.filter((part) => part.entry_id === row.id),
      ),
    }));
  }
}

function toEntry(row: Row, parts: readonly PartRow[]): SettlementEntry {
  return {
    externalId: row.external_id,
    kind: row.kind as SettlementKind,
    channelKind: row.channel_kind,
    externalOrderId: row.external_order_id,
    externalStatementId: row.external_statement_id,
    amountVnd: toInt(row.amount_vnd),
    at: toInt(row.at),
    parts: parts.map((part) => ({
      kind: part.kind as SettlementPartKind,
      name: part.name,
      amountVnd: toInt(part.amount_vnd),
    })),
  };
}

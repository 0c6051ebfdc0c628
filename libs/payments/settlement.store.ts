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
    const [found] = await this.where(tx, scope, 'shop_id = ? AND external_id = ?', [
      shopId,
      externalId,
    ]);
    return found ?? null;
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

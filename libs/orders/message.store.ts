import type { ChannelMessage } from '@ganh/channels/kit';
import { type CoopScope, type MessageId, type OrderId, type ShopId, tidy } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

export interface StoredMessage {
  id: MessageId;
  shopId: ShopId;
  externalId: string;
  kind: 'comment' | 'message';
  threadId: string;
  from: { externalId: string; name: string } | null;
  text: string;
  at: number;
  orderId: OrderId | null;
}

interface Row {
  id: number;
  shop_id: number;
  external_id: string;
  kind: string;
  thread_id: string;
  from_external_id: string | null;
  from_name: string | null;
  text: string;
  at: number;
  order_id: number | null;
}

const COLUMNS =
  'id, shop_id, external_id, kind, thread_id, from_external_id, from_name, text, at, order_id';

function toMessage(row: Row): StoredMessage {
  return {
    id: toInt(row.id) as MessageId,
    shopId: toInt(row.shop_id) as ShopId,
    externalId: row.external_id,
    kind: row.kind as StoredMessage['kind'],
    threadId: row.thread_id,
    from:
      row.from_external_id === null
        ? null
        : { externalId: row.from_external_id, name: row.from_name ?? '' },
    text: row.text,
    at: toInt(row.at),
    orderId: row.order_id === null ? null : (toInt(row.order_id) as OrderId),
  };
}

export class MessageStore {
  /** false: seen before (webhook and poll meet here). */
  async insert(
    tx: Tx,
    scope: CoopScope,
    id: MessageId,
    shopId: ShopId,
    message: ChannelMessage,
  ): Promise<boolean> {
    return sql(tx).insertOnce('channel_message', {
      coop_id: scope.coopId,
      id,
      shop_id: shopId,
      external_id: message.externalId,
      kind: message.kind,
      thread_id: message.threadId,
      from_external_id: message.from?.externalId ?? null,
      from_name: message.from ? tidy(message.from.name).slice(0, 120) : null,
      text: message.text.normalize('NFC').slice(0, 2000),
      at: message.at,
      ours: message.ours ? 1 : 0,
      order_id: null,
      hidden_at: null,
    });
  }

  async find(tx: Tx, scope: CoopScope, id: MessageId): Promise<StoredMessage | null> {
    const row = await sql(tx).one<Row>(
      `SELECT ${COLUMNS} FROM channel_message WHERE coop_id = ? AND id = ?`,
      [scope.coopId, id],
    );
    return row ? toMessage(row) : null;
  }

  async findByOrder(tx: Tx, scope: CoopScope, id: OrderId): Promise<StoredMessage | null> {
    const row = await sql(tx).one<Row>(
      `SELECT ${COLUMNS} FROM channel_message WHERE coop_id = ? AND order_id = ?`,
      [scope.coopId, id],
    );
    return row ? toMessage(row) : null;
  }

  /** What buyers wrote and nobody has made an order of, newest first. */
  async open(
    tx: Tx,
    scope: CoopScope,
    before: { at: number; id: number } | null,
    limit: number,
  ): Promise<StoredMessage[]> {
    const from = before ? ' AND (at < ? OR (at = ? AND id < ?))' : '';
    const rows = await sql(tx).all<Row>(
      `SELECT ${COLUMNS} FROM channel_message WHERE coop_id = ? AND ours = 0 AND order_id IS NULL AND hidden_at IS NULL${from}
       ORDER BY at DESC, id DESC LIMIT ?`,
      [scope.coopId, ...(before ? [before.at, before.at, before.id] : []), limit],
    );
    return rows.map(toMessage);
  }

  async countOpen(tx: Tx, scope: CoopScope): Promise<number> {
    const row = await sql(tx).one<{ n: number }>(
      'SELECT COUNT(*) AS n FROM channel_message WHERE coop_id = ? AND ours = 0 AND order_id IS NULL AND hidden_at IS NULL',
      [scope.coopId],
    );
    return toInt(row?.n ?? 0);
  }

  async setOrder(tx: Tx, scope: CoopScope, id: MessageId, orderId: OrderId): Promise<void> {
    await sql(tx).run('UPDATE channel_message SET order_id = ? WHERE coop_id = ? AND id = ?', [
      orderId,
      scope.coopId,
      id,
    ]);
  }

  async hide(tx: Tx, scope: CoopScope, id: MessageId, at: number | null): Promise<boolean> {
    return (
      (await sql(tx).run('UPDATE channel_message SET hidden_at = ? WHERE coop_id = ? AND id = ?', [
        at,
        scope.coopId,
        id,
      ])) === 1
    );
  }
}

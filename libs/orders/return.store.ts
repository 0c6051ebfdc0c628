import type { ChannelId, ChannelReturn, ChannelReturnStatus } from '@ganh/channels/kit';
import {
  type AllCoops,
  type CoopId,
  type CoopScope,
  type Id,
  type ReturnId,
  type ReturnLineId,
  type ShopId,
  tidy,
} from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, marks, sql, toInt } from '@ganh/persistence/sql';
import type { OrderReturn, ReturnAnswer } from './return';

interface Row {
  coop_id: number;
  id: number;
  shop_id: number;
  external_return_id: string;
  external_order_id: string;
  status: string;
  channel_status: string;
  reason: string | null;
  refund_vnd: number | null;
  answer_by_at: number | null;
  asked_at: number;
  channel_updated_at: number;
  restocked_at: number | null;
  rev: number;
  action: string | null;
  refuse_why: string | null;
  refusal: string | null;
}

interface LineRow {
  id: number;
  return_id: number;
  external_line_id: string | null;
  external_item_id: string | null;
  external_variant_id: string | null;
  sku: string | null;
  quantity: number;
}

const COLUMNS =
  'coop_id, id, shop_id, external_return_id, external_order_id, status, channel_status, reason, refund_vnd, answer_by_at, asked_at, channel_updated_at, restocked_at, rev, action, refuse_why, refusal';

const orNull = (value: number | null) => (value === null ? null : toInt(value));

function toReturn(row: Row, lines: readonly LineRow[]): OrderReturn {
  return {
    coopId: toInt(row.coop_id) as CoopId,
    id: toInt(row.id) as ReturnId,
    shopId: toInt(row.shop_id) as ShopId,
    externalReturnId: row.external_return_id,
    externalOrderId: row.external_order_id,
    status: row.status as ChannelReturnStatus,
    channelStatus: row.channel_status,
    reason: row.reason,
    refundVnd: orNull(row.refund_vnd),
    answerByAt: orNull(row.answer_by_at),
    createdAt: toInt(row.asked_at),
    updatedAt: toInt(row.channel_updated_at),
    restockedAt: orNull(row.restocked_at),
    rev: row.rev,
    action: row.action as ReturnAnswer | null,
    refuseWhy: row.refuse_why,
    refusal: row.refusal,
    lines: lines.map((line) => ({
      id: toInt(line.id) as ReturnLineId,
      externalLineId: line.external_line_id,
      externalItemId: line.external_item_id,
      externalVariantId: line.external_variant_id,
      sku: line.sku,
      quantity: toInt(line.quantity),
    })),
  };
}

const reasonOf = (news: ChannelReturn) =>
  news.reason === null ? null : tidy(news.reason).slice(0, 500);

export class ReturnStore {
  /** false: it stands already. `nextId` makes a key a line. */
  async insert(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    id: ReturnId,
    news: ChannelReturn,
    now: number,
    nextId: () => Id<string>,
  ): Promise<boolean> {
    const fresh = await sql(tx).insertOnce('channel_return', {
      coop_id: scope.coopId,
      id,
      shop_id: shopId,
      external_return_id: news.externalReturnId,
      external_order_id: news.externalOrderId,
      status: news.status,
      channel_status: news.channelStatus.slice(0, 60),
      reason: reasonOf(news),
      refund_vnd: news.refundVnd,
      answer_by_at: news.answerByAt,
      asked_at: news.createdAt,
      channel_updated_at: news.updatedAt,
      restocked_at: null,
      updated_at: now,
      rev: 1,
      action: null,
      refuse_why: null,
      action_next_at: null,
      action_attempts: 0,
      refusal: null,
    });
    if (!fresh) return false;
    const lines = news.lines.map((line, position) => ({
      coop_id: scope.coopId,
      id: nextId(),
      return_id: id,
      position,
      external_line_id: line.externalLineId,
      external_item_id: line.externalItemId,
      external_variant_id: line.externalVariantId,
      sku: line.sku,
      quantity: line.quantity,
    }));
    await sql(tx).insert('channel_return_line', ...lines);
    return true;
  }

  async setNews(tx: Tx, one: OrderReturn, news: ChannelReturn, now: number): Promise<void> {
    await sql(tx).run(
      `UPDATE channel_return SET external_order_id = ?, status = ?, channel_status = ?, reason = ?, refund_vnd = ?, answer_by_at = ?, channel_updated_at = ?,
         action = NULL, action_next_at = NULL, refusal = NULL, updated_at = ?, rev = rev + 1 WHERE coop_id = ? AND id = ?`,
      [
        news.externalOrderId || one.externalOrderId,
        news.status,
        news.channelStatus.slice(0, 60),
        reasonOf(news),
        news.refundVnd,
        news.answerByAt,
        news.updatedAt,
        now,
        one.coopId,
        one.id,
      ],
    );
  }

  async find(tx: Tx, scope: CoopScope, id: ReturnId): Promise<OrderReturn | null> {
    const [one] = await this.where(tx, scope, 'id = ?', [id]);
    return one ?? null;
  }

  /** Locked until the transaction ends. */
  async findForMove(tx: Tx, scope: CoopScope, id: ReturnId): Promise<OrderReturn | null> {
    await sql(tx).one(
      `SELECT id FROM channel_return WHERE coop_id = ? AND id = ?${forUpdate(sql(tx))}`,
      [scope.coopId, id],
    );
    return this.find(tx, scope, id);
  }

  async findExternal(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    externalReturnId: string,
  ): Promise<ReturnId | null> {
    const [one] = await this.where(tx, scope, 'shop_id = ? AND external_return_id = ?', [
      shopId,
      externalReturnId,
    ]);
    return one?.id ?? null;
  }

  ofOrder(tx: Tx, scope: CoopScope, shopId: number, orderId: string): Promise<OrderReturn[]> {
    return this.where(tx, scope, 'shop_id = ? AND external_order_id = ?', [shopId, orderId]);
  }

  /** Waiting or not understood, and shown by no order: it is not in the inbox, or the return does not name it. Most first. */
  async withoutOrder(
    tx: Tx,
    scope: CoopScope,
    since: number,
  ): Promise<{ channel: ChannelId; count: number }[]> {
    const rows = await sql(tx).all<{ channel: string; count: number }>(
      `SELECT s.channel AS channel, COUNT(*) AS count FROM channel_return r
         JOIN shop s ON s.coop_id = r.coop_id AND s.id = r.shop_id
         LEFT JOIN sales_order o ON o.coop_id = r.coop_id AND o.shop_id = r.shop_id AND o.external_order_id = r.external_order_id
       WHERE r.coop_id = ? AND r.status IN ('requested', 'unknown') AND r.updated_at >= ? AND o.id IS NULL
       GROUP BY s.channel ORDER BY COUNT(*) DESC, s.channel`,
      [scope.coopId, since],
    );
    return rows.map((row) => ({ channel: row.channel as ChannelId, count: toInt(row.count) }));
  }

  /** What people decided. `nextAt` null: nothing is wanted of the channel any more. */
  async setAnswer(
    tx: Tx,
    one: OrderReturn,
    answer: { action: ReturnAnswer | null; why: string | null; refusal: string | null },
    nextAt: number | null,
    attempts: number,
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE channel_return SET action = ?, refuse_why = ?, refusal = ?, action_next_at = ?, action_attempts = ?, rev = rev + 1
       WHERE coop_id = ? AND id = ?`,
      [answer.action, answer.why, answer.refusal, nextAt, attempts, one.coopId, one.id],
    );
  }

  async setStatus(tx: Tx, one: OrderReturn, status: ChannelReturnStatus): Promise<void> {
    await sql(tx).run(
      'UPDATE channel_return SET status = ?, rev = rev + 1 WHERE coop_id = ? AND id = ?',
      [status, one.coopId, one.id],
    );
  }

  async setRestocked(tx: Tx, one: OrderReturn, now: number): Promise<void> {
    await sql(tx).run(
      'UPDATE channel_return SET restocked_at = ?, updated_at = ?, rev = rev + 1 WHERE coop_id = ? AND id = ?',
      [now, now, one.coopId, one.id],
    );
  }

  /** null: not due, or another worker has it. */
  async takeAnswer(
    tx: Tx,
    scope: CoopScope,
    id: ReturnId,
    now: number,
    until: number,
  ): Promise<{ attempts: number } | null> {
    const taken = await sql(tx).run(
      'UPDATE channel_return SET action_next_at = ? WHERE coop_id = ? AND id = ? AND action_next_at <= ?',
      [until, scope.coopId, id, now],
    );
    if (taken === 0) return null;
    const row = await sql(tx).one<{ action_attempts: number }>(
      'SELECT action_attempts FROM channel_return WHERE coop_id = ? AND id = ?',
      [scope.coopId, id],
    );
    return { attempts: row?.action_attempts ?? 0 };
  }

  async due(
    tx: Tx,
    _all: AllCoops,
    now: number,
    limit: number,
  ): Promise<{ coopId: CoopId; returnId: ReturnId }[]> {
    const rows = await sql(tx).all<{ coop_id: number; id: number }>(
      'SELECT coop_id, id FROM channel_return WHERE action_next_at <= ? ORDER BY action_next_at LIMIT ?',
      [now, limit],
    );
    return rows.map((row) => ({
      coopId: toInt(row.coop_id) as CoopId,
      returnId: toInt(row.id) as ReturnId,
    }));
  }

  private async where(
    tx: Tx,
    scope: CoopScope,
    condition: string,
    values: readonly (string | number)[],
  ): Promise<OrderReturn[]> {
    const rows = await sql(tx).all<Row>(
      `SELECT ${COLUMNS} FROM channel_return WHERE coop_id = ? AND ${condition} ORDER BY asked_at, id`,
      [scope.coopId, ...values],
    );
    if (rows.length === 0) return [];
    const lines = await sql(tx).all<LineRow>(
      `SELECT id, return_id, external_line_id, external_item_id, external_variant_id, sku, quantity FROM channel_return_line
       WHERE coop_id = ? AND return_id IN (${marks(rows)}) ORDER BY return_id, position`,
      [scope.coopId, ...rows.map((row) => row.id)],
    );
    return rows.map((row) =>
      toReturn(
        row,
        lines.filter((line) => line.return_id === row.id),
      ),
    );
  }
}

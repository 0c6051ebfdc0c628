import {
  type AllCoops,
  type CoopId,
  type CoopScope,
  type MessageId,
  type OrderId,
  type ReplyId,
  type ShopId,
  toId,
  type UserId,
} from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, type SqlValue, toInt } from '@ganh/persistence/sql';
import type { NewReply, Reply } from './reply';

interface Row {
  coop_id: number;
  id: number;
  shop_id: number;
  message_id: number | null;
  order_id: number | null;
  way: string;
  target: string;
  thread_id: string | null;
  purpose: string | null;
  body: string;
  state: string;
  wanted_at: number;
  sent_at: number | null;
  refusal: string | null;
}

const COLUMNS =
  'coop_id, id, shop_id, message_id, order_id, way, target, thread_id, purpose, body, state, wanted_at, sent_at, refusal';

function toReply(row: Row): Reply {
  const isTemplate = row.way === 'template';
  return {
    coopId: toId<CoopId>(toInt(row.coop_id)),
    id: toId<ReplyId>(toInt(row.id)),
    shopId: toId<ShopId>(toInt(row.shop_id)),
    messageId: row.message_id === null ? null : toId<MessageId>(toInt(row.message_id)),
    orderId: row.order_id === null ? null : toId<OrderId>(toInt(row.order_id)),
    way: row.way as Reply['way'],
    target: row.target,
    threadId: row.thread_id,
    purpose: row.purpose as Reply['purpose'],
    text: isTemplate ? '' : row.body,
    values: isTemplate ? (JSON.parse(row.body) as Record<string, string>) : {},
    state: row.state as Reply['state'],
    wantedAt: toInt(row.wanted_at),
    sentAt: row.sent_at === null ? null : toInt(row.sent_at),
    refusal: row.refusal,
  };
}

/** What a worker reports; it counts only while the reply is still wanted. */
interface Outcome {
  state: Reply['state'];
  nextAt: number | null;
  attempts: number;
  sentAt: number | null;
  doneAt: number | null;
  externalId: string | null;
  refusal: string | null;
}

export class ReplyStore {
  /** false: it stands already. */
  insert(tx: Tx, reply: NewReply, actor: UserId | null, now: number): Promise<boolean> {
    return sql(tx).insertOnce('reply', {
      coop_id: reply.coopId,
      id: reply.id,
      source: reply.source,
      shop_id: reply.shopId,
      message_id: reply.messageId,
      order_id: reply.orderId,
      way: reply.way,
      target: reply.target,
      thread_id: reply.threadId,
      purpose: reply.purpose,
      body: reply.way === 'template' ? JSON.stringify(reply.values) : reply.text,
      state: 'wanted',
      actor_user_id: actor,
      wanted_at: now,
      done_at: null,
      sent_at: null,
      next_at: now,
      attempts: 0,
      external_id: null,
      refusal: null,
    });
  }

  async find(tx: Tx, scope: CoopScope, id: ReplyId): Promise<Reply | null> {
    return (await this.where(tx, scope, 'id = ?', [id]))[0] ?? null;
  }

  async findBySource(tx: Tx, scope: CoopScope, source: string): Promise<Reply | null> {
    return (await this.where(tx, scope, 'source = ?', [source]))[0] ?? null;
  }

  async ofMessages(tx: Tx, scope: CoopScope, ids: readonly MessageId[]): Promise<Reply[]> {
    return ids.length === 0 ? [] : this.where(tx, scope, `message_id IN (${marks(ids)})`, ids);
  }

  ofOrder(tx: Tx, scope: CoopScope, id: OrderId): Promise<Reply[]> {
    return this.where(tx, scope, 'order_id = ?', [id]);
  }

  /** Those of the channel's ids that are known to be of other replies. */
  async known(
    tx: Tx,
    { coopId, shopId, id }: Reply,
    externalIds: readonly string[],
  ): Promise<Set<string>> {
    if (externalIds.length === 0) return new Set();
    const rows = await sql(tx).all<{ external_id: string }>(
      `SELECT external_id FROM reply WHERE coop_id = ? AND shop_id = ? AND id <> ? AND external_id IN (${marks(externalIds)})`,
      [coopId, shopId, id, ...externalIds],
    );
    return new Set(rows.map((row) => row.external_id));
  }

  /** null: not due, or another worker has it. */
  async take(
    tx: Tx,
    scope: CoopScope,
    id: ReplyId,
    now: number,
    until: number,
  ): Promise<{ attempts: number } | null> {
    const taken = await sql(tx).run(
      "UPDATE reply SET next_at = ? WHERE coop_id = ? AND id = ? AND state = 'wanted' AND next_at <= ?",
      [until, scope.coopId, id, now],
    );
    if (taken === 0) return null;
    const row = await sql(tx).one<{ attempts: number }>(
      'SELECT attempts FROM reply WHERE coop_id = ? AND id = ?',
      [scope.coopId, id],
    );
    return { attempts: row?.attempts ?? 0 };
  }

  /** false: the time of whoever took it is over, and another may be at it. */
  async begin(tx: Tx, scope: CoopScope, id: ReplyId, until: number, now: number): Promise<boolean> {
    const begun = await sql(tx).run(
      "UPDATE reply SET sent_at = ? WHERE coop_id = ? AND id = ? AND state = 'wanted' AND next_at = ?",
      [now, scope.coopId, id, until],
    );
    return begun === 1;
  }

  /** `from`: states that it may be moved out of. */
  async settle(
    tx: Tx,
    scope: CoopScope,
    id: ReplyId,
    from: readonly Reply['state'][],
    end: Outcome,
  ): Promise<boolean> {
    const moved = await sql(tx).run(
      `UPDATE reply SET state = ?, next_at = ?, attempts = ?, sent_at = ?, done_at = ?, external_id = ?, refusal = ?
       WHERE coop_id = ? AND id = ? AND state IN (${marks(from)})`,
      [
        end.state,
        end.nextAt,
        end.attempts,
        end.sentAt,
        end.doneAt,
        end.externalId,
        end.refusal,
        scope.coopId,
        id,
        ...from,
      ],
    );
    return moved === 1;
  }

  async due(
    tx: Tx,
    _all: AllCoops,
    now: number,
    limit: number,
  ): Promise<{ coopId: CoopId; replyId: ReplyId }[]> {
    const rows = await sql(tx).all<{ coop_id: number; id: number }>(
      'SELECT coop_id, id FROM reply WHERE next_at <= ? ORDER BY next_at LIMIT ?',
      [now, limit],
    );
    return rows.map((row) => ({
      coopId: toId<CoopId>(toInt(row.coop_id)),
      replyId: toId<ReplyId>(toInt(row.id)),
    }));
  }

  private async where(
    tx: Tx,
    scope: CoopScope,
    condition: string,
    values: readonly SqlValue[],
  ): Promise<Reply[]> {
    const rows = await sql(tx).all<Row>(
      `SELECT ${COLUMNS} FROM reply WHERE coop_id = ? AND ${condition} ORDER BY wanted_at, id`,
      [scope.coopId, ...values],
    );
    return rows.map(toReply);
  }
}

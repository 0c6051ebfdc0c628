import type { ChannelEvent, ChannelId } from '@ganh/channels/kit';
import type { AllCoops, CoopId, CoopScope, ShopId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

export interface StoredDelivery {
  id: number;
  channel: ChannelId;
  body: Buffer;
  headers: Record<string, string>;
  attempts: number;
}

export interface StoredEvent {
  coopId: CoopId;
  shopId: ShopId;
  eventKey: string;
  event: ChannelEvent;
  attempts: number;
}

/** Deliveries as they came (an app's), and what they meant (a cooperative's). */
export class InboundStore {
  /** false: the same bytes came before. */
  async insertDelivery(
    tx: Tx,
    id: number,
    channel: ChannelId,
    hash: string,
    body: Buffer,
    headers: Record<string, string>,
    now: number,
  ): Promise<boolean> {
    return sql(tx).insertOnce('delivery', {
      id,
      channel,
      body_hash: hash,
      body,
      headers: JSON.stringify(headers),
      received_at: now,
      attempts: 0,
      next_at: now,
      done_at: null,
      failure: null,
    });
  }

  async delivery(tx: Tx, _all: AllCoops, id: number): Promise<StoredDelivery | null> {
    const row = await sql(tx).one<{
      id: number;
      channel: string;
      body: Buffer;
      headers: string;
      attempts: number;
    }>(
      'SELECT id, channel, body, headers, attempts FROM delivery WHERE id = ? AND done_at IS NULL',
      [id],
    );
    if (!row) return null;
    return {
      id: toInt(row.id),
      channel: row.channel as ChannelId,
      body: row.body,
      headers: JSON.parse(row.headers) as Record<string, string>,
      attempts: row.attempts,
    };
  }

  async dueDeliveries(tx: Tx, _all: AllCoops, now: number, limit: number): Promise<number[]> {
    const rows = await sql(tx).all<{ id: number }>(
      'SELECT id FROM delivery WHERE next_at <= ? ORDER BY next_at LIMIT ?',
      [now, limit],
    );
    return rows.map((row) => toInt(row.id));
  }

  /** Worked off: kept for the trace, without its body, which may hold a buyer's words. */
  async deliveryDone(tx: Tx, id: number, now: number, failure: string | null): Promise<void> {
    await sql(tx).run(
      'UPDATE delivery SET done_at = ?, next_at = NULL, failure = ?, body = ? WHERE id = ?',
      [now, failure, Buffer.alloc(0), id],
    );
  }

  async deliveryLater(tx: Tx, id: number, at: number, failure: string): Promise<void> {
    await sql(tx).run(
      'UPDATE delivery SET next_at = ?, attempts = attempts + 1, failure = ? WHERE id = ?',
      [at, failure.slice(0, 300), id],
    );
  }

  async insertEvent(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    eventKey: string,
    event: ChannelEvent,
    now: number,
  ): Promise<boolean> {
    return sql(tx).insertOnce('channel_event', {
      coop_id: scope.coopId,
      shop_id: shopId,
      event_key: eventKey,
      kind: event.kind,
      payload: JSON.stringify(event),
      at: event.at,
      attempts: 0,
      next_at: now,
      done_at: null,
      failure: null,
    });
  }

  async dueEvents(
    tx: Tx,
    _all: AllCoops,
    shopId: ShopId,
    now: number,
    limit: number,
  ): Promise<StoredEvent[]> {
    const rows = await sql(tx).all<{
      coop_id: number;
      shop_id: number;
      event_key: string;
      payload: string;
      attempts: number;
    }>(
      'SELECT coop_id, shop_id, event_key, payload, attempts FROM channel_event WHERE shop_id = ? AND next_at <= ? ORDER BY next_at, at LIMIT ?',
      [shopId, now, limit],
    );
    return rows.map((row) => ({
      coopId: toInt(row.coop_id) as CoopId,
      shopId: toInt(row.shop_id) as ShopId,
      eventKey: row.event_key,
      event: JSON.parse(row.payload) as ChannelEvent,
      attempts: row.attempts,
    }));
  }

  async shopsWithDueEvents(tx: Tx, _all: AllCoops, now: number, limit: number): Promise<ShopId[]> {
    const rows = await sql(tx).all<{ shop_id: number }>(
      'SELECT DISTINCT shop_id FROM channel_event WHERE next_at <= ? LIMIT ?',
      [now, limit],
    );
    return rows.map((row) => toInt(row.shop_id) as ShopId);
  }

  async eventDone(tx: Tx, event: StoredEvent, now: number): Promise<void> {
    await sql(tx).run(
      "UPDATE channel_event SET done_at = ?, next_at = NULL, failure = NULL, payload = '{}' WHERE coop_id = ? AND shop_id = ? AND event_key = ?",
      [now, event.coopId, event.shopId, event.eventKey],
    );
  }

  async eventLater(tx: Tx, event: StoredEvent, at: number, failure: string): Promise<void> {
    await sql(tx).run(
      'UPDATE channel_event SET next_at = ?, attempts = attempts + 1, failure = ? WHERE coop_id = ? AND shop_id = ? AND event_key = ?',
      [at, failure.slice(0, 300), event.coopId, event.shopId, event.eventKey],
    );
  }
}

import {
  type AllCoops,
  type CoopId,
  type CoopScope,
  fold,
  type OrderId,
  type OrderLineId,
  type UserId,
} from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, marks, sql, toInt } from '@ganh/persistence/sql';
import { HELD, type Order, type OrderStatus, PACK_WITHIN_MS } from './order';
import { completed, ORDER, type OrderRow } from './order-row.store';

export type NewOrder = Omit<Order, 'number' | 'rev' | 'action' | 'parcels'>;

export class OrderStore {
  /** Numbers count up without holes as far as orders commit. */
  async nextNumber(tx: Tx, scope: CoopScope): Promise<number> {
    await sql(tx).insertOnce('order_counter', { coop_id: scope.coopId, next_number: 1 });
    await sql(tx).run('UPDATE order_counter SET next_number = next_number + 1 WHERE coop_id = ?', [
      scope.coopId,
    ]);
    const row = await sql(tx).one<{ next_number: number }>(
      'SELECT next_number FROM order_counter WHERE coop_id = ?',
      [scope.coopId],
    );
    return toInt(row?.next_number) - 1;
  }

  /** false: this shop's order stands already. */
  async insert(
    tx: Tx,
    scope: CoopScope,
    order: NewOrder,
    number: number,
    now: number,
  ): Promise<boolean> {
    const { buyer } = order;
    const fresh = await sql(tx).insertOnce('sales_order', {
      coop_id: scope.coopId,
      id: order.id,
      number,
      shop_id: order.shopId,
      channel: order.channel,
      external_order_id: order.externalOrderId,
      status: order.status,
      channel_status: order.channelStatus,
      short: order.short ? 1 : 0,
      payment: order.payment,
      paid: order.paid ? 1 : 0,
      total_vnd: order.totalVnd,
      buyer_external_id: buyer.externalId,
      buyer_name: buyer.name?.slice(0, 120) ?? null,
      buyer_search: fold(buyer.name ?? '').slice(0, 200),
      buyer_phone: buyer.phone?.slice(0, 32) ?? null,
      buyer_address: buyer.address?.slice(0, 500) ?? null,
      note: order.note?.slice(0, 1000) ?? null,
      ship_by_at: order.shipByAt,
      placed_at: order.placedAt,
      channel_updated_at: order.channelUpdatedAt,
      created_at: now,
      updated_at: now,
      rev: 1,
      action: null,
      action_next_at: null,
      action_attempts: 0,
    });
    if (!fresh) return false;
    await sql(tx).insert(
      'order_line',
      ...order.lines.map((line) => ({
        coop_id: scope.coopId,
        id: line.id,
        order_id: order.id,
        variant_id: line.variantId,
        external_line_id: line.externalLineId,
        external_item_id: line.externalItemId,
        external_variant_id: line.externalVariantId,
        name: line.name.slice(0, 300),
        unit: line.unit,
        quantity: line.quantity,
        steps_per_unit: line.stepsPerUnit,
        price_vnd: line.priceVnd,
        amount_vnd: line.amountVnd,
        short_qty: line.shortQty,
      })),
    );
    return true;
  }

  async find(tx: Tx, scope: CoopScope, id: OrderId): Promise<Order | null> {
    return (await this.findMany(tx, scope, [id]))[0] ?? null;
  }

  async findMany(tx: Tx, scope: CoopScope, ids: readonly OrderId[]): Promise<Order[]> {
    if (ids.length === 0) return [];
    const rows = await sql(tx).all<OrderRow>(
      `SELECT ${ORDER} FROM sales_order WHERE coop_id = ? AND id IN (${marks(ids)})`,
      [scope.coopId, ...ids],
    );
    return completed(tx, scope, rows);
  }

  /** Locked until the transaction ends: two people, or a person and the channel, move it one after the other. */
  async findForMove(tx: Tx, scope: CoopScope, id: OrderId): Promise<Order | null> {
    await sql(tx).one(
      `SELECT id FROM sales_order WHERE coop_id = ? AND id = ?${forUpdate(sql(tx))}`,
      [scope.coopId, id],
    );
    return this.find(tx, scope, id);
  }

  async findExternal(
    tx: Tx,
    scope: CoopScope,
    shopId: number,
    externalOrderId: string,
  ): Promise<OrderId | null> {
    const row = await sql(tx).one<{ id: number }>(
      'SELECT id FROM sales_order WHERE coop_id = ? AND shop_id = ? AND external_order_id = ?',
      [scope.coopId, shopId, externalOrderId],
    );
    return row ? (toInt(row.id) as OrderId) : null;
  }

  async list(
    tx: Tx,
    scope: CoopScope,
    filter: { statuses: readonly OrderStatus[]; short: boolean | null },
    before: { at: number; id: number } | null,
    limit: number,
    soonestFirst: boolean,
  ): Promise<Order[]> {
    const held = `status IN (${HELD.map((one) => `'${one}'`).join(', ')})`;
    const inTab = `status IN (${marks(filter.statuses)})`;
    const status =
      filter.short === null
        ? inTab
        : filter.short
          ? `(${inTab} OR (short = 1 AND ${held}))`
          : `${inTab} AND short = 0`;
    // As placeOf (order.ts) says it.
    const place = soonestFirst
      ? `COALESCE(ship_by_at, placed_at + ${PACK_WITHIN_MS})`
      : 'placed_at';
    const [compare, direction] = soonestFirst ? ['>', 'ASC'] : ['<', 'DESC'];
    const from = before ? ` AND (${place} ${compare} ? OR (${place} = ? AND id ${compare} ?))` : '';
    const rows = await sql(tx).all<OrderRow>(
      `SELECT ${ORDER} FROM sales_order WHERE coop_id = ? AND ${status}${from} ORDER BY ${place} ${direction}, id ${direction} LIMIT ?`,
      [
        scope.coopId,
        ...filter.statuses,
        ...(before ? [before.at, before.at, before.id] : []),
        limit,
      ],
    );
    return completed(tx, scope, rows);
  }

  /** How many orders stand where. */
  async counts(
    tx: Tx,
    scope: CoopScope,
  ): Promise<{ status: OrderStatus; short: boolean; count: number }[]> {
    const rows = await sql(tx).all<{ status: string; short: number; n: number }>(
      'SELECT status, short, COUNT(*) AS n FROM sales_order WHERE coop_id = ? GROUP BY status, short',
      [scope.coopId],
    );
    return rows.map((row) => ({
      status: row.status as OrderStatus,
      short: row.short === 1,
      count: toInt(row.n),
    }));
  }

  /** Money of orders placed in [from, to) that were not cancelled. */
  async sold(
    tx: Tx,
    scope: CoopScope,
    from: number,
    to: number,
  ): Promise<{ soldVnd: number; orders: number; waitingVnd: number }> {
    const row = await sql(tx).one<{ sold: number | null; n: number; waiting: number | null }>(
      `SELECT SUM(total_vnd) AS sold, COUNT(*) AS n, SUM(CASE WHEN paid = 0 THEN total_vnd ELSE 0 END) AS waiting
       FROM sales_order WHERE coop_id = ? AND placed_at >= ? AND placed_at < ? AND status <> 'cancelled'`,
      [scope.coopId, from, to],
    );
    return {
      soldVnd: toInt(Number(row?.sold ?? 0)),
      orders: toInt(row?.n ?? 0),
      waitingVnd: toInt(Number(row?.waiting ?? 0)),
    };
  }

  /**
   * Steps of the variant in this shop's orders placed since `since`, cancelled ones left out; those that orders placed before
   * gave back by being cancelled since; when such an order was last heard of.
   */
  async soldIn(
    tx: Tx,
    scope: CoopScope,
    shopId: number,
    variantId: number,
    since: number,
  ): Promise<{ steps: number; backSteps: number; lastAt: number }> {
    const row = await sql(tx).one<{ steps: unknown; back: unknown; last: unknown }>(
      `SELECT SUM(CASE WHEN o.placed_at >= ? AND o.status <> 'cancelled' THEN l.quantity END) AS steps,
              SUM(CASE WHEN o.placed_at < ? AND o.status = 'cancelled' THEN l.quantity END) AS back,
              MAX(o.channel_updated_at) AS last FROM sales_order o
       JOIN order_line l ON l.coop_id = o.coop_id AND l.order_id = o.id
       WHERE o.coop_id = ? AND o.shop_id = ? AND o.channel_updated_at >= ? AND l.variant_id = ?`,
      [since, since, scope.coopId, shopId, since, variantId],
    );
    const whole = (value: unknown) => toInt(Number(value ?? 0));
    return { steps: whole(row?.steps), backSteps: whole(row?.back), lastAt: whole(row?.last) };
  }

  async setStatus(tx: Tx, order: Order, status: OrderStatus, now: number): Promise<void> {
    await sql(tx).run(
      'UPDATE sales_order SET status = ?, updated_at = ?, rev = rev + 1 WHERE coop_id = ? AND id = ?',
      [status, now, order.coopId, order.id],
    );
  }

  async setPaid(tx: Tx, order: Order, now: number): Promise<void> {
    await sql(tx).run(
      'UPDATE sales_order SET paid = 1, updated_at = ?, rev = rev + 1 WHERE coop_id = ? AND id = ?',
      [now, order.coopId, order.id],
    );
  }

  async setNews(
    tx: Tx,
    order: Order,
    news: {
      channelStatus: string;
      paid: boolean;
      shipByAt: number | null;
      updatedAt: number;
      buyer: Order['buyer'];
    },
    now: number,
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE sales_order SET channel_status = ?, paid = ?, ship_by_at = ?, channel_updated_at = ?, updated_at = ?, rev = rev + 1,
         buyer_name = COALESCE(?, buyer_name), buyer_search = COALESCE(?, buyer_search), buyer_phone = COALESCE(?, buyer_phone), buyer_address = COALESCE(?, buyer_address)
       WHERE coop_id = ? AND id = ?`,
      [
        news.channelStatus,
        news.paid ? 1 : 0,
        news.shipByAt,
        news.updatedAt,
        now,
        news.buyer.name?.slice(0, 120) ?? null,
        news.buyer.name ? fold(news.buyer.name).slice(0, 200) : null,
        news.buyer.phone?.slice(0, 32) ?? null,
        news.buyer.address?.slice(0, 500) ?? null,
        order.coopId,
        order.id,
      ],
    );
  }

  async setShort(tx: Tx, order: Order, short: ReadonlyMap<OrderLineId, number>): Promise<void> {
    for (const line of order.lines) {
      await sql(tx).run('UPDATE order_line SET short_qty = ? WHERE coop_id = ? AND id = ?', [
        short.get(line.id) ?? 0,
        order.coopId,
        line.id,
      ]);
    }
    await sql(tx).run(
      'UPDATE sales_order SET short = ?, rev = rev + 1 WHERE coop_id = ? AND id = ?',
      [short.size > 0 ? 1 : 0, order.coopId, order.id],
    );
  }

  /** What the channel is asked to do, level-triggered: due until the channel's own news confirm or refuse it. */
  async setAction(
    tx: Tx,
    scope: CoopScope,
    id: OrderId,
    action: string | null,
    nextAt: number | null,
    attempts: number,
  ): Promise<void> {
    await sql(tx).run(
      'UPDATE sales_order SET action = ?, action_next_at = ?, action_attempts = ?, rev = rev + 1 WHERE coop_id = ? AND id = ?',
      [action, nextAt, attempts, scope.coopId, id],
    );
  }

  /** null: not due, or another worker has it. */
  async takeAction(
    tx: Tx,
    scope: CoopScope,
    id: OrderId,
    now: number,
    until: number,
  ): Promise<{ attempts: number } | null> {
    const taken = await sql(tx).run(
      'UPDATE sales_order SET action_next_at = ? WHERE coop_id = ? AND id = ? AND action_next_at <= ?',
      [until, scope.coopId, id, now],
    );
    if (taken === 0) return null;
    const row = await sql(tx).one<{ action_attempts: number }>(
      'SELECT action_attempts FROM sales_order WHERE coop_id = ? AND id = ?',
      [scope.coopId, id],
    );
    return { attempts: row?.action_attempts ?? 0 };
  }

  async dueActions(
    tx: Tx,
    _all: AllCoops,
    now: number,
    limit: number,
  ): Promise<{ coopId: CoopId; orderId: OrderId; attempts: number }[]> {
    const rows = await sql(tx).all<{ coop_id: number; id: number; action_attempts: number }>(
      'SELECT coop_id, id, action_attempts FROM sales_order WHERE action_next_at <= ? ORDER BY action_next_at LIMIT ?',
      [now, limit],
    );
    return rows.map((row) => ({
      coopId: toInt(row.coop_id) as CoopId,
      orderId: toInt(row.id) as OrderId,
      attempts: row.action_attempts,
    }));
  }

  async addEvent(
    tx: Tx,
    scope: CoopScope,
    event: {
      id: number;
      orderId: OrderId;
      at: number;
      kind: string;
      actor: UserId | null;
      detail: object;
    },
  ): Promise<void> {
    await sql(tx).insert('order_event', {
      coop_id: scope.coopId,
      order_id: event.orderId,
      id: event.id,
      at: event.at,
      kind: event.kind,
      actor_user_id: event.actor,
      detail: JSON.stringify(event.detail),
    });
  }

  async events(
    tx: Tx,
    scope: CoopScope,
    orderId: OrderId,
  ): Promise<{ at: number; kind: string; detail: Record<string, string> }[]> {
    const rows = await sql(tx).all<{ at: number; kind: string; detail: string }>(
      'SELECT at, kind, detail FROM order_event WHERE coop_id = ? AND order_id = ? ORDER BY at, id',
      [scope.coopId, orderId],
    );
    return rows.map((row) => ({
      at: toInt(row.at),
      kind: row.kind,
      detail: JSON.parse(row.detail) as Record<string, string>,
    }));
  }
}

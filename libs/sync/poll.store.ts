import type { AllCoops, CoopId, CoopScope, ShopId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

export const POLL_KINDS = [
  'orders',
  'conversations',
  'returns',
  'settlements',
  'events',
  'drift',
] as const;
export type PollKind = (typeof POLL_KINDS)[number];

export interface PollCursor {
  coopId: CoopId;
  shopId: ShopId;
  kind: PollKind;
  /** Everything up to here has been seen. */
  doneUntilAt: number;
}

/** A cursor while we ask. */
export interface HeldCursor extends PollCursor {
  lease: string;
  /** What the next pull of the channel's queue acknowledges; '' = nothing. */
  ack: string;
}

/** How far each shop has been asked, and who is asking now. */
export class PollStore {
  async ensure(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    kind: PollKind,
    from: number,
    nextAt: number,
  ): Promise<void> {
    await sql(tx).insertOnce('poll_cursor', {
      coop_id: scope.coopId,
      shop_id: shopId,
      kind,
      done_until_at: from,
      next_at: nextAt,
      lease_until_at: null,
      lease: null,
      last_ok_at: null,
    });
  }

  async due(tx: Tx, _all: AllCoops, now: number, limit: number): Promise<PollCursor[]> {
    const rows = await sql(tx).all<{
      coop_id: number;
      shop_id: number;
      kind: string;
      done_until_at: number;
    }>(
      `SELECT p.coop_id, p.shop_id, p.kind, p.done_until_at FROM poll_cursor p JOIN shop s ON s.coop_id = p.coop_id AND s.id = p.shop_id
       WHERE p.next_at <= ? AND (p.lease_until_at IS NULL OR p.lease_until_at < ?) AND s.state = 'connected' ORDER BY p.next_at LIMIT ?`,
      [now, now, limit],
    );
    return rows.map((row) => ({
      coopId: toInt(row.coop_id) as CoopId,
      shopId: toInt(row.shop_id) as ShopId,
      kind: row.kind as PollKind,
      doneUntilAt: toInt(row.done_until_at),
    }));
  }

  /** The cursor as it stands, held by us; null when another process is asking. */
  async take(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    kind: PollKind,
    lease: string,
    now: number,
    until: number,
  ): Promise<HeldCursor | null> {
    const taken = await sql(tx).run(
      'UPDATE poll_cursor SET lease = ?, lease_until_at = ? WHERE coop_id = ? AND shop_id = ? AND kind = ? AND (lease_until_at IS NULL OR lease_until_at < ?)',
      [lease, until, scope.coopId, shopId, kind, now],
    );
    if (taken === 0) return null;
    const row = await sql(tx).one<{ done_until_at: number; ack: string }>(
      'SELECT done_until_at, ack FROM poll_cursor WHERE coop_id = ? AND shop_id = ? AND kind = ?',
      [scope.coopId, shopId, kind],
    );
    return row
      ? {
          coopId: scope.coopId,
          shopId,
          kind,
          doneUntilAt: toInt(row.done_until_at),
          lease,
          ack: row.ack,
        }
      : null;
  }

  /** false: the lease has gone to another process, which asks on. */
  async keepAck(tx: Tx, cursor: HeldCursor, ack: string): Promise<boolean> {
    if (ack === cursor.ack) return true;
    const kept = await sql(tx).run(
      'UPDATE poll_cursor SET ack = ? WHERE coop_id = ? AND shop_id = ? AND kind = ? AND lease = ?',
      [ack, cursor.coopId, cursor.shopId, cursor.kind, cursor.lease],
    );
    return kept > 0;
  }

  async done(
    tx: Tx,
    cursor: PollCursor,
    lease: string,
    untilAt: number,
    nextAt: number,
    okAt: number | null,
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE poll_cursor SET done_until_at = ?, next_at = ?, last_ok_at = COALESCE(?, last_ok_at), lease = NULL, lease_until_at = NULL
       WHERE coop_id = ? AND shop_id = ? AND kind = ? AND lease = ?`,
      [untilAt, nextAt, okAt, cursor.coopId, cursor.shopId, cursor.kind, lease],
    );
  }

  /** Up to when everything has been seen; null = this shop is not asked for it. */
  async doneUntil(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    kind: PollKind,
  ): Promise<number | null> {
    const row = await sql(tx).one<{ done_until_at: number }>(
      'SELECT done_until_at FROM poll_cursor WHERE coop_id = ? AND shop_id = ? AND kind = ?',
      [scope.coopId, shopId, kind],
    );
    return row ? toInt(row.done_until_at) : null;
  }

  /** Ask now, not at the usual time. */
  async soon(tx: Tx, scope: CoopScope, shopId: ShopId, kind: PollKind, now: number): Promise<void> {
    await sql(tx).run(
      'UPDATE poll_cursor SET next_at = ? WHERE coop_id = ? AND shop_id = ? AND kind = ? AND next_at > ?',
      [now, scope.coopId, shopId, kind, now],
    );
  }
}

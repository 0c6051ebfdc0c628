import type { CoopScope, UserId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';
import type { MovementCursor, StockEntry, StockMovement, StockPhase, StockSource } from './stock';

interface Row {
  source: StockSource;
  source_id: number;
  phase: StockPhase;
  on_hand_delta: number;
  reserved_delta: number;
  rev: number;
  at: number;
  reason: StockMovement['reason'];
  actor_user_id: number | null;
  op_id: string | null;
}

/** Append-only: a row is never changed, what was wrong is moved back by another. */
export class LedgerStore {
  /** Throws on a cause that stands already: callers have looked under the lock. */
  async append(
    tx: Tx,
    scope: CoopScope,
    entries: readonly StockEntry[],
    now: number,
  ): Promise<void> {
    await sql(tx).insert(
      'stock_entry',
      ...entries.map((entry) => ({
        coop_id: scope.coopId,
        source: entry.source,
        source_id: entry.sourceId,
        phase: entry.phase,
        variant_id: entry.variantId,
        on_hand_delta: entry.onHandDelta,
        reserved_delta: entry.reservedDelta,
        rev: entry.rev,
        at: now,
      })),
    );
  }

  async has(
    tx: Tx,
    scope: CoopScope,
    source: StockSource,
    sourceId: number,
    phase: StockPhase,
  ): Promise<boolean> {
    const row = await sql(tx).one(
      'SELECT rev FROM stock_entry WHERE coop_id = ? AND source = ? AND source_id = ? AND phase = ? LIMIT 1',
      [scope.coopId, source, sourceId, phase],
    );
    return row !== undefined;
  }

  /** What everything after revision `since` came to. */
  async movedSince(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    since: number,
  ): Promise<{ onHandDelta: number; reservedDelta: number }> {
    const row = await sql(tx).one<{ on_hand: unknown; reserved: unknown }>(
      `SELECT SUM(on_hand_delta) AS on_hand, SUM(reserved_delta) AS reserved FROM stock_entry
       WHERE coop_id = ? AND variant_id = ? AND rev > ?`,
      [scope.coopId, variantId, since],
    );
    return {
      onHandDelta: toInt(Number(row?.on_hand ?? 0)),
      reservedDelta: toInt(Number(row?.reserved ?? 0)),
    };
  }

  /** Newest first, from before `before`; or all that came after revision `since`. */
  async movements(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    range: { before?: MovementCursor; since?: number; limit: number },
  ): Promise<StockMovement[]> {
    const { before, since } = range;
    const rows = await sql(tx).all<Row>(
      `SELECT e.source, e.source_id, e.phase, e.on_hand_delta, e.reserved_delta, e.rev, e.at, m.reason, m.actor_user_id, m.op_id
       FROM stock_entry e LEFT JOIN stock_move m ON e.source = 'move' AND m.coop_id = e.coop_id AND m.id = e.source_id
       WHERE e.coop_id = ? AND e.variant_id = ? AND e.rev > ?
         ${before ? 'AND (e.rev < ? OR (e.rev = ? AND e.source_id < ?))' : ''}
       ORDER BY e.rev DESC, e.source_id DESC LIMIT ?`,
      [
        scope.coopId,
        variantId,
        since ?? 0,
        ...(before ? [before.rev, before.rev, before.sourceId] : []),
        range.limit,
      ],
    );
    return rows.map((row) => ({
      variantId,
      source: row.source,
      sourceId: toInt(row.source_id),
      phase: row.phase,
      onHandDelta: toInt(row.on_hand_delta),
      reservedDelta: toInt(row.reserved_delta),
      rev: toInt(row.rev),
      at: toInt(row.at),
      reason: row.reason,
      actor: row.actor_user_id === null ? null : (toInt(row.actor_user_id) as UserId),
      opId: row.op_id,
    }));
  }
}

import type { CoopScope, UserId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';
import type { StockMovement } from './stock';

/** What a person did to a level. `opId` is made by the device for each press: the same press counts once. */
export interface PersonMove {
  /** Ours: the ledger's source id. A text of the device's choosing would widen every key of the ledger. */
  id: number;
  opId: string;
  variantId: VariantId;
  reason: NonNullable<StockMovement['reason']>;
  delta: number;
  /** What was counted; null where the person said a delta. */
  counted: number | null;
  actor: UserId | null;
}

/** A move as it was written. */
export interface StoredMove extends PersonMove {
  at: number;
}

interface Row {
  id: number;
  op_id: string;
  variant_id: number;
  reason: PersonMove['reason'];
  delta: number;
  counted: number | null;
  actor_user_id: number | null;
  at: number;
}

const MOVES =
  'SELECT id, op_id, variant_id, reason, delta, counted, actor_user_id, at FROM stock_move WHERE coop_id = ?';

export class MoveStore {
  async find(tx: Tx, scope: CoopScope, opId: string): Promise<StoredMove | null> {
    const row = await sql(tx).one<Row>(`${MOVES} AND op_id = ?`, [scope.coopId, opId]);
    return row ? toMove(row) : null;
  }

  async findById(tx: Tx, scope: CoopScope, id: number): Promise<StoredMove | null> {
    const row = await sql(tx).one<Row>(`${MOVES} AND id = ?`, [scope.coopId, id]);
    return row ? toMove(row) : null;
  }

  async findMany(tx: Tx, scope: CoopScope, opIds: readonly string[]): Promise<StoredMove[]> {
    if (opIds.length === 0) return [];
    const rows = await sql(tx).all<Row>(`${MOVES} AND op_id IN (${marks(opIds)})`, [
      scope.coopId,
      ...opIds,
    ]);
    return rows.map(toMove);
  }

  /** Presses of people, newest first: neither what took one back nor the opening stock of a new variant. */
  async list(
    tx: Tx,
    scope: CoopScope,
    before: { at: number; id: number } | null,
    limit: number,
  ): Promise<StoredMove[]> {
    const from = before ? ' AND at <= ? AND (at < ? OR id < ?)' : '';
    const rows = await sql(tx).all<Row>(
      `${MOVES} AND reason <> 'undo' AND op_id NOT LIKE 'open:%'${from} ORDER BY at DESC, id DESC LIMIT ?`,
      [scope.coopId, ...(before ? [before.at, before.at, before.id] : []), limit],
    );
    return rows.map(toMove);
  }

  async insert(tx: Tx, scope: CoopScope, move: PersonMove, now: number): Promise<void> {
    await sql(tx).insert('stock_move', {
      coop_id: scope.coopId,
      op_id: move.opId,
      id: move.id,
      variant_id: move.variantId,
      reason: move.reason,
      delta: move.delta,
      counted: move.counted,
      actor_user_id: move.actor,
      at: now,
    });
  }
}

function toMove(row: Row): StoredMove {
  return {
    id: toInt(row.id),
    opId: row.op_id,
    variantId: toInt(row.variant_id) as VariantId,
    reason: row.reason,
    delta: toInt(row.delta),
    counted: row.counted === null ? null : toInt(row.counted),
    actor: row.actor_user_id === null ? null : (toInt(row.actor_user_id) as UserId),
    at: toInt(row.at),
  };
}

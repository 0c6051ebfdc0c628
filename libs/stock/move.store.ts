import type { CoopScope, UserId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';
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

interface Row {
  id: number;
  variant_id: number;
  reason: PersonMove['reason'];
  delta: number;
  counted: number | null;
  actor_user_id: number | null;
}

export class MoveStore {
  async find(tx: Tx, scope: CoopScope, opId: string): Promise<PersonMove | null> {
    const row = await sql(tx).one<Row>(
      'SELECT id, variant_id, reason, delta, counted, actor_user_id FROM stock_move WHERE coop_id = ? AND op_id = ?',
      [scope.coopId, opId],
    );
    if (!row) return null;
    return {
      id: toInt(row.id),
      opId,
      variantId: toInt(row.variant_id) as VariantId,
      reason: row.reason,
      delta: toInt(row.delta),
      counted: row.counted === null ? null : toInt(row.counted),
      actor: row.actor_user_id === null ? null : (toInt(row.actor_user_id) as UserId),
    };
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

import type { CoopScope, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, marks, sql, type Step, toInt } from '@ganh/persistence/sql';
import type { StockLevel } from './stock';

interface Row {
  variant_id: number;
  on_hand: number;
  reserved: number;
  buffer: number;
  rev: number;
  updated_at: number;
}

export interface LevelChange {
  variantId: VariantId;
  onHandDelta: number;
  reservedDelta: number;
}

export function emptyLevel(variantId: VariantId): StockLevel {
  return { variantId, onHand: 0, reserved: 0, buffer: 0, available: 0, rev: 0, updatedAt: 0 };
}

function toLevel(row: Row): StockLevel {
  const [onHand, reserved] = [toInt(row.on_hand), toInt(row.reserved)];
  return {
    variantId: toInt(row.variant_id) as VariantId,
    onHand,
    reserved,
    buffer: toInt(row.buffer),
    available: onHand - reserved,
    rev: toInt(row.rev),
    updatedAt: toInt(row.updated_at),
  };
}

/** Running totals, one row a variant that was ever here. */
export class LevelStore {
  read(tx: Tx, scope: CoopScope, ids: readonly VariantId[]): Promise<Map<VariantId, StockLevel>> {
    return this.select(tx, scope, ids, '');
  }

  /** Locks the rows in order of variant id: whoever takes several cannot wait in a circle. Absent ones stay absent. */
  lock(tx: Tx, scope: CoopScope, ids: readonly VariantId[]): Promise<Map<VariantId, StockLevel>> {
    return this.select(tx, scope, ids, forUpdate(sql(tx)));
  }

  /** As lock, for a variant that goods come to: its row is made on first use. */
  async lockOrCreate(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    now: number,
  ): Promise<StockLevel> {
    const found = (await this.lock(tx, scope, [variantId])).get(variantId);
    if (found) return found;
    await sql(tx).insertOnce('stock_level', {
      coop_id: scope.coopId,
      variant_id: variantId,
      on_hand: 0,
      reserved: 0,
      buffer: 0,
      rev: 0,
      updated_at: now,
    });
    return (await this.lock(tx, scope, [variantId])).get(variantId) ?? emptyLevel(variantId);
  }

  /**
   * Moves all the levels in one statement, each guarded: nothing falls below zero, nothing is reserved beyond what is on
   * hand. Throws when a guard refuses: the caller has locked the rows and decided by them, so that is a fault of ours.
   */
  async change(
    tx: Tx,
    scope: CoopScope,
    changes: readonly LevelChange[],
    now: number,
  ): Promise<void> {
    if (changes.length > 0) await sql(tx).runAll([changeStep(scope, changes, now)]);
  }

  async setBuffer(
    tx: Tx,
    scope: CoopScope,
    variantId: VariantId,
    buffer: number,
    now: number,
  ): Promise<void> {
    await sql(tx).run(
      'UPDATE stock_level SET buffer = ?, rev = rev + 1, updated_at = ? WHERE coop_id = ? AND variant_id = ?',
      [buffer, now, scope.coopId, variantId],
    );
  }

  private async select(
    tx: Tx,
    scope: CoopScope,
    ids: readonly VariantId[],
    lock: string,
  ): Promise<Map<VariantId, StockLevel>> {
    if (ids.length === 0) return new Map();
    const rows = await sql(tx).all<Row>(
      `SELECT variant_id, on_hand, reserved, buffer, rev, updated_at FROM stock_level
       WHERE coop_id = ? AND variant_id IN (${marks(ids)}) ORDER BY variant_id${lock}`,
      [scope.coopId, ...ids],
    );
    return new Map(rows.map(toLevel).map((level) => [level.variantId, level]));
  }
}

/** See LevelStore.change; at least one change. */
export function changeStep(scope: CoopScope, changes: readonly LevelChange[], now: number): Step {
  const ids = changes.map((change) => change.variantId);
  const each = `CASE variant_id ${changes.map(() => 'WHEN ? THEN ?').join(' ')} END`;
  const onHand = changes.flatMap((change) => [change.variantId, change.onHandDelta]);
  const reserved = changes.flatMap((change) => [change.variantId, change.reservedDelta]);
  // MariaDB assigns from left to right with the new values in sight: the guard stands in WHERE, on the old ones.
  return {
    text: `UPDATE stock_level SET on_hand = on_hand + ${each}, reserved = reserved + ${each}, rev = rev + 1, updated_at = ?
       WHERE coop_id = ? AND variant_id IN (${marks(ids)})
         AND reserved + ${each} >= 0 AND on_hand + ${each} >= reserved + ${each}`,
    values: [
      ...onHand,
      ...reserved,
      now,
      scope.coopId,
      ...ids,
      ...reserved,
      ...onHand,
      ...reserved,
    ],
    rows: changes.length,
  };
}

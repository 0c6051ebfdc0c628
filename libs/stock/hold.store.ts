import type { CoopScope, OrderLineId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { insertSteps, isDuplicateKey, sql, type SqlValue } from '@ganh/persistence/sql';
import { changeStep, type LevelChange } from './level.store';
import type { Hold } from './reserve-plan';

const RESERVATION = ['coop_id', 'order_line_id', 'variant_id', 'quantity', 'per_one'];
const ENTRY = ['coop_id', 'source_id', 'variant_id', 'reserved_delta', 'rev', 'at'];
const DUE = ['coop_id', 'order_line_id', 'expires_at'];

/** A line was decided before, and nobody had looked. */
export class ReservedBefore extends Error {
  override readonly name = 'ReservedBefore';
}

/**
 * The hot path: reservations, their ledger entries and the levels they come from, in one round trip. Columns that are the
 * same in every new hold are left to their defaults.
 */
export class HoldStore {
  /**
   * `changes` of the levels go with them, each guarded as in LevelStore.change. Throws ReservedBefore when one of the
   * lines holds, or once held, something: the transaction is lost then.
   */
  async insert(
    tx: Tx,
    scope: CoopScope,
    holds: readonly Hold[],
    changes: readonly LevelChange[],
    revOf: (variantId: VariantId) => number,
    now: number,
  ): Promise<void> {
    const run = sql(tx);
    const { coopId } = scope;
    const reservations: SqlValue[][] = [];
    const entries: SqlValue[][] = [];
    for (const { orderLineId, variantId, quantity, perOne } of holds) {
      reservations.push([coopId, orderLineId, variantId, quantity, perOne]);
      entries.push([coopId, orderLineId, variantId, quantity, revOf(variantId), now]);
    }
    const due = [...dueOf(holds)].map(([lineId, expiresAt]) => [coopId, lineId, expiresAt]);
    try {
      await run.runAll([
        ...insertSteps(run.engine, 'reservation', RESERVATION, reservations),
        ...insertSteps(run.engine, 'reservation_due', DUE, due),
        ...insertSteps(run.engine, 'stock_entry', ENTRY, entries),
        ...(changes.length > 0 ? [changeStep(scope, changes, now)] : []),
      ]);
    } catch (error) {
      throw isDuplicateKey(error) ? new ReservedBefore() : error;
    }
  }
}

function dueOf(holds: readonly Hold[]): Map<OrderLineId, number> {
  const due = new Map<OrderLineId, number>();
  for (const hold of holds) if (hold.expiresAt !== null) due.set(hold.orderLineId, hold.expiresAt);
  return due;
}

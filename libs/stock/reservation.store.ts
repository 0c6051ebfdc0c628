import type { AllCoops, CoopId, CoopScope, OrderLineId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';
import type { Reservation, ReservationState } from './stock';

interface Row {
  order_line_id: number;
  variant_id: number;
  quantity: number;
  per_one: number;
  grants: number;
  returned_qty: number;
  state: ReservationState;
}

function toReservation(row: Row): Reservation {
  return {
    orderLineId: toInt(row.order_line_id) as OrderLineId,
    variantId: toInt(row.variant_id) as VariantId,
    quantity: toInt(row.quantity),
    perOne: row.per_one,
    grants: row.grants,
    returnedQty: toInt(row.returned_qty),
    state: row.state,
  };
}

/** Who holds what. Rows change only while the levels of their variants are locked. */
export class ReservationStore {
  /** Which of these lines hold or once held something. */
  async known(
    tx: Tx,
    scope: CoopScope,
    orderLineIds: readonly OrderLineId[],
  ): Promise<Set<OrderLineId>> {
    const rows = await sql(tx).all<{ order_line_id: number }>(
      `SELECT order_line_id FROM reservation WHERE coop_id = ? AND order_line_id IN (${marks(orderLineIds)})`,
      [scope.coopId, ...orderLineIds],
    );
    return new Set(rows.map((row) => toInt(row.order_line_id) as OrderLineId));
  }

  async ofLines(
    tx: Tx,
    scope: CoopScope,
    orderLineIds: readonly OrderLineId[],
  ): Promise<Reservation[]> {
    if (orderLineIds.length === 0) return [];
    const rows = await sql(tx).all<Row>(
      `SELECT order_line_id, variant_id, quantity, per_one, grants, returned_qty, state FROM reservation
       WHERE coop_id = ? AND order_line_id IN (${marks(orderLineIds)})`,
      [scope.coopId, ...orderLineIds],
    );
    return rows.map(toReservation);
  }

  /** held → an end. Throws when one was not held: callers have looked under the lock. */
  async end(
    tx: Tx,
    scope: CoopScope,
    rows: readonly Reservation[],
    state: Exclude<ReservationState, 'held'>,
  ): Promise<void> {
    const pairs = rows.map(() => '(order_line_id = ? AND variant_id = ?)').join(' OR ');
    const ended = await sql(tx).run(
      `UPDATE reservation SET state = ? WHERE coop_id = ? AND state = 'held' AND (${pairs})`,
      [state, scope.coopId, ...rows.flatMap((row) => [row.orderLineId, row.variantId])],
    );
    if (ended !== rows.length) throw new Error('a reservation ended while it was locked');
    const lineIds = [...new Set(rows.map((row) => row.orderLineId))];
    await sql(tx).run(
      `DELETE FROM reservation_due WHERE coop_id = ? AND order_line_id IN (${marks(lineIds)})`,
      [scope.coopId, ...lineIds],
    );
  }

  /** Holds more for a line that holds already. */
  async grow(tx: Tx, scope: CoopScope, row: Reservation, quantity: number): Promise<void> {
    const grown = await sql(tx).run(
      `UPDATE reservation SET quantity = quantity + ?, grants = grants + 1
       WHERE coop_id = ? AND order_line_id = ? AND variant_id = ? AND state = 'held' AND grants = ?`,
      [quantity, scope.coopId, row.orderLineId, row.variantId, row.grants],
    );
    if (grown !== 1) throw new Error('a reservation changed while it was locked');
  }

  /** false: more would have come back than went out. */
  async takeBack(tx: Tx, scope: CoopScope, row: Reservation, quantity: number): Promise<boolean> {
    const taken = await sql(tx).run(
      `UPDATE reservation SET returned_qty = returned_qty + ?
       WHERE coop_id = ? AND order_line_id = ? AND variant_id = ? AND state = 'posted' AND returned_qty + ? <= quantity`,
      [quantity, scope.coopId, row.orderLineId, row.variantId, quantity],
    );
    return taken === 1;
  }

  /** Lines whose hold has run out, the longest overdue first. */
  async due(
    tx: Tx,
    _all: AllCoops,
    now: number,
    limit: number,
  ): Promise<{ coopId: CoopId; orderLineId: OrderLineId }[]> {
    const rows = await sql(tx).all<{ coop_id: number; order_line_id: number }>(
      'SELECT coop_id, order_line_id FROM reservation_due WHERE expires_at <= ? ORDER BY expires_at, order_line_id LIMIT ?',
      [now, limit],
    );
    return rows.map((row) => ({
      coopId: toInt(row.coop_id) as CoopId,
      orderLineId: toInt(row.order_line_id) as OrderLineId,
    }));
  }
}

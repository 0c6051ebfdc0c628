import { type CoopScope, type OrderLineId, Problem, type VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { HoldStore } from './hold.store';
import { checkRequest, type Hold, planReservations, takesFrom } from './reserve-plan';
import { byNumber, type StockKit } from './stock-kit';
import type { Reservation, ReserveDecision, ReserveRequest, StockEntry, StockLevel } from './stock';

/** Holding stock for order lines: one lock, one change of each level, however many requests. */
export class Reserving {
  private readonly holds = new HoldStore();

  constructor(private readonly kit: StockKit) {}

  /**
   * Decides the requests of one cooperative in their order. `fresh`: the lines are taken to be new, which saves a look at
   * each; where one is not, this throws ReservedBefore and the whole transaction has to be run again, not fresh.
   */
  async reserve(
    tx: Tx,
    scope: CoopScope,
    requests: readonly ReserveRequest[],
    fresh = false,
  ): Promise<ReserveDecision[]> {
    requests.forEach(checkRequest);
    const lines = requests.flatMap((request) => request.lines);
    const wanted = [...new Set(lines.map((line) => line.variantId))];
    const parts = await this.kit.parts.partsOf(tx, scope, wanted);
    const variantIds = wanted.flatMap((id) => takesFrom(id, parts).map((p) => p.partVariantId));
    const levels = await this.lock(tx, scope, variantIds);
    const plan = (known: ReadonlySet<OrderLineId>) => {
      const available = new Map([...levels].map(([id, level]) => [id, level.available]));
      return planReservations(requests, available, parts, known);
    };
    let planned = fresh ? plan(new Set()) : null;
    // What looks refused may be the repetition of what took the last one.
    if (!planned || planned.decisions.some((decision) => decision.short.length > 0)) {
      // Looked up under the lock: whoever holds for the same lines has committed by now.
      const lineIds = lines.map((line) => line.orderLineId);
      planned = plan(await this.kit.reservations.known(tx, scope, lineIds));
    }
    await this.hold(tx, scope, levels, planned.holds, []);
    return planned.decisions;
  }

  /**
   * Holds what is still lacking of a line that was short; answers how many are lacking now. `quantity` is what the line
   * sells in all, so asking twice holds once. Throws when the line's hold has ended.
   */
  async reserveMore(
    tx: Tx,
    scope: CoopScope,
    orderLineId: OrderLineId,
    variantId: VariantId,
    quantity: number,
  ): Promise<number> {
    checkRequest({ lines: [{ orderLineId, variantId, quantity }] });
    const parts = await this.kit.parts.partsOf(tx, scope, [variantId]);
    const takes = takesFrom(variantId, parts);
    const levels = await this.lock(
      tx,
      scope,
      takes.map((take) => take.partVariantId),
    );
    const standing = await this.kit.reservations.ofLines(tx, scope, [orderLineId]);
    if (standing.some((row) => row.state !== 'held'))
      throw new Problem('conflict', 'Hàng giữ cho đơn này đã xuất hoặc đã trả lại.');
    const held = standing[0] ? standing[0].quantity / standing[0].perOne : 0;
    const lacking = Math.max(0, quantity - held);
    const available = new Map([...levels].map(([id, level]) => [id, level.available]));
    const wish = { orderLineId, variantId, quantity: lacking };
    if (lacking === 0) return 0;
    const request = { lines: [wish], expiresAt: null, take: 'what-there-is' as const };
    const plan = planReservations([request], available, parts, new Set());
    await this.hold(tx, scope, levels, plan.holds, standing);
    return plan.decisions[0]?.short[0]?.lackingQty ?? 0;
  }

  private async hold(
    tx: Tx,
    scope: CoopScope,
    levels: ReadonlyMap<VariantId, StockLevel>,
    holds: readonly Hold[],
    standing: readonly Reservation[],
  ): Promise<void> {
    if (holds.length === 0) return;
    const now = this.kit.clock.now();
    const revOf = (id: VariantId) => (levels.get(id)?.rev ?? 0) + 1;
    const before = new Map(standing.map((row) => [row.variantId, row]));
    for (const hold of holds) {
      const row = before.get(hold.variantId);
      if (row) await this.grow(tx, scope, row, hold.quantity, revOf(hold.variantId), now);
    }
    const fresh = standing.length > 0 ? holds.filter((h) => !before.has(h.variantId)) : holds;
    const taken = new Map<VariantId, number>();
    for (const { variantId, quantity } of holds)
      taken.set(variantId, (taken.get(variantId) ?? 0) + quantity);
    const changes = [...taken].map(([variantId, reservedDelta]) => ({
      variantId,
      onHandDelta: 0,
      reservedDelta,
    }));
    await this.holds.insert(tx, scope, fresh, changes, revOf, now);
    await this.kit.raise(tx, scope, [...taken.keys()]);
  }

  private async grow(
    tx: Tx,
    scope: CoopScope,
    row: Reservation,
    quantity: number,
    rev: number,
    now: number,
  ): Promise<void> {
    await this.kit.reservations.grow(tx, scope, row, quantity);
    const entry: StockEntry = {
      variantId: row.variantId,
      source: `line${row.grants + 1}`,
      sourceId: row.orderLineId,
      phase: 'reserved',
      onHandDelta: 0,
      reservedDelta: quantity,
      rev,
    };
    await this.kit.ledger.append(tx, scope, [entry], now);
  }

  private lock(tx: Tx, scope: CoopScope, variantIds: readonly VariantId[]) {
    return this.kit.levels.lock(tx, scope, [...new Set(variantIds)].sort(byNumber));
  }
}

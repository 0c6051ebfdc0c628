import {
  type AllCoops,
  type CoopId,
  type CoopScope,
  type OrderLineId,
  Problem,
  type VariantId,
} from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import { byNumber, type StockKit } from './stock-kit';
import type { Reservation, ReservationState, StockEntry, StockLevel } from './stock';

type End = Exclude<ReservationState, 'held'>;

const ENDED: Readonly<Record<ReservationState, string>> = {
  held: 'Hàng của đơn này còn giữ trong kho, chưa giao đi.',
  posted: 'Hàng của đơn này đã giao đi rồi.',
  released: 'Hàng của đơn này đã thôi giữ.',
  expired: 'Hàng của đơn này đã hết hạn giữ.',
};

/** What was asked of a reservation does not fit how it ended; nothing was changed. */
export class ReservationEnded extends Problem {
  constructor(
    readonly orderLineId: OrderLineId,
    readonly state: ReservationState,
  ) {
    super('conflict', ENDED[state], [], { orderLineId, state });
    this.name = 'ReservationEnded';
  }
}

/** How a hold ends: goods leave, or go back on sale. */
export class Settling {
  constructor(
    private readonly db: Database,
    private readonly kit: StockKit,
  ) {}

  post(tx: Tx, scope: CoopScope, orderLineIds: readonly OrderLineId[]): Promise<void> {
    return this.end(tx, scope, orderLineIds, 'posted');
  }

  release(tx: Tx, scope: CoopScope, orderLineIds: readonly OrderLineId[]): Promise<void> {
    return this.end(tx, scope, orderLineIds, 'released');
  }

  async returned(
    tx: Tx,
    scope: CoopScope,
    orderLineId: OrderLineId,
    quantity: number,
    sourceId: number,
  ): Promise<void> {
    if (!Number.isSafeInteger(quantity) || quantity <= 0)
      throw new RangeError('a quantity is a whole number of steps above 0');
    const { rows, levels } = await this.lock(tx, scope, [orderLineId]);
    if (await this.kit.ledger.has(tx, scope, 'return', sourceId, 'returned')) return;
    if (rows.length === 0) throw Problem.notFound('Đơn này chưa giao món nào từ kho.');
    for (const row of rows) {
      if (row.state !== 'posted') throw new ReservationEnded(orderLineId, row.state);
      if (!(await this.kit.reservations.takeBack(tx, scope, row, quantity * row.perOne)))
        throw new Problem('conflict', 'Số trả về nhiều hơn số đã giao.');
    }
    await this.write(tx, scope, levels, rows, (row) => ({
      source: 'return',
      sourceId,
      phase: 'returned',
      onHandDelta: quantity * row.perOne,
      reservedDelta: 0,
    }));
    await this.kit.raise(tx, scope, [...levels.keys()]);
  }

  /** Frees holds that have run out, at most `limit` lines, each cooperative in a transaction of its own. */
  async expireDue(
    now: number,
    limit: number,
  ): Promise<{ coopId: CoopId; orderLineId: OrderLineId }[]> {
    const sweeper: AllCoops = { allCoopsFor: 'sweeper' };
    const due = await this.db.read((tx) => this.kit.reservations.due(tx, sweeper, now, limit));
    const expired: typeof due = [];
    for (const coopId of new Set(due.map((line) => line.coopId))) {
      const lineIds = due.filter((d) => d.coopId === coopId).map((d) => d.orderLineId);
      const freed = await this.db.write(async (tx) => {
        const scope = { coopId };
        const { rows, levels } = await this.lock(tx, scope, lineIds);
        const held = rows.filter((row) => row.state === 'held');
        await this.finish(tx, scope, levels, held, 'expired');
        return new Set(held.map((row) => row.orderLineId));
      });
      for (const orderLineId of freed) expired.push({ coopId, orderLineId });
    }
    return expired;
  }

  private async end(
    tx: Tx,
    scope: CoopScope,
    orderLineIds: readonly OrderLineId[],
    state: 'posted' | 'released',
  ): Promise<void> {
    const { rows, levels } = await this.lock(tx, scope, orderLineIds);
    for (const row of rows) {
      const isRepeat = row.state === state || (state === 'released' && row.state === 'expired');
      if (row.state !== 'held' && !isRepeat) throw new ReservationEnded(row.orderLineId, row.state);
    }
    const held = rows.filter((row) => row.state === 'held');
    await this.finish(tx, scope, levels, held, state);
  }

  /** Reads which variants the lines hold, locks those, and reads again what they hold now. */
  private async lock(tx: Tx, scope: CoopScope, orderLineIds: readonly OrderLineId[]) {
    const seen = await this.kit.reservations.ofLines(tx, scope, orderLineIds);
    const variantIds = [...new Set(seen.map((row) => row.variantId))].sort(byNumber);
    const levels = await this.kit.levels.lock(tx, scope, variantIds);
    const rows =
      seen.length > 0 ? await this.kit.reservations.ofLines(tx, scope, orderLineIds) : [];
    return { rows: rows.filter((row) => levels.has(row.variantId)), levels };
  }

  private async finish(
    tx: Tx,
    scope: CoopScope,
    levels: ReadonlyMap<VariantId, StockLevel>,
    held: readonly Reservation[],
    state: End,
  ): Promise<void> {
    if (held.length === 0) return;
    await this.kit.reservations.end(tx, scope, held, state);
    const changed = await this.write(tx, scope, levels, held, (row) => ({
      source: 'line',
      sourceId: row.orderLineId,
      phase: state,
      onHandDelta: state === 'posted' ? -row.quantity : 0,
      reservedDelta: -row.quantity,
    }));
    // Goods that leave were not on sale any more: nothing changes for the shops.
    if (state !== 'posted') await this.kit.raise(tx, scope, changed);
  }

  private async write(
    tx: Tx,
    scope: CoopScope,
    levels: ReadonlyMap<VariantId, StockLevel>,
    rows: readonly Reservation[],
    entryOf: (row: Reservation) => Omit<StockEntry, 'variantId' | 'rev'>,
  ): Promise<VariantId[]> {
    const now = this.kit.clock.now();
    const sums = new Map<VariantId, { onHandDelta: number; reservedDelta: number }>();
    const entries = rows.map((row): StockEntry => {
      const entry = entryOf(row);
      const sum = sums.get(row.variantId) ?? { onHandDelta: 0, reservedDelta: 0 };
      sums.set(row.variantId, {
        onHandDelta: sum.onHandDelta + entry.onHandDelta,
        reservedDelta: sum.reservedDelta + entry.reservedDelta,
      });
      return { ...entry, variantId: row.variantId, rev: (levels.get(row.variantId)?.rev ?? 0) + 1 };
    });
    await this.kit.ledger.append(tx, scope, entries, now);
    const changes = [...sums].map(([variantId, sum]) => ({ variantId, ...sum }));
    await this.kit.levels.change(tx, scope, changes, now);
    return [...sums.keys()];
  }
}

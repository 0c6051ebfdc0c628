import type { Parcel } from '@ganh/channels/kit';
import type { AllCoops, Clock, CoopScope, OrderId, UserId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import type { Order, OrderStatus } from './order';
import type { OrderNotes } from './order-notes';
import type { OrderStore } from './order.store';
import { keepParcels } from './parcel.store';

export const ORDER_ACTION = 'order-action';
/** Nobody pressed for it: parcels without a tracking number are asked for until it is there. */
export const TRACK = 'track';
/** Some channels forbid more (Shopee: no faster than every 5 minutes). */
const TRACK_EVERY_MS = 5 * 60_000;
const TRACK_TRIES = 24;

/** What a person wants done by the channel that made an order. It stays wanted until the channel has done or refused it. */
export class OrderRequests {
  constructor(
    private readonly db: Database,
    private readonly kit: { clock: Clock; notes: OrderNotes },
    private readonly store: OrderStore,
    private readonly wake: (scope: CoopScope, id: OrderId) => Promise<void>,
  ) {}

  /** `action`: see `cancelAction`, or `confirm`, or `arrange`. */
  async ask(tx: Tx, order: Order, action: string, actor: UserId): Promise<void> {
    if (order.action === action) return;
    const now = this.kit.clock.now();
    if (action.startsWith('cancel')) await this.store.setStatus(tx, order, 'cancelling', now);
    await this.store.setAction(tx, order, order.id, action, now, 0);
    await this.kit.notes.write(tx, order, 'asked', actor, { what: action.split(':')[0] });
    tx.afterCommit(() => this.wake(order, order.id));
  }

  due(all: AllCoops, now: number, limit: number) {
    return this.db.read((tx) => this.store.dueActions(tx, all, now, limit));
  }

  /**
   * What is wanted of the channel, for one worker at a time; null where nothing is due. Not before `forMs` have passed is
   * it due again, whatever becomes of the worker.
   */
  take(
    scope: CoopScope,
    id: OrderId,
    forMs: number,
  ): Promise<{ order: Order; action: string; attempts: number } | null> {
    const now = this.kit.clock.now();
    return this.db.write(async (tx) => {
      const taken = await this.store.takeAction(tx, scope, id, now, now + forMs);
      const order = taken && (await this.store.find(tx, scope, id));
      return taken && order?.action
        ? { order, action: order.action, attempts: taken.attempts }
        : null;
    });
  }

  /** The channel could not be asked now: later. Nothing where something else is wanted meanwhile. */
  async later(
    scope: CoopScope,
    id: OrderId,
    wanted: { action: string; attempts: number },
    at: number,
  ): Promise<void> {
    await this.settle(scope, id, wanted.action, (tx) =>
      this.store.setAction(tx, scope, id, wanted.action, at, wanted.attempts),
    );
  }

  /** The channel said no: the order goes back to where it was, and says so. */
  async refused(scope: CoopScope, id: OrderId, action: string, sentence: string): Promise<void> {
    await this.settle(scope, id, action, async (tx, order) => {
      await this.store.setAction(tx, scope, id, null, null, 0);
      if (order.status === 'cancelling')
        await this.store.setStatus(tx, order, cancelledFrom(action), this.kit.clock.now());
      if (action !== TRACK) await this.kit.notes.write(tx, order, 'refused', null, { sentence });
    });
  }

  /**
   * The channel knows that it is packed, and gave these parcels. A tracking number that is still to come is asked for
   * later, so many times.
   */
  async arranged(
    scope: CoopScope,
    id: OrderId,
    parcels: readonly Parcel[],
    attempts: number,
  ): Promise<void> {
    const now = this.kit.clock.now();
    await this.db.write(async (tx) => {
      const order = await this.store.findForMove(tx, scope, id);
      if (!order) return;
      await keepParcels(tx, scope, id, parcels, now);
      if (order.action !== 'arrange' && order.action !== TRACK) return;
      const tries = order.action === TRACK ? attempts + 1 : 0;
      if (parcels.some((one) => one.trackingNumber === null) && tries < TRACK_TRIES)
        await this.store.setAction(tx, scope, id, TRACK, now + TRACK_EVERY_MS, tries);
      else await this.store.setAction(tx, scope, id, null, null, 0);
      if (order.action === TRACK) return;
      if (order.status === 'to_pack') await this.store.setStatus(tx, order, 'packed', now);
      await this.kit.notes.write(tx, order, 'arranged', null, {});
    });
  }

  private async settle(
    scope: CoopScope,
    id: OrderId,
    action: string,
    then: (tx: Tx, order: Order) => Promise<void>,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      const order = await this.store.findForMove(tx, scope, id);
      if (order?.action === action) await then(tx, order);
    });
  }
}

/** Where an order stood when the channel was asked to cancel it, in the letter that its action ends with. */
const FROM: Readonly<Record<string, OrderStatus>> = {
  u: 'unpaid',
  n: 'new',
  p: 'to_pack',
  k: 'packed',
  c: 'cancel_requested',
};

/** `cancel:<reason>:<letter>`, 24 characters at most. */
export function cancelAction(reason: string, from: OrderStatus): string {
  const letter = Object.keys(FROM).find((one) => FROM[one] === from) ?? 'p';
  return `cancel:${reason}:${letter}`;
}

function cancelledFrom(action: string): OrderStatus {
  return FROM[action.split(':')[2] ?? ''] ?? 'to_pack';
}

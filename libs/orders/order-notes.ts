import { changeMessage, coopTopic } from '@ganh/contracts';
import type { Clock, CoopScope, OrderId, UserId } from '@ganh/kernel';
import type { Ids, Tx } from '@ganh/persistence';
import type { PubSub } from '@ganh/queue';
import type { Order } from './order';
import type { OrderStore } from './order.store';

export type OrderEventKind =
  | 'placed'
  | 'status'
  | 'short'
  | 'found'
  | 'asked'
  | 'refused'
  | 'arranged'
  | 'returning'
  | 'paid'
  | 'gone_unreturned'
  | 'restocked';

/** Whoever tells buyers what becomes of their orders. */
interface Notices {
  heard(tx: Tx, scope: CoopScope, id: OrderId, kind: OrderEventKind): Promise<void>;
}

/** The order's timeline, written in the transaction that moved it, and the word to open screens after it. */
export class OrderNotes {
  constructor(
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly store: OrderStore,
    private readonly pubSub: PubSub,
    private readonly notices: Notices | null = null,
  ) {}

  async write(
    tx: Tx,
    order: Pick<Order, 'coopId' | 'id' | 'rev'>,
    kind: OrderEventKind,
    actor: UserId | null,
    detail: object = {},
  ): Promise<void> {
    const event = {
      id: this.ids.next<OrderId>(),
      orderId: order.id,
      at: this.clock.now(),
      kind,
      actor,
      detail,
    };
    await this.store.addEvent(tx, order, event);
    await this.notices?.heard(tx, order, order.id, kind);
    tx.afterCommit(() =>
      this.pubSub.publish(
        coopTopic(order.coopId),
        changeMessage({ type: 'order.changed', id: order.id, rev: order.rev + 1 }),
      ),
    );
  }
}

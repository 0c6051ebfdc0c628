import { changeMessage, coopTopic } from '@ganh/contracts';
import type { AuditTrail } from '@ganh/identity';
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

/**
 * The order's timeline, written in the transaction that moved it, and the word to open screens after it. What a person did
 * stands in the cooperative's trail too, as `order.<kind>` with the order's number and where it came from.
 */
export class OrderNotes {
  constructor(
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly store: OrderStore,
    private readonly pubSub: PubSub,
    private readonly audit: AuditTrail,
    private readonly notices: Notices | null = null,
  ) {}

  async write(
    tx: Tx,
    order: Pick<Order, 'coopId' | 'id' | 'rev' | 'number' | 'status'>,
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
    if (actor !== null) {
      const target = { kind: 'order', id: order.id };
      const { number, status: from } = order;
      await this.audit.write(tx, order, actor, `order.${kind}`, target, {
        number,
        from,
        ...detail,
      });
    }
    await this.notices?.heard(tx, order, order.id, kind);
    tx.afterCommit(() =>
      this.pubSub.publish(
        coopTopic(order.coopId),
        changeMessage({ type: 'order.changed', id: order.id, rev: order.rev + 1 }),
      ),
    );
  }
}

import type { ChannelMessage } from '@ganh/channels/kit';
import { changeMessage, coopTopic } from '@ganh/contracts';
import {
  type Clock,
  type CoopScope,
  type MessageId,
  type OrderId,
  Problem,
  type ShopId,
  type UserId,
} from '@ganh/kernel';
import type { Database, Ids } from '@ganh/persistence';
import type { PubSub } from '@ganh/queue';
import type { MessageStore, StoredMessage } from './message.store';
import type { Order } from './order';
import type { OrderDesk } from './order-desk.service';
import type { ReplyDesk } from './reply-desk.service';

export interface FromMessage {
  lines: readonly { variantId: number; quantity: number }[];
  buyerName: string | null;
  buyerPhone: string | null;
  buyerAddress: string | null;
  payment: 'prepaid' | 'cod';
}

/** Comments and messages: a buyer's wish that a person turns into an order, once per comment or message. */
export class MessageService {
  constructor(
    private readonly db: Database,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly store: MessageStore,
    private readonly desk: OrderDesk,
    private readonly after: { pubSub: PubSub; replies: ReplyDesk },
  ) {}

  async take(scope: CoopScope, shopId: ShopId, message: ChannelMessage): Promise<void> {
    const id = this.ids.next<MessageId>();
    await this.db.write(async (tx) => {
      if (!(await this.store.insert(tx, scope, id, shopId, message)) || message.ours) return;
      await this.after.replies.hideIfPhone(tx, scope, { ...message, id, shopId });
      tx.afterCommit(() =>
        this.after.pubSub.publish(
          coopTopic(scope.coopId),
          changeMessage({ type: 'message.changed', id, rev: 1 }),
        ),
      );
    });
  }

  /** Newest first; `before` is the last of the page before. */
  open(
    scope: CoopScope,
    limit: number,
    before: { at: number; id: number } | null = null,
  ): Promise<StoredMessage[]> {
    return this.db.read((tx) => this.store.open(tx, scope, before, limit));
  }

  countOpen(scope: CoopScope): Promise<number> {
    return this.db.read((tx) => this.store.countOpen(tx, scope));
  }

  /** The order of this message: made now, or the one that stands already. */
  async makeOrder(
    scope: CoopScope,
    id: MessageId,
    channel: Order['channel'],
    wish: FromMessage,
    actor: UserId,
  ): Promise<OrderId> {
    const message = await this.db.read((tx) => this.store.find(tx, scope, id));
    if (!message) throw Problem.notFound('Không tìm thấy tin này.');
    if (message.orderId) return message.orderId;
    const own = {
      // Our own key: a channel's may be longer than the column, and two that are cut to it may be one.
      source: `message:${message.id}`,
      shopId: message.shopId,
      channel,
      lines: wish.lines,
      buyer: {
        externalId: message.from?.externalId ?? null,
        name: wish.buyerName ?? message.from?.name ?? null,
        phone: wish.buyerPhone,
        address: wish.buyerAddress,
      },
      payment: wish.payment,
    };
    return this.desk.place(scope, own, actor, (tx, orderId) =>
      this.store.setOrder(tx, scope, id, orderId),
    );
  }

  find(scope: CoopScope, id: MessageId): Promise<StoredMessage | null> {
    return this.db.read((tx) => this.store.find(tx, scope, id));
  }

  /** The message that the order was made of; null where none was. */
  ofOrder(scope: CoopScope, id: OrderId): Promise<StoredMessage | null> {
    return this.db.read((tx) => this.store.findByOrder(tx, scope, id));
  }

  /** No order will come of it: off the list; the undo brings it back. */
  async hide(scope: CoopScope, id: MessageId, hidden: boolean): Promise<void> {
    const done = await this.db.write((tx) =>
      this.store.hide(tx, scope, id, hidden ? this.clock.now() : null),
    );
    if (!done) throw Problem.notFound('Không tìm thấy tin này.');
  }
}

import { type CoopScope, formatVnd, type OrderId, parsePhone, type ShopId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import type { Order, OrderStatus } from './order';
import type { OrderStore } from './order.store';
import type { NoticePurpose } from './reply';
import type { ReplyDesk } from './reply-desk.service';
import type { ReplySwitchStore } from './reply-switch.store';

const PURPOSE: Readonly<Partial<Record<OrderStatus, NoticePurpose>>> = {
  unpaid: 'payment_asked',
  to_pack: 'order_confirmed',
  shipping: 'shipped',
};
/** Longest value that Zalo's templates take for a name. zalo spec §4 */
const MOST_LETTERS = 30;

/**
 * Tells buyers by template what becomes of their orders: once for each order and purpose, in the transaction that moved
 * the order, where a shop's switch is on. Market places tell their buyers themselves and hide their phones: orders of theirs
 * are left alone.
 */
export class OrderNotices {
  constructor(
    private readonly orders: OrderStore,
    private readonly switches: ReplySwitchStore,
    private readonly replies: ReplyDesk,
  ) {}

  async heard(tx: Tx, scope: CoopScope, id: OrderId, kind: string): Promise<void> {
    if (kind !== 'placed' && kind !== 'status') return;
    const shopId = await this.teller(tx, scope);
    const order = shopId && (await this.orders.find(tx, scope, id));
    const purpose = order && PURPOSE[order.status];
    const phone = order && order.channelStatus === null && parsePhone(order.buyer.phone ?? '');
    if (!purpose || !phone) return;
    await this.replies.want(
      tx,
      {
        coopId: scope.coopId,
        id: this.replies.nextId(),
        source: `order:${id}:${purpose}`,
        shopId,
        messageId: null,
        orderId: id,
        way: 'template',
        target: phone,
        threadId: null,
        purpose,
        text: '',
        values: valuesOf(order, purpose),
      },
      null,
    );
  }

  /** One shop speaks for the cooperative, also where several may: nobody is told twice. */
  private async teller(tx: Tx, scope: CoopScope): Promise<ShopId | undefined> {
    const all = await this.switches.all(tx, scope);
    return [...all].find(([, { sendsNotices }]) => sendsNotices)?.[0];
  }
}

/** Only what the purpose's template asks for: a channel may refuse what it does not know. */
function valuesOf(order: Order, purpose: NoticePurpose): Record<string, string> {
  const tracking = order.parcels.find((one) => one.trackingNumber !== null)?.trackingNumber;
  return {
    customer_name: (order.buyer.name ?? 'Quý khách').slice(0, MOST_LETTERS),
    order_code: String(order.number),
    ...(purpose === 'payment_asked' && { amount: formatVnd(order.totalVnd) }),
    ...(purpose === 'shipped' && { tracking_code: tracking ?? 'chưa có' }),
  };
}

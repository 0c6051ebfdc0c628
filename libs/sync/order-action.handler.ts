import { ChannelFailure, type ChannelClient, type ChannelOrder } from '@ganh/channels/kit';
import { type Clock, type CoopId, type OrderId, toId } from '@ganh/kernel';
import {
  type Order,
  type OrderDesk,
  type OrderIntake,
  type OrderRequests,
  TRACK,
} from '@ganh/orders';
import type { Worked } from '@ganh/queue';
import type { Shop } from '@ganh/shops';
import type { ChannelApps } from './channel-apps';
import { ASK_LEASE_MS, type ChannelAsks } from './channel-asks';

/** The channel says yes before its own list shows it. */
const LOOK_AGAIN_MS = 5_000;

/** Asks the channel to do what a person decided about its order, and takes in what came of it. */
export class OrderActionHandler {
  constructor(
    private readonly kit: { clock: Clock; apps: ChannelApps; leaseMs?: number },
    private readonly desk: OrderDesk,
    private readonly intake: OrderIntake,
    private readonly requests: OrderRequests,
    private readonly asks: ChannelAsks,
  ) {}

  /** `key` is `<coop>:<order>`. */
  async handle(key: string): Promise<Worked> {
    const [coopText, orderText] = key.split(':');
    const scope = { coopId: toId<CoopId>(coopText) };
    const id = toId<OrderId>(orderText);
    const taken = await this.requests.take(scope, id, this.kit.leaseMs ?? ASK_LEASE_MS);
    if (!taken || taken.order.shopId === 0) return;
    const { order, action, attempts } = taken;
    const wanted = { what: action, attempts };
    const asked = await this.asks.run(order.shopId as Shop['id'], wanted, (client, shop) =>
      this.ask(client, shop, order, wanted),
    );
    if (asked.kind === 'done') return;
    if (asked.kind === 'refused')
      return this.requests.refused(scope, id, action, this.refusal(order, action));
    const at = this.kit.clock.now() + asked.inMs;
    await this.requests.later(scope, id, { action, attempts: asked.attempts }, at);
    return { againInMs: asked.inMs };
  }

  /** null once nothing is left to ask. */
  private async ask(
    client: ChannelClient,
    shop: Shop,
    order: Order,
    wanted: { what: string; attempts: number },
  ): Promise<number | null> {
    const { orders } = client;
    if (!orders) throw new ChannelFailure('rejected', { code: 'no_orders' });
    const look = async (): Promise<ChannelOrder | undefined> => {
      const found = await orders.get([order.externalOrderId]);
      for (const news of found) await this.intake.take(shop, news);
      return found[0];
    };
    const stands = async () => (await this.desk.find(order, order.id)).action === wanted.what;
    // What was asked may have been done without our hearing of it: look before asking again.
    const told = await look();
    if (!(await stands())) return null;
    if (wanted.what.startsWith('cancel:'))
      await orders.cancel(order.externalOrderId, ...wish(order));
    else await this.ship(client, order, told, wanted);
    await look();
    return wanted.what !== TRACK && (await stands()) ? LOOK_AGAIN_MS : null;
  }

  private async ship(
    { shipping }: ChannelClient,
    order: Order,
    told: ChannelOrder | undefined,
    { what, attempts }: { what: string; attempts: number },
  ): Promise<void> {
    if (!shipping) throw new ChannelFailure('rejected', { code: 'no_shipping' });
    if (!told) throw new ChannelFailure('notFound', { code: 'order_gone' });
    if (what === 'confirm') return shipping.confirm?.(told);
    await this.requests.arranged(order, order.id, await shipping.arrange(told), attempts);
  }

  private refusal(order: Order, action: string): string {
    const app = order.channel === 'own' ? null : this.kit.apps.get(order.channel);
    const name = app?.adapter.descriptor.name ?? order.channel;
    if (action.startsWith('cancel:'))
      return `${name} không cho huỷ đơn này nữa. Gọi khách, hoặc gửi như thường.`;
    const what = action === 'confirm' ? 'nhận đơn' : 'báo gói';
    return `${name} chưa cho ${what} đơn này. Mở đơn trên ${name} để xem vì sao.`;
  }
}

/** What a cancellation names: why, and the lines that cannot be delivered. */
function wish({
  action,
  lines,
}: Order): [reason: 'out_of_stock' | 'buyer_asked', items: ChannelOrder['lines']] {
  const items = lines.map((line) => ({
    externalLineId: line.externalLineId,
    externalItemId: line.externalItemId ?? '',
    externalVariantId: line.externalVariantId,
    sku: null,
    name: line.name,
    quantity: line.quantity / line.stepsPerUnit,
    priceVnd: line.priceVnd,
  }));
  return [action?.includes('out_of_stock') ? 'out_of_stock' : 'buyer_asked', items];
}

import { ChannelFailure } from '@ganh/channels/kit';
import { type AllCoops, type Clock, type ShopId, toId } from '@ganh/kernel';
import type { MessageService, OrderIntake } from '@ganh/orders';
import type { Database } from '@ganh/persistence';
import type { Worked } from '@ganh/queue';
import type { Shop, ShopService } from '@ganh/shops';
import type { ChannelApps } from './channel-apps';
import type { InboundStore, StoredEvent } from './inbound.store';
import type { Log } from './log';
import type { PollStore } from './poll.store';
import { describeFailure } from './push.handler';
import { judge, lostSentence } from './retry-policy';
import type { ShopGate } from './shop-gate';
import type { ShopLoss } from './shop-loss';

const DELIVERIES: AllCoops = { allCoopsFor: 'delivery' };
const BATCH = 50;

/** Works off what deliveries meant, one shop at a time. An order's news is fetched anew: pushes are notifications only. */
export class EventsHandler {
  constructor(
    private readonly kit: { db: Database; clock: Clock; log: Log; apps: ChannelApps },
    private readonly store: InboundStore,
    private readonly shops: ShopService,
    private readonly gate: ShopGate,
    private readonly inbox: {
      intake: OrderIntake;
      messages: MessageService;
      polls: PollStore;
    },
    private readonly loss: ShopLoss,
  ) {}

  async handle(key: string, signal: AbortSignal): Promise<Worked> {
    const shop = await this.shops.findAnywhere(DELIVERIES, toId<ShopId>(key));
    if (!shop) return;
    while (!signal.aborted) {
      const events = await this.kit.db.read((tx) =>
        this.store.dueEvents(tx, DELIVERIES, shop.id, this.kit.clock.now(), BATCH),
      );
      if (events.length === 0) return;
      await this.orders(
        shop,
        events.filter((e) => e.event.kind === 'order'),
      );
      for (const event of events.filter((e) => e.event.kind !== 'order'))
        await this.attempt(shop, [event], () => this.one(shop, event));
    }
    return { againInMs: 0 };
  }

  private async orders(shop: Shop, events: readonly StoredEvent[]): Promise<void> {
    if (events.length === 0) return;
    if (shop.state !== 'connected') return this.done(events);
    const ids = [
      ...new Set(
        events.flatMap((e) => (e.event.kind === 'order' ? [e.event.externalOrderId] : [])),
      ),
    ];
    const orders = await this.gate
      .withShop(shop, async (client) => (await client.orders?.get(ids)) ?? [])
      .catch((failure: unknown) => this.failed(shop, events, failure));
    if (!orders) return;
    const of = (id: string) =>
      events.filter((e) => e.event.kind === 'order' && e.event.externalOrderId === id);
    // Each for itself: one order that cannot be stored must not keep the others out.
    for (const order of orders)
      await this.attempt(shop, of(order.externalOrderId), async () => {
        await this.inbox.intake.take(shop, order);
      });
    const got = new Set(orders.map((order) => order.externalOrderId));
    await this.done(ids.filter((id) => !got.has(id)).flatMap(of));
  }

  private async one(shop: Shop, { event }: StoredEvent): Promise<void> {
    const { descriptor } = this.kit.apps.must(shop.channel).adapter;
    switch (event.kind) {
      case 'message':
        return this.inbox.messages.take(shop, shop.id, event.message);
      case 'disconnected':
        return this.loss.lose(shop, lostSentence(descriptor.name));
      case 'expiring':
        return this.kit.db.write((tx) => this.shops.setPermissionUntil(tx, shop, event.untilAt));
      case 'listing':
        return this.kit.db.write((tx) =>
          this.inbox.polls.soon(tx, shop, shop.id, 'drift', this.kit.clock.now()),
        );
      case 'return':
        return this.kit.db.write(async (tx) => {
          for (const kind of ['returns', 'orders'] as const)
            await this.inbox.polls.soon(tx, shop, shop.id, kind, this.kit.clock.now());
        });
      case 'order':
      case 'ignored':
        return;
    }
  }

  private async attempt(
    shop: Shop,
    events: readonly StoredEvent[],
    work: () => Promise<void>,
  ): Promise<void> {
    try {
      await work();
      await this.done(events);
    } catch (failure) {
      await this.failed(shop, events, failure);
    }
  }

  private async failed(
    shop: Shop,
    events: readonly StoredEvent[],
    failure: unknown,
  ): Promise<void> {
    const { descriptor } = this.kit.apps.must(shop.channel).adapter;
    const attempts = Math.max(...events.map((e) => e.attempts));
    const verdict = judge(failure, descriptor.name, attempts);
    this.kit.log.warn('events failed', {
      shop: shop.id,
      events: events.length,
      failure: describeFailure(failure),
      verdict: verdict.kind,
    });
    if (verdict.kind === 'lost') await this.loss.lose(shop, verdict.why);
    if (
      verdict.kind === 'lost' ||
      (failure instanceof ChannelFailure && failure.kind === 'notFound')
    )
      return this.done(events);
    const at = this.kit.clock.now() + (verdict.kind === 'wait' ? verdict.ms : 60_000);
    await this.kit.db.write(async (tx) => {
      for (const event of events)
        await this.store.eventLater(tx, event, at, describeFailure(failure));
    });
  }

  private async done(events: readonly StoredEvent[]): Promise<void> {
    await this.kit.db.write(async (tx) => {
      for (const event of events) await this.store.eventDone(tx, event, this.kit.clock.now());
    });
  }
}

import { createHash } from 'node:crypto';
import type { ChannelEvent, ChannelId } from '@ganh/channels/kit';
import type { AllCoops, Clock } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import type { WakeUps } from '@ganh/queue';
import type { ShopService } from '@ganh/shops';
import type { InboundStore } from './inbound.store';

export const EVENTS = 'events';
const DELIVERIES: AllCoops = { allCoopsFor: 'delivery' };

/** Keeps what a channel told, each event once for the shop it names, and wakes who works it off. */
export class EventIntake {
  constructor(
    private readonly clock: Clock,
    private readonly store: InboundStore,
    private readonly shops: ShopService,
    private readonly wakeUps: WakeUps,
  ) {}

  async take(tx: Tx, channel: ChannelId, events: readonly ChannelEvent[]): Promise<void> {
    const now = this.clock.now();
    const woken = new Set<number>();
    for (const event of events) {
      if (event.kind === 'ignored') continue;
      const shop = await this.shops.findByExternal(tx, DELIVERIES, channel, event.externalShopId);
      if (!shop) continue;
      const eventKey = createHash('sha256').update(event.key).digest('hex');
      if (await this.store.insertEvent(tx, shop, shop.id, eventKey, event, now)) woken.add(shop.id);
    }
    tx.afterCommit(() =>
      this.wakeUps.wake(
        ...[...woken].map((shopId) => ({
          lane: 'realtime' as const,
          name: EVENTS,
          key: String(shopId),
        })),
      ),
    );
  }
}

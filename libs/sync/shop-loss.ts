import { changeMessage, coopTopic } from '@ganh/contracts';
import type { PubSub } from '@ganh/queue';
import type { Shop, ShopService } from '@ganh/shops';
import type { Log } from './log';

/** A shop that no longer lets us in stops at once; its people are told in one sentence. */
export class ShopLoss {
  constructor(
    private readonly shops: ShopService,
    private readonly pubSub: PubSub,
    private readonly log: Log,
  ) {}

  async lose(shop: Shop, why: string): Promise<void> {
    if (!(await this.shops.markLost(shop, why))) return;
    this.log.warn('shop lost', { shop: shop.id, channel: shop.channel });
    await this.pubSub.publish(
      coopTopic(shop.coopId),
      changeMessage({ type: 'shop.changed', id: shop.id, rev: 1 }),
    );
  }
}

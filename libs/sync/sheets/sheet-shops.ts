import { profileOf, type Profile } from '@ganh/channels/spreadsheet';
import { type CoopScope, Problem, type ShopId } from '@ganh/kernel';
import type { Shop, ShopService } from '@ganh/shops';
import type { ChannelApps } from '../channel-apps';

/** Shops that people serve by hand; any other is none here. */
export class SheetShops {
  constructor(
    private readonly shops: ShopService,
    private readonly apps: ChannelApps,
  ) {}

  async get(scope: CoopScope, id: ShopId): Promise<Shop & { profile: Profile }> {
    const shop = await this.shops.get(scope, id);
    if (!this.apps.get(shop.channel)?.adapter.descriptor.byHand) throw Problem.notFound();
    return { ...shop, profile: profileOf(shop.settings['marketplace']) };
  }

  /** Somebody has just carried something to or from it. */
  touched(shop: Shop): Promise<void> {
    return this.shops.markOk(shop);
  }
}

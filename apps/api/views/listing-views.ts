import { Injectable } from '@nestjs/common';
import type { ShopChoice } from '@ganh/contracts';
import type { CoopScope, ProductId } from '@ganh/kernel';
import { ListingService, ShopService } from '@ganh/shops';
import { ChannelApps } from '@ganh/sync';
import type { ListedWith } from './listing-state';

/** Where products stand, and where new ones can go. */
@Injectable()
export class ListingViews {
  constructor(
    private readonly listings: ListingService,
    private readonly shops: ShopService,
    private readonly apps: ChannelApps,
  ) {}

  /** Listings of these products in shops that have not been taken off. */
  async listed(scope: CoopScope, productIds: readonly ProductId[]): Promise<ListedWith[]> {
    const [{ listings, pushes }, shops] = await Promise.all([
      this.listings.ofProducts(scope, productIds),
      this.shops.list(scope),
    ]);
    const byId = new Map(shops.map((shop) => [shop.id, shop]));
    return listings.flatMap((listing) => {
      const shop = byId.get(listing.shopId);
      const descriptor = shop && this.apps.get(shop.channel)?.adapter.descriptor;
      if (!shop || !descriptor) return [];
      return [
        {
          listing,
          shop,
          descriptor,
          pushes: pushes.filter((push) => push.listingId === listing.id),
        },
      ];
    });
  }

  /** Where a new product can go, and what it would lack there, said before saving. */
  async connectedShops(scope: CoopScope): Promise<ShopChoice[]> {
    const shops = (await this.shops.list(scope)).filter((shop) => shop.state === 'connected');
    return shops.map((shop) => {
      const { name, asksWeight } = this.apps.must(shop.channel).adapter.descriptor;
      const lacks = asksWeight ? 'Thiếu cân nặng' : '';
      return { shopId: shop.id, channel: shop.channel, channelName: name, name: shop.name, lacks };
    });
  }
}

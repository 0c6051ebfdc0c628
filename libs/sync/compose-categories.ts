import type { ProductService } from '@ganh/catalogue';
import type { Clock } from '@ganh/kernel';
import type { Database } from '@ganh/persistence';
import {
  CategoryCopyStore,
  CategoryMappingStore,
  type ListingService,
  type ShopService,
} from '@ganh/shops';
import { CategoryDesk } from './category-desk';
import { ChannelCategories } from './channel-categories';
import type { ChannelApps } from './channel-apps';
import type { Log } from './log';
import type { ShopGate } from './shop-gate';

export function composeCategories(
  { db, clock, log, apps }: { db: Database; clock: Clock; log: Log; apps: ChannelApps },
  faces: { shops: ShopService; listings: ListingService; products: ProductService },
  gate: ShopGate,
): CategoryDesk {
  const channel = new ChannelCategories({ db, clock, log }, new CategoryCopyStore(), gate);
  const mappings = new CategoryMappingStore();
  const { shops, listings, products } = faces;
  return new CategoryDesk({ db, clock, apps }, shops, listings, products, mappings, channel);
}

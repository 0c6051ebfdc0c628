import type { CertificateService, MediaStore, ProductService } from '@ganh/catalogue';
import type { AuditTrail, MemberService } from '@ganh/identity';
import { type OrderIntake, OrderStore } from '@ganh/orders';
import { type ListingService, type ListingStore, type ShopService } from '@ganh/shops';
import type { SettlementBook } from '@ganh/payments';
import type { StockService } from '@ganh/stock';
import type { Parts } from '../compose';
import type { PublishingService } from '../publishing.service';
import { SnapshotService } from '../snapshot.service';
import { ProductFeed } from './product-feed.service';
import { SetAside } from './set-aside.service';
import { SheetFiles } from './sheet-files.service';
import { SheetGoods } from './sheet-goods';
import { SheetOrders } from './sheet-orders.service';
import { SheetPayouts } from './sheet-payouts.service';
import { SheetShops } from './sheet-shops';

/** Whom the exchange of sheets needs. */
export interface SheetNeeds {
  identity: { members: MemberService; audit: AuditTrail };
  catalogue: { products: ProductService; certificates: CertificateService; media: MediaStore };
  shops: { shops: ShopService; listings: ListingService };
  stock: StockService;
  orders: { intake: OrderIntake };
  settlements: SettlementBook;
}

export function composeSheets(
  parts: Parts,
  faces: SheetNeeds,
  listingStore: ListingStore,
  publishing: PublishingService,
) {
  const { db, ids, clock, apps, publicUrl, queue } = parts;
  const { identity, catalogue, stock, shops: around } = faces;
  const { audit, members } = identity;
  const shops = new SheetShops(around.shops, apps);
  const snapshots = new SnapshotService(db, clock, catalogue, stock, listingStore, publicUrl);
  const whole = { ...catalogue, members };
  const goods = new SheetGoods(db, around.listings, whole, snapshots, publishing);
  const kit = { db, ids, clock, audit, pubSub: queue.pubSub };
  const { products } = catalogue;
  return {
    files: new SheetFiles(kit, shops, around.listings, catalogue, goods),
    orders: new SheetOrders(kit, shops, products, new OrderStore(), faces.orders.intake),
    payouts: new SheetPayouts(kit, shops, faces.settlements),
    feed: new ProductFeed(kit, shops, goods, publicUrl),
    setAside: new SetAside(kit, shops, around.shops, stock, publishing),
  };
}

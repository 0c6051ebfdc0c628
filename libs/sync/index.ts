export { CategoryDesk, type AskedAttribute, type CategoryOffers } from './category-desk';
export type { CategoryChoice } from './category-tree';
export { ChannelApps, groupsOf, type ChannelApp } from './channel-apps';
export { composeProduct, type Parts, type Product } from './compose';
export { CoreModule, openProduct } from './core.module';
export { ConnectingService } from './connecting.service';
export { InboundService } from './inbound.service';
export { LabelService } from './label.service';
export { Log } from './log';
export {
  notListed,
  PRICE_UNDO,
  PublishingService,
  REMOVE,
  RESTORE,
  type NewListing,
} from './publishing.service';
export { readSandboxIndex } from './sandbox-index';
export { ProductFeed } from './sheets/product-feed.service';
export { SetAside } from './sheets/set-aside.service';
export { SheetFiles } from './sheets/sheet-files.service';
export type { SheetImport } from './sheets/sheet-import.store';
export { SheetOrders, type SheetPreview } from './sheets/sheet-orders.service';
export { SheetPayouts, type PayoutPreview } from './sheets/sheet-payouts.service';
export { SyncWorker } from './sync-worker';
export { ImportService, type KeptImport } from './import.service';

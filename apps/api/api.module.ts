import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Settings } from '@ganh/config';
import { ProblemFilter } from './edge/problem.filter';
import { SessionCookie } from './edge/session-cookie';
import { SessionGuard } from './edge/session.guard';
import { IdempotencyInterceptor } from './idempotency/idempotency.interceptor';
import { Metrics } from './metrics/metrics';
import { ActPages } from './pages/act.pages';
import { AfterSalePages } from './pages/after-sale.pages';
import { CardPages } from './pages/card.pages';
import { EntryPages } from './pages/entry.pages';
import { ImportPages } from './pages/import.pages';
import { MissingPages } from './pages/missing.pages';
import { OrderPages } from './pages/order.pages';
import { Pages } from './pages/page';
import { ProductEditPages } from './pages/product-edit.pages';
import { ProductPages } from './pages/product.pages';
import { PublicPages } from './pages/public.pages';
import { QuickEditPages } from './pages/quick-edit.pages';
import { RemovalPages } from './pages/removal.pages';
import { ReplyPages } from './pages/reply.pages';
import { SheetAnswers } from './pages/sheet-answers';
import { SheetListPages } from './pages/sheet-list.pages';
import { SheetConnectPage, SheetPages } from './pages/sheet.pages';
import { ShopPages } from './pages/shop.pages';
import { StaticFiles } from './pages/static.controller';
import { ActsController } from './routes/acts.controller';
import { AllocationsController } from './routes/allocations.controller';
import { AuditController } from './routes/audit.controller';
import { CertificatesController } from './routes/certificates.controller';
import { EventsController } from './routes/events.controller';
import { HealthController } from './routes/health.controller';
import { ImportsController } from './routes/imports.controller';
import { KindsController } from './routes/kinds.controller';
import { ListingsController } from './routes/listings.controller';
import { MembersController } from './routes/members.controller';
import { MessagesController } from './routes/messages.controller';
import { OrdersController } from './routes/orders.controller';
import { ParkedWorkController } from './routes/parked-work.controller';
import { PhotosController } from './routes/photos.controller';
import { ProductFeedController } from './routes/product-feed.controller';
import { ProductsController } from './routes/products.controller';
import { RepliesController } from './routes/replies.controller';
import { ReturnsController } from './routes/returns.controller';
import { SessionController } from './routes/session.controller';
import { SetAsideController } from './routes/set-aside.controller';
import { SheetListsController } from './routes/sheet-lists.controller';
import { SheetsController } from './routes/sheets.controller';
import { ShopsController } from './routes/shops.controller';
import { VariantsController } from './routes/variants.controller';
import { ViewsController } from './routes/views.controller';
import { WebhooksController } from './routes/webhooks.controller';
import { SETTINGS } from './tokens';
import { ActFactsReader, ActOthers } from './views/act-facts';
import { ActUndo } from './views/act-undo';
import { ActViews } from './views/act-views';
import { Allocations } from './views/allocations';
import { CardViews } from './views/card-views';
import { ImportViews } from './views/import-views';
import { ListingResults } from './views/listing-results';
import { ListingViews } from './views/listing-views';
import { MissingViews } from './views/missing-views';
import { MessageOrders } from './views/message-orders';
import { MessageViews } from './views/message-views';
import { OrderActions } from './views/order-actions';
import { OrderViews } from './views/order-views';
import { ProductEditViews } from './views/product-edit-views';
import { ProductViews } from './views/product-views';
import { PublicViews } from './views/public-views';
import { AfterSaleViews } from './views/after-sale-views';
import { ReplyActions } from './views/reply-actions';
import { RemovalViews } from './views/removal-views';
import { ReplyViews } from './views/reply-views';
import { ReturnActions } from './views/return-actions';
import { SheetViews } from './views/sheet-views';
import { ShellViews } from './views/shell';
import { ShopRows } from './views/shop-rows';
import { ShopViews } from './views/shop-views';
import { StockViews } from './views/stock-views';
import { TodayInbox } from './views/today-inbox';
import { TodayViews } from './views/today-views';

const ROUTES = [
  SessionController,
  ProductsController,
  ListingsController,
  KindsController,
  VariantsController,
  AllocationsController,
  OrdersController,
  ReturnsController,
  MessagesController,
  RepliesController,
  ShopsController,
  SheetsController,
  SetAsideController,
  SheetListsController,
  ProductFeedController,
  CertificatesController,
  MembersController,
  ActsController,
  AuditController,
  ParkedWorkController,
  PhotosController,
  ImportsController,
  ViewsController,
  EventsController,
  WebhooksController,
  HealthController,
];
// The import's fixed address stands before the product's variable one.
const PAGES = [
  EntryPages,
  ActPages,
  ImportPages,
  ProductPages,
  ProductEditPages,
  MissingPages,
  QuickEditPages,
  RemovalPages,
  ReplyPages,
  OrderPages,
  AfterSalePages,
  ShopPages,
  CardPages,
  SheetConnectPage,
  SheetPages,
  SheetListPages,
  PublicPages,
  StaticFiles,
];
const VIEWS = [
  ShellViews,
  StockViews,
  ActOthers,
  ActFactsReader,
  ActViews,
  ActUndo,
  Allocations,
  ListingViews,
  ListingResults,
  MissingViews,
  ProductViews,
  ProductEditViews,
  RemovalViews,
  OrderViews,
  AfterSaleViews,
  OrderActions,
  ReturnActions,
  ReplyViews,
  ReplyActions,
  MessageViews,
  MessageOrders,
  ShopRows,
  ShopViews,
  SheetViews,
  TodayInbox,
  TodayViews,
  ImportViews,
  PublicViews,
  CardViews,
];

/** HTTP for people, programs and channels. Needs CoreModule beside it. */
@Module({})
export class ApiModule {
  static forRoot(settings: Settings): DynamicModule {
    return {
      module: ApiModule,
      controllers: [...ROUTES, ...PAGES],
      providers: [
        ...VIEWS,
        Pages,
        SheetAnswers,
        Metrics,
        { provide: SETTINGS, useValue: settings },
        { provide: SessionCookie, useValue: new SessionCookie(settings.http.publicUrl) },
        { provide: APP_GUARD, useClass: SessionGuard },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_INTERCEPTOR, useClass: IdempotencyInterceptor },
      ],
      exports: [Metrics],
    };
  }
}

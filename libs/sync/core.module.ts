import { join } from 'node:path';
import {
  type DynamicModule,
  Inject,
  Logger,
  Module,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CertificateService, MediaStore, ProductService } from '@ganh/catalogue';
import type { ChannelAdapter, ChannelId } from '@ganh/channels/kit';
import { channels } from '@ganh/channels/registry';
import type { Settings } from '@ganh/config';
import { createBudgets, createHttpClient, type Send } from '@ganh/http';
import { AuditTrail, LoginService, MemberService } from '@ganh/identity';
import { armFaultPoint, Clock, SystemClock } from '@ganh/kernel';
import { MessageService, OrderDesk, OrderIntake, ReplyDesk, ReturnDesk } from '@ganh/orders';
import { SettlementBook } from '@ganh/payments';
import { Database, Ids, openDatabase } from '@ganh/persistence';
import { type PubSub, QUEUE, QueueModule, type WakeUps, type WakeUpWorker } from '@ganh/queue';
import { ListingService, Sealing, ShopService } from '@ganh/shops';
import { StockService } from '@ganh/stock';
import { CategoryDesk } from './category-desk';
import { type ChannelApp, ChannelApps } from './channel-apps';
import { composeProduct, type Parts, type Product } from './compose';
import { ConnectingService } from './connecting.service';
import { ImportService } from './import.service';
import { InboundService } from './inbound.service';
import { LabelService } from './label.service';
import { Log } from './log';
import { NestLog } from './nest-log';
import { PublishingService } from './publishing.service';
import { readSandboxIndex } from './sandbox-index';
import { ProductFeed } from './sheets/product-feed.service';
import { SetAside } from './sheets/set-aside.service';
import { SheetFiles } from './sheets/sheet-files.service';
import { SheetOrders } from './sheets/sheet-orders.service';
import { SheetPayouts } from './sheets/sheet-payouts.service';
import { SyncWorker } from './sync-worker';

export const PRODUCT = Symbol('PRODUCT');

interface OpenQueue {
  wakeUps: WakeUps;
  worker: WakeUpWorker;
  pubSub: PubSub;
}

const face = <T>(provide: unknown, useFactory: (product: Product) => T) => ({
  provide: provide as string,
  useFactory,
  inject: [PRODUCT],
});

/** Every service of the product, on the engine that the settings name. Roles import it and add their own doors. */
@Module({})
export class CoreModule implements OnApplicationShutdown {
  constructor(@Inject(PRODUCT) private readonly product: Product) {}

  static async forRoot(settings: Settings): Promise<DynamicModule> {
    armFaultPoint(settings.test.killAt);
    const queue = await QueueModule.forRoot({
      engine: settings.engine,
      redisUrl: settings.redis.url,
      prefix: settings.redis.prefix,
      dropWakeUps: settings.test.dropWakeUps,
    });
    const faces = [
      face(Database, (p) => p.parts.db),
      face(Ids, (p) => p.parts.ids),
      face(Clock, (p) => p.parts.clock),
      face(Log, (p) => p.parts.log),
      face(ChannelApps, (p) => p.parts.apps),
      face(LoginService, (p) => p.identity.login),
      face(MemberService, (p) => p.identity.members),
      face(AuditTrail, (p) => p.identity.audit),
      face(ProductService, (p) => p.catalogue.products),
      face(CertificateService, (p) => p.catalogue.certificates),
      face(MediaStore, (p) => p.catalogue.media),
      face(ShopService, (p) => p.shops.shops),
      face(ListingService, (p) => p.shops.listings),
      face(StockService, (p) => p.stock),
      face(OrderDesk, (p) => p.orders.desk),
      face(OrderIntake, (p) => p.orders.intake),
      face(MessageService, (p) => p.orders.messages),
      face(ReplyDesk, (p) => p.orders.replies),
      face(ReturnDesk, (p) => p.orders.returns),
      face(SettlementBook, (p) => p.settlements),
      face(LabelService, (p) => p.sync.labels),
      face(InboundService, (p) => p.sync.inbound),
      face(ConnectingService, (p) => p.sync.connecting),
      face(PublishingService, (p) => p.sync.publishing),
      face(ImportService, (p) => p.sync.imports),
      face(SheetFiles, (p) => p.sync.sheets.files),
      face(SheetOrders, (p) => p.sync.sheets.orders),
      face(SheetPayouts, (p) => p.sync.sheets.payouts),
      face(ProductFeed, (p) => p.sync.sheets.feed),
      face(SetAside, (p) => p.sync.sheets.setAside),
      face(CategoryDesk, (p) => p.sync.categories),
      face(SyncWorker, (p) => p.sync.worker),
    ];
    return {
      module: CoreModule,
      global: true,
      imports: [queue],
      providers: [
        {
          provide: PRODUCT,
          useFactory: (open: OpenQueue) => openProduct(settings, open),
          inject: [QUEUE],
        },
        ...faces,
      ],
      exports: [PRODUCT, ...faces.map(({ provide }) => provide)],
    };
  }

  async onApplicationShutdown(): Promise<void> {
    await this.product.parts.close();
  }
}

/** Opens database, keys and the door to the outside, and puts the product together on them. `other` is for tests. */
export async function openProduct(
  settings: Settings,
  queue: OpenQueue,
  other: Partial<Parts> = {},
): Promise<Product> {
  const log = new NestLog(new Logger('Ganh'));
  const db = await openDatabase(settings);
  const ids = await new Ids(db).start();
  const http = createHttpClient({ allowPrivate: settings.sandboxUrl !== null });
  const budgets = createBudgets({
    engine: settings.engine,
    redisUrl: settings.redis.url,
    prefix: `${settings.redis.prefix}:budget`,
  });
  const publicUrl = settings.http.publicUrl ?? `http://127.0.0.1:${settings.http.port}`;
  return composeProduct({
    db,
    ids,
    clock: new SystemClock(),
    log,
    queue,
    http: http.send,
    budgets,
    sealing: Sealing.fromFile(settings.masterKeyFile),
    apps: await channelApps(settings, http.send, publicUrl),
    mediaDir: join(settings.home, 'media'),
    importDir: join(settings.home, 'imports'),
    publicUrl,
    pollScale: settings.pollScale,
    close: async () => {
      http.close();
      budgets.close();
      await db.close();
    },
    ...other,
  });
}

/** A channel that people serve by hand has no address and gives no credentials, in the sandbox or outside it. */
const NO_APP = { baseUrl: '', authUrl: '', tokenUrl: null, app: {} };

async function channelApps(
  settings: Settings,
  send: Send,
  publicUrl: string,
): Promise<ChannelApps> {
  const sandbox = settings.sandboxUrl ? await readSandboxIndex(send, settings.sandboxUrl) : null;
  const apps = new Map<ChannelId, ChannelApp>();
  for (const adapter of Object.values<ChannelAdapter>(channels)) {
    const { id } = adapter.descriptor;
    const from = id === 'spreadsheet' ? NO_APP : sandbox ? sandbox.get(id) : settings.channels[id];
    if (!from?.app) continue;
    // Without a public address no channel can reach us: polling alone must do.
    const callbackUrl = settings.http.publicUrl || sandbox ? `${publicUrl}/webhooks/${id}` : null;
    apps.set(id, {
      adapter,
      baseUrl: from.baseUrl,
      authUrl: from.authUrl,
      tokenUrl: from.tokenUrl,
      app: from.app,
      callbackUrl,
    });
  }
  return new ChannelApps(apps);
}

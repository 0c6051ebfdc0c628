import {
  CertificateService,
  CertificateStore,
  MediaRecords,
  MediaStore,
  ProductService,
  ProductStore,
} from '@ganh/catalogue';
import type { Budgets, Send } from '@ganh/http';
import { AuditTrail, IdentityStore, LoginService, MemberService } from '@ganh/identity';
import type { Clock } from '@ganh/kernel';
import {
  MessageService,
  MessageStore,
  ORDER_ACTION,
  OrderDesk,
  OrderIntake,
  OrderNotes,
  OrderNotices,
  OrderRequests,
  OrderStore,
  REPLY,
  ReplyDesk,
  ReplyStore,
  ReplySwitchStore,
  RETURN_ACTION,
  ReturnDesk,
  ReturnStore,
} from '@ganh/orders';
import { SettlementBook, SettlementStore } from '@ganh/payments';
import type { Database, Ids } from '@ganh/persistence';
import type { PubSub, WakeUps, WakeUpWorker } from '@ganh/queue';
import {
  ConnectStateStore,
  ListingService,
  ListingStore,
  PushLeaseStore,
  PushStore,
  type Sealing,
  ShopService,
  ShopStore,
} from '@ganh/shops';
import { StockService } from '@ganh/stock';
import type { ChannelApps } from './channel-apps';
import { ChannelAsks } from './channel-asks';
import { composeCategories } from './compose-categories';
import { ConnectingService } from './connecting.service';
import { ImportService } from './import.service';
import { DriftCheck } from './drift-check';
import { EventIntake } from './event-intake';
import { EventPoll } from './event-poll';
import { EventsHandler } from './events.handler';
import { InboundService } from './inbound.service';
import { InboundStore } from './inbound.store';
import { LabelService } from './label.service';
import type { Log } from './log';
import { OfferLimits } from './offer-limits';
import { OrderActionHandler } from './order-action.handler';
import { POLL_LEASE_MS, PollHandler } from './poll.handler';
import { PollStore } from './poll.store';
import { PublishingService } from './publishing.service';
import { PushHandler } from './push.handler';
import { PushLeases } from './push-leases';
import { PushMarks } from './push-marks';
import { ReplyHandler } from './reply.handler';
import { ReturnActionHandler } from './return-action.handler';
import { composeSheets } from './sheets/compose-sheets';
import { ShopGate } from './shop-gate';
import { ShopLoss } from './shop-loss';
import { SnapshotService } from './snapshot.service';
import { Sweeper } from './sweeper';
import { StockAnnouncer } from './stock-announcer';
import { SyncWorker } from './sync-worker';

/** What a process is made of; the two engines differ in these and nowhere else. */
export interface Parts {
  db: Database;
  ids: Ids;
  clock: Clock;
  log: Log;
  queue: { wakeUps: WakeUps; worker: WakeUpWorker; pubSub: PubSub };
  http: Send;
  budgets: Budgets;
  sealing: Sealing;
  apps: ChannelApps;
  mediaDir: string;
  importDir: string;
  /** Where channels and buyers reach us. */
  publicUrl: string;
  pollScale: number;
  /** Tests: until what a dead worker was at is taken over; by default 90 s for pushes, 5 min for polls. */
  leaseMs?: number;
  /** Lets go of database and connections; the queue is closed by whoever opened it. */
  close(): Promise<void>;
}

export type Product = ReturnType<typeof composeProduct>;

/** Puts the product together by hand: here stands who needs whom. First what the trade knows, then what keeps it in step. */
export function composeProduct(parts: Parts) {
  const trade = composeTrade(parts);
  return { parts, ...trade.faces, sync: composeSync(parts, trade) };
}

type Trade = ReturnType<typeof composeTrade>;

function composeTrade(parts: Parts) {
  const { db, ids, clock, queue } = parts;
  const identity = new IdentityStore();
  const audit = new AuditTrail(ids, clock);
  const login = new LoginService(db, clock, identity, audit);
  const members = new MemberService(db, ids, clock, identity, audit);

  const certificateStore = new CertificateStore();
  const certificates = new CertificateService(db, ids, clock, certificateStore);
  const media = new MediaStore(parts.mediaDir, db, clock, new MediaRecords());
  const products = new ProductService(db, ids, clock, new ProductStore(), certificateStore, media);

  const listingStore = new ListingStore();
  const listings = new ListingService(db, ids, clock, queue.wakeUps, {
    listings: listingStore,
    pushes: new PushStore(),
  });
  const shops = new ShopService(
    db,
    ids,
    clock,
    parts.sealing,
    { shops: new ShopStore(), states: new ConnectStateStore() },
    listings,
  );
  const announcer = new StockAnnouncer(listings, queue.pubSub, clock);
  const stock = new StockService(db, ids, clock, products, announcer);

  const orderStore = new OrderStore();
  const { replies, notices } = composeReplies(parts, orderStore);
  const notes = new OrderNotes(ids, clock, orderStore, queue.pubSub, audit, notices);
  const wakeAction = (scope: { coopId: number }, id: number) =>
    queue.wakeUps.wake({ lane: 'realtime', name: ORDER_ACTION, key: `${scope.coopId}:${id}` });
  const requests = new OrderRequests(db, { clock, notes }, orderStore, wakeAction);
  const abilities = (channel: string) => parts.apps.abilities(channel);
  const desk = new OrderDesk(
    db,
    { ids, clock, notes, abilities },
    orderStore,
    stock,
    products,
    requests,
  );
  const wakeAnswer = (scope: { coopId: number }, id: number) =>
    queue.wakeUps.wake({ lane: 'realtime', name: RETURN_ACTION, key: `${scope.coopId}:${id}` });
  const returnStore = new ReturnStore();
  const returns = new ReturnDesk(
    db,
    { ids, clock, notes },
    returnStore,
    orderStore,
    stock,
    wakeAnswer,
  );
  const settlements = new SettlementBook(db, { ids, clock }, new SettlementStore());
  const intake = new OrderIntake(db, { ids, clock, notes }, orderStore, stock, products, listings);
  const messages = new MessageService(db, ids, clock, new MessageStore(), desk, {
    pubSub: queue.pubSub,
    replies,
  });

  return {
    faces: {
      identity: { login, members, audit },
      catalogue: { products, certificates, media },
      shops: { shops, listings },
      stock,
      orders: { desk, intake, messages, replies, requests, returns },
      settlements,
    },
    listingStore,
  };
}

function composeReplies({ db, ids, clock, queue }: Parts, orders: OrderStore) {
  const switches = new ReplySwitchStore();
  const wake = (scope: { coopId: number }, id: number) =>
    queue.wakeUps.wake({ lane: 'realtime', name: REPLY, key: `${scope.coopId}:${id}` });
  const kit = { ids, clock, pubSub: queue.pubSub, wake };
  const replies = new ReplyDesk(db, kit, new ReplyStore(), switches);
  return { replies, notices: new OrderNotices(orders, switches, replies) };
}

function composeSync(parts: Parts, { faces, listingStore }: Trade) {
  const { db, ids, clock, log, queue, apps } = parts;
  const { audit } = faces.identity;
  const { products } = faces.catalogue;
  const { shops, listings } = faces.shops;
  const { intake, messages, returns } = faces.orders;
  const { stock, settlements } = faces;
  const gate = new ShopGate(apps, shops, parts.http, parts.budgets, clock);
  const loss = new ShopLoss(shops, queue.pubSub, log);
  const polls = new PollStore();
  const inboundStore = new InboundStore();
  const told = new EventIntake(clock, inboundStore, shops, queue.wakeUps);
  const inbound = new InboundService(
    db,
    { ids, clock, log },
    apps,
    inboundStore,
    told,
    queue.wakeUps,
  );
  const connecting = new ConnectingService({ db, clock, log, apps, audit }, shops, polls, gate);
  const publishing = new PublishingService(db, products, stock, { shops, listings }, apps, audit);

  const sheets = composeSheets(parts, faces, listingStore, publishing);
  connecting.onLeave((scope, id, actor) => sheets.setAside.release(scope, id, actor));
  const imports = new ImportService(parts.importDir, clock, products, publishing);

  const push = composePush(parts, { faces, listingStore }, polls, gate, loss);
  const drift = new DriftCheck(db, listings, products, log);
  const queues = new EventPoll(db, polls, told);
  const poll = new PollHandler(
    { db, clock, log, apps, pollScale: parts.pollScale, leaseMs: parts.leaseMs ?? POLL_LEASE_MS },
    polls,
    shops,
    gate,
    { intake, returns, settlements, messages, drift, events: inboundStore, queues },
    loss,
  );
  const events = new EventsHandler(
    { db, clock, log, apps },
    inboundStore,
    shops,
    gate,
    { intake, messages, polls },
    loss,
  );
  const { actions, labels } = composeAsks(parts, faces, polls, gate, loss);
  const stores = { inbound: inboundStore, polls, imports };
  const { worker, sweeper } = composeWorker(parts, faces, stores, {
    push,
    inbound: { service: inbound, events },
    poll,
    actions,
  });
  const categories = composeCategories(parts, { shops, listings, products }, gate);
  return {
    inbound,
    connecting,
    publishing,
    imports,
    categories,
    sheets,
    labels,
    worker,
    sweeper,
    gate,
  };
}

function composeWorker(
  parts: Parts,
  faces: Trade['faces'],
  stores: { inbound: InboundStore; polls: PollStore; imports: ImportService },
  handlers: {
    push: PushHandler;
    inbound: { service: InboundService; events: EventsHandler };
    poll: PollHandler;
    actions: ReturnType<typeof composeAsks>['actions'];
  },
) {
  const { db, clock, log, apps, pollScale } = parts;
  const { requests, returns, replies } = faces.orders;
  const sweeper = new Sweeper(
    { db, clock, log, apps, pollScale },
    stores,
    faces.shops.listings,
    { requests, returns, replies },
    faces.stock,
    faces.catalogue.certificates,
  );
  const { push, inbound, poll, actions } = handlers;
  const worker = new SyncWorker(parts.queue.worker, sweeper, push, inbound, poll, actions);
  return { worker, sweeper };
}

/** What people want done by the channels that made their orders. */
function composeAsks(
  parts: Parts,
  faces: Trade['faces'],
  polls: PollStore,
  gate: ShopGate,
  loss: ShopLoss,
) {
  const { db, clock, log, apps, leaseMs } = parts;
  const { shops } = faces.shops;
  const { desk, intake, requests, replies, returns } = faces.orders;
  const asks = new ChannelAsks({ log, apps }, shops, gate, loss);
  return {
    actions: {
      orders: new OrderActionHandler({ clock, apps, leaseMs }, desk, intake, requests, asks),
      returns: new ReturnActionHandler({ db, clock, apps, leaseMs }, returns, polls, asks),
      replies: new ReplyHandler({ clock, leaseMs }, replies, asks),
    },
    labels: new LabelService(apps, desk, shops, gate),
  };
}

function composePush(
  parts: Parts,
  { faces, listingStore }: Trade,
  polls: PollStore,
  gate: ShopGate,
  loss: ShopLoss,
): PushHandler {
  const { db, clock, log, queue, apps } = parts;
  const { products, certificates, media } = faces.catalogue;
  const { shops, listings } = faces.shops;
  const { stock } = faces;
  const { desk } = faces.orders;
  const leases = new PushLeases(db, clock, new PushLeaseStore(), parts.leaseMs);
  const snapshots = new SnapshotService(
    db,
    clock,
    { products, certificates, media },
    stock,
    listingStore,
    parts.publicUrl,
  );
  const marks = new PushMarks(db, clock, listings, products, queue.pubSub);
  const offers = new OfferLimits(
    { db, clock, apps, wakeUps: queue.wakeUps },
    shops,
    { listings: listingStore, polls },
    stock,
    products,
    desk,
  );
  return new PushHandler({ db, clock, log, apps }, shops, listings, leases, gate, {
    snapshots,
    marks,
    loss,
    offers,
  });
}

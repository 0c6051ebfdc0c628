import type { CertificateService } from '@ganh/catalogue';
import type { AllCoops, Clock } from '@ganh/kernel';
import type { OrderRequests, ReplyDesk, ReturnDesk } from '@ganh/orders';
import type { Database } from '@ganh/persistence';
import type { WakeUpHandler } from '@ganh/queue';
import { type ListingService, PUSH, PUSH_BULK, pushWakeUp } from '@ganh/shops';
import type { StockService } from '@ganh/stock';
import type { ChannelApps } from './channel-apps';
import { EVENTS } from './event-intake';
import { DELIVERY } from './inbound.service';
import type { ImportService } from './import.service';
import type { InboundStore } from './inbound.store';
import type { Log } from './log';
import type { PollStore } from './poll.store';
import { POLL } from './poll.handler';
import { ORDER_ACTION, REPLY, RETURN_ACTION } from '@ganh/orders';

const SWEEP: AllCoops = { allCoopsFor: 'sweeper' };
const EVERY_MS = 5_000;
const BATCH = 200;
const AT_ONCE = 4;
/** One piece of work may hold up a round no longer: what is left of it is still due in the next. */
const TURN_MS = 30_000;
const DAY_MS = 86_400_000;
/** How often files are looked through; what they hold cannot be opened any more by then. */
const TIDY_MS = 600_000;

interface Due {
  name: string;
  key: string;
}

/**
 * Finds what is due and works it off itself, whether or not anybody was woken: a lost wake-up costs at most one round.
 * Leases keep it and the woken workers from doing the same thing twice.
 */
export class Sweeper {
  private timer: NodeJS.Timeout | null = null;
  private round: Promise<void> = Promise.resolve();
  private readonly stopping = new AbortController();
  private certificatesSeenAt: number | null = null;
  private tidiedAt = 0;

  constructor(
    private readonly kit: {
      db: Database;
      clock: Clock;
      log: Log;
      apps: ChannelApps;
      pollScale: number;
    },
    private readonly stores: { inbound: InboundStore; polls: PollStore; imports: ImportService },
    private readonly listings: ListingService,
    private readonly desks: {
      requests: OrderRequests;
      returns: ReturnDesk;
      replies: ReplyDesk;
    },
    private readonly stock: StockService,
    private readonly certificates: CertificateService,
  ) {}

  start(handlers: readonly WakeUpHandler[]): void {
    const byName = new Map(handlers.map((handler) => [handler.name, handler]));
    const next = () => {
      this.timer = setTimeout(() => {
        this.round = this.sweep(byName)
          .catch((error: unknown) => this.kit.log.error('sweep failed', { error: String(error) }))
          .finally(() => !this.stopping.signal.aborted && next());
      }, EVERY_MS * this.kit.pollScale);
    };
    next();
  }

  async stop(): Promise<void> {
    this.stopping.abort();
    if (this.timer) clearTimeout(this.timer);
    await this.round;
  }

  /** One round: everything that is due now. */
  async sweep(handlers: ReadonlyMap<string, WakeUpHandler>): Promise<void> {
    await this.stock.expireDue(this.kit.clock.now(), BATCH);
    await this.lapseCertificates();
    await this.tidy();
    const due = await this.due();
    const queue = [...due];
    await Promise.all(
      Array.from({ length: AT_ONCE }, async () => {
        for (let next = queue.shift(); next && !this.stopping.signal.aborted; next = queue.shift())
          await this.run(handlers, next);
      }),
    );
  }

  private async run(
    handlers: ReadonlyMap<string, WakeUpHandler>,
    { name, key }: Due,
  ): Promise<void> {
    try {
      const turn = AbortSignal.any([this.stopping.signal, AbortSignal.timeout(TURN_MS)]);
      await handlers.get(name)?.handle(key, turn);
    } catch (error) {
      this.kit.log.error('swept work failed', {
        name,
        key,
        error: error instanceof Error ? error.message.slice(0, 200) : 'unknown',
      });
    }
  }

  private async due(): Promise<Due[]> {
    const now = this.kit.clock.now();
    const { inbound, polls } = this.stores;
    const { apps } = this.kit;
    const [deliveries, eventShops, groups, cursors] = await this.kit.db.read(async (tx) => [
      await inbound.dueDeliveries(tx, SWEEP, now, BATCH),
      await inbound.shopsWithDueEvents(tx, SWEEP, now, BATCH),
      await this.listings.stores.pushes.dueGroups(tx, SWEEP, now, BATCH, apps.byHand()),
      await polls.due(tx, SWEEP, now, BATCH),
    ]);
    const actions = await this.desks.requests.due(SWEEP, now, BATCH);
    const answers = await this.desks.returns.due(SWEEP, now, BATCH);
    const replies = await this.desks.replies.due(SWEEP, now, BATCH);
    return [
      ...deliveries.map((id) => ({ name: DELIVERY, key: String(id) })),
      ...eventShops.map((id) => ({ name: EVENTS, key: String(id) })),
      ...actions.map(({ coopId, orderId }) => ({
        name: ORDER_ACTION,
        key: `${coopId}:${orderId}`,
      })),
      ...answers.map(({ coopId, returnId }) => ({
        name: RETURN_ACTION,
        key: `${coopId}:${returnId}`,
      })),
      ...replies.map(({ coopId, replyId }) => ({ name: REPLY, key: `${coopId}:${replyId}` })),
      ...groups
        .map((group) => pushWakeUp(group))
        .map(({ name, key }) => ({ name: name === PUSH ? PUSH : PUSH_BULK, key })),
      ...cursors.map(({ shopId, kind }) => ({ name: POLL, key: `${shopId}:${kind}` })),
    ];
  }

  private async tidy(): Promise<void> {
    const now = this.kit.clock.now();
    if (now - this.tidiedAt < TIDY_MS * this.kit.pollScale) return;
    this.tidiedAt = now;
    await this.stores.imports.removeOld();
  }

  /** Stars disappear everywhere on the day a certificate lapses, and appear when it begins to hold. */
  private async lapseCertificates(): Promise<void> {
    const now = this.kit.clock.now();
    const from = this.certificatesSeenAt ?? now - DAY_MS;
    const turned = await this.certificates.productsTurning(SWEEP, from, now);
    for (const { coopId, productId } of turned) {
      await this.kit.db.write((tx) =>
        this.listings.raiseProducts(tx, { coopId }, [productId], ['content']),
      );
    }
    this.certificatesSeenAt = now;
  }
}

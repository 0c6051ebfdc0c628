import { createHash } from 'node:crypto';
import {
  ChannelFailure,
  type ChannelId,
  type RawDelivery,
  type WebhookGroup,
} from '@ganh/channels/kit';
import type { AllCoops, Clock } from '@ganh/kernel';
import type { Database, Ids } from '@ganh/persistence';
import type { WakeUps, Worked } from '@ganh/queue';
import type { ChannelApps } from './channel-apps';
import type { EventIntake } from './event-intake';
import type { InboundStore } from './inbound.store';
import type { Log } from './log';
import { backOffMs } from './retry-policy';

export const DELIVERY = 'delivery';
const DELIVERIES: AllCoops = { allCoopsFor: 'delivery' };
/** A delivery that cannot be read is given up after these tries; polling finds what it was about. */
const MAX_ATTEMPTS = 8;
/** What a signature may rest on. Nothing else of the headers is kept. */
const KEPT_HEADERS = ['authorization', 'x-hub-signature-256', 'x-hub-signature', 'content-type'];

/** Webhooks: verified over raw bytes, stored as they came under a unique key, answered at once, worked off later. */
export class InboundService {
  constructor(
    private readonly db: Database,
    private readonly kit: { ids: Ids; clock: Clock; log: Log },
    private readonly apps: ChannelApps,
    private readonly store: InboundStore,
    private readonly events: EventIntake,
    private readonly wakeUps: WakeUps,
  ) {}

  /** What to answer the channel; null: refused. Stored durably before it is answered. */
  async accept(
    channel: ChannelId,
    delivery: RawDelivery,
  ): Promise<{ status: number; body: string } | null> {
    const app = this.apps.get(channel);
    const webhooks = app?.adapter.webhooks;
    if (
      !app ||
      !webhooks ||
      !app.callbackUrl ||
      !webhooks.verify(app.app, app.callbackUrl, delivery)
    )
      return null;
    // A channel's test of the address means nothing and may come unsigned: it must not fill the table.
    if (meansNothing(webhooks, delivery)) return webhooks.ack;
    const id = this.kit.ids.next();
    const hash = createHash('sha256').update(delivery.body).digest('hex');
    const headers = Object.fromEntries(
      KEPT_HEADERS.filter((name) => name !== 'authorization').flatMap((name) =>
        delivery.headers[name] ? [[name, delivery.headers[name]]] : [],
      ),
    );
    const fresh = await this.db.write((tx) =>
      this.store.insertDelivery(
        tx,
        id,
        channel,
        hash,
        delivery.body,
        headers,
        this.kit.clock.now(),
      ),
    );
    if (fresh) await this.wakeUps.wake({ lane: 'realtime', name: DELIVERY, key: String(id) });
    return webhooks.ack;
  }

  handshake(channel: ChannelId, query: Readonly<Record<string, string>>): string | null {
    const app = this.apps.get(channel);
    return app?.adapter.webhooks?.handshake?.(app.app, query) ?? null;
  }

  /** One delivery → many events, each to the cooperative whose shop it names. */
  async work(key: string): Promise<Worked> {
    const id = Number(key);
    const delivery = await this.db.read((tx) => this.store.delivery(tx, DELIVERIES, id));
    const webhooks = delivery && this.apps.get(delivery.channel)?.adapter.webhooks;
    if (!delivery || !webhooks) return;
    try {
      const events = webhooks.events({ headers: delivery.headers, body: delivery.body });
      await this.db.write(async (tx) => {
        await this.events.take(tx, delivery.channel, events);
        await this.store.deliveryDone(tx, id, this.kit.clock.now(), null);
      });
    } catch (failure) {
      return this.failed(delivery.id, delivery.attempts, failure);
    }
  }

  private async failed(id: number, attempts: number, failure: unknown): Promise<Worked> {
    const now = this.kit.clock.now();
    const code =
      failure instanceof ChannelFailure ? `${failure.kind} ${failure.detail.code}` : 'unreadable';
    this.kit.log.warn('delivery not understood', { delivery: id, attempts, code });
    const giveUp = attempts + 1 >= MAX_ATTEMPTS || failure instanceof ChannelFailure;
    const wait = backOffMs(attempts + 2);
    await this.db.write((tx) =>
      giveUp
        ? this.store.deliveryDone(tx, id, now, code)
        : this.store.deliveryLater(tx, id, now + wait, code),
    );
    return giveUp ? undefined : { againInMs: wait };
  }
}

function meansNothing(webhooks: WebhookGroup, delivery: RawDelivery): boolean {
  try {
    return webhooks.events(delivery).every((event) => event.kind === 'ignored');
  } catch {
    // Kept for somebody to look at.
    return false;
  }
}

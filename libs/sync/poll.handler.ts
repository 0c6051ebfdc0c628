import { createHash, randomUUID } from 'node:crypto';
import type { ChannelClient, ChannelOrder, PollRule } from '@ganh/channels/kit';
import { type AllCoops, type Clock, type ShopId, toId } from '@ganh/kernel';
import type { MessageService, OrderIntake, ReturnDesk } from '@ganh/orders';
import type { SettlementBook } from '@ganh/payments';
import type { Database } from '@ganh/persistence';
import type { Worked } from '@ganh/queue';
import type { Shop, ShopService } from '@ganh/shops';
import type { ChannelApps } from './channel-apps';
import type { DriftCheck } from './drift-check';
import type { InboundStore } from './inbound.store';
import type { Log } from './log';
import type { EventPoll } from './event-poll';
import type { HeldCursor, PollKind, PollStore } from './poll.store';
import { describeFailure } from './push.handler';
import { judge } from './retry-policy';
import type { ShopGate } from './shop-gate';
import type { ShopLoss } from './shop-loss';
import { pollRule, startPolls } from './start-polls';

export const POLL = 'poll';
/** Longer than a poll should take; one that takes longer is asked twice, which harms nobody. */
export const POLL_LEASE_MS = 5 * 60_000;
const SWEEP: AllCoops = { allCoopsFor: 'sweeper' };
/** Finds what no webhook told us: asks each shop for what changed since the last time, with an overlap. */
export class PollHandler {
  constructor(
    private readonly kit: {
      db: Database;
      clock: Clock;
      log: Log;
      apps: ChannelApps;
      pollScale: number;
      leaseMs: number;
    },
    private readonly store: PollStore,
    private readonly shops: ShopService,
    private readonly gate: ShopGate,
    private readonly inbox: {
      intake: OrderIntake;
      returns: ReturnDesk;
      settlements: SettlementBook;
      messages: MessageService;
      drift: DriftCheck;
      events: InboundStore;
      queues: EventPoll;
    },
    private readonly loss: ShopLoss,
  ) {}

  /** `key` is `<shop>:<kind>`. */
  async handle(key: string, signal: AbortSignal): Promise<Worked> {
    const [shopText, kindText] = key.split(':');
    const kind = kindText as PollKind;
    const shop = await this.shops.findAnywhere(SWEEP, toId<ShopId>(shopText));
    const rule = shop && pollRule(this.kit.apps.must(shop.channel).adapter.descriptor, kind);
    if (!shop || shop.state !== 'connected' || !rule) return;
    const lease = randomUUID();
    const { db, clock } = this.kit;
    const now = clock.now();
    const cursor = await db.write((tx) =>
      this.store.take(tx, shop, shop.id, kind, lease, now, now + this.kit.leaseMs),
    );
    if (!cursor) return;
    let reached = cursor.doneUntilAt;
    try {
      reached = await this.gate.withShop(shop, (client) =>
        this.ask(client, shop, cursor, rule, signal),
      );
      const nextAt = reached < now ? now : now + rule.everyMs * this.kit.pollScale;
      await db.write((tx) => this.store.done(tx, cursor, lease, reached, nextAt, clock.now()));
      if (reached < now) return { againInMs: 0 };
    } catch (failure) {
      const wait = await this.failed(shop, kind, failure);
      await db.write((tx) =>
        this.store.done(tx, cursor, lease, cursor.doneUntilAt, clock.now() + wait, null),
      );
    }
  }

  /** One window, all its pages; answers up to when everything has been seen. */
  private async ask(
    client: ChannelClient,
    shop: Shop,
    cursor: HeldCursor,
    rule: PollRule,
    signal: AbortSignal,
  ): Promise<number> {
    const now = this.kit.clock.now();
    if (cursor.kind === 'drift') {
      // A shop that was connected before its channel could be asked for more.
      const { descriptor } = this.kit.apps.must(shop.channel).adapter;
      await this.kit.db.write((tx) => startPolls(tx, this.store, shop, descriptor, now));
      await this.inbox.drift.check(client, shop);
      return now;
    }
    if (cursor.kind === 'events') {
      if (client.events) await this.inbox.queues.drain(client.events, shop, cursor, signal);
      return signal.aborted ? cursor.doneUntilAt : now;
    }
    const fromAt = cursor.doneUntilAt - rule.overlapMs;
    const toAt = Math.min(now, fromAt + rule.maxWindowMs);
    for (let page = '', first = true; (first || page !== '') && !signal.aborted; first = false) {
      page = await this.page(client, shop, cursor.kind, { fromAt, toAt }, page);
    }
    return signal.aborted ? cursor.doneUntilAt : toAt;
  }

  private async page(
    client: ChannelClient,
    shop: Shop,
    kind: PollKind,
    window: { fromAt: number; toAt: number },
    cursor: string,
  ): Promise<string> {
    if (kind === 'orders' && client.orders) {
      const { orders, next } = await client.orders.pull(window, cursor);
      for (const order of orders) await this.take(shop, order);
      return next;
    }
    if (kind === 'conversations' && client.conversations) {
      const { messages, next } = await client.conversations.pull(window, cursor);
      for (const message of messages) await this.inbox.messages.take(shop, shop.id, message);
      return next;
    }
    if (kind === 'returns' && client.returns) {
      const { returns, next } = await client.returns.pull(window, cursor);
      for (const one of returns)
        await this.each(shop, 'return', () => this.inbox.returns.take(shop, one));
      return next;
    }
    if (kind === 'settlements' && client.settlements) {
      const { entries, next } = await client.settlements.pull(window, cursor);
      for (const entry of entries)
        await this.each(shop, 'settlement', () => this.inbox.settlements.take(shop, entry));
      return next;
    }
    return '';
  }

  /** What cannot be stored is told in the log and keeps the rest of its page from nothing. */
  private async each(shop: Shop, what: string, take: () => Promise<void>): Promise<void> {
    try {
      await take();
    } catch (failure) {
      this.kit.log.error(`${what} not stored`, {
        shop: shop.id,
        failure: describeFailure(failure),
      });
    }
  }

  /** An order that cannot be stored is put aside as an event, with tries of its own: the others are not kept waiting. */
  private async take(shop: Shop, order: ChannelOrder): Promise<void> {
    try {
      await this.inbox.intake.take(shop, order);
    } catch (failure) {
      const { externalOrderId, updatedAt } = order;
      this.kit.log.error('order not stored', { shop: shop.id, failure: describeFailure(failure) });
      const key = createHash('sha256').update(`poll:${externalOrderId}:${updatedAt}`).digest('hex');
      const { externalShopId } = shop;
      const event = { kind: 'order' as const, externalShopId, key, at: updatedAt, externalOrderId };
      const now = this.kit.clock.now();
      await this.kit.db.write((tx) =>
        this.inbox.events.insertEvent(tx, shop, shop.id, key, event, now),
      );
    }
  }

  private async failed(shop: Shop, kind: PollKind, failure: unknown): Promise<number> {
    const { descriptor } = this.kit.apps.must(shop.channel).adapter;
    const verdict = judge(failure, descriptor.name, 3);
    this.kit.log.warn('poll failed', {
      shop: shop.id,
      kind,
      failure: describeFailure(failure),
      verdict: verdict.kind,
    });
    if (verdict.kind === 'lost') await this.loss.lose(shop, verdict.why);
    return verdict.kind === 'wait' ? verdict.ms : 5 * 60_000;
  }
}

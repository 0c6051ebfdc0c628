import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelFailure, type ItemOutcome, type PushGroup } from '@ganh/channels/kit';
import { type Clock, faultPoint, type ShopId, toId } from '@ganh/kernel';
import type { Database } from '@ganh/persistence';
import type { Worked } from '@ganh/queue';
import { type ListingService, type PushRow, type Shop, type ShopService } from '@ganh/shops';
import type { ChannelApps } from './channel-apps';
import type { Log } from './log';
import type { OfferLimits } from './offer-limits';
import { type HeldLease, LeaseLost, type PushLeases } from './push-leases';
import { pushWork, ticketWork, type Work } from './push-plan';
import type { PushMarks } from './push-marks';
import { judge, lostSentence } from './retry-policy';
import type { ShopGate } from './shop-gate';
import type { ShopLoss } from './shop-loss';
import type { Snapshot, SnapshotService } from './snapshot.service';

const WORTH_WAITING_MS = 1_500;
const LOOK_AHEAD = 4;
/** After so long the turn is given back: one busy shop must not keep a lane's places to itself. */
const TURN_MS = 5_000;

/** Pushes what one shop's push group wants, until nothing is due: newest state, full batches, absolute values. */
export class PushHandler {
  constructor(
    private readonly kit: { db: Database; clock: Clock; log: Log; apps: ChannelApps },
    private readonly shops: ShopService,
    private readonly listings: ListingService,
    private readonly leases: PushLeases,
    private readonly gate: ShopGate,
    private readonly parts: {
      snapshots: SnapshotService;
      marks: PushMarks;
      loss: ShopLoss;
      offers: OfferLimits;
    },
  ) {}

  async handle(key: string, signal: AbortSignal): Promise<Worked> {
    const [shopText, groupName = ''] = key.split(':');
    const shopId = toId<ShopId>(shopText);
    const shop = await this.shops.findAnywhere({ allCoopsFor: 'sweeper' }, shopId);
    if (!shop || shop.state !== 'connected') return;
    const descriptor = this.kit.apps.get(shop.channel)?.adapter.descriptor;
    const group = descriptor?.groups.find((g) => g.name === groupName);
    if (!group || descriptor?.byHand) return;
    const lease = await this.leases.take(shop.id, group.name);
    if (!lease) return { againInMs: 1_000 };
    try {
      const again = await this.run(shop, group, lease, signal);
      if (again !== null) return { againInMs: again };
    } finally {
      await lease.release();
    }
    return this.later(shop, group);
  }

  private async later(shop: Shop, group: PushGroup): Promise<Worked> {
    const nextAt = await this.kit.db.read((tx) =>
      this.listings.stores.pushes.nextAt(tx, shop.id, group.name),
    );
    return nextAt === null ? undefined : { againInMs: Math.max(0, nextAt - this.kit.clock.now()) };
  }

  /** null: nothing is due any more; else ms until it is worth coming back. Tickets first: they use up no budget of pushes. */
  private async run(
    shop: Shop,
    group: PushGroup,
    lease: HeldLease,
    signal: AbortSignal,
  ): Promise<number | null> {
    const until = this.kit.clock.now() + TURN_MS;
    while (!signal.aborted && this.kit.clock.now() < until) {
      const seen = await this.due(shop, group);
      const tickets = ticketWork(seen);
      if (tickets) {
        if (!(await this.work(shop, group, lease, tickets))) return null;
        continue;
      }
      if (seen.length === 0) return null;
      const wait = await this.gate.takeLimits(shop, group.limits ?? []);
      if (wait > WORTH_WAITING_MS) return this.unlessSooner(shop, group, wait);
      if (wait > 0) {
        await sleep(wait, undefined, { signal }).catch(() => undefined);
        continue;
      }
      // Read again: what changed while the budget was waited for goes into the same call.
      const work = pushWork(await this.due(shop, group), group);
      if (work && !(await this.work(shop, group, lease, work))) return null;
    }
    return 0;
  }

  /** A ticket to be asked about does not wait for the budget of pushes. */
  private async unlessSooner(shop: Shop, group: PushGroup, waitMs: number): Promise<number> {
    const ticketAt = await this.kit.db.read((tx) =>
      this.listings.stores.pushes.nextTicketAt(tx, shop.id, group.name),
    );
    return ticketAt === null
      ? waitMs
      : Math.max(0, Math.min(waitMs, ticketAt - this.kit.clock.now()));
  }

  /** Rows whose time has come, oldest first; those that wait for another group are parked on the way. */
  private async due(shop: Shop, group: PushGroup): Promise<PushRow[]> {
    const { pushes, listings } = this.listings.stores;
    const { db, clock } = this.kit;
    for (;;) {
      const rows = await db.read((tx) =>
        pushes.due(tx, shop.id, group.name, clock.now(), group.maxBatch * LOOK_AHEAD),
      );
      if (rows.length === 0 || !group.needs) return rows;
      const known = await db.read((tx) =>
        listings.findMany(tx, shop, [...new Set(rows.map((row) => row.listingId))]),
      );
      const exists = new Set(known.filter((l) => l.externalItemId !== null).map((l) => l.id));
      const waiting = rows.filter((row) => !exists.has(row.listingId));
      if (waiting.length === 0) return rows;
      await db.write((tx) => pushes.park(tx, shop, waiting));
    }
  }

  /** One call and its marks; false: stop this round. */
  private async work(shop: Shop, group: PushGroup, lease: HeldLease, work: Work): Promise<boolean> {
    let snapshots = await this.parts.snapshots.take(shop, work.rows);
    await this.dropVanished(work.rows, snapshots);
    if (work.kind === 'push') snapshots = await this.asOffered(shop, group, snapshots);
    if (snapshots.length === 0) return true;
    try {
      const outcomes = await this.call(shop, group, lease, work, snapshots);
      faultPoint('push.after-answer');
      return await this.parts.marks.store(shop, group, lease, snapshots, outcomes);
    } catch (failure) {
      if (failure instanceof LeaseLost) {
        this.kit.log.warn('push lease lost', { shop: shop.id, group: group.name });
        return false;
      }
      if (
        work.kind === 'tickets' &&
        failure instanceof ChannelFailure &&
        failure.kind === 'notFound'
      )
        return this.forgetTicket(snapshots);
      return this.failed(shop, group, lease, snapshots, failure);
    }
  }

  /** Those that may be told now, with the number that may be told; the others come again. */
  private async asOffered(
    shop: Shop,
    group: PushGroup,
    snapshots: readonly Snapshot[],
  ): Promise<Snapshot[]> {
    const offers = await this.parts.offers.of(shop, group, snapshots);
    if (offers.size === 0) return [...snapshots];
    const told: Snapshot[] = [];
    await this.kit.db.write(async (tx) => {
      told.length = 0;
      for (const snapshot of snapshots) {
        const offer = offers.get(snapshot) ?? { kind: 'tell' };
        const { row } = snapshot;
        if (offer.kind === 'wait')
          await this.listings.stores.pushes.postpone(tx, row, offer.untilAt, row.attempts);
        else told.push(offer.kind === 'step' ? stepOf(snapshot, offer.qty) : snapshot);
      }
    });
    return told;
  }

  private async call(
    shop: Shop,
    group: PushGroup,
    lease: HeldLease,
    work: Work,
    snapshots: readonly Snapshot[],
  ): Promise<ItemOutcome[]> {
    const items = snapshots.map((snapshot) => snapshot.item);
    if (work.kind === 'tickets') {
      return this.gate.withShop(
        shop,
        async (client) => (await client.tickets?.ask(work.ticket, items)) ?? [],
      );
    }
    // Where a call may make something there: a try whose answer is lost must look first. Numbers alone make nothing.
    const isNew = snapshots.filter(
      ({ row }) => (row.doneRev === 0 || group.target === 'product') && row.sentRev < row.wantedRev,
    );
    if (isNew.length > 0)
      await this.kit.db.write((tx) =>
        this.listings.stores.pushes.markSent(
          tx,
          isNew.map(({ row }) => row),
        ),
      );
    faultPoint('push.before-send');
    return this.gate.withShop(
      shop,
      (client) => client.listings.push(group.name, items),
      group.limits,
      () => lease.check(),
    );
  }

  private async failed(
    shop: Shop,
    group: PushGroup,
    lease: HeldLease,
    snapshots: readonly Snapshot[],
    failure: unknown,
  ): Promise<boolean> {
    const { descriptor } = this.kit.apps.must(shop.channel).adapter;
    const attempts = Math.max(0, ...snapshots.map(({ row }) => row.attempts));
    const verdict = judge(failure, descriptor.name, attempts);
    this.kit.log.warn('push failed', {
      shop: shop.id,
      group: group.name,
      items: snapshots.length,
      failure: describeFailure(failure),
      verdict: verdict.kind,
    });
    const { pushes } = this.listings.stores;
    if (verdict.kind === 'lost' || verdict.kind === 'refresh') {
      await this.parts.loss.lose(
        shop,
        verdict.kind === 'lost' ? verdict.why : lostSentence(descriptor.name),
      );
      return false;
    }
    if (verdict.kind === 'refuse') {
      const outcomes = snapshots.map(({ item }) => ({
        key: item.key,
        kind: 'rejected' as const,
        reason: verdict.reason,
      }));
      return this.parts.marks.store(shop, group, lease, snapshots, outcomes);
    }
    const at = this.kit.clock.now() + verdict.ms;
    return this.kit.db.write(async (tx) => {
      if (!(await lease.hold(tx))) return false;
      for (const { row } of snapshots)
        await pushes.postpone(tx, row, at, row.attempts + (verdict.usesAttempt ? 1 : 0));
      if (verdict.wholeGroup) await pushes.postponeGroup(tx, shop.id, group.name, at);
      return true;
    });
  }

  private async forgetTicket(snapshots: readonly Snapshot[]): Promise<boolean> {
    await this.kit.db.write(async (tx) => {
      for (const { row } of snapshots)
        await this.listings.stores.pushes.dropTicket(tx, row, this.kit.clock.now());
    });
    return true;
  }

  /** A product deleted meanwhile wants nothing any more. */
  private async dropVanished(
    rows: readonly PushRow[],
    snapshots: readonly Snapshot[],
  ): Promise<void> {
    const there = new Set(snapshots.map(({ row }) => row));
    const gone = rows.filter((row) => !there.has(row));
    if (gone.length === 0) return;
    await this.kit.db.write(async (tx) => {
      for (const row of gone)
        await this.listings.stores.pushes.markDone(tx, row, row.wantedRev, this.kit.clock.now());
    });
  }
}

/** For the log: kinds and codes, never a body or a token. */
function stepOf(snapshot: Snapshot, qty: number): Snapshot {
  const { item } = snapshot;
  if (!item.variant) return snapshot;
  return {
    ...snapshot,
    item: { ...item, variant: { ...item.variant, availableQty: qty } },
    isStep: true,
  };
}

export function describeFailure(failure: unknown): string {
  if (failure instanceof ChannelFailure)
    return `${failure.kind} ${failure.detail.code} ${failure.detail.requestId ?? ''}`.trim();
  return failure instanceof Error ? `${failure.name}: ${failure.message.slice(0, 200)}` : 'unknown';
}

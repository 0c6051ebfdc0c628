import type { ItemOutcome } from '@ganh/channels/kit';
import { changeMessage, coopTopic } from '@ganh/contracts';
import { type Clock, faultPoint, type ListingId, type VariantId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import type { ProductService } from '@ganh/catalogue';
import type { PubSub } from '@ganh/queue';
import { type Listing, type ListingService, type Shop, WHOLE_PRODUCT } from '@ganh/shops';
import type { PushGroup } from '@ganh/channels/kit';
import type { HeldLease } from './push-leases';
import { backOffMs } from './retry-policy';
import type { Snapshot } from './snapshot.service';

/** Stores what a call taught: one transaction, under the lease; a worker that lost it stores nothing. */
export class PushMarks {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly listings: ListingService,
    private readonly products: ProductService,
    private readonly pubSub: PubSub,
  ) {}

  /** false: the lease is gone, nothing was stored. */
  async store(
    shop: Shop,
    group: PushGroup,
    lease: HeldLease,
    snapshots: readonly Snapshot[],
    outcomes: readonly ItemOutcome[],
  ): Promise<boolean> {
    const byKey = new Map(outcomes.map((outcome) => [outcome.key, outcome]));
    faultPoint('push.before-mark');
    return this.db.write(async (tx) => {
      const now = this.clock.now();
      if (!(await lease.hold(tx))) return false;
      const ids = snapshots.map((snapshot) => snapshot.listing.id);
      await this.listings.stores.listings.lock(tx, shop, ids);
      const touched = new Map<ListingId, Listing>();
      for (const snapshot of snapshots) {
        const outcome = byKey.get(snapshot.item.key) ?? {
          key: snapshot.item.key,
          kind: 'deferred' as const,
          retryAfterMs: backOffMs(snapshot.row.attempts),
        };
        await this.mark(tx, shop, group, snapshot, outcome, now);
        touched.set(snapshot.listing.id, snapshot.listing);
      }
      for (const listing of touched.values()) await this.afterListing(tx, shop, listing, now);
      return true;
    });
  }

  private async mark(
    tx: Tx,
    shop: Shop,
    group: PushGroup,
    { row, item, listing, isStep }: Snapshot,
    outcome: ItemOutcome,
    now: number,
  ): Promise<void> {
    const { pushes, listings } = this.listings.stores;
    const rev = row.ticket === null ? row.wantedRev : row.pushedRev;
    if (outcome.refs) await this.learn(tx, shop, listing, outcome.refs);
    switch (outcome.kind) {
      case 'accepted':
      case 'unchanged':
        await (isStep
          ? pushes.postpone(tx, row, now, row.attempts)
          : pushes.markDone(tx, row, rev, now));
        if (row.variantId !== WHOLE_PRODUCT && item.variant && rev === row.wantedRev) {
          const told = {
            ...(group.raisedBy.includes('stock') ? { qty: item.variant.availableQty } : {}),
            ...(group.raisedBy.includes('price') ? { priceVnd: item.variant.priceVnd } : {}),
          };
          await listings.told(tx, shop, listing.id, row.variantId as VariantId, told, now);
        }
        // Numbers refused as long as the item was under review need not wait any longer.
        if (group.target === 'product' && outcome.kind === 'accepted')
          this.listings.wakeAfter(
            tx,
            await pushes.wakeListings(tx, shop, [listing.id], now, false),
          );
        return;
      case 'pending':
        return pushes.markPending(tx, row, rev, outcome.ticket, now + outcome.askAfterMs);
      case 'rejected':
        return pushes.markRefused(tx, row, rev, outcome.reason, now);
      case 'deferred':
        return pushes.markDeferred(tx, row, now + outcome.retryAfterMs, outcome.reason ?? null);
    }
  }

  private async learn(
    tx: Tx,
    shop: Shop,
    listing: Listing,
    refs: NonNullable<ItemOutcome['refs']>,
  ): Promise<void> {
    const { listings } = this.listings.stores;
    const skus = Object.keys(refs.externalVariantIds ?? {});
    const variantIdBySku = new Map(
      (await this.products.bySku(tx, shop, skus)).map((v) => [v.sku, v.id]),
    );
    // Read again: another item of this batch may have taught it something a moment ago.
    const current = (await listings.find(tx, shop, listing.id)) ?? listing;
    await listings.learn(tx, shop, current, refs, variantIdBySku);
    if (refs.externalItemId && !current.externalItemId) {
      this.listings.wakeAfter(
        tx,
        await this.listings.stores.pushes.wakeListings(
          tx,
          shop,
          [listing.id],
          this.clock.now(),
          false,
        ),
      );
    }
  }

  /** Live once everything that makes it so has been done at least once. */
  private async afterListing(tx: Tx, shop: Shop, listing: Listing, now: number): Promise<void> {
    const rows = await this.listings.stores.pushes.ofListings(tx, shop, [listing.id]);
    if (rows.every((row) => row.doneRev > 0))
      await this.listings.stores.listings.setLive(tx, shop, listing.id, now);
    const rev = rows.reduce((sum, row) => sum + row.doneRev + row.refusedRev, 0);
    tx.afterCommit(() =>
      this.pubSub.publish(
        coopTopic(shop.coopId),
        changeMessage({ type: 'listing.changed', id: listing.id, rev }),
      ),
    );
  }
}

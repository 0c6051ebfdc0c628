import type { ChangeKind, ChannelDescriptor } from '@ganh/channels/kit';
import {
  type Clock,
  type CoopScope,
  type ListingId,
  Problem,
  type ProductId,
  type ShopId,
  type VariantId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { WakeUps } from '@ganh/queue';
import {
  changeBits,
  type DueGroup,
  type Listing,
  type ListingVariant,
  type PushRow,
  pushWakeUp,
  WHOLE_PRODUCT,
} from './listing';
import { ListingRevisions } from './listing-revisions';
import type { ListingStore } from './listing.store';
import type { PushStore } from './push.store';

/** Listings and the work they imply. Raising a revision is part of whatever transaction changed the product. */
export class ListingService extends ListingRevisions {
  constructor(
    private readonly db: Database,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly wakeUps: WakeUps,
    readonly stores: { listings: ListingStore; pushes: PushStore },
  ) {
    super();
  }

  /** Lists a product in a shop: one row of work per push group and target. Listed already: only what is new is added. */
  async list(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    descriptor: ChannelDescriptor,
    productId: ProductId,
    variantIds: readonly VariantId[],
  ): Promise<void> {
    const now = this.clock.now();
    await this.stores.listings.insert(
      tx,
      scope,
      this.ids.next<ListingId>(),
      shopId,
      productId,
      now,
    );
    const listing = (await this.stores.listings.ofProducts(tx, scope, [productId])).find(
      (l) => l.shopId === shopId,
    );
    if (!listing) throw new Error('a listing just inserted is not there');
    await this.stores.listings.insertVariants(tx, scope, listing.id, variantIds);
    for (const group of descriptor.groups) {
      for (const variantId of group.target === 'product' ? [WHOLE_PRODUCT] : variantIds) {
        const nextAt = group.needs && !listing.externalItemId ? null : now;
        const carries = changeBits(group.raisedBy);
        await this.stores.pushes.insert(
          tx,
          scope,
          {
            listingId: listing.id,
            group: group.name,
            variantId,
            shopId,
            productId,
            carries,
            nextAt,
          },
          now,
        );
      }
    }
    this.wakeAfter(
      tx,
      descriptor.groups.map((group) => ({
        shopId,
        group: group.name,
        carries: changeBits(group.raisedBy),
      })),
    );
  }

  async raise(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
    changes: readonly ChangeKind[],
  ): Promise<void> {
    this.wakeAfter(
      tx,
      await this.stores.pushes.raise(
        tx,
        scope,
        { variantIds },
        changeBits(changes),
        this.clock.now(),
      ),
    );
  }

  /** As raise, for the work that stands for whole products: a post that names the price. */
  async raiseWhole(
    tx: Tx,
    scope: CoopScope,
    productIds: readonly ProductId[],
    changes: readonly ChangeKind[],
  ): Promise<void> {
    const which = { productIds, wholeOnly: true };
    const bits = changeBits(changes);
    this.wakeAfter(tx, await this.stores.pushes.raise(tx, scope, which, bits, this.clock.now()));
  }

  /** As raise, in one shop only: what it shows has drifted from what it was told. */
  async raiseIn(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    variantIds: readonly VariantId[],
    changes: readonly ChangeKind[],
  ): Promise<void> {
    const bits = changeBits(changes);
    this.wakeAfter(
      tx,
      await this.stores.pushes.raise(tx, scope, { variantIds, shopId }, bits, this.clock.now()),
    );
  }

  /** As raise, for every listing of whole products: name, photos, price, hidden. */
  async raiseProducts(
    tx: Tx,
    scope: CoopScope,
    productIds: readonly ProductId[],
    changes: readonly ChangeKind[],
  ): Promise<void> {
    this.wakeAfter(
      tx,
      await this.stores.pushes.raise(
        tx,
        scope,
        { productIds },
        changeBits(changes),
        this.clock.now(),
      ),
    );
  }

  /** Stores what the seller answered for this listing alone; `dropped` are answered elsewhere from now on. */
  async setAnswers(
    tx: Tx,
    scope: CoopScope,
    listingId: ListingId,
    answers: Readonly<Record<string, string>>,
    dropped: readonly string[],
  ): Promise<void> {
    const listing = await this.mustFind(tx, scope, listingId);
    const kept = Object.entries(listing.answers).filter(([field]) => !dropped.includes(field));
    await this.stores.listings.setAnswers(tx, scope, listingId, {
      ...Object.fromEntries(kept),
      ...answers,
    });
  }

  /** As setAnswers, in every shop that shows the product. */
  async dropAnswers(
    tx: Tx,
    scope: CoopScope,
    productId: ProductId,
    dropped: readonly string[],
  ): Promise<void> {
    for (const { id, answers } of await this.stores.listings.ofProducts(tx, scope, [productId]))
      if (dropped.some((field) => field in answers))
        await this.setAnswers(tx, scope, id, {}, dropped);
  }

  /** Tries these listings again at once with what is known now, under a new revision: whatever was refused before falls. */
  async again(tx: Tx, scope: CoopScope, listingIds: readonly ListingId[]): Promise<void> {
    const bits = changeBits(['content', 'price', 'stock', 'visibility']);
    const now = this.clock.now();
    this.wakeAfter(tx, await this.stores.pushes.raise(tx, scope, { listingIds }, bits, now));
  }

  /** A person says "again": refusals fall. An item the channel has deleted is made anew. */
  async retry(scope: CoopScope, listingId: ListingId): Promise<void> {
    await this.db.write(async (tx) => {
      await this.mustFind(tx, scope, listingId);
      const pushes = await this.stores.pushes.ofListings(tx, scope, [listingId]);
      if (pushes.some((push) => push.reason?.key === 'gone'))
        await this.stores.listings.forgetItem(tx, scope, listingId);
      this.wakeAfter(
        tx,
        await this.stores.pushes.wakeListings(tx, scope, [listingId], this.clock.now(), true),
      );
    });
  }

  /** Everything waiting for this shop is looked at again: it has just been connected. */
  async wakeShop(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<void> {
    this.wakeAfter(tx, await this.stores.pushes.groupsOfShop(tx, scope, shopId));
  }

  async find(scope: CoopScope, listingId: ListingId): Promise<Listing> {
    return this.db.read((tx) => this.mustFind(tx, scope, listingId));
  }

  async ofProducts(
    scope: CoopScope,
    productIds: readonly ProductId[],
  ): Promise<{ listings: Listing[]; pushes: PushRow[] }> {
    return this.db.read(async (tx) => {
      const listings = await this.stores.listings.ofProducts(tx, scope, productIds);
      return {
        listings,
        pushes: await this.stores.pushes.ofListings(
          tx,
          scope,
          listings.map((l) => l.id),
        ),
      };
    });
  }

  /** Which products these channel ids name in these shops; none for what is not ours. */
  productsOfItems(
    scope: CoopScope,
    shopIds: readonly ShopId[],
    externalItemIds: readonly string[],
  ): Promise<{ shopId: ShopId; externalItemId: string; productId: ProductId }[]> {
    return this.db.read((tx) =>
      this.stores.listings.productsOfItems(tx, scope, shopIds, externalItemIds),
    );
  }

  async ofShop(
    scope: CoopScope,
    shopId: ShopId,
  ): Promise<{
    listings: Listing[];
    variants: Map<ListingId, ListingVariant[]>;
    pushes: PushRow[];
  }> {
    return this.db.read(async (tx) => {
      const listings = await this.stores.listings.ofShop(tx, scope, shopId);
      const variants = await this.stores.listings.variants(
        tx,
        scope,
        listings.map((l) => l.id),
      );
      return { listings, variants, pushes: await this.stores.pushes.ofShop(tx, scope, shopId) };
    });
  }

  variantByExternal(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    externalItemId: string,
    externalVariantId: string | null,
  ): Promise<VariantId | null> {
    return this.stores.listings.variantByExternal(
      tx,
      scope,
      shopId,
      externalItemId,
      externalVariantId,
    );
  }

  /** Wake-ups go out after the commit; losing one costs delay only. */
  wakeAfter(tx: Tx, work: readonly DueGroup[]): void {
    if (work.length > 0) tx.afterCommit(() => this.wakeUps.wake(...work.map(pushWakeUp)));
  }

  private async mustFind(tx: Tx, scope: CoopScope, listingId: ListingId): Promise<Listing> {
    const listing = await this.stores.listings.find(tx, scope, listingId);
    if (!listing) throw Problem.notFound();
    return listing;
  }
}

import type { ChannelClient, ListedVariant } from '@ganh/channels/kit';
import type { VariantId } from '@ganh/kernel';
import type { ProductService } from '@ganh/catalogue';
import type { Database } from '@ganh/persistence';
import type { Listing, ListingService, ListingVariant, PushRow, Shop } from '@ganh/shops';
import type { Log } from './log';

const BATCH = 50;

/**
 * Re-reads what a shop shows and repairs it: somebody edited it there, a promotion moved it, a push was lost on their
 * side. Work that is due anyway is left alone: its push will tell.
 */
export class DriftCheck {
  constructor(
    private readonly db: Database,
    private readonly listings: ListingService,
    private readonly products: ProductService,
    private readonly log: Log,
  ) {}

  async check(client: ChannelClient, shop: Shop): Promise<void> {
    if (!client.readBack) return;
    const { listings, variants, pushes } = await this.listings.ofShop(shop, shop.id);
    const live = listings.filter(
      (listing) => listing.externalItemId !== null && listing.liveAt !== null,
    );
    for (let from = 0; from < live.length; from += BATCH) {
      const batch = live.slice(from, from + BATCH);
      const skus = await this.skus(shop, batch, variants);
      const shown = await client.readBack.read(
        batch.map((listing) => listing.externalItemId as string),
        [...skus.keys()],
      );
      await this.repair(shop, batch, variants, pushes, skus, shown);
    }
  }

  private async skus(
    shop: Shop,
    batch: readonly Listing[],
    variants: ReadonlyMap<Listing['id'], ListingVariant[]>,
  ): Promise<Map<string, VariantId>> {
    const ids = batch.flatMap((listing) =>
      (variants.get(listing.id) ?? []).map((v) => v.variantId),
    );
    const found = await this.db.read((tx) => this.products.variants(tx, shop, ids));
    return new Map(found.map((variant) => [variant.sku, variant.id]));
  }

  private async repair(
    shop: Shop,
    batch: readonly Listing[],
    variants: ReadonlyMap<Listing['id'], ListingVariant[]>,
    pushes: readonly PushRow[],
    skus: ReadonlyMap<string, VariantId>,
    shown: readonly ListedVariant[],
  ): Promise<void> {
    const stock: VariantId[] = [];
    const price: VariantId[] = [];
    for (const listed of shown) {
      const listing =
        batch.find((l) => l.externalItemId === listed.externalItemId) ??
        ownerOf(batch, variants, listed, skus);
      const told = listing && toldOf(variants.get(listing.id) ?? [], listed, skus);
      if (!listing || !told) continue;
      const settled = pushes
        .filter((p) => p.listingId === listing.id && p.variantId === told.variantId)
        .every((p) => p.wantedRev === p.doneRev);
      if (!settled) continue;
      if (told.toldQty !== null && listed.qty !== null && listed.qty !== told.toldQty)
        stock.push(told.variantId);
      if (
        told.toldPriceVnd !== null &&
        listed.priceVnd !== null &&
        listed.priceVnd !== told.toldPriceVnd
      )
        price.push(told.variantId);
    }
    if (stock.length + price.length === 0) return;
    this.log.info('drift repaired', { shop: shop.id, stock: stock.length, price: price.length });
    await this.db.write(async (tx) => {
      await this.listings.raiseIn(tx, shop, shop.id, stock, ['stock']);
      await this.listings.raiseIn(tx, shop, shop.id, price, ['price']);
    });
  }
}

function toldOf(
  told: readonly ListingVariant[],
  listed: ListedVariant,
  skus: ReadonlyMap<string, VariantId>,
): ListingVariant | undefined {
  const bySku = listed.sku === null ? undefined : skus.get(listed.sku);
  return (
    told.find((t) =>
      bySku !== undefined
        ? t.variantId === bySku
        : t.externalId !== null && t.externalId === listed.externalVariantId,
    ) ?? (told.length === 1 ? told[0] : undefined)
  );
}

/** Where the channel has an item per variant, the item's id is not the listing's. */
function ownerOf(
  batch: readonly Listing[],
  variants: ReadonlyMap<Listing['id'], ListingVariant[]>,
  listed: ListedVariant,
  skus: ReadonlyMap<string, VariantId>,
) {
  const variantId = listed.sku === null ? undefined : skus.get(listed.sku);
  return variantId === undefined
    ? undefined
    : batch.find((listing) => variants.get(listing.id)?.some((v) => v.variantId === variantId));
}

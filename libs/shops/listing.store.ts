import type { ListingRefs } from '@ganh/channels/kit';
import type { CoopId, CoopScope, ListingId, ProductId, ShopId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, marks, sql, toInt } from '@ganh/persistence/sql';
import type { Listing, ListingVariant, Told } from './listing';

interface ListingRow {
  coop_id: number;
  id: number;
  shop_id: number;
  product_id: number;
  external_item_id: string | null;
  view_url: string | null;
  memory: string;
  answers: string;
  live_at: number | null;
}

const COLUMNS =
  'coop_id, id, shop_id, product_id, external_item_id, view_url, memory, answers, live_at';

function toListing(row: ListingRow): Listing {
  return {
    coopId: toInt(row.coop_id) as CoopId,
    id: toInt(row.id) as ListingId,
    shopId: toInt(row.shop_id) as ShopId,
    productId: toInt(row.product_id) as ProductId,
    externalItemId: row.external_item_id,
    viewUrl: row.view_url,
    memory: JSON.parse(row.memory) as Record<string, string>,
    answers: JSON.parse(row.answers) as Record<string, string>,
    liveAt: row.live_at === null ? null : toInt(row.live_at),
  };
}

export class ListingStore {
  async insert(
    tx: Tx,
    scope: CoopScope,
    id: ListingId,
    shopId: ShopId,
    productId: ProductId,
    now: number,
  ): Promise<boolean> {
    return sql(tx).insertOnce('listing', {
      coop_id: scope.coopId,
      id,
      shop_id: shopId,
      product_id: productId,
      external_item_id: null,
      view_url: null,
      memory: '{}',
      answers: '{}',
      created_at: now,
      live_at: null,
    });
  }

  async insertVariants(
    tx: Tx,
    scope: CoopScope,
    listingId: ListingId,
    variantIds: readonly VariantId[],
  ): Promise<void> {
    for (const variantId of variantIds) {
      await sql(tx).insertOnce('listing_variant', {
        coop_id: scope.coopId,
        listing_id: listingId,
        variant_id: variantId,
        external_id: null,
        told_qty: null,
        told_price_vnd: null,
        told_at: null,
      });
    }
  }

  async find(tx: Tx, scope: CoopScope, id: ListingId): Promise<Listing | null> {
    const row = await sql(tx).one<ListingRow>(
      `SELECT ${COLUMNS} FROM listing WHERE coop_id = ? AND id = ?`,
      [scope.coopId, id],
    );
    return row ? toListing(row) : null;
  }

  async findMany(tx: Tx, scope: CoopScope, ids: readonly ListingId[]): Promise<Listing[]> {
    if (ids.length === 0) return [];
    const rows = await sql(tx).all<ListingRow>(
      `SELECT ${COLUMNS} FROM listing WHERE coop_id = ? AND id IN (${marks(ids)})`,
      [scope.coopId, ...ids],
    );
    return rows.map(toListing);
  }

  /** Held until the transaction ends: whoever asks whether all work of a listing is done sees what others are storing. */
  async lock(tx: Tx, scope: CoopScope, ids: readonly ListingId[]): Promise<void> {
    const ordered = [...new Set(ids)].sort((a, b) => a - b);
    await sql(tx).all(
      `SELECT id FROM listing WHERE coop_id = ? AND id IN (${marks(ordered)}) ORDER BY id${forUpdate(sql(tx))}`,
      [scope.coopId, ...ordered],
    );
  }

  async ofProducts(tx: Tx, scope: CoopScope, productIds: readonly ProductId[]): Promise<Listing[]> {
    if (productIds.length === 0) return [];
    const rows = await sql(tx).all<ListingRow>(
      `SELECT ${COLUMNS} FROM listing WHERE coop_id = ? AND product_id IN (${marks(productIds)}) ORDER BY id`,
      [scope.coopId, ...productIds],
    );
    return rows.map(toListing);
  }

  async ofShop(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<Listing[]> {
    const rows = await sql(tx).all<ListingRow>(
      `SELECT ${COLUMNS} FROM listing WHERE coop_id = ? AND shop_id = ? ORDER BY id`,
      [scope.coopId, shopId],
    );
    return rows.map(toListing);
  }

  async variants(
    tx: Tx,
    scope: CoopScope,
    listingIds: readonly ListingId[],
  ): Promise<Map<ListingId, ListingVariant[]>> {
    const found = new Map<ListingId, ListingVariant[]>();
    if (listingIds.length === 0) return found;
    const rows = await sql(tx).all<{
      listing_id: number;
      variant_id: number;
      external_id: string | null;
      told_qty: number | null;
      told_price_vnd: number | null;
    }>(
      `SELECT listing_id, variant_id, external_id, told_qty, told_price_vnd FROM listing_variant WHERE coop_id = ? AND listing_id IN (${marks(listingIds)})`,
      [scope.coopId, ...listingIds],
    );
    for (const row of rows) {
      const id = toInt(row.listing_id) as ListingId;
      const variant: ListingVariant = {
        variantId: toInt(row.variant_id) as VariantId,
        externalId: row.external_id,
        toldQty: row.told_qty === null ? null : toInt(row.told_qty),
        toldPriceVnd: row.told_price_vnd === null ? null : toInt(row.told_price_vnd),
      };
      found.set(id, [...(found.get(id) ?? []), variant]);
    }
    return found;
  }

  /** Keeps what a push taught us; what it did not mention stays. */
  async learn(
    tx: Tx,
    scope: CoopScope,
    listing: Listing,
    refs: ListingRefs,
    variantIdBySku: ReadonlyMap<string, VariantId>,
  ): Promise<void> {
    const memory = refs.memory ? { ...listing.memory, ...refs.memory } : listing.memory;
    await sql(tx).run(
      'UPDATE listing SET external_item_id = COALESCE(?, external_item_id), view_url = COALESCE(?, view_url), memory = ? WHERE coop_id = ? AND id = ?',
      [
        refs.externalItemId ?? null,
        refs.viewUrl ?? null,
        JSON.stringify(memory),
        scope.coopId,
        listing.id,
      ],
    );
    for (const [sku, externalId] of Object.entries(refs.externalVariantIds ?? {})) {
      const variantId = variantIdBySku.get(sku);
      if (variantId === undefined) continue;
      await sql(tx).run(
        'UPDATE listing_variant SET external_id = ? WHERE coop_id = ? AND listing_id = ? AND variant_id = ?',
        [externalId, scope.coopId, listing.id, variantId],
      );
    }
  }

  async told(
    tx: Tx,
    scope: CoopScope,
    listingId: ListingId,
    variantId: VariantId,
    told: { qty?: number; priceVnd?: number },
    at: number,
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE listing_variant SET told_qty = COALESCE(?, told_qty), told_price_vnd = COALESCE(?, told_price_vnd)
       WHERE coop_id = ? AND listing_id = ? AND variant_id = ?`,
      [told.qty ?? null, told.priceVnd ?? null, scope.coopId, listingId, variantId],
    );
    if (told.qty === undefined) return;
    await sql(tx).run(
      'UPDATE listing_variant SET told_at = ?, offer_qty = NULL WHERE coop_id = ? AND listing_id = ? AND variant_id = ?',
      [at, scope.coopId, listingId, variantId],
    );
  }

  /** A number is about to be told: until it is known to have been taken, the shop may sell it beside what it had. */
  async offering(
    tx: Tx,
    scope: CoopScope,
    listingId: ListingId,
    variantId: VariantId,
    qty: number,
  ): Promise<void> {
    await sql(tx).run(
      'UPDATE listing_variant SET offer_qty = ? WHERE coop_id = ? AND listing_id = ? AND variant_id = ?',
      [qty, scope.coopId, listingId, variantId],
    );
  }

  /** What each shop that lists the variant was last told, and what it is being told. Locks the rows: numbers are given out one after the other. */
  async toldOf(
    tx: Tx,
    scope: CoopScope,
    productId: ProductId,
    variantId: VariantId,
  ): Promise<Told[]> {
    const rows = await sql(tx).all<{
      shop_id: number;
      told_qty: number | null;
      told_at: number | null;
      offer_qty: number | null;
    }>(
      `SELECT l.shop_id, v.told_qty, v.told_at, v.offer_qty FROM listing l JOIN listing_variant v ON v.coop_id = l.coop_id AND v.listing_id = l.id
       WHERE l.coop_id = ? AND l.product_id = ? AND v.variant_id = ? ORDER BY l.id${forUpdate(sql(tx))}`,
      [scope.coopId, productId, variantId],
    );
    const known = (value: number | null) => (value === null ? null : toInt(value));
    return rows.map((row) => ({
      shopId: toInt(row.shop_id) as ShopId,
      qty: known(row.told_qty),
      at: known(row.told_at),
      offering: known(row.offer_qty) ?? 0,
    }));
  }

  async setLive(tx: Tx, scope: CoopScope, id: ListingId, at: number): Promise<boolean> {
    return (
      (await sql(tx).run(
        'UPDATE listing SET live_at = ? WHERE coop_id = ? AND id = ? AND live_at IS NULL',
        [at, scope.coopId, id],
      )) === 1
    );
  }

  async setAnswers(
    tx: Tx,
    scope: CoopScope,
    id: ListingId,
    answers: Readonly<Record<string, string>>,
  ): Promise<void> {
    await sql(tx).run('UPDATE listing SET answers = ? WHERE coop_id = ? AND id = ?', [
      JSON.stringify(answers),
      scope.coopId,
      id,
    ]);
  }

  /** The channel lost the item: it is made anew when pushed again. */
  async forgetItem(tx: Tx, scope: CoopScope, id: ListingId): Promise<void> {
    await sql(tx).run(
      "UPDATE listing SET external_item_id = NULL, view_url = NULL, memory = '{}', live_at = NULL WHERE coop_id = ? AND id = ?",
      [scope.coopId, id],
    );
    await sql(tx).run(
      'UPDATE listing_variant SET external_id = NULL WHERE coop_id = ? AND listing_id = ?',
      [scope.coopId, id],
    );
  }

  /** Which products these channel ids name in these shops. */
  async productsOfItems(
    tx: Tx,
    scope: CoopScope,
    shopIds: readonly ShopId[],
    externalItemIds: readonly string[],
  ): Promise<{ shopId: ShopId; externalItemId: string; productId: ProductId }[]> {
    if (shopIds.length === 0 || externalItemIds.length === 0) return [];
    const rows = await sql(tx).all<{
      shop_id: number;
      external_item_id: string;
      product_id: number;
    }>(
      `SELECT shop_id, external_item_id, product_id FROM listing
       WHERE coop_id = ? AND shop_id IN (${marks(shopIds)}) AND external_item_id IN (${marks(externalItemIds)})`,
      [scope.coopId, ...shopIds, ...externalItemIds],
    );
    return rows.map((row) => ({
      shopId: toInt(row.shop_id) as ShopId,
      externalItemId: row.external_item_id,
      productId: toInt(row.product_id) as ProductId,
    }));
  }

  /** Whose variant a channel's ids name; by our own sku where the channel sends it, else by the ids we stored. */
  async variantByExternal(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    externalItemId: string,
    externalVariantId: string | null,
  ): Promise<VariantId | null> {
    const rows = await sql(tx).all<{ variant_id: number; external_id: string | null }>(
      `SELECT v.variant_id, v.external_id FROM listing l JOIN listing_variant v ON v.coop_id = l.coop_id AND v.listing_id = l.id
       WHERE l.shop_id = ? AND l.external_item_id = ? AND l.coop_id = ?`,
      [shopId, externalItemId, scope.coopId],
    );
    const exact = rows.find(
      (row) => externalVariantId !== null && row.external_id === externalVariantId,
    );
    const only = rows.length === 1 ? rows[0] : undefined;
    const row = exact ?? only;
    return row ? (toInt(row.variant_id) as VariantId) : null;
  }
}

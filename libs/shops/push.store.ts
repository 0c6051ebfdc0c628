import type { ChannelId, SellerReason } from '@ganh/channels/kit';
import type {
  AllCoops,
  CoopId,
  CoopScope,
  ListingId,
  ProductId,
  ShopId,
  VariantId,
} from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, marks, sql, toInt } from '@ganh/persistence/sql';
import { changeBits, type DueGroup, type PushRow, WHOLE_PRODUCT } from './listing';

interface Row {
  coop_id: number;
  listing_id: number;
  grp: string;
  variant_id: number;
  shop_id: number;
  product_id: number;
  wanted_rev: number;
  done_rev: number;
  refused_rev: number;
  pushed_rev: number;
  sent_rev: number;
  attempts: number;
  next_at: number | null;
  ticket: string | null;
  reason: string | null;
  wanted_at: number;
  done_at: number | null;
}

function toPushRow(row: Row): PushRow {
  return {
    coopId: toInt(row.coop_id) as CoopId,
    listingId: toInt(row.listing_id) as ListingId,
    group: row.grp,
    variantId: toInt(row.variant_id) as VariantId,
    shopId: toInt(row.shop_id) as ShopId,
    productId: toInt(row.product_id) as ProductId,
    wantedRev: toInt(row.wanted_rev),
    doneRev: toInt(row.done_rev),
    refusedRev: toInt(row.refused_rev),
    pushedRev: toInt(row.pushed_rev),
    sentRev: toInt(row.sent_rev),
    attempts: row.attempts,
    nextAt: row.next_at === null ? null : toInt(row.next_at),
    ticket: row.ticket,
    reason: row.reason ? (JSON.parse(row.reason) as SellerReason) : null,
    wantedAt: toInt(row.wanted_at),
    doneAt: row.done_at === null ? null : toInt(row.done_at),
  };
}

interface GroupRow {
  shop_id: number;
  grp: string;
  carries: number;
}

function toDueGroup(row: GroupRow): DueGroup {
  return { shopId: toInt(row.shop_id) as ShopId, group: row.grp, carries: row.carries };
}

const WHERE_ROW = 'coop_id = ? AND listing_id = ? AND grp = ? AND variant_id = ?';
const keyOf = (row: PushRow) => [row.coopId, row.listingId, row.group, row.variantId] as const;

export interface NewPush {
  listingId: ListingId;
  group: string;
  variantId: number;
  shopId: ShopId;
  productId: ProductId;
  carries: number;
  /** null: waits until the group it needs has been done. */
  nextAt: number | null;
}

/** The work table of the sync engine. Every mark names the revision it is about, so a newer wish is never lost. */
export class PushStore {
  async insert(tx: Tx, scope: CoopScope, push: NewPush, now: number): Promise<boolean> {
    return sql(tx).insertOnce('listing_push', {
      coop_id: scope.coopId,
      listing_id: push.listingId,
      grp: push.group,
      variant_id: push.variantId,
      shop_id: push.shopId,
      product_id: push.productId,
      carries: push.carries,
      wanted_rev: 1,
      done_rev: 0,
      refused_rev: 0,
      pushed_rev: 0,
      sent_rev: 0,
      attempts: 0,
      next_at: push.nextAt,
      ticket: null,
      reason: null,
      wanted_at: now,
      done_at: null,
    });
  }

  /** Raises the wanted revision of matching rows; answers which (shop, group) have work now. */
  async raise(
    tx: Tx,
    scope: CoopScope,
    which:
      | { variantIds: readonly VariantId[]; shopId?: ShopId }
      | { productIds: readonly ProductId[]; wholeOnly?: boolean }
      | { listingIds: readonly ListingId[] },
    bits: number,
    now: number,
  ): Promise<DueGroup[]> {
    const [column, ids] =
      'variantIds' in which
        ? (['variant_id', which.variantIds] as const)
        : 'productIds' in which
          ? (['product_id', which.productIds] as const)
          : (['listing_id', which.listingIds] as const);
    if (ids.length === 0) return [];
    const shopId = 'variantIds' in which ? which.shopId : undefined;
    const whole =
      'productIds' in which && which.wholeOnly ? ` AND variant_id = ${WHOLE_PRODUCT}` : '';
    const where = `coop_id = ? AND ${column} IN (${marks(ids)}) AND (carries & ?) <> 0${shopId === undefined ? '' : ' AND shop_id = ?'}${whole}`;
    const values = [scope.coopId, ...ids, bits, ...(shopId === undefined ? [] : [shopId])];
    // A refusal falls with the new wish; a back-off or a ticket under way keeps its time.
    const changed = await sql(tx).run(
      `UPDATE listing_push SET wanted_at = CASE WHEN wanted_rev = done_rev THEN ? ELSE wanted_at END, attempts = CASE WHEN next_at IS NULL THEN 0 ELSE attempts END,
         wanted_rev = wanted_rev + 1, next_at = COALESCE(next_at, ?) WHERE ${where}`,
      [now, now, ...values],
    );
    if (changed === 0) return [];
    const rows = await sql(tx).all<GroupRow>(
      `SELECT DISTINCT shop_id, grp, carries FROM listing_push WHERE ${where}`,
      values,
    );
    return rows.map(toDueGroup);
  }

  /** Rows of one shop and group whose time has come, oldest first. */
  async due(tx: Tx, shopId: ShopId, group: string, now: number, limit: number): Promise<PushRow[]> {
    const rows = await sql(tx).all<Row>(
      'SELECT * FROM listing_push WHERE shop_id = ? AND grp = ? AND next_at <= ? ORDER BY next_at, listing_id, variant_id LIMIT ?',
      [shopId, group, now, limit],
    );
    return rows.map(toPushRow);
  }

  /** When the next row of this shop and group will be due; null when none waits. */
  async nextAt(tx: Tx, shopId: ShopId, group: string): Promise<number | null> {
    const row = await sql(tx).one<{ at: number | null }>(
      'SELECT MIN(next_at) AS at FROM listing_push WHERE shop_id = ? AND grp = ?',
      [shopId, group],
    );
    return row?.at == null ? null : toInt(row.at);
  }

  /** When the next ticket is to be asked about; null when none is out. */
  async nextTicketAt(tx: Tx, shopId: ShopId, group: string): Promise<number | null> {
    const row = await sql(tx).one<{ at: number | null }>(
      'SELECT MIN(next_at) AS at FROM listing_push WHERE shop_id = ? AND grp = ? AND ticket IS NOT NULL',
      [shopId, group],
    );
    return row?.at == null ? null : toInt(row.at);
  }

  /** For the sweeper: which connected shops' groups have work that is due; `except` those of these channels. */
  async dueGroups(
    tx: Tx,
    _all: AllCoops,
    now: number,
    limit: number,
    except: readonly ChannelId[] = [],
  ): Promise<DueGroup[]> {
    const others = except.length === 0 ? '' : ` AND s.channel NOT IN (${marks(except)})`;
    const rows = await sql(tx).all<GroupRow>(
      `SELECT DISTINCT p.shop_id, p.grp, p.carries FROM listing_push p JOIN shop s ON s.id = p.shop_id AND s.coop_id = p.coop_id
       WHERE p.next_at <= ? AND s.state = 'connected'${others} LIMIT ?`,
      [now, ...except, limit],
    );
    return rows.map(toDueGroup);
  }

  async ofListings(tx: Tx, scope: CoopScope, listingIds: readonly ListingId[]): Promise<PushRow[]> {
    if (listingIds.length === 0) return [];
    const rows = await sql(tx).all<Row>(
      `SELECT * FROM listing_push WHERE coop_id = ? AND listing_id IN (${marks(listingIds)})`,
      [scope.coopId, ...listingIds],
    );
    return rows.map(toPushRow);
  }

  async ofShop(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<PushRow[]> {
    const rows = await sql(tx).all<Row>(
      'SELECT * FROM listing_push WHERE coop_id = ? AND shop_id = ?',
      [scope.coopId, shopId],
    );
    return rows.map(toPushRow);
  }

  /** Listings in the cooperative's shops on a channel whose content the channel has not taken as it is now. */
  async unfinished(
    tx: Tx,
    scope: CoopScope,
    channel: ChannelId,
  ): Promise<{ listingId: ListingId; productId: ProductId }[]> {
    const rows = await sql(tx).all<{ listing_id: number; product_id: number }>(
      `SELECT DISTINCT p.listing_id, p.product_id FROM listing_push p JOIN shop s ON s.coop_id = p.coop_id AND s.id = p.shop_id
       WHERE p.coop_id = ? AND s.channel = ? AND p.wanted_rev > p.done_rev AND (p.carries & ?) <> 0`,
      [scope.coopId, channel, changeBits(['content'])],
    );
    return rows.map((row) => ({
      listingId: toInt(row.listing_id) as ListingId,
      productId: toInt(row.product_id) as ProductId,
    }));
  }

  async markSent(tx: Tx, rows: readonly PushRow[]): Promise<void> {
    for (const row of rows)
      await sql(tx).run(`UPDATE listing_push SET sent_rev = ? WHERE ${WHERE_ROW}`, [
        row.wantedRev,
        ...keyOf(row),
      ]);
  }

  /** Done up to `rev`; still due at once when the wish has moved on meanwhile. */
  async markDone(tx: Tx, row: PushRow, rev: number, now: number): Promise<void> {
    await sql(tx).run(
      `UPDATE listing_push SET done_rev = ?, done_at = ?, sent_rev = ?, attempts = 0, ticket = NULL, reason = NULL,
         next_at = CASE WHEN wanted_rev > ? THEN ? ELSE NULL END, wanted_at = CASE WHEN wanted_rev > ? THEN ? ELSE wanted_at END
       WHERE ${WHERE_ROW} AND done_rev <= ?`,
      [rev, now, rev, rev, now, rev, now, ...keyOf(row), rev],
    );
  }

  async markPending(
    tx: Tx,
    row: PushRow,
    rev: number,
    ticket: string,
    askAt: number,
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE listing_push SET pushed_rev = ?, ticket = ?, next_at = ?, reason = NULL WHERE ${WHERE_ROW}`,
      [rev, ticket, askAt, ...keyOf(row)],
    );
  }

  async markRefused(
    tx: Tx,
    row: PushRow,
    rev: number,
    reason: SellerReason,
    now: number,
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE listing_push SET refused_rev = ?, sent_rev = ?, ticket = NULL, attempts = 0, reason = ?, next_at = CASE WHEN wanted_rev > ? THEN ? ELSE NULL END WHERE ${WHERE_ROW}`,
      [rev, rev, JSON.stringify(reason), rev, now, ...keyOf(row)],
    );
  }

  /** Not now: tried anew later, whatever ticket it stood under. `reason` where a person can be told why it waits. */
  async markDeferred(tx: Tx, row: PushRow, at: number, reason: SellerReason | null): Promise<void> {
    await sql(tx).run(
      `UPDATE listing_push SET ticket = NULL, next_at = ?, attempts = attempts + 1, reason = ? WHERE ${WHERE_ROW} AND next_at IS NOT NULL`,
      [at, reason && JSON.stringify(reason), ...keyOf(row)],
    );
  }

  /** The call failed: rows and tickets stand as they did. */
  async postpone(tx: Tx, row: PushRow, at: number, attempts: number): Promise<void> {
    await sql(tx).run(
      `UPDATE listing_push SET next_at = ?, attempts = ? WHERE ${WHERE_ROW} AND next_at IS NOT NULL`,
      [at, attempts, ...keyOf(row)],
    );
  }

  /** The whole group of the shop waits (429): uses up no attempt. */
  async postponeGroup(tx: Tx, shopId: ShopId, group: string, until: number): Promise<void> {
    await sql(tx).run(
      'UPDATE listing_push SET next_at = ? WHERE shop_id = ? AND grp = ? AND next_at < ?',
      [until, shopId, group, until],
    );
  }

  /**
   * Work that needs another group first waits for it without being looked at. The listings are locked: whoever learns their
   * items meanwhile either was quicker, and nothing is parked, or wakes after this has been stored.
   */
  async park(tx: Tx, scope: CoopScope, rows: readonly PushRow[]): Promise<void> {
    const ids = [...new Set(rows.map((row) => row.listingId))].sort((a, b) => a - b);
    const without = await sql(tx).all<{ id: number }>(
      `SELECT id FROM listing WHERE coop_id = ? AND id IN (${marks(ids)}) AND external_item_id IS NULL ORDER BY id${forUpdate(sql(tx))}`,
      [scope.coopId, ...ids],
    );
    const itemless = new Set(without.map((row) => toInt(row.id)));
    for (const row of rows)
      if (itemless.has(row.listingId))
        await sql(tx).run(`UPDATE listing_push SET next_at = NULL WHERE ${WHERE_ROW}`, [
          ...keyOf(row),
        ]);
  }

  /** Makes everything wanted of these listings due now: the item exists, or a person said again. */
  async wakeListings(
    tx: Tx,
    scope: CoopScope,
    listingIds: readonly ListingId[],
    now: number,
    again: boolean,
  ): Promise<DueGroup[]> {
    if (listingIds.length === 0) return [];
    const refused = again ? '' : 'AND wanted_rev > refused_rev';
    const forgive = again
      ? ', attempts = 0, reason = NULL, wanted_rev = CASE WHEN refused_rev >= wanted_rev THEN wanted_rev + 1 ELSE wanted_rev END'
      : '';
    const where = `coop_id = ? AND listing_id IN (${marks(listingIds)})`;
    await sql(tx).run(
      `UPDATE listing_push SET next_at = ?${forgive} WHERE ${where} AND wanted_rev > done_rev ${refused} AND ticket IS NULL`,
      [now, scope.coopId, ...listingIds],
    );
    const rows = await sql(tx).all<GroupRow>(
      `SELECT DISTINCT shop_id, grp, carries FROM listing_push WHERE ${where} AND next_at <= ?`,
      [scope.coopId, ...listingIds, now],
    );
    return rows.map(toDueGroup);
  }

  async groupsOfShop(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<DueGroup[]> {
    const rows = await sql(tx).all<GroupRow>(
      'SELECT DISTINCT shop_id, grp, carries FROM listing_push WHERE coop_id = ? AND shop_id = ? AND next_at IS NOT NULL',
      [scope.coopId, shopId],
    );
    return rows.map(toDueGroup);
  }

  /** The channel does not know the ticket any more: what it stood for is pushed anew. */
  async dropTicket(tx: Tx, row: PushRow, now: number): Promise<void> {
    await sql(tx).run(`UPDATE listing_push SET ticket = NULL, next_at = ? WHERE ${WHERE_ROW}`, [
      now,
      ...keyOf(row),
    ]);
  }
}

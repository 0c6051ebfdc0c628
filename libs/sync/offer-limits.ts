import type { PushGroup } from '@ganh/channels/kit';
import type { ProductService } from '@ganh/catalogue';
import type { Clock, ShopId, VariantId } from '@ganh/kernel';
import type { OrderDesk } from '@ganh/orders';
import type { Database, Tx } from '@ganh/persistence';
import type { WakeUps } from '@ganh/queue';
import type { ListingStore, Shop, ShopService, Told } from '@ganh/shops';
import type { StockService } from '@ganh/stock';
import type { ChannelApps } from './channel-apps';
import { POLL } from './poll.handler';
import type { PollStore } from './poll.store';
import type { Snapshot } from './snapshot.service';

/** No sale for so long: a shop may be told less for a moment without turning buyers away. */
const QUIET_MS = 4_000;
const LOOK_AGAIN_MS = 1_000;

export type Offer =
  | { kind: 'tell' }
  /** As much as may be told by now; the rest stays due. In the channel's pieces. */
  | { kind: 'step'; qty: number }
  | { kind: 'wait'; untilAt: number };

const TELL: Offer = { kind: 'tell' };

/** In steps. */
interface Claims {
  /** What all shops were told, less what they are known to have sold since. */
  known: number;
  /** The same with what is being told at this moment. */
  most: number;
  /** What they would be told now. */
  fresh: number;
  /** Shops whose orders up to their last telling are not all known. */
  behind: ShopId[];
  lastSaleAt: number;
}

/**
 * A marketplace sells on its own: a number told before a sale there is known offers the sold goods again. Where the shops
 * are given parts of the stock (share, cap) that add up to no more than there is, no number is told that could sell more:
 *
 * - a shop's claim is what it was last told, less what it is known to have sold since, with what it is being told just now;
 * - a claim counts only once the shop's orders up to the last telling are known, so these are fetched first;
 * - a number is told only where all claims leave room for it, this shop's own included: it may be sold out unseen.
 *
 * What finds no room waits until trade is quiet; then as much as has room is told, for a moment perhaps nothing: that ends
 * the old claim and makes room for the rest. Where claims exceed what there is (somebody else took the goods), the newest
 * number is told at once. docs/stock.md, "What shops are offered".
 */
export class OfferLimits {
  constructor(
    private readonly kit: { db: Database; clock: Clock; apps: ChannelApps; wakeUps: WakeUps },
    private readonly shops: ShopService,
    private readonly stores: { listings: ListingStore; polls: PollStore },
    private readonly stock: StockService,
    private readonly products: ProductService,
    private readonly desk: OrderDesk,
  ) {}

  /** What each may be told. What may be is written down first, so that two shops never get the same room. */
  async of(
    shop: Shop,
    group: PushGroup,
    snapshots: readonly Snapshot[],
  ): Promise<Map<Snapshot, Offer>> {
    const offers = new Map<Snapshot, Offer>();
    const { descriptor } = this.kit.apps.must(shop.channel).adapter;
    if (!descriptor.sellsOnItsOwn || !group.raisedBy.includes('stock')) return offers;
    const told = snapshots.filter(({ row }) => row.doneRev > 0);
    const ids = told.map(({ row }) => row.variantId as VariantId);
    const rules = await this.kit.db.read((tx) => this.stock.rulesOf(tx, shop, shop.id, ids));
    for (const snapshot of told) {
      const rule = rules.get(snapshot.row.variantId as VariantId)?.kind;
      if (rule === 'share' || rule === 'cap') offers.set(snapshot, await this.one(shop, snapshot));
    }
    return offers;
  }

  private async one(shop: Shop, snapshot: Snapshot): Promise<Offer> {
    const { row, item } = snapshot;
    const variantId = row.variantId as VariantId;
    const sellers = (await this.shops.list(shop)).filter(
      (one) => this.kit.apps.get(one.channel)?.adapter.descriptor.sellsOnItsOwn,
    );
    return this.kit.db.write(async (tx) => {
      const told = await this.stores.listings.toldOf(tx, shop, row.productId, variantId);
      const [variant] = await this.products.variants(tx, shop, [variantId]);
      const steps = variant?.stepsPerUnit ?? 1;
      const claims = await this.claims(tx, shop, variantId, steps, told, sellers);
      const available = (await this.stock.levels(tx, shop, [variantId])).get(variantId)?.available;
      if (!claims || available === undefined) return TELL;
      // Parts that promise more than there is cannot be kept to.
      if (claims.fresh > available) return TELL;
      const wanted = item.variant?.availableQty ?? 0;
      const offer = this.offer(claims, available, wanted, steps, row.wantedAt);
      if (offer.kind === 'wait') await this.fetchOrders(tx, shop, claims.behind);
      else {
        const qty = offer.kind === 'step' ? offer.qty : wanted;
        await this.stores.listings.offering(tx, shop, row.listingId, variantId, qty);
      }
      return offer;
    });
  }

  private offer(
    claims: Claims,
    available: number,
    wanted: number,
    stepsPerUnit: number,
    wantedAt: number,
  ): Offer {
    if (claims.known > available) return TELL;
    const now = this.kit.clock.now();
    const wait: Offer = { kind: 'wait', untilAt: now + LOOK_AGAIN_MS };
    if (claims.behind.length > 0) return wait;
    const room = Math.floor(Math.max(0, available - claims.most) / stepsPerUnit);
    if (wanted <= room) return TELL;
    if (Math.max(claims.lastSaleAt, wantedAt) > now - QUIET_MS) return wait;
    return { kind: 'step', qty: room };
  }

  /** null where it is not known what a shop was told. */
  private async claims(
    tx: Tx,
    shop: Shop,
    variantId: VariantId,
    stepsPerUnit: number,
    all: readonly Told[],
    sellers: readonly Shop[],
  ): Promise<Claims | null> {
    const claims: Claims = { known: 0, most: 0, fresh: 0, behind: [], lastSaleAt: 0 };
    for (const told of all) {
      const seller = sellers.find((one) => one.id === told.shopId);
      if (!seller) continue;
      if (told.qty === null || told.at === null) return null;
      const sold = await this.desk.soldIn(tx, shop, told.shopId, variantId, told.at);
      const claim = Math.max(0, told.qty * stepsPerUnit - sold.steps + sold.backSteps);
      claims.known += claim;
      claims.most += claim + told.offering * stepsPerUnit;
      const offered = await this.stock.sellable(tx, shop, told.shopId, [variantId]);
      claims.fresh += offered.get(variantId) ?? 0;
      claims.lastSaleAt = Math.max(claims.lastSaleAt, sold.lastAt);
      // A shop that does not let us in tells nothing more: its claim stays as it was.
      const seenAt = await this.stores.polls.doneUntil(tx, shop, told.shopId, 'orders');
      if (seller.state === 'connected' && seenAt !== null && seenAt < told.at)
        claims.behind.push(told.shopId);
    }
    return claims;
  }

  private async fetchOrders(tx: Tx, shop: Shop, shopIds: readonly ShopId[]): Promise<void> {
    for (const shopId of shopIds)
      await this.stores.polls.soon(tx, shop, shopId, 'orders', this.kit.clock.now());
    tx.afterCommit(async () => {
      for (const shopId of shopIds)
        await this.kit.wakeUps.wake({ lane: 'sweep', name: POLL, key: `${shopId}:orders` });
    });
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { SettlementEntry } from '@ganh/channels/kit';
import type { Clock, CoopScope, SettlementId, ShopId } from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { SettlementStore, UnpaidOrder } from './settlement.store';

/** What channels paid out, kept as they said it last. */
export class SettlementBook {
  constructor(
    private readonly db: Database,
    private readonly kit: { ids: Ids; clock: Clock },
    private readonly store: SettlementStore,
  ) {}

  /** Repeats change nothing. */
  take(shop: CoopScope & { id: ShopId }, entry: SettlementEntry): Promise<void> {
    return this.db.write((tx) => this.takeAll(tx, shop, [entry]));
  }

  /** As take, in the caller's transaction. Always in one order, so that two people with one list wait for each other. */
  async takeAll(
    tx: Tx,
    shop: CoopScope & { id: ShopId },
    entries: readonly SettlementEntry[],
  ): Promise<void> {
    const { ids, clock } = this.kit;
    const now = clock.now();
    const sorted = [...entries].sort((a, b) => (a.externalId < b.externalId ? -1 : 1));
    const known = await this.known(tx, shop, sorted);
    for (const entry of sorted) {
      const before = known.get(entry.externalId);
      if (before === undefined) {
        const id = ids.next<SettlementId>();
        if (await this.store.insert(tx, shop, shop.id, id, entry, now)) continue;
      }
      // What somebody else has stored meanwhile is read by now.
      const there = before ?? (await this.store.find(tx, shop, shop.id, entry.externalId));
      if (there && !isDeepStrictEqual(there.entry, entry))
        await this.store.replace(tx, shop, there.id, entry, now);
    }
  }

  /** What is stored of these already, by external id. */
  known(
    tx: Tx,
    shop: CoopScope & { id: ShopId },
    entries: readonly SettlementEntry[],
  ): Promise<Map<string, { id: SettlementId; entry: SettlementEntry }>> {
    const ids = entries.map(({ externalId }) => externalId);
    return this.store.findMany(tx, shop, shop.id, ids);
  }

  /** What does not meet: payouts of orders that are not in the inbox, and orders that nothing was paid for. */
  async unmet(
    scope: CoopScope,
    shopId: ShopId,
    limit: number,
  ): Promise<{ withoutOrder: SettlementEntry[]; withoutPayout: UnpaidOrder[] }> {
    return this.db.read(async (tx) => ({
      withoutOrder: await this.store.withoutOrder(tx, scope, shopId, limit),
      withoutPayout: await this.store.withoutPayout(tx, scope, shopId, limit),
    }));
  }

  ofOrder(
    scope: CoopScope,
    order: { shopId: number; externalOrderId: string },
  ): Promise<SettlementEntry[]> {
    return this.db.read((tx) => this.store.ofOrder(tx, scope, order.shopId, order.externalOrderId));
  }
}

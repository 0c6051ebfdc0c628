import { isDeepStrictEqual } from 'node:util';
import type { SettlementEntry } from '@ganh/channels/kit';
import type { Clock, CoopScope, SettlementId, ShopId } from '@ganh/kernel';
import type { Database, Ids } from '@ganh/persistence';
import type { SettlementStore } from './settlement.store';

/** What channels paid out, kept as they said it last. */
export class SettlementBook {
  constructor(
    private readonly db: Database,
    private readonly kit: { ids: Ids; clock: Clock },
    private readonly store: SettlementStore,
  ) {}

  /** Repeats change nothing. */
  async take(shop: CoopScope & { id: ShopId }, entry: SettlementEntry): Promise<void> {
    const { ids, clock } = this.kit;
    await this.db.write(async (tx) => {
      const known = await this.store.find(tx, shop, shop.id, entry.externalId);
      if (known === null)
        await this.store.insert(tx, shop, shop.id, ids.next<SettlementId>(), entry, clock.now());
      else if (!isDeepStrictEqual(known.entry, entry))
        await this.store.replace(tx, shop, known.id, entry, clock.now());
    });
  }

  ofOrder(
    scope: CoopScope,
    order: { shopId: number; externalOrderId: string },
  ): Promise<SettlementEntry[]> {
    return this.db.read((tx) => this.store.ofOrder(tx, scope, order.shopId, order.externalOrderId));
  }
}

import type { ChangeKind } from '@ganh/channels/kit';
import { changeMessage, coopTopic } from '@ganh/contracts';
import type { Clock, CoopScope, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import type { PubSub } from '@ganh/queue';
import { ListingRevisions } from '@ganh/shops';

/** Tells open screens of the cooperative that stock moved, beside telling the shops. */
export class StockAnnouncer extends ListingRevisions {
  constructor(
    private readonly shops: ListingRevisions,
    private readonly pubSub: PubSub,
    private readonly clock: Clock,
  ) {
    super();
  }

  async raise(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
    changes: readonly ChangeKind[],
  ): Promise<void> {
    await this.shops.raise(tx, scope, variantIds, changes);
    const rev = this.clock.now();
    tx.afterCommit(async () => {
      const tell = (id: VariantId) =>
        this.pubSub.publish(
          coopTopic(scope.coopId),
          changeMessage({ type: 'stock.changed', id, rev }),
        );
      await Promise.all(variantIds.map(tell));
    });
  }
}

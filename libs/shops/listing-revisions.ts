import type { ChangeKind } from '@ganh/channels/kit';
import type { CoopScope, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';

/** Raises what shops must be told about variants, in the transaction that made the change; wakes the pushers after it. */
export abstract class ListingRevisions {
  abstract raise(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
    changes: readonly ChangeKind[],
  ): Promise<void>;
}

import type { CoopScope, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';

export interface ComboPart {
  partVariantId: VariantId;
  /** In the part's smallest steps, for one combo. */
  quantity: number;
}

/** Which variants are combos, and of what. Stock keeps parts only: a combo has no level of its own. */
export abstract class ComboParts {
  /** Parts of those among `variantIds` that are combos; the others are absent. */
  abstract partsOf(
    tx: Tx,
    scope: CoopScope,
    variantIds: readonly VariantId[],
  ): Promise<ReadonlyMap<VariantId, readonly ComboPart[]>>;
  /** Combos that take from any of these parts. */
  abstract combosOf(
    tx: Tx,
    scope: CoopScope,
    partVariantIds: readonly VariantId[],
  ): Promise<readonly VariantId[]>;
}

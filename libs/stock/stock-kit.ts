import type { ComboParts } from '@ganh/catalogue';
import { type Clock, type CoopScope, Problem, type VariantId } from '@ganh/kernel';
import type { Ids, Tx } from '@ganh/persistence';
import type { ListingRevisions } from '@ganh/shops';
import { LedgerStore } from './ledger.store';
import { LevelStore } from './level.store';
import { ReservationStore } from './reservation.store';

/** What every use case of this library works with. */
export class StockKit {
  readonly levels = new LevelStore();
  readonly ledger = new LedgerStore();
  readonly reservations = new ReservationStore();

  constructor(
    readonly ids: Ids,
    readonly clock: Clock,
    readonly parts: ComboParts,
    readonly revisions: ListingRevisions,
  ) {}

  /** In the transaction that changed what may be sold: shops are to be told, of combos with these parts too. */
  async raise(tx: Tx, scope: CoopScope, variantIds: readonly VariantId[]): Promise<void> {
    if (variantIds.length === 0) return;
    const combos = await this.parts.combosOf(tx, scope, variantIds);
    await this.revisions.raise(tx, scope, [...new Set([...variantIds, ...combos])], ['stock']);
  }

  /** A combo has no number of its own. */
  async refuseCombo(tx: Tx, scope: CoopScope, variantId: VariantId): Promise<void> {
    if ((await this.parts.partsOf(tx, scope, [variantId])).has(variantId))
      throw Problem.field(
        'variantId',
        'combo',
        'Gói này lấy hàng từ các món lẻ, không có số riêng.',
        'Sửa số ở từng món lẻ.',
      );
  }
}

export function byNumber(a: number, b: number): number {
  return a - b;
}

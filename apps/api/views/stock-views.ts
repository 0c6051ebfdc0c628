import { Injectable } from '@nestjs/common';
import type { CoopScope, VariantId } from '@ganh/kernel';
import { Database } from '@ganh/persistence';
import {
  type MovementCursor,
  type StockLevel,
  type StockMovement,
  StockService,
} from '@ganh/stock';

/** Stock as it stands committed, for screens. */
@Injectable()
export class StockViews {
  constructor(
    private readonly db: Database,
    private readonly stock: StockService,
  ) {}

  levels(
    scope: CoopScope,
    variantIds: readonly VariantId[],
  ): Promise<ReadonlyMap<VariantId, StockLevel>> {
    return this.db.read((tx) => this.stock.levels(tx, scope, variantIds));
  }

  /** Newest first; `before` is where the page before ended. */
  movements(
    scope: CoopScope,
    variantId: VariantId,
    limit: number,
    before?: MovementCursor,
  ): Promise<readonly StockMovement[]> {
    const page = { limit, ...(before ? { before } : {}) };
    return this.db.read((tx) => this.stock.movements(tx, scope, variantId, page));
  }
}

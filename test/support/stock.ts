/** Stock on a database of its own, with combos and listings that a test sets by hand. */
import { type ComboPart, ComboParts } from '@ganh/catalogue';
import {
  type CoopId,
  type CoopScope,
  ManualClock,
  type OrderLineId,
  type VariantId,
} from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { ListingRevisions } from '@ganh/shops';
import { type ReserveRequest, type StockLevel, StockService } from '@ganh/stock';
import type { TestDatabase } from './engines';

export class SetCombos extends ComboParts {
  readonly combos = new Map<VariantId, readonly ComboPart[]>();

  partsOf(_tx: Tx, _scope: CoopScope, variantIds: readonly VariantId[]) {
    return Promise.resolve(
      new Map([...this.combos].filter(([combo]) => variantIds.includes(combo))),
    );
  }

  combosOf(_tx: Tx, _scope: CoopScope, partIds: readonly VariantId[]) {
    const takes = (parts: readonly ComboPart[]) =>
      parts.some((part) => partIds.includes(part.partVariantId));
    return Promise.resolve(
      [...this.combos].filter(([, parts]) => takes(parts)).map(([combo]) => combo),
    );
  }
}

export class RecordedRevisions extends ListingRevisions {
  raised: VariantId[][] = [];

  raise(tx: Tx, _scope: CoopScope, variantIds: readonly VariantId[]): Promise<void> {
    tx.afterCommit(() => void this.raised.push([...variantIds]));
    return Promise.resolve();
  }
}

export interface TestStock {
  stock: StockService;
  combos: SetCombos;
  revisions: RecordedRevisions;
  clock: ManualClock;
  scope: CoopScope;
  line(): OrderLineId;
  /** A new variant with so much on hand. */
  variant(onHand: number, scope?: CoopScope): Promise<VariantId>;
  want(
    variantId: VariantId,
    quantity: number,
    more?: Partial<ReserveRequest>,
  ): ReserveRequest & { lines: [ReserveRequest['lines'][number]] };
  level(variantId: VariantId, scope?: CoopScope): Promise<StockLevel>;
}

export function testStock({ db, ids }: TestDatabase): TestStock {
  const combos = new SetCombos();
  const revisions = new RecordedRevisions();
  const clock = new ManualClock(1_790_000_000_000);
  const stock = new StockService(db, ids, clock, combos, revisions);
  const scope = { coopId: ids.next<CoopId>() };
  const line = () => ids.next<OrderLineId>();
  return {
    stock,
    combos,
    revisions,
    clock,
    scope,
    line,
    variant: async (onHand, of = scope) => {
      const variantId = ids.next<VariantId>();
      if (onHand > 0) await db.write((tx) => stock.open(tx, of, variantId, onHand, null));
      return variantId;
    },
    want: (variantId, quantity, more = {}) =>
      ({
        scope,
        lines: [{ orderLineId: line(), variantId, quantity }],
        expiresAt: null,
        take: 'all-or-nothing',
        ...more,
      }) as ReserveRequest & { lines: [ReserveRequest['lines'][number]] },
    level: async (variantId, of = scope) => {
      const level = (await db.read((tx) => stock.levels(tx, of, [variantId]))).get(variantId);
      if (!level) throw new Error('levels answer for every variant');
      return level;
    },
  };
}

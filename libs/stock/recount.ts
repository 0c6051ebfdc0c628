import { Problem } from '@ganh/kernel';
import type { StockLevel } from './stock';

/** What a count may mean when something moved since its base; whole steps on hand. Only the person knows which. */
export interface Recount {
  counted: number;
  /** Counted before it moved: what moved since is added or taken off. */
  lessMoved: number;
  /** Counted after it: what buyers have newly ordered was set aside, and is still in the house. */
  asCounted: number;
}

export function recountAfter(
  counted: number,
  moved: { onHandDelta: number; reservedDelta: number },
): Recount {
  return {
    counted,
    lessMoved: Math.max(0, counted + moved.onHandDelta),
    asCounted: counted + Math.max(0, moved.reservedDelta),
  };
}

/** The choice that a refused count leaves, with the level it is made against; null for any other refusal. */
export function recountOf(error: unknown): { recount: Recount; level: StockLevel } | null {
  if (!(error instanceof Problem) || error.code !== 'stale' || !error.detail['recount'])
    return null;
  return error.detail as { recount: Recount; level: StockLevel } & Problem['detail'];
}

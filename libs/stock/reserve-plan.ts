import type { ComboPart } from '@ganh/catalogue';
import type { OrderLineId, VariantId } from '@ganh/kernel';
import type { ReserveDecision, ReserveLine, ReserveRequest } from './stock';

/** Steps of one variant to be held for one order line. */
export interface Hold {
  orderLineId: OrderLineId;
  variantId: VariantId;
  quantity: number;
  perOne: number;
  expiresAt: number | null;
}

export interface ReservePlan {
  /** One for each request, in their order. */
  decisions: ReserveDecision[];
  holds: Hold[];
}

const REPEATED: ReserveDecision = { outcome: 'repeated', short: [] };
const RESERVED: ReserveDecision = { outcome: 'reserved', short: [] };

type Parts = ReadonlyMap<VariantId, readonly ComboPart[]>;

/** What one of the variant takes from which level: its parts if it is a combo, else itself. */
export function takesFrom(variantId: VariantId, parts: Parts): readonly ComboPart[] {
  return parts.get(variantId) ?? [{ partVariantId: variantId, quantity: 1 }];
}

/** Throws on what no caller may ask; never asks the database, so one bad request cannot spoil another's transaction. */
export function checkRequest({ lines }: Pick<ReserveRequest, 'lines'>): void {
  if (lines.length === 0) throw new RangeError('a reservation needs a line');
  for (const { quantity } of lines)
    if (!Number.isSafeInteger(quantity) || quantity <= 0 || quantity > MAX_QTY)
      throw new RangeError('a quantity is a whole number of steps above 0');
  if (lines.length > 1 && new Set(lines.map((line) => line.orderLineId)).size !== lines.length)
    throw new RangeError('an order line stands twice in one reservation');
}

/** Times a combo's largest number of steps still a safe integer. */
const MAX_QTY = 1_000_000_000;

/**
 * Decides requests in their order against what is available: each line takes what the lines before it have left. Pure;
 * `available` (of the levels, by variant; absent = none) is counted down in place.
 */
export function planReservations(
  requests: readonly Pick<ReserveRequest, 'lines' | 'expiresAt' | 'take'>[],
  available: Map<VariantId, number>,
  parts: Parts,
  known: ReadonlySet<OrderLineId>,
): ReservePlan {
  const seen = new Set(known);
  const holds: Hold[] = [];
  const decisions = requests.map((request): ReserveDecision => {
    for (const line of request.lines) if (seen.has(line.orderLineId)) return REPEATED;
    const before = holds.length;
    const short: ReserveDecision['short'][number][] = [];
    for (const line of request.lines) {
      const { orderLineId, variantId } = line;
      const lackingQty = takeLine(line, request.expiresAt, available, parts, holds);
      if (lackingQty > 0) short.push({ orderLineId, variantId, lackingQty });
    }
    if (short.length > 0 && request.take === 'all-or-nothing') {
      for (const hold of holds.splice(before))
        available.set(hold.variantId, (available.get(hold.variantId) ?? 0) + hold.quantity);
      return { outcome: 'refused', short };
    }
    for (const line of request.lines) seen.add(line.orderLineId);
    return short.length === 0 ? RESERVED : { outcome: 'reserved', short };
  });
  return { decisions, holds };
}

/** Holds as many whole ones of the line as there are; answers how many are lacking. */
function takeLine(
  line: ReserveLine,
  expiresAt: number | null,
  available: Map<VariantId, number>,
  parts: Parts,
  made: Hold[],
): number {
  const takes = takesFrom(line.variantId, parts);
  let granted = line.quantity;
  for (const { partVariantId, quantity } of takes)
    granted = Math.min(granted, Math.floor((available.get(partVariantId) ?? 0) / quantity));
  if (granted > 0) {
    for (const { partVariantId, quantity: perOne } of takes) {
      const quantity = granted * perOne;
      available.set(partVariantId, (available.get(partVariantId) ?? 0) - quantity);
      made.push({
        orderLineId: line.orderLineId,
        variantId: partVariantId,
        quantity,
        perOne,
        expiresAt,
      });
    }
  }
  return line.quantity - Math.max(0, granted);
}

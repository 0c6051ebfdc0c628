/**
 * A thousand buyers at once on a hundred units: singly, by threes and in combos that share the part, some of whom cancel
 * while others still ask. Who was refused asks again once all cancels are in.
 */
import type { OrderLineId, VariantId } from '@ganh/kernel';
import type { ReserveRequest } from '@ganh/stock';
import type { TestDatabase } from '../support/engines';
import type { TestStock } from '../support/stock';

export interface RaceResult {
  units: number;
  /** Units that buyers were told they have, cancels taken off. */
  promised: number;
  /** As the level says. */
  reserved: number;
  oversold: number;
  /** Units left over although somebody who wants one was refused. */
  unsoldWithDemand: number;
  refused: number;
  cancelled: number;
  differences: number;
}

export interface Race {
  buyers: number;
  units: number;
  /** `mixed`: half each way, at once. */
  door: 'own' | 'combined' | 'mixed';
}

interface Buyer {
  wants: VariantId;
  quantity: number;
  /** Units of the shared part. */
  takes: number;
  cancels: boolean;
  door: 'own' | 'combined';
  holds: OrderLineId | null;
}

export async function raceForStock(
  test: TestDatabase,
  t: TestStock,
  race: Race,
): Promise<RaceResult> {
  await test.ids.ensure(4 * race.buyers);
  const part = await t.variant(race.units);
  const ribbon = await t.variant(race.units);
  const basket = await t.variant(0);
  t.combos.combos.set(basket, [
    { partVariantId: part, quantity: 2 },
    { partVariantId: ribbon, quantity: 1 },
  ]);
  const buyers = Array.from({ length: race.buyers }, (_, i) =>
    makeBuyer(i, part, basket, race.door),
  );
  await Promise.all(buyers.map((buyer) => buy(test, t, buyer, true)));
  await Promise.all(
    buyers.filter((buyer) => buyer.holds === null).map((buyer) => buy(test, t, buyer, false)),
  );
  return judge(test, t, race, part, buyers);
}

function makeBuyer(i: number, part: VariantId, basket: VariantId, door: Race['door']): Buyer {
  const kind = i % 10;
  const wants = kind < 2 ? basket : part;
  const quantity = kind === 2 ? 3 : 1;
  return {
    wants,
    quantity,
    takes: kind < 2 ? 2 : quantity,
    cancels: i % 4 === 0,
    door: door === 'mixed' ? (i % 2 ? 'own' : 'combined') : door,
    holds: null,
  };
}

async function buy(
  test: TestDatabase,
  t: TestStock,
  buyer: Buyer,
  mayCancel: boolean,
): Promise<void> {
  const request = t.want(buyer.wants, buyer.quantity);
  if (!(await ask(test, t, buyer, request))) return;
  const { orderLineId } = request.lines[0];
  buyer.holds = orderLineId;
  if (!mayCancel || !buyer.cancels) return;
  await test.db.write((tx) => t.stock.release(tx, t.scope, [orderLineId]));
  buyer.holds = null;
}

async function ask(
  test: TestDatabase,
  t: TestStock,
  buyer: Buyer,
  request: ReserveRequest,
): Promise<boolean> {
  const { outcome } =
    buyer.door === 'combined'
      ? await t.stock.reserveCombined(request)
      : await test.db.write((tx) => t.stock.reserve(tx, request));
  return outcome === 'reserved';
}

async function judge(
  test: TestDatabase,
  t: TestStock,
  { units }: Race,
  part: VariantId,
  buyers: readonly Buyer[],
): Promise<RaceResult> {
  const level = await t.level(part);
  const differences = await test.db.read((tx) => t.stock.verify(tx));
  const holders = buyers.filter((buyer) => buyer.holds !== null);
  const promised = holders.reduce((sum, buyer) => sum + buyer.takes, 0);
  const left = units - promised;
  // After the second asking: whoever wanted no more than what is left was refused wrongly.
  const wrongly = buyers.some((buyer) => buyer.holds === null && buyer.takes <= left);
  return {
    units,
    promised,
    reserved: level.reserved,
    oversold: Math.max(0, promised - units, level.reserved - level.onHand),
    unsoldWithDemand: wrongly ? left : 0,
    refused: buyers.length - holders.length,
    cancelled: buyers.filter((buyer) => buyer.cancels && buyer.holds === null).length,
    differences: differences.length,
  };
}

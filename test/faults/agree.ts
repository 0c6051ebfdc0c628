import type { TestCoop, World } from '../support/world';
import { settle } from './pool';
import { allOrders, ledgerUntrue, ordersUntrue, untrue, wantedListings } from './truth';

/** Ledger, channels and inbox against the simulators; nothing = all is true. */
export function agree(world: World, coop: TestCoop, withinMs = 45_000): Promise<string[]> {
  const control = world.control.bind(world);
  const shop = { id: coop.shops.shopee, externalShopId: coop.external.shopee };
  const check = async () => [
    ...(await ledgerUntrue(world.product)),
    ...(await untrue(control, await wantedListings(world.product, coop.coopId))),
    ...(await ordersUntrue(await allOrders(world.product, coop.coopId), control, [shop])),
  ];
  return settle(check, withinMs);
}

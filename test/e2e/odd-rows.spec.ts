import { PollStore } from '../../libs/sync/poll.store';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { World } from '../support/world';

const SOON_MS = 45_000;

describe.each(engines)('a row that cannot be stored, on %s', (engine) => {
  it('keeps none of the others of its page, and the poll goes on', async () => {
    const world = await World.open({ engine });
    try {
      const coop = await world.coop();
      const shopId = coop.shops.shopee;
      const moved = (orderSn: string, amount: number) =>
        world.control('POST', `shopee/shops/${coop.external.shopee}/wallet`, {
          type: '401',
          amount,
          orderSn,
        });
      // Longer than the name of any order can be.
      const odd = 'X'.repeat(150);
      for (const [orderSn, amount] of [
        ['S1', 1_000],
        [odd, 2_000],
        ['S2', 3_000],
      ] as const)
        await moved(orderSn, amount);
      const soon = () =>
        world.product.parts.db.write((tx) =>
          new PollStore().soon(tx, coop, shopId, 'settlements', Date.now()),
        );
      const paid = async (externalOrderId: string) =>
        (await world.product.settlements.ofOrder(coop, { shopId, externalOrderId })).map(
          (one) => one.amountVnd,
        );
      const both = () => Promise.all(['S1', 'S2'].map(paid));
      await soon();
      await eventually(both, (all) => all.every((amounts) => amounts.length === 1), SOON_MS);
      expect(await both()).toEqual([[1_000], [3_000]]);
      expect(world.log.lines.filter((line) => line.includes('settlement not stored'))).not.toEqual(
        [],
      );
      // Nothing of it stands in the way of what comes next.
      await moved('S3', 4_000);
      await soon();
      await eventually(
        () => paid('S3'),
        (amounts) => amounts.length === 1,
        SOON_MS,
      );
    } finally {
      await world.close();
    }
  }, 150_000);
});

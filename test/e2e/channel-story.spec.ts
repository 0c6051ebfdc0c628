import type { ChannelId } from '@ganh/channels/kit';
import type { OrderMove } from '@ganh/orders';
import { createGoods } from '../faults/goods';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { Market, MARKETS } from '../support/market';
import { repair } from '../support/repair';
import { World, type WorldOptions } from '../support/world';

const WAYS: [string, Partial<WorldOptions>][] = [
  ['as usual', {}],
  ['with every wake-up dropped and every webhook lost', { dropWakeUps: true, dropWebhooks: true }],
];
const PATIENCE_MS = 60_000;

describe.each(engines)('every market place on %s', (engine) => {
  describe.each(WAYS)('%s', (_, options) => {
    let world: World;
    beforeAll(async () => {
      world = await World.open({ engine, ...options });
      // Buyers there may think again for an hour before anything can be packed.
      await world.control('POST', 'tiktok-shop/settings', { holdMs: 0 });
    }, 60_000);
    afterAll(() => world.close());

    it.concurrent.each(MARKETS)(
      '%s: list, change the price, sell, cancel, sell again, ship',
      async (channel) => {
        try {
          await story(world, channel);
        } catch (error) {
          throw new Error(`${String(error)}\n${world.log.lines.slice(-30).join('\n')}`);
        }
      },
      240_000,
    );
  });
});

/** On the channel told of and beside it in another shop, which must show the same goods. */
async function story(world: World, channel: ChannelId): Promise<void> {
  const coop = await world.bareCoop();
  const { product } = world;
  const here = await world.moreShop(coop, channel);
  const other = await world.moreShop(coop, 'shopee');
  const market = new Market(world, channel, here.externalShopId);
  const beside = new Market(world, 'shopee', other.externalShopId);
  const goods = await createGoods(product, coop, {
    name: 'Mật ong hoa tràm nguyên chất, hũ 500 ml',
    stock: 10,
  });

  const open = async () => {
    const { pushes } = await product.shops.listings.ofProducts(coop, [goods.productId]);
    return JSON.stringify(pushes.filter((row) => row.wantedRev !== row.doneRev));
  };
  const both = async (stock: number, price: number) => {
    for (const one of [market, beside])
      await eventually(
        () => one.shown(goods.sku),
        (shown) => shown?.stock === stock && shown.price === price && shown.onSale,
        PATIENCE_MS,
      ).catch(async (error: Error) => {
        throw new Error(`${error.message} ${await open()}`);
      });
  };
  const { desk } = product.orders;
  const inInbox = async (externalOrderId: string) => {
    const order = await eventually(
      async () =>
        (await desk.list(coop, 'dong-goi', null, 20))
          .concat(await desk.list(coop, 'moi', null, 20))
          .find((one) => one.externalOrderId === externalOrderId),
      (found) => found !== undefined,
      PATIENCE_MS,
    );
    return order!;
  };
  const standsAs = (id: Parameters<typeof desk.find>[1], ...wanted: string[]) =>
    eventually(
      () => desk.find(coop, id),
      (order) =>
        wanted.includes(order.status) && (order.action === null || order.action === 'track'),
      PATIENCE_MS,
    );

  await eventually(
    async () => {
      await repair(product, coop, goods.productId);
      return market.shown(goods.sku);
    },
    (shown) => shown?.onSale === true,
    PATIENCE_MS,
  );
  await both(10, 95_000);
  const { priceRev } = await product.catalogue.products.variant(coop, goods.variantId);
  await product.sync.publishing.setPrice(coop, goods.variantId, 99_000, priceRev, coop.userId);
  await both(10, 99_000);

  const first = await inInbox(await market.buy(goods.sku, 3));
  expect(first).toMatchObject({
    channel,
    short: false,
    lines: [{ quantity: 3, priceVnd: 99_000 }],
  });
  await both(7, 99_000);
  await desk.move(coop, first.id, 'cancel', coop.userId, 'out_of_stock');
  await standsAs(first.id, 'cancelled');
  await both(10, 99_000);

  const second = await inInbox(await market.buy(goods.sku, 2));
  const moves: OrderMove[] = second.status === 'new' ? ['confirm', 'arrange'] : ['arrange'];
  for (const move of moves) {
    await desk.move(coop, second.id, move, coop.userId);
    await standsAs(second.id, ...(move === 'confirm' ? ['to_pack', 'packed'] : ['packed']));
  }
  await eventually(
    () => market.order(second.externalOrderId),
    (order) => order?.next.includes('pickup') === true,
    PATIENCE_MS,
  );
  await market.step(second.externalOrderId, 'pickup');
  await standsAs(second.id, 'shipping');
  await market.step(second.externalOrderId, 'deliver');
  await market.step(second.externalOrderId, 'complete');
  await standsAs(second.id, 'completed');
  await both(8, 99_000);
  expect(await product.parts.db.read((tx) => product.stock.verify(tx))).toEqual([]);
}

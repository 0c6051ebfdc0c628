import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { World } from '../support/world';

interface Entry {
  endpoint: string;
  shop: string | null;
  outcome: string;
}

const ORDERS = '/order/202309/orders/search';
const REFRESH = '/api/v2/token/refresh';

describe.each(engines)('a seller whose one leave covers two TikTok shops, on %s', (engine) => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ engine, dropWebhooks: true, workers: 2 });
  });
  afterAll(() => world?.close());

  const entries = async (): Promise<Entry[]> =>
    (await world.control<{ entries: Entry[] }>('GET', 'tiktok-shop/journal?limit=100000')).entries;

  it('is asked for new tokens once each time, and both shops go on', async () => {
    const coop = await world.bareCoop();
    const make = (body: object) =>
      world.control<{ shopId: string }>('POST', 'tiktok-shop/shops', body);
    const first = await make({ name: 'Gian một' });
    const second = await make({ name: 'Gian hai', sellerOf: first.shopId });
    const ids = [first.shopId, second.shopId];
    await world.connect(coop, coop.userId, 'tiktok-shop', first.shopId);
    const { shops } = world.product.shops;
    expect((await shops.list(coop)).map((shop) => shop.externalShopId).sort()).toEqual(ids);
    for (let time = 1; time <= 3; time += 1) {
      await world.control('POST', 'tiktok-shop/behave', {
        fault: 'expired-token',
        shopId: ids[time % 2],
      });
      const before = (await entries()).length;
      // Twice each: once with the pair that came first, and once more to see that it is still good.
      await eventually(
        async () => (await entries()).slice(before),
        (news) =>
          ids.every(
            (id) =>
              news.filter(
                (one) => one.shop === id && one.endpoint === ORDERS && one.outcome === 'ok',
              ).length >= 2,
          ),
        60_000,
      );
      expect((await entries()).filter((one) => one.endpoint === REFRESH)).toHaveLength(time);
    }
    const listed = await shops.list(coop);
    expect(listed.map((shop) => shop.state)).toEqual(['connected', 'connected']);
    const [one, other] = await Promise.all(listed.map((shop) => shops.tokens(shop)));
    expect(one?.accessToken).toBe(other?.accessToken);
  }, 240_000);
});

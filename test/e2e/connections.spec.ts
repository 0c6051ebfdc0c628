import { setTimeout as sleep } from 'node:timers/promises';
import { agree } from '../faults/agree';
import { createGoods, moveStock } from '../faults/goods';
import { callsOf, targetsOf } from '../faults/trouble';
import { allOrders } from '../faults/truth';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { deleteKeys } from '../support/redis';
import { World } from '../support/world';

describe.each(engines)('deliveries and connections, on %s', (engine) => {
  let world: World;
  beforeAll(async () => (world = await World.open({ engine })));
  afterAll(() => world?.close());

  it('takes each order once, however its webhooks come', async () => {
    const coop = await world.coop();
    const { sku } = await createGoods(world.product, coop, { name: 'Mật ong rừng', stock: 50 });
    expect(await agree(world, coop)).toEqual([]);
    const shopId = coop.external.shopee;
    for (const fault of ['repeated', 'reordered', 'forged', 'lost', 'late']) {
      const behaviour = { fault: `webhook-${fault}`, shopId, count: 4, ms: 700 };
      await world.control('POST', 'shopee/behave', behaviour);
      const orderSn = await world.buy(coop, sku, 1);
      if (fault !== 'lost')
        await world.control('POST', `shopee/shops/${shopId}/orders/${orderSn}/cancel`);
      await world.buy(coop, sku, 2);
      await world.control('DELETE', 'shopee/behave');
    }
    expect(await agree(world, coop)).toEqual([]);
    const orders = await allOrders(world.product, coop.coopId);
    expect(orders).toHaveLength(10);
    expect(orders.filter((order) => order.status === 'cancelled')).toHaveLength(4);
    const { entries } = await world.control<{ entries: { forged: boolean; status: number }[] }>(
      'GET',
      'shopee/deliveries',
    );
    const forged = entries.filter((entry) => entry.forged);
    expect(forged.length).toBeGreaterThan(0);
    expect(forged.every((entry) => entry.status === 403)).toBe(true);
  }, 300_000);

  it('refreshes an expired token once for all who need it', async () => {
    const coop = await world.coop();
    const goods = [];
    for (const name of ['Mật ong', 'Bánh tráng', 'Tiêu'])
      goods.push(await createGoods(world.product, coop, { name: `${name} thử`, stock: 9 }));
    expect(await agree(world, coop)).toEqual([]);
    const before = await refreshes();
    await world.control('POST', 'shopee/behave', {
      fault: 'expired-token',
      shopId: coop.external.shopee,
    });
    await Promise.all(goods.map((g) => moveStock(world.product, coop, g.variantId, -1)));
    expect(await agree(world, coop)).toEqual([]);
    expect((await refreshes()) - before).toBe(1);
  }, 300_000);

  it('stops at a shop that was taken away, says why, and goes on once connected again', async () => {
    const coop = await world.coop();
    const goods = await createGoods(world.product, coop, { name: 'Mật ong nhãn', stock: 20 });
    expect(await agree(world, coop)).toEqual([]);
    await world.control('POST', 'shopee/behave', {
      fault: 'revoked-shop',
      shopId: coop.external.shopee,
    });
    await moveStock(world.product, coop, goods.variantId, -5);
    const lost = await eventually(
      async () =>
        (await world.product.shops.shops.list(coop)).find((shop) => shop.channel === 'shopee')!,
      (shop) => shop.state === 'lost',
    );
    expect(lost.lostWhy).toMatch(/^Shopee [^.!?]*\.$/);
    await sleep(500);
    const targets = { ...(await targetsOf(world, coop)), page: '-', catalog: '-' };
    const quiet = (await callsOf(world, targets)).length;
    await moveStock(world.product, coop, goods.variantId, -1);
    await sleep(2_000);
    expect(await callsOf(world, targets)).toHaveLength(quiet);
    await world.connect(coop, coop.userId, 'shopee', coop.external.shopee);
    expect(await agree(world, coop)).toEqual([]);
    const shown = (await world.shown(coop, 'shopee')).get(goods.sku);
    expect(shown?.stock).toBe(14);
  }, 300_000);

  async function refreshes(): Promise<number> {
    const { entries } = await world.control<{ entries: { endpoint: string }[] }>(
      'GET',
      'shopee/journal',
    );
    return entries.filter((entry) => entry.endpoint.includes('access_token/get')).length;
  }
});

if (engines.includes('mariadb'))
  describe('Redis emptied in the middle', () => {
    it('costs delay and nothing else', async () => {
      const world = await World.open({ engine: 'mariadb', workers: 2 });
      try {
        const coop = await world.coop();
        const goods = [];
        for (const name of ['Mật ong', 'Bánh tráng'])
          goods.push(await createGoods(world.product, coop, { name, stock: 100 }));
        for (let i = 0; i < 20; i += 1) {
          for (const { variantId } of goods)
            await moveStock(world.product, coop, variantId, i % 2 ? -3 : 2);
          if (i % 4 === 1) await world.buy(coop, goods[0]!.sku, 1).catch(() => undefined);
          if (i === 7 || i === 14) await deleteKeys(world.redisPrefix);
          await sleep(100);
        }
        expect(await agree(world, coop)).toEqual([]);
      } finally {
        await world.close();
      }
    }, 300_000);
  });

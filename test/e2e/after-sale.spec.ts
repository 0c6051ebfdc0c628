import type { Order } from '@ganh/orders';
import { PollStore } from '../../libs/sync/poll.store';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { type TestCoop, World, type WorldOptions } from '../support/world';

const WAYS: [string, Partial<WorldOptions>][] = [
  ['as usual', {}],
  ['with every wake-up dropped and every webhook lost', { dropWakeUps: true, dropWebhooks: true }],
];
const SOON_MS = 45_000;

describe.each(engines)('after the sale on %s', (engine) => {
  it.each(WAYS)(
    'packed there, labelled, sent, wanted back, counted in, paid out (%s)',
    async (_, options) => {
      const world = await World.open({ engine, ...options });
      try {
        await story(world, await world.coop());
      } catch (error) {
        throw new Error(`${String(error)}\n${world.log.lines.slice(-30).join('\n')}`);
      } finally {
        await world.close();
      }
    },
    150_000,
  );
});

async function story(world: World, coop: TestCoop): Promise<void> {
  const { product } = world;
  const { desk, returns } = product.orders;
  await world.control('POST', 'shopee/settings', { trackingDelayMs: 0, labelDelayMs: 0 });
  const productId = await product.sync.publishing.create(
    coop,
    { product: await goods(world, coop), stock: [10] },
    coop.userId,
  );
  const [variant] = (await product.catalogue.products.find(coop, productId)).variants;
  await eventually(
    async () => (await world.shown(coop, 'shopee')).get(variant!.sku)?.stock,
    (stock) => stock === 10,
    SOON_MS,
  );
  const onHand = async () =>
    (await product.parts.db.read((tx) => product.stock.levels(tx, coop, [variant!.id]))).get(
      variant!.id,
    )?.onHand;

  const orderSn = await world.buy(coop, variant!.sku, 3);
  const [{ id }] = (await eventually(
    () => desk.list(coop, 'dong-goi', null, 10),
    (orders) => orders.length === 1,
    SOON_MS,
  )) as [Order];
  const order = (holds: (now: Order) => boolean) =>
    eventually(() => desk.find(coop, id), holds, SOON_MS);
  const atShopee = (step: string) =>
    world.control('POST', `shopee/shops/${coop.external.shopee}/orders/${orderSn}/${step}`);

  for (let press = 0; press < 2; press += 1) await desk.move(coop, id, 'arrange', coop.userId);
  const packed = await order((now) => now.parcels.length === 1 && now.action === null);
  expect(packed).toMatchObject({ status: 'packed' });
  expect(packed.parcels[0]?.trackingNumber).toMatch(/^SPX/);
  const label = await eventually(
    () => product.sync.labels.print(coop, id, null).catch((error: Error) => error.message),
    (got) => typeof got !== 'string',
    SOON_MS,
  );
  expect(label).toMatchObject({ contentType: 'application/pdf' });

  for (const step of ['pickup', 'deliver', 'return']) await atShopee(step);
  await order((now) => now.status === 'returning');
  expect(await onHand()).toBe(7);
  const soon = (kind: 'returns' | 'settlements') =>
    product.parts.db.write((tx) =>
      new PollStore().soon(tx, coop, coop.shops.shopee, kind, Date.now()),
    );
  await soon('returns');
  const [wanted] = await eventually(
    async () => returns.of(packed),
    (all) => all.length === 1,
    SOON_MS,
  );
  expect(wanted).toMatchObject({ status: 'requested', lines: [{ quantity: 3 }] });
  await expect(returns.restock(coop, wanted!.id, coop.userId)).rejects.toThrow('chưa được trả');
  await returns.answer(coop, wanted!.id, 'accept', null, coop.userId);
  await eventually(
    async () => (await returns.of(packed))[0],
    (one) => one?.status === 'accepted' && one.action === null,
    SOON_MS,
  );
  const there = await world.control<{ status: string }[]>(
    'GET',
    `shopee/shops/${coop.external.shopee}/returns`,
  );
  expect(there).toMatchObject([{ status: 'ACCEPTED' }]);
  // What came back is not on the shelf before a person says that it is good, and then once.
  expect(await onHand()).toBe(7);
  for (let press = 0; press < 2; press += 1) await returns.restock(coop, wanted!.id, coop.userId);
  expect(await onHand()).toBe(10);

  await atShopee('complete');
  await order((now) => now.status === 'completed');
  await soon('settlements');
  const [paid] = await eventually(
    () => product.settlements.ofOrder(coop, packed),
    (entries) => entries.length === 1,
    SOON_MS,
  );
  expect(paid?.parts.reduce((sum, part) => sum + part.amountVnd, 0)).toBe(paid?.amountVnd);
  expect(paid?.parts.find((part) => part.kind === 'goods')?.amountVnd).toBe(3 * 95_000);
  expect((await desk.events(coop, id)).map((event) => event.kind)).toEqual(
    expect.arrayContaining(['asked', 'arranged', 'returning', 'restocked']),
  );
}

async function goods(world: World, coop: TestCoop) {
  const { default: sharp } = await import('sharp');
  const photo = await sharp({
    create: { width: 800, height: 800, channels: 3, background: '#a86' },
  })
    .jpeg()
    .toBuffer();
  return {
    name: 'Mật ong rừng 500 ml',
    description: 'Mật ong lấy mùa hoa tràm.',
    producer: 'HTX Thử',
    kind: '',
    certificateId: null,
    photoKeys: [await world.product.catalogue.media.put(coop, photo)],
    variants: [
      {
        optionName: '',
        unit: 'hũ',
        stepsPerUnit: 1,
        packAmount: 500,
        packMeasure: 'ml' as const,
        weightGrams: 700,
        sellerSku: null,
        priceVnd: 95_000,
        parts: [],
      },
    ],
  };
}

import sharp from 'sharp';
import type { OrderId } from '@ganh/kernel';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { type TestCoop, World, type WorldOptions } from '../support/world';

const WAYS: [string, Partial<WorldOptions>][] = [
  ['as usual', {}],
  ['with every wake-up dropped and every webhook lost', { dropWakeUps: true, dropWebhooks: true }],
];

describe.each(engines)('the story on %s', (engine) => {
  it.each(WAYS)(
    'list once, live on both, sold on Shopee, falls on Facebook, cancelled, back again (%s)',
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
    120_000,
  );
});

async function story(world: World, coop: TestCoop): Promise<void> {
  const { product } = world;
  const photo = await sharp({
    create: { width: 800, height: 800, channels: 3, background: '#a86' },
  })
    .jpeg()
    .toBuffer();
  const photoKey = await product.catalogue.media.put(coop, photo);
  const variant = {
    optionName: '',
    unit: 'hũ',
    stepsPerUnit: 1,
    packAmount: 500,
    packMeasure: 'ml' as const,
    weightGrams: 700,
    sellerSku: null,
    priceVnd: 95_000,
    parts: [],
  };
  const input = {
    name: 'Mật ong rừng 500 ml',
    description: 'Mật ong lấy mùa hoa tràm.',
    producer: 'HTX Thử',
    kind: '',
    certificateId: null,
    photoKeys: [photoKey],
    variants: [variant],
  };
  const productId = await product.sync.publishing.create(
    coop,
    { product: input, stock: [10] },
    coop.userId,
  );
  const sku = (await product.catalogue.products.find(coop, productId)).variants[0]!.sku;

  const live = async () =>
    (await product.shops.listings.ofProducts(coop, [productId])).listings.filter(
      (listing) => listing.liveAt !== null,
    ).length;
  await eventually(live, (count) => count === 2, 45_000).catch(async (error: Error) => {
    const { pushes } = await product.shops.listings.ofProducts(coop, [productId]);
    throw new Error(`${error.message} ${JSON.stringify(pushes)}`);
  });
  expect((await world.shown(coop, 'shopee')).get(sku)).toMatchObject({ stock: 10, price: 95_000 });
  expect((await world.shown(coop, 'facebook')).get(sku)).toMatchObject({ stock: 10 });
  expect(
    await world.control<unknown[]>('GET', `facebook/pages/${coop.external.facebook}/posts`),
  ).toHaveLength(1);

  await world.buy(coop, sku, 3);
  const stockOf = async (channel: 'shopee' | 'facebook') =>
    (await world.shown(coop, channel)).get(sku)?.stock;
  await eventually(
    () => stockOf('facebook'),
    (stock) => stock === 7,
    45_000,
  );
  const [order] = await eventually(
    () => product.orders.desk.list(coop, 'dong-goi', null, 10),
    (orders) => orders.length === 1,
  );
  expect(order).toMatchObject({
    channel: 'shopee',
    short: false,
    lines: [{ quantity: 3, priceVnd: 95_000 }],
  });

  await product.orders.desk.move(coop, order!.id, 'cancel', coop.userId, 'out_of_stock');
  await eventually(
    () => product.orders.desk.find(coop, order!.id),
    (now) => now.status === 'cancelled',
    45_000,
  );
  await eventually(
    () => stockOf('facebook'),
    (stock) => stock === 10,
    45_000,
  );
  await eventually(
    () => stockOf('shopee'),
    (stock) => stock === 10,
    45_000,
  );

  await commentBecomesOrder(world, coop, sku);
  const clean = await product.parts.db.read((tx) => product.stock.verify(tx));
  expect(clean).toEqual([]);
}

async function commentBecomesOrder(world: World, coop: TestCoop, sku: string): Promise<void> {
  const { orders, parts, catalogue } = world.product;
  await world.control('POST', `facebook/pages/${coop.external.facebook}/comment`, {
    message: 'Chốt 2 hũ mật ong 0905 123 456',
    from: { name: 'Lan Phạm' },
  });
  const [message] = await eventually(
    () => orders.messages.open(coop, 10),
    (open) => open.length === 1,
    45_000,
  );
  expect(message).toMatchObject({ kind: 'comment', from: { name: 'Lan Phạm' } });
  const [variant] = await parts.db.read((tx) => catalogue.products.bySku(tx, coop, [sku]));
  const wish = {
    lines: [{ variantId: variant!.id, quantity: 2 }],
    buyerName: null,
    buyerPhone: '+84905123456',
    buyerAddress: null,
    payment: 'cod' as const,
  };
  const make = (): Promise<OrderId> =>
    orders.messages.makeOrder(coop, message!.id, 'facebook', wish, coop.userId);
  const [first, second] = await Promise.all([make(), make()]);
  expect(second).toBe(first);
  expect(await orders.messages.open(coop, 10)).toEqual([]);
  await eventually(
    async () => (await world.shown(coop, 'shopee')).get(sku)?.stock,
    (stock) => stock === 8,
    45_000,
  );
}

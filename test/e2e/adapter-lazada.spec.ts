import { lazada } from '@ganh/channels/lazada';
import type { ProductSnapshot } from '@ganh/channels/kit';
import { describeAdapter } from '../../libs/channels/kit/contract.suite';
import {
  Drive,
  reprice,
  restock,
  until,
  type ContractBench,
} from '../../libs/channels/kit/drive.suite';
import {
  type ChannelSandbox,
  credentialsOf,
  newProduct,
  openChannelSandbox,
  queryOf,
} from '../support/channel-sandbox';

interface ShownItem {
  itemId: number;
  name: string;
  status: string;
  models: {
    modelId: number;
    sku: string;
    price: number;
    stock: number;
    status: string;
    occupy: number;
    real: number;
  }[];
}

const REDIRECT = 'https://htx.example/channels/lazada/back';
/** What the category asks for and no product of ours says by itself. */
const SIZES = {
  'attr:package_length': '20',
  'attr:package_width': '15',
  'attr:package_height': '10',
};

let control: ChannelSandbox['control'];

const product = (variants: number): ProductSnapshot => ({
  ...newProduct(variants),
  answers: SIZES,
});

async function open(): Promise<ContractBench> {
  const sandbox = await openChannelSandbox(lazada);
  const { index } = sandbox;
  control = sandbox.control;
  // The real half second is too short for a busy machine. lazada spec §7
  await control('POST', 'settings', { pushWaitMs: 5_000 });
  await control('POST', 'webhook', { url: sandbox.callbackUrl, force: true });
  const items = (shopId: string) => control<ShownItem[]>('GET', `shops/${shopId}/items`);
  const steps = ({ externalShopId }: { externalShopId: string }, orderId: string, step: string) =>
    control<{ returnId?: string }>('POST', `shops/${externalShopId}/orders/${orderId}/${step}`);
  return {
    adapter: lazada,
    access: {
      baseUrl: index.baseUrl,
      authUrl: index.authUrl,
      tokenUrl: String(index['tokenUrl']),
      app: credentialsOf(index),
      send: sandbox.send,
      now: sandbox.now,
    },
    redirectUrl: REDIRECT,
    callbackUrl: sandbox.callbackUrl,
    consent: async (authorizeUrl) => {
      const { redirect_uri, state } = queryOf(authorizeUrl);
      const shop = await control<{ shopId: string }>('POST', 'shops', { name: 'HTX Bến Lau' });
      const { location } = await control<{ location: string }>(
        'POST',
        `shops/${shop.shopId}/authorize`,
        { redirect_uri, state },
      );
      return queryOf(location);
    },
    product,
    behave: sandbox.behave,
    calm: sandbox.calm,
    shown: async ({ externalShopId }) =>
      (await items(externalShopId)).flatMap((item) =>
        item.models.map((model) => ({
          sku: model.sku,
          qty: model.stock,
          priceVnd: model.price,
          onSale: item.status === 'Active' && model.status === 'active',
        })),
      ),
    copies: async ({ externalShopId }, { title }) =>
      (await items(externalShopId)).filter((item) => item.name === title).length,
    buy: async ({ externalShopId }, sku, quantity) => {
      const body = { items: [{ sku, quantity }], cod: true };
      return (await control<{ orderId: string }>('POST', `shops/${externalShopId}/buy`, body))
        .orderId;
    },
    askToCancel: async (shop, orderId) => void (await steps(shop, orderId, 'request-cancel')),
    step: async (shop, orderId, step) => void (await steps(shop, orderId, step)),
    askReturn: async (shop, orderId) =>
      (await steps(shop, orderId, 'request-return')).returnId ?? '',
    payOut: async ({ externalShopId }) =>
      void (await control('POST', `shops/${externalShopId}/pay-out`)),
    tooFast: sandbox.tooFast,
    deliveries: () => sandbox.deliveries,
    slowDown: sandbox.slowDown,
    advance: sandbox.advance,
    creation: { group: 'item', endpoint: 'product/create' },
    reading: {
      endpoint: 'orders/get',
      run: async (client, now) => client.orders?.pull({ fromAt: now - 60_000, toAt: now }, ''),
    },
    close: sandbox.close,
  };
}

describeAdapter('Lazada', open);

describe('Lazada alone', () => {
  let drive: Drive;
  const path = (rest: string) => `shops/${drive.shop.externalShopId}/${rest}`;
  const eventsSince = (at: number) =>
    drive.bench
      .deliveries()
      .slice(at)
      .flatMap((one) => lazada.webhooks?.events(one) ?? []);
  beforeAll(async () => {
    drive = await Drive.start(await open());
  });
  afterAll(() => drive.bench.close());
  afterEach(() => control('POST', 'settings', { campaign: false, priceCallOff: false }));

  it('a product waits for its review, and one refused is told', async () => {
    const kept = { product: { ...product(1), title: 'Miến hàng giả' } };
    const before = drive.bench.deliveries().length;
    const first = await drive.push('item', kept);
    expect(first).toMatchObject([{ kind: 'pending' }]);
    const ticket = first[0]?.kind === 'pending' ? first[0].ticket : '';
    expect(await drive.client.tickets?.ask(ticket, drive.itemsOf('item', kept))).toMatchObject([
      { kind: 'pending' },
    ]);
    drive.bench.advance(10_000);
    expect(await drive.client.tickets?.ask(ticket, drive.itemsOf('item', kept))).toMatchObject([
      { kind: 'rejected', reason: { key: 'not_allowed' } },
    ]);
    await until(() => eventsSince(before).filter((one) => one.kind === 'listing').length > 1);
  });

  it('what the category asks for and nobody answered is told by its name', async () => {
    const bare = { product: { ...product(1), answers: {} } };
    expect(await drive.push('item', bare)).toMatchObject([
      {
        kind: 'rejected',
        reason: {
          key: 'missing_attribute',
          field: 'attr:package_length',
          values: { field: 'Chiều dài gói (cm)' },
        },
      },
    ]);
    const strange = { product: { ...product(1), title: 'Zzz' } };
    expect(await drive.push('item', strange)).toMatchObject([
      { kind: 'rejected', reason: { key: 'missing_category' } },
    ]);
  });

  it('what orders hold back is not sold twice: stock is what may still be sold', async () => {
    const kept = await drive.listed(1);
    const sku = kept.product.variants[0]?.sku ?? '';
    await drive.bench.buy?.(drive.shop, sku, 3);
    restock(kept, () => 4);
    await drive.settle('stock', kept);
    expect((await drive.shownOf(kept)).map((one) => one.qty)).toEqual([4]);
    const item = (await control<ShownItem[]>('GET', path('items'))).find(
      (one) => one.name === kept.product.title,
    );
    expect(item?.models).toMatchObject([{ real: 7, occupy: 3, stock: 4 }]);
  });

  it('in a campaign stock may rise and not fall, and prices wait', async () => {
    const kept = await drive.listed(2);
    await control('POST', 'settings', { campaign: true, priceCallOff: true });
    reprice(
      kept,
      () => 90_000,
      (at) => (at === 0 ? 50 : 2),
    );
    expect(await drive.push('stock', kept)).toMatchObject([
      { kind: 'accepted' },
      { kind: 'deferred', reason: { key: 'stock_locked' } },
    ]);
    expect(await drive.push('price', kept)).toMatchObject([
      { kind: 'deferred', reason: { key: 'price_locked' } },
      { kind: 'deferred', reason: { key: 'price_locked' } },
    ]);
    await control('POST', 'settings', { campaign: false, priceCallOff: false });
    for (const group of ['price', 'stock']) await drive.settle(group, kept);
    expect(await drive.shownOf(kept)).toMatchObject([
      { qty: 50, priceVnd: 90_000 },
      { qty: 2, priceVnd: 90_000 },
    ]);
  });

  it('a single one becomes one of two', async () => {
    const kept = await drive.listed(1);
    const [first] = kept.product.variants;
    const second = product(2).variants[1];
    if (!first || !second) throw new Error('two variants are needed');
    kept.product = { ...kept.product, variants: [{ ...first, optionName: 'Túi 1' }, second] };
    await drive.list(kept);
    expect(await drive.shownOf(kept)).toHaveLength(2);
    expect(kept.product.variants.map((one) => one.externalId)).toEqual([
      first.externalId,
      expect.any(String),
    ]);
  });

  it('a lock on packing passes; the label comes as a file or from an address', async () => {
    const kept = await drive.listed(1);
    const id = await drive.bench.buy?.(drive.shop, kept.product.variants[0]?.sku ?? '', 2);
    const [order] = (await drive.client.orders?.get([id ?? ''])) ?? [];
    const { shipping } = drive.client;
    if (!order || !shipping) throw new Error('no order');
    await control('POST', 'settings', { packLocks: 1 });
    await expect(shipping.arrange(order)).rejects.toMatchObject({ kind: 'transient' });
    const parcels = await shipping.arrange(order);
    for (const labelAs of ['file', 'url']) {
      await control('POST', 'settings', { labelAs });
      for (const parcel of parcels) {
        const label = await shipping.label?.(order, parcel);
        expect(label?.bytes.subarray(0, 5).toString()).toBe('%PDF-');
      }
    }
  });

  it('permission that runs out is told for the right shop', async () => {
    const before = drive.bench.deliveries().length;
    await control('POST', path('expire-soon'), {});
    await until(() => drive.bench.deliveries().length > before);
    expect(eventsSince(before)).toMatchObject([
      { kind: 'expiring', externalShopId: drive.shop.externalShopId },
    ]);
  });
});

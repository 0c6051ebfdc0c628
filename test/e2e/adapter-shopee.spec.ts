import { sayReason, type LiveClient } from '@ganh/channels/kit';
import { shopee } from '@ganh/channels/shopee';
import { describeAdapter } from '../../libs/channels/kit/contract.suite';
import {
  Drive,
  failureOf,
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
  sku: string;
  status: string;
  models: { modelId: number; sku: string; price: number; stock: number }[];
}

const REDIRECT = 'https://htx.example/channels/shopee/back';

let control: ChannelSandbox['control'];

async function open(): Promise<ContractBench> {
  const sandbox = await openChannelSandbox(shopee);
  const { index } = sandbox;
  control = sandbox.control;
  // As the real one sometimes does: a new item cannot be given its variants at once. shopee spec §3
  await control('POST', 'settings', { newItemBlindMs: 5_000 });
  const items = (shopId: string) => control<ShownItem[]>('GET', `shops/${shopId}/items`);
  return {
    adapter: shopee,
    access: {
      baseUrl: index.baseUrl,
      authUrl: index.authUrl,
      tokenUrl: null,
      app: credentialsOf(index),
      send: sandbox.send,
      now: sandbox.now,
    },
    redirectUrl: REDIRECT,
    callbackUrl: sandbox.callbackUrl,
    consent: async (authorizeUrl) => {
      const { redirect_uri, state } = queryOf(authorizeUrl);
      const shop = await control<{ shopId: number }>('POST', 'shops', { name: 'HTX Bến Lau' });
      const { location } = await control<{ location: string }>(
        'POST',
        `shops/${shop.shopId}/authorize`,
        { redirect_uri, state },
      );
      return queryOf(location);
    },
    product: newProduct,
    behave: sandbox.behave,
    calm: sandbox.calm,
    shown: async ({ externalShopId }) =>
      (await items(externalShopId)).flatMap((item) =>
        item.models.map((model) => ({
          sku: model.sku,
          qty: model.stock,
          priceVnd: model.price,
          onSale: item.status === 'NORMAL',
        })),
      ),
    copies: async ({ externalShopId }, product) =>
      (await items(externalShopId)).filter((item) => item.name === product.title).length,
    buy: async ({ externalShopId }, sku, quantity) => {
      const found = (await items(externalShopId)).flatMap((item) =>
        item.models.filter((model) => model.sku === sku).map((model) => ({ item, model })),
      )[0];
      const wanted = { itemId: found?.item.itemId, modelId: found?.model.modelId, quantity };
      const body = { items: [wanted], cod: true };
      return (await control<{ orderSn: string }>('POST', `shops/${externalShopId}/buy`, body))
        .orderSn;
    },
    askToCancel: async ({ externalShopId }, orderSn) =>
      void (await control('POST', `shops/${externalShopId}/orders/${orderSn}/request-cancel`)),
    step: async ({ externalShopId }, orderSn, step) =>
      void (await control('POST', `shops/${externalShopId}/orders/${orderSn}/${step}`)),
    askReturn: async ({ externalShopId }, orderSn) => {
      await control('POST', `shops/${externalShopId}/orders/${orderSn}/return`);
      const all = await control<{ returnSn: string; orderSn: string }[]>(
        'GET',
        `shops/${externalShopId}/returns`,
      );
      return all.find((one) => one.orderSn === orderSn)?.returnSn ?? '';
    },
    live: {
      consent: async ({ externalShopId }, authorizeUrl) => {
        const { partner_id, redirect_uri, state } = queryOf(authorizeUrl);
        expect(partner_id).toBe(String(index['live_partner_id']));
        const { location } = await control<{ location: string }>(
          'POST',
          `shops/${externalShopId}/authorize`,
          { redirect_uri, state, app: 'live' },
        );
        return queryOf(location);
      },
      comment: async ({ externalShopId }, sessionId, from, text) => {
        const path = `shops/${externalShopId}/live/${sessionId}/comment`;
        try {
          const said = await control<{ commentId: number }>('POST', path, { from, text });
          return String(said.commentId);
        } catch (error) {
          if (/bị chặn/.test(String(error))) return null;
          throw error;
        }
      },
    },
    // What has been completed is released at once.
    payOut: async () => undefined,
    tooFast: sandbox.tooFast,
    deliveries: () => sandbox.deliveries,
    slowDown: sandbox.slowDown,
    advance: sandbox.advance,
    creation: { group: 'item', endpoint: 'product/add_item' },
    reading: {
      endpoint: 'order/get_order_list',
      run: async (client, now) => client.orders?.pull({ fromAt: now - 60_000, toAt: now }, ''),
    },
    close: sandbox.close,
  };
}

describeAdapter('Shopee', open);

describe('Shopee Live alone', () => {
  let drive: Drive;
  let live: LiveClient;
  beforeAll(async () => {
    drive = await Drive.start(await open());
    const { access, redirectUrl } = drive.bench;
    const { authorizeUrl, exchange } = shopee.liveAuth!;
    const asked = authorizeUrl(access, redirectUrl, 's');
    const query = await drive.bench.live!.consent(drive.shop, asked);
    const [grant] = await exchange(access, redirectUrl, query);
    live = shopee.open({ ...drive.access(), live: grant }).live!;
  });
  afterAll(() => drive.bench.close());
  const plan = () => ({
    title: 'Chợ tối',
    description: '',
    cover: drive.bench.product(1).photos[0]!,
    isTest: false,
  });
  const told = async (run: () => Promise<unknown>) => {
    const { kind, detail } = await failureOf(run);
    return [kind, detail.reason && sayReason(detail.reason, 'Shopee').text];
  };

  it.each([
    ['region', 'rejected', 'Shopee chưa mở bán live cho gian này. Live ở kênh khác được.'],
    ['busy', 'throttled', undefined],
  ])(
    'where it refuses for its %s, that is said in words or waited for',
    async (mood, ...wanted) => {
      await control('POST', 'settings', { liveRefuses: mood });
      expect(await told(() => live.create(plan()))).toEqual(wanted);
      await control('POST', 'settings', { liveRefuses: 'nothing' });
    },
  );

  it('takes no words that it finds offensive, and says so', async () => {
    const id = await live.create(plan());
    await live.start(id);
    expect(await told(async () => live.post?.(id, 'Không lừa đảo ạ'))).toEqual([
      'rejected',
      'Shopee không cho viết câu này. Viết lại câu khác.',
    ]);
  });

  it.each(['seconds', 'milliseconds'])('reads times that are told in %s', async (liveTimesIn) => {
    await control('POST', 'settings', { liveTimesIn });
    const id = await live.create(plan());
    await live.start(id);
    const { startedAt } = await live.detail(id);
    expect(Math.abs((startedAt ?? 0) - drive.bench.access.now())).toBeLessThan(60_000);
  });

  it('a burst of comments longer than one page is heard whole', async () => {
    await control('POST', 'settings', { liveCommentsPage: 2 });
    const id = await live.create(plan());
    await live.start(id);
    const said: (string | null)[] = [];
    for (let at = 0; at < 5; at += 1)
      said.push(await drive.bench.live!.comment(drive.shop, id, `Khách ${at}`, `mã ${at}`));
    expect((await live.comments(id, '')).comments.map((one) => one.externalId)).toEqual(said);
  });

  it('leave taken back needs a person', async () => {
    await drive.bench.behave('revoked-shop', drive.shop);
    expect((await told(() => live.detail('1')))[0]).toBe('reconnect');
  });
});

describe('Shopee alone', () => {
  let drive: Drive;
  const path = (rest: string) => `shops/${drive.shop.externalShopId}/${rest}`;
  beforeAll(async () => {
    drive = await Drive.start(await open());
  });
  afterAll(() => drive.bench.close());

  it('a promotion holds price and pieces: they come again later, and then arrive', async () => {
    const kept = await drive.listed(2);
    const item = path(`items/${kept.product.externalItemId}/promotion`);
    await control('POST', item, { on: true, reserved: 5 });
    reprice(
      kept,
      () => 90_000,
      () => 2,
    );
    expect(await drive.push('price', kept)).toMatchObject([
      { kind: 'deferred', reason: { key: 'price_locked' } },
      { kind: 'deferred', reason: { key: 'price_locked' } },
    ]);
    expect(await drive.push('stock', kept)).toMatchObject([
      { kind: 'deferred', reason: { key: 'stock_locked' } },
      { kind: 'deferred', reason: { key: 'stock_locked' } },
    ]);
    await control('POST', item, { on: false });
    for (const group of ['price', 'stock']) await drive.settle(group, kept);
    expect(await drive.shownOf(kept)).toMatchObject([
      { qty: 2, priceVnd: 90_000 },
      { qty: 2, priceVnd: 90_000 },
    ]);
  });

  it('an item taken down by Shopee is told, and a webhook says it first', async () => {
    await shopee.subscribe?.(drive.access(), drive.bench.callbackUrl);
    const kept = await drive.listed(1);
    const before = drive.bench.deliveries().length;
    await control('POST', path(`items/${kept.product.externalItemId}/ban`), {});
    await until(() => drive.bench.deliveries().length > before);
    const events = drive.bench
      .deliveries()
      .slice(before)
      .flatMap((one) => shopee.webhooks?.events(one) ?? []);
    expect(events).toMatchObject([
      { kind: 'listing', externalItemId: kept.product.externalItemId },
    ]);
    expect(await drive.push('item', kept)).toMatchObject([
      { kind: 'rejected', reason: { key: 'not_allowed' } },
    ]);
  });

  it('permission taken back and running out are told for the right shop', async () => {
    const before = drive.bench.deliveries().length;
    await control('POST', path('expire-soon'), {});
    await until(() => drive.bench.deliveries().length > before);
    await drive.bench.behave('revoked-shop', drive.shop);
    await until(() => drive.bench.deliveries().length > before + 1);
    const events = drive.bench
      .deliveries()
      .slice(before)
      .flatMap((one) => shopee.webhooks?.events(one) ?? []);
    const { externalShopId } = drive.shop;
    expect(events).toMatchObject([
      { kind: 'expiring', externalShopId },
      { kind: 'disconnected', externalShopId },
    ]);
  });

  it('a shop with warehouses gets its stock at one of its places', async () => {
    const { shopId } = await control<{ shopId: number }>('POST', 'shops', { name: 'HTX Hai Kho' });
    await control('POST', `shops/${shopId}/warehouses`, { names: ['Kho A', 'Kho B'] });
    const granted = await control<{ code: string }>('POST', `shops/${shopId}/authorize`, {});
    const query = { code: granted.code, shop_id: String(shopId) };
    const [shop] = await shopee.auth.exchange(drive.bench.access, REDIRECT, query);
    if (!shop) throw new Error('no shop');
    drive.use(shop);
    expect(shop.settings['locationId']).toBe(`VN${shopId}1`);
    const kept = await drive.listed(2);
    restock(kept, () => 8);
    await drive.settle('stock', kept);
    expect((await drive.shownOf(kept)).map((one) => one.qty)).toEqual([8, 8]);
  });

  it('a parcel is brought where nobody fetches it, and asked for again where the carrier came in vain', async () => {
    await control('POST', 'settings', { newItemBlindMs: 0 });
    const kept = await drive.listed(1);
    const bought = async () => {
      const orderSn = await drive.bench.buy!(drive.shop, kept.product.variants[0]!.sku, 1);
      const [order] = await drive.client.orders!.get([orderSn]);
      return order!;
    };
    for (const handover of ['dropoff', 'branch', 'pickup'] as const) {
      await control('POST', 'settings', { handover });
      const order = await bought();
      const [parcel] = await drive.client.shipping!.arrange(order);
      expect(parcel?.externalParcelId).toMatch(/^OFG/);
      if (handover !== 'pickup') continue;
      await control('POST', path(`orders/${order.externalOrderId}/pickup-failed`));
      await drive.client.shipping!.arrange(order);
      const [after] = await drive.client.orders!.get([order.externalOrderId]);
      expect(after?.channelStatus).toBe('PROCESSED');
      drive.bench.advance(2_000);
      const [told] = await drive.client.shipping!.arrange(order);
      expect(told).toMatchObject({
        trackingNumber: expect.stringMatching(/^SPX/),
        carrier: 'Nhanh',
      });
      await control('POST', path(`orders/${order.externalOrderId}/pickup`));
      await expect(drive.client.shipping!.label!(order, told!)).rejects.toMatchObject({
        kind: 'rejected',
      });
    }
  });

  it('an attribute that the category must have is asked for by name, and then sent', async () => {
    const product = drive.bench.product(1);
    product.answers = { categoryId: '100664' };
    const kept = { product };
    expect(await drive.settle('item', kept)).toMatchObject([
      {
        kind: 'rejected',
        reason: {
          key: 'missing_attribute',
          field: 'attr:200101',
          values: { field: 'Số đăng ký công bố' },
        },
      },
    ]);
    kept.product = {
      ...kept.product,
      answers: { ...product.answers, 'attr:200101': 'CB-123', 'attr:200001': '20000100' },
    };
    await drive.list(kept);
    expect(drive.requests.some((one) => one.label === 'shopee product/add_item')).toBe(true);
  });

  it('what Shopee takes for advertising and puts right is told beside the orders', async () => {
    await control('POST', path('wallet'), { type: '450', amount: -50_000 });
    await control('POST', path('wallet'), { type: '401', amount: 20_000 });
    const now = drive.bench.access.now();
    const window = { fromAt: now - 60_000, toAt: now + 1_000 };
    const found = [];
    let cursor = '';
    do {
      const page = await drive.client.settlements!.pull(window, cursor);
      found.push(...page.entries);
      cursor = page.next;
    } while (cursor !== '');
    expect(found.filter((one) => one.kind === 'adjustment').map((one) => one.amountVnd)).toEqual(
      expect.arrayContaining([-50_000, 20_000]),
    );
  });

  it('taxes withheld in Viet Nam are parts of what is paid out', async () => {
    const kept = await drive.listed(1);
    const orderSn = await drive.bench.buy!(drive.shop, kept.product.variants[0]!.sku, 1);
    const [order] = await drive.client.orders!.get([orderSn]);
    await drive.client.shipping!.arrange(order!);
    for (const step of ['pickup', 'deliver', 'complete'] as const)
      await drive.bench.step!(drive.shop, orderSn, step);
    const now = drive.bench.access.now();
    const { entries } = await drive.client.settlements!.pull(
      { fromAt: now - 60_000, toAt: now + 1_000 },
      '',
    );
    expect(entries.find((one) => one.externalOrderId === orderSn)?.parts).toEqual(
      expect.arrayContaining([
        { kind: 'goods', name: 'original_price', amountVnd: 60_000 },
        { kind: 'commission', name: 'commission_fee', amountVnd: -2_400 },
        { kind: 'vat', name: 'withholding_vat_tax', amountVnd: -600 },
        { kind: 'income_tax', name: 'withholding_pit_tax', amountVnd: -300 },
      ]),
    );
  });
});

import { tiktokShop } from '@ganh/channels/tiktok-shop';
import { describeAdapter } from '../../libs/channels/kit/contract.suite';
import {
  Drive,
  failureOf,
  reprice,
  restock,
  until,
  type ContractBench,
  type Kept,
} from '../../libs/channels/kit/drive.suite';
import {
  type ChannelSandbox,
  credentialsOf,
  newProduct,
  openChannelSandbox,
  queryOf,
} from '../support/channel-sandbox';

interface ShownItem {
  itemId: string;
  name: string;
  onSale: boolean;
  models: { modelId: string; sku: string; price: number; stock: number }[];
}

const REDIRECT = 'https://htx.example/channels/tiktok-shop/back';

let control: ChannelSandbox['control'];

async function open(): Promise<ContractBench> {
  const sandbox = await openChannelSandbox(tiktokShop);
  const { index } = sandbox;
  control = sandbox.control;
  // Nobody waits an hour for second thoughts, except where the hour is what is tried.
  await control('POST', 'settings', { holdMs: 0, redirectUrl: REDIRECT });
  const items = (shopId: string) => control<ShownItem[]>('GET', `shops/${shopId}/items`);
  const step = (shopId: string, orderId: string, name: string) =>
    control<{ returnId: string }>('POST', `shops/${shopId}/orders/${orderId}/${name}`);
  return {
    adapter: tiktokShop,
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
      const { state, service_id } = queryOf(authorizeUrl);
      expect(service_id).toBe(index['service_id']);
      const { shopId } = await control<{ shopId: string }>('POST', 'shops', {
        name: 'HTX Bến Lau',
      });
      const path = `shops/${shopId}/authorize`;
      const { location } = await control<{ location: string }>('POST', path, { state });
      expect(location.startsWith(REDIRECT)).toBe(true);
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
          onSale: item.onSale,
        })),
      ),
    copies: async ({ externalShopId }, product) =>
      (await items(externalShopId)).filter((item) => item.name === product.title).length,
    buy: async ({ externalShopId }, sku, quantity) => {
      const body = { items: [{ sku, quantity }], cod: true };
      return (await control<{ orderId: string }>('POST', `shops/${externalShopId}/buy`, body))
        .orderId;
    },
    askToCancel: async ({ externalShopId }, id) =>
      void (await step(externalShopId, id, 'request-cancel')),
    step: async ({ externalShopId }, id, name) => void (await step(externalShopId, id, name)),
    askReturn: async ({ externalShopId }, id) =>
      (await step(externalShopId, id, 'request-return')).returnId,
    payOut: async ({ externalShopId }) =>
      void (await control('POST', `shops/${externalShopId}/pay-out`)),
    tooFast: sandbox.tooFast,
    deliveries: () => sandbox.deliveries,
    slowDown: sandbox.slowDown,
    advance: sandbox.advance,
    creation: { group: 'item', endpoint: '/product/202309/products' },
    reading: {
      endpoint: '/order/202309/orders/search',
      run: async (client, now) => client.orders?.pull({ fromAt: now - 60_000, toAt: now }, ''),
    },
    close: sandbox.close,
  };
}

describeAdapter('TikTok Shop', open);

describe('TikTok Shop alone', () => {
  let drive: Drive;
  const path = (rest: string) => `shops/${drive.shop.externalShopId}/${rest}`;
  const itemPath = (kept: Kept, rest: string) =>
    path(`items/${kept.product.externalItemId}/${rest}`);
  const answered = (answers: Record<string, string>, title?: string): Kept => {
    const product = drive.bench.product(1);
    return { product: { ...product, ...(title && { title }), answers } };
  };
  beforeAll(async () => {
    drive = await Drive.start(await open());
    await tiktokShop.subscribe?.(drive.access(), drive.bench.callbackUrl);
  });
  afterAll(() => drive.bench.close());

  it('a listing is looked at first, and the webhooks that tell of it name it to the digit', async () => {
    const kept = { product: drive.bench.product(1) };
    const [first] = await drive.push('item', kept);
    expect(first).toMatchObject({ kind: 'pending' });
    expect((await drive.shownOf(kept)).map((one) => one.onSale)).toEqual([false]);
    const before = drive.bench.deliveries().length;
    const id = first?.refs?.externalItemId ?? '';
    await control('POST', path(`items/${id}/audit`), { pass: true });
    await until(() => drive.bench.deliveries().length >= before + 2);
    const events = drive.bench
      .deliveries()
      .slice(before)
      .flatMap((one) => tiktokShop.webhooks?.events(one) ?? []);
    expect(BigInt(id) > BigInt(Number.MAX_SAFE_INTEGER)).toBe(true);
    expect(events).toMatchObject([
      { kind: 'listing', externalItemId: id },
      { kind: 'listing', externalItemId: id },
    ]);
    expect((await drive.shownOf(kept)).map((one) => one.onSale)).toEqual([true]);
  });

  it('one that is refused says why, and is looked at again once it has changed', async () => {
    await control('POST', 'settings', { refusedWord: 'thần dược' });
    const kept = answered({}, `Miến dong thần dược phơi nắng ${Date.now()}`);
    expect(await drive.settle('item', kept)).toMatchObject([
      { kind: 'rejected', reason: { code: 'Tên sản phẩm có từ không được phép' } },
    ]);
    kept.product = { ...kept.product, title: kept.product.title.replace('thần dược', 'sợi dai') };
    await drive.list(kept);
    expect((await drive.shownOf(kept)).map((one) => one.onSale)).toEqual([true]);
  });

  it('an edit that is refused leaves the listing of before on sale', async () => {
    const kept = await drive.listed(1);
    const { title } = kept.product;
    kept.product = { ...kept.product, title: `Thần dược ${title}` };
    expect(await drive.settle('item', kept)).toMatchObject([{ kind: 'rejected' }]);
    expect(await drive.bench.copies(drive.shop, { ...kept.product, title })).toBe(1);
    expect((await drive.shownOf(kept)).map((one) => one.onSale)).toEqual([true]);
  });

  it('what a category asks and nobody answered is told by its name', async () => {
    const unanswered = answered({ categoryId: '915208' });
    expect(await drive.settle('item', unanswered)).toMatchObject([
      {
        kind: 'rejected',
        reason: {
          key: 'missing_attribute',
          field: 'attr:101395',
          values: { field: 'Số đăng ký công bố' },
        },
      },
    ]);
    await drive.list(answered({ categoryId: '915208', 'attr:101395': '1234/2026/ĐKSP' }));
    const nameless = answered({}, `Sản phẩm không rõ loại nào cả ${Date.now()}`);
    expect(await drive.settle('item', nameless)).toMatchObject([
      { kind: 'rejected', reason: { key: 'missing_category' } },
    ]);
    const short = answered({}, 'Miến dong');
    expect(await drive.settle('item', short)).toMatchObject([
      { kind: 'rejected', reason: { key: 'title_too_short', values: { min: '25' } } },
    ]);
  });

  it('a promotion holds price and pieces: they come again later, and then arrive', async () => {
    const kept = await drive.listed(2);
    await control('POST', itemPath(kept, 'promotion'), { on: true, reserved: 5 });
    reprice(
      kept,
      () => 90_000,
      () => 2,
    );
    for (const [group, key] of [
      ['price', 'price_locked'],
      ['stock', 'stock_locked'],
    ] as const) {
      const outcomes = await drive.push(group, kept);
      expect(outcomes).toMatchObject(outcomes.map(() => ({ kind: 'deferred', reason: { key } })));
    }
    await control('POST', itemPath(kept, 'promotion'), { on: false });
    for (const group of ['price', 'stock']) await drive.settle(group, kept);
    expect((await drive.shownOf(kept)).map((one) => [one.qty, one.priceVnd])).toEqual([
      [2, 90_000],
      [2, 90_000],
    ]);
  });

  it('a price waits while the listing is off sale', async () => {
    const kept = await drive.listed(1);
    kept.product = { ...kept.product, hidden: true };
    await drive.settle('item', kept);
    expect(await drive.push('price', kept)).toMatchObject([{ kind: 'deferred' }]);
  });

  it('one that TikTok took down is told', async () => {
    const kept = await drive.listed(1);
    await control('POST', itemPath(kept, 'freeze'), {});
    expect(await drive.push('item', kept)).toMatchObject([
      { kind: 'rejected', reason: { key: 'not_allowed', code: 'FREEZE' } },
    ]);
  });

  it('an order is held for the hour of second thoughts, then packed', async () => {
    await control('POST', 'settings', { holdMs: 3_600_000 });
    const kept = await drive.listed(1);
    const id = await drive.bench.buy!(drive.shop, kept.product.variants[0]?.sku ?? '', 3);
    const { orders, shipping } = drive.client;
    const [held] = await orders!.get([id]);
    expect(held).toMatchObject({ status: 'to_confirm', buyer: { address: null } });
    expect(held?.lines).toMatchObject([{ quantity: 3 }]);
    expect(await failureOf(() => shipping!.arrange(held!))).toMatchObject({
      kind: 'throttled',
      detail: { retryAfterMs: 300_000 },
    });
    drive.bench.advance(3_600_001);
    const [free] = await orders!.get([id]);
    expect(free?.status).toBe('to_pack');
    expect(await shipping!.arrange(free!)).toMatchObject([{ carrier: 'J&T Express' }]);
    await control('POST', 'settings', { holdMs: 0 });
  });

  it('a return has two questions: the second is not answered by an answer to the first', async () => {
    const kept = await drive.listed(1);
    const id = await drive.bench.buy!(drive.shop, kept.product.variants[0]?.sku ?? '', 1);
    const [order] = await drive.client.orders!.get([id]);
    await drive.client.shipping!.arrange(order!);
    for (const name of ['pickup', 'deliver'] as const)
      await drive.bench.step!(drive.shop, id, name);
    const returnId = await drive.bench.askReturn!(drive.shop, id);
    const now = drive.bench.access.now();
    const window = { fromAt: now - 60_000, toAt: now + 60_000 };
    const find = async () =>
      (await drive.client.returns!.pull(window, '')).returns.find(
        (one) => one.externalReturnId === returnId,
      );
    const asked = await find();
    await drive.client.returns!.accept!(asked!);
    await control('POST', path(`returns/${returnId}/send`));
    await drive.client.returns!.accept!(asked!);
    const sent = await find();
    expect(sent?.status).toBe('on_the_way');
    await drive.client.returns!.accept!(sent!);
    expect((await find())?.status).toBe('refunded');
  });

  it('a shop with two places sells from its first', async () => {
    const { shopId } = await control<{ shopId: string }>('POST', 'shops', { name: 'HTX Hai Kho' });
    await control('POST', `shops/${shopId}/warehouses`, { names: ['Kho A', 'Kho B'] });
    const { code } = await control<{ code: string }>('POST', `shops/${shopId}/authorize`, {});
    const [shop] = await tiktokShop.auth.exchange(drive.bench.access, REDIRECT, { code });
    drive.use(shop!);
    expect(shop!.settings['warehouseId']).toMatch(/^\d+$/);
    const kept = await drive.listed(2);
    restock(kept, () => 8);
    await drive.settle('stock', kept);
    expect((await drive.shownOf(kept)).map((one) => one.qty)).toEqual([8, 8]);
  });

  it('a scope that is missing and a permission that runs out or is taken back need a person', async () => {
    const before = drive.bench.deliveries().length;
    await tiktokShop.subscribe?.(drive.access(), drive.bench.callbackUrl);
    await control('POST', path('expire-soon'), {});
    await until(() => drive.bench.deliveries().length > before);
    await control('POST', path('scopes'), { scopes: ['product'] });
    const now = drive.bench.access.now();
    const asked = () => drive.client.orders!.pull({ fromAt: now - 1_000, toAt: now }, '');
    expect(await failureOf(asked)).toMatchObject({ kind: 'reconnect', detail: { code: '105005' } });
    await drive.bench.behave('revoked-shop', drive.shop);
    await until(() => drive.bench.deliveries().length > before + 1);
    const events = drive.bench
      .deliveries()
      .slice(before)
      .flatMap((one) => tiktokShop.webhooks?.events(one) ?? []);
    const { externalShopId } = drive.shop;
    expect(events).toMatchObject([
      { kind: 'expiring', externalShopId },
      { kind: 'disconnected', externalShopId },
    ]);
  });

  it('a seller who says no is not connected', async () => {
    const { access } = drive.bench;
    const no = { code: 'null', error: 'auth_denied', state: 's' };
    const failure = await failureOf(() => tiktokShop.auth.exchange(access, REDIRECT, no));
    expect(failure).toMatchObject({ kind: 'reconnect', detail: { code: 'auth_denied' } });
  });
});

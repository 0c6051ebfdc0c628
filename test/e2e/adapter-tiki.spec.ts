import { tiki } from '@ganh/channels/tiki';
import type { GrantedShop, ProductSnapshot } from '@ganh/channels/kit';
import { describeAdapter } from '../../libs/channels/kit/contract.suite';
import { Drive, failureOf, reprice, type ContractBench } from '../../libs/channels/kit/drive.suite';
import {
  type ChannelSandbox,
  credentialsOf,
  newProduct,
  openChannelSandbox,
  queryOf,
} from '../support/channel-sandbox';

interface ShownItem {
  itemId: number | string;
  requestId: number;
  name: string;
  onSale: boolean;
  models: { sku: string; price: number; stock: number }[];
}

const REDIRECT = 'https://htx.example/channels/tiki/back';

let control: ChannelSandbox['control'];

/** What the category of the simulator wants to know. */
function product(variants: number): ProductSnapshot {
  return {
    ...newProduct(variants),
    answers: { categoryId: '26000', 'attr:origin': 'Việt Nam' },
  };
}

async function open(): Promise<ContractBench> {
  const sandbox = await openChannelSandbox(tiki);
  const { index } = sandbox;
  control = sandbox.control;
  const items = (shop: GrantedShop) =>
    control<ShownItem[]>('GET', `shops/${shop.externalShopId}/items`);
  const step = async (shop: GrantedShop, order: string, name: string) =>
    void (await control('POST', `shops/${shop.externalShopId}/orders/${order}/${name}`));
  return {
    adapter: tiki,
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
      const shop = await control<{ shopId: number }>('POST', 'shops', { name: 'HTX Bến Lau' });
      const path = `shops/${shop.shopId}/authorize`;
      const { location } = await control<{ location: string }>('POST', path, {
        redirect_uri,
        state,
      });
      return queryOf(location);
    },
    product,
    behave: sandbox.behave,
    calm: sandbox.calm,
    shown: async (shop) =>
      (await items(shop)).flatMap((item) =>
        item.models.map(({ sku, stock: qty, price: priceVnd }) => ({
          sku,
          qty,
          priceVnd,
          onSale: item.onSale,
        })),
      ),
    copies: async (shop, { title }) =>
      new Set((await items(shop)).filter((one) => one.name === title).map((one) => one.requestId))
        .size,
    buy: async ({ externalShopId }, sku, quantity) => {
      const body = { items: [{ sku, quantity }], cod: true };
      return (await control<{ orderId: string }>('POST', `shops/${externalShopId}/buy`, body))
        .orderId;
    },
    step,
    payOut: async ({ externalShopId }) =>
      void (await control('POST', `shops/${externalShopId}/pay-out`)),
    tooFast: sandbox.tooFast,
    deliveries: () => sandbox.deliveries,
    slowDown: sandbox.slowDown,
    advance: sandbox.advance,
    creation: { group: 'item', endpoint: 'v2/requests' },
    reading: {
      endpoint: 'v2/orders',
      run: async (client, now) => client.orders?.pull({ fromAt: now - 60_000, toAt: now }, ''),
    },
    close: sandbox.close,
  };
}

describeAdapter('Tiki', open);

describe('Tiki alone', () => {
  let drive: Drive;
  const path = (rest: string) => `shops/${drive.shop.externalShopId}/${rest}`;
  beforeAll(async () => {
    drive = await Drive.start(await open());
  });
  afterAll(() => drive.bench.close());

  it('a request that people refused is told in words, and handed in again when pressed', async () => {
    const kept = { product: product(2) };
    await control('POST', 'settings', { reviewer: 'reject' });
    expect(await drive.once('item', kept)).toMatchObject([{ kind: 'rejected' }]);
    await control('POST', 'settings', { reviewer: 'approve' });
    expect(await drive.once('item', kept)).toMatchObject([{ kind: 'accepted' }]);
  });

  it('what the category asks and nobody answered is named', async () => {
    const kept = { product: { ...product(1), answers: { categoryId: '26000' } } };
    expect(await drive.push('item', kept)).toMatchObject([
      { kind: 'rejected', reason: { key: 'missing_attribute', field: 'attr:origin' } },
    ]);
    kept.product = { ...kept.product, answers: {} as { categoryId: string } };
    expect(await drive.push('item', kept)).toMatchObject([
      { kind: 'rejected', reason: { key: 'missing_category', field: 'categoryId' } },
    ]);
  });

  it('a price below a tenth of the listing price is refused, its stock arrives', async () => {
    const kept = await drive.listed(1);
    reprice(
      kept,
      () => 5_000,
      () => 3,
    );
    expect(await drive.push('offer', kept)).toMatchObject([
      { kind: 'rejected', reason: { key: 'price_invalid' } },
    ]);
    expect(await drive.shownOf(kept)).toMatchObject([{ qty: 3, priceVnd: 60_000 }]);
  });

  it('other words go through approval, and the shown ones stay meanwhile', async () => {
    const kept = await drive.listed(2);
    const title = `${kept.product.title}, mới`;
    kept.product = { ...kept.product, title };
    const [first] = await drive.push('item', kept);
    expect(first?.kind).toBe('pending');
    expect(await drive.bench.copies(drive.shop, kept.product)).toBe(0);
    expect(await drive.once('item', kept)).toMatchObject([{ kind: 'accepted' }]);
    expect(await drive.bench.copies(drive.shop, kept.product)).toBe(1);
    expect(await drive.push('item', kept)).toMatchObject([{ kind: 'accepted' }]);
  });

  it('orders of every kind are confirmed by the call that is theirs', async () => {
    const kept = await drive.listed(1);
    const [variant] = kept.product.variants;
    for (const fulfillment_type of ['dropship', 'tiki_delivery', 'seller_delivery']) {
      const body = { items: [{ sku: variant?.sku, quantity: 1 }], paid: true, fulfillment_type };
      const { orderId } = await control<{ orderId: string }>('POST', path('buy'), body);
      const [order] = (await drive.client.orders?.get([orderId])) ?? [];
      expect(order).toMatchObject({ status: 'to_pack', payment: 'prepaid', paid: true });
      expect(order?.shipByAt).not.toBeNull();
      const parcels = await drive.client.shipping?.arrange(order!);
      expect(parcels).toMatchObject([
        { externalParcelId: orderId, trackingNumber: `TNSL${orderId}` },
      ]);
    }
  });

  it('an order that nobody confirmed in time is cancelled there, and seen', async () => {
    const kept = await drive.listed(1);
    const id = (await drive.bench.buy?.(drive.shop, kept.product.variants[0]?.sku ?? '', 1)) ?? '';
    drive.bench.advance(25 * 3_600_000);
    const tokens = await tiki.auth.refresh?.(
      drive.bench.access,
      drive.shop.externalShopId,
      drive.shop.tokens,
    );
    drive.use({ ...drive.shop, tokens: tokens ?? drive.shop.tokens });
    expect(await drive.client.orders?.get([id])).toMatchObject([{ status: 'cancelled' }]);
  });

  it('an app that says who it is in the form does so, and is refused the other way', async () => {
    await control('POST', 'app', { clientAuth: 'client_secret_post' });
    const { access } = drive.bench;
    const granted = await control<{ code: string }>('POST', path('authorize'), {
      redirect_uri: REDIRECT,
    });
    const query = { code: granted.code };
    const byHeader = await failureOf(() => tiki.auth.exchange(access, REDIRECT, query));
    expect([byHeader.kind, byHeader.detail.code]).toEqual(['rejected', 'invalid_client']);
    const app = { ...access.app, client_auth: 'client_secret_post' };
    expect(await tiki.auth.exchange({ ...access, app }, REDIRECT, query)).toHaveLength(1);
    await control('POST', 'app', { clientAuth: 'client_secret_basic' });
  });

  it('a seller that Tiki closed is told as nobody’s item', async () => {
    await control('POST', path('active'), { on: false });
    const failure = await failureOf(async () => drive.client.orders?.get(['1']));
    expect([failure.kind, failure.detail.code, failure.detail.reason]).toEqual([
      'rejected',
      'http_403',
      undefined,
    ]);
    await control('POST', path('active'), { on: true });
  });
});

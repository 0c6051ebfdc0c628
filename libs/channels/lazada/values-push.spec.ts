import { productOf, rowsOf, scriptedChannel, shopAccess, variantOf } from '../kit/scripted.suite';
import { pushStock } from './values-push';

const STOCK = 'lazada product/stock/sellable/update';
const product = productOf({
  externalItemId: '11',
  variants: [1, 2, 3].map((n) => variantOf({ sku: `G-${n}`, externalId: String(20 + n) })),
});
const failed = (detail: object[]) => ({ code: '501', message: 'E501', request_id: 'r', detail });
const shown = (quantities: number[]) => ({
  code: '0',
  data: {
    products: [
      {
        item_id: 11,
        skus: quantities.map((Available, at) => ({
          SkuId: 22 + at,
          SellerSku: `G-${at + 2}`,
          Available,
        })),
      },
    ],
  },
});

describe('stock', () => {
  it('goes as what may still be sold, ids and values as texts', async () => {
    const channel = scriptedChannel({ [STOCK]: { code: '0', data: {}, request_id: 'r' } });
    const outcomes = await pushStock(shopAccess(channel.send), rowsOf(product));
    expect(outcomes.map((one) => one.kind)).toEqual(['accepted', 'accepted', 'accepted']);
    const { payload = '' } = channel.bodyOf(STOCK) as Record<string, string>;
    expect(JSON.parse(payload)).toMatchObject({
      Request: {
        Product: {
          Skus: {
            Sku: [
              { ItemId: '11', SkuId: '21', SellerSku: 'G-1', SellableQuantity: '12' },
              { SkuId: '22' },
              { SkuId: '23' },
            ],
          },
        },
      },
    });
  });

  it('of SKUs that an answer does not name is looked at before it is believed', async () => {
    const channel = scriptedChannel({
      [STOCK]: failed([{ seller_sku: 'G-1', message: '4170: may not decrease stocks' }]),
      'lazada products/get': shown([12, 5]),
    });
    expect(await pushStock(shopAccess(channel.send), rowsOf(product))).toMatchObject([
      { key: 'G-1', kind: 'deferred', reason: { key: 'stock_locked' } },
      { key: 'G-2', kind: 'accepted' },
      { key: 'G-3', kind: 'deferred' },
    ]);
  });

  it.each([
    ['4136: SELLER_SKU_NOT_FOUND', { kind: 'rejected', reason: { key: 'gone' } }],
    ['E006: Unexpected internal error', { kind: 'deferred' }],
    ['no code at all', { kind: 'deferred' }],
  ])('refused with %j', async (message, outcome) => {
    const detail = product.variants.map(({ sku }) => ({ seller_sku: sku, message }));
    const channel = scriptedChannel({
      [STOCK]: failed(detail),
      'lazada products/get': shown([]),
    });
    const [first] = await pushStock(shopAccess(channel.send), rowsOf(product));
    expect(first).toMatchObject(outcome);
  });

  it('an error of the whole call that names nobody is the call’s', async () => {
    const channel = scriptedChannel({ [STOCK]: { code: '901', message: 'too frequent' } });
    await expect(pushStock(shopAccess(channel.send), rowsOf(product))).rejects.toMatchObject({
      kind: 'throttled',
    });
  });
});

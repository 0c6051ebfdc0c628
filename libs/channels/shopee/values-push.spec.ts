import {
  failureOf,
  productOf,
  rowsOf,
  scriptedChannel,
  shopAccess,
  variantOf,
  itemOf,
} from '../kit/scripted.suite';
import type { PushItem } from '@ganh/channels/kit';
import { modelRefusal, pushPrices, pushStock } from './values-push';

const app = { partner_id: '1', partner_key: 'k' };
const STOCK = 'shopee product/update_stock';
const PRICE = 'shopee product/update_price';

const three = () =>
  productOf({
    externalItemId: '801',
    variants: ['901', '902', '903'].map((id, at) =>
      variantOf({
        sku: `G-${at + 1}`,
        externalId: id,
        availableQty: at * 2.5,
        priceVnd: 50_000 + at,
      }),
    ),
  });

function stock(
  answer: unknown,
  items: PushItem[] = rowsOf(three()),
  settings: Record<string, string> = {},
) {
  const channel = scriptedChannel({ [STOCK]: answer });
  return { channel, pushed: pushStock(shopAccess(channel.send, { app, settings }), items) };
}

const done = (list: object[], failures: object[] = [], error = '') => ({
  error,
  message: '',
  response: { success_list: list, failure_list: failures },
});
const all = [
  { model_id: 901, stock: 0 },
  { model_id: 902, stock: 2 },
  { model_id: 903, stock: 5 },
];

describe('stock', () => {
  it('goes in one call, absolute and in whole pieces', async () => {
    const { channel, pushed } = stock(done(all));
    expect((await pushed).map((one) => [one.key, one.kind])).toEqual([
      ['G-1', 'accepted'],
      ['G-2', 'accepted'],
      ['G-3', 'accepted'],
    ]);
    expect(channel.requests).toHaveLength(1);
    expect(channel.bodyOf(STOCK)).toEqual({
      item_id: 801,
      stock_list: [
        { model_id: 901, seller_stock: [{ stock: 0 }] },
        { model_id: 902, seller_stock: [{ stock: 2 }] },
        { model_id: 903, seller_stock: [{ stock: 5 }] },
      ],
    });
  });

  it.each(['error_busi_update_stock_failed', ''])(
    'partly failed is read from the list, whether error is %j',
    async (error) => {
      const failed = [
        { model_id: 902, failed_reason: 'Stock must not be below reserved stock.' },
        { model_id: 903, failed_reason: 'Wrong model_id.' },
      ];
      const outcomes = await stock(done([all[0] ?? {}], failed, error)).pushed;
      expect(outcomes).toMatchObject([
        { key: 'G-1', kind: 'accepted' },
        { key: 'G-2', kind: 'deferred', reason: { key: 'stock_locked' } },
        { key: 'G-3', kind: 'rejected', reason: { key: 'gone' } },
      ]);
    },
  );

  it('that comes back other than it was sent, or not at all, has not arrived', async () => {
    const outcomes = await stock(
      done([
        { model_id: 901, stock: 7 },
        { model_id: 902, stock: 2 },
      ]),
    ).pushed;
    expect(outcomes.map((one) => one.kind)).toEqual(['deferred', 'accepted', 'deferred']);
  });

  it('names the location in a shop with warehouses', async () => {
    const { channel, pushed } = stock(done(all), rowsOf(three()), { locationId: 'VN1' });
    await pushed;
    expect(channel.bodyOf(STOCK)).toMatchObject({
      stock_list: [{ seller_stock: [{ location_id: 'VN1', stock: 0 }] }, {}, {}],
    });
  });

  it('of an item without variants goes to model 0', async () => {
    const one = productOf({ externalItemId: '801' });
    const { channel, pushed } = stock(
      done([{ model_id: 0, location_id: '', stock: 12 }]),
      rowsOf(one),
    );
    expect(await pushed).toEqual([{ key: 'G-1001', kind: 'accepted' }]);
    expect(channel.bodyOf(STOCK)).toMatchObject({ stock_list: [{ model_id: 0 }] });
  });

  it('waits for the item, and for a variant that Shopee does not know yet', async () => {
    const noItem = stock({}, rowsOf(productOf()));
    expect(await noItem.pushed).toMatchObject([{ kind: 'deferred' }]);
    const hidden = stock({}, rowsOf(productOf({ hidden: true })));
    expect(await hidden.pushed).toMatchObject([{ kind: 'unchanged' }]);
    const product = productOf({
      externalItemId: '801',
      variants: [
        variantOf({ sku: 'G-1', externalId: '901', availableQty: 4 }),
        variantOf({ sku: 'G-2' }),
      ],
    });
    const { channel, pushed } = stock(done([{ model_id: 901, stock: 4 }]), rowsOf(product));
    expect((await pushed).map((one) => [one.key, one.kind]).sort()).toEqual([
      ['G-1', 'accepted'],
      ['G-2', 'deferred'],
    ]);
    expect(channel.bodyOf(STOCK)).toMatchObject({ stock_list: [{ model_id: 901 }] });
    expect(noItem.channel.requests).toHaveLength(0);
  });

  it('refused as a whole refuses each of its items', async () => {
    const outcomes = await stock({ error: 'error_item_not_found', message: '' }).pushed;
    expect(outcomes.map((one) => one.kind)).toEqual(['rejected', 'rejected', 'rejected']);
  });

  it.each([
    ['error_rate_limit', 'throttled'],
    ['invalid_acceess_token', 'tokenExpired'],
    ['error_inner', 'transient'],
  ])("%s is the call's failure: %s", async (error, kind) => {
    expect((await failureOf(() => stock({ error, message: '' }).pushed)).kind).toBe(kind);
  });

  it('an answer without its lists is no answer', async () => {
    expect((await failureOf(() => stock({ error: '', response: {} }).pushed)).kind).toBe(
      'unexpectedShape',
    );
  });

  it('takes variants of one item only', async () => {
    const rows = [
      ...rowsOf(three()),
      itemOf(productOf({ externalItemId: '802' }), { variant: variantOf({ externalId: '0' }) }),
    ];
    await expect(stock(done(all), rows).pushed).rejects.toThrow('one item');
  });
});

describe('prices', () => {
  it('go in whole đồng', async () => {
    const success = [901, 902, 903].map((model_id, at) => ({
      model_id,
      original_price: 50_000 + at,
    }));
    const channel = scriptedChannel({ [PRICE]: done(success) });
    const outcomes = await pushPrices(shopAccess(channel.send, { app }), rowsOf(three()));
    expect(outcomes.map((one) => one.kind)).toEqual(['accepted', 'accepted', 'accepted']);
    expect(channel.bodyOf(PRICE)).toEqual({
      item_id: 801,
      price_list: success.map(({ model_id, original_price }) => ({ model_id, original_price })),
    });
  });

  it('held by a promotion come again later', async () => {
    const channel = scriptedChannel({
      [PRICE]: { error: 'error_cannt_edit_price_in_promotion', message: '' },
    });
    const outcomes = await pushPrices(shopAccess(channel.send, { app }), rowsOf(three()));
    expect(outcomes[0]).toMatchObject({ kind: 'deferred', reason: { key: 'price_locked' } });
  });
});

describe('the reason of one model', () => {
  it.each([
    ['Stock must be larger than reserved stock', 'deferred', 'stock_locked'],
    ['item is in promotion', 'deferred', 'stock_locked'],
    ['Wrong model_id.', 'rejected', 'gone'],
    ['error_invalid_price', 'rejected', 'price_invalid'],
    ['a sentence of tomorrow', 'deferred', 'other'],
    ['', 'deferred', 'other'],
  ])('%j is %s: %s', (text, kind, key) => {
    expect(modelRefusal(text, 'stock_locked')).toMatchObject({ kind, reason: { key } });
  });
});

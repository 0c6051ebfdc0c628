import { NOW, productOf } from '../kit/scripted.suite';
import { ok, push, refusal, twoVariants } from './item-answers.suite';

describe('variants', () => {
  const product = (memory: Record<string, string> = {}) =>
    productOf({ externalItemId: '801', variants: twoVariants(), memory });
  const models = (list: [id: number, sku: string, at: number][], options: string[]) =>
    ok({
      model: list.map(([model_id, model_sku, at]) => ({ model_id, model_sku, tier_index: [at] })),
      tier_variation: options.length
        ? [{ name: 'Phân loại', option_list: options.map((option) => ({ option })) }]
        : [],
    });
  const both = models(
    [
      [901, 'G-1', 0],
      [902, 'G-2', 1],
    ],
    ['Túi 500 g', 'Túi 1 kg'],
  );

  it('are given to an item that has none', async () => {
    const { channel, pushed } = push(product(), {
      'shopee product/get_model_list': [models([], []), both],
      'shopee product/init_tier_variation': ok({}),
    });
    expect(await pushed).toMatchObject({
      kind: 'accepted',
      refs: { externalVariantIds: { 'G-1': '901', 'G-2': '902' } },
    });
    expect(channel.bodyOf('shopee product/init_tier_variation')).toEqual({
      item_id: 801,
      standardise_tier_variation: [
        {
          variation_id: 0,
          variation_name: 'Phân loại',
          variation_option_list: [
            { variation_option_id: 0, variation_option_name: 'Túi 500 g' },
            { variation_option_id: 0, variation_option_name: 'Túi 1 kg' },
          ],
        },
      ],
      model: [
        {
          tier_index: [0],
          original_price: 65_000,
          model_sku: 'G-1',
          seller_stock: [{ stock: 5 }],
          weight: 0.52,
        },
        {
          tier_index: [1],
          original_price: 120_000,
          model_sku: 'G-2',
          seller_stock: [{ stock: 3 }],
          weight: 1.05,
        },
      ],
    });
  });

  it('are never given twice: that would change every id', async () => {
    const { channel, pushed } = push(product(), { 'shopee product/get_model_list': both });
    expect((await pushed).kind).toBe('accepted');
    expect(channel.labels()).not.toContain('shopee product/init_tier_variation');
  });

  it.each([
    ['option and model', ['Túi 500 g'], true],
    ['the model, after an earlier try had added the option', ['Túi 500 g', 'Túi 1 kg'], false],
  ])('a later one adds %s', async (_what, options, addsOption) => {
    const { channel, pushed } = push(product(), {
      'shopee product/get_model_list': [models([[901, 'G-1', 0]], options), both],
      'shopee product/update_tier_variation': ok({}),
      'shopee product/add_model': ok({}),
    });
    expect(await pushed).toMatchObject({
      refs: { externalVariantIds: { 'G-1': '901', 'G-2': '902' } },
    });
    expect(channel.labels().includes('shopee product/update_tier_variation')).toBe(addsOption);
    if (addsOption) {
      expect(channel.bodyOf('shopee product/update_tier_variation')).toMatchObject({
        model_list: [{ model_id: 901, tier_index: [0] }],
        standardise_tier_variation: [
          { variation_option_list: [{}, { variation_option_name: 'Túi 1 kg' }] },
        ],
      });
    }
    expect(channel.bodyOf('shopee product/add_model')).toMatchObject({
      model_list: [{ tier_index: [1], model_sku: 'G-2' }],
    });
  });

  it('wait while the item is new', async () => {
    const early = push(product({ addedAt: String(NOW - 2_000) }));
    expect(await early.pushed).toMatchObject({ kind: 'deferred', retryAfterMs: 3_000 });
    const unseen = push(product({ addedAt: String(NOW - 20_000) }), {
      'shopee product/get_item_base_info': refusal('error_item_not_found'),
    });
    expect((await unseen.pushed).kind).toBe('deferred');
    const unready = push(product({ addedAt: String(NOW - 20_000) }), {
      'shopee product/get_model_list': models([], []),
      'shopee product/init_tier_variation': refusal('error_item_not_found'),
    });
    expect((await unready.pushed).kind).toBe('deferred');
  });

  it('with ids beyond 2^53 keep every digit', async () => {
    const { channel, pushed } = push(productOf({ externalItemId: '9007199254740993' }), {
      'shopee product/get_item_base_info': {
        status: 200,
        text: '{"error":"","response":{"item_list":[{"item_id":9007199254740993,"item_status":"NORMAL"}]}}',
      },
    });
    expect(await pushed).toMatchObject({ refs: { externalItemId: '9007199254740993' } });
    expect(channel.bodyOf('shopee product/update_item')).toMatchObject({
      item_id: '9007199254740993',
    });
  });
});

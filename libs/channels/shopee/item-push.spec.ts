import type { ProductSnapshot } from '@ganh/channels/kit';
import {
  failureOf,
  lostAnswer,
  NOW,
  productOf,
  variantOf,
  type Scripted,
} from '../kit/scripted.suite';
import { listedItem, ok, push, refusal, twoVariants } from './item-answers.suite';

describe('a new item', () => {
  it('is made from one variant with all that Shopee wants, and remembers its photos', async () => {
    const { channel, pushed } = push(productOf());
    expect(await pushed).toEqual({
      key: 'k1',
      kind: 'accepted',
      refs: {
        externalItemId: '801',
        externalVariantIds: { 'G-1001': '0' },
        viewUrl: 'https://shop.example/600100001/801',
        memory: {
          'image:p1': 'img-1',
          categoryId: '100661',
          content: expect.any(String),
          addedAt: String(NOW),
        },
      },
    });
    expect(channel.bodyOf('shopee product/add_item')).toEqual({
      item_name: 'Miến dong Bến Lau 500 g',
      description: 'Miến dong phơi nắng, sợi dai.',
      weight: 0.52,
      image: { image_id_list: ['img-1'] },
      original_price: 65_000,
      category_id: 100661,
      item_sku: 'G-1001',
      item_status: 'NORMAL',
      condition: 'NEW',
      seller_stock: [{ stock: 12 }],
      brand: { brand_id: 0, original_brand_name: 'No Brand' },
      logistic_info: [{ logistic_id: 50021, enabled: true, is_free: false }],
    });
  });

  it("takes the seller's answers before guesses, and an uploaded photo is not uploaded again", async () => {
    const product = productOf({
      answers: { categoryId: '100663', weightGrams: '700', title: 'Miến dong Bến Lau gói lớn' },
      variants: [variantOf({ weightGrams: null })],
      memory: { 'image:p1': 'old' },
    });
    const { channel, pushed } = push(product);
    expect((await pushed).kind).toBe('accepted');
    expect(channel.labels()).not.toContain('shopee product/category_recommend');
    expect(channel.labels()).not.toContain('shopee media_space/upload_image');
    expect(channel.bodyOf('shopee product/add_item')).toMatchObject({
      category_id: 100663,
      weight: 0.7,
      item_name: 'Miến dong Bến Lau gói lớn',
      image: { image_id_list: ['old'] },
    });
  });

  it('of several variants starts without stock and waits until it can be read', async () => {
    const { channel, pushed } = push(productOf({ variants: twoVariants() }));
    expect(await pushed).toMatchObject({
      kind: 'deferred',
      retryAfterMs: 5_000,
      refs: { externalItemId: '801' },
    });
    expect(channel.bodyOf('shopee product/add_item')).toMatchObject({
      seller_stock: [{ stock: 0 }],
      weight: 1.05,
      item_sku: 'G-1',
    });
  });

  it.each<[string, ProductSnapshot, Record<string, Scripted>, object]>([
    [
      'no weight',
      productOf({ variants: [variantOf({ weightGrams: null })] }),
      {},
      { key: 'missing_weight', field: 'weightGrams' },
    ],
    ['no photo', productOf({ photos: [] }), {}, { key: 'missing_photo' }],
    [
      'no price',
      productOf({ variants: [variantOf({ priceVnd: 0 })] }),
      {},
      { key: 'price_invalid' },
    ],
    [
      'a ratio over five',
      productOf({
        variants: [
          variantOf({ sku: 'a', priceVnd: 10_000 }),
          variantOf({ sku: 'b', priceVnd: 50_001 }),
        ],
      }),
      {},
      { key: 'price_invalid', code: 'price_ratio' },
    ],
    [
      'no category',
      productOf(),
      { 'shopee product/category_recommend': ok({ category_id: [] }) },
      { key: 'missing_category' },
    ],
    [
      'a long title',
      productOf({ title: 'x'.repeat(41) }),
      {},
      { key: 'title_too_long', values: { max: '40' } },
    ],
    [
      'a short title',
      productOf({ title: 'Mật ong' }),
      {},
      { key: 'title_too_short', values: { min: '10' } },
    ],
    ['no description', productOf({ description: ' ' }), {}, { key: 'missing_description' }],
    [
      'no carrier',
      productOf(),
      { 'shopee logistics/get_channel_list': ok({ logistics_channel_list: null }) },
      { key: 'no_delivery_option' },
    ],
    [
      'a bad photo',
      productOf(),
      {
        'shopee media_space/upload_image': ok({
          image_info_list: [{ error: 'bad', image_info: null }],
        }),
      },
      { key: 'photo_unusable', code: 'bad' },
    ],
    [
      'a refusal of Shopee',
      productOf(),
      { 'shopee product/add_item': refusal('error_less_required_attribute') },
      { key: 'missing_attribute', code: 'error_less_required_attribute' },
    ],
  ])('with %s is refused in words', async (_what, product, answers, reason) => {
    expect(await push(product, answers).pushed).toMatchObject({ kind: 'rejected', reason });
  });

  it('that is hidden is not made', async () => {
    const { channel, pushed } = push(productOf({ hidden: true }));
    expect(await pushed).toEqual({ key: 'k1', kind: 'unchanged' });
    expect(channel.requests).toHaveLength(0);
  });
});

describe('an answer that got lost', () => {
  const found = { 'shopee product/search_item': ok({ item_id_list: [801] }) };

  it('leaves word not to look too early', async () => {
    const { pushed } = push(productOf(), { 'shopee product/add_item': lostAnswer() });
    const failure = await failureOf(() => pushed);
    expect(failure).toMatchObject({
      kind: 'transient',
      detail: { ambiguous: true, retryAfterMs: 6_000 },
    });
  });

  it('is looked for by sku before anything is made again', async () => {
    const { channel, pushed } = push(productOf(), found, { mayExist: true });
    expect(await pushed).toMatchObject({ kind: 'accepted', refs: { externalItemId: '801' } });
    expect(channel.labels()).not.toContain('shopee product/add_item');
    expect(channel.queryOf('shopee product/search_item')).toMatchObject({ item_sku: 'G-1001' });
  });

  it.each([
    ['nothing', { 'shopee product/search_item': ok({ item_id_list: [] }) }],
    [
      'another sku',
      { ...found, 'shopee product/get_item_base_info': listedItem({ item_sku: 'G-10010' }) },
    ],
    [
      'a deleted item',
      {
        ...found,
        'shopee product/get_item_base_info': listedItem({ item_status: 'SELLER_DELETE' }),
      },
    ],
  ])('and where %s is found, the item is made', async (_what, answers) => {
    const { channel, pushed } = push(productOf(), answers, { mayExist: true });
    expect((await pushed).kind).toBe('accepted');
    expect(channel.labels()).toContain('shopee product/add_item');
  });
});

describe('an item that exists', () => {
  const there = (over: Partial<ProductSnapshot> = {}) =>
    productOf({ externalItemId: '801', ...over });

  it('gets its new content once', async () => {
    const first = push(there());
    const outcome = await first.pushed;
    expect(outcome).toMatchObject({
      kind: 'accepted',
      refs: { externalVariantIds: { 'G-1001': '0' } },
    });
    expect(first.channel.bodyOf('shopee product/update_item')).toMatchObject({
      item_id: 801,
      item_name: 'Miến dong Bến Lau 500 g',
    });
    const again = push(there({ memory: outcome.refs?.memory ?? {} }));
    await again.pushed;
    expect(again.channel.labels()).toEqual(['shopee product/get_item_base_info']);
  });

  it('is taken off sale when hidden, and put back when shown', async () => {
    const hidden = push(there({ hidden: true }));
    expect((await hidden.pushed).kind).toBe('accepted');
    expect(hidden.channel.bodyOf('shopee product/unlist_item')).toEqual({
      item_list: [{ item_id: 801, unlist: true }],
    });
    const shown = push(there(), {
      'shopee product/get_item_base_info': listedItem({ item_status: 'UNLIST' }),
    });
    await shown.pushed;
    expect(shown.channel.bodyOf('shopee product/unlist_item')).toEqual({
      item_list: [{ item_id: 801, unlist: false }],
    });
  });

  it.each([
    ['unknown', refusal('error_item_not_found')],
    ['left out', ok({ item_list: [] })],
    ['deleted', listedItem({ item_status: 'SHOPEE_DELETE' })],
  ])('and is %s there is gone; posting again makes a new one', async (_what, answer) => {
    const outcome = await push(there(), { 'shopee product/get_item_base_info': answer }).pushed;
    expect(outcome).toMatchObject({ kind: 'rejected', reason: { key: 'gone' } });
    const again = push(there({ memory: outcome.refs?.memory ?? {} }));
    expect((await again.pushed).kind).toBe('accepted');
    expect(again.channel.labels()).toContain('shopee product/add_item');
  });

  it('that Shopee has banned is told', async () => {
    const { pushed } = push(there(), {
      'shopee product/get_item_base_info': listedItem({ item_status: 'BANNED' }),
    });
    expect(await pushed).toMatchObject({ kind: 'rejected', reason: { key: 'not_allowed' } });
  });

  it('tells why it could not be put back on sale', async () => {
    const { pushed } = push(there(), {
      'shopee product/get_item_base_info': listedItem({ item_status: 'UNLIST' }),
      'shopee product/unlist_item': ok({ failure_list: [{ item_id: 801, failed_reason: 'no' }] }),
    });
    expect(await pushed).toMatchObject({
      kind: 'rejected',
      reason: { key: 'other', code: 'no' },
      refs: { externalItemId: '801' },
    });
  });

  it('whose call fails says so to the engine, not to the seller', async () => {
    const { pushed } = push(there(), { 'shopee product/update_item': refusal('shop_no_linked') });
    expect((await failureOf(() => pushed)).kind).toBe('reconnect');
  });
});

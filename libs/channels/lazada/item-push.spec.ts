import {
  itemOf,
  lostAnswer,
  productOf,
  scriptedChannel,
  shopAccess,
  variantOf,
} from '../kit/scripted.suite';
import { askReview, pushItem } from './item-push';

const ok = (data: unknown) => ({ code: '0', data, request_id: 'r' });
const ATTRIBUTES = ok([
  { name: 'name', input_type: 'text', is_mandatory: 1 },
  { name: 'brand', input_type: 'singleSelect', is_mandatory: 1 },
  {
    name: 'package_length',
    label: 'Chiều dài gói (cm)',
    input_type: 'numeric',
    attribute_type: 'sku',
    is_mandatory: 1,
  },
  { name: 'material', label: 'Chất liệu', input_type: 'enumInput', is_mandatory: 0 },
]);
const SIZE = { 'attr:package_length': '20' };
const listed = (status: string, skus: object[] = [{ SkuId: 21, SellerSku: 'G-1001' }]) =>
  ok({ item_id: 11, status, skus });
const script = (more: Record<string, unknown> = {}) =>
  scriptedChannel({
    'lazada product/category/suggestion/get': ok({ categorySuggestions: [{ categoryId: 4 }] }),
    'lazada category/attributes/get': ATTRIBUTES,
    'lazada image/upload': ok({ image: { url: 'https://img.example/p/1.jpg' } }),
    'lazada product/create': ok({
      item_id: 11,
      sku_list: [{ seller_sku: 'G-1001', sku_id: 21 }],
      item_status: 'Active',
    }),
    'lazada product/update': ok({}),
    ...more,
  });
const payloadOf = (channel: ReturnType<typeof script>, label: string) => {
  const { payload = '{}' } = channel.bodyOf(label) as Record<string, string>;
  return (JSON.parse(payload) as { Request: { Product: unknown } }).Request.Product;
};

describe('a new product', () => {
  it('carries what was answered where it belongs, all as texts', async () => {
    const channel = script();
    const answers = { ...SIZE, 'attr:material': 'Tre', 'attr:unknown': 'x' };
    const outcome = await pushItem(shopAccess(channel.send), itemOf(productOf({ answers })));
    expect(outcome).toMatchObject({
      kind: 'accepted',
      refs: { externalItemId: '11', externalVariantIds: { 'G-1001': '21' } },
    });
    expect(payloadOf(channel, 'lazada product/create')).toEqual({
      PrimaryCategory: '4',
      Images: { Image: ['https://img.example/p/1.jpg'] },
      Attributes: {
        name: 'Miến dong Bến Lau 500 g',
        description: 'Miến dong phơi nắng, sợi dai.',
        brand: 'No Brand',
        material: 'Tre',
      },
      Skus: {
        Sku: [
          {
            SellerSku: 'G-1001',
            package_weight: '0.52',
            package_length: '20',
            price: '65000',
            quantity: '12',
          },
        ],
      },
    });
  });

  it('says by name what lacks', async () => {
    const lacking = async (over: Parameters<typeof productOf>[0], more = {}) =>
      pushItem(shopAccess(script(more).send), itemOf(productOf(over)));
    expect(await lacking({})).toMatchObject({
      kind: 'rejected',
      reason: {
        key: 'missing_attribute',
        field: 'attr:package_length',
        values: { field: 'Chiều dài gói (cm)' },
      },
    });
    const none = { 'lazada product/category/suggestion/get': ok({ categorySuggestions: [] }) };
    expect(await lacking({}, none)).toMatchObject({ reason: { key: 'missing_category' } });
    const light = [variantOf({ weightGrams: null })];
    expect(await lacking({ variants: light })).toMatchObject({ reason: { key: 'missing_weight' } });
    expect(await lacking({ photos: [] })).toMatchObject({ reason: { key: 'missing_photo' } });
    expect(await lacking({ title: 'x'.repeat(256) })).toMatchObject({
      reason: { key: 'title_too_long', values: { max: '255' } },
    });
  });

  it('after a lost answer is looked for by our code', async () => {
    const lost = script({ 'lazada product/create': lostAnswer() });
    const product = productOf({ answers: SIZE });
    await expect(pushItem(shopAccess(lost.send), itemOf(product))).rejects.toMatchObject({
      detail: { ambiguous: true },
    });
    const found = { item_id: 11, status: 'Pending QC', skus: [{ SkuId: 21, SellerSku: 'G-1001' }] };
    const channel = script({
      'lazada products/get': ok({ products: [found] }),
      'lazada product/item/get': listed('Pending QC'),
    });
    const outcome = await pushItem(shopAccess(channel.send), itemOf(product, { mayExist: true }));
    expect(outcome).toMatchObject({ kind: 'pending', ticket: '11' });
    expect(channel.labels()).not.toContain('lazada product/create');
  });
});

describe('a product that is there', () => {
  const there = productOf({ externalItemId: '11', answers: SIZE });

  it('unchanged is not sent again', async () => {
    const channel = script({ 'lazada product/item/get': listed('Active') });
    const first = await pushItem(shopAccess(channel.send), itemOf(there));
    const kept = { ...there, memory: first.refs?.memory ?? {} };
    await pushItem(shopAccess(channel.send), itemOf(kept));
    const updates = channel.labels().filter((label) => label === 'lazada product/update');
    expect(updates).toHaveLength(1);
  });

  it('gets new variants beside the old one, each with its option', async () => {
    const channel = script({ 'lazada product/item/get': listed('Active') });
    const variants = [
      variantOf({ optionName: 'Túi 1' }),
      variantOf({ sku: 'G-1002', optionName: 'Túi 2' }),
    ];
    await pushItem(shopAccess(channel.send), itemOf({ ...there, variants }));
    expect(payloadOf(channel, 'lazada product/create')).toMatchObject({
      AssociatedSku: 'G-1001',
      variation: { variation1: { customize: true, options: { option: ['Túi 1', 'Túi 2'] } } },
      Skus: { Sku: [{ SellerSku: 'G-1002', saleProp: { 'Phân loại': 'Túi 2' } }] },
    });
  });

  it('deleted there is told and remembered, so that it can be made anew', async () => {
    const channel = script({ 'lazada product/item/get': { code: '208', message: 'not exist' } });
    const outcome = await pushItem(shopAccess(channel.send), itemOf(there));
    expect(outcome).toMatchObject({
      kind: 'rejected',
      reason: { key: 'gone' },
      refs: { memory: { goneItemId: '11' } },
    });
    const memory = outcome.refs?.memory ?? {};
    expect(await pushItem(shopAccess(channel.send), itemOf({ ...there, memory }))).toMatchObject({
      kind: 'accepted',
    });
  });

  it.each([
    ['Pending QC', 'pending'],
    ['Active', 'accepted'],
    ['Rejected', 'rejected'],
    ['Deleted', 'rejected'],
  ])('whose review says %s is %s', async (status, kind) => {
    const channel = script({ 'lazada product/item/get': listed(status) });
    expect(await askReview(shopAccess(channel.send), '11', [itemOf(there)])).toMatchObject([
      { key: 'k1', kind },
    ]);
  });
});

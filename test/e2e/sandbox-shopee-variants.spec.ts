import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { listItem, rawShopee, type RawShopee, type ShopeeAccess } from '../clients/raw-shopee';

interface Shown {
  itemId: number;
  sku: string;
  stock: number;
  price: number;
  status: string;
  models: { modelId: number; sku: string; stock: number; price: number; name: string }[];
}

describe('variants, stock and prices at the simulated Shopee', () => {
  let sandbox: Sandbox;
  let control: RawControl;
  let access: ShopeeAccess;
  let shopee: RawShopee;

  beforeEach(async () => {
    sandbox = await startSandbox();
    control = rawControl(sandbox.indexUrl);
    access = sandbox.index().shopee as unknown as ShopeeAccess;
    shopee = rawShopee(access);
    await control.post('shopee/limits', { shop: { burst: 10_000, perSecond: 1000 } });
  });
  afterEach(() => sandbox.close());

  const shown = async (itemId: number) => {
    const all = await control.get<Shown[]>(`shopee/shops/${access.shop_id}/items`);
    return all.find((item) => item.itemId === itemId) as Shown;
  };
  const tiers = {
    standardise_tier_variation: [
      {
        variation_name: 'Cỡ',
        variation_option_list: [{ variation_option_name: 'Nhỏ' }, { variation_option_name: 'Lớn' }],
      },
    ],
  };
  const twoModels = [
    { tier_index: [0], original_price: 100000, model_sku: 'S', seller_stock: [{ stock: 3 }] },
    { tier_index: [1], original_price: 180000, model_sku: 'L', seller_stock: [{ stock: 4 }] },
  ];
  const withModels = async () => {
    const itemId = await listItem(shopee, 'MULTI');
    const init = await shopee.post('product/init_tier_variation', {
      item_id: itemId,
      ...tiers,
      model: twoModels,
    });
    const models = init.response['model'] as { model_id: number }[];
    return { itemId, ids: models.map((model) => model.model_id) };
  };

  it('gives an item variants, and new ids to all when it does so again', async () => {
    const { itemId, ids } = await withModels();
    expect((await shown(itemId)).models.map(({ sku, stock }) => [sku, stock])).toEqual([
      ['S', 3],
      ['L', 4],
    ]);
    const again = await shopee.post('product/init_tier_variation', {
      item_id: itemId,
      ...tiers,
      model: twoModels,
    });
    const next = (again.response['model'] as { model_id: number }[]).map((model) => model.model_id);
    expect(next.some((id) => ids.includes(id))).toBe(false);
    const list = await shopee.get('product/get_model_list', { item_id: itemId });
    expect(list.response['model']).toHaveLength(2);
    expect(list.response['tier_variation']).toEqual([
      { name: 'Cỡ', option_list: [{ option: 'Nhỏ' }, { option: 'Lớn' }] },
    ]);
  });

  it('refuses variants whose prices are too far apart, doubled or nowhere', async () => {
    const itemId = await listItem(shopee, 'V');
    const init = (model: unknown[]) =>
      shopee.post('product/init_tier_variation', { item_id: itemId, ...tiers, model });
    const [small, large] = twoModels;
    expect(
      (
        await init([
          { ...small, original_price: 10000 },
          { ...large, original_price: 50001 },
        ])
      ).error,
    ).toBe('error_invalid_price');
    expect((await init([small, small])).error).toBe('error_param');
    expect((await init([{ ...small, tier_index: [7] }])).error).toBe('error_param');
    expect((await shown(itemId)).models).toHaveLength(1);
  });

  it('adds an option and keeps the old models', async () => {
    const { itemId, ids } = await withModels();
    const option = (variation_option_name: string) => ({ variation_option_name });
    const wider = [
      {
        variation_name: 'Cỡ',
        variation_option_list: [option('Nhỏ'), option('Lớn'), option('Thùng')],
      },
    ];
    const model_list = ids.map((model_id, at) => ({ model_id, tier_index: [at] }));
    expect(
      (
        await shopee.post('product/update_tier_variation', {
          item_id: itemId,
          standardise_tier_variation: wider,
          model_list,
        })
      ).error,
    ).toBe('');
    const added = await shopee.post('product/add_model', {
      item_id: itemId,
      model_list: [{ tier_index: [2], original_price: 400000, model_sku: 'XL' }],
    });
    expect(added.error).toBe('');
    expect((await shown(itemId)).models.map((model) => model.modelId)).toEqual(
      expect.arrayContaining(ids),
    );
    expect(
      (await shopee.post('product/delete_model', { item_id: itemId, model_id: ids[0] })).error,
    ).toBe('');
    expect((await shown(itemId)).models).toHaveLength(2);
  });

  it('sets stock absolutely, for one item a call, model by model', async () => {
    const { itemId, ids } = await withModels();
    const stock = (list: unknown) =>
      shopee.post('product/update_stock', { item_id: itemId, stock_list: list });
    const entry = (model_id: unknown, n: unknown) => ({ model_id, seller_stock: [{ stock: n }] });
    expect((await stock([entry(ids[0], 9), entry(ids[1], 0)])).response).toMatchObject({
      failure_list: [],
    });
    expect((await shown(itemId)).models.map((model) => model.stock)).toEqual([9, 0]);
    expect((await stock([entry(ids[0], 1), entry(ids[0], 2)])).message).toBe('Repeat model_id.');
    expect((await stock([entry(5, 1)])).message).toBe('Wrong model_id.');
    expect((await stock([{ seller_stock: [{ stock: 1 }] }])).error).toBe(
      'error_edit_item_stock_for_item_has_model',
    );
    expect((await stock([])).error).toBe('error_param');
    expect((await stock(Array.from({ length: 51 }, () => entry(ids[0], 1)))).error).toBe(
      'error_param',
    );
    expect((await shown(itemId)).models.map((model) => model.stock)).toEqual([9, 0]);
  });

  it('reports models that failed, in either of the two forms seen in the field', async () => {
    const { itemId, ids } = await withModels();
    const list = ids.map((model_id) => ({ model_id, seller_stock: [{ stock: 8 }] }));
    await control.post('shopee/behave', { fault: 'partial-batch', shopId: access.shop_id });
    const loud = await shopee.post('product/update_stock', { item_id: itemId, stock_list: list });
    expect(loud).toMatchObject({
      error: 'error_busi_update_stock_failed',
      response: { success_list: [{ model_id: ids[1] }], failure_list: [{ model_id: ids[0] }] },
    });
    expect((await shown(itemId)).models.map((model) => model.stock)).toEqual([3, 8]);
    await control.post('shopee/settings', { partialAs: 'empty' });
    await control.post('shopee/behave', { fault: 'partial-batch' });
    const silent = await shopee.post('product/update_stock', { item_id: itemId, stock_list: list });
    expect(silent).toMatchObject({ error: '', response: { failure_list: [{ model_id: ids[0] }] } });
    expect(
      (await shopee.post('product/update_stock', { item_id: itemId, stock_list: list })).response[
        'failure_list'
      ],
    ).toEqual([]);
  });

  it('holds stock and price while a promotion runs', async () => {
    const itemId = await listItem(shopee, 'PROMO');
    await control.post(`shopee/shops/${access.shop_id}/items/${itemId}/promotion`, {
      on: true,
      reserved: 4,
    });
    const stock = (n: number) =>
      shopee.post('product/update_stock', {
        item_id: itemId,
        stock_list: [{ seller_stock: [{ stock: n }] }],
      });
    expect((await stock(3)).response).toMatchObject({
      failure_list: [{ failed_reason: expect.stringContaining('reserved') }],
    });
    expect((await stock(4)).error).toBe('');
    const price = { item_id: itemId, price_list: [{ original_price: 99000 }] };
    expect((await shopee.post('product/update_price', price)).error).toBe(
      'error_cannt_edit_price_in_promotion',
    );
    await control.post(`shopee/shops/${access.shop_id}/items/${itemId}/promotion`, { on: false });
    expect((await shopee.post('product/update_price', price)).error).toBe('');
    expect((await shown(itemId)).price).toBe(99000);
  });

  it('can be blind to a new item for some seconds, as the real one sometimes is', async () => {
    await control.post('shopee/settings', { newItemBlindMs: 60_000 });
    const itemId = await listItem(shopee, 'NEW');
    expect(
      (
        await shopee.post('product/init_tier_variation', {
          item_id: itemId,
          ...tiers,
          model: twoModels,
        })
      ).error,
    ).toBe('error_item_not_found');
  });

  it('writes into its journal what was pushed', async () => {
    const itemId = await listItem(shopee, 'J');
    const { entries: before } = await control.get<{ entries: { n: number }[] }>('shopee/journal');
    await shopee.post('product/update_stock', {
      item_id: itemId,
      stock_list: [{ seller_stock: [{ stock: 6 }] }],
    });
    const { entries } = await control.get<{ entries: Record<string, unknown>[] }>(
      `shopee/journal?after=${before.at(-1)?.n}`,
    );
    expect(entries).toHaveLength(1);
    expect(entries[0]).toMatchObject({
      endpoint: 'product/update_stock',
      shop: String(access.shop_id),
      itemCount: 1,
      outcome: 'ok',
      values: [{ itemId, sku: 'J', stock: 6, ok: true }],
    });
  });
});

import { startSandbox, type Sandbox } from '../../apps/sandbox';
import { rawControl, type RawControl } from '../clients/raw-control';
import { listItem, PNG, rawShopee, type RawShopee, type ShopeeAccess } from '../clients/raw-shopee';

interface Shown {
  itemId: number;
  sku: string;
  stock: number;
  price: number;
  status: string;
  models: { modelId: number; sku: string; stock: number; price: number; name: string }[];
}

describe('products at the simulated Shopee', () => {
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

  it('lists an item and shows it as it was sent, found by its SKU', async () => {
    const itemId = await listItem(shopee, 'HONEY');
    const base = await shopee.get('product/get_item_base_info', { item_id_list: `${itemId},5` });
    const item = (base.response['item_list'] as Record<string, unknown>[])[0];
    expect(item).toMatchObject({
      item_id: itemId,
      item_sku: 'HONEY',
      item_status: 'NORMAL',
      has_model: false,
      price_info: [{ original_price: 150000 }],
    });
    for (const spelling of [`[${itemId}]`, `${itemId}`]) {
      const again = await shopee.get('product/get_item_base_info', { item_id_list: spelling });
      expect(again.response['item_list']).toHaveLength(1);
    }
    const list = await shopee.get('product/get_item_list', {
      offset: 0,
      page_size: 10,
      item_status: 'NORMAL',
    });
    expect(list.response).toMatchObject({
      total_count: 1,
      has_next_page: false,
      item: [{ item_id: itemId }],
    });
    expect(
      (await shopee.get('product/search_item', { page_size: 10, item_sku: 'HONEY' })).response[
        'item_id_list'
      ],
    ).toEqual([itemId]);
    const image = (item?.['image'] as { image_url_list: string[] }).image_url_list[0] as string;
    expect(Buffer.from(await (await fetch(image)).arrayBuffer()).equals(PNG)).toBe(true);
  });

  it('pages through a list without loss', async () => {
    for (const n of [1, 2, 3, 4, 5]) await listItem(shopee, `P${n}`);
    const seen: number[] = [];
    for (let offset = 0; ;) {
      const { response } = await shopee.get('product/get_item_list', {
        offset,
        page_size: 2,
        item_status: 'NORMAL',
      });
      seen.push(...(response['item'] as { item_id: number }[]).map((one) => one.item_id));
      if (!response['has_next_page']) break;
      offset = response['next_offset'] as number;
    }
    expect(new Set(seen).size).toBe(5);
    expect(seen).toHaveLength(5);
  });

  it.each([
    ['no price', { original_price: undefined }, 'error_invalid_price'],
    ['a negative price', { original_price: -1 }, 'error_price_exceed_min_limitt'],
    ['half a đồng', { original_price: 1500.5 }, 'error_invalid_price'],
    ['a price as text', { original_price: '150000' }, 'error_invalid_price'],
    ['too dear', { original_price: 1e12 }, 'error_price_exceed_max_limitt'],
    ['no name', { item_name: undefined }, 'error_param'],
    ['a name too long', { item_name: 'x'.repeat(121) }, 'product.error_param'],
    ['a category with children', { category_id: 100629 }, 'product.error_param'],
    ['an unknown category', { category_id: 1 }, 'error_param'],
    [
      'a category that wants a licence number',
      { category_id: 100664 },
      'error_less_required_attribute',
    ],
    ['a picture never uploaded', { image: { image_id_list: ['vn-none'] } }, 'error_param'],
    ['no picture', { image: { image_id_list: [] } }, 'error_param'],
    [
      'a carrier that is off',
      { logistic_info: [{ logistic_id: 50039, enabled: true }] },
      'error_invalid_logistic_info',
    ],
    ['no carrier', { logistic_info: [] }, 'error_param'],
    ['no weight', { weight: 0 }, 'error_param'],
    ['stock as text', { seller_stock: [{ stock: '5' }] }, 'error_param'],
    ['a place this shop has not', { seller_stock: [{ stock: 5, location_id: 'X' }] }, 'error_auth'],
  ])('refuses an item with %s and keeps nothing of it', async (_name, change, error) => {
    await expect(listItem(shopee, 'BAD', change)).rejects.toThrow(error);
    expect(await control.get(`shopee/shops/${access.shop_id}/items`)).toEqual([]);
  });

  it('refuses pictures that are none, and too many', async () => {
    const upload = async (files: Buffer[]) => {
      const form = new FormData();
      for (const file of files)
        form.append('image', new Blob([new Uint8Array(file)], { type: 'image/png' }), 'a.png');
      const answer = await fetch(shopee.url('media_space/upload_image', 'public'), {
        method: 'POST',
        body: form,
      });
      return (await answer.json()) as { error: string; response?: { image_info_list: unknown[] } };
    };
    expect((await upload([Buffer.from('<html>')])).error).toBe('error_param');
    expect((await upload(Array(10).fill(PNG))).error).toBe('error_param');
    expect((await upload([PNG, PNG])).response?.image_info_list).toHaveLength(2);
  });

  it('takes items off, on and away, and bans them', async () => {
    const itemId = await listItem(shopee, 'OFF');
    const unlist = (flag: boolean) =>
      shopee.post('product/unlist_item', {
        item_list: [
          { item_id: itemId, unlist: flag },
          { item_id: 5, unlist: flag },
        ],
      });
    expect((await unlist(true)).response).toMatchObject({
      success_list: [{ item_id: itemId }],
      failure_list: [{ item_id: 5 }],
    });
    expect((await shown(itemId)).status).toBe('UNLIST');
    await unlist(false);
    await control.post(`shopee/shops/${access.shop_id}/items/${itemId}/ban`, { reason: 'x' });
    expect(
      (await shopee.post('product/update_item', { item_id: itemId, item_name: 'Tên mới' })).error,
    ).toBe('error_item_uneditable');
    expect((await shopee.post('product/delete_item', { item_id: itemId })).error).toBe('');
    expect(
      (await shopee.post('product/update_item', { item_id: itemId, item_name: 'Tên mới' })).error,
    ).toBe('error_item_not_found');
  });

  it('changes only what an update names', async () => {
    const itemId = await listItem(shopee, 'UPD');
    await shopee.post('product/update_item', {
      item_id: itemId,
      item_name: 'Mật ong hoa nhãn 500ml',
    });
    const { response } = await shopee.get('product/get_item_base_info', { item_id_list: itemId });
    expect((response['item_list'] as unknown[])[0]).toMatchObject({
      item_name: 'Mật ong hoa nhãn 500ml',
      item_sku: 'UPD',
      weight: '0.7',
      price_info: [{ current_price: 150000 }],
    });
    expect(
      (await shopee.post('product/update_item', { item_id: String(itemId), item_name: 'x' })).error,
    ).toBe('error_param');
  });

  it('keeps the items of one shop from another', async () => {
    const itemId = await listItem(shopee, 'MINE');
    const other = rawShopee({
      ...access,
      ...((sandbox.index().shopee['shops'] as ShopeeAccess[])[1] as ShopeeAccess),
    });
    const stock = { item_id: itemId, stock_list: [{ seller_stock: [{ stock: 0 }] }] };
    expect((await other.post('product/update_stock', stock)).error).toBe(
      'error_item_not_belong_shop',
    );
    expect((await other.get('product/get_item_base_info', { item_id_list: itemId })).error).toBe(
      'error_item_not_found',
    );
  });

  it('wants the place of the stock from a shop with warehouses', async () => {
    const [place] = await control.post<{ locationId: string }[]>(
      `shopee/shops/${access.shop_id}/warehouses`,
      { names: ['Kho chính'] },
    );
    const details = await shopee.get('shop/get_warehouse_detail');
    expect((details.response as { location_id: string }[])[0]?.location_id).toBe(place?.locationId);
    await expect(listItem(shopee, 'W')).rejects.toThrow('error_auth');
    const itemId = await listItem(shopee, 'W', {
      seller_stock: [{ location_id: place?.locationId, stock: 5 }],
    });
    expect((await shown(itemId)).stock).toBe(5);
  });

  it('lets a seller look up what an item needs', async () => {
    const limit = await shopee.get('product/get_item_limit');
    expect(limit.response['item_name_length_limit']).toEqual({ min_limit: 5, max_limit: 120 });
    const vi = (await shopee.get('product/get_category', { language: 'vi' })).response[
      'category_list'
    ] as { display_category_name: string }[];
    expect(vi.map((one) => one.display_category_name)).toContain('Mật ong');
    const best = await shopee.get('product/category_recommend', {
      item_name: 'Mật ong bạc hà Mèo Vạc',
    });
    expect(best.response['category_id']).toEqual([100663]);
    const tree = (
      await shopee.get('product/get_attribute_tree', { category_id_list: '100664,100663' })
    ).response['list'] as { attribute_tree: { mandatory: boolean }[] }[];
    expect(tree.map((one) => one.attribute_tree.some((attribute) => attribute.mandatory))).toEqual([
      true,
      false,
    ]);
    expect(
      (
        await shopee.get('product/get_brand_list', {
          category_id: 100663,
          page_size: 10,
          offset: 0,
          status: 1,
        })
      ).response['brand_list'],
    ).toHaveLength(1);
  });
});

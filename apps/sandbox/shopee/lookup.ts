import { list, whole } from '../core/input';
import { hex } from '../core/random';
import {
  attributeTree,
  CATEGORIES,
  findCategory,
  ITEM_LIMITS,
  LOGISTICS,
  recommend,
  type Category,
} from './reference';
import { paramError } from './refusal';
import { imageUrl } from './product-view';
import { idList, shopOf, type Endpoints, type Outcome, type ShopeeCall, type World } from './world';

const MAX_IMAGE_BYTES = 10 * 1024 * 1024;

function categoryView(one: Category, language: string) {
  return {
    category_id: one.category_id,
    parent_category_id: one.parent_category_id,
    original_category_name: one.en,
    display_category_name: language === 'vi' ? one.vi : one.en,
    has_children: one.has_children,
  };
}

function getCategory({ query }: ShopeeCall): Outcome {
  const language = query.get('language') ?? 'en';
  return { response: { category_list: CATEGORIES.map((one) => categoryView(one, language)) } };
}

function getAttributeTree({ query }: ShopeeCall): Outcome {
  const ids = idList(query, 'category_id_list');
  if (ids.length === 0 || ids.length > 20)
    throw paramError('category_id_list must have 1 to 20 ids.');
  const wrong = ids.find((id) => !findCategory(Number(id)));
  if (wrong) throw paramError(`category_id ${wrong} is invalid.`);
  return {
    response: {
      list: ids.map((id) => ({
        category_id: Number(id),
        attribute_tree: attributeTree(Number(id)),
        warning: '',
      })),
    },
  };
}

function getBrandList({ query }: ShopeeCall): Outcome {
  if (!findCategory(whole(query.get('category_id')) ?? -1))
    throw paramError('category_id is invalid.');
  return {
    response: {
      brand_list: [{ brand_id: 0, original_brand_name: 'NoBrand', display_brand_name: 'No Brand' }],
      has_next_page: false,
      next_offset: 0,
      is_mandatory: true,
      input_type: 'DROP_DOWN',
    },
  };
}

function categoryRecommend({ query }: ShopeeCall): Outcome {
  const name = query.get('item_name');
  if (!name) throw paramError('item_name is required.');
  return { response: { category_id: [recommend(name).category_id] } };
}

function getItemLimit(): Outcome {
  const range = (limit: { min: number; max: number }) => ({
    min_limit: limit.min,
    max_limit: limit.max,
  });
  const { price, stock, name, description, images, models } = ITEM_LIMITS;
  return {
    response: {
      price_limit: range(price),
      wholesale_price_threshold_percentage: { min_limit: 50, max_limit: 100 },
      stock_limit: range(stock),
      item_name_length_limit: range(name),
      item_image_count_limit: range({ min: 1, max: images }),
      item_description_length_limit: range(description),
      tier_variation_name_length_limit: range({ min: 1, max: 14 }),
      tier_variation_option_length_limit: range({ min: 1, max: 20 }),
      item_count_limit: range({ min: 0, max: 10_000 }),
      model_count_limit: range({ min: 0, max: models }),
      weight_limit: { weight_mandatory: true },
      dts_limit: { days_to_ship_limit: { min_limit: 1, max_limit: 15 }, support_pre_order: true },
    },
  };
}

function getShopInfo(call: ShopeeCall): Outcome {
  const shop = shopOf(call);
  return {
    top: {
      shop_name: shop.name,
      region: 'VN',
      status: 'NORMAL',
      sip_affi_shops: [],
      is_cb: false,
      is_cnsc: false,
      auth_time: shop.authTime,
      expire_time: shop.authExpire,
      is_sip: false,
      is_upgraded_cbsc: false,
      merchant_id: null,
      shop_fulfillment_flag: 'Others',
      is_main_shop: false,
      is_direct_shop: false,
      linked_main_shop_id: 0,
      linked_direct_shop_list: [],
    },
  };
}

function getShopProfile(call: ShopeeCall): Outcome {
  return { response: { shop_name: shopOf(call).name, shop_logo: '', description: '' } };
}

function getWarehouses(call: ShopeeCall): Outcome {
  const { warehouses } = shopOf(call);
  return {
    response: warehouses.map(({ locationId, name }, at) => ({
      warehouse_id: at + 1,
      warehouse_name: name,
      warehouse_type: 1,
      location_id: locationId,
      address_id: at + 1,
      region: 'VN',
      state: '',
      city: '',
      address: '',
      district: '',
      town: '',
      zipcode: '',
      state_code: '',
      holiday_mode_state: 0,
    })),
  };
}

const MAGIC: [string, string][] = [
  ['ffd8ff', 'image/jpeg'],
  ['89504e470d0a1a0a', 'image/png'],
];

/** Told by its first bytes and not by its name; the id under which it is shown. */
export async function keepImage(world: World, file: Blob): Promise<string> {
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length > MAX_IMAGE_BYTES) throw paramError('Image is larger than 10 MB.');
  const type = MAGIC.find(([magic]) => bytes.subarray(0, 8).toString('hex').startsWith(magic))?.[1];
  if (!type) throw paramError('Image must be JPG, JPEG or PNG.');
  const imageId = `vn-${hex(14)}`;
  world.setting.media.put(imageId, bytes);
  world.state.images[imageId] = { type, bytes: bytes.length };
  return imageId;
}

/** Multipart `image`, up to nine files. */
async function uploadImage({ world, body, note }: ShopeeCall): Promise<Outcome> {
  const given = body['image'];
  const files = (list(given) ?? [given]).filter((one): one is Blob => one instanceof Blob);
  if (files.length === 0 || files.length > 9) throw paramError('image must have 1 to 9 files.');
  const kept = [];
  for (const [at, file] of files.entries()) {
    const imageId = await keepImage(world, file);
    const urls = [{ image_url_region: 'VN', image_url: imageUrl(world, imageId) }];
    kept.push({
      id: at,
      error: '',
      message: '',
      image_info: { image_id: imageId, image_url_list: urls },
    });
  }
  note(kept.map((one) => one.image_info.image_id));
  return { response: { image_info: kept[0]?.image_info, image_info_list: kept } };
}

const read = (run: Endpoints[string]['run']) => ({ method: 'GET', signedAs: 'shop', run }) as const;

export const lookupEndpoints: Endpoints = {
  '/api/v2/product/get_category': read(getCategory),
  '/api/v2/product/get_attribute_tree': read(getAttributeTree),
  '/api/v2/product/get_brand_list': read(getBrandList),
  '/api/v2/product/category_recommend': read(categoryRecommend),
  '/api/v2/product/get_item_limit': read(getItemLimit),
  '/api/v2/logistics/get_channel_list': read(() => ({
    response: { logistics_channel_list: LOGISTICS },
  })),
  '/api/v2/shop/get_shop_info': read(getShopInfo),
  '/api/v2/shop/get_profile': read(getShopProfile),
  '/api/v2/shop/get_warehouse_detail': read(getWarehouses),
  '/api/v2/media_space/upload_image': { method: 'POST', signedAs: 'either', run: uploadImage },
};

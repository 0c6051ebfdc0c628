import { fields, text } from '../core/input';
import { hex } from '../core/random';
import { attributeViews, imageUrl } from './product-view';
import { CATEGORIES, findCategory, recommend, type Category } from './reference';
import { badParams, TikTokRefusal } from './refusal';
import { sizeOf } from './picture-size';
import { reads, type Endpoints, type TikTokCall } from './world';

const MAX_IMAGE_BYTES = 10 * 1024 * 1024;
const USES = [
  'MAIN_IMAGE',
  'ATTRIBUTE_IMAGE',
  'DESCRIPTION_IMAGE',
  'CERTIFICATION_IMAGE',
  'SIZE_CHART_IMAGE',
];

function checkVersion(version: unknown): void {
  if (version !== 'v2')
    throw new TikTokRefusal(12052217, 'category_version must be v2 for this shop');
}

function categoryView(one: Category) {
  return {
    id: one.id,
    parent_id: one.parentId,
    local_name: one.name,
    is_leaf: one.isLeaf,
    permission_statuses: [one.permission],
  };
}

function categories({ query }: TikTokCall): unknown {
  checkVersion(query.get('category_version'));
  const keyword = query.get('keyword')?.toLowerCase() ?? '';
  const found = CATEGORIES.filter((one) => one.name.toLowerCase().includes(keyword));
  return { categories: found.map(categoryView) };
}

function ownLeaf({ params, query }: TikTokCall): Category {
  checkVersion(query.get('category_version'));
  const category = findCategory(params['id']);
  if (!category?.isLeaf) throw new TikTokRefusal(12052220, 'The category is not a leaf');
  return category;
}

function recommended({ body }: TikTokCall): unknown {
  checkVersion(body['category_version']);
  const category = recommend(text(body['product_title']) ?? '');
  if (!category) return { leaf_category_id: '', categories: [] };
  const parent = findCategory(category.parentId);
  const chain = [...(parent ? [parent] : []), category];
  return {
    leaf_category_id: category.id,
    categories: chain.map((one, at) => ({
      id: one.id,
      name: one.name,
      level: at + 1,
      is_leaf: one.isLeaf,
      permission_statuses: [one.permission],
    })),
  };
}

/** Told by its first bytes and not by its name; its size where it can be read. tiktok-shop spec §3 */
async function uploadImage({ world, body, note }: TikTokCall): Promise<unknown> {
  const file = body['data'];
  if (!(file instanceof Blob)) throw badParams('data must be a file');
  const useCase = text(body['use_case']) ?? 'MAIN_IMAGE';
  if (!USES.includes(useCase)) throw badParams('use_case is unknown');
  const bytes = Buffer.from(await file.arrayBuffer());
  if (bytes.length > MAX_IMAGE_BYTES)
    throw new TikTokRefusal(36009021, 'The file is too large', 400);
  const picture = sizeOf(bytes);
  if (!picture) throw new TikTokRefusal(12038002, 'The format of the image is not supported');
  const { type, width, height } = picture;
  const [least, most] = useCase === 'MAIN_IMAGE' ? [300, 4000] : [100, 20_000];
  if (width > 0 && (Math.min(width, height) < least || Math.max(width, height) > most))
    throw new TikTokRefusal(12038014, `The image must have ${least} to ${most} pixels a side`);
  const uri = `tos-useast2a-i-${hex(16)}`;
  world.setting.media.put(uri, bytes);
  world.state.images[uri] = { type, width, height };
  note([uri]);
  return { uri, url: imageUrl(world, uri), width, height, use_case: useCase };
}

function warehouses({ owner }: TikTokCall): unknown {
  return {
    warehouses: owner.warehouses.map(({ id, name }, at) => ({
      id,
      name,
      effect_status: 'ENABLED',
      type: 'SALES_WAREHOUSE',
      sub_type: 'DOMESTIC_WAREHOUSE',
      is_default: at === 0,
      address: { region: 'Việt Nam', region_code: 'VN', full_address: 'Xã Hòa Tiến, Đà Nẵng' },
    })),
  };
}

export const lookupEndpoints: Endpoints = {
  'GET /product/202309/categories': reads(categories),
  'GET /product/202309/categories/:id/attributes': reads((call) => ({
    attributes: attributeViews(ownLeaf(call).id),
  })),
  'GET /product/202309/categories/:id/rules': reads((call) => {
    ownLeaf(call);
    return {
      product_certifications: [],
      size_chart: { is_required: false, is_supported: false },
      package_dimension: { is_required: false },
      cod: { is_supported: true },
    };
  }),
  'POST /product/202309/categories/recommend': reads(recommended),
  'GET /product/202312/prerequisites': reads(() => ({ check_results: [] })),
  'POST /product/202309/images/upload': {
    scope: 'account',
    bucket: 'write',
    run: uploadImage,
  },
  'GET /logistics/202309/warehouses': reads(warehouses),
  'GET /logistics/202309/warehouses/:id/delivery_options': reads((call) => {
    const known = call.owner.warehouses.some((one) => one.id === fields(call.params)['id']);
    return { delivery_options: known ? [{ id: '7091146663229654785', name: 'Standard' }] : [] };
  }),
};

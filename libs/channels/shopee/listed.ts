import {
  ChannelFailure,
  integerId,
  looseList,
  looseNumber,
  looseText,
  type ProductSnapshot,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inResponse, type ShopCaller } from './call';
import { ITEMS_PER_CALL } from './shopee.descriptor';

const stockInfo = z
  .looseObject({
    summary_info: z.looseObject({ total_available_stock: looseNumber }).nullish(),
    seller_stock: looseList(z.looseObject({ stock: looseNumber })),
  })
  .nullish();
const priceInfo = looseList(z.looseObject({ original_price: looseNumber }));

const listedItem = z.looseObject({
  item_id: integerId,
  item_sku: looseText,
  item_status: looseText,
  category_id: looseText,
  has_model: z.boolean().nullish(),
  price_info: priceInfo,
  stock_info_v2: stockInfo,
});
export type ListedItem = z.infer<typeof listedItem>;

const listedModel = z.looseObject({
  model_id: integerId,
  model_sku: looseText,
  model_status: looseText,
  tier_index: looseList(z.number()),
  price_info: priceInfo,
  stock_info_v2: stockInfo,
});
export type ListedModel = z.infer<typeof listedModel>;

export interface ListedModels {
  models: ListedModel[];
  /** Names of the options, tier by tier. */
  tiers: { name: string; options: string[] }[];
}

const items = inResponse(z.looseObject({ item_list: looseList(listedItem) }));
const option = z.looseObject({ option: looseText, variation_option_name: looseText });
const tier = z.looseObject({
  name: looseText,
  variation_name: looseText,
  option_list: looseList(option),
  variation_option_list: looseList(option),
});
const models = inResponse(
  z.looseObject({
    model: looseList(listedModel),
    tier_variation: looseList(tier),
    standardise_tier_variation: looseList(tier),
  }),
);

/** Those of the items that Shopee still knows, at most 50 asked at once. shopee spec §3 */
export async function readItems(
  access: ShopCaller,
  itemIds: readonly string[],
): Promise<ListedItem[]> {
  const found: ListedItem[] = [];
  for (let at = 0; at < itemIds.length; at += ITEMS_PER_CALL) {
    const ids = itemIds.slice(at, at + ITEMS_PER_CALL).join(',');
    const call = {
      path: 'product/get_item_base_info',
      query: [['item_id_list', ids]] as [string, string][],
    };
    found.push(...((await unlessGone(askAsShop(access, call, items)))?.item_list ?? []));
  }
  return found;
}

export async function readModels(access: ShopCaller, itemId: string): Promise<ListedModels> {
  const call = {
    path: 'product/get_model_list',
    query: [['item_id', itemId]] as [string, string][],
  };
  const {
    model,
    tier_variation: older,
    standardise_tier_variation: standard,
  } = await askAsShop(access, call, models);
  const tiers = (standard.length > 0 ? standard : older).map((one) => ({
    name: one.variation_name ?? one.name ?? '',
    options: (one.variation_option_list.length > 0
      ? one.variation_option_list
      : one.option_list
    ).map((listed) => listed.variation_option_name ?? listed.option ?? ''),
  }));
  return { models: model, tiers };
}

/** The answer, or null where Shopee knows none of what was asked for. */
export async function unlessGone<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound') return null;
    throw error;
  }
}

const searchAnswer = inResponse(z.looseObject({ item_id_list: looseList(integerId) }));
const DELETED = ['SELLER_DELETE', 'SHOPEE_DELETE'];

export function isDeleted(item: ListedItem): boolean {
  return DELETED.includes(item.item_status ?? '');
}

/**
 * The item an earlier add_item may have made, found by our sku: add_item has no idempotency key (shopee spec §3).
 * The search may know more than asked for, so what it finds is compared.
 */
export async function findBySku(
  access: ShopAccess,
  product: ProductSnapshot,
): Promise<string | null> {
  const skus = product.variants.map((variant) => variant.sku);
  const query: [string, string][] = [
    ['item_sku', itemSkuOf(product)],
    ['page_size', '50'],
    ['offset', ''],
  ];
  const call = { path: 'product/search_item', query: query.filter(([, value]) => value !== '') };
  const ids = (await unlessGone(askAsShop(access, call, searchAnswer)))?.item_id_list ?? [];
  if (ids.length === 0) return null;
  const found = await readItems(access, ids);
  return (
    found.find((item) => !isDeleted(item) && skus.includes(item.item_sku ?? ''))?.item_id ?? null
  );
}

/** Shopee's item has a sku of its own beside its models': ours of the first variant. */
export function itemSkuOf(product: ProductSnapshot): string {
  return product.variants[0]?.sku ?? '';
}

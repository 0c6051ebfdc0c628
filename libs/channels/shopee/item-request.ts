import { createHash } from 'node:crypto';
import {
  descriptionOf,
  weightGrams,
  exactInteger,
  type ProductSnapshot,
  type ShopAccess,
} from '@ganh/channels/kit';
import { itemWeightKg, titleOf } from './item-check';
import { itemSkuOf } from './listed';

/** What both add_item and update_item carry. shopee spec §3 */
export interface ItemContent {
  item_name: string;
  description: string;
  weight: number;
  image: { image_id_list: string[] };
}

export function contentOf(product: ProductSnapshot, imageIds: string[]): ItemContent {
  return {
    item_name: titleOf(product),
    description: descriptionOf(product),
    weight: itemWeightKg(product),
    image: { image_id_list: imageIds },
  };
}

/** Tells whether the content was pushed before, so that hiding and showing alone does not send it again. */
export function contentDigest(
  content: ItemContent,
  categoryId: string | undefined,
  answers: readonly [string, string][],
): string {
  return createHash('sha256')
    .update(JSON.stringify([content, categoryId, ...answers]))
    .digest('hex')
    .slice(0, 16);
}

/** Stock as both add and update calls want it; `location_id` only in shops with warehouses. shopee spec §3 */
export function sellerStock(
  access: Pick<ShopAccess, 'settings'>,
  qty: number,
): { location_id?: string; stock: number }[] {
  const locationId = access.settings['locationId'];
  return [{ ...(locationId && { location_id: locationId }), stock: Math.max(0, Math.floor(qty)) }];
}

/**
 * The body of add_item. A product with variants starts with no stock: until init_tier_variation has run it would be
 * sold as one thing at the first variant's price.
 */
export function addItemBody(
  access: Pick<ShopAccess, 'settings'>,
  product: ProductSnapshot,
  prepared: {
    content: ItemContent;
    categoryId: string;
    deliveryIds: readonly string[];
    answers: readonly unknown[];
  },
): Record<string, unknown> {
  const only = product.variants.length === 1 ? product.variants[0] : undefined;
  return {
    ...prepared.content,
    original_price: product.variants[0]?.priceVnd,
    category_id: exactInteger(prepared.categoryId),
    item_sku: itemSkuOf(product),
    item_status: 'NORMAL',
    condition: 'NEW',
    seller_stock: sellerStock(access, only?.availableQty ?? 0),
    brand: { brand_id: 0, original_brand_name: 'No Brand' },
    ...(prepared.answers.length > 0 && { attribute_list: prepared.answers }),
    logistic_info: prepared.deliveryIds.map((id) => ({
      logistic_id: exactInteger(id),
      enabled: true,
      is_free: false,
    })),
  };
}

const TIER_NAME = 'Phân loại';

/** One tier of options in the current spelling; 0 stands for "of our own making". shopee spec §3 */
export function tierBody(options: readonly string[]): unknown[] {
  const list = options.map((name) => ({ variation_option_id: 0, variation_option_name: name }));
  return [{ variation_id: 0, variation_name: TIER_NAME, variation_option_list: list }];
}

export function modelBody(
  access: Pick<ShopAccess, 'settings'>,
  product: ProductSnapshot,
  variant: ProductSnapshot['variants'][number],
  optionAt: number,
): Record<string, unknown> {
  const grams = weightGrams(product, variant);
  return {
    tier_index: [optionAt],
    original_price: variant.priceVnd,
    model_sku: variant.sku,
    seller_stock: sellerStock(access, variant.availableQty),
    ...(grams !== null && { weight: grams / 1000 }),
  };
}

/** Shopee wants every option's name once: a name used twice, or none, is told apart by our code. */
export function optionNames(variants: ProductSnapshot['variants']): string[] {
  const times = (name: string) => variants.filter((variant) => variant.optionName === name).length;
  return variants.map(({ optionName, sku }) => {
    if (optionName === '') return sku;
    return times(optionName) > 1 ? `${optionName} ${sku}` : optionName;
  });
}

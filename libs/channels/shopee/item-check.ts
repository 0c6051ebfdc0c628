import {
  descriptionOf,
  lacks,
  weightGrams,
  type ProductSnapshot,
  type SellerReason,
} from '@ganh/channels/kit';
import { PRICE_RATIO_MAX, shopeeDescriptor } from './shopee.descriptor';

/** What get_item_limit tells, or the descriptor's stand-ins. */
export interface ItemLimits {
  titleMin: number;
  titleMax: number;
  descriptionMin: number;
  descriptionMax: number;
}

export const DEFAULT_LIMITS: ItemLimits = shopeeDescriptor.text;

export function titleOf(product: ProductSnapshot): string {
  return (product.answers['title'] ?? product.title).trim();
}

/** add_item wants one weight, in kg: the heaviest variant's, so that no parcel is declared too light. shopee spec §3 */
export function itemWeightKg(product: ProductSnapshot): number {
  return Math.max(...product.variants.map((variant) => weightGrams(product, variant) ?? 0)) / 1000;
}

/** What Shopee would refuse about the words, told before they are sent; null = nothing seen from here. */
export function textLack(product: ProductSnapshot, limits: ItemLimits): SellerReason | null {
  const title = titleOf(product).length;
  const description = descriptionOf(product).length;
  if (title > limits.titleMax)
    return lacks('title_too_long', 'title', { max: String(limits.titleMax) });
  if (title < limits.titleMin)
    return lacks('title_too_short', 'title', { min: String(limits.titleMin) });
  if (description === 0) return lacks('missing_description', 'description');
  if (description < limits.descriptionMin) {
    return lacks('description_too_short', 'description', { min: String(limits.descriptionMin) });
  }
  // No sentence of its own: nobody writes as much by hand.
  if (description > limits.descriptionMax)
    return { key: 'other', code: 'description_too_long', field: 'description' };
  return null;
}

/** What Shopee would refuse about the goods themselves. shopee spec §3 */
export function goodsLack(product: ProductSnapshot): SellerReason | null {
  const prices = product.variants.map((variant) => variant.priceVnd);
  if (product.photos.length === 0) return lacks('missing_photo', 'photos');
  if (product.variants.some((variant) => weightGrams(product, variant) === null)) {
    return lacks('missing_weight', 'weightGrams');
  }
  if (!prices.every((price) => Number.isSafeInteger(price) && price > 0))
    return lacks('price_invalid', 'priceVnd');
  if (Math.max(...prices) > PRICE_RATIO_MAX * Math.min(...prices)) {
    return {
      key: 'price_invalid',
      code: 'price_ratio',
      field: 'priceVnd',
      values: { max: String(PRICE_RATIO_MAX) },
    };
  }
  return null;
}

import {
  descriptionOf,
  lacks,
  weightGrams,
  type ProductSnapshot,
  type SellerReason,
} from '@ganh/channels/kit';
import type { AskedAttribute } from './categories';
import { lazadaDescriptor } from './lazada.descriptor';

const { text } = lazadaDescriptor;

/** Signs that no title may hold (code 4129). lazada spec §4.5 */
const FORBIDDEN = /["^~<>|]/g;

export function titleOf(product: ProductSnapshot): string {
  return (product.answers['title'] ?? product.title).replace(FORBIDDEN, ' ').trim();
}

/** What Lazada would refuse, told before it is sent; null = nothing seen from here. lazada spec §4.1, §4.5 */
export function productLack(product: ProductSnapshot): SellerReason | null {
  const title = titleOf(product);
  if (product.photos.length === 0) return lacks('missing_photo', 'photos');
  if (title.length > text.titleMax)
    return lacks('title_too_long', 'title', { max: String(text.titleMax) });
  if (title.length < text.titleMin)
    return lacks('title_too_short', 'title', { min: String(text.titleMin) });
  if (descriptionOf(product).length > text.descriptionMax)
    return { key: 'other', code: 'description_too_long', field: 'description' };
  if (product.variants.some((variant) => weightGrams(product, variant) === null))
    return lacks('missing_weight', 'weightGrams');
  const isWhole = (price: number) => Number.isSafeInteger(price) && price > 0;
  if (!product.variants.every((variant) => isWhole(variant.priceVnd)))
    return lacks('price_invalid', 'priceVnd');
  return null;
}

/** The first attribute of the category that must be answered and is not. */
export function attributeLack(
  product: ProductSnapshot,
  attributes: readonly AskedAttribute[],
): SellerReason | null {
  const first = attributes.find((one) => one.isRequired && !product.answers[one.field]?.trim());
  return first ? lacks('missing_attribute', first.field, { field: first.name }) : null;
}

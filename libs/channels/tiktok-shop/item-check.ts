import { lacks, weightGrams, type ProductSnapshot, type SellerReason } from '@ganh/channels/kit';
import { PRICE_MAX_VND, SKU_CODE_MAX, tiktokShopDescriptor } from './tiktok-shop.descriptor';

export function titleOf({ answers, title }: ProductSnapshot): string {
  return (answers['title'] ?? title).trim();
}

/** The words as the little HTML that TikTok shows. */
export function descriptionOf({ answers, description }: ProductSnapshot): string {
  const escaped = (answers['description'] ?? description)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;');
  const lines = escaped.split('\n').map((line) => line.trim());
  return lines.flatMap((line) => (line === '' ? [] : [`<p>${line}</p>`])).join('');
}

/** One weight for the product: the heaviest variant's, so that no parcel is declared too light. */
export function weightKg(product: ProductSnapshot): number {
  return Math.max(...product.variants.map((variant) => weightGrams(product, variant) ?? 0)) / 1000;
}

/** What TikTok Shop would refuse, told before it is sent; null = nothing seen from here. tiktok-shop spec §3 */
export function whatLacks(product: ProductSnapshot): SellerReason | null {
  const { titleMin, titleMax, descriptionMax } = tiktokShopDescriptor.text;
  const title = titleOf(product).length;
  const description = descriptionOf(product).length;
  if (product.photos.length === 0) return lacks('missing_photo', 'photos');
  if (product.variants.some((variant) => weightGrams(product, variant) === null))
    return lacks('missing_weight', 'weightGrams');
  if (!product.variants.every(({ priceVnd }) => isPrice(priceVnd)))
    return lacks('price_invalid', 'priceVnd');
  if (title < titleMin) return lacks('title_too_short', 'title', { min: String(titleMin) });
  if (title > titleMax) return lacks('title_too_long', 'title', { max: String(titleMax) });
  if (description === 0) return lacks('missing_description', 'description');
  if (description > descriptionMax)
    return { key: 'other', code: 'description_too_long', field: 'description' };
  if (!product.variants.every(({ sku }) => /^\S+$/.test(sku) && sku.length <= SKU_CODE_MAX))
    return { key: 'other', code: 'sku_code', field: 'sku' };
  return null;
}

function isPrice(priceVnd: number): boolean {
  return Number.isSafeInteger(priceVnd) && priceVnd > 0 && priceVnd <= PRICE_MAX_VND;
}

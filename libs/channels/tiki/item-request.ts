import { createHash } from 'node:crypto';
import {
  chosenCategory,
  exactInteger,
  lacks,
  type ChannelAttribute,
  type ProductSnapshot,
  type SellerReason,
  type VariantSnapshot,
} from '@ganh/channels/kit';
import { tikiDescriptor } from './tiki.descriptor';

const { text, photos } = tikiDescriptor;
const OPTION_NAME = 'Phân loại';

export function titleOf(product: ProductSnapshot): string {
  return product.title.slice(0, text.titleMax);
}

/** What the seller answered, by the channel's codes; the brand is the producer's unless told otherwise. */
export function attributesOf(product: ProductSnapshot): Record<string, string> {
  const answered = Object.entries(product.answers).flatMap(([field, value]) =>
    field.startsWith('attr:') && value !== '' ? [[field.slice('attr:'.length), value]] : [],
  );
  return { brand: product.brand, ...(Object.fromEntries(answered) as Record<string, string>) };
}

/** What can be seen to be missing before any call. */
export function goodsLack(product: ProductSnapshot): SellerReason | null {
  if (product.photos.length === 0) return lacks('missing_photo', 'photos');
  if (product.description.trim() === '') return lacks('missing_description', 'description');
  if (product.title.length < text.titleMin)
    return lacks('title_too_short', 'title', { min: String(text.titleMin) });
  if (!chosenCategory(product)) return lacks('missing_category', 'categoryId');
  return null;
}

/** The first answer that the category wants and nobody has given. */
export function attributeLack(
  product: ProductSnapshot,
  asked: readonly ChannelAttribute[],
): SellerReason | null {
  const given = attributesOf(product);
  const missing = asked.find((one) => one.isRequired && !given[one.field.slice('attr:'.length)]);
  if (!missing) return null;
  const { field, name } = missing;
  return lacks('missing_attribute', field, { field: name });
}

function contentOf(product: ProductSnapshot) {
  const urls = product.photos.slice(0, photos.max).map((photo) => photo.url);
  return {
    name: titleOf(product),
    description: product.description.slice(0, text.descriptionMax),
    attributes: attributesOf(product),
    image: urls[0],
    images: urls.slice(1),
  };
}

/** Tells whether the content was handed in before. */
export function contentDigest(product: ProductSnapshot): string {
  const keys = product.photos.slice(0, photos.max).map((photo) => photo.key);
  const { name, description, attributes } = contentOf(product);
  return createHash('sha256')
    .update(JSON.stringify([name, description, attributes, keys, product.answers['categoryId']]))
    .digest('hex')
    .slice(0, 16);
}

/** The request for those variants that are no products there yet; each becomes one. tiki spec §3 */
export function requestBody(
  product: ProductSnapshot,
  variants: readonly VariantSnapshot[],
): Record<string, unknown> {
  const hasOptions = product.variants.length > 1;
  return {
    ...contentOf(product),
    category_id: exactInteger(product.answers['categoryId'] ?? ''),
    market_price: variants[0]?.priceVnd,
    option_attributes: hasOptions ? [OPTION_NAME] : [],
    variants: variants.map((variant) => ({
      sku: variant.sku,
      price: variant.priceVnd,
      market_price: variant.priceVnd,
      quantity: Math.max(0, Math.floor(variant.availableQty)),
      inventory_type: 'dropship',
      ...(hasOptions && { option1: variant.optionName || variant.sku }),
      image: contentOf(product).image,
    })),
  };
}

/** New words and pictures of one product. tiki spec §4: it goes through approval again. */
export function updateBody(product: ProductSnapshot, productId: string): Record<string, unknown> {
  return { product_id: exactInteger(productId), ...contentOf(product) };
}

import type { ProductSnapshot, SellerReason, VariantSnapshot } from '@ganh/channels/kit';
import { facebookDescriptor } from './facebook.descriptor';

const { titleMax, descriptionMax } = facebookDescriptor.text;

export interface BatchRequest {
  method: 'UPDATE';
  data: Record<string, unknown> & { id: string };
}

/** What Meta would refuse, told before it is sent; null = nothing seen from here. facebook spec §4.1 */
export function catalogLack(
  product: ProductSnapshot,
  variant: VariantSnapshot,
): SellerReason | null {
  if (product.photos.length === 0)
    return { key: 'missing_photo', code: 'missing_photo', field: 'photos' };
  if (!Number.isSafeInteger(variant.priceVnd) || variant.priceVnd <= 0) {
    return { key: 'price_invalid', code: 'price_invalid', field: 'priceVnd' };
  }
  return null;
}

/**
 * One variant as it should be now, whole: an UPDATE makes it too where it does not exist (allow_upsert). Quantity and
 * availability always go together, the price is "65000 VND". A hidden product is staged, not deleted. facebook spec §4.1
 */
export function batchRequest(product: ProductSnapshot, variant: VariantSnapshot): BatchRequest {
  const qty = Math.max(0, Math.floor(variant.availableQty));
  const [first, ...others] = product.photos;
  const title = (product.answers['title'] ?? product.title).trim();
  const group = product.variants.length > 1 ? product.variants[0]?.sku : undefined;
  return {
    method: 'UPDATE',
    data: {
      id: variant.sku,
      title: cut([title, variant.optionName].filter(Boolean).join(' – '), titleMax),
      description: cut(
        (product.answers['description'] ?? product.description).trim() || title,
        descriptionMax,
      ),
      availability: qty > 0 ? 'in stock' : 'out of stock',
      quantity_to_sell_on_facebook: qty,
      condition: 'new',
      price: `${variant.priceVnd} VND`,
      // Meta wants one; a product whose maker is not named has none to show.
      brand: product.brand.trim() || 'Không thương hiệu',
      link: product.pageUrl,
      image_link: first?.url,
      additional_image_link: others
        .slice(0, facebookDescriptor.photos.max - 1)
        .map((photo) => photo.url),
      visibility: product.hidden ? 'staging' : 'published',
      // Emptied when the certificate has lapsed: a field left out would keep its old value.
      custom_label_0: product.ocopStars === null ? '' : `OCOP ${product.ocopStars} sao`,
      ...(group && { item_group_id: group }),
    },
  };
}

function cut(text: string, max: number): string {
  const signs = [...text];
  return signs.length <= max ? text : `${signs.slice(0, max - 1).join('')}…`;
}

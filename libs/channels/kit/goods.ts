import type { ProductSnapshot, VariantSnapshot } from './contract';
import type { SellerReason } from './reason';

/** The seller's own words for this channel, else the product's. */
export function descriptionOf(product: ProductSnapshot): string {
  return (product.answers['description'] ?? product.description).trim();
}

/** The variant's own, else what the seller answered for this product. */
export function weightGrams(product: ProductSnapshot, variant: VariantSnapshot): number | null {
  const answered = Number(product.answers['weightGrams'] ?? '');
  if (variant.weightGrams !== null && variant.weightGrams > 0) return variant.weightGrams;
  return Number.isFinite(answered) && answered > 0 ? answered : null;
}

/** The category the seller chose, where it is one. */
export function chosenCategory(product: ProductSnapshot): string | undefined {
  const chosen = product.answers['categoryId'];
  return chosen && /^\d+$/.test(chosen) ? chosen : undefined;
}

/** Something that can be seen to be missing or wrong before any call. */
export function lacks(
  key: SellerReason['key'],
  field: string,
  values?: Record<string, string>,
): SellerReason {
  return { key, code: key, field, ...(values && { values }) };
}

import type { Product } from '@ganh/catalogue';
import type { VariantId } from '@ganh/kernel';

/** What the edit form holds of a product, by the form's names; '' = not said, photos by key, the first one first. */
export type ProductFields = Readonly<Record<string, string>>;

const WEIGHT = 'weightGrams.';

export function weightField(id: VariantId): string {
  return `${WEIGHT}${id}`;
}

export function isWeight(field: string): boolean {
  return field.startsWith(WEIGHT);
}

export function fieldsOf(product: Product): ProductFields {
  return {
    name: product.name,
    description: product.description,
    kind: product.kind,
    certificateId: String(product.certificateId ?? ''),
    photoKeys: product.photoKeys.join(','),
    ...Object.fromEntries(
      product.variants.map(({ id, weightGrams }) => [weightField(id), String(weightGrams ?? '')]),
    ),
  };
}

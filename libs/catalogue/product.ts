import type { CertificateId, ProductId, VariantId } from '@ganh/kernel';

export type PackMeasure = 'g' | 'ml' | 'piece';

/** The sellable unit: stock and price live here. */
export interface Variant {
  id: VariantId;
  productId: ProductId;
  /** Ours on every channel, never changed: looking a listing up after a time-out relies on it. */
  sku: string;
  sellerSku: string | null;
  /** '' where the product has one variant only. */
  optionName: string;
  /** What the price is for: "hũ", "kg". */
  unit: string;
  /** Smallest steps in one unit: 1 for pieces; pepper sold per kg in 50 g: 20. Quantities count steps. */
  stepsPerUnit: number;
  pack: { amount: number; measure: PackMeasure } | null;
  /** Parcel weight of one unit. */
  weightGrams: number | null;
  priceVnd: number;
  priceRev: number;
  position: number;
}

/** What the cooperative makes, with its variants in order. */
export interface Product {
  id: ProductId;
  /** In public addresses. */
  code: string;
  name: string;
  description: string;
  producer: string;
  /** OCOP product group, as a code of plain letters; may be ''. */
  kind: string;
  certificateId: CertificateId | null;
  /** Off sale everywhere: for now, or because it is removed. */
  hidden: boolean;
  /** Off sale for good and out of every list; known by its id only, so that orders, channels and an undo still find it. */
  removed: boolean;
  rev: number;
  photoKeys: readonly string[];
  variants: readonly Variant[];
  createdAt: number;
}

export interface NewVariant {
  optionName: string;
  unit: string;
  stepsPerUnit: number;
  packAmount: number | null;
  packMeasure: PackMeasure | null;
  weightGrams: number | null;
  sellerSku: string | null;
  priceVnd: number;
  parts: readonly { variantId: number; quantity: number }[];
}

export interface NewProduct {
  name: string;
  description: string;
  producer: string;
  kind: string;
  certificateId: number | null;
  photoKeys: readonly string[];
  variants: readonly NewVariant[];
}

export type ProductPatch = Partial<
  Pick<NewProduct, 'name' | 'description' | 'producer' | 'kind' | 'certificateId' | 'photoKeys'>
> & {
  hidden?: boolean;
  variants?: readonly VariantPatch[];
};

/** What is not named stays. */
export interface VariantPatch {
  id: number;
  weightGrams?: number | null;
  pack?: Variant['pack'];
}

/** Weight of one unit where nobody said it but the pack does: a 500 ml jar weighs its content and a third for glass. */
export function guessWeightGrams(
  variant: Pick<Variant, 'weightGrams' | 'pack' | 'unit'>,
): number | null {
  if (variant.weightGrams !== null) return variant.weightGrams;
  if (variant.pack === null || variant.pack.measure === 'piece')
    return variant.unit === 'kg' ? 1100 : null;
  return Math.ceil((variant.pack.amount * (variant.pack.measure === 'ml' ? 1.35 : 1.1)) / 10) * 10;
}

import { guessWeightGrams, type Product } from '@ganh/catalogue';

/**
 * Grams of one packed unit, as goods of the same unit weigh: what was answered for them, else what their pack tells.
 * The middle one, so that a single odd jar does not decide; null where nothing of this unit is known.
 */
export function weightLikeOthers(
  product: Product,
  others: readonly Product[],
  answered: ReadonlyMap<number, number>,
): number | null {
  const unit = product.variants[0]?.unit;
  const grams = others
    .filter((other) => other.id !== product.id && other.variants[0]?.unit === unit)
    .flatMap((other) => answered.get(other.id) ?? other.variants.slice(0, 1).map(guessWeightGrams))
    .filter((weight) => weight !== null)
    .sort((a, b) => a - b);
  return grams[grams.length >> 1] ?? null;
}

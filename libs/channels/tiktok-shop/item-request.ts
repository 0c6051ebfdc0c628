import { createHash } from 'node:crypto';
import type { ProductSnapshot, VariantSnapshot } from '@ganh/channels/kit';
import type { AttributeBody } from './categories';
import { descriptionOf, titleOf, weightKg } from './item-check';
import { priceOf, quantityOf, type ListedSku } from './listed';
import { OPTION_MAX } from './tiktok-shop.descriptor';

/** What create and partial_edit carry beside the variants. tiktok-shop spec §3 */
export interface ItemContent {
  title: string;
  description: string;
  category_id: string;
  category_version: 'v2';
  main_images: { uri: string }[];
  package_weight: { value: string; unit: 'KILOGRAM' };
  product_attributes: AttributeBody[];
}

export function contentOf(
  product: ProductSnapshot,
  parts: { categoryId: string; imageUris: readonly string[]; attributes: AttributeBody[] },
): ItemContent {
  return {
    title: titleOf(product),
    description: descriptionOf(product),
    category_id: parts.categoryId,
    category_version: 'v2',
    main_images: parts.imageUris.map((uri) => ({ uri })),
    package_weight: { value: String(weightKg(product)), unit: 'KILOGRAM' },
    product_attributes: parts.attributes,
  };
}

/** Tells whether the same was pushed before: an edit that changes nothing would still be looked at for days. */
export function digestOf(content: ItemContent, product: ProductSnapshot): string {
  const variants = product.variants.map(({ sku }, at) => [sku, optionNames(product)[at]]);
  return createHash('sha256')
    .update(JSON.stringify([content, variants]))
    .digest('hex')
    .slice(0, 32);
}

export function priceBody(priceVnd: number): { amount: string; currency: 'VND' } {
  return { amount: String(priceVnd), currency: 'VND' };
}

/** Absolute, at the one place that we list variants at. tiktok-shop spec §3 */
export function inventoryBody(warehouseId: string, qty: number): unknown[] {
  return [{ warehouse_id: warehouseId, quantity: Math.max(0, Math.floor(qty)) }];
}

const ATTRIBUTE = 'Phân loại';

/** Each name once: one used twice, or none, is told apart by our code. */
function optionNames({ variants }: ProductSnapshot): string[] {
  const names = variants.map(({ optionName }) => optionName.trim());
  return names.map((name, at) => {
    const code = variants[at]?.sku ?? '';
    if (name === '') return code.slice(0, OPTION_MAX);
    const isTaken = names.filter((other) => other === name).length > 1 || name.length > OPTION_MAX;
    return isTaken ? `${name.slice(0, OPTION_MAX - code.length - 1)} ${code}` : name;
  });
}

function skuBody(
  variant: VariantSnapshot,
  warehouseId: string,
  option: string | null,
  id?: string,
): Record<string, unknown> {
  return {
    ...(id && { id }),
    seller_sku: variant.sku,
    price: priceBody(variant.priceVnd),
    inventory: inventoryBody(warehouseId, variant.availableQty),
    ...(option !== null && { sales_attributes: [{ name: ATTRIBUTE, value_name: option }] }),
  };
}

/**
 * Every variant with its newest values, those that are there under their ids. A list replaces the whole: what an edit
 * leaves out is deleted (tiktok-shop spec §3), so that variants which are not ours are sent back as they were.
 */
export function skuBodies(
  product: ProductSnapshot,
  warehouseId: string,
  listed: readonly ListedSku[],
): Record<string, unknown>[] {
  const names = optionNames(product);
  const others = listed.filter(
    (one) => !product.variants.some((variant) => variant.sku === one.seller_sku),
  );
  const isAlone = product.variants.length + others.length === 1;
  const ours = product.variants.map((variant, at) => {
    const known = listed.find((one) => one.seller_sku === variant.sku);
    return skuBody(variant, warehouseId, isAlone ? null : (names[at] ?? variant.sku), known?.id);
  });
  return [...ours, ...others.map((one) => asItWas(one, warehouseId))];
}

function asItWas(one: ListedSku, warehouseId: string): Record<string, unknown> {
  const known = one.sales_attributes.filter((attribute) => attribute.value_name);
  return {
    id: one.id,
    seller_sku: one.seller_sku ?? one.id,
    price: priceBody(priceOf(one) ?? 0),
    inventory:
      one.inventory.length > 0 ? one.inventory : inventoryBody(warehouseId, quantityOf(one) ?? 0),
    sales_attributes: known.map(({ name, value_name }) => ({
      name: name ?? ATTRIBUTE,
      value_name,
    })),
  };
}

/** The body of a create call. The key makes a repeat of the same body give the same product. tiktok-shop spec §3 */
export function createBody(
  product: ProductSnapshot,
  content: ItemContent,
  warehouseId: string,
): Record<string, unknown> {
  const first = product.variants[0]?.sku ?? '';
  const after = product.memory['goneItemId'] ?? '';
  return {
    save_mode: 'LISTING',
    ...content,
    skus: skuBodies(product, warehouseId, []),
    idempotency_key: [first, after, digestOf(content, product)]
      .filter(Boolean)
      .join('-')
      .slice(0, 128),
  };
}

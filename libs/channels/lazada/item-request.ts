import { createHash } from 'node:crypto';
import {
  descriptionOf,
  weightGrams,
  exactInteger,
  type ProductSnapshot,
  type VariantSnapshot,
} from '@ganh/channels/kit';
import { stringify } from 'lossless-json';
import type { AskedAttribute } from './categories';
import { titleOf } from './item-check';
import { OPTION_MAX } from './lazada.descriptor';

/** At most 15 signs. */
const VARIATION = 'Phân loại';

/** What both product calls carry; in JSON images and SKUs are lists and values are texts. lazada spec §4.1 */
export interface ItemContent {
  categoryId: string;
  images: string[];
  attributes: readonly AskedAttribute[];
}

type Body = Record<string, unknown>;

export function payloadOf(product: Body): string {
  return stringify({ Request: { Product: product } }) ?? '';
}

/** Tells whether the content was pushed before, so that hiding and showing alone does not send it again. */
export function contentDigest(product: ProductSnapshot, content: ItemContent): string {
  const { categoryId, images, attributes } = content;
  const parts = [
    categoryId,
    images,
    attributesOf(product, attributes),
    product.variants.map((variant) => skuContent(product, variant, attributes)),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

function answered(
  product: ProductSnapshot,
  attributes: readonly AskedAttribute[],
  of: AskedAttribute['of'],
): Record<string, string> {
  return Object.fromEntries(
    attributes.flatMap((one) => {
      const answer = product.answers[one.field]?.trim();
      return one.of === of && answer ? [[one.field.slice('attr:'.length), answer]] : [];
    }),
  );
}

function attributesOf(product: ProductSnapshot, attributes: readonly AskedAttribute[]): Body {
  return {
    name: titleOf(product),
    description: descriptionOf(product),
    brand: product.answers['attr:brand'] || 'No Brand',
    ...answered(product, attributes, 'item'),
  };
}

/** What a SKU is sent with in either call; price and stock have calls of their own. */
function skuContent(
  product: ProductSnapshot,
  variant: VariantSnapshot,
  attributes: readonly AskedAttribute[],
): Body {
  const at = product.variants.indexOf(variant);
  return {
    ...(product.variants.length > 1 && {
      saleProp: { [VARIATION]: optionNames(product.variants)[at] ?? variant.sku },
    }),
    package_weight: String((weightGrams(product, variant) ?? 0) / 1000),
    ...answered(product, attributes, 'sku'),
  };
}

/** Options are told once each and in twenty signs; a name used twice, or none, is told apart by a number. */
export function optionNames(variants: ProductSnapshot['variants']): string[] {
  const taken = new Set<string>();
  return variants.map(({ optionName, sku }) => {
    const wanted = (optionName.trim() || sku).slice(0, OPTION_MAX).trim();
    let name = wanted;
    for (let n = 2; taken.has(name); n += 1)
      name = `${wanted.slice(0, OPTION_MAX - String(n).length - 1).trim()} ${n}`;
    taken.add(name);
    return name;
  });
}

function variationOf({ variants }: ProductSnapshot): Body {
  if (variants.length <= 1) return {};
  const option = optionNames(variants);
  const variation1 = { name: VARIATION, hasImage: false, customize: true, options: { option } };
  return { variation: { variation1 } };
}

function newSku(
  product: ProductSnapshot,
  variant: VariantSnapshot,
  attributes: readonly AskedAttribute[],
): Body {
  return {
    SellerSku: variant.sku,
    ...skuContent(product, variant, attributes),
    price: String(variant.priceVnd),
    quantity: String(Math.max(0, Math.floor(variant.availableQty))),
  };
}

export function createPayload(product: ProductSnapshot, content: ItemContent): string {
  return payloadOf({
    PrimaryCategory: content.categoryId,
    Images: { Image: content.images },
    Attributes: attributesOf(product, content.attributes),
    ...variationOf(product),
    Skus: { Sku: product.variants.map((one) => newSku(product, one, content.attributes)) },
  });
}

/** New variants beside one that is there already. lazada spec §4.1: AssociatedSku */
export function addPayload(
  product: ProductSnapshot,
  content: ItemContent,
  { beside, added }: { beside: string; added: readonly VariantSnapshot[] },
): string {
  return payloadOf({
    AssociatedSku: beside,
    PrimaryCategory: content.categoryId,
    Attributes: attributesOf(product, content.attributes),
    ...variationOf(product),
    Skus: { Sku: added.map((one) => newSku(product, one, content.attributes)) },
  });
}

/** @param skuIds by our sku; what Lazada does not have yet is left out. */
export function updatePayload(
  product: ProductSnapshot,
  content: ItemContent,
  itemId: string,
  skuIds: Readonly<Record<string, string>>,
): string {
  const Sku = product.variants.flatMap((one) => {
    const SkuId = skuIds[one.sku];
    return SkuId
      ? [{ SkuId, ...skuContent(product, one, content.attributes), Status: 'active' }]
      : [];
  });
  return payloadOf({
    ItemId: itemId,
    PrimaryCategory: content.categoryId,
    Images: { Image: content.images },
    Attributes: attributesOf(product, content.attributes),
    ...variationOf(product),
    Skus: { Sku },
  });
}

/** Whole numbers here, as the published sample has them. */
export function deactivatePayload(itemId: string, skuIds: readonly string[]): string {
  return payloadOf({ ItemId: exactInteger(itemId), Skus: { SkuId: skuIds.map(exactInteger) } });
}

import {
  ChannelFailure,
  integerId,
  looseNumber,
  looseText,
  type ListedVariant,
  type ReadBackClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, onward, pageOf } from './call';
import { ROWS_PER_PAGE } from './tiki.descriptor';

const productSchema = z.looseObject({
  product_id: integerId,
  original_sku: looseText,
  name: looseText,
  price: looseNumber,
  active: z.union([z.number(), z.boolean()]).nullish().catch(null),
  inventory: z
    .looseObject({
      quantity_available: looseNumber,
      quantity_sellable: looseNumber,
      quantity: looseNumber,
    })
    .nullish()
    .catch(null),
});

export type TikiProduct = z.infer<typeof productSchema>;

const found = z.union([
  productSchema,
  z.looseObject({ data: productSchema }).transform(({ data }) => data),
]);

/** The product made of one of our variants; null where there is none (yet). tiki spec §4 */
export async function findBySku(access: ShopAccess, sku: string): Promise<TikiProduct | null> {
  const query: [string, string][] = [['original_sku', sku]];
  try {
    return await ask(access, { method: 'GET', path: 'v2/products/findBy', query }, found);
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound') return null;
    throw error;
  }
}

/** By our skus, from the lists that tell the stock too. tiki spec §4 */
export function tikiReadBack(access: ShopAccess): ReadBackClient {
  return {
    async read(_externalItemIds, skus) {
      const bySku = new Map<string, TikiProduct>();
      for (let page = '1'; page !== '' && bySku.size < skus.length;) {
        const { rows, next } = await productPage(access, page);
        for (const row of rows)
          if (row.original_sku && skus.includes(row.original_sku)) bySku.set(row.original_sku, row);
        page = onward(page, next);
      }
      return skus.flatMap((sku) => {
        const product = bySku.get(sku);
        return product ? [variantOf(sku, product)] : [];
      });
    },
  };
}

function productPage(access: ShopAccess, page: string) {
  const query: [string, string][] = [
    ['include', 'inventory'],
    ['limit', String(ROWS_PER_PAGE)],
    ['page', page],
  ];
  return ask(
    access,
    { method: 'GET', path: 'v2.1/products', query },
    pageOf(z.array(productSchema)),
  );
}

function variantOf(sku: string, product: TikiProduct): ListedVariant {
  const { inventory } = product;
  return {
    externalItemId: product.product_id,
    externalVariantId: product.product_id,
    sku,
    qty:
      inventory?.quantity_available ?? inventory?.quantity_sellable ?? inventory?.quantity ?? null,
    priceVnd: product.price,
    onSale: product.active === 1 || product.active === true,
  };
}

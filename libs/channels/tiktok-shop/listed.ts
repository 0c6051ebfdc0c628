import {
  ChannelFailure,
  integerId,
  looseList,
  looseNumber,
  looseText,
  type ProductSnapshot,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, type ShopCaller } from './call';

const listedSku = z.looseObject({
  id: integerId,
  seller_sku: looseText,
  // Which of the names a price has in an answer is not described. tiktok-shop spec §3
  price: z
    .looseObject({ sale_price: looseNumber, tax_exclusive_price: looseNumber, amount: looseNumber })
    .nullish()
    .catch(null),
  inventory: looseList(z.looseObject({ warehouse_id: looseText, quantity: looseNumber })),
  sales_attributes: looseList(z.looseObject({ name: looseText, value_name: looseText })),
  status_info: z.looseObject({ status: looseText }).nullish().catch(null),
});
export type ListedSku = z.infer<typeof listedSku>;

const listedProduct = z.looseObject({
  id: integerId.nullish().catch(null),
  title: looseText,
  description: looseText,
  status: z.string(),
  audit: z.looseObject({ status: looseText }).nullish().catch(null),
  audit_failed_reasons: looseList(z.looseObject({ reasons: looseList(z.string()) })),
  skus: looseList(listedSku),
});
export type ListedProduct = z.infer<typeof listedProduct>;

/** The product as TikTok has it, with the edit that is being looked at where there is one; null for one it does not know. */
export async function readProduct(
  access: ShopCaller,
  productId: string,
  version: 'newest' | 'live' = 'newest',
): Promise<ListedProduct | null> {
  const query: [string, string][] =
    version === 'newest' ? [['return_under_review_version', 'true']] : [];
  try {
    return await ask(access, { path: productPath(productId), query }, listedProduct);
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound') return null;
    throw error;
  }
}

export function productPath(productId: string, rest = ''): string {
  return `/product/202309/products/${encodeURIComponent(productId)}${rest}`;
}

export function priceOf({ price }: ListedSku): number | null {
  return price?.sale_price ?? price?.tax_exclusive_price ?? price?.amount ?? null;
}

export function quantityOf({ inventory }: ListedSku): number | null {
  if (inventory.length === 0) return null;
  return inventory.reduce((sum, one) => sum + (one.quantity ?? 0), 0);
}

export function isUnderReview({ status, audit }: ListedProduct): boolean {
  return status === 'PENDING' || audit?.status === 'AUDITING';
}

/** Variant ids by our sku. */
export function idsBySku(
  skus: readonly Pick<ListedSku, 'id' | 'seller_sku'>[],
): Record<string, string> {
  return Object.fromEntries(
    skus.flatMap((one) => (one.seller_sku ? [[one.seller_sku, one.id]] : [])),
  );
}

const SKUS_PER_SEARCH = 10;
const found = z.looseObject({
  products: looseList(
    z.looseObject({
      id: integerId,
      status: looseText,
      skus: looseList(z.looseObject({ seller_sku: looseText })),
    }),
  ),
});

/** The product that an earlier create may have made: found by our sku, deleted ones left out. tiktok-shop spec §3 */
export async function findBySku(
  access: ShopCaller,
  { variants }: ProductSnapshot,
): Promise<string | null> {
  const skus = variants.map(({ sku }) => sku);
  const call = {
    path: '/product/202502/products/search',
    query: [['page_size', '20']] as [string, string][],
    json: { seller_skus: skus.slice(0, SKUS_PER_SEARCH) },
    reads: true,
  };
  const { products } = await ask(access, call, found);
  const ours = products.find(
    (one) =>
      one.status !== 'DELETED' && one.skus.some((sku) => skus.includes(sku.seller_sku ?? '')),
  );
  return ours?.id ?? null;
}

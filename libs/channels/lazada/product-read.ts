import {
  ChannelFailure,
  integerId,
  looseList,
  looseNumber,
  looseText,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inData } from './call';
import { PRODUCTS_PER_PAGE } from './lazada.descriptor';

const inventory = z.looseObject({ sellableQuantity: looseNumber });

const listedSku = z.looseObject({
  SkuId: integerId,
  SellerSku: looseText,
  Status: looseText,
  price: looseNumber,
  quantity: looseNumber,
  Available: looseNumber,
  multiWarehouseInventories: looseList(inventory),
});
export type ListedSku = z.infer<typeof listedSku>;

/** Both spellings are in use for the same fields. lazada spec §4.3 */
const listedItem = z
  .looseObject({
    item_id: integerId.optional(),
    itemId: integerId.optional(),
    status: looseText,
    skus: looseList(listedSku),
  })
  .transform(({ item_id: own, itemId, ...rest }, context) => {
    const id = own ?? itemId;
    if (id !== undefined) return { ...rest, itemId: id };
    context.addIssue({ code: 'custom', path: ['item_id'], message: 'no id' });
    return z.NEVER;
  });
export type ListedItem = z.infer<typeof listedItem>;

const oneItem = inData(listedItem);
const manyItems = inData(z.looseObject({ products: looseList(listedItem) }));

/** null where Lazada knows it no more. */
export async function readItem(access: ShopAccess, itemId: string): Promise<ListedItem | null> {
  const call = { path: '/product/item/get', parameters: [['item_id', itemId]] } as const;
  try {
    return await askAsShop(access, call, oneItem);
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound') return null;
    throw error;
  }
}

/** Those that have one of our codes, at most 100 codes and 50 items a call. lazada spec §4.3 */
export async function readBySku(
  access: ShopAccess,
  skus: readonly string[],
): Promise<ListedItem[]> {
  const found: ListedItem[] = [];
  for (let at = 0; at < skus.length; at += PRODUCTS_PER_PAGE) {
    const wanted = skus.slice(at, at + PRODUCTS_PER_PAGE);
    const parameters: [string, string][] = [
      ['filter', 'all'],
      ['limit', String(PRODUCTS_PER_PAGE)],
      ['sku_seller_list', JSON.stringify(wanted)],
    ];
    found.push(
      ...(await askAsShop(access, { path: '/products/get', parameters }, manyItems)).products,
    );
  }
  return [...new Map(found.map((one) => [one.itemId, one])).values()];
}

const is = (item: ListedItem, ...words: string[]) =>
  words.includes((item.status ?? '').toLowerCase());

export const isLive = (item: ListedItem) => is(item, 'active');
export const isInReview = (item: ListedItem) => is(item, 'pending qc', 'pending');
export const isRefused = (item: ListedItem) => is(item, 'rejected', 'lock', 'suspended');
export const isDeleted = (item: ListedItem) => is(item, 'deleted');

/** What may still be sold, over all warehouses. lazada spec §4.2 */
export function sellableQty(sku: ListedSku): number | null {
  const counted = sku.multiWarehouseInventories.flatMap((one) => one.sellableQuantity ?? []);
  if (counted.length > 0) return counted.reduce((sum, one) => sum + one, 0);
  return sku.Available ?? sku.quantity;
}

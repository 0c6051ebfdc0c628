import type { ListedVariant, ReadBackClient, ShopAccess } from '@ganh/channels/kit';
import {
  isDeleted,
  isLive,
  readBySku,
  readItem,
  sellableQty,
  type ListedItem,
} from './product-read';

/** By our codes first, many in one call; an item none of them names is asked for by itself. */
export function lazadaReadBack(access: ShopAccess): ReadBackClient {
  return {
    async read(externalItemIds, skus) {
      const found = await readBySku(access, skus);
      const known = new Set(found.map((item) => item.itemId));
      for (const itemId of externalItemIds) {
        const item = known.has(itemId) ? null : await readItem(access, itemId);
        if (item) found.push(item);
      }
      return found.filter((item) => !isDeleted(item)).flatMap(variantsOf);
    },
  };
}

function variantsOf(item: ListedItem): ListedVariant[] {
  return item.skus.map((sku) => ({
    externalItemId: item.itemId,
    externalVariantId: sku.SkuId,
    sku: sku.SellerSku || null,
    qty: sellableQty(sku),
    priceVnd: sku.price,
    onSale: isLive(item) && (sku.Status ?? 'active').toLowerCase() === 'active',
  }));
}

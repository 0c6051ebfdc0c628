import type { ListedVariant, ReadBackClient, ShopAccess } from '@ganh/channels/kit';
import { priceOf, quantityOf, readProduct, type ListedProduct } from './listed';

/** Listings as buyers see them, not as an edit under review will make them; one deleted there is not told. */
export function tiktokShopReadBack(access: ShopAccess): ReadBackClient {
  return {
    async read(externalItemIds) {
      const listed: ListedVariant[] = [];
      for (const id of externalItemIds) {
        const product = /^\d+$/.test(id) ? await readProduct(access, id, 'live') : null;
        if (product && product.status !== 'DELETED') listed.push(...variantsOf(id, product));
      }
      return listed;
    },
  };
}

function variantsOf(externalItemId: string, { status, skus }: ListedProduct): ListedVariant[] {
  return skus.map((sku) => ({
    externalItemId,
    externalVariantId: sku.id,
    sku: sku.seller_sku || null,
    qty: quantityOf(sku),
    priceVnd: priceOf(sku),
    onSale: status === 'ACTIVATE' && sku.status_info?.status !== 'DEACTIVATED',
  }));
}

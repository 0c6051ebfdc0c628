import type { ListedVariant, ReadBackClient, ShopAccess } from '@ganh/channels/kit';
import {
  isDeleted,
  readItems,
  readModels,
  unlessGone,
  type ListedItem,
  type ListedModel,
} from './listed';

/** Listings by Shopee's item ids; one deleted there is not told. shopee spec §3 */
export function shopeeReadBack(access: ShopAccess): ReadBackClient {
  return {
    async read(externalItemIds) {
      const listed: ListedVariant[] = [];
      for (const item of await readItems(access, externalItemIds)) {
        if (isDeleted(item)) continue;
        if (item.has_model) listed.push(...(await variantsOf(access, item)));
        else listed.push(variant(item, item, item.item_sku, '0'));
      }
      return listed;
    },
  };
}

async function variantsOf(access: ShopAccess, item: ListedItem): Promise<ListedVariant[]> {
  const read = await unlessGone(readModels(access, item.item_id));
  return (read?.models ?? []).map((model) => variant(item, model, model.model_sku, model.model_id));
}

/** Stock as we set it, seller stock over all locations; the total of what is available stands in where it is absent. */
function variant(
  item: ListedItem,
  source: Pick<ListedModel, 'stock_info_v2' | 'price_info'> & { model_status?: string | null },
  sku: string | null,
  externalVariantId: string,
): ListedVariant {
  const stocks = source.stock_info_v2?.seller_stock ?? [];
  const counted = stocks.length > 0 ? stocks.reduce((sum, one) => sum + (one.stock ?? 0), 0) : null;
  return {
    externalItemId: item.item_id,
    externalVariantId,
    sku: sku || null,
    qty: counted ?? source.stock_info_v2?.summary_info?.total_available_stock ?? null,
    priceVnd: source.price_info[0]?.original_price ?? null,
    onSale: item.item_status === 'NORMAL' && source.model_status !== 'MODEL_UNAVAILABLE',
  };
}

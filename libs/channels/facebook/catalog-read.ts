import {
  idText,
  looseList,
  looseNumber,
  looseText,
  type ListedVariant,
  type ReadBackClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsPage } from './call';
import { catalogIdOf } from './catalog-refusal';

const FIELDS =
  'id,retailer_id,name,price,availability,inventory,quantity_to_sell_on_facebook,review_status,image_fetch_status,visibility,errors';

const products = z.looseObject({
  data: looseList(
    z.looseObject({
      id: idText,
      retailer_id: looseText,
      availability: looseText,
      quantity_to_sell_on_facebook: looseNumber,
      inventory: looseNumber,
      review_status: looseText,
      visibility: looseText,
    }),
  ),
});

/** One sku a call: the only filter that is described. facebook spec §4.3 */
export async function readListed(
  access: ShopAccess,
  skus: readonly string[],
): Promise<ListedVariant[]> {
  const catalogId = catalogIdOf(access);
  const listed: ListedVariant[] = [];
  if (!catalogId) return listed;
  for (const sku of skus) {
    const query: [string, string][] = [
      ['fields', FIELDS],
      ['filter', JSON.stringify({ retailer_id: { eq: sku } })],
    ];
    const call = {
      path: `${catalogId}/products`,
      name: 'catalog products',
      limit: 'catalog' as const,
      objectId: catalogId,
      query,
    };
    const { data } = await askAsPage(access, call, products);
    for (const item of data) {
      if (item.retailer_id !== sku) continue;
      listed.push({
        externalItemId: item.id,
        externalVariantId: sku,
        sku,
        qty: item.quantity_to_sell_on_facebook ?? item.inventory,
        priceVnd: null, // a formatted text that must not be read as a number. facebook spec §4.3
        onSale: item.visibility === 'published' && item.review_status !== 'rejected',
      });
    }
  }
  return listed;
}

/** By sku: a catalogue item has no id of Meta's that a push would tell. */
export function facebookReadBack(access: ShopAccess): ReadBackClient {
  return { read: (_externalItemIds, skus) => readListed(access, skus) };
}

import type { KeylessOutcome, ListingRefs, SellerReason, ShopAccess } from '@ganh/channels/kit';
import { NEW_ITEM_REST_MS } from './shopee.descriptor';

/** Image ids by photo, the category guessed, a digest of the content pushed, when the item was made. */
export type Memory = Record<string, string>;

/** `item_url` is a template of the app's operator for where people see an item: https://…/{shop_id}/{item_id}. */
export function refsOf(
  access: ShopAccess,
  itemId: string,
  memory: Memory,
  variantIds?: Record<string, string>,
): ListingRefs {
  const view = access.app['item_url'];
  return {
    externalItemId: itemId,
    memory,
    ...(variantIds && { externalVariantIds: variantIds }),
    ...(view && {
      viewUrl: view.replace('{shop_id}', access.externalShopId).replace('{item_id}', itemId),
    }),
  };
}

export function deferred(refs: ListingRefs, retryAfterMs = NEW_ITEM_REST_MS): KeylessOutcome {
  return { kind: 'deferred', retryAfterMs, refs };
}

export function refused(reason: SellerReason, refs: ListingRefs): KeylessOutcome {
  return { kind: 'rejected', reason, refs };
}

/** Deleted there. It is remembered as gone, so that "post again" makes a new item. */
export function gone(itemId: string, memory: Memory): KeylessOutcome {
  return refused({ key: 'gone', code: 'gone' }, { memory: { ...memory, goneItemId: itemId } });
}

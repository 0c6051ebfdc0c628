import {
  chosenCategory,
  ChannelFailure,
  integerId,
  type KeylessOutcome,
  type ProductSnapshot,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { answersTo, attributeBody, attributeLack, readAttributes } from './attributes';
import { askAsShop, inResponse } from './call';
import { goodsLack, itemWeightKg, textLack, titleOf } from './item-check';
import { deferred, refsOf, refused, type Memory } from './item-outcome';
import { addItemBody, contentDigest, contentOf } from './item-request';
import { itemSkuOf } from './listed';
import { uploadPhotos } from './photos';
import { readDeliveryOptions, readLimits, recommendCategories } from './preparation';
import { NEW_ITEM_REST_MS } from './shopee.descriptor';

/** After a lost answer a new item is not looked for earlier than it can be found. shopee spec §3 */
const LOOK_AFTER_MS = NEW_ITEM_REST_MS + 1_000;

/** Makes a new item. One with variants is only half done then: they follow when it can be read. */
export async function makeItem(
  access: ShopAccess,
  product: ProductSnapshot,
  memory: Memory,
): Promise<KeylessOutcome> {
  const lack = goodsLack(product);
  if (lack) return refused(lack, { memory });
  const categoryId = await categoryOf(access, product, memory);
  if (!categoryId) {
    return refused(
      { key: 'missing_category', code: 'missing_category', field: 'categoryId' },
      { memory },
    );
  }
  const wordsLack = textLack(product, await readLimits(access, categoryId));
  if (wordsLack) return refused(wordsLack, { memory });
  const attributes = await readAttributes(access, categoryId);
  const attributesLack = attributeLack(product, attributes);
  if (attributesLack) return refused(attributesLack, { memory });
  const deliveryIds = await readDeliveryOptions(access, itemWeightKg(product));
  if (deliveryIds.length === 0)
    return refused({ key: 'no_delivery_option', code: 'no_channel' }, { memory });
  const content = contentOf(product, await uploadPhotos(access, product.photos, memory));
  const answers = attributeBody(product, attributes);
  const itemId = await addItem(
    access,
    addItemBody(access, product, { content, categoryId, deliveryIds, answers }),
  );
  memory['content'] = contentDigest(content, chosenCategory(product), answersTo(product));
  memory['addedAt'] = String(access.now());
  if (product.variants.length > 1) return deferred(refsOf(access, itemId, memory));
  return { kind: 'accepted', refs: refsOf(access, itemId, memory, { [itemSkuOf(product)]: '0' }) };
}

async function categoryOf(
  access: ShopAccess,
  product: ProductSnapshot,
  memory: Memory,
): Promise<string | null> {
  const chosen = chosenCategory(product);
  if (chosen) return chosen;
  const guessed =
    memory['categoryId'] ?? (await recommendCategories(access, titleOf(product)))[0] ?? null;
  if (guessed) memory['categoryId'] = guessed;
  return guessed;
}

const added = inResponse(z.looseObject({ item_id: integerId }));

/** No idempotency key: a lost answer leaves an item that can be found by its sku, but not at once. shopee spec §3 */
async function addItem(access: ShopAccess, json: Record<string, unknown>): Promise<string> {
  try {
    return (await askAsShop(access, { path: 'product/add_item', json, timeoutMs: 30_000 }, added))
      .item_id;
  } catch (error) {
    if (!(error instanceof ChannelFailure) || !error.detail.ambiguous) throw error;
    const retryAfterMs = Math.max(error.detail.retryAfterMs ?? 0, LOOK_AFTER_MS);
    throw new ChannelFailure(error.kind, { ...error.detail, retryAfterMs }, error.message);
  }
}

import {
  chosenCategory,
  ChannelFailure,
  exactInteger,
  looseList,
  looseText,
  refusedItem,
  type ItemOutcome,
  type KeylessOutcome,
  type ProductSnapshot,
  type PushItem,
  type SellerReason,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { answersTo, attributeBody, attributeLack, readAttributes } from './attributes';
import { anyAnswer, askAsShop, inResponse } from './call';
import { DEFAULT_LIMITS, goodsLack, textLack } from './item-check';
import { makeItem } from './item-make';
import { deferred, gone, refsOf, refused, type Memory } from './item-outcome';
import { contentDigest, contentOf } from './item-request';
import { findBySku, isDeleted, itemSkuOf, readItems, type ListedItem } from './listed';
import { uploadPhotos } from './photos';
import { NEW_ITEM_REST_MS } from './shopee.descriptor';
import { syncVariants } from './variants';

/** So long after add_item "not found" means "not yet". */
const NEW_FOR_MS = 5 * 60_000;

/** Brings one item to the product's newest content and visibility; its memory lets each step be done once. */
export async function pushItem(
  access: ShopAccess,
  { key, product, mayExist }: PushItem,
): Promise<ItemOutcome> {
  const memory: Memory = { ...product.memory };
  let itemId = knownItemId(product);
  try {
    if (!itemId && mayExist) itemId = await findBySku(access, product);
    if (itemId) return { key, ...(await bringUpToDate(access, product, itemId, memory)) };
    if (product.hidden) return { key, kind: 'unchanged' };
    return { key, ...(await makeItem(access, product, memory)) };
  } catch (error) {
    const outcome = error instanceof ChannelFailure ? refusedItem(error) : null;
    if (outcome)
      return { key, refs: itemId ? refsOf(access, itemId, memory) : { memory }, ...outcome };
    throw error;
  }
}

/** An item that was found deleted is not ours any more: "post again" makes a new one. */
export function knownItemId({ externalItemId, memory }: ProductSnapshot): string | null {
  return externalItemId && externalItemId !== memory['goneItemId'] ? externalItemId : null;
}

async function bringUpToDate(
  access: ShopAccess,
  product: ProductSnapshot,
  itemId: string,
  memory: Memory,
): Promise<KeylessOutcome> {
  const isNew = access.now() - Number(memory['addedAt'] ?? 0) < NEW_FOR_MS;
  const [listed] = await readItems(access, [itemId]);
  if (!listed && isNew) return deferred(refsOf(access, itemId, memory));
  if (!listed || isDeleted(listed)) return gone(itemId, memory);
  if (product.hidden) {
    if (listed.item_status === 'NORMAL') await setUnlisted(access, itemId, true);
    return { kind: 'accepted', refs: refsOf(access, itemId, memory) };
  }
  if (listed.item_status === 'BANNED') {
    return refused({ key: 'not_allowed', code: 'BANNED' }, refsOf(access, itemId, memory));
  }
  const lack = goodsLack(product) ?? textLack(product, DEFAULT_LIMITS);
  if (lack) return refused(lack, refsOf(access, itemId, memory));
  const answersLack = await updateContent(access, product, listed, memory);
  if (answersLack) return refused(answersLack, refsOf(access, itemId, memory));
  const hasVariants = product.variants.length > 1 || listed.has_model === true;
  const restMs = Number(memory['addedAt'] ?? 0) + NEW_ITEM_REST_MS - access.now();
  if (hasVariants && restMs > 0) return deferred(refsOf(access, itemId, memory), restMs);
  const ids = hasVariants
    ? await variantsOf(access, product, itemId, isNew)
    : { [itemSkuOf(product)]: '0' };
  if (!ids) return deferred(refsOf(access, itemId, memory));
  if (listed.item_status === 'UNLIST') await setUnlisted(access, itemId, false);
  return { kind: 'accepted', refs: refsOf(access, itemId, memory, ids) };
}

/** Null where the new item cannot be read for its variants yet. */
async function variantsOf(
  access: ShopAccess,
  product: ProductSnapshot,
  itemId: string,
  isNew: boolean,
): Promise<Record<string, string> | null> {
  try {
    return await syncVariants(access, product, itemId);
  } catch (error) {
    if (isNew && error instanceof ChannelFailure && error.kind === 'notFound') return null;
    throw error;
  }
}

/** Null where it is up to date; a reason where the category asks for what nobody has answered. */
async function updateContent(
  access: ShopAccess,
  product: ProductSnapshot,
  listed: ListedItem,
  memory: Memory,
): Promise<SellerReason | null> {
  const content = contentOf(product, await uploadPhotos(access, product.photos, memory));
  const chosen = chosenCategory(product);
  const answers = answersTo(product);
  const digest = contentDigest(content, chosen, answers);
  if (digest === memory['content']) return null;
  const moves = chosen !== undefined && chosen !== listed.category_id;
  const category = moves ? chosen : listed.category_id;
  const attributes =
    category && (moves || answers.length > 0) ? await readAttributes(access, category) : [];
  const lack = attributeLack(product, attributes);
  if (lack) return lack;
  const attributeList = attributeBody(product, attributes);
  const json = {
    item_id: exactInteger(listed.item_id),
    ...content,
    ...(moves && { category_id: exactInteger(chosen) }),
    ...(attributeList.length > 0 && { attribute_list: attributeList }),
  };
  await askAsShop(access, { path: 'product/update_item', json }, anyAnswer);
  memory['content'] = digest;
  return null;
}

const unlisted = inResponse(
  z.looseObject({ failure_list: looseList(z.looseObject({ failed_reason: looseText })) }).nullish(),
);

async function setUnlisted(access: ShopAccess, itemId: string, unlist: boolean): Promise<void> {
  const json = { item_list: [{ item_id: exactInteger(itemId), unlist }] };
  const failure = (await askAsShop(access, { path: 'product/unlist_item', json }, unlisted))
    ?.failure_list[0];
  if (!failure) return;
  const code = failure.failed_reason ?? 'unlist_item';
  throw new ChannelFailure('rejected', { code, reason: { key: 'other', code } });
}

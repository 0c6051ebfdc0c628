import {
  ChannelFailure,
  integerId,
  looseList,
  looseText,
  refusedItem,
  type ItemOutcome,
  type KeylessOutcome,
  type ListingRefs,
  type ProductSnapshot,
  type PushItem,
  type SellerReason,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyData, ask } from './call';
import { answeredAttributes, attributesOf, tiktokShopCategories } from './categories';
import { titleOf, whatLacks } from './item-check';
import { contentOf, createBody, digestOf, skuBodies, type ItemContent } from './item-request';
import {
  findBySku,
  idsBySku,
  isUnderReview,
  productPath,
  readProduct,
  type ListedProduct,
} from './listed';
import { uploadPhotos } from './photos';
import { reviewed, underReview } from './review';
import { warehouseOf } from './warehouse';

type Memory = Record<string, string>;

/** A listing that is looked at is not changed under the reader's hands. */
const REVIEW_REST_MS = 5 * 60_000;

/** Brings one listing to the product's newest content and visibility; its memory lets each step be done once. */
export async function pushItem(
  access: ShopAccess,
  { key, product, mayExist }: PushItem,
): Promise<ItemOutcome> {
  const memory: Memory = { ...product.memory };
  let productId = knownProductId(product);
  try {
    if (!productId && mayExist) productId = await findBySku(access, product);
    if (productId) return { key, ...(await bringUpToDate(access, product, productId, memory)) };
    if (product.hidden) return { key, kind: 'unchanged' };
    return { key, ...(await makeItem(access, product, memory)) };
  } catch (error) {
    const outcome = error instanceof ChannelFailure ? refusedItem(error) : null;
    if (outcome) return { key, refs: refsOf(productId, memory), ...outcome };
    throw error;
  }
}

/** One that was found deleted is not ours any more: "post again" makes a new one. */
export function knownProductId({ externalItemId, memory }: ProductSnapshot): string | null {
  return externalItemId && externalItemId !== memory['goneItemId'] ? externalItemId : null;
}

function refsOf(
  productId: string | null,
  memory: Memory,
  ids?: Record<string, string>,
): ListingRefs {
  return {
    memory,
    ...(productId && { externalItemId: productId }),
    ...(ids && { externalVariantIds: ids }),
  };
}

const made = z.looseObject({
  product_id: integerId,
  skus: looseList(z.looseObject({ id: integerId, seller_sku: looseText })),
});

async function makeItem(
  access: ShopAccess,
  product: ProductSnapshot,
  memory: Memory,
): Promise<KeylessOutcome> {
  const content = await prepared(access, product, memory);
  if ('key' in content) return { kind: 'rejected', reason: content, refs: { memory } };
  const json = createBody(product, content, await warehouseOf(access));
  const call = { path: '/product/202309/products', json, timeoutMs: 30_000 };
  const { product_id: productId, skus } = await ask(access, call, made);
  memory['content'] = digestOf(content, product);
  return underReview(access, productId, refsOf(productId, memory, idsBySku(skus)));
}

/** The content with its photos sent, or what the product lacks for it. */
async function prepared(
  access: ShopAccess,
  product: ProductSnapshot,
  memory: Memory,
): Promise<ItemContent | SellerReason> {
  const lack = whatLacks(product);
  if (lack) return lack;
  const categoryId = await categoryOf(access, product, memory);
  if (!categoryId)
    return { key: 'missing_category', code: 'missing_category', field: 'categoryId' };
  const attributes = answeredAttributes(await attributesOf(access, categoryId), product.answers);
  if (!Array.isArray(attributes)) return attributes;
  const imageUris = await uploadPhotos(access, product.photos, memory);
  return contentOf(product, { categoryId, imageUris, attributes });
}

/** The seller's choice, else TikTok's own guess by the title, which is kept. */
async function categoryOf(
  access: ShopAccess,
  product: ProductSnapshot,
  memory: Memory,
): Promise<string | null> {
  const chosen = product.answers['categoryId'];
  if (chosen && /^\d+$/.test(chosen)) return chosen;
  const [guessed] = memory['categoryId']
    ? [memory['categoryId']]
    : ((await tiktokShopCategories(access).suggest?.(titleOf(product))) ?? []);
  if (guessed) memory['categoryId'] = guessed;
  return guessed ?? null;
}

const OFF_SALE_BY_SELLER = ['SELLER_DEACTIVATED', 'DRAFT'];
const TAKEN_DOWN = ['FREEZE', 'PLATFORM_DEACTIVATED'];

async function bringUpToDate(
  access: ShopAccess,
  product: ProductSnapshot,
  productId: string,
  memory: Memory,
): Promise<KeylessOutcome> {
  const listed = await readProduct(access, productId);
  if (!listed || listed.status === 'DELETED') {
    const refs = { memory: { ...memory, goneItemId: productId } };
    return { kind: 'rejected', reason: { key: 'gone', code: 'gone' }, refs };
  }
  const refs = () => refsOf(productId, memory, idsBySku(listed.skus));
  if (product.hidden) {
    if (['ACTIVATE', 'PENDING'].includes(listed.status))
      await switchTo(access, productId, 'deactivate');
    return { kind: 'accepted', refs: refs() };
  }
  if (TAKEN_DOWN.includes(listed.status)) {
    const reason: SellerReason = { key: 'not_allowed', code: listed.status };
    return { kind: 'rejected', reason, refs: refs() };
  }
  const content = await prepared(access, product, memory);
  if ('key' in content) return { kind: 'rejected', reason: content, refs: refs() };
  const isChanged = hasChanged(product, content, listed, memory);
  if (isChanged && isUnderReview(listed))
    return { kind: 'deferred', retryAfterMs: REVIEW_REST_MS, refs: refs() };
  if (isChanged) await edit(access, product, productId, content, listed);
  memory['content'] = digestOf(content, product);
  const isOff = OFF_SALE_BY_SELLER.includes(listed.status);
  if (isOff) await switchTo(access, productId, 'activate');
  return isChanged || isOff
    ? underReview(access, productId, refs())
    : reviewed(access, productId, listed, refs());
}

/** After a lost answer no digest is kept: words and variants that are the same will do then. */
function hasChanged(
  product: ProductSnapshot,
  content: ItemContent,
  listed: ListedProduct,
  memory: Memory,
): boolean {
  const there = listed.skus.map((one) => one.seller_sku);
  if (!product.variants.every(({ sku }) => there.includes(sku))) return true;
  if (memory['content']) return memory['content'] !== digestOf(content, product);
  return listed.title !== content.title || listed.description !== content.description;
}

async function edit(
  access: ShopAccess,
  product: ProductSnapshot,
  productId: string,
  content: ItemContent,
  listed: ListedProduct,
): Promise<void> {
  const skus = skuBodies(product, await warehouseOf(access), listed.skus);
  const path = productPath(productId, '/partial_edit');
  await ask(access, { path, json: { ...content, skus }, timeoutMs: 30_000 }, anyData);
}

const switched = z
  .looseObject({ errors: looseList(z.looseObject({ code: looseText, message: looseText })) })
  .nullish();

async function switchTo(
  access: ShopAccess,
  productId: string,
  what: 'activate' | 'deactivate',
): Promise<void> {
  const call = { path: `/product/202309/products/${what}`, json: { product_ids: [productId] } };
  const [error] = (await ask(access, call, switched))?.errors ?? [];
  if (!error) return;
  const code = error.code ?? what;
  throw new ChannelFailure('rejected', { code, reason: { key: 'other', code } });
}

import {
  chosenCategory,
  ChannelFailure,
  integerId,
  looseList,
  looseText,
  type ItemOutcome,
  type KeylessOutcome,
  type ListingRefs,
  type ProductSnapshot,
  type PushItem,
  type SellerReason,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyAnswer, askAsShop, inData } from './call';
import { readAttributes, suggestCategories, type AskedAttribute } from './categories';
import { refusedItem } from './errors';
import { attributeLack, productLack, titleOf } from './item-check';
import {
  addPayload,
  contentDigest,
  createPayload,
  deactivatePayload,
  updatePayload,
  type ItemContent,
} from './item-request';
import { REVIEW_ASK_MS } from './lazada.descriptor';
import { uploadPhotos } from './photos';
import {
  isDeleted,
  isInReview,
  isLive,
  isRefused,
  readBySku,
  readItem,
  type ListedItem,
} from './product-read';

/** Addresses of uploaded photos, the category guessed, a digest of the content pushed. */
type Memory = Record<string, string>;

/** Brings one item to the product's newest content and visibility; its memory lets each step be done once. */
export async function pushItem(
  access: ShopAccess,
  { key, product, mayExist }: PushItem,
): Promise<ItemOutcome> {
  const memory: Memory = { ...product.memory };
  const known = knownItemId(product);
  try {
    const listed = known
      ? await readItem(access, known)
      : mayExist
        ? await findBySku(access, product)
        : undefined;
    if (listed === null || (listed && isDeleted(listed))) return { key, ...gone(known, memory) };
    if (listed) return { key, ...(await bringUpToDate(access, product, listed, memory)) };
    if (product.hidden) return { key, kind: 'unchanged' };
    return { key, ...(await makeItem(access, product, memory)) };
  } catch (error) {
    const outcome = error instanceof ChannelFailure ? refusedItem(error) : null;
    if (!outcome) throw error;
    return { key, refs: known ? { externalItemId: known, memory } : { memory }, ...outcome };
  }
}

/** An item that was found deleted is not ours any more: "post again" makes a new one. */
export function knownItemId({ externalItemId, memory }: ProductSnapshot): string | null {
  return externalItemId && externalItemId !== memory['goneItemId'] ? externalItemId : null;
}

function gone(itemId: string | null, memory: Memory): KeylessOutcome {
  const refs = { memory: { ...memory, ...(itemId && { goneItemId: itemId }) } };
  return refused({ key: 'gone', code: 'gone' }, refs);
}

const refused = (reason: SellerReason, refs: ListingRefs): KeylessOutcome => ({
  kind: 'rejected',
  reason,
  refs,
});

/** The item an earlier create may have made: the call has no key of its own, but codes are good once in a shop. */
async function findBySku(
  access: ShopAccess,
  { variants }: ProductSnapshot,
): Promise<ListedItem | undefined> {
  const skus = variants.map((variant) => variant.sku);
  const found = await readBySku(access, skus);
  return found.find(
    (item) => !isDeleted(item) && item.skus.some((sku) => skus.includes(sku.SellerSku ?? '')),
  );
}

/** Category, attributes and photos, or what the seller must still say. */
async function prepare(
  access: ShopAccess,
  product: ProductSnapshot,
  memory: Memory,
): Promise<ItemContent | SellerReason> {
  const lack = productLack(product);
  if (lack) return lack;
  const categoryId = await categoryOf(access, product, memory);
  if (!categoryId)
    return { key: 'missing_category', code: 'missing_category', field: 'categoryId' };
  const attributes: AskedAttribute[] = await readAttributes(access, categoryId);
  const unanswered = attributeLack(product, attributes);
  if (unanswered) return unanswered;
  return { categoryId, attributes, images: await uploadPhotos(access, product.photos, memory) };
}

async function categoryOf(
  access: ShopAccess,
  product: ProductSnapshot,
  memory: Memory,
): Promise<string | undefined> {
  const chosen = chosenCategory(product);
  if (chosen) return chosen;
  const guessed = memory['categoryId'] ?? (await suggestCategories(access, titleOf(product)))[0];
  if (guessed) memory['categoryId'] = guessed;
  return guessed;
}

const created = inData(
  z.looseObject({
    item_id: integerId,
    sku_list: looseList(z.looseObject({ seller_sku: looseText, sku_id: integerId })),
    item_status: looseText,
  }),
);

async function makeItem(
  access: ShopAccess,
  product: ProductSnapshot,
  memory: Memory,
): Promise<KeylessOutcome> {
  const content = await prepare(access, product, memory);
  if ('key' in content) return refused(content, { memory });
  const payload = createPayload(product, content);
  const made = await write(access, '/product/create', payload, created);
  memory['content'] = contentDigest(product, content);
  const refs: ListingRefs = {
    externalItemId: made.item_id,
    externalVariantIds: Object.fromEntries(
      made.sku_list.flatMap((sku) => (sku.seller_sku ? [[sku.seller_sku, sku.sku_id]] : [])),
    ),
    memory,
  };
  // Older answers have no status: then the item itself is asked.
  return made.item_status?.toLowerCase() === 'active'
    ? { kind: 'accepted', refs }
    : inReview(made.item_id, refs);
}

const inReview = (itemId: string, refs: ListingRefs): KeylessOutcome => ({
  kind: 'pending',
  ticket: itemId,
  askAfterMs: REVIEW_ASK_MS,
  refs,
});

function write<T>(access: ShopAccess, path: string, payload: string, schema: z.ZodType<T>) {
  const parameters = [['payload', payload]] as const;
  return askAsShop(access, { path, method: 'POST', parameters, timeoutMs: 30_000 }, schema);
}

async function bringUpToDate(
  access: ShopAccess,
  product: ProductSnapshot,
  listed: ListedItem,
  memory: Memory,
): Promise<KeylessOutcome> {
  if (product.hidden) {
    const parameters = [
      [
        'apiRequestBody',
        deactivatePayload(
          listed.itemId,
          listed.skus.map((sku) => sku.SkuId),
        ),
      ],
    ] as const;
    if (isLive(listed) || isInReview(listed))
      await askAsShop(
        access,
        { path: '/product/deactivate', method: 'POST', parameters },
        anyAnswer,
      );
    return { kind: 'accepted', refs: refsOf(listed, memory) };
  }
  const content = await prepare(access, product, memory);
  if ('key' in content) return refused(content, refsOf(listed, memory));
  const digest = contentDigest(product, content);
  const ids = skuIds(listed);
  const added = product.variants.filter((variant) => !ids[variant.sku]);
  const isDone = digest === memory['content'] && added.length === 0;
  if (isDone && (isLive(listed) || isInReview(listed))) return standing(listed, memory);
  if (isDone && isRefused(listed)) return refusedThere(listed, memory);
  await write(
    access,
    '/product/update',
    updatePayload(product, content, listed.itemId, ids),
    anyAnswer,
  );
  const beside = listed.skus[0]?.SellerSku;
  if (added.length > 0 && beside) {
    const payload = addPayload(product, content, { beside, added });
    await write(access, '/product/create', payload, created);
  }
  memory['content'] = digest;
  const now = await readItem(access, listed.itemId);
  return now ? standing(now, memory) : gone(listed.itemId, memory);
}

function skuIds(listed: ListedItem): Record<string, string> {
  return Object.fromEntries(
    listed.skus.flatMap((sku) => (sku.SellerSku ? [[sku.SellerSku, sku.SkuId]] : [])),
  );
}

const refsOf = (listed: ListedItem, memory: Memory): ListingRefs => ({
  externalItemId: listed.itemId,
  externalVariantIds: skuIds(listed),
  memory,
});

function standing(listed: ListedItem, memory: Memory): KeylessOutcome {
  if (isInReview(listed)) return inReview(listed.itemId, refsOf(listed, memory));
  if (isRefused(listed)) return refusedThere(listed, memory);
  return { kind: 'accepted', refs: refsOf(listed, memory) };
}

const refusedThere = (listed: ListedItem, memory: Memory): KeylessOutcome =>
  refused({ key: 'not_allowed', code: listed.status ?? 'refused' }, refsOf(listed, memory));

/** How a review went; the ticket is the item's id. */
export async function askReview(
  access: ShopAccess,
  ticket: string,
  items: readonly PushItem[],
): Promise<ItemOutcome[]> {
  const listed = await readItem(access, ticket);
  return items.map(({ key, product }) => ({
    key,
    ...(listed && !isDeleted(listed)
      ? standing(listed, { ...product.memory })
      : gone(ticket, { ...product.memory })),
  }));
}

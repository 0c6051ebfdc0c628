import {
  ChannelFailure,
  type ItemOutcome,
  type KeylessOutcome,
  type ListingRefs,
  type ProductSnapshot,
  type PushItem,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask } from './call';
import { readAttributes } from './categories';
import { isDoubled, reasonOf, refusedItem } from './errors';
import {
  attributeLack,
  contentDigest,
  goodsLack,
  requestBody,
  titleOf,
  updateBody,
} from './item-request';
import { findBySku } from './listed';
import { findRequest, follow } from './tracking';

const SOON_MS = 5_000;

/** `track`: what is under review; `content`: a digest of what was handed in last. */
type Memory = Record<string, string>;

/** A product on its way: what it is called there by now. */
interface Under {
  product: ProductSnapshot;
  memory: Memory;
  /** By our sku. */
  ids: Map<string, string>;
}

/**
 * Brings a product through Tiki's approval: a request for the variants that are not there, then one for each that has other
 * words. `asked`: only where it stands is wanted, so a refusal is told and not tried again.
 */
export async function pushItem(
  access: ShopAccess,
  { key, product, mayExist }: PushItem,
  asked?: string,
): Promise<ItemOutcome> {
  const memory: Memory = { ...product.memory, ...(asked !== undefined && { track: asked }) };
  const ids = new Map(
    product.variants.flatMap(({ sku, externalId }) => (externalId ? [[sku, externalId]] : [])),
  );
  const under = { product, memory, ids };
  try {
    const outcome =
      (await whileReviewed(access, under, asked !== undefined)) ??
      (await handIn(access, under, mayExist));
    return { key, refs: refsOf(under), ...outcome };
  } catch (error) {
    const refusal = refusedItem(error);
    if (!refusal) throw error;
    return { key, refs: refsOf(under), ...refusal };
  }
}

function refsOf({ product, memory, ids }: Under): ListingRefs {
  const first = product.variants.map(({ sku }) => ids.get(sku)).find((id) => id !== undefined);
  const externalItemId = product.externalItemId ?? first;
  return {
    // Memory is added to, so what is over is emptied.
    memory,
    ...(externalItemId !== undefined && { externalItemId }),
    externalVariantIds: Object.fromEntries(ids),
  };
}

/** What is to be said while a request is under review, or was refused; null where nothing stands in the way. */
async function whileReviewed(
  access: ShopAccess,
  under: Under,
  isAsked: boolean,
): Promise<KeylessOutcome | null> {
  const { memory } = under;
  const ticket = memory['track'];
  if (!ticket) return null;
  const review = await follow(access, ticket);
  if (review.state === 'waiting') return { kind: 'pending', ticket, askAfterMs: review.askAfterMs };
  memory['track'] = '';
  await findIds(access, under);
  if (review.state !== 'rejected') return null;
  // Handed in twice: the first of them has become the product.
  if (isDoubled(review.why) && under.ids.size === under.product.variants.length) return null;
  memory['content'] = '';
  return isAsked ? { kind: 'rejected', reason: reasonOf('rejected', review.why) } : null;
}

/** Ids of the variants that have become products. One whose name is ours has been given our words. */
async function findIds(access: ShopAccess, under: Under): Promise<void> {
  const { product, memory, ids } = under;
  for (const { sku } of product.variants.filter((one) => !ids.has(one.sku))) {
    const found = await findBySku(access, sku);
    if (!found) continue;
    ids.set(sku, found.product_id);
    if (!memory['content'] && found.name === titleOf(product))
      memory['content'] = contentDigest(product);
  }
}

async function handIn(
  access: ShopAccess,
  under: Under,
  mayExist: boolean,
): Promise<KeylessOutcome> {
  const { product, memory, ids } = under;
  if (product.hidden && ids.size === 0 && !mayExist) return { kind: 'unchanged' };
  if (mayExist) {
    await findIds(access, under);
    const ticket = ids.size < product.variants.length ? await findRequest(access, product) : null;
    if (ticket !== null) {
      memory['track'] = ticket;
      return { kind: 'pending', ticket, askAfterMs: SOON_MS };
    }
  }
  const missing = product.variants.filter((one) => !ids.has(one.sku));
  const isNew = memory['content'] !== contentDigest(product);
  if (missing.length === 0 && !isNew) return { kind: 'accepted' };
  const lack = goodsLack(product) ?? (await askedLack(access, product));
  if (lack) return { kind: 'rejected', reason: lack };
  const tickets = missing.length > 0 ? [await create(access, under)] : await update(access, under);
  memory['track'] = tickets.join(',');
  return { kind: 'pending', ticket: memory['track'], askAfterMs: SOON_MS };
}

async function askedLack(access: ShopAccess, product: ProductSnapshot) {
  const asked = await readAttributes(access, product.answers['categoryId'] ?? '');
  return attributeLack(product, asked);
}

const handedIn = z.looseObject({ track_id: z.string().min(1) });

/** Not safe to repeat; after a lost answer the request is found among the requests. tiki spec §3 */
async function create(access: ShopAccess, { product, memory, ids }: Under): Promise<string> {
  const missing = product.variants.filter((one) => !ids.has(one.sku));
  const json = requestBody(product, missing);
  // Where some are there already, those get their new words when the rest has been approved.
  if (ids.size === 0) memory['content'] = contentDigest(product);
  return handInOnce(access, 'v2/requests', json);
}

async function update(access: ShopAccess, { product, memory, ids }: Under): Promise<string[]> {
  const tickets: string[] = [];
  for (const id of ids.values())
    tickets.push(
      await handInOnce(access, 'v2/requests/updateProductInfo', updateBody(product, id)),
    );
  memory['content'] = contentDigest(product);
  return tickets;
}

async function handInOnce(access: ShopAccess, path: string, json: unknown): Promise<string> {
  try {
    return (await ask(access, { method: 'POST', path, json }, handedIn)).track_id;
  } catch (error) {
    if (!(error instanceof ChannelFailure) || !error.detail.ambiguous) throw error;
    const retryAfterMs = Math.max(error.detail.retryAfterMs ?? 0, SOON_MS);
    throw new ChannelFailure(error.kind, { ...error.detail, retryAfterMs }, error.message);
  }
}

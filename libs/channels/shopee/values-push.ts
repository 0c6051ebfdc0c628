import {
  ChannelFailure,
  exactInteger,
  integerId,
  looseList,
  looseNumber,
  looseText,
  refusedItem,
  type ItemOutcome,
  type KeylessOutcome,
  type PushItem,
  type SellerReason,
  type ShopAccess,
  type VariantSnapshot,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inResponse, type ShopeeCall } from './call';
import { CODES } from './errors';
import { knownItemId } from './item-push';
import { sellerStock } from './item-request';

/** How update_stock and update_price differ; one item's models, absolute values, partial success. shopee spec §3 */
interface ValueCall {
  path: string;
  listName: 'stock_list' | 'price_list';
  entry(access: ShopAccess, variant: VariantSnapshot): Record<string, unknown>;
  /** The value pushed and where the answer echoes it. */
  value(variant: VariantSnapshot): number;
  echo: 'stock' | 'original_price';
  lock: 'stock_locked' | 'price_locked';
}

const STOCK: ValueCall = {
  path: 'product/update_stock',
  listName: 'stock_list',
  entry: (access, variant) => ({ seller_stock: sellerStock(access, variant.availableQty) }),
  value: (variant) => Math.max(0, Math.floor(variant.availableQty)),
  echo: 'stock',
  lock: 'stock_locked',
};

const PRICE: ValueCall = {
  path: 'product/update_price',
  listName: 'price_list',
  entry: (_access, variant) => ({ original_price: variant.priceVnd }),
  value: (variant) => variant.priceVnd,
  echo: 'original_price',
  lock: 'price_locked',
};

const SOON_MS = 15_000;
const LOCKED_MS = 15 * 60_000;
const BUSY_MS = 30_000;

export function pushStock(access: ShopAccess, items: readonly PushItem[]): Promise<ItemOutcome[]> {
  return pushValues(access, STOCK, items);
}

export function pushPrices(access: ShopAccess, items: readonly PushItem[]): Promise<ItemOutcome[]> {
  return pushValues(access, PRICE, items);
}

async function pushValues(
  access: ShopAccess,
  how: ValueCall,
  items: readonly PushItem[],
): Promise<ItemOutcome[]> {
  const ready: ReadyItem[] = [];
  const outcomes: ItemOutcome[] = [];
  for (const item of items) {
    const target = targetOf(item);
    if ('kind' in target) outcomes.push({ key: item.key, ...target });
    else ready.push(target);
  }
  const itemIds = new Set(ready.map((one) => one.itemId));
  if (itemIds.size > 1) throw new Error(`${how.path} takes variants of one item`);
  const [itemId] = itemIds;
  if (itemId !== undefined) outcomes.push(...(await send(access, how, itemId, ready)));
  return outcomes;
}

interface ReadyItem {
  key: string;
  itemId: string;
  modelId: string;
  variant: VariantSnapshot;
}

/** Where one value goes, or why it cannot go now. An item without variants has one model: 0. shopee spec §3 */
function targetOf({ key, product, variant }: PushItem): ReadyItem | KeylessOutcome {
  const itemId = knownItemId(product);
  if (!variant) return { kind: 'rejected', reason: { key: 'other', code: 'no_variant' } };
  if (!itemId)
    return product.hidden ? { kind: 'unchanged' } : { kind: 'deferred', retryAfterMs: SOON_MS };
  if (variant.externalId) return { key, itemId, modelId: variant.externalId, variant };
  if (product.variants.length > 1) return { kind: 'deferred', retryAfterMs: SOON_MS };
  return { key, itemId, modelId: '0', variant };
}

const answerSchema = inResponse(
  z
    .looseObject({
      success_list: looseList(
        z.looseObject({ model_id: integerId, stock: looseNumber, original_price: looseNumber }),
      ),
      failure_list: looseList(z.looseObject({ model_id: integerId, failed_reason: looseText })),
    })
    .refine((lists) => lists.success_list.length + lists.failure_list.length > 0, {
      path: ['success_list'],
    }),
);

type Answer = z.infer<typeof answerSchema>;

/** Partial success comes with an error code or with an empty one: the list decides. shopee spec §3 */
function isPartial(body: unknown): boolean {
  const read = answerSchema.safeParse(body);
  return read.success && read.data.failure_list.length > 0;
}

async function send(
  access: ShopAccess,
  how: ValueCall,
  itemId: string,
  ready: readonly ReadyItem[],
): Promise<ItemOutcome[]> {
  const list = ready.map(({ modelId, variant }) => ({
    model_id: exactInteger(modelId),
    ...how.entry(access, variant),
  }));
  const call: ShopeeCall = {
    path: how.path,
    json: { item_id: exactInteger(itemId), [how.listName]: list },
  };
  try {
    const answer = await askAsShop(access, call, answerSchema, isPartial);
    return ready.map((one) => ({ key: one.key, ...outcomeOf(how, one, answer) }));
  } catch (error) {
    const refusal = error instanceof ChannelFailure ? refusedItem(error) : null;
    if (!refusal) throw error;
    return ready.map(({ key }) => ({ key, ...refusal }));
  }
}

/** What one model met. A value that comes back other than it was sent has not arrived. */
function outcomeOf(how: ValueCall, one: ReadyItem, answer: Answer): KeylessOutcome {
  const failure = answer.failure_list.find((failed) => failed.model_id === one.modelId);
  if (failure) return modelRefusal(failure.failed_reason ?? '', how.lock);
  const echoed = answer.success_list.filter((done) => done.model_id === one.modelId);
  const arrived = echoed.some(
    (done) => done[how.echo] === null || done[how.echo] === how.value(one.variant),
  );
  return arrived ? { kind: 'accepted' } : { kind: 'deferred', retryAfterMs: BUSY_MS };
}

/**
 * `failed_reason` is prose (shopee spec §3, §7). What is known to pass waits; a model that is gone is told; of the rest
 * nobody knows, and a stock left wrong oversells: it is tried again, and the reason can be seen meanwhile.
 */
export function modelRefusal(failedReason: string, lock: SellerReason['key']): KeylessOutcome {
  const code = failedReason.slice(0, 80) || 'failure_list';
  const known = CODES[failedReason];
  if (/reserved|promotion/i.test(failedReason)) {
    return { kind: 'deferred', retryAfterMs: LOCKED_MS, reason: { key: lock, code } };
  }
  if (/(wrong|invalid|repeat) model_id|model.*not (exist|found)/i.test(failedReason)) {
    return { kind: 'rejected', reason: { key: 'gone', code } };
  }
  if (known?.reason && !known.laterMs)
    return { kind: 'rejected', reason: { key: known.reason, code } };
  return { kind: 'deferred', retryAfterMs: BUSY_MS, reason: { key: 'other', code } };
}

import {
  ChannelFailure,
  integerId,
  looseList,
  looseText,
  refusedItem,
  type ItemOutcome,
  type KeylessOutcome,
  type PushItem,
  type ShopAccess,
  type VariantSnapshot,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask } from './call';
import { failureOf } from './errors';
import { knownProductId } from './item-push';
import { inventoryBody, priceBody } from './item-request';
import { productPath } from './listed';
import { warehouseOf } from './warehouse';

const SOON_MS = 15_000;
const BUSY_MS = 30_000;
const OFF_SALE_MS = 15 * 60_000;
const WRONG_STATE = '12052901';

interface ReadyItem {
  key: string;
  productId: string;
  skuId: string;
  variant: VariantSnapshot;
}

/** Where one value goes, or why it cannot go now. */
function targetOf({ key, product, variant }: PushItem): ReadyItem | KeylessOutcome {
  const productId = knownProductId(product);
  if (!variant) return { kind: 'rejected', reason: { key: 'other', code: 'no_variant' } };
  if (!productId)
    return product.hidden ? { kind: 'unchanged' } : { kind: 'deferred', retryAfterMs: SOON_MS };
  if (!variant.externalId) return { kind: 'deferred', retryAfterMs: SOON_MS };
  return { key, productId, skuId: variant.externalId, variant };
}

type Send = (productId: string, ready: readonly ReadyItem[]) => Promise<ItemOutcome[]>;

/** Sends what can go in one call; outcomes come in the order of the items. */
async function pushValues(items: readonly PushItem[], send: Send): Promise<ItemOutcome[]> {
  const targets = items.map((item) => ({ key: item.key, target: targetOf(item) }));
  const ready = targets.flatMap(({ target }) => ('kind' in target ? [] : [target]));
  const [productId, ...others] = new Set(ready.map((one) => one.productId));
  if (others.length > 0) throw new Error('values of one product at a time');
  const sent = productId === undefined ? [] : await unlessRefused(productId, ready, send);
  return targets.map(({ key, target }) => {
    if ('kind' in target) return { key, ...target };
    return sent.find((one) => one.key === key) ?? { key, kind: 'deferred', retryAfterMs: BUSY_MS };
  });
}

async function unlessRefused(
  productId: string,
  ready: readonly ReadyItem[],
  send: Send,
): Promise<ItemOutcome[]> {
  try {
    return await send(productId, ready);
  } catch (error) {
    const refusal = error instanceof ChannelFailure ? refusalOf(error) : null;
    if (!refusal) throw error;
    return ready.map(({ key }) => ({ key, ...refusal }));
  }
}

/** A listing off sale takes no price (tiktok-shop spec §3): it must have it when it comes back. */
function refusalOf(failure: ChannelFailure): KeylessOutcome | null {
  if (failure.detail.code === WRONG_STATE) return { kind: 'deferred', retryAfterMs: OFF_SALE_MS };
  return refusedItem(failure);
}

const stockAnswer = z.looseObject({
  errors: looseList(
    z.looseObject({
      code: looseText,
      detail: z.looseObject({
        sku_id: integerId,
        extra_errors: looseList(z.looseObject({ code: looseText, message: looseText })),
      }),
    }),
  ),
});

type SkuError = z.infer<typeof stockAnswer>['errors'][number];

/** One call a product; what fails for a variant stands in an answer that is a success. tiktok-shop spec §3 */
export function pushStock(access: ShopAccess, items: readonly PushItem[]): Promise<ItemOutcome[]> {
  return pushValues(items, async (productId, ready) => {
    const warehouseId = await warehouseOf(access);
    const skus = ready.map(({ skuId, variant }) => ({
      id: skuId,
      inventory: inventoryBody(warehouseId, variant.availableQty),
    }));
    const call = { path: productPath(productId, '/inventory/update'), json: { skus } };
    const { errors } = await ask(access, call, stockAnswer);
    return ready.map(({ key, skuId }) => {
      const error = errors.find((one) => one.detail.sku_id === skuId);
      return error ? { key, ...skuRefusal(error) } : { key, kind: 'accepted' };
    });
  });
}

/** A stock left wrong oversells: what does not plainly stand is tried again, and the reason can be seen meanwhile. */
function skuRefusal({ code, detail }: SkuError): KeylessOutcome {
  const [inner] = detail.extra_errors;
  const told = inner?.code ?? code ?? 'errors';
  const refusal = refusedItem(failureOf({ code: told, message: inner?.message ?? '' }, false));
  return (
    refusal ?? { kind: 'deferred', retryAfterMs: BUSY_MS, reason: { key: 'other', code: told } }
  );
}

const priceAnswer = z.looseObject({});

/** All or nothing. tiktok-shop spec §3 */
export function pushPrices(access: ShopAccess, items: readonly PushItem[]): Promise<ItemOutcome[]> {
  return pushValues(items, async (productId, ready) => {
    const skus = ready.map(({ skuId, variant }) => ({
      id: skuId,
      price: priceBody(variant.priceVnd),
    }));
    const call = { path: productPath(productId, '/prices/update'), json: { skus } };
    await ask(access, call, priceAnswer);
    return ready.map(({ key }) => ({ key, kind: 'accepted' }));
  });
}

import {
  ChannelFailure,
  looseList,
  looseText,
  type ItemOutcome,
  type KeylessOutcome,
  type PushItem,
  type ShopAccess,
  type VariantSnapshot,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyAnswer, askAsShop } from './call';
import { refusalOf, refusedItem } from './errors';
import { knownItemId } from './item-push';
import { payloadOf } from './item-request';
import { readBySku, sellableQty, type ListedItem, type ListedSku } from './product-read';

/** How the two calls differ; both take SKUs of any items. lazada spec §4.2 */
interface ValueCall {
  path: string;
  entry(variant: VariantSnapshot): Record<string, string>;
  value(variant: VariantSnapshot): number;
  shown(sku: ListedSku): number | null;
}

/** `Quantity` of the other call is the total, which must cover what orders hold back; this one is what may still be sold. */
const STOCK: ValueCall = {
  path: '/product/stock/sellable/update',
  entry: (variant) => ({ SellableQuantity: String(STOCK.value(variant)) }),
  value: (variant) => Math.max(0, Math.floor(variant.availableQty)),
  shown: sellableQty,
};

const PRICE: ValueCall = {
  path: '/product/price_quantity/update',
  entry: (variant) => ({ Price: String(variant.priceVnd) }),
  value: (variant) => variant.priceVnd,
  shown: (sku) => sku.price,
};

const SOON_MS = 15_000;
const BUSY_MS = 30_000;

export function pushStock(access: ShopAccess, items: readonly PushItem[]): Promise<ItemOutcome[]> {
  return pushValues(access, STOCK, items);
}

export function pushPrices(access: ShopAccess, items: readonly PushItem[]): Promise<ItemOutcome[]> {
  return pushValues(access, PRICE, items);
}

interface Ready {
  key: string;
  itemId: string;
  skuId: string;
  variant: VariantSnapshot;
}

async function pushValues(
  access: ShopAccess,
  how: ValueCall,
  items: readonly PushItem[],
): Promise<ItemOutcome[]> {
  const targets = items.map((item) => ({ key: item.key, target: targetOf(item) }));
  const ready = targets.flatMap(({ target }) => ('kind' in target ? [] : [target]));
  const sent = ready.length > 0 ? await send(access, how, ready) : [];
  return targets.map(({ key, target }) => {
    if ('kind' in target) return { key, ...target };
    return sent.find((one) => one.key === key) ?? { key, kind: 'deferred', retryAfterMs: BUSY_MS };
  });
}

/** Where one value goes, or why it cannot go now. */
function targetOf({ key, product, variant }: PushItem): Ready | KeylessOutcome {
  const itemId = knownItemId(product);
  if (!variant) return { kind: 'rejected', reason: { key: 'other', code: 'no_variant' } };
  if (!itemId)
    return product.hidden ? { kind: 'unchanged' } : { kind: 'deferred', retryAfterMs: SOON_MS };
  if (!variant.externalId) return { kind: 'deferred', retryAfterMs: SOON_MS };
  return { key, itemId, skuId: variant.externalId, variant };
}

const failures = z.looseObject({
  code: z.union([z.string(), z.number()]).transform(String),
  detail: looseList(
    z.looseObject({
      seller_sku: looseText,
      sku_id: looseText,
      code: looseText,
      message: looseText,
    }),
  ),
});
type Named = z.infer<typeof failures>['detail'][number];

/** Codes that only say "read the details". lazada spec §4.5 */
const READ_DETAIL = ['501', '500', '209', '201', '202', '205', '206'];

/** The SKUs that an answer names as failed; null where it is not of that kind. */
function failedOf(body: unknown): Named[] | null {
  const read = failures.safeParse(body);
  if (!read.success || !READ_DETAIL.includes(read.data.code)) return null;
  const named = read.data.detail.filter((one) => one.seller_sku ?? one.sku_id);
  return named.length > 0 ? named : null;
}

async function send(
  access: ShopAccess,
  how: ValueCall,
  ready: readonly Ready[],
): Promise<ItemOutcome[]> {
  const Sku = ready.map(({ itemId, skuId, variant }) => ({
    ItemId: itemId,
    SkuId: skuId,
    SellerSku: variant.sku,
    ...how.entry(variant),
  }));
  const parameters = [['payload', payloadOf({ Skus: { Sku } })]] as const;
  const call = { path: how.path, method: 'POST', parameters } as const;
  try {
    const answer = await askAsShop(access, call, anyAnswer, (body) => failedOf(body) !== null);
    const failed = failedOf(answer);
    if (!failed) return ready.map(({ key }) => ({ key, kind: 'accepted' }));
    return await afterPartial(access, how, ready, failed);
  } catch (error) {
    const refusal = error instanceof ChannelFailure ? refusedItem(error) : null;
    if (!refusal) throw error;
    return ready.map(({ key }) => ({ key, ...refusal }));
  }
}

/** Nothing says whether the SKUs that were not named have been changed: what the shop shows does. */
async function afterPartial(
  access: ShopAccess,
  how: ValueCall,
  ready: readonly Ready[],
  failed: readonly Named[],
): Promise<ItemOutcome[]> {
  const isNamed = (one: Ready, by: Named) =>
    by.sku_id ? by.sku_id === one.skuId : by.seller_sku === one.variant.sku;
  const rest = ready.filter((one) => !failed.some((by) => isNamed(one, by)));
  const shown = await readBySku(
    access,
    rest.map((one) => one.variant.sku),
  );
  return ready.map((one) => {
    const named = failed.find((by) => isNamed(one, by));
    if (named) return { key: one.key, ...refusalOf(codeOf(named)) };
    return isShown(how, one, shown)
      ? { key: one.key, kind: 'accepted' }
      : { key: one.key, kind: 'deferred', retryAfterMs: BUSY_MS };
  });
}

function isShown(how: ValueCall, one: Ready, shown: readonly ListedItem[]): boolean {
  const sku = shown.flatMap((item) => item.skus).find((listed) => listed.SkuId === one.skuId);
  return sku !== undefined && how.shown(sku) === how.value(one.variant);
}

/** A code of its own, or one that the words begin with. */
function codeOf({ code, message }: Named): string {
  return code ?? /^\s*E?0*(\d{1,4})\b/.exec(message ?? '')?.[1] ?? '6';
}

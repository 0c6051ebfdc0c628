import {
  ChannelFailure,
  exactInteger,
  type ItemOutcome,
  type KeylessOutcome,
  type PushItem,
  type ShopAccess,
  type VariantSnapshot,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask } from './call';
import { refusedItem } from './errors';
import { warehouseOf } from './warehouse';

const SOON_MS = 15_000;
const BUSY_MS = 30_000;

/** Price, stock and on or off of each variant, absolute, one call a variant. tiki spec §4 */
export async function pushOffers(
  access: ShopAccess,
  items: readonly PushItem[],
): Promise<ItemOutcome[]> {
  const outcomes: ItemOutcome[] = [];
  for (const item of items) outcomes.push({ key: item.key, ...(await pushOffer(access, item)) });
  return outcomes;
}

async function pushOffer(
  access: ShopAccess,
  { product, variant }: PushItem,
): Promise<KeylessOutcome> {
  if (!variant) return { kind: 'rejected', reason: { key: 'other', code: 'no_variant' } };
  if (!variant.externalId)
    return product.hidden ? { kind: 'unchanged' } : { kind: 'deferred', retryAfterMs: SOON_MS };
  try {
    const stock = {
      product_id: exactInteger(variant.externalId),
      active: product.hidden ? 0 : 1,
      ...(await stockOf(access, variant)),
    };
    return await tell(access, stock, variant.priceVnd);
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound')
      return { kind: 'rejected', reason: { key: 'gone', code: error.detail.code } };
    const refusal = refusedItem(error);
    if (!refusal) throw error;
    // Nobody knows why, and a stock left wrong oversells: tried again, and the reason can be seen meanwhile.
    return { kind: 'deferred', retryAfterMs: BUSY_MS, reason: refusal.reason };
  }
}

async function stockOf(access: ShopAccess, { availableQty }: VariantSnapshot) {
  const warehouse = await warehouseOf(access);
  const qty = Math.max(0, Math.floor(availableQty));
  return {
    seller_warehouse: warehouse,
    warehouse_quantities: [{ warehouse_id: exactInteger(warehouse), qty_available: qty }],
  };
}

const updated = z.looseObject({ state: z.string().min(1) });

/** A price below a tenth of the listing price is refused (tiki spec §4); the stock must arrive all the same. */
async function tell(
  access: ShopAccess,
  stock: Record<string, unknown>,
  price: number,
): Promise<KeylessOutcome> {
  const put = (json: unknown) =>
    ask(access, { method: 'PUT', path: 'v2.1/products/updateSku', json }, updated);
  try {
    const { state } = await put({ ...stock, price });
    return state === 'approved'
      ? { kind: 'accepted' }
      : { kind: 'deferred', retryAfterMs: BUSY_MS };
  } catch (error) {
    const refusal = refusedItem(error);
    if (refusal?.reason.key !== 'price_invalid') throw error;
    await put(stock);
    return refusal;
  }
}

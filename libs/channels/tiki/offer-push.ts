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
import { OFFERS_PER_CALL } from './tiki.descriptor';
import { warehouseOf } from './warehouse';

const SOON_MS = 15_000;
const BUSY_MS = 30_000;

/** A row whose product is there. */
interface Offer {
  key: string;
  productId: string;
  hidden: boolean;
  variant: VariantSnapshot;
}

/**
 * Price, stock and on or off of each variant, absolute. Several go in one call; how a part of them is refused is not described,
 * so what is refused together is told again one by one, and each gets its own answer. tiki spec §4
 */
export async function pushOffers(
  access: ShopAccess,
  items: readonly PushItem[],
): Promise<ItemOutcome[]> {
  const outcomes = new Map<string, KeylessOutcome>();
  const offers: Offer[] = [];
  for (const item of items) {
    const offer = offerOf(item);
    if ('kind' in offer) outcomes.set(item.key, offer);
    else offers.push(offer);
  }
  const size = batchSizeOf(access);
  for (let at = 0; at < offers.length; at += size) {
    const batch = offers.slice(at, at + size);
    for (const [key, outcome] of await pushBatch(access, batch)) outcomes.set(key, outcome);
  }
  return items.flatMap(({ key }) => {
    const outcome = outcomes.get(key);
    return outcome ? [{ key, ...outcome }] : [];
  });
}

/** How many one call takes is not told: the operator may say fewer (`batch_size`), down to one. tiki spec §4 */
function batchSizeOf({ app }: ShopAccess): number {
  const told = Number(app['batch_size'] ?? OFFERS_PER_CALL);
  return Number.isInteger(told) && told > 0 ? Math.min(told, OFFERS_PER_CALL) : OFFERS_PER_CALL;
}

function offerOf({ key, product, variant }: PushItem): Offer | KeylessOutcome {
  if (!variant) return { kind: 'rejected', reason: { key: 'other', code: 'no_variant' } };
  const { externalId: productId } = variant;
  if (productId) return { key, productId, hidden: product.hidden, variant };
  return product.hidden ? { kind: 'unchanged' } : { kind: 'deferred', retryAfterMs: SOON_MS };
}

async function pushBatch(
  access: ShopAccess,
  offers: readonly Offer[],
): Promise<[string, KeylessOutcome][]> {
  const together = offers.length > 1 ? await tellTogether(access, offers) : null;
  if (together) return offers.map(({ key }) => [key, together]);
  const outcomes: [string, KeylessOutcome][] = [];
  for (const offer of offers) outcomes.push([offer.key, await pushOffer(access, offer)]);
  return outcomes;
}

const updated = z.looseObject({ state: z.string().min(1) });
const outcomeOf = ({ state }: z.infer<typeof updated>): KeylessOutcome =>
  state === 'approved' ? { kind: 'accepted' } : { kind: 'deferred', retryAfterMs: BUSY_MS };

/** null where they were refused, and nobody knows which of them is to blame. */
async function tellTogether(
  access: ShopAccess,
  offers: readonly Offer[],
): Promise<KeylessOutcome | null> {
  try {
    const warehouse = await warehouseOf(access);
    const data = offers.map((offer) => ({
      ...stockOf(warehouse, offer),
      price: offer.variant.priceVnd,
      // On is 1 and off is 2 here. tiki spec §4
      status: offer.hidden ? 2 : 1,
    }));
    const call = { method: 'PUT', path: 'v2.1/products/updateSkus', json: { data } } as const;
    return outcomeOf(await ask(access, call, updated));
  } catch (error) {
    if (isAboutThem(error)) return null;
    throw error;
  }
}

/** 403 speaks of the seller or the app; every other refusal of something asked for may be one item's. tiki spec §7 */
function isAboutThem(error: unknown): boolean {
  if (!(error instanceof ChannelFailure)) return false;
  const { kind, detail } = error;
  return kind === 'notFound' || (kind === 'rejected' && detail.httpStatus !== 403);
}

async function pushOffer(access: ShopAccess, offer: Offer): Promise<KeylessOutcome> {
  try {
    const stock = stockOf(await warehouseOf(access), offer);
    return await tell(access, { ...stock, active: offer.hidden ? 0 : 1 }, offer.variant.priceVnd);
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound')
      return { kind: 'rejected', reason: { key: 'gone', code: error.detail.code } };
    const refusal = refusedItem(error);
    if (!refusal) throw error;
    // Nobody knows why, and a stock left wrong oversells: tried again, and the reason can be seen meanwhile.
    return { kind: 'deferred', retryAfterMs: BUSY_MS, reason: refusal.reason };
  }
}

function stockOf(warehouse: string, { productId, variant }: Offer) {
  const qty = Math.max(0, Math.floor(variant.availableQty));
  return {
    product_id: exactInteger(productId),
    seller_warehouse: warehouse,
    warehouse_quantities: [{ warehouse_id: exactInteger(warehouse), qty_available: qty }],
  };
}

/** A price below a tenth of the listing price is refused (tiki spec §4); the stock must arrive all the same. */
async function tell(
  access: ShopAccess,
  stock: Record<string, unknown>,
  price: number,
): Promise<KeylessOutcome> {
  const put = (json: unknown) =>
    ask(access, { method: 'PUT', path: 'v2.1/products/updateSku', json }, updated);
  try {
    return outcomeOf(await put({ ...stock, price }));
  } catch (error) {
    const refusal = refusedItem(error);
    if (refusal?.reason.key !== 'price_invalid') throw error;
    await put(stock);
    return refusal;
  }
}

import {
  ChannelFailure,
  idText,
  looseList,
  type ItemOutcome,
  type KeylessOutcome,
  type PushItem,
  type SellerReason,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsPage } from './call';
import { batchRequest, catalogLack, type BatchRequest } from './catalog-item';
import { AGAIN_MS, catalogIdOf, noCatalog, problem, reasonOf, refusal } from './catalog-refusal';
import { BATCH_BYTES, BATCH_ITEMS } from './facebook.descriptor';
import { askAfterMs, writeTicket } from './ticket';

const batchAnswer = z.looseObject({
  handles: looseList(z.string().min(1)),
  validation_status: looseList(
    z.looseObject({ retailer_id: idText.nullish(), errors: looseList(problem) }),
  ),
});

/** Puts the newest state of up to 3,000 variants into one batch. Taken is not done: the handle tells later. */
export async function pushCatalog(
  access: ShopAccess,
  items: readonly PushItem[],
): Promise<ItemOutcome[]> {
  const catalogId = catalogIdOf(access);
  if (!catalogId) return items.map(({ key }) => ({ key, ...noCatalog }));
  const plan = planBatch(items);
  const sent =
    plan.requests.size > 0 ? await sendBatch(access, catalogId, [...plan.requests.values()]) : null;
  return items.map(({ key, variant }) => ({
    key,
    ...(plan.refused.get(key) ??
      (variant && sent && plan.requests.has(variant.sku) ? outcomeOf(sent, variant.sku) : later)),
  }));
}

const later: KeylessOutcome = { kind: 'deferred', retryAfterMs: 1_000 };

interface BatchPlan {
  /** By sku: one sku never stands in a batch twice, the newest row counts. facebook spec §4.3 */
  requests: Map<string, BatchRequest>;
  refused: Map<string, KeylessOutcome>;
}

/** As many as fit into one call by number and by bytes; the others come with the next. */
function planBatch(items: readonly PushItem[]): BatchPlan {
  const plan: BatchPlan = { requests: new Map(), refused: new Map() };
  let bytes = 1_024;
  for (const { key, product, variant } of items) {
    const lack = variant
      ? catalogLack(product, variant)
      : ({ key: 'other', code: 'no_variant' } satisfies SellerReason);
    if (lack || !variant) {
      plan.refused.set(key, {
        kind: 'rejected',
        reason: lack ?? { key: 'other', code: 'no_variant' },
      });
      continue;
    }
    const request = batchRequest(product, variant);
    bytes += Buffer.byteLength(JSON.stringify(request)) + 1;
    const full = plan.requests.size >= BATCH_ITEMS || bytes > BATCH_BYTES;
    if (!full || plan.requests.has(variant.sku)) plan.requests.set(variant.sku, request);
  }
  return plan;
}

interface SentBatch {
  ticket: string | null;
  refused: Map<string, SellerReason>;
}

async function sendBatch(
  access: ShopAccess,
  catalogId: string,
  requests: BatchRequest[],
): Promise<SentBatch> {
  const answer = await askAsPage(
    access,
    {
      method: 'POST',
      path: `${catalogId}/items_batch`,
      name: 'catalog items_batch',
      limit: 'catalog_batch',
      objectId: catalogId,
      body: { json: { item_type: 'PRODUCT_ITEM', allow_upsert: true, requests } },
      timeoutMs: 60_000,
    },
    batchAnswer,
  );
  const refused = new Map(
    answer.validation_status
      .filter((one) => one.errors.length > 0)
      .map((one) => [one.retailer_id ?? '', reasonOf('validation_status', one.errors[0])] as const),
  );
  const handle = answer.handles[0];
  if (!handle && refused.size === 0) {
    throw new ChannelFailure(
      'unexpectedShape',
      { code: 'shape:handles', ambiguous: true },
      'facebook items_batch: no handle and no error',
    );
  }
  return { ticket: handle ? writeTicket({ handle, givenAt: access.now() }) : null, refused };
}

/** Refused inside the 200, or with the batch on its way; without a handle nothing was taken. facebook spec §4.3 */
function outcomeOf(sent: SentBatch, sku: string): KeylessOutcome {
  const reason = sent.refused.get(sku);
  if (reason) return refusal(reason);
  if (!sent.ticket) return { kind: 'deferred', retryAfterMs: AGAIN_MS };
  return {
    kind: 'pending',
    ticket: sent.ticket,
    askAfterMs: askAfterMs(0),
    refs: { externalVariantIds: { [sku]: sku } },
  };
}

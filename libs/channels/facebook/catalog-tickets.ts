import {
  ChannelFailure,
  idText,
  looseList,
  looseText,
  type ItemOutcome,
  type KeylessOutcome,
  type PushItem,
  type ShopAccess,
  type TicketClient,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsPage } from './call';
import { readListed } from './catalog-read';
import { AGAIN_MS, catalogIdOf, noCatalog, problem, reasonOf, refusal } from './catalog-refusal';
import { askAfterMs, isOverdue, readTicket } from './ticket';

const statusAnswer = z.looseObject({
  data: z
    .array(
      z.looseObject({
        status: z.string(),
        errors: looseList(problem.extend({ id: looseText, retailer_id: looseText })),
        ids_of_invalid_requests: looseList(idText),
      }),
    )
    .min(1),
});

type BatchStatus = z.infer<typeof statusAnswer>['data'][number];

/** Words for an end that is none; they are not confirmed (facebook spec §4.2), any other word means "under way". */
const ENDED_BADLY = ['error', 'failed', 'canceled', 'cancelled'];

export function catalogTickets(access: ShopAccess): TicketClient {
  return { ask: (ticket, items) => ask(access, ticket, items) };
}

async function ask(
  access: ShopAccess,
  ticket: string,
  items: readonly PushItem[],
): Promise<ItemOutcome[]> {
  const catalogId = catalogIdOf(access);
  if (!catalogId) return items.map(({ key }) => ({ key, ...noCatalog }));
  const { handle, givenAt } = readTicket(ticket);
  const ageMs = access.now() - givenAt;
  const status = await statusOf(access, catalogId, handle);
  if (status === null || (status.status !== 'finished' && isOverdue(ageMs)))
    return lookAtItems(access, items);
  return items.map(({ key, variant }) => {
    if (status.status === 'finished') return { key, ...finished(status, variant?.sku ?? '') };
    if (ENDED_BADLY.includes(status.status))
      return { key, kind: 'deferred', retryAfterMs: AGAIN_MS };
    return { key, kind: 'pending', ticket, askAfterMs: askAfterMs(ageMs) };
  });
}

/** Null for a handle that Meta does not know (any more). */
async function statusOf(
  access: ShopAccess,
  catalogId: string,
  handle: string,
): Promise<BatchStatus | null> {
  try {
    const answer = await askAsPage(
      access,
      {
        path: `${catalogId}/check_batch_request_status`,
        name: 'catalog check_batch_request_status',
        limit: 'catalog',
        objectId: catalogId,
        query: [
          ['handle', handle],
          ['load_ids_of_invalid_requests', 'true'],
        ],
      },
      statusAnswer,
    );
    return answer.data[0] ?? null;
  } catch (error) {
    if (error instanceof ChannelFailure && error.detail.code.split('/')[0] === '100') return null;
    throw error;
  }
}

function finished(status: BatchStatus, sku: string): KeylessOutcome {
  const told = status.errors.find((one) => (one.id ?? one.retailer_id) === sku);
  if (!told && !status.ids_of_invalid_requests.includes(sku)) return { kind: 'accepted' };
  return refusal(reasonOf('check_batch_request_status', told));
}

/** The batch tells nothing more: what stands in the catalogue decides. facebook spec §4.2 */
async function lookAtItems(access: ShopAccess, items: readonly PushItem[]): Promise<ItemOutcome[]> {
  const skus = items.flatMap(({ variant }) => (variant ? [variant.sku] : []));
  const listed = await readListed(access, skus);
  return items.map(({ key, variant }) => {
    const found = listed.find((one) => one.sku === variant?.sku);
    const arrived = found && variant && found.qty === Math.max(0, Math.floor(variant.availableQty));
    return arrived ? { key, kind: 'accepted' } : { key, kind: 'deferred', retryAfterMs: AGAIN_MS };
  });
}

import {
  ChannelFailure,
  idText,
  looseList,
  looseText,
  type ProductSnapshot,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, onward, pageOf } from './call';
import { ROWS_PER_PAGE } from './tiki.descriptor';

/** Where a request has come to. `gone`: no longer told, since trackings are kept thirty days. tiki spec §3 */
export type Review =
  | { state: 'waiting'; askAfterMs: number }
  | { state: 'approved' | 'gone' }
  | { state: 'rejected'; why: string };

const SOON_MS = 5_000;
/** People look at it; it may take days. */
const BY_PEOPLE_MS = 60_000;
/** Both spellings are in use. */
const AT_ONCE = ['queuing', 'processing', 'drafted', 'bot_awaiting_approve', 'bot_waiting_approve'];
const REFUSED = ['rejected', 'deleted'];

/** Our name for a request that was found and not made: trackings and requests have different ids. */
const REQUEST = 'request-';

const tracking = z.looseObject({
  state: z.string().min(1),
  reason: z
    .unknown()
    .optional()
    .transform((why) => (typeof why === 'string' ? why : JSON.stringify(why))),
});

/** The reviews of a ticket: its trackings, joined with commas. The slowest decides, a refusal before all. */
export async function follow(access: ShopAccess, ticket: string): Promise<Review> {
  const reviews = await Promise.all(ticket.split(',').map((one) => followOne(access, one)));
  return (
    reviews.find((one) => one.state === 'rejected') ??
    reviews.find((one) => one.state === 'waiting') ??
    reviews.find((one) => one.state === 'gone') ?? { state: 'approved' }
  );
}

async function followOne(access: ShopAccess, id: string): Promise<Review> {
  const [path, name] = id.startsWith(REQUEST)
    ? [`v2/requests/${encodeURIComponent(id.slice(REQUEST.length))}`, 'v2/requests/id']
    : [`v2/tracking/${encodeURIComponent(id)}`, 'v2/tracking/id'];
  try {
    const told = await ask(access, { method: 'GET', path, name }, tracking);
    return reviewOf(told.state, told.reason ?? '');
  } catch (error) {
    if (error instanceof ChannelFailure && error.kind === 'notFound') return { state: 'gone' };
    throw error;
  }
}

export function reviewOf(state: string, why: string): Review {
  if (state === 'approved') return { state };
  if (REFUSED.includes(state)) return { state: 'rejected', why };
  return { state: 'waiting', askAfterMs: AT_ONCE.includes(state) ? SOON_MS : BY_PEOPLE_MS };
}

const code = z.looseObject({ sku: looseText, original_sku: looseText });
const request = z.looseObject({
  id: idText.nullish(),
  request_id: idText.nullish(),
  state: looseText,
  variants: looseList(code),
  products: looseList(code),
});

/** A ticket for the newest request under review that holds one of our variants; null where there is none. */
export async function findRequest(
  access: ShopAccess,
  product: ProductSnapshot,
): Promise<string | null> {
  const ours = new Set(product.variants.map((variant) => variant.sku));
  for (let page = '1'; page !== '';) {
    const query: [string, string][] = [
      ['include', 'products'],
      ['limit', String(ROWS_PER_PAGE)],
      ['page', page],
    ];
    const call = { method: 'GET', path: 'v2/requests', query } as const;
    const { rows, next } = await ask(access, call, pageOf(z.array(request)));
    for (const one of rows) {
      const skus = [...one.variants, ...one.products].map((row) => row.original_sku ?? row.sku);
      const id = one.request_id ?? one.id;
      const isOpen = one.state !== null && reviewOf(one.state, '').state === 'waiting';
      if (id && isOpen && skus.some((sku) => sku !== null && ours.has(sku))) return REQUEST + id;
    }
    page = onward(page, next);
  }
  return null;
}

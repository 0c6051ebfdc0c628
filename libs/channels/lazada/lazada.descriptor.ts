import { type ChannelDescriptor, kindsOf } from '@ganh/channels/kit';
import { CODES } from './errors';
import { STATUS } from './order-status';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** Of one page or call. lazada spec §4.3, §5.1, §5.2, §6 */
export const ORDERS_PER_PAGE = 100;
export const ORDERS_PER_CALL = 50;
export const PRODUCTS_PER_PAGE = 50;
export const ENTRIES_PER_PAGE = 500;
/** Longest text of a variation's option. */
export const OPTION_MAX = 20;
/** New products are looked at before they are shown (lazada spec §4.1): within a day, mostly much sooner. */
export const REVIEW_ASK_MS = 5 * MINUTE;

export const lazadaDescriptor = {
  id: 'lazada',
  name: 'Lazada',
  apiVersion: 'rest',
  groups: [
    {
      name: 'item',
      target: 'product',
      raisedBy: ['content', 'visibility'],
      maxBatch: 1,
      batchBy: 'item',
      neededForLive: true,
    },
    // At most 50 SKUs a call, 20 recommended; each names its own item. lazada spec §4.2
    {
      name: 'stock',
      limits: ['app', 'shop'],
      target: 'variant',
      raisedBy: ['stock'],
      maxBatch: 20,
      batchBy: 'shop',
      needs: 'item',
      neededForLive: true,
    },
    {
      name: 'price',
      limits: ['app', 'shop'],
      target: 'variant',
      raisedBy: ['price'],
      maxBatch: 20,
      batchBy: 'shop',
      needs: 'item',
      neededForLive: true,
    },
  ],
  // Published is only 50 inventory calls a second and seller (lazada spec §8); these stay far below.
  limits: [
    { name: 'app', scope: 'app', rule: { capacity: 40, refillPerSec: 40 } },
    { name: 'shop', scope: 'shop', rule: { capacity: 10, refillPerSec: 10 } },
  ],
  text: { titleMax: 255, titleMin: 1, descriptionMax: 25_000, descriptionMin: 0 }, // lazada spec §4.1
  photos: { max: 8, maxBytes: 3_145_728, minSide: 330, formats: ['jpeg', 'png'] },
  // The shortest lives of those published (an app under test); what a token's answer says counts. lazada spec §3
  accessTokenMs: 7 * DAY,
  refreshTokenMs: 30 * DAY,
  refreshAheadMs: 48 * HOUR,
  clockSkewMs: 2 * HOUR, // lazada spec §1
  poll: {
    orders: { everyMs: MINUTE, overlapMs: 10 * MINUTE, maxWindowMs: 15 * DAY },
    returns: { everyMs: 15 * MINUTE, overlapMs: HOUR, maxWindowMs: 15 * DAY },
    // Less than 180 days (lazada spec §6); whole days are asked for.
    settlements: { everyMs: 6 * HOUR, overlapMs: 2 * DAY, maxWindowMs: 30 * DAY },
  },
  wholePieces: true,
  sellsOnItsOwn: true,
  orderStatuses: STATUS,
  errors: kindsOf(CODES),
} as const satisfies ChannelDescriptor;

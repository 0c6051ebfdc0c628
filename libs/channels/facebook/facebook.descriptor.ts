import { type ChannelDescriptor, kindsOf } from '@ganh/channels/kit';
import { CODES } from './errors';

/** Items of one items_batch: under 3,000 is advised, 5,000 the limit; the whole payload at most 28 MB. facebook spec §4.1 */
export const BATCH_ITEMS = 3_000;
export const BATCH_BYTES = 28 * 1024 * 1024;

const HOUR_S = 3_600;

export const facebookDescriptor = {
  id: 'facebook',
  name: 'Facebook',
  apiVersion: 'v26.0', // current since 29 Jul 2026. facebook spec §0
  groups: [
    // One items_batch carries price, stock, text and visibility together, so they are one group. facebook spec §4.1
    {
      name: 'catalog',
      limits: ['app', 'catalog_batch'],
      target: 'variant',
      raisedBy: ['content', 'price', 'stock', 'visibility'],
      maxBatch: BATCH_ITEMS,
      batchBy: 'shop',
      neededForLive: true,
    },
    // The post's words name the price and say when the product is not on sale.
    {
      name: 'post',
      target: 'product',
      raisedBy: ['content', 'price', 'visibility'],
      maxBatch: 1,
      batchBy: 'item',
      neededForLive: true,
    },
  ],
  limits: [
    // Depend on the number of users and of engaged people, which nobody tells (facebook spec §3): the usage headers slow us
    // down in time, these figures only keep bursts apart.
    { name: 'app', scope: 'app', rule: { capacity: 100, refillPerSec: 20 } },
    { name: 'page', scope: 'shop', rule: { capacity: 50, refillPerSec: 5 } },
    // facebook spec §3: 8 calls a minute for a new catalogue; 20,000 single reads an hour; conversations 2 a second.
    // One batch of the eight is kept back: at 100 % the usage header closes the door for a whole minute.
    { name: 'catalog_batch', scope: 'shop', rule: { capacity: 7, refillPerSec: 8 / 60 } },
    { name: 'catalog', scope: 'shop', rule: { capacity: 100, refillPerSec: 20_000 / HOUR_S } },
    // One of the two is kept back: at their very pace a slow call followed by a quick one is one too many.
    { name: 'conversations', scope: 'shop', rule: { capacity: 1, refillPerSec: 1.8 } },
    // facebook spec §7.1: by engaged users, and 300 a second; private replies 750 an hour.
    { name: 'messenger', scope: 'shop', rule: { capacity: 50, refillPerSec: 5 } },
    { name: 'private_replies', scope: 'shop', rule: { capacity: 50, refillPerSec: 700 / HOUR_S } },
  ],
  text: { titleMax: 150, titleMin: 1, descriptionMax: 9_999, descriptionMin: 0 }, // facebook spec §4.1, lower bounds of both
  // facebook spec §5 names no limits: what fits into one post without trouble.
  photos: { max: 10, maxBytes: 4 * 1024 * 1024, minSide: 0, formats: ['jpeg', 'png'] },
  accessTokenMs: null, // a Page token from a long-lived user token. facebook spec §1.1
  refreshTokenMs: null,
  refreshAheadMs: 0,
  clockSkewMs: 0,
  poll: {
    conversations: { everyMs: 60_000, overlapMs: 10 * 60_000, maxWindowMs: 30 * 86_400_000 },
  },
  wholePieces: true,
  sellsOnItsOwn: false, // no order object ever comes from Meta. facebook spec §0
  errors: kindsOf(CODES),
} as const satisfies ChannelDescriptor;

export type FacebookLimit = (typeof facebookDescriptor.limits)[number]['name'];

/** Follow a batch after 5 s, 15 s, 30 s, then every minute, for half an hour; then look at the items. facebook spec §4.2 */
export const FIRST_ASK_MS = 5_000;
export const ASK_FOR_MS = 30 * 60_000;

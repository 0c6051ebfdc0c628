import { type ChannelDescriptor, kindsOf } from '@ganh/channels/kit';
import { CODES } from './errors';
import { STATUS } from './order-status';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What one call of get_order_detail and get_item_base_info takes. shopee spec §3, §4 */
export const ORDERS_PER_CALL = 50;
export const ITEMS_PER_CALL = 50;
/** shopee spec §3: the dearest variant costs at most five times the cheapest (Vietnam). */
export const PRICE_RATIO_MAX = 5;
/** Between add_item and init_tier_variation: the new item may not be readable yet. shopee spec §3 */
export const NEW_ITEM_REST_MS = 5_000;

export const shopeeDescriptor = {
  id: 'shopee',
  name: 'Shopee',
  apiVersion: 'v2',
  groups: [
    {
      name: 'item',
      target: 'product',
      raisedBy: ['content', 'visibility'],
      maxBatch: 1, // add_item and update_item take one. shopee spec §3
      batchBy: 'item',
      neededForLive: true,
    },
    // update_stock and update_price: 1–50 models of one item. shopee spec §3
    {
      name: 'stock',
      limits: ['app', 'shop'],
      target: 'variant',
      raisedBy: ['stock'],
      maxBatch: 50,
      batchBy: 'item',
      needs: 'item',
      neededForLive: true,
    },
    {
      name: 'price',
      limits: ['app', 'shop'],
      target: 'variant',
      raisedBy: ['price'],
      maxBatch: 50,
      batchBy: 'item',
      needs: 'item',
      neededForLive: true,
    },
  ],
  // No figures are published (shopee spec §7); these stay well inside what the channel was seen to take.
  limits: [
    { name: 'app', scope: 'app', rule: { capacity: 50, refillPerSec: 50 } },
    { name: 'shop', scope: 'shop', rule: { capacity: 10, refillPerSec: 10 } },
    // The app for livestreams is another one, with budgets of its own.
    { name: 'live-app', scope: 'app', rule: { capacity: 50, refillPerSec: 50 } },
    { name: 'live', scope: 'shop', rule: { capacity: 10, refillPerSec: 10 } },
  ],
  // Stand in until get_item_limit tells the category's own (shopee spec §3).
  text: { titleMax: 120, titleMin: 5, descriptionMax: 5_000, descriptionMin: 1 },
  photos: { max: 9, maxBytes: 10 * 1024 * 1024, minSide: 0, formats: ['jpeg', 'png'] }, // shopee spec §3
  accessTokenMs: 4 * HOUR, // shopee spec §1
  refreshTokenMs: 30 * DAY,
  refreshAheadMs: 30 * 60_000,
  clockSkewMs: 5 * 60_000, // shopee spec §2: a timestamp is good for five minutes
  // At most 15 days apart (shopee spec §4), less the seconds that rounding to whole ones may add.
  poll: {
    orders: { everyMs: 60_000, overlapMs: 10 * 60_000, maxWindowMs: 15 * DAY - 2_000 },
    returns: { everyMs: 10 * 60_000, overlapMs: HOUR, maxWindowMs: 15 * DAY - 2_000 },
    settlements: { everyMs: 6 * HOUR, overlapMs: DAY, maxWindowMs: 15 * DAY - 2_000 },
  },
  live: {
    titleMax: 200, // shopee spec §8
    descriptionMax: 200,
    commentMax: 150,
    commentsKeptMs: 10_000,
    listenEveryMs: 4_000,
  },
  wholePieces: true,
  asksWeight: true, // add_item wants it. shopee spec §3
  sellsOnItsOwn: true,
  orderStatuses: STATUS,
  errors: kindsOf(CODES),
} as const satisfies ChannelDescriptor;

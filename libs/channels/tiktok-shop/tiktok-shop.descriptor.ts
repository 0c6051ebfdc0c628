import { type ChannelDescriptor, kindsOf } from '@ganh/channels/kit';
import { CODES } from './errors';
import { STATUS } from './order-status';

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What one order detail call takes, and how much a page holds. tiktok-shop spec §4, §5 */
export const ORDERS_PER_CALL = 50;
export const RETURNS_PER_PAGE = 50;
export const TRANSACTIONS_PER_PAGE = 100;
/** tiktok-shop spec §3 */
export const PRICE_MAX_VND = 180_000_000;
export const SKU_CODE_MAX = 50;
export const OPTION_MAX = 50;

export const tiktokShopDescriptor = {
  id: 'tiktok-shop',
  name: 'TikTok Shop',
  apiVersion: '202309',
  groups: [
    {
      name: 'item',
      target: 'product',
      raisedBy: ['content', 'visibility'],
      maxBatch: 1, // create and partial_edit take one. tiktok-shop spec §3
      batchBy: 'item',
      neededForLive: true,
    },
    // inventory/update and prices/update: one product's variants, of which there are at most 100. tiktok-shop spec §3
    {
      name: 'stock',
      limits: ['write'],
      target: 'variant',
      raisedBy: ['stock'],
      maxBatch: 100,
      batchBy: 'item',
      needs: 'item',
      neededForLive: true,
    },
    {
      name: 'price',
      limits: ['write'],
      target: 'variant',
      raisedBy: ['price'],
      maxBatch: 100,
      batchBy: 'item',
      needs: 'item',
      neededForLive: true,
    },
  ],
  // 50 a second for each app, shop and call were documented, less for writes now (tiktok-shop spec §7): well inside it.
  limits: [
    { name: 'account', scope: 'app', rule: { capacity: 10, refillPerSec: 5 } },
    { name: 'read', scope: 'shop', rule: { capacity: 20, refillPerSec: 20 } },
    { name: 'write', scope: 'shop', rule: { capacity: 10, refillPerSec: 10 } },
  ],
  text: { titleMax: 255, titleMin: 25, descriptionMax: 10_000, descriptionMin: 1 }, // Vietnam. tiktok-shop spec §3
  photos: { max: 9, maxBytes: 10 * 1024 * 1024, minSide: 300, formats: ['jpeg', 'png'] }, // tiktok-shop spec §3
  accessTokenMs: 7 * DAY, // tiktok-shop spec §1
  refreshTokenMs: 365 * DAY, // told by the answer itself, as the end of the permission
  refreshAheadMs: DAY,
  clockSkewMs: 30 * SECOND, // tiktok-shop spec §2: at most so far ahead
  poll: {
    orders: { everyMs: MINUTE, overlapMs: 10 * MINUTE, maxWindowMs: 7 * DAY },
    returns: { everyMs: 10 * MINUTE, overlapMs: 30 * MINUTE, maxWindowMs: 7 * DAY },
    // A statement bears the time of its day's beginning, so that it comes later than it says. tiktok-shop spec §5
    settlements: { everyMs: 6 * HOUR, overlapMs: 3 * DAY, maxWindowMs: 30 * DAY },
  },
  wholePieces: true,
  asksWeight: true, // package_weight is part of every create call. tiktok-shop spec §3
  sellsOnItsOwn: true,
  orderStatuses: STATUS,
  errors: kindsOf(CODES),
} as const satisfies ChannelDescriptor;

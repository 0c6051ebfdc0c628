import type { ChannelDescriptor } from '@ganh/channels/kit';
import { KINDS } from './errors';
import { STATUS } from './order-status';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** The docs say at most 100 in one place and 50 in another. tiki spec §4 */
export const ROWS_PER_PAGE = 50;

/** How many updateSkus takes is not told; a guess on the safe side. tiki spec §4 */
export const OFFERS_PER_CALL = 20;

export const tikiDescriptor = {
  id: 'tiki',
  name: 'Tiki',
  apiVersion: 'v2',
  groups: [
    // A request that people approve. tiki spec §3
    {
      name: 'item',
      target: 'product',
      raisedBy: ['content'],
      maxBatch: 1,
      batchBy: 'item',
      neededForLive: true,
    },
    // updateSku and updateSkus carry price, stock and on or off together. tiki spec §4
    {
      name: 'offer',
      limits: ['seller'],
      target: 'variant',
      raisedBy: ['price', 'stock', 'visibility'],
      maxBatch: OFFERS_PER_CALL,
      batchBy: 'shop',
      needs: 'item',
      neededForLive: true,
    },
  ],
  // 200 a second and seller (tiki spec §7); a half of it leaves room for other programs of the seller.
  limits: [{ name: 'seller', scope: 'shop', rule: { capacity: 100, refillPerSec: 100 } }],
  // None are published; these stand in until a refusal tells more.
  text: { titleMax: 200, titleMin: 5, descriptionMax: 20_000, descriptionMin: 1 },
  photos: { max: 10, maxBytes: 5 * 1024 * 1024, minSide: 0, formats: ['jpeg', 'png'] },
  accessTokenMs: HOUR, // tiki spec §1: about; the answer tells exactly
  refreshTokenMs: null,
  refreshAheadMs: 10 * 60_000,
  clockSkewMs: 5 * 60_000,
  poll: {
    orders: { everyMs: 60_000, overlapMs: 10 * 60_000, maxWindowMs: 30 * DAY },
    settlements: { everyMs: 6 * HOUR, overlapMs: DAY, maxWindowMs: 30 * DAY },
    events: { everyMs: 20_000, overlapMs: 0, maxWindowMs: 7 * DAY }, // tiki spec §6: kept seven days
  },
  wholePieces: true,
  sellsOnItsOwn: true,
  orderStatuses: STATUS,
  errors: KINDS,
} as const satisfies ChannelDescriptor;

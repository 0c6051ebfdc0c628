import { type ChannelDescriptor, kindsOf } from '@ganh/channels/kit';
import { OA_CODES, PHONE_CODES } from './errors';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

export const zaloDescriptor = {
  id: 'zalo',
  name: 'Zalo',
  apiVersion: 'v3.0', // of messages; articles and lists stand under v2.0. zalo spec §3
  groups: [
    // Zalo's own shop was closed on 1 Dec 2024 (zalo spec §5). What is left is an article, whose words carry everything:
    // price, whether there is any, and whether it is on sale at all.
    {
      name: 'article',
      limits: ['app'],
      target: 'product',
      raisedBy: ['content', 'price', 'stock', 'visibility'],
      maxBatch: 1,
      batchBy: 'item',
      neededForLive: true,
    },
  ],
  limits: [
    // 4,000 calls a minute for an app. zalo spec §2
    { name: 'app', scope: 'app', rule: { capacity: 400, refillPerSec: 60 } },
  ],
  // Lengths of an article: community, zalo spec §3.4 names the calls only.
  text: { titleMax: 150, titleMin: 1, descriptionMax: 2_000, descriptionMin: 0 },
  photos: { max: 10, maxBytes: 1024 * 1024, minSide: 0, formats: ['jpeg', 'png'] }, // zalo spec §3.4
  accessTokenMs: 25 * HOUR, // zalo spec §1.2
  refreshTokenMs: 90 * DAY,
  refreshAheadMs: 5 * HOUR, // zalo spec §9
  clockSkewMs: 0,
  poll: {
    conversations: { everyMs: MINUTE, overlapMs: 10 * MINUTE, maxWindowMs: 30 * DAY },
  },
  wholePieces: true,
  sellsOnItsOwn: false, // orders are made from what buyers write. zalo spec §8
  errors: { ...kindsOf(OA_CODES), ...kindsOf(PHONE_CODES, 'phone ') },
} as const satisfies ChannelDescriptor;

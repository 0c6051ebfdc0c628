import { createHash } from 'node:crypto';
import { looseNumber, looseText, type ChannelEvent } from '@ganh/channels/kit';
import { z } from 'zod';
import { momentOf } from './times';

/** Fields of all messages that we act on; none of them is sure to be there. lazada spec §7 */
const dataSchema = z.looseObject({
  order_status: looseText,
  trade_order_id: looseText,
  trade_order_line_id: looseText,
  status_update_time: looseNumber,
  reverse_order_id: looseText,
  reverse_status: looseText,
  itemId: looseText,
  item_id: looseText,
  seller_id: looseText,
  status: looseText,
  auth_expiry_time: looseNumber,
  fulfillment_package_id: looseText,
});

type Data = z.infer<typeof dataSchema>;

const noData = (): Data => dataSchema.parse({});

export const messageSchema = z.looseObject({
  message_type: z.number(),
  seller_id: looseText,
  timestamp: looseNumber,
  data: dataSchema.nullish().catch(null),
});

const ORDER_LINE = 0;
const EXPIRING = 8;
const REVERSE = 10;
const PACKAGE = 14;
/** 1 review, 3 added, 4 edited, 5 deleted. */
const ITEM_TYPES = [1, 3, 4, 5];

/** Messages only notify: they name what to read again. One about no seller (the category tree) tells of nothing. */
export function eventsOf(
  { message_type: type, seller_id: named, timestamp, data: told }: z.infer<typeof messageSchema>,
  rawBody: Buffer,
): ChannelEvent[] {
  const data = told ?? noData();
  // The envelope of an expiring permission carries the text "null".
  const shop = [named, data.seller_id].find((one) => one && one !== 'null');
  if (!shop) return [];
  const at = momentOf(data.status_update_time) ?? momentOf(timestamp) ?? 0;
  return [
    { externalShopId: shop, key: keyOf(type, shop, data, rawBody), at, ...meaning(type, data) },
  ];
}

type Meaning = ChannelEvent extends infer One
  ? One extends ChannelEvent
    ? Omit<One, 'externalShopId' | 'key' | 'at'>
    : never
  : never;

function meaning(type: number, data: Data): Meaning {
  const { trade_order_id: orderId, reverse_order_id: reverseId } = data;
  const itemId = data.itemId ?? data.item_id;
  if (type === REVERSE && reverseId && !/^CANCEL/.test(data.reverse_status ?? ''))
    return { kind: 'return', externalReturnId: reverseId, externalOrderId: orderId };
  if ([ORDER_LINE, REVERSE, PACKAGE].includes(type) && orderId)
    return { kind: 'order', externalOrderId: orderId };
  if (ITEM_TYPES.includes(type) && itemId) return { kind: 'listing', externalItemId: itemId };
  const untilAt = type === EXPIRING ? momentOf(data.auth_expiry_time) : null;
  if (untilAt !== null) return { kind: 'expiring', untilAt };
  return { kind: 'ignored', what: `message ${type}` };
}

/** The line, its state and when it came into it: a repeat carries the newest state and another timestamp. lazada spec §7 */
function keyOf(type: number, shop: string, data: Data, rawBody: Buffer): string {
  const parts = [
    data.trade_order_line_id,
    data.order_status ?? data.reverse_status ?? data.status,
    data.status_update_time,
  ];
  if ([ORDER_LINE, REVERSE].includes(type) && parts.every((one) => one !== null))
    return [shop, type, data.reverse_order_id ?? '', ...parts].join(':');
  return `${shop}:${type}:${createHash('sha256').update(rawBody).digest('hex')}`;
}

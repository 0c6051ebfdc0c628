import { createHash } from 'node:crypto';
import { idText, looseList, looseNumber, looseText, type ChannelEvent } from '@ganh/channels/kit';
import { z } from 'zod';

/** What we act on of all deliveries; none of it is sure to be there. tiktok-shop spec §6 */
const dataSchema = z.looseObject({
  order_id: looseText,
  order_status: looseText,
  product_id: looseText,
  return_id: looseText,
  return_status: looseText,
  cancel_id: looseText,
  cancel_status: looseText,
  update_time: looseNumber,
  expiration_time: looseNumber,
  package_list: looseList(z.looseObject({ order_id_list: looseList(idText) })),
});
type Data = z.infer<typeof dataSchema>;

export const deliverySchema = z.looseObject({
  type: z.number(),
  tts_notification_id: looseText,
  shop_id: idText,
  timestamp: looseNumber,
  data: dataSchema.nullish().catch(null),
});
type Delivery = z.infer<typeof deliverySchema>;

/** 1 status, 3 address, 4 package, 11 cancellation. */
const ORDER_TYPES = [1, 3, 4, 11];
/** 5 status, 15 information, 18 category, 27 inventory, 37 audit. */
const PRODUCT_TYPES = [5, 15, 18, 27, 37];
const DEAUTHORIZED = 6;
const EXPIRING = 7;
const RETURN = 12;

type Meaning =
  | { kind: 'order'; externalOrderId: string }
  | { kind: 'return'; externalReturnId: string; externalOrderId: string | null }
  | { kind: 'listing'; externalItemId: string }
  | { kind: 'disconnected' }
  | { kind: 'expiring'; untilAt: number }
  | { kind: 'ignored'; what: string };

/** Deliveries only notify: they name what to read again, never what it is now. */
export function eventsOf(delivery: Delivery, rawBody: Buffer): ChannelEvent[] {
  const data = delivery.data ?? dataSchema.parse({});
  const at = (delivery.timestamp ?? 0) * 1000;
  const meanings = meaningsOf(delivery.type, data);
  return meanings.map((meaning, place) => ({
    externalShopId: delivery.shop_id,
    key: [keyOf(delivery, data, rawBody), ...(meanings.length > 1 ? [place] : [])].join(':'),
    at,
    ...meaning,
  }));
}

function meaningsOf(type: number, data: Data): Meaning[] {
  if (type === DEAUTHORIZED) return [{ kind: 'disconnected' }];
  if (type === EXPIRING) return [{ kind: 'expiring', untilAt: (data.expiration_time ?? 0) * 1000 }];
  if (type === RETURN && data.return_id)
    return [{ kind: 'return', externalReturnId: data.return_id, externalOrderId: data.order_id }];
  const orders = ORDER_TYPES.includes(type) ? ordersOf(data) : [];
  if (orders.length > 0)
    return orders.map((externalOrderId) => ({ kind: 'order', externalOrderId }));
  if (PRODUCT_TYPES.includes(type) && data.product_id)
    return [{ kind: 'listing', externalItemId: data.product_id }];
  return [{ kind: 'ignored', what: `event ${type}` }];
}

function ordersOf({ order_id: one, package_list }: Data): string[] {
  const inPackages = package_list.flatMap((each) => each.order_id_list);
  return [...new Set([...(one ? [one] : []), ...inPackages])];
}

/** The event itself where it has a state and a time, else the channel's id of the notice, else the body. tiktok-shop spec §6 */
function keyOf(delivery: Delivery, data: Data, rawBody: Buffer): string {
  const { type, shop_id: shop, tts_notification_id: notice } = delivery;
  if (type === 1 && data.order_id && data.update_time)
    return [shop, type, data.order_id, data.order_status ?? '', data.update_time].join(':');
  const rest = notice || createHash('sha256').update(rawBody).digest('hex');
  return `${shop}:${type}:${rest}`;
}

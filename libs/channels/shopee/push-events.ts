import { createHash } from 'node:crypto';
import { idText, looseNumber, looseText, type ChannelEvent } from '@ganh/channels/kit';
import { z } from 'zod';

const ids = z
  .unknown()
  .optional()
  .transform((value): string[] =>
    [value].flat().flatMap((one) => {
      const plain = idText.safeParse(one);
      const inside = z.looseObject({ shop_id: idText }).safeParse(one);
      if (plain.success) return [plain.data];
      return inside.success ? [inside.data.shop_id] : [];
    }),
  );

/** Fields of all pushes that we act on, in both spellings; none of them is sure to be there. shopee spec §6 */
const dataSchema = z.looseObject({
  ordersn: looseText,
  order_sn: looseText,
  return_sn: looseText,
  status: looseText,
  update_time: looseNumber,
  item_id: looseText,
  shop_id: ids,
  shop_id_list: ids,
  shop_expire_soon: ids,
  expire_before: looseNumber,
});

const noData = () => dataSchema.parse({});

export const pushSchema = z.looseObject({
  code: z.number(),
  shop_id: looseText,
  timestamp: looseNumber,
  shop_id_list: ids,
  data: dataSchema.nullish().catch(null),
});

type Push = z.infer<typeof pushSchema>;

/** Pushes that say "this order has changed": 3 status, 4 tracking, 8 reserved stock, 15 label, 30/47 parcel. */
const ORDER_CODES = [3, 4, 8, 15, 30, 47];
const RETURNED = 29;
/** 6 banned, 7/9 promotion, 8 reserved stock, 16 violation, 22 price. */
const ITEM_CODES = [6, 7, 8, 9, 16, 22];
const ADDRESS_CHECK = 0;
const DEAUTHORIZED = 2;
const EXPIRING = 12;

/** Pushes only notify (shopee spec §6): they name what to read again, never what it is now. */
export function eventsOf(push: Push, rawBody: Buffer): ChannelEvent[] {
  if (push.code === ADDRESS_CHECK) return [];
  const data = push.data ?? noData();
  const at = (push.timestamp ?? 0) * 1000;
  if (push.code === DEAUTHORIZED) {
    return shopsOf(push, data).map((shop) => ({
      externalShopId: shop,
      key: keyOf(push, shop, rawBody),
      at,
      kind: 'disconnected',
    }));
  }
  if (push.code === EXPIRING) {
    const untilAt = (data.expire_before ?? 0) * 1000;
    const expiring = data.shop_expire_soon.length > 0 ? data.shop_expire_soon : shopsOf(push, data);
    return expiring.map((shop) => ({
      externalShopId: shop,
      key: keyOf(push, shop, rawBody),
      at,
      kind: 'expiring',
      untilAt,
    }));
  }
  return shopsOf(push, data).map((shop) => ({
    externalShopId: shop,
    key: keyOf(push, shop, rawBody),
    at,
    ...meaning(push.code, data),
  }));
}

type Meaning =
  | { kind: 'order'; externalOrderId: string }
  | { kind: 'return'; externalReturnId: string; externalOrderId: string | null }
  | { kind: 'listing'; externalItemId: string }
  | { kind: 'ignored'; what: string };

function meaning(code: number, data: z.infer<typeof dataSchema>): Meaning {
  const orderId = data.ordersn ?? data.order_sn;
  if (code === RETURNED && data.return_sn)
    return { kind: 'return', externalReturnId: data.return_sn, externalOrderId: orderId };
  // A return that is not named still changes its order.
  if ((ORDER_CODES.includes(code) || code === RETURNED) && orderId)
    return { kind: 'order', externalOrderId: orderId };
  if (ITEM_CODES.includes(code) && data.item_id)
    return { kind: 'listing', externalItemId: data.item_id };
  return { kind: 'ignored', what: `push ${code}` };
}

/** Pushes to the app carry no shop_id but lists of shops. shopee spec §6 */
function shopsOf(push: Push, data: z.infer<typeof dataSchema>): string[] {
  const named = push.shop_id
    ? [push.shop_id]
    : [...data.shop_id_list, ...push.shop_id_list, ...data.shop_id];
  return [...new Set(named)];
}

/** `shop_id:code:ordersn:status:update_time` where there is an order's state, else the body itself. shopee spec §6 */
function keyOf(push: Push, shop: string, rawBody: Buffer): string {
  const { ordersn, order_sn: orderSn, status, update_time: updatedAt } = push.data ?? noData();
  const orderId = ordersn ?? orderSn;
  if (push.code === 3 && orderId && updatedAt)
    return [shop, push.code, orderId, status ?? '', updatedAt].join(':');
  return `${shop}:${push.code}:${createHash('sha256').update(rawBody).digest('hex')}`;
}

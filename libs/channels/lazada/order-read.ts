import {
  integerId,
  looseList,
  looseNumber,
  looseText,
  type ChannelOrder,
  type ChannelOrderLine,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { isCancelled, orderStatus } from './order-status';
import { momentOf } from './times';

/** Flags come as booleans, numbers or texts. */
const flag = z
  .unknown()
  .optional()
  .transform((value) => value === true || value === 1 || value === 'true' || value === '1');

const line = z.looseObject({
  order_item_id: integerId,
  sku: looseText,
  sku_id: looseText,
  product_id: looseText,
  name: looseText,
  variation: looseText,
  item_price: looseNumber,
  status: z.string().min(1),
  package_id: looseText,
  tracking_code: looseText,
  shipment_provider: looseText,
  sla_time_stamp: looseText,
  buyer_id: looseText,
  payment_time: looseText,
  reverse_order_id: looseText,
  need_cancel_confirm: flag,
  is_cancel_pending: flag,
});
export type LazadaLine = z.infer<typeof line>;

const address = z
  .looseObject({
    first_name: looseText,
    last_name: looseText,
    phone: looseText,
    address1: looseText,
    address2: looseText,
    address3: looseText,
    address4: looseText,
    address5: looseText,
  })
  .nullish()
  .catch(null);

const order = z.looseObject({
  order_id: integerId,
  created_at: looseText,
  updated_at: looseText,
  payment_method: looseText,
  price: looseText,
  voucher: looseNumber,
  shipping_fee: looseNumber,
  customer_first_name: looseText,
  statuses: looseList(z.string()),
  address_shipping: address,
  buyer_note: looseText,
  remarks: looseText,
  need_cancel_confirm: flag,
  is_cancel_pending: flag,
});
export type LazadaOrder = z.infer<typeof order>;

export const orderPage = z.looseObject({ orders: z.array(order) });
export const oneOrder = order;
export const linesAnswer = z.array(line);
export const manyLines = z.array(
  z.looseObject({ order_id: integerId, order_items: z.array(line) }),
);

const COD = 'COD';

export function readOrder(told: LazadaOrder, lines: readonly LazadaLine[]): ChannelOrder {
  const words = lines.length > 0 ? lines.map((one) => one.status) : told.statuses;
  const isAsked = [told, ...lines].some((one) => one.need_cancel_confirm || one.is_cancel_pending);
  const createdAt = momentOf(told.created_at) ?? 0;
  const status = orderStatus(words);
  const place = told.address_shipping;
  return {
    externalOrderId: told.order_id,
    status: isAsked && status !== 'cancelled' ? 'cancel_requested' : status,
    channelStatus: [...new Set(words)].join(', '),
    createdAt,
    updatedAt: momentOf(told.updated_at) ?? createdAt,
    shipByAt: earliest(lines.map((one) => momentOf(one.sla_time_stamp))),
    payment: !told.payment_method ? 'unknown' : told.payment_method === COD ? 'cod' : 'prepaid',
    paid: isPaid(told, lines, words),
    totalVnd: totalOf(told, lines),
    buyer: {
      externalId: lines.find((one) => one.buyer_id)?.buyer_id ?? null,
      // A masked name still lets a packer find the label.
      name: nameOf(place) ?? told.customer_first_name ?? null,
      phone: unmasked(place?.phone),
      address: unmasked(addressOf(place)),
    },
    note: told.buyer_note || told.remarks || null,
    lines: readLines(lines),
  };
}

/** Masked unless the app passed the data-security review. lazada spec §5.1 */
function unmasked(text: string | null | undefined): string | null {
  return text && !text.includes('*') ? text : null;
}

function nameOf(place: LazadaOrder['address_shipping']): string | null {
  return [place?.first_name, place?.last_name].filter(Boolean).join(' ') || null;
}

/** From the street up to the province; parts that say the same are told once. */
function addressOf(place: LazadaOrder['address_shipping']): string {
  const parts = [
    place?.address1,
    place?.address2,
    place?.address5,
    place?.address4,
    place?.address3,
  ];
  return [...new Set(parts.filter(Boolean))].join(', ');
}

function earliest(moments: readonly (number | null)[]): number | null {
  const known = moments.filter((one) => one !== null);
  return known.length > 0 ? Math.min(...known) : null;
}

/** Cash is the seller's once it was delivered; other orders wait unpaid until they are paid. */
function isPaid(
  told: LazadaOrder,
  lines: readonly LazadaLine[],
  words: readonly string[],
): boolean {
  const open = words.filter((word) => !isCancelled(word));
  if (told.payment_method === COD) return open.length > 0 && orderStatus(open) === 'completed';
  if (lines.some((one) => momentOf(one.payment_time) !== null)) return true;
  return open.length > 0 && !['unpaid', 'unknown'].includes(orderStatus(open));
}

/** Buyer pays `price − voucher + shipping_fee`; the price is text, with thousands marked or not. lazada spec §5.1 */
function totalOf(told: LazadaOrder, lines: readonly LazadaLine[]): number {
  const goods = told.price === null ? Number.NaN : Number(told.price.replaceAll(',', ''));
  const sum = lines.reduce((all, one) => all + (one.item_price ?? 0), 0);
  const whole = Number.isFinite(goods) ? goods : sum;
  return Math.round(whole - (told.voucher ?? 0) + (told.shipping_fee ?? 0));
}

/** Each piece is an item of its own there; those of one SKU and price are one line here. lazada spec §5.1 */
function readLines(lines: readonly LazadaLine[]): ChannelOrderLine[] {
  const groups = new Map<string, LazadaLine[]>();
  for (const one of lines) {
    const key = [one.product_id, one.sku_id, one.sku, one.item_price].join(':');
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  const isGone = lines.every((one) => isCancelled(one.status));
  return [...groups.values()].flatMap((group) => {
    const first = group.reduce((a, b) =>
      BigInt(b.order_item_id) < BigInt(a.order_item_id) ? b : a,
    );
    const kept = isGone ? group : group.filter((one) => !isCancelled(one.status));
    return {
      externalLineId: first.order_item_id,
      externalItemId: first.product_id ?? '',
      externalVariantId: first.sku_id || null,
      sku: first.sku || null,
      name: [first.name, first.variation].filter(Boolean).join(' – '),
      quantity: kept.length,
      priceVnd: Math.round(first.item_price ?? 0),
    };
  });
}

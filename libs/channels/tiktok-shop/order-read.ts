import {
  integerId,
  looseList,
  looseNumber,
  looseText,
  type ChannelOrder,
  type ChannelOrderLine,
  type Parcel,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { orderStatus } from './order-status';

/** One piece: there is no quantity. tiktok-shop spec §4 */
const piece = z.looseObject({
  id: integerId,
  sku_id: integerId,
  product_id: integerId,
  product_name: looseText,
  sku_name: looseText,
  seller_sku: looseText,
  sale_price: looseNumber,
  package_id: looseText,
  tracking_number: looseText,
  shipping_provider_name: looseText,
});
type Piece = z.infer<typeof piece>;

const orderSchema = z.looseObject({
  id: integerId,
  status: z.string(),
  create_time: z.number(),
  update_time: z.number(),
  paid_time: looseNumber,
  user_id: looseText,
  buyer_nickname: looseText,
  buyer_message: looseText,
  is_cod: z.boolean().nullish().catch(null),
  is_buyer_request_cancel: z.boolean().nullish().catch(null),
  rts_sla_time: looseNumber,
  payment: z.looseObject({ total_amount: looseNumber }).nullish().catch(null),
  recipient_address: z
    .looseObject({ name: looseText, phone_number: looseText, full_address: looseText })
    .nullish()
    .catch(null),
  line_items: z.array(piece),
  packages: looseList(z.looseObject({ id: integerId })),
});
export type TikTokOrder = z.infer<typeof orderSchema>;

export const ordersAnswer = z.looseObject({ orders: z.array(orderSchema).nullish() });
export const orderPage = z.looseObject({
  // Nothing found may come without the list; a list that is there is read whole.
  orders: z.array(orderSchema).nullish(),
  next_page_token: looseText,
  total_count: looseNumber,
});

export function readOrder(order: TikTokOrder): ChannelOrder {
  const lines = linesOf(order.line_items);
  const address = order.recipient_address;
  const status = orderStatus(order.status, order.is_buyer_request_cancel === true);
  return {
    externalOrderId: order.id,
    status,
    channelStatus: order.status,
    createdAt: order.create_time * 1000,
    updatedAt: order.update_time * 1000,
    shipByAt: order.rts_sla_time ? order.rts_sla_time * 1000 : null,
    payment: order.is_cod === true ? 'cod' : order.is_cod === false ? 'prepaid' : 'unknown',
    paid: isPaid(order),
    totalVnd: Math.round(
      order.payment?.total_amount ??
        lines.reduce((sum, one) => sum + one.priceVnd * one.quantity, 0),
    ),
    buyer: {
      externalId: order.user_id,
      // A masked name still lets a packer find the label.
      name: unmasked(address?.name) ?? order.buyer_nickname ?? address?.name ?? null,
      phone: unmasked(address?.phone_number),
      address: unmasked(address?.full_address),
    },
    note: order.buyer_message || null,
    lines,
  };
}

/** Hidden where TikTok ships. tiktok-shop spec §4 */
function unmasked(text: string | null | undefined): string | null {
  return text && !text.includes('**') ? text : null;
}

/** What paid_time means for cash on delivery is not told: such money is the seller's once the order is completed. */
function isPaid(order: TikTokOrder): boolean {
  return order.is_cod === true ? order.status === 'COMPLETED' : (order.paid_time ?? 0) > 0;
}

const byId = (a: Piece, b: Piece) => a.id.length - b.id.length || (a.id < b.id ? -1 : 1);

/** Pieces of one variant at one price are one line, named after its first piece. */
function linesOf(pieces: readonly Piece[]): ChannelOrderLine[] {
  const groups = new Map<string, Piece[]>();
  for (const one of [...pieces].sort(byId)) {
    const group = `${one.sku_id} ${one.sale_price ?? 0}`;
    groups.set(group, [...(groups.get(group) ?? []), one]);
  }
  return [...groups.values()].flatMap((same) => {
    const [first] = same;
    return first ? [lineOf(first, same.length)] : [];
  });
}

function lineOf(first: Piece, quantity: number): ChannelOrderLine {
  return {
    externalLineId: first.id,
    externalItemId: first.product_id,
    externalVariantId: first.sku_id,
    sku: first.seller_sku || null,
    name: [first.product_name, first.sku_name].filter(Boolean).join(' – '),
    quantity,
    priceVnd: Math.round(first.sale_price ?? 0),
  };
}

/** The packages of an order, those that its pieces name too. */
export function parcelsOf(order: TikTokOrder): Parcel[] {
  const named = order.line_items.flatMap((one) => (one.package_id ? [one.package_id] : []));
  const ids = new Set([...order.packages.map((one) => one.id), ...named]);
  return [...ids].map((id) => {
    const inside = order.line_items.find((one) => one.package_id === id);
    return {
      externalParcelId: id,
      trackingNumber: inside?.tracking_number || null,
      carrier: inside?.shipping_provider_name || null,
    };
  });
}

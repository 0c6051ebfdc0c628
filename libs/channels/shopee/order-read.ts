import {
  integerId,
  looseList,
  looseNumber,
  looseText,
  type ChannelOrder,
  type ChannelOrderLine,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { orderStatus } from './order-status';

/** Absent unless asked for, so all of them are asked for. shopee spec §4 */
export const OPTIONAL_FIELDS = [
  'buyer_user_id',
  'buyer_username',
  'recipient_address',
  'note',
  'item_list',
  'pay_time',
  'total_amount',
].join(',');

const line = z.looseObject({
  item_id: integerId,
  item_name: looseText,
  item_sku: looseText,
  model_id: integerId.nullish(),
  model_name: looseText,
  model_sku: looseText,
  model_quantity_purchased: looseNumber,
  model_original_price: looseNumber,
  model_discounted_price: looseNumber,
  order_item_id: looseText,
  line_item_id: looseText,
});

const orderSchema = z.looseObject({
  order_sn: z.string().min(1),
  order_status: z.string(),
  cod: z.boolean().nullish(),
  create_time: z.number(),
  update_time: z.number(),
  ship_by_date: looseNumber,
  pay_time: looseNumber,
  total_amount: looseNumber,
  message_to_seller: looseText,
  buyer_user_id: looseText,
  buyer_username: looseText,
  recipient_address: z
    .looseObject({ name: looseText, phone: looseText, full_address: looseText })
    .nullish()
    .catch(null),
  item_list: z.array(line),
});

type ShopeeOrder = z.infer<typeof orderSchema>;
type ShopeeLine = z.infer<typeof line>;

const UNPAID_YET = ['UNPAID', 'PENDING', 'CANCELLED'];

export function readOrder(order: ShopeeOrder): ChannelOrder {
  const lines = order.item_list.map((one, at) => readLine(one, order.item_list.slice(0, at)));
  const address = order.recipient_address;
  return {
    externalOrderId: order.order_sn,
    status: orderStatus(order.order_status),
    channelStatus: order.order_status,
    createdAt: order.create_time * 1000,
    updatedAt: order.update_time * 1000,
    shipByAt: order.ship_by_date ? order.ship_by_date * 1000 : null,
    payment: order.cod === true ? 'cod' : order.cod === false ? 'prepaid' : 'unknown',
    paid: isPaid(order),
    totalVnd: Math.round(
      order.total_amount ?? lines.reduce((sum, one) => sum + one.priceVnd * one.quantity, 0),
    ),
    buyer: {
      externalId: order.buyer_user_id,
      // A masked name still lets a packer find the label.
      name: unmasked(address?.name) ?? order.buyer_username ?? address?.name ?? null,
      phone: unmasked(address?.phone),
      address: unmasked(address?.full_address),
    },
    note: order.message_to_seller || null,
    lines,
  };
}

/** Most shops see stars instead of the recipient. shopee spec §4 */
function unmasked(text: string | null | undefined): string | null {
  return text && !text.includes('**') ? text : null;
}

/** READY_TO_SHIP means paid, or cash on delivery (shopee spec §4); cash is the seller's once the order is completed. */
function isPaid(order: ShopeeOrder): boolean {
  if (order.cod === true) return order.order_status === 'COMPLETED';
  if (order.pay_time) return true;
  return (
    order.cod === false &&
    !UNPAID_YET.includes(order.order_status) &&
    orderStatus(order.order_status) !== 'unknown'
  );
}

function readLine(one: ShopeeLine, before: readonly ShopeeLine[]): ChannelOrderLine {
  const modelId = one.model_id ?? '0';
  const lineKey = (other: ShopeeLine) =>
    [other.line_item_id ?? other.order_item_id ?? '', other.item_id, other.model_id ?? '0'].join(
      ':',
    );
  // The parts of a bundle share their ids; their order in the list tells them apart.
  const twins = before.filter((other) => lineKey(other) === lineKey(one)).length;
  return {
    externalLineId: twins === 0 ? lineKey(one) : `${lineKey(one)}:${twins}`,
    externalItemId: one.item_id,
    externalVariantId: modelId,
    // The item's sku is the first variant's: it says nothing about another model.
    sku: one.model_sku || (modelId === '0' ? one.item_sku : null) || null,
    name: [one.item_name, one.model_name].filter(Boolean).join(' – '),
    quantity: one.model_quantity_purchased ?? 0,
    priceVnd: Math.round(one.model_discounted_price ?? one.model_original_price ?? 0),
  };
}

export const ordersAnswer = z.looseObject({ order_list: z.array(orderSchema) });
export const orderPage = z.looseObject({
  more: z.boolean().nullish(),
  next_cursor: looseText,
  order_list: looseList(z.looseObject({ order_sn: z.string().min(1) })),
});

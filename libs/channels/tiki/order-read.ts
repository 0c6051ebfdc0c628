import {
  idText,
  looseNumber,
  looseText,
  type ChannelOrder,
  type ChannelOrderLine,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { looseLocalTime } from './local-time';
import { orderStatus } from './order-status';

const item = z.looseObject({
  id: idText,
  product: z.looseObject({ id: idText, name: looseText, seller_product_code: looseText }),
  confirmation: z
    .looseObject({ status: looseText, available_confirm_sla: looseLocalTime })
    .nullish()
    .catch(null),
  price: looseNumber,
  qty: looseNumber,
});

const address = z.looseObject({
  full_name: looseText,
  street: looseText,
  ward: looseText,
  district: looseText,
  region: looseText,
  phone: looseText,
});

export const orderSchema = z.looseObject({
  code: idText.pipe(z.string().min(1)),
  status: z.string(),
  fulfillment_type: looseText,
  created_at: looseLocalTime.pipe(z.number()),
  updated_at: looseLocalTime,
  invoice: z
    .looseObject({
      grand_total: looseNumber,
      total_seller_fee: looseNumber,
      total_seller_income: looseNumber,
    })
    .nullish()
    .catch(null),
  tiki_warehouse: z.looseObject({ code: looseText }).nullish().catch(null),
  items: z.array(item),
  shipping: z
    .looseObject({
      tracking_code: looseText,
      partner_name: looseText,
      address: address.nullish().catch(null),
    })
    .nullish()
    .catch(null),
  payment: z.looseObject({ is_prepaid: z.boolean().nullish() }).nullish().catch(null),
  customer: z.looseObject({ id: idText.nullish() }).nullish().catch(null),
});

export type TikiOrder = z.infer<typeof orderSchema>;

export function isConfirmed(order: TikiOrder): boolean {
  return (
    order.items.length > 0 &&
    order.items.every((one) => one.confirmation?.status === 'seller_confirmed')
  );
}

export function readOrder(order: TikiOrder): ChannelOrder {
  const lines = order.items.map(readLine);
  const status = orderStatus(order.status, isConfirmed(order));
  const isPrepaid = order.payment?.is_prepaid;
  const isOpen = ['unpaid', 'cancelled', 'unknown'].includes(status);
  const to = order.shipping?.address;
  return {
    externalOrderId: order.code,
    status,
    channelStatus: order.status,
    createdAt: order.created_at,
    updatedAt: order.updated_at ?? order.created_at,
    shipByAt: confirmByAt(order),
    payment: isPrepaid === true ? 'prepaid' : isPrepaid === false ? 'cod' : 'unknown',
    // Cash is the seller's once the order is complete.
    paid: isPrepaid === true ? !isOpen : status === 'completed',
    totalVnd: Math.round(
      order.invoice?.grand_total ??
        lines.reduce((sum, one) => sum + one.priceVnd * one.quantity, 0),
    ),
    buyer: {
      externalId: order.customer?.id ?? null,
      name: to?.full_name ?? null,
      phone: to?.phone ?? null,
      address: [to?.street, to?.ward, to?.district, to?.region].filter(Boolean).join(', ') || null,
    },
    note: null,
    lines,
  };
}

/** Each variant is a product of its own there. tiki spec §3 */
function readLine(one: TikiOrder['items'][number]): ChannelOrderLine {
  return {
    externalLineId: one.id,
    externalItemId: one.product.id,
    externalVariantId: one.product.id,
    sku: one.product.seller_product_code || null,
    name: one.product.name ?? '',
    quantity: one.qty ?? 0,
    priceVnd: Math.round(one.price ?? 0),
  };
}

/** The earliest time by which a piece must be confirmed; null once all are. */
function confirmByAt(order: TikiOrder): number | null {
  const ends = order.items.flatMap(({ confirmation }) =>
    confirmation?.status === 'waiting' && confirmation.available_confirm_sla
      ? [confirmation.available_confirm_sla]
      : [],
  );
  return ends.length > 0 ? Math.min(...ends) : null;
}

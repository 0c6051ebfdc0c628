import { FEE_PERCENT } from './buyer';
import type { Order, OrderItem } from './state';
import { localTime } from './world';

export function totalOf(order: Order): number {
  return order.items.reduce((sum, item) => sum + item.price * item.qty, 0);
}

function feeOf(order: Order): number {
  return Math.floor((totalOf(order) * FEE_PERCENT) / 100);
}

/** One order in the published shape; parts that were not asked for by `include` are left out. tiki spec §5 */
export function orderView(order: Order, include: string): Record<string, unknown> {
  const total = totalOf(order);
  return {
    code: order.code,
    relation_code: null,
    fulfillment_type: order.fulfillmentType,
    status: order.status,
    main_state: order.status,
    is_rma: false,
    is_vat_exporting: false,
    has_backorder_items: false,
    created_at: localTime(order.createdAt),
    updated_at: localTime(order.updatedAt),
    invoice: {
      items_count: order.items.length,
      items_quantity: order.items.reduce((sum, item) => sum + item.qty, 0),
      subtotal: total,
      grand_total: total,
      collectible_amount: order.cod ? total : 0,
      discount_amount: 0,
      shipping_amount_after_discount: 0,
      total_seller_fee: feeOf(order),
      total_seller_income: total - feeOf(order),
      purchased_at: localTime(order.createdAt),
    },
    tiki_warehouse: { id: 1, name: 'Kho Tiki Đà Nẵng', code: 'dn' },
    items: order.items.map((item) => itemView(order, item, include.includes('items.fees'))),
    shipping: shippingView(order),
    payment: { method: order.cod ? 'cod' : 'cybersource', is_prepaid: !order.cod, status: null },
    customer: { id: order.buyer.id, full_name: order.buyer.name },
    ...(order.cancel && {
      cancel_info: {
        reason_code: order.cancel.code,
        reason_text: order.cancel.text,
        comment: '',
        canceled_at: localTime(order.cancel.at),
      },
    }),
    ...(include.includes('status_histories') && {
      status_histories: order.history.map((one) => ({
        status: one.status,
        created_at: localTime(one.at),
      })),
    }),
  };
}

function itemView(order: Order, item: OrderItem, withFees: boolean): Record<string, unknown> {
  const amount = item.price * item.qty;
  const fee = Math.floor((amount * FEE_PERCENT) / 100);
  return {
    id: item.id,
    product: {
      id: item.productId,
      type: 'simple',
      sku: item.sku,
      name: item.name,
      seller_product_code: item.originalSku,
      inventory_type: order.fulfillmentType,
    },
    confirmation: {
      status: item.confirmation,
      available_confirm_sla: localTime(order.confirmUntil),
      pickup_confirm_sla: order.pickupAt,
    },
    price: item.price,
    qty: item.qty,
    invoice: {
      price: item.price,
      quantity: item.qty,
      seller_income: amount - fee,
      ...(withFees && { fees: [{ fee_type_key: 'COMMISSION_FEE', total_amount: fee }] }),
    },
    seller_income_detail: {
      item_price: item.price,
      item_qty: item.qty,
      seller_income: amount - fee,
    },
  };
}

function shippingView(order: Order): Record<string, unknown> {
  const isShown = order.status !== 'waiting_payment';
  return {
    status: order.trackingCode ? 'assigned' : null,
    plan: { promised_delivery_date: localTime(order.createdAt + 3 * 86_400_000) },
    tracking_code: order.trackingCode,
    partner_name: order.trackingCode ? 'TikiNOW' : null,
    address: isShown
      ? {
          full_name: order.buyer.name,
          street: order.buyer.street,
          ward: 'Xã Hòa Tiến',
          ward_tiki_code: 'VN036008001',
          district: 'Huyện Hòa Vang',
          district_tiki_code: 'VN036008',
          region: 'Đà Nẵng',
          region_tiki_code: 'VN036',
          phone: order.buyer.phone,
        }
      : null,
  };
}

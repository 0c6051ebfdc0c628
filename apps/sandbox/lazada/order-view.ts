import { openCancel } from './order-moves';
import type { Line, Order } from './state';
import type { World } from './world';

const ZONE_MS = 7 * 3_600_000;

/** "2026-11-24 18:30:00 +0700", as orders carry their times. */
export function stamp(at: number): string {
  return `${new Date(at + ZONE_MS).toISOString().slice(0, 19).replace('T', ' ')} +0700`;
}

/** The set of its items' states: an order has none of its own. lazada spec §5.1 */
export function statusesOf(order: Order): string[] {
  return [...new Set(order.lines.map((line) => line.status))];
}

const masked = (text: string) => text.replace(/(?<=^.)[^\s](?=.*.$)/g, '*');

export function goodsVnd(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.priceVnd, 0);
}

export function orderView(world: World, order: Order): Record<string, unknown> {
  const { name, phone, address } = order.buyer;
  const shown = (text: string) => (world.state.settings.maskBuyers ? masked(text) : text);
  const place = {
    first_name: shown(name),
    last_name: '',
    phone: shown(phone),
    phone2: '',
    address1: shown(address),
    address2: '',
    address3: 'Đà Nẵng',
    address4: 'Huyện Hòa Vang',
    address5: 'Xã Hòa Tiến',
    city: 'Đà Nẵng',
    post_code: '',
    country: 'Vietnam',
    addressDsitrict: 'Huyện Hòa Vang',
  };
  const asked = openCancel(world, order) !== undefined;
  return {
    order_id: order.orderId,
    order_number: order.orderId,
    created_at: stamp(order.createdAt),
    updated_at: stamp(order.updatedAt),
    customer_first_name: shown(name),
    customer_last_name: '',
    payment_method: order.cod ? 'COD' : 'MOMO_WALLET',
    price: `${goodsVnd(order)}.00`,
    shipping_fee: order.shippingFeeVnd,
    shipping_fee_original: order.shippingFeeVnd,
    voucher: 0,
    voucher_seller: 0,
    voucher_platform: 0,
    voucher_code: '',
    items_count: order.lines.length,
    statuses: statusesOf(order),
    address_shipping: place,
    address_billing: place,
    warehouse_code: 'dropshipping',
    promised_shipping_times: '',
    remarks: '',
    buyer_note: order.note,
    gift_option: false,
    delivery_info: '',
    tax_code: '',
    need_cancel_confirm: asked,
    is_cancel_pending: asked,
  };
}

export function lineView(world: World, order: Order, line: Line): Record<string, unknown> {
  const reverse = line.reverseId === null ? undefined : world.state.reverses[line.reverseId];
  const state = reverse?.lines.find((one) => one.lineId === line.lineId)?.status ?? '';
  const asked = state === 'CANCEL_INIT';
  return {
    order_item_id: line.lineId,
    order_id: order.orderId,
    sku: line.sellerSku,
    shop_sku: `${line.itemId}_VNAMZ-${line.skuId}`,
    sku_id: String(line.skuId),
    product_id: String(line.itemId),
    name: line.name,
    variation: line.variation,
    item_price: line.priceVnd,
    paid_price: line.priceVnd,
    shipping_amount: order.shippingFeeVnd / order.lines.length,
    voucher_amount: 0,
    tax_amount: 0,
    currency: 'VND',
    status: line.status,
    order_type: 'Normal',
    order_flag: 'NORMAL',
    package_id: line.packageId,
    tracking_code: line.trackingCode,
    shipment_provider: line.trackingCode ? 'Pickup: LEX VN, Delivery: LEX VN' : '',
    shipping_type: 'Dropshipping',
    shipping_provider_type: 'STANDARD',
    is_fbl: 0,
    is_digital: 0,
    sla_time_stamp: new Date(order.createdAt + 48 * 3_600_000).toISOString(),
    warehouse_code: 'dropshipping',
    buyer_id: order.buyer.id,
    payment_time: order.paidAt ?? 0,
    reason: line.reason,
    reason_detail: '',
    cancel_return_initiator: line.reason ? 'cancellation-customer' : 'null-null',
    return_status: reverse?.type === 'CANCEL' ? '' : state,
    reverse_order_id: reverse ? String(reverse.reverseId) : '',
    need_cancel_confirm: asked,
    is_cancel_pending: asked,
    ...(asked && { cancel_trigger_time: reverse?.answerBy }),
    created_at: stamp(order.createdAt),
    updated_at: stamp(order.updatedAt),
  };
}

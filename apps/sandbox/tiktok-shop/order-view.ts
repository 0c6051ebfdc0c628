import { skuName } from './product-view';
import type { Order, OrderLine, Product, Sku } from './state';
import { newId } from './state';
import type { World } from './world';

const PENDING = 'CANCELLATION_REQUEST_PENDING';

/** One piece of an order. */
export function newLine(world: World, product: Product, sku: Sku): OrderLine {
  return {
    id: newId(world.state),
    productId: product.id,
    skuId: sku.id,
    sellerSku: sku.sellerSku,
    productName: product.title,
    skuName: skuName(sku),
    priceVnd: sku.priceVnd,
  };
}

export function goodsVnd(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.priceVnd, 0);
}

export function totalVnd(order: Order): number {
  return goodsVnd(order) + order.shippingFeeVnd;
}

export function asksToCancel(world: World, order: Order): boolean {
  return Object.values(world.state.cancellations).some(
    (one) => one.orderId === order.id && one.type === 'BUYER_CANCEL' && one.status === PENDING,
  );
}

/** Letters after the first are hidden: TikTok ships, and the seller need not know. */
function masked(name: string): string {
  return `${name.slice(0, 1)}***`;
}

function recipient({ buyer, status }: Order) {
  // Not told before the order may be packed.
  if (status === 'UNPAID' || status === 'ON_HOLD') return {};
  return {
    recipient_address: {
      name: masked(buyer.name),
      phone_number: `(+84)${buyer.phone.slice(1, 3)}*****${buyer.phone.slice(-2)}`,
      full_address: `Việt Nam, ${buyer.address}`,
      address_detail: '***',
      region_code: 'VN',
      postal_code: '',
      district_info: [
        {
          address_level: 'L0',
          address_level_name: 'Country',
          address_name: 'Việt Nam',
          iso_code: 'VN',
        },
      ],
    },
  };
}

function payment(order: Order) {
  const goods = String(goodsVnd(order));
  const fee = String(order.shippingFeeVnd);
  return {
    currency: 'VND',
    sub_total: goods,
    shipping_fee: fee,
    original_shipping_fee: fee,
    seller_discount: '0',
    platform_discount: '0',
    original_total_product_price: goods,
    tax: '0',
    total_amount: String(totalVnd(order)),
  };
}

const PACKAGE_STATUS: Readonly<Record<string, string>> = {
  AWAITING_SHIPMENT: 'TO_FULFILL',
  AWAITING_COLLECTION: 'PROCESSING',
  IN_TRANSIT: 'FULFILLING',
  DELIVERED: 'COMPLETED',
  COMPLETED: 'COMPLETED',
  CANCELLED: 'CANCELLED',
};

export function packageStatus(order: Order): string {
  return PACKAGE_STATUS[order.status] ?? 'TO_FULFILL';
}

export function hasPackage({ status }: Order): boolean {
  return status !== 'UNPAID' && status !== 'ON_HOLD';
}

function lineView(order: Order, line: OrderLine) {
  return {
    id: line.id,
    sku_id: line.skuId,
    product_id: line.productId,
    product_name: line.productName,
    sku_name: line.skuName,
    seller_sku: line.sellerSku,
    sale_price: String(line.priceVnd),
    original_price: String(line.priceVnd),
    seller_discount: '0',
    platform_discount: '0',
    currency: 'VND',
    display_status: order.status,
    package_id: hasPackage(order) ? order.packageId : '',
    package_status: packageStatus(order),
    tracking_number: order.trackingNumber ?? '',
    shipping_provider_name: 'J&T Express',
    is_gift: false,
    ...(order.cancelReason
      ? { cancel_reason: order.cancelReason, cancel_user: order.cancelBy }
      : {}),
  };
}

/** An order as detail and search show it: one entry of `line_items` for each piece. tiktok-shop spec §4 */
export function orderView(world: World, order: Order) {
  return {
    id: order.id,
    status: order.status,
    create_time: order.createTime,
    update_time: order.updateTime,
    ...(order.paidTime ? { paid_time: order.paidTime } : {}),
    user_id: order.buyer.userId,
    buyer_nickname: order.buyer.nickname,
    buyer_message: order.message,
    is_cod: order.isCod,
    payment: payment(order),
    payment_method_name: order.isCod ? 'Cash on delivery' : 'Bank transfer',
    ...recipient(order),
    line_items: order.lines.map((line) => lineView(order, line)),
    packages: hasPackage(order) ? [{ id: order.packageId }] : [],
    fulfillment_type: 'FULFILLMENT_BY_SELLER',
    shipping_type: 'TIKTOK',
    delivery_type: 'HOME_DELIVERY',
    rts_sla_time: order.createTime + 2 * 86_400,
    is_on_hold_order: order.status === 'ON_HOLD',
    is_buyer_request_cancel: asksToCancel(world, order),
    order_type: 'NORMAL',
    ...(order.cancelReason
      ? { cancel_reason: order.cancelReason, cancellation_initiator: order.cancelBy }
      : {}),
  };
}

import type { Order, OrderLine } from './state';
import { imageUrl } from './product-view';
import type { World } from './world';

export function goodsTotal(order: Order): number {
  return order.lines.reduce((sum, line) => sum + line.priceVnd * line.quantity, 0);
}

export function buyerTotal(order: Order): number {
  return goodsTotal(order) + order.shippingFeeVnd;
}

function lineView(world: World, line: OrderLine) {
  return {
    item_id: line.itemId,
    item_name: line.itemName,
    item_sku: line.itemSku,
    model_id: line.modelId,
    model_name: line.modelName,
    model_sku: line.modelSku,
    model_quantity_purchased: line.quantity,
    model_original_price: line.priceVnd,
    model_discounted_price: line.priceVnd,
    wholesale: false,
    weight: 0,
    add_on_deal: false,
    main_item: false,
    add_on_deal_id: 0,
    promotion_type: '',
    promotion_id: 0,
    order_item_id: line.lineId,
    line_item_id: line.lineId,
    promotion_group_id: 0,
    image_info: { image_url: line.imageId ? imageUrl(world, line.imageId) : '' },
    product_location_id: [],
    is_prescription_item: false,
    is_b2c_owned_item: false,
  };
}

function packageView(order: Order) {
  return {
    package_number: order.packageNumber,
    logistics_status: order.logisticsStatus,
    logistics_channel_id: order.channelId,
    shipping_carrier: 'Nhanh',
    allow_self_design_awb: false,
    item_list: order.lines.map((line) => ({
      item_id: line.itemId,
      model_id: line.modelId,
      model_quantity: line.quantity,
      order_item_id: line.lineId,
      promotion_group_id: 0,
      product_location_id: '',
    })),
    parcel_chargeable_weight_gram: 0,
  };
}

/** Most shops see a buyer's name, phone and address masked. */
function masked(value: string): string {
  return value.length <= 2 ? '****' : `${value.slice(0, 1)}****${value.slice(-1)}`;
}

const OPTIONAL: Record<string, (world: World, order: Order) => unknown> = {
  buyer_user_id: (_world, order) => order.buyer.userId,
  buyer_username: (_world, order) => order.buyer.username,
  estimated_shipping_fee: (_world, order) => order.shippingFeeVnd,
  recipient_address: (_world, order) => ({
    name: masked(order.buyer.name),
    phone: `******${order.buyer.phone.slice(-2)}`,
    town: '',
    district: '',
    city: '****',
    state: '****',
    region: 'VN',
    zipcode: '',
    full_address: masked(order.buyer.address),
  }),
  actual_shipping_fee: (_world, order) => (order.status === 'COMPLETED' ? order.shippingFeeVnd : 0),
  goods_to_declare: () => false,
  note: () => '',
  note_update_time: () => 0,
  item_list: (world, order) => order.lines.map((line) => lineView(world, line)),
  pay_time: (_world, order) => order.payTime ?? null,
  dropshipper: () => '',
  dropshipper_phone: () => '',
  split_up: () => false,
  buyer_cancel_reason: (_world, order) =>
    order.cancelBy === 'buyer' ? (order.cancelReason ?? '') : '',
  cancel_by: (_world, order) => order.cancelBy ?? '',
  cancel_reason: (_world, order) => order.cancelReason ?? '',
  actual_shipping_fee_confirmed: (_world, order) => order.status === 'COMPLETED',
  fulfillment_flag: () => 'fulfilled_by_local_seller',
  pickup_done_time: (_world, order) => order.pickupTime ?? 0,
  package_list: (_world, order) => [packageView(order)],
  shipping_carrier: () => 'Nhanh',
  checkout_shipping_carrier: () => 'Nhanh',
  payment_method: (_world, order) => (order.cod ? 'Cash on Delivery' : 'ShopeePay Wallet'),
  total_amount: (_world, order) => buyerTotal(order),
  order_chargeable_weight_gram: () => 0,
  reverse_shipping_fee: () => 0,
};

/** An order as get_order_detail tells it: fields not asked for are absent. */
export function orderDetail(
  world: World,
  order: Order,
  optional: string[],
): Record<string, unknown> {
  const shown: Record<string, unknown> = {
    order_sn: order.orderSn,
    region: 'VN',
    currency: 'VND',
    cod: order.cod,
    order_status: order.status,
    message_to_seller: order.message,
    create_time: order.createTime,
    update_time: order.updateTime,
    days_to_ship: 2,
    ship_by_date: order.createTime + 2 * 86_400,
    booking_sn: '',
  };
  for (const name of optional) {
    const read = OPTIONAL[name];
    if (read) shown[name] = read(world, order);
  }
  return shown;
}

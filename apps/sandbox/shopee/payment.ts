import { ownOrder } from './orders';
import { buyerTotal, goodsTotal } from './order-view';
import type { Order } from './state';
import { whole } from '../core/input';
import { paramError } from './refusal';
import { ordersOf } from './state';
import { idList, shopOf, type Endpoints, type Outcome, type ShopeeCall } from './world';

/** Invented rates, of the size sellers report; VAT 1 % and PIT 0.5 % are withheld from households. */
const RATE = { commission: 0.04, service: 0.03, transaction: 0.025, vat: 0.01, pit: 0.005 };

/** What of an order reaches the seller. An estimate until the order is completed. shopee spec §5 */
export function income(order: Order): Record<string, unknown> {
  const goods = order.status === 'CANCELLED' ? 0 : goodsTotal(order);
  const shipping = order.status === 'CANCELLED' ? 0 : order.shippingFeeVnd;
  const share = (rate: number) => Math.round(goods * rate);
  const fees = {
    commission_fee: share(RATE.commission),
    service_fee: share(RATE.service),
    seller_transaction_fee: share(RATE.transaction),
    withholding_vat_tax: share(RATE.vat),
    withholding_pit_tax: share(RATE.pit),
  };
  const escrow = goods - Object.values(fees).reduce((sum, fee) => sum + fee, 0);
  return {
    escrow_amount: escrow,
    buyer_total_amount: goods + shipping,
    original_price: goods,
    order_original_price: goods,
    order_discounted_price: goods,
    order_selling_price: goods,
    seller_discount: 0,
    shopee_discount: 0,
    voucher_from_seller: 0,
    voucher_from_shopee: 0,
    coins: 0,
    buyer_paid_shipping_fee: shipping,
    actual_shipping_fee: shipping,
    estimated_shipping_fee: shipping,
    shopee_shipping_rebate: 0,
    final_shipping_fee: 0,
    reverse_shipping_fee: 0,
    ...fees,
    buyer_transaction_fee: 0,
    campaign_fee: 0,
    order_ams_commission_fee: 0,
    seller_order_processing_fee: 0,
    seller_return_refund: 0,
    drc_adjustable_refund: 0,
    cost_of_goods_sold: goods,
    original_cost_of_goods_sold: goods,
    withholding_cit_tax: 0,
    vat_on_imported_goods: 0,
    tax_registration_code: '',
    order_adjustment: [],
    total_adjustment_amount: 0,
    escrow_amount_after_adjustment: escrow,
    buyer_payment_method: order.cod ? 'Cash on Delivery' : 'ShopeePay Wallet',
    items: order.lines.map((line) => ({
      item_id: line.itemId,
      item_name: line.itemName,
      item_sku: line.itemSku,
      model_id: line.modelId,
      model_sku: line.modelSku,
      quantity_purchased: line.quantity,
      original_price: line.priceVnd * line.quantity,
      discounted_price: line.priceVnd * line.quantity,
    })),
  };
}

function escrowOf(order: Order) {
  return {
    order_sn: order.orderSn,
    buyer_user_name: order.buyer.username,
    return_order_sn_list: [],
    order_income: income(order),
    buyer_payment_info: {
      buyer_payment_method: order.cod ? 'COD' : 'Wallet',
      buyer_total_amount: buyerTotal(order),
    },
  };
}

function escrowDetail(call: ShopeeCall): Outcome {
  const order = ownOrder(call, call.query.get('order_sn'));
  call.note([order.orderSn]);
  return { response: escrowOf(order) };
}

function escrowBatch(call: ShopeeCall): Outcome {
  const sns =
    (call.body['order_sn_list'] as unknown[] | undefined) ?? idList(call.query, 'order_sn_list');
  if (!Array.isArray(sns) || sns.length === 0 || sns.length > 50)
    throw paramError('order_sn_list must have 1 to 50.');
  return { response: sns.map((sn) => ({ escrow_detail: escrowOf(ownOrder(call, sn)) })) };
}

/** Money released: completed orders, by the time they were completed. */
function escrowList(call: ShopeeCall): Outcome {
  const { query, world } = call;
  const from = whole(query.get('release_time_from'));
  const to = whole(query.get('release_time_to'));
  if (from === undefined || to === undefined)
    throw paramError('release_time_from and release_time_to are required.');
  const size = Math.min(whole(query.get('page_size')) ?? 40, 100);
  const page = whole(query.get('page_no')) ?? 1;
  if (page < 1 || size < 1) throw paramError('page_no starts from 1.');
  const done = ordersOf(world.state, shopOf(call).shopId).filter(
    (order) => order.status === 'COMPLETED' && order.updateTime >= from && order.updateTime <= to,
  );
  return {
    response: {
      escrow_list: done.slice((page - 1) * size, page * size).map((order) => ({
        order_sn: order.orderSn,
        payout_amount: income(order)['escrow_amount'],
        escrow_release_time: order.updateTime,
      })),
      more: page * size < done.length,
    },
  };
}

export const paymentEndpoints: Endpoints = {
  '/api/v2/payment/get_escrow_detail': { method: 'GET', signedAs: 'shop', run: escrowDetail },
  '/api/v2/payment/get_escrow_detail_batch': { method: 'POST', signedAs: 'shop', run: escrowBatch },
  '/api/v2/payment/get_escrow_list': { method: 'GET', signedAs: 'shop', run: escrowList },
};

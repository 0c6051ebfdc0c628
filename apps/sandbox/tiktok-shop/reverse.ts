import { list, text } from '../core/input';
import { seconds } from '../core/setting';
import { moveOrder, tellOrder, touchOrder } from './order-moves';
import { asksToCancel, goodsVnd } from './order-view';
import { ownOrder } from './orders';
import { badParams, TikTokRefusal } from './refusal';
import { newId, type Cancellation, type Order } from './state';
import {
  inWindow,
  pageOf,
  reads,
  writes,
  type Endpoints,
  type TikTokCall,
  type World,
} from './world';

const UNPAID_REASONS = [
  'seller_cancel_unpaid_reason_out_of_stock',
  'seller_cancel_unpaid_reason_wrong_price',
  'seller_cancel_unpaid_reason_buyer_hasnt_paid_within_time_allowed',
];
const PAID_REASONS = [
  'seller_cancel_reason_out_of_stock',
  'seller_cancel_reason_wrong_price',
  'seller_cancel_paid_reason_address_not_deliver',
];
const REJECT_REASONS = [
  'order_manage_list_action_respond_popup_reject_reason_invalid_cancellation_reason',
  'order_manage_list_action_respond_popup_reject_reason_delivered',
  'order_manage_list_action_respond_popup_reject_reason_buyer_agree',
  'seller_reject_apply_product_has_been_packed',
];

/** Notes who ended the order, and ends it. */
function endOrder(world: World, order: Order, by: Order['cancelBy'], reason: string): void {
  order.cancelBy = by;
  order.cancelReason = reason;
  moveOrder(world, order, 'CANCELLED');
}

export function newCancellation(
  world: World,
  order: Order,
  by: 'BUYER' | 'SELLER',
  reason: string,
  isDone: boolean,
): Cancellation {
  const now = seconds(world.setting);
  const one: Cancellation = {
    id: newId(world.state),
    orderId: order.id,
    shopId: order.shopId,
    type: by === 'BUYER' ? 'BUYER_CANCEL' : 'CANCEL',
    status: isDone ? 'CANCELLATION_REQUEST_COMPLETE' : 'CANCELLATION_REQUEST_PENDING',
    role: by,
    reason,
    createTime: now,
    updateTime: now,
  };
  world.state.cancellations[one.id] = one;
  if (isDone) endOrder(world, order, by, reason);
  else {
    touchOrder(world, order);
    tellOrder(world, order);
  }
  tellCancellation(world, one);
  return one;
}

function tellCancellation(world: World, one: Cancellation): void {
  world.webhooks.send('CANCELLATION_STATUS_CHANGE', one.shopId, {
    order_id: one.orderId,
    cancellations_role: one.role,
    cancel_status: one.status,
    cancel_id: one.id,
    create_time: one.createTime,
  });
}

function cancel(call: TikTokCall): unknown {
  const { world, body } = call;
  const order = ownOrder(call, text(body['order_id']) ?? '');
  call.note([order.id]);
  if (body['order_line_item_ids'] !== undefined || body['skus'] !== undefined)
    throw new TikTokRefusal(25001001, 'Single pieces cannot be cancelled in this region');
  if (!['UNPAID', 'ON_HOLD', 'AWAITING_SHIPMENT'].includes(order.status))
    throw new TikTokRefusal(25001011, `An order in ${order.status} cannot be cancelled`);
  if (asksToCancel(world, order))
    throw new TikTokRefusal(25001014, 'The buyer has already asked to cancel');
  const reason = text(body['cancel_reason']) ?? '';
  const allowed = order.status === 'UNPAID' ? UNPAID_REASONS : PAID_REASONS;
  if (!allowed.includes(reason))
    throw new TikTokRefusal(25001021, 'The reason does not fit the state of the order');
  const one = newCancellation(world, order, 'SELLER', reason, true);
  return { cancel_id: one.id, cancel_status: one.status };
}

function cancellationView(one: Cancellation) {
  const isPending = one.status === 'CANCELLATION_REQUEST_PENDING';
  return {
    cancel_id: one.id,
    order_id: one.orderId,
    cancel_type: one.type,
    cancel_status: one.status,
    role: one.role,
    cancel_reason: one.reason,
    create_time: one.createTime,
    update_time: one.updateTime,
    seller_next_action_response: isPending
      ? [{ action: 'SELLER_RESPOND_CANCEL', deadline: one.createTime + 2 * 86_400 }]
      : [],
    cancel_line_items: [],
  };
}

function searchCancellations(call: TikTokCall): unknown {
  const { world, owner, body } = call;
  const orderIds = list(body['order_ids'])?.map(String);
  const statuses = list(body['cancel_status'])?.map(String);
  const found = Object.values(world.state.cancellations).filter(
    (one) =>
      one.shopId === owner.id &&
      (!orderIds || orderIds.includes(one.orderId)) &&
      (!statuses || statuses.includes(one.status)) &&
      inWindow(body, 'update_time', one.updateTime),
  );
  const { shown, ...rest } = pageOf(call, found, { min: 1, max: 50, usual: 10 });
  return { cancellations: shown.map(cancellationView), ...rest };
}

function pending({ world, owner, params }: TikTokCall): Cancellation {
  const one = world.state.cancellations[params['id'] ?? ''];
  if (one?.shopId !== owner.id) throw new TikTokRefusal(25001015, 'No such cancellation');
  if (one.status !== 'CANCELLATION_REQUEST_PENDING')
    throw new TikTokRefusal(25001020, 'The cancellation has been answered');
  return one;
}

function answer(call: TikTokCall, isYes: boolean): unknown {
  const { world, body } = call;
  const one = pending(call);
  const order = ownOrder(call, one.orderId);
  if (!isYes && !REJECT_REASONS.includes(text(body['reject_reason']) ?? ''))
    throw badParams('reject_reason is unknown');
  one.status = isYes ? 'CANCELLATION_REQUEST_COMPLETE' : 'CANCELLATION_REQUEST_CANCELLED';
  one.updateTime = seconds(world.setting);
  if (isYes) endOrder(world, order, 'BUYER', one.reason);
  else touchOrder(world, order);
  tellCancellation(world, one);
  return {};
}

export function refundOf(order: Order) {
  const goods = String(goodsVnd(order));
  return {
    currency: 'VND',
    refund_subtotal: goods,
    refund_shipping_fee: '0',
    refund_tax: '0',
    refund_total: goods,
  };
}

export const cancellationEndpoints: Endpoints = {
  'POST /return_refund/202309/cancellations': writes(cancel),
  'POST /return_refund/202309/cancellations/search': reads(searchCancellations),
  'POST /return_refund/202309/cancellations/:id/approve': writes((call) => answer(call, true)),
  'POST /return_refund/202309/cancellations/:id/reject': writes((call) => answer(call, false)),
};

import { list, text } from '../core/input';
import { seconds } from '../core/setting';
import { refundOf } from './reverse';
import { badParams, TikTokRefusal } from './refusal';
import { newId, type Order, type ReturnOrder } from './state';
import {
  inWindow,
  pageOf,
  reads,
  writes,
  type Endpoints,
  type TikTokCall,
  type World,
} from './world';

const PENDING = 'RETURN_OR_REFUND_REQUEST_PENDING';
const REJECT_REASON = 'reverse_reject_request_reason_1';

/** What a decision needs to be there, and what comes of it. */
const APPROVALS: Readonly<Record<string, { type: ReturnOrder['type']; from: string; to: string }>> =
  {
    APPROVE_REFUND: { type: 'REFUND', from: PENDING, to: 'RETURN_OR_REFUND_REQUEST_COMPLETE' },
    APPROVE_RETURN: { type: 'RETURN_AND_REFUND', from: PENDING, to: 'AWAITING_BUYER_SHIP' },
    APPROVE_RECEIVED_PACKAGE: {
      type: 'RETURN_AND_REFUND',
      from: 'BUYER_SHIPPED_ITEM',
      to: 'RETURN_OR_REFUND_REQUEST_COMPLETE',
    },
  };
const REJECTIONS: typeof APPROVALS = {
  REJECT_REFUND: { type: 'REFUND', from: PENDING, to: 'REFUND_OR_RETURN_REQUEST_REJECT' },
  REJECT_RETURN: {
    type: 'RETURN_AND_REFUND',
    from: PENDING,
    to: 'REFUND_OR_RETURN_REQUEST_REJECT',
  },
  REJECT_RECEIVED_PACKAGE: {
    type: 'RETURN_AND_REFUND',
    from: 'BUYER_SHIPPED_ITEM',
    to: 'REJECT_RECEIVE_PACKAGE',
  },
};

/** The buyer asks to send a delivered order back. */
export function askReturn(world: World, order: Order, isMoneyOnly: boolean): ReturnOrder {
  const now = seconds(world.setting);
  const one: ReturnOrder = {
    id: newId(world.state),
    orderId: order.id,
    shopId: order.shopId,
    type: isMoneyOnly ? 'REFUND' : 'RETURN_AND_REFUND',
    status: PENDING,
    reason: 'Hàng không đúng mô tả',
    createTime: now,
    updateTime: now,
  };
  world.state.returns[one.id] = one;
  tell(world, one);
  return one;
}

export function moveReturn(world: World, one: ReturnOrder, status: string): void {
  one.status = status;
  one.updateTime = Math.max(seconds(world.setting), one.updateTime + 1);
  tell(world, one);
  world.setting.changed();
}

function tell(world: World, one: ReturnOrder): void {
  world.webhooks.send('RETURN_STATUS_CHANGE', one.shopId, {
    order_id: one.orderId,
    return_role: 'BUYER',
    return_type: one.type,
    return_status: one.status,
    return_id: one.id,
    create_time: one.createTime,
    update_time: one.updateTime,
  });
}

function view(world: World, one: ReturnOrder) {
  const order = world.state.orders[one.orderId];
  const isPending = one.status === PENDING;
  return {
    return_id: one.id,
    order_id: one.orderId,
    return_type: one.type,
    return_status: one.status,
    arbitration_status: '',
    role: 'BUYER',
    return_reason: 'ecom_order_delivered_reason_not_as_described',
    return_reason_text: one.reason,
    refund_amount: order ? refundOf(order) : undefined,
    seller_next_action_response: isPending
      ? [{ action: 'SELLER_RESPOND_RETURN', deadline: one.createTime + 2 * 86_400 }]
      : [],
    return_line_items: (order?.lines ?? []).map((line) => ({
      return_line_item_id: `${one.id.slice(0, -4)}${line.id.slice(-4)}`,
      order_line_item_id: line.id,
      sku_id: line.skuId,
      sku_name: line.skuName,
      product_name: line.productName,
      seller_sku: line.sellerSku,
    })),
    create_time: one.createTime,
    update_time: one.updateTime,
  };
}

function search(call: TikTokCall): unknown {
  const { world, owner, body } = call;
  const ids = list(body['return_ids'])?.map(String);
  const orderIds = list(body['order_ids'])?.map(String);
  const found = Object.values(world.state.returns).filter(
    (one) =>
      one.shopId === owner.id &&
      (!ids || ids.includes(one.id)) &&
      (!orderIds || orderIds.includes(one.orderId)) &&
      inWindow(body, 'create_time', one.createTime) &&
      inWindow(body, 'update_time', one.updateTime),
  );
  const { shown, ...rest } = pageOf(call, found, { min: 10, max: 50, usual: 10 });
  return { return_orders: shown.map((one) => view(world, one)), ...rest };
}

function own({ world, owner, params }: TikTokCall): ReturnOrder {
  const one = world.state.returns[params['id'] ?? ''];
  if (one?.shopId !== owner.id) throw new TikTokRefusal(25020005, 'No such return');
  return one;
}

function decide(call: TikTokCall, decisions: typeof APPROVALS): unknown {
  const one = own(call);
  call.note([one.id]);
  const decision = decisions[text(call.body['decision']) ?? ''];
  if (!decision) throw badParams('decision is unknown');
  if (decision.type !== one.type || decision.from !== one.status)
    throw new TikTokRefusal(25020003, `The decision does not fit a return in ${one.status}`);
  if (decisions === REJECTIONS && text(call.body['reject_reason']) !== REJECT_REASON)
    throw new TikTokRefusal(25020009, 'reject_reason is not one of those offered');
  moveReturn(call.world, one, decision.to);
  return {};
}

function rejectReasons({ query }: TikTokCall): unknown {
  if (!query.get('return_or_cancel_id')) throw badParams('return_or_cancel_id is required');
  return { reasons: [{ name: REJECT_REASON, text: 'Không đúng với yêu cầu' }] };
}

export const returnEndpoints: Endpoints = {
  'POST /return_refund/202309/returns/search': reads(search),
  'POST /return_refund/202309/returns/:id/approve': writes((call) => decide(call, APPROVALS)),
  'POST /return_refund/202309/returns/:id/reject': writes((call) => decide(call, REJECTIONS)),
  'GET /return_refund/202309/reject_reasons': reads(rejectReasons),
};

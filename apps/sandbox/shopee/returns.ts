import { text, whole } from '../core/input';
import { capitals } from '../core/random';
import { seconds } from '../core/setting';
import { move } from './order-moves';
import { goodsTotal } from './order-view';
import { paramError, ShopeeRefusal } from './refusal';
import type { Order, Return, ReturnStatus } from './state';
import { shopOf, type Endpoints, type Outcome, type ShopeeCall, type World } from './world';

const FIFTEEN_DAYS = 15 * 86_400;
/** Until when the seller answers; invented, the real one tells it in due_date. */
const ANSWER_SECONDS = 2 * 86_400;

function ownReturn(call: ShopeeCall, returnSn: unknown): Return {
  const sn = text(returnSn);
  if (!sn) throw paramError('return_sn is required.');
  const found = call.world.state.returns[sn];
  if (!found || found.shopId !== shopOf(call).shopId)
    throw new ShopeeRefusal('error_not_found', 'Return not found.');
  call.note([sn]);
  return found;
}

function view(world: World, one: Return) {
  const order = world.state.orders[one.orderSn];
  return {
    return_sn: one.returnSn,
    order_sn: one.orderSn,
    status: one.status,
    reason: one.reason,
    text_reason: one.textReason,
    refund_amount: order ? goodsTotal(order) : 0,
    currency: 'VND',
    due_date: one.createTime + ANSWER_SECONDS,
    return_solution: 0,
    needs_logistics: true,
    create_time: one.createTime,
    update_time: one.updateTime,
    item: (order?.lines ?? []).map((line) => ({
      item_id: line.itemId,
      model_id: line.modelId,
      name: line.itemName,
      item_sku: line.itemSku,
      variation_sku: line.modelSku,
      amount: line.quantity,
    })),
  };
}

/** Pages are counted from 0. shopee spec §4 */
function returnList(call: ShopeeCall): Outcome {
  const { query, world } = call;
  const page = whole(query.get('page_no'));
  const size = whole(query.get('page_size'));
  if (page === undefined || page < 0) throw paramError('page_no starts from 0.');
  if (size === undefined || size < 1 || size > 100)
    throw paramError('page_size must be between 1 and 100.');
  const from = whole(query.get('update_time_from')) ?? 0;
  const to = whole(query.get('update_time_to')) ?? Number.MAX_SAFE_INTEGER;
  if (query.has('update_time_from') && to - from > FIFTEEN_DAYS)
    throw paramError('The time range must be at most 15 days.');
  const status = query.get('status');
  const found = Object.values(world.state.returns)
    .filter((one) => one.shopId === shopOf(call).shopId)
    .filter((one) => one.updateTime >= from && one.updateTime <= to)
    .filter((one) => !status || one.status === status)
    .sort((a, b) => b.updateTime - a.updateTime || (a.returnSn < b.returnSn ? -1 : 1));
  const shown = found.slice(page * size, (page + 1) * size);
  call.note(shown.map((one) => one.returnSn));
  const more = (page + 1) * size < found.length;
  return { response: { more, return: shown.map((one) => view(world, one)) } };
}

function change(world: World, one: Return, status: ReturnStatus): Outcome {
  one.status = status;
  one.updateTime = seconds(world.setting);
  world.setting.changed();
  tell(world, one, 'return_status');
  return { response: { return_sn: one.returnSn } };
}

function confirm(call: ShopeeCall): Outcome {
  const one = ownReturn(call, call.body['return_sn']);
  if (!['REQUESTED', 'PROCESSING'].includes(one.status))
    throw paramError('The return cannot be confirmed in this status.');
  return change(call.world, one, 'ACCEPTED');
}

/** Only from REQUESTED or PROCESSING. shopee spec §4 */
function dispute(call: ShopeeCall): Outcome {
  const one = ownReturn(call, call.body['return_sn']);
  if (!text(call.body['email'])?.includes('@')) throw paramError('email is required.');
  if (whole(call.body['dispute_reason_id']) === undefined)
    throw paramError('dispute_reason_id is required.');
  if (!['REQUESTED', 'PROCESSING'].includes(one.status))
    throw paramError('The return cannot be disputed in this status.');
  return change(call.world, one, 'SELLER_DISPUTE');
}

function tell(world: World, one: Return, updated: string): void {
  world.pushes.send(29, one.shopId, {
    order_sn: one.orderSn,
    return_sn: one.returnSn,
    updated_values: [{ update_field: updated, update_time: one.updateTime }],
  });
}

/** A buyer wants to send back what was delivered. */
export function askReturn(world: World, order: Order): Return {
  const now = seconds(world.setting);
  const one: Return = {
    returnSn: `${now}${capitals(6)}`,
    orderSn: order.orderSn,
    shopId: order.shopId,
    status: 'REQUESTED',
    reason: 'ITEM_DAMAGED',
    textReason: 'Túi bị rách khi nhận',
    createTime: now,
    updateTime: now,
  };
  world.state.returns[one.returnSn] = one;
  move(world, order, 'TO_RETURN');
  tell(world, one, 'return_status');
  return one;
}

export const returnEndpoints: Endpoints = {
  '/api/v2/returns/get_return_list': { method: 'GET', signedAs: 'shop', run: returnList },
  '/api/v2/returns/get_return_detail': {
    method: 'GET',
    signedAs: 'shop',
    run: (call) => ({ response: view(call.world, ownReturn(call, call.query.get('return_sn'))) }),
  },
  '/api/v2/returns/confirm': { method: 'POST', signedAs: 'shop', run: confirm },
  '/api/v2/returns/dispute': { method: 'POST', signedAs: 'shop', run: dispute },
};

import { text, truth } from '../core/input';
import { cancelLines, grantCancel, mayCancel, moveReverse, skuOf } from './order-moves';
import { ownOrder } from './orders';
import { idsIn } from './payload';
import { LazadaRefusal, missing } from './refusal';
import { refundEntries } from './finance';
import type { Order, Reverse } from './state';
import { either, reads, sellerOf, type Endpoints, type LazadaCall } from './world';

const REASONS = [
  { reason_id: '10000019', reason_name: 'Sourcing Delay' },
  { reason_id: '10000021', reason_name: 'Out of Stock' },
  { reason_id: '10000023', reason_name: 'Wrong Price or Pricing Error' },
];
/** Reasons that take the product off sale. lazada spec §5.3 */
const ZEROING = ['10000021', '10000023'];
const REFUSALS = [{ reason_id: 7001, text: 'Item as described', muti_language_text: 'Đúng mô tả' }];

interface CancelRequest {
  order: Order;
  ids: string[];
}

function cancelIn(call: LazadaCall): CancelRequest {
  const order = ownOrder(call, call.parameters['order_id']);
  const ids = idsIn(call.parameters['order_item_id_list']);
  if (ids.length === 0)
    throw new LazadaRefusal('102', 'E0102: trade order line id is empty or invalid');
  return { order, ids };
}

const isOpen = ({ order, ids }: CancelRequest) =>
  ids.every((id) => order.lines.some((line) => String(line.lineId) === id && mayCancel(line)));

function validate(call: LazadaCall): Record<string, unknown> {
  const request = cancelIn(call);
  const tip = isOpen(request)
    ? { tip_type: 'warning', tip_content: 'SKU stock may be set to 0.' }
    : { tip_type: 'error', tip_content: 'The order can not be cancelled.' };
  return { data: { ...tip, reason_options: isOpen(request) ? REASONS : [] } };
}

function create(call: LazadaCall): Record<string, unknown> {
  const request = cancelIn(call);
  const { world, parameters } = call;
  const reason = REASONS.find((one) => one.reason_id === parameters['reason_id']);
  if (!reason) throw new LazadaRefusal('104', 'E0104: reason is empty or invalid');
  if (!isOpen(request)) throw new LazadaRefusal('123', 'E0123: invalid trade order lines');
  const { order, ids } = request;
  cancelLines(world, order, ids, reason.reason_name);
  for (const line of order.lines) {
    const sku = ids.includes(String(line.lineId)) ? skuOf(world, line) : undefined;
    if (sku && ZEROING.includes(reason.reason_id)) sku.real = sku.withhold + sku.occupy;
  }
  call.note([order.orderId]);
  return { data: { tip_type: 'success', tip_content: 'The order has been cancelled.' } };
}

function ownReverse(call: LazadaCall): { reverse: Reverse; order: Order } {
  const id = call.parameters['reverse_order_id'];
  const reverse = id ? call.world.state.reverses[id] : undefined;
  const order = reverse && call.world.state.orders[reverse.orderId];
  if (!reverse || !order || reverse.sellerId !== sellerOf(call).sellerId)
    throw new LazadaRefusal('105', 'E0105: reverse order id is empty or invalid');
  return { reverse, order };
}

function decide(call: LazadaCall): Record<string, unknown> {
  const { reverse, order } = ownReverse(call);
  const agreed = truth(call.parameters['agree_cancel']);
  const isOpen = reverse.lines.some((line) => line.status === 'CANCEL_INIT');
  if (!isOpen || agreed === undefined)
    throw new LazadaRefusal('131', 'E0131: no decision for this reverse order');
  if (agreed) grantCancel(call.world, order, reverse);
  else moveReverse(call.world, order, reverse, 'REQUEST_REJECT');
  call.note([order.orderId]);
  return { data: null };
}

function lineViews(call: LazadaCall, reverse: Reverse): Record<string, unknown>[] {
  const order = call.world.state.orders[reverse.orderId];
  return reverse.lines.map(({ reverseLineId, lineId, status }) => {
    const line = order?.lines.find((one) => one.lineId === lineId);
    return {
      reverse_order_line_id: reverseLineId,
      trade_order_line_id: lineId,
      reverse_status: status,
      is_need_refund: true,
      ofc_status: '',
      trade_order_gmt_create: order?.createdAt,
      refund_amount: line?.priceVnd ?? 0,
      reason_text: reverse.reason,
      reason_code: 7100,
      return_order_line_gmt_create: reverse.createdAt,
      return_order_line_gmt_modified: reverse.updatedAt,
      is_dispute: false,
      seller_sku_id: line?.sellerSku,
      item_unit_price: line?.priceVnd,
      platform_sku_id: String(line?.skuId ?? ''),
      sla: reverse.answerBy,
      ids: { product_id: line?.itemId, sku: String(line?.skuId ?? '') },
      user: order?.buyer.id,
    };
  });
}

const headOf = (reverse: Reverse) => ({
  reverse_order_id: reverse.reverseId,
  trade_order_id: reverse.orderId,
  request_type: reverse.type,
  is_rtm: true,
  shipping_type: 'PICK_UP',
});

function listAll(call: LazadaCall): Record<string, unknown> {
  const { parameters, world } = call;
  const size = Number(parameters['page_size'] ?? Number.NaN);
  const page = Number(parameters['page_no'] ?? Number.NaN);
  if (!(size >= 1 && size <= 100)) throw new LazadaRefusal('120', 'E0120: page size invalid');
  if (!(page >= 1)) throw new LazadaRefusal('121', 'E0121: page number invalid');
  const from = Number(parameters['ReverseOrderLineModifiedTimeRangeStart'] ?? 0);
  const to = Number(parameters['ReverseOrderLineModifiedTimeRangeEnd'] ?? Infinity);
  const found = Object.values(world.state.reverses)
    .filter((one) => one.sellerId === sellerOf(call).sellerId)
    .filter((one) => one.updatedAt >= from && one.updatedAt <= to);
  const items = found.slice((page - 1) * size, page * size).map((reverse) => ({
    ...headOf(reverse),
    reverse_order_lines: lineViews(call, reverse).map(({ ids, user, ...line }) => ({
      ...line,
      product: {
        product_id: (ids as { product_id: number }).product_id,
        product_sku: line['platform_sku_id'],
      },
      buyer: { buyer_id: user },
    })),
  }));
  return { result: { success: true, page_no: page, page_size: size, total: found.length, items } };
}

/** The same in other names. */
function detail(call: LazadaCall): Record<string, unknown> {
  const { reverse } = ownReverse(call);
  const reverseOrderLineDTOList = lineViews(call, reverse).map(({ ids, user, ...line }) => ({
    ...line,
    productDTO: ids,
    buyer: { user_id: user },
  }));
  return { data: { ...headOf(reverse), reverseOrderLineDTOList } };
}

function reasons(call: LazadaCall): Record<string, unknown> {
  if (!call.parameters['reverse_order_line_id'])
    throw new LazadaRefusal('103', 'E0103: reverse order line id is empty');
  return { data: REFUSALS };
}

const ACTIONS: Record<string, { from: string[]; to: string }> = {
  instantRefund: { from: ['REQUEST_INITIATE'], to: 'REFUND_SUCCESS' },
  agreeReturn: { from: ['REQUEST_INITIATE'], to: 'RTM_INIT' },
  refuseReturn: { from: ['REQUEST_INITIATE'], to: 'REQUEST_REJECT' },
  confirmDelivery: { from: ['RTM_INIT', 'RTM_SHIPPING_BACK'], to: 'RTM_RECEIVE_ITEM' },
  agreeRefund: { from: ['RTM_RECEIVE_ITEM'], to: 'REFUND_SUCCESS' },
  refuseRefund: { from: ['RTM_RECEIVE_ITEM'], to: 'REFUND_REJECTED' },
};

function returnUpdate(call: LazadaCall): Record<string, unknown> {
  const { reverse, order } = ownReverse(call);
  const { action = '', reason_id: reasonId, comment } = call.parameters;
  const known = ACTIONS[action];
  const ids = idsIn(call.parameters['reverse_order_item_ids']);
  if (!known) throw new LazadaRefusal('107', 'E0107: invalid action');
  if (ids.length === 0) throw new LazadaRefusal('100', 'E0100: reverse order list is empty');
  const lines = reverse.lines.filter((one) => ids.includes(String(one.reverseLineId)));
  if (lines.length < ids.length)
    throw new LazadaRefusal('126', 'E0126: invalid reverse order lines');
  if (reverse.type !== 'RETURN' || !lines.every((one) => known.from.includes(one.status)))
    throw new LazadaRefusal('114', 'E0114: this reverse does not support this action');
  if (action.startsWith('refuse')) {
    if (!reasonId) throw new LazadaRefusal('108', "E0108: reason can't be empty");
    if (!comment) throw new LazadaRefusal('109', "E0109: comment can't be empty");
    if (ids.length > 1) throw new LazadaRefusal('111', 'E0111: one reverse order line at a time');
    if (action === 'refuseRefund' && !call.parameters['image_info'])
      throw new LazadaRefusal('110', "E0110: image can't be empty");
  }
  moveReverse(call.world, order, reverse, known.to, lines);
  if (known.to === 'REFUND_SUCCESS') refundEntries(call.world, order, lines);
  call.note([reverse.reverseId]);
  return { data: { reverse_order_id: reverse.reverseId } };
}

function onlyRefund(call: LazadaCall): Record<string, unknown> {
  const { reverse, order } = ownReverse(call);
  const action = text(call.parameters['action']);
  if (!action) throw missing('action');
  const lines = reverse.lines.filter((one) => one.status === 'REQUEST_INITIATE');
  if (reverse.type !== 'ONLY_REFUND' || lines.length === 0)
    throw new LazadaRefusal('114', 'E0114: this reverse does not support this action');
  if (action !== 'agreeRefund')
    throw new LazadaRefusal('110', "E0110: image can't be empty if startDispute");
  moveReverse(call.world, order, reverse, 'REFUND_SUCCESS', lines);
  refundEntries(call.world, order, lines);
  return { data: null };
}

/** These change something and are GET all the same, as published. */
export const reverseEndpoints: Endpoints = {
  '/order/reverse/cancel/validate': reads(validate),
  '/order/reverse/cancel/create': either(create),
  '/order/reverse/cancel/seller/decide': either(decide),
  '/reverse/getreverseordersforseller': either(listAll),
  '/order/reverse/return/detail/list': reads(detail),
  '/order/reverse/reason/list': reads(reasons),
  '/order/reverse/return/update': either(returnUpdate),
  '/order/reverse/onlyrefund/seller/decide': either(onlyRefund),
};

import type { OrderAction, OrderRow, PayBadge } from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import { formatQuantity } from '@ganh/kernel';
import {
  isLacking,
  movesFrom,
  NO_ABILITIES,
  type Order,
  type OrderLine,
  type OrderStatus,
  tabOf,
} from '@ganh/orders';
import { returnText } from './return-text';

const STATUS: Readonly<Record<OrderStatus, string>> = {
  unpaid: 'Chờ tiền',
  new: 'Mới',
  to_pack: 'Chờ gói',
  packed: 'Gói xong, chờ giao',
  shipping: 'Đang giao',
  completed: 'Xong',
  cancelling: 'Đang xin huỷ trên kênh',
  cancel_requested: 'Khách xin huỷ',
  cancelled: 'Đã huỷ',
  returning: 'Khách trả hàng',
  unknown: 'Kênh báo trạng thái lạ',
};

/** Shopee's order states (shopee spec §6) as people say them; what is not here is not shown. */
const ON_CHANNEL: Readonly<Record<string, string>> = {
  UNPAID: 'khách chưa trả tiền',
  PENDING: 'đang kiểm tra đơn',
  READY_TO_SHIP: 'chờ chuẩn bị hàng',
  PROCESSED: 'chờ bưu tá lấy',
  RETRY_SHIP: 'bưu tá lấy chưa được',
  SHIPPED: 'đang giao',
  TO_CONFIRM_RECEIVE: 'đã giao, chờ khách nhận',
  IN_CANCEL: 'khách xin huỷ',
  CANCELLED: 'đã huỷ',
  TO_RETURN: 'khách trả hàng',
  COMPLETED: 'xong',
};

export function channelStatusText(status: string | null): string | null {
  return status === null ? null : (ON_CHANNEL[status] ?? null);
}

export const VERBS: Readonly<Record<OrderAction, string>> = {
  confirm: 'Nhận đơn',
  paid: 'Đã nhận tiền',
  pack: 'Gói xong',
  arrange: 'Báo đã gói',
  unpack: 'Chưa gói',
  'hand-over': 'Giao cho bưu tá',
  complete: 'Khách đã nhận',
  cancel: 'Huỷ đơn',
  'accept-cancel': 'Đồng ý huỷ',
  found: 'Đã có thêm hàng',
};

export function lineQuantity(line: OrderLine, steps = line.quantity): string {
  return formatQuantity(steps, line.unit, line.stepsPerUnit).trim();
}

const BEING_ASKED: Readonly<Record<string, string>> = {
  confirm: 'Đang báo kênh nhận đơn',
  arrange: 'Đang báo kênh đã gói',
};

export function statusText(order: Order): string {
  const asked = order.action && BEING_ASKED[order.action];
  if (asked) return asked;
  const own = STATUS[order.status];
  return order.status === 'unknown' && order.channelStatus ? `${own}: ${order.channelStatus}` : own;
}

export function payBadge(order: Order): PayBadge {
  if (order.paid) return 'da-tra';
  return order.payment === 'cod' ? 'thu-khi-giao' : 'cho-ck';
}

/** What this person may do with this order, the next step first. `can`: what its channel may be asked. */
export function actionsOf(order: Order, actor: Actor, can = NO_ABILITIES): OrderAction[] {
  if (!may(actor, 'orders.write')) return [];
  const isArrangeable = can.arrange && order.channelStatus !== null && order.parcels.length === 0;
  const moves = movesFrom(order.status).filter((move) => {
    if (move === 'cancel') return may(actor, 'orders.cancel');
    // What the channel is being asked is not asked twice.
    return move !== order.action && (move !== 'arrange' || isArrangeable);
  });
  // An order that lacks goods is not packed before it is filled.
  const lacks = isLacking(order);
  return [
    ...(lacks ? (['found'] as const) : []),
    ...(lacks ? moves.filter((move) => move === 'cancel' || move === 'accept-cancel') : moves),
  ];
}

export function rowOf(
  order: Order,
  actor: Actor,
  channelName: string,
  can = NO_ABILITIES,
): OrderRow {
  const next = actionsOf(order, actor, can).find(
    (action) => action !== 'cancel' && action !== 'unpack',
  );
  return {
    id: order.id,
    number: order.number,
    channel: order.channel,
    channelName,
    tab: tabOf(order),
    statusText: statusText(order),
    pay: payBadge(order),
    short: order.short,
    buyerName: order.buyer.name ?? 'Khách không để tên',
    buyerPhone: order.buyer.phone,
    totalVnd: order.totalVnd,
    lines: order.lines.map((line) => ({
      quantityText: lineQuantity(line),
      name: line.name,
      lackingText: line.shortQty > 0 ? lineQuantity(line, line.shortQty) : null,
    })),
    placedAt: order.placedAt,
    shipByAt: order.shipByAt,
    next: next ? { verb: VERBS[next], action: next } : null,
  };
}

const ASKED: Readonly<Record<string, (channel: string) => string>> = {
  confirm: (channel) => `Đã báo ${channel} nhận đơn`,
  arrange: (channel) => `Đã báo ${channel} là gói xong`,
  'return-accept': (channel) => `Đã trả lời ${channel}: nhận hàng trả`,
  'return-refuse': (channel) => `Đã trả lời ${channel}: không nhận hàng trả`,
};

export function eventText(
  event: { kind: string; detail: Record<string, string> },
  channelName: string,
): string {
  switch (event.kind) {
    case 'placed':
      return `Có đơn từ ${channelName}`;
    case 'status':
      if (event.detail['collected']) return 'Xong, đã thu tiền khi giao';
      return STATUS[event.detail['status'] as OrderStatus] ?? 'Đổi trạng thái';
    case 'short':
      return 'Kho không đủ cho đơn này';
    case 'found':
      return 'Đã đủ hàng';
    case 'asked':
      return ASKED[event.detail['what'] ?? '']?.(channelName) ?? `Đã xin huỷ trên ${channelName}`;
    case 'arranged':
      return `${channelName} đã biết hàng gói xong`;
    case 'returning':
      return returnText(event.detail['status'] ?? '');
    case 'restocked':
      return 'Hàng trả về đã nhập lại kho';
    case 'refused':
      return event.detail['sentence'] ?? `${channelName} không nhận`;
    case 'gone_unreturned':
      return 'Đơn huỷ khi hàng đã gửi. Khi hàng về, đếm lại kho.';
    default:
      return 'Đã ghi lại';
  }
}

import type { ChannelId, ChannelOrderStatus, Parcel } from '@ganh/channels/kit';
import type { OrderTab } from '@ganh/contracts';
import type { CoopId, OrderId, OrderLineId, ShopId, VariantId } from '@ganh/kernel';

export type OrderStatus =
  | 'unpaid'
  | 'new'
  | 'to_pack'
  | 'packed'
  | 'shipping'
  | 'completed'
  | 'cancelling'
  | 'cancel_requested'
  | 'cancelled'
  | 'returning'
  | 'unknown';

/** Where orders come from that no channel made: a person typed them, or made them from a comment. */
export const OWN_SHOP = 0;
export type OrderChannel = ChannelId | 'own';

export interface OrderLine {
  id: OrderLineId;
  /** null: the channel sold something we do not know. Kept and shown. */
  variantId: VariantId | null;
  externalLineId: string;
  /** The channel's ids of what was sold; null on orders of our own. */
  externalItemId: string | null;
  externalVariantId: string | null;
  name: string;
  unit: string;
  /** Smallest steps. */
  quantity: number;
  stepsPerUnit: number;
  priceVnd: number;
  amountVnd: number;
  /** Sold by a marketplace, not there: steps that are lacking. */
  shortQty: number;
}

export interface Order {
  coopId: CoopId;
  id: OrderId;
  /** What people call it; counts up per cooperative. */
  number: number;
  shopId: ShopId | typeof OWN_SHOP;
  channel: OrderChannel;
  externalOrderId: string;
  status: OrderStatus;
  /** The channel's own word, shown where ours is `unknown`. */
  channelStatus: string | null;
  short: boolean;
  payment: 'prepaid' | 'cod' | 'unknown';
  paid: boolean;
  totalVnd: number;
  buyer: {
    externalId: string | null;
    name: string | null;
    phone: string | null;
    address: string | null;
  };
  note: string | null;
  shipByAt: number | null;
  placedAt: number;
  channelUpdatedAt: number;
  rev: number;
  /** What we asked the channel to do and it has not confirmed. */
  action: string | null;
  /** What the carrier takes away; none before the channel knows that it is packed. */
  parcels: readonly Parcel[];
  lines: readonly OrderLine[];
}

export type OrderMove =
  | 'confirm'
  | 'paid'
  | 'pack'
  | 'arrange'
  | 'unpack'
  | 'hand-over'
  | 'complete'
  | 'cancel'
  | 'accept-cancel';

/** What a person may do, and where it leads. Whatever is not here is refused. */
const MOVES: Readonly<Record<OrderMove, { from: readonly OrderStatus[]; to: OrderStatus }>> = {
  confirm: { from: ['new'], to: 'to_pack' },
  paid: { from: ['unpaid'], to: 'to_pack' },
  pack: { from: ['to_pack'], to: 'packed' },
  arrange: { from: ['to_pack', 'packed'], to: 'packed' },
  unpack: { from: ['packed'], to: 'to_pack' },
  'hand-over': { from: ['to_pack', 'packed'], to: 'shipping' },
  complete: { from: ['shipping'], to: 'completed' },
  cancel: { from: ['unpaid', 'new', 'to_pack', 'packed'], to: 'cancelled' },
  'accept-cancel': { from: ['cancel_requested'], to: 'cancelled' },
};

export function nextStatus(status: OrderStatus, move: OrderMove): OrderStatus | null {
  const { from, to } = MOVES[move];
  return from.includes(status) ? to : null;
}

export function movesFrom(status: OrderStatus): OrderMove[] {
  return (Object.keys(MOVES) as OrderMove[]).filter((move) => MOVES[move].from.includes(status));
}

const FROM_CHANNEL: Readonly<Record<ChannelOrderStatus, OrderStatus>> = {
  unpaid: 'unpaid',
  to_confirm: 'new',
  to_pack: 'to_pack',
  packed: 'packed',
  shipping: 'shipping',
  delivered: 'shipping',
  completed: 'completed',
  cancel_requested: 'cancel_requested',
  cancelled: 'cancelled',
  returning: 'returning',
  unknown: 'unknown',
};

/** How far an order has come, for news that arrive out of order within the same second. */
const RANK: Readonly<Record<OrderStatus, number>> = {
  unknown: -1,
  unpaid: 0,
  new: 1,
  to_pack: 2,
  packed: 3,
  cancelling: 3,
  cancel_requested: 4,
  shipping: 5,
  returning: 6,
  completed: 7,
  cancelled: 8,
};

/**
 * The status an order takes on news from its channel. Older news change nothing; of two with the same time the one
 * further on stands; what our own people did and the channel cannot know stays: packed until the channel's own word
 * changes, cancelling until the channel has come as far.
 */
export function afterNews(
  order: Pick<Order, 'status' | 'channelStatus' | 'channelUpdatedAt'>,
  news: { status: ChannelOrderStatus; channelStatus: string; updatedAt: number },
): OrderStatus {
  const told = FROM_CHANNEL[news.status];
  if (news.updatedAt < order.channelUpdatedAt || order.status === 'cancelled') return order.status;
  if (news.updatedAt === order.channelUpdatedAt && RANK[told] <= RANK[order.status])
    return order.status;
  const ours =
    order.status === 'cancelling' ||
    (order.status === 'packed' && news.channelStatus === order.channelStatus);
  return ours && RANK[told] < RANK.packed && told !== 'unknown' ? order.status : told;
}

/** Whether the channel's news have brought about what it was asked for. Packing is done once it gave parcels. */
export function isSettled(action: string, status: OrderStatus): boolean {
  if (status === 'cancelled' || stockEffect(status) === 'gone') return true;
  return action === 'confirm' && status !== 'new';
}

export function firstStatus(status: ChannelOrderStatus): OrderStatus {
  return FROM_CHANNEL[status];
}

/** What a status means for the goods: still ours and promised, out of the house, or free again. */
export function stockEffect(status: OrderStatus): 'held' | 'gone' | 'free' {
  if (status === 'cancelled') return 'free';
  return status === 'shipping' || status === 'completed' || status === 'returning'
    ? 'gone'
    : 'held';
}

const TABS: Readonly<Record<OrderStatus, OrderTab>> = {
  unpaid: 'cho-tien',
  new: 'moi',
  to_pack: 'dong-goi',
  packed: 'dong-goi',
  shipping: 'dang-giao',
  completed: 'xong',
  cancelled: 'xong',
  cancelling: 'co-chuyen',
  cancel_requested: 'co-chuyen',
  returning: 'co-chuyen',
  unknown: 'co-chuyen',
};

/** Statuses under which goods are promised and still in the house. */
export const HELD = (Object.keys(TABS) as OrderStatus[]).filter(
  (status) => stockEffect(status) === 'held',
);

/** An order is in exactly one tab; one that is short is in trouble until it is filled, sent or cancelled. */
export function tabOf(order: Pick<Order, 'status' | 'short'>): OrderTab {
  return isLacking(order) ? 'co-chuyen' : TABS[order.status];
}

/** Whether goods are lacking that are still promised: not once it is cancelled or on its way. */
export function isLacking(order: Pick<Order, 'status' | 'short'>): boolean {
  return order.short && stockEffect(order.status) === 'held';
}

/** For an order that names no deadline, so that it is packed in turn. */
export const PACK_WITHIN_MS = 2 * 86_400_000;

/** Where an order stands in its tab's list: by when it must be packed, else when it was placed. Pages go on from here. */
export function placeOf(
  order: Pick<Order, 'id' | 'shipByAt' | 'placedAt'>,
  tab: OrderTab,
): { at: number; id: number } {
  const dueAt = order.shipByAt ?? order.placedAt + PACK_WITHIN_MS;
  return { at: tab === 'dong-goi' ? dueAt : order.placedAt, id: order.id };
}

export function statusesOfTab(tab: OrderTab): { statuses: OrderStatus[]; short: boolean | null } {
  const all = Object.keys(TABS) as OrderStatus[];
  if (tab === 'co-chuyen')
    return { statuses: all.filter((s) => TABS[s] === 'co-chuyen'), short: true };
  const statuses = all.filter((s) => TABS[s] === tab);
  return { statuses, short: statuses.some((s) => stockEffect(s) === 'held') ? false : null };
}

import type { ChannelOrderStatus } from '@ganh/channels/kit';

/**
 * tiki spec §5. An order is the seller's from `queueing` on; before it payment is not settled. Once its pieces are
 * confirmed nothing more is asked of the seller than to hand them over. `closed` and `holded` are not explained: unknown.
 */
export const STATUS: Readonly<Record<string, ChannelOrderStatus>> = {
  waiting_payment: 'unpaid',
  payment_review: 'unpaid',
  paid: 'unpaid',
  processing: 'unpaid',
  queueing: 'to_pack',
  picking: 'packed',
  packaging: 'packed',
  finished_packing: 'packed',
  ready_to_ship: 'packed',
  handover_to_partner: 'shipping',
  shipping: 'shipping',
  delivered: 'delivered',
  successful_delivery: 'delivered',
  complete: 'completed',
  canceled: 'cancelled',
  returned: 'returning',
};

/** `isConfirmed`: the seller has confirmed all of its pieces. */
export function orderStatus(channelStatus: string, isConfirmed: boolean): ChannelOrderStatus {
  const status = Object.hasOwn(STATUS, channelStatus) ? STATUS[channelStatus] : undefined;
  if (status === 'to_pack' && isConfirmed) return 'packed';
  return status ?? 'unknown';
}

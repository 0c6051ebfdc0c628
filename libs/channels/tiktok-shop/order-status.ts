import type { ChannelOrderStatus, ChannelReturnStatus } from '@ganh/channels/kit';

/** tiktok-shop spec §4; webhooks spell the cancelled state in their own way. A word not listed stays unknown. */
export const STATUS: Readonly<Record<string, ChannelOrderStatus>> = {
  UNPAID: 'unpaid',
  // Paid, but the buyer may think again for an hour: not to be packed yet.
  ON_HOLD: 'to_confirm',
  AWAITING_SHIPMENT: 'to_pack',
  PARTIALLY_SHIPPING: 'to_pack',
  AWAITING_COLLECTION: 'packed',
  IN_TRANSIT: 'shipping',
  DELIVERED: 'delivered',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
  CANCEL: 'cancelled',
};

/** States in which a buyer's wish to cancel waits for the seller's word. */
const STILL_HERE: readonly ChannelOrderStatus[] = ['to_confirm', 'to_pack', 'packed'];

export function orderStatus(channelStatus: string, asksToCancel: boolean): ChannelOrderStatus {
  const status = STATUS[channelStatus] ?? 'unknown';
  return asksToCancel && STILL_HERE.includes(status) ? 'cancel_requested' : status;
}

/** tiktok-shop spec §4 */
const RETURN_STATUS: Readonly<Record<string, ChannelReturnStatus>> = {
  RETURN_OR_REFUND_REQUEST_PENDING: 'requested',
  REPLACEMENT_REQUEST_PENDING: 'requested',
  AWAITING_BUYER_RESPONSE: 'requested',
  AWAITING_BUYER_SHIP: 'accepted',
  BUYER_SHIPPED_ITEM: 'on_the_way',
  RETURN_OR_REFUND_REQUEST_SUCCESS: 'refunded',
  RETURN_OR_REFUND_REQUEST_COMPLETE: 'refunded',
  REPLACEMENT_REQUEST_REFUND_SUCCESS: 'refunded',
  REFUND_OR_RETURN_REQUEST_REJECT: 'refused',
  REJECT_RECEIVE_PACKAGE: 'refused',
  REPLACEMENT_REQUEST_REJECT: 'refused',
  RETURN_OR_REFUND_REQUEST_CANCEL: 'closed',
  REPLACEMENT_REQUEST_CANCEL: 'closed',
  REPLACEMENT_REQUEST_COMPLETE: 'closed',
};

export function returnStatus(
  channelStatus: string,
  arbitration: string | null,
): ChannelReturnStatus {
  if (arbitration === 'IN_PROGRESS') return 'disputed';
  return RETURN_STATUS[channelStatus] ?? 'unknown';
}

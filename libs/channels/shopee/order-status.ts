import type { ChannelOrderStatus } from '@ganh/channels/kit';

/** shopee spec §4. INVOICE_PENDING is a filter of other countries and stays unknown, like every word not listed. */
export const STATUS: Readonly<Record<string, ChannelOrderStatus>> = {
  UNPAID: 'unpaid',
  PENDING: 'to_confirm',
  READY_TO_SHIP: 'to_pack',
  PROCESSED: 'packed',
  // The parcel stands packed; only its pickup must be arranged again.
  RETRY_SHIP: 'packed',
  SHIPPED: 'shipping',
  TO_CONFIRM_RECEIVE: 'delivered',
  IN_CANCEL: 'cancel_requested',
  TO_RETURN: 'returning',
  COMPLETED: 'completed',
  CANCELLED: 'cancelled',
};

export function orderStatus(channelStatus: string): ChannelOrderStatus {
  return STATUS[channelStatus] ?? 'unknown';
}

import type { ChannelOrderStatus } from '@ganh/channels/kit';

/** lazada spec §5.1. Words not listed (lost and damaged parcels among them) stay unknown. */
export const STATUS: Readonly<Record<string, ChannelOrderStatus>> = {
  unpaid: 'unpaid',
  pending: 'to_pack',
  topack: 'to_pack',
  repacked: 'to_pack',
  packed: 'packed',
  toship: 'packed',
  ready_to_ship: 'packed',
  shipping: 'shipping',
  shipped: 'shipping',
  // The last word that the channel says of an order that was kept.
  delivered: 'completed',
  failed: 'returning',
  failed_delivery: 'returning',
  shipped_back: 'returning',
  shipped_back_success: 'returning',
  shipped_back_failed: 'returning',
  returned: 'returning',
  canceled: 'cancelled',
};

/** Of several lines the one with the most still to do tells. */
const MOST_TO_DO: readonly ChannelOrderStatus[] = [
  'unknown',
  'unpaid',
  'to_pack',
  'packed',
  'shipping',
  'returning',
  'completed',
  'cancelled',
];

/** An order has no state of its own: it is read from the set of its lines'. */
export function orderStatus(words: readonly string[]): ChannelOrderStatus {
  const read = new Set(words.map((word) => STATUS[word.toLowerCase()] ?? 'unknown'));
  return MOST_TO_DO.find((status) => read.has(status)) ?? 'unknown';
}

export const isCancelled = (word: string) => STATUS[word.toLowerCase()] === 'cancelled';
export const mayPack = (word: string) => STATUS[word.toLowerCase()] === 'to_pack';

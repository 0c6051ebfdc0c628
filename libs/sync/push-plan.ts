import type { PushGroup } from '@ganh/channels/kit';
import type { PushRow } from '@ganh/shops';

export type Work =
  { kind: 'tickets'; ticket: string; rows: PushRow[] } | { kind: 'push'; rows: PushRow[] };

/** Of the rows that are due, oldest first: all of the first ticket among them. */
export function ticketWork(rows: readonly PushRow[]): Work | null {
  const ticket = rows.find((row) => row.ticket !== null)?.ticket;
  if (!ticket) return null;
  return { kind: 'tickets', ticket, rows: rows.filter((row) => row.ticket === ticket) };
}

/**
 * Of the rows that are due, oldest first: a batch as full as the channel takes. A row with a ticket out is not pushed
 * again: two pushes of one item may overtake each other.
 */
export function pushWork(
  rows: readonly PushRow[],
  group: Pick<PushGroup, 'batchBy' | 'maxBatch'>,
): Work | null {
  const open = rows.filter((row) => row.ticket === null);
  const first = open[0];
  if (!first) return null;
  const together =
    group.batchBy === 'shop' ? open : open.filter((row) => row.listingId === first.listingId);
  return { kind: 'push', rows: together.slice(0, group.maxBatch) };
}

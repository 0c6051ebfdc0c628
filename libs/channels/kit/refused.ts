import type { ChannelFailure } from './failure';
import type { KeylessOutcome } from './outcome';

/** A whole refusal of a call about one item, as that item's outcome; null where the call itself failed. */
export function refusedItem({ detail }: ChannelFailure): KeylessOutcome | null {
  const { reason, retryAfterMs } = detail;
  if (!reason) return null;
  return retryAfterMs === undefined
    ? { kind: 'rejected', reason }
    : { kind: 'deferred', retryAfterMs, reason };
}

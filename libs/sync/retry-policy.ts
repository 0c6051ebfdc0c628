import { ChannelFailure, type SellerReason } from '@ganh/channels/kit';

const BASE_MS = 1_000;
const CAP_MS = 10 * 60_000;
const SHAPE_BASE_MS = 60_000;

/** What a seller reads when a channel lets us in no more. */
export function lostSentence(channelName: string): string {
  return `${channelName} đã ngắt kết nối; hàng và đơn cũ còn nguyên, nối lại để bán tiếp.`;
}

/** What follows from a failed call. */
export type Verdict =
  | { kind: 'wait'; ms: number; usesAttempt: boolean; wholeGroup: boolean }
  | { kind: 'refresh' }
  | { kind: 'lost'; why: string }
  | { kind: 'refuse'; reason: SellerReason };

/** Exponential back-off with full jitter: `attempts` failures so far. */
export function backOffMs(
  attempts: number,
  random: () => number = Math.random,
  baseMs = BASE_MS,
): number {
  return Math.ceil(random() * Math.min(CAP_MS, baseMs * 2 ** Math.min(attempts, 20)));
}

/** Failure kinds are closed; so is this table. */
export function judge(
  failure: unknown,
  channelName: string,
  attempts: number,
  random: () => number = Math.random,
): Verdict {
  if (!(failure instanceof ChannelFailure))
    return { kind: 'wait', ms: backOffMs(attempts, random), usesAttempt: true, wholeGroup: false };
  const { detail } = failure;
  switch (failure.kind) {
    case 'throttled':
      return {
        kind: 'wait',
        ms: detail.retryAfterMs ?? backOffMs(attempts + 2, random),
        usesAttempt: false,
        wholeGroup: true,
      };
    case 'transient':
    case 'duplicate':
      return {
        kind: 'wait',
        ms: Math.max(detail.retryAfterMs ?? 0, backOffMs(attempts, random)),
        usesAttempt: true,
        wholeGroup: false,
      };
    case 'unexpectedShape':
    case 'badSignature':
      return {
        kind: 'wait',
        ms: backOffMs(attempts, random, SHAPE_BASE_MS),
        usesAttempt: true,
        wholeGroup: true,
      };
    case 'tokenExpired':
      return { kind: 'refresh' };
    case 'reconnect':
      return {
        kind: 'lost',
        why: lostSentence(channelName),
      };
    case 'notFound':
      return { kind: 'refuse', reason: detail.reason ?? { key: 'gone', code: detail.code } };
    case 'rejected':
      return { kind: 'refuse', reason: detail.reason ?? { key: 'other', code: detail.code } };
  }
}

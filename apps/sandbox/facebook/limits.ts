import { Buckets, type BucketReading, type BucketShape } from '../core/bucket';
import type { FacebookState } from './state';

const HOUR = 3600;
const DAY = 24 * HOUR;
const over = (count: number, windowSeconds: number): BucketShape => ({
  burst: count,
  perSecond: count / windowSeconds,
});

/** Budgets of facebook spec §3, as if the app had 100 users and each Page 50 engaged people. */
export const DEFAULT_LIMITS: Record<string, BucketShape> = {
  app: over(200 * 100, HOUR),
  pages: over(4800 * 50, DAY),
  messenger: over(200 * 50, DAY),
  catalog_batch: over(8, 60),
  catalog_management: over(20_000, HOUR),
  private_replies: over(750, HOUR),
  conversations: over(2, 1),
};

/** Codes and words of each budget when it is used up. */
export const THROTTLE: Record<string, { code: number; message: string }> = {
  app: { code: 4, message: '(#4) Application request limit reached' },
  pages: {
    code: 80001,
    message:
      '(#80001) There have been too many calls to this Page account. Wait a bit and try again.',
  },
  messenger: {
    code: 80006,
    message:
      '(#80006) There have been too many calls to this Messenger account. Wait a bit and try again.',
  },
  catalog_batch: {
    code: 80014,
    message:
      '(#80014) There have been too many calls for the batch uploads to this catalog account. Wait a bit and try again.',
  },
  catalog_management: {
    code: 80009,
    message:
      '(#80009) There have been too many calls to this Catalog account. Wait a bit and try again.',
  },
  private_replies: { code: 613, message: '(#613) Calls to this api have exceeded the rate limit.' },
  conversations: { code: 613, message: '(#613) Calls to this api have exceeded the rate limit.' },
};

/** Calling on while throttled prolongs the block: each refused call costs a quarter of a call more. */
export function facebookBuckets(now: () => number): Buckets {
  return new Buckets({ ...DEFAULT_LIMITS }, now, 0.25);
}

/** X-App-Usage and X-Business-Use-Case-Usage, as sent with every answer. The latter's waiting time is in minutes. */
export function usageHeaders(
  buckets: Buckets,
  state: FacebookState,
  kind: string | undefined,
  owner: string | null,
  blockedMinutes = 0,
): Record<string, string> {
  const used = Math.max(0, buckets.of('app', state.app.appId).usedPercent());
  const headers: Record<string, string> = {
    'x-app-usage': JSON.stringify({
      call_count: used,
      total_time: Math.min(used, 99),
      total_cputime: Math.min(used, 99),
    }),
  };
  if (!kind || kind === 'app' || !owner) return headers;
  const bucket = buckets.of(kind, owner);
  const percent = Math.max(0, bucket.usedPercent(), blockedMinutes > 0 ? 100 : 0);
  const usage = {
    type: kind,
    call_count: percent,
    total_cputime: Math.min(percent, 99),
    total_time: Math.min(percent, 99),
    estimated_time_to_regain_access: Math.max(blockedMinutes, minutesLeft(bucket.reading())),
  };
  headers['x-business-use-case-usage'] = JSON.stringify({ [owner]: [usage] });
  return headers;
}

function minutesLeft(reading: BucketReading): number {
  return Math.ceil(reading.waitMs / 60_000);
}

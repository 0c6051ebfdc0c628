import { Buckets, type BucketShape } from '../core/bucket';

/** No numbers are published (shopee spec §7): these are generous guesses, to be changed over the control door. */
export const DEFAULT_LIMITS: Record<string, BucketShape> = {
  app: { burst: 200, perSecond: 100 },
  shop: { burst: 20, perSecond: 10 },
  /** The app's daily quota; here it flows back evenly instead of at midnight (UTC+8). */
  day: { burst: 1_000_000, perSecond: 1_000_000 / 86_400 },
};

export function shopeeBuckets(now: () => number): Buckets {
  return new Buckets({ ...DEFAULT_LIMITS }, now);
}

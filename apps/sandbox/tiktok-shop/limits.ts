import { Buckets, type BucketShape } from '../core/bucket';

/** For each app, shop and endpoint: 50 a second were documented, writes get less. tiktok-shop spec §7 */
const DEFAULT_LIMITS: Record<string, BucketShape> = {
  read: { burst: 50, perSecond: 50 },
  write: { burst: 20, perSecond: 20 },
};

export function tiktokBuckets(now: () => number): Buckets {
  return new Buckets({ ...DEFAULT_LIMITS }, now);
}

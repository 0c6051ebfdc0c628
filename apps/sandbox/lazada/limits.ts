import { Buckets, type BucketShape } from '../core/bucket';

/** Only 50 inventory calls a second and seller are published (lazada spec §8); the rest are guesses, to be changed over the
 * control door. */
const DEFAULT_LIMITS: Record<string, BucketShape> = {
  app: { burst: 200, perSecond: 100 },
  seller: { burst: 20, perSecond: 10 },
  api: { burst: 50, perSecond: 25 },
};

export function lazadaBuckets(now: () => number): Buckets {
  return new Buckets({ ...DEFAULT_LIMITS }, now);
}

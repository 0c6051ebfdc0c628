import fc from 'fast-check';
import { Bucket, Buckets } from './bucket';

describe('a token bucket', () => {
  it('lets a burst through, then one call each refill', () => {
    let now = 0;
    const bucket = new Bucket('shop:1', { burst: 3, perSecond: 2 }, () => now);
    expect([1, 2, 3, 4].map(() => bucket.take())).toEqual([true, true, true, false]);
    expect(bucket.reading()).toMatchObject({ tokens: 0, waitMs: 500 });
    now = 499;
    expect(bucket.take()).toBe(false);
    now = 500;
    expect(bucket.take()).toBe(true);
  });

  it('never lets through more than burst + time × rate', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(400), { maxLength: 200 }),
        fc.integer({ min: 1, max: 20 }),
        (steps, burst) => {
          let now = 0;
          const bucket = new Bucket('x', { burst, perSecond: 5 }, () => now);
          const passed = steps.filter((step) => {
            now += step;
            return bucket.take();
          }).length;
          expect(passed).toBeLessThanOrEqual(burst + (now / 1000) * 5 + 1e-6);
        },
      ),
    );
  });

  it('prolongs the block of who keeps calling, where the channel does so', () => {
    const now = 0;
    const bucket = new Bucket('x', { burst: 1, perSecond: 1 }, () => now, 0.25);
    bucket.take();
    const first = bucket.reading().waitMs;
    for (let i = 0; i < 3; i++) bucket.take();
    expect(bucket.reading().waitMs).toBe(first + 750);
    expect(bucket.usedPercent()).toBeGreaterThan(100);
  });

  it('takes new shapes and refuses nonsense', () => {
    const buckets = new Buckets({ shop: { burst: 1, perSecond: 1 } }, () => 0);
    const one = buckets.of('shop', '7');
    one.take();
    buckets.reshape('shop', { burst: 5, perSecond: 2 });
    expect(one.reading()).toMatchObject({ name: 'shop:7', burst: 5, tokens: 5 });
    expect(() => buckets.reshape('shop', { burst: 0, perSecond: 1 })).toThrow('burst');
    expect(() => buckets.reshape('nothing', { burst: 1, perSecond: 1 })).toThrow('no such kind');
  });
});

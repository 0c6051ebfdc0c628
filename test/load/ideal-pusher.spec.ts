import { idealPusher } from './ideal-pusher';

describe('the ideal pusher', () => {
  const shape = { buckets: [{ burst: 2, perSecond: 1 }], perCall: 1, appliedAfterMs: 0 };

  it('pushes each change at once while the bucket lasts, then at its pace', () => {
    const changes = ['a', 'b', 'c', 'd'].map((sku) => ({ at: 0, sku }));
    expect(idealPusher(changes, shape)).toEqual({ calls: 4, latencies: [0, 0, 1000, 2000] });
  });

  it('tells several changes of one SKU with one call', () => {
    const changes = [
      { at: 0, sku: 'a' },
      { at: 0, sku: 'b' },
      { at: 100, sku: 'a' },
      { at: 200, sku: 'a' },
    ];
    expect(idealPusher(changes, shape)).toEqual({ calls: 3, latencies: [0, 0, 900, 800] });
  });

  it('fills calls as far as they go', () => {
    const changes = Array.from({ length: 7 }, (_, i) => ({ at: 0, sku: String(i) }));
    const run = idealPusher(changes, { ...shape, perCall: 3, appliedAfterMs: 50 });
    expect(run.calls).toBe(3);
    expect(run.latencies).toEqual([50, 50, 50, 50, 50, 50, 1050]);
  });

  it('waits for the slowest of several budgets and starts nothing before there is work', () => {
    const buckets = [
      { burst: 1, perSecond: 10 },
      { burst: 1, perSecond: 0.5 },
    ];
    const changes = [
      { at: 0, sku: 'a' },
      { at: 5_000, sku: 'a' },
      { at: 5_000, sku: 'b' },
    ];
    const run = idealPusher(changes, { ...shape, buckets });
    expect(run.calls).toBe(3);
    expect(run.latencies[1]).toBe(0);
    expect(run.latencies[2]).toBeCloseTo(2_000);
  });
});

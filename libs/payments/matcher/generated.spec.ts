import { run as runFuzz } from '../../../test/faults/fuzz-money.faults';
import { run as runMatching } from '../../../test/faults/matching.faults';

describe('generated bank lines', () => {
  it.each([1, 2])('books none wrongly and finds nearly all, seed %d', async (seed) => {
    const result = await runMatching(12_000, seed);
    expect(result.samples.filter((sample) => sample.why === 'wrong')).toEqual([]);
    expect(result.wrong).toBe(0);
    expect(result.wholeRecall).toBeGreaterThanOrEqual(0.995);
    expect(result.damagedFound).toBeGreaterThanOrEqual(0.99);
    expect(result.overallFound).toBeGreaterThanOrEqual(0.95);
    expect(result.kindRight).toBeGreaterThanOrEqual(0.95);
    expect(result.failures).toEqual([]);
  });
});

describe('hostile memos', () => {
  it('crash nothing, book nothing that is not there, and take no longer than their length allows', async () => {
    const result = await runFuzz(5_000);
    expect(result).toMatchObject({ crashes: 0, booked: 0, samples: [] });
    // Loose, because tests share their machine; the full run holds all of them below 5 ms. Quadratic would be 16.
    expect(result.slow).toBeLessThan(50);
    expect(result.growth).toBeLessThan(12);
  });
});

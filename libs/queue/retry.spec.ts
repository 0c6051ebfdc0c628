import fc from 'fast-check';
import { afterFailure, backOffMs, DEFAULT_RETRY, errorLine, type Trouble } from './retry';

describe('retry policy', () => {
  it('backs off with full jitter below a doubling ceiling', () => {
    const random = fc.double({ min: 0, max: 0.999_999, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2_000 }), random, (failures, r) => {
        const wait = backOffMs(failures, DEFAULT_RETRY, () => r);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(DEFAULT_RETRY.capMs);
        if (failures <= 8) expect(wait).toBeLessThanOrEqual(1_000 * 2 ** (failures - 1));
      }),
    );
    expect(backOffMs(4, DEFAULT_RETRY, () => 0.5)).toBe(4_000);
  });

  it('parks at the last attempt, keeps the first hour of parking, and rests before a probe', () => {
    let trouble: Trouble | undefined;
    for (let attempt = 1; attempt <= 9; attempt += 1) {
      const failure = { lane: 'realtime', error: new Error(`no ${attempt}`), at: attempt * 1_000 };
      trouble = afterFailure(trouble, failure, DEFAULT_RETRY, () => 0);
      expect(trouble.attempts).toBe(attempt);
      expect(trouble.parkedAt).toBe(attempt < 8 ? null : 8_000);
      expect(trouble.notBeforeAt).toBe(attempt * 1_000 + (attempt < 8 ? 0 : 600_000));
    }
    expect(trouble!.lastError).toBe('Error: no 9');
  });

  it('tells an error in one bounded line, whatever was thrown', () => {
    expect(errorLine(new RangeError('a\n  b'))).toBe('RangeError: a b');
    expect(errorLine('x'.repeat(900))).toHaveLength(500);
    expect(errorLine(undefined)).toBe('undefined');
  });
});

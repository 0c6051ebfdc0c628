import fc from 'fast-check';
import { ChannelFailure, type FailureKind } from '@ganh/channels/kit';
import { backOffMs, judge, lostSentence } from './retry-policy';

const KINDS: readonly FailureKind[] = [
  'throttled',
  'transient',
  'tokenExpired',
  'reconnect',
  'rejected',
  'notFound',
  'duplicate',
  'badSignature',
  'unexpectedShape',
];

describe('what follows from a failed call', () => {
  it('waits longer with each failure, up to ten minutes, with full jitter', () => {
    expect([0, 1, 2, 5, 9, 10, 50].map((n) => backOffMs(n, () => 1))).toEqual([
      1_000, 2_000, 4_000, 32_000, 512_000, 600_000, 600_000,
    ]);
    expect(backOffMs(5, () => 0)).toBe(0);
    fc.assert(
      fc.property(fc.nat(1_000), fc.double({ min: 0, max: 1, noNaN: true }), (attempts, luck) => {
        const wait = backOffMs(attempts, () => luck);
        expect(wait).toBeGreaterThanOrEqual(0);
        expect(wait).toBeLessThanOrEqual(600_000);
      }),
    );
  });

  it('has an answer for every kind', () => {
    const kinds = KINDS.map((kind) => [
      kind,
      judge(new ChannelFailure(kind, { code: 'x' }), 'Shopee', 1).kind,
    ]);
    expect(Object.fromEntries(kinds)).toEqual({
      throttled: 'wait',
      transient: 'wait',
      tokenExpired: 'refresh',
      reconnect: 'lost',
      rejected: 'refuse',
      notFound: 'refuse',
      duplicate: 'wait',
      badSignature: 'wait',
      unexpectedShape: 'wait',
    });
  });

  it('honours how long the channel says, for the whole group, and counts no attempt', () => {
    const failure = new ChannelFailure('throttled', { code: '429', retryAfterMs: 7_000 });
    const verdict = { kind: 'wait', ms: 7_000, usesAttempt: false, wholeGroup: true };
    expect(judge(failure, 'Shopee', 9)).toEqual(verdict);
  });

  it('waits at least as long as a transient failure asks for', () => {
    const failure = new ChannelFailure('transient', { code: 'x', retryAfterMs: 6_000 });
    expect(judge(failure, 'Shopee', 0, () => 0)).toMatchObject({ ms: 6_000, usesAttempt: true });
    expect(judge(failure, 'Shopee', 10, () => 1)).toMatchObject({ ms: 600_000 });
  });

  it("blames nobody for what is not the channel's failure", () => {
    expect(judge(new Error('disk full'), 'Shopee', 0, () => 1)).toEqual({
      kind: 'wait',
      ms: 1_000,
      usesAttempt: true,
      wholeGroup: false,
    });
  });

  it('tells a seller in one sentence', () => {
    expect(lostSentence('Shopee')).toMatch(/^Shopee [^.!?]+\.$/);
  });
});

import { lostAnswers, LOSING, REFRESHING, tokens } from '../faults/tokens';
import { engines } from '../support/engines';

/** Long by `npm run faults -- tokens`. */
describe.each(engines)('tokens that two workers refresh, on %s', (engine) => {
  it.each(REFRESHING)(
    '%s: no refresh token is used twice, nobody is locked out',
    async (channel) => {
      const rounds = 6;
      const result = await tokens(engine, channel, rounds);
      expect(result).toMatchObject({ usedTwice: 0, lockedOut: 0, calls: 2 * rounds });
      expect(result.refreshed).toBeGreaterThanOrEqual(rounds);
    },
    120_000,
  );

  it.each(LOSING)(
    '%s: a shop whose new token never arrived stops, says so, and goes on once connected again',
    async (channel) => {
      const result = await lostAnswers(engine, channel, 1);
      expect(result).toMatchObject({ lostShops: 1, callsAfter: 0, goneOn: 1 });
      expect(result.why).toMatch(/^[^.!?]+\.$/);
      expect(result.mostTries).toBeLessThanOrEqual(3);
    },
    120_000,
  );
});

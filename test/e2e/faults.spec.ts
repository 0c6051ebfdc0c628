import { type TroubleResult, TROUBLES, troubles } from '../faults/trouble';
import { engines } from '../support/engines';

const LOST = { dropWakeUps: true, dropWebhooks: true };
const SHORT = TROUBLES.filter((trouble) => !trouble.isLong);

describe.each(engines)('a channel in trouble, on %s', (engine) => {
  let usual: TroubleResult[];
  let lost: TroubleResult[];

  beforeAll(async () => {
    // An answer that nobody can read is asked for again after a minute at the latest.
    const wish = { engine, troubles: SHORT, settleMs: 150_000 };
    [usual, lost] = await Promise.all([troubles(wish), troubles({ ...wish, ways: LOST })]);
  }, 600_000);

  it('ends with what is wanted, made once', () => {
    expect(usual.filter((result) => result.problems.length > 0)).toEqual([]);
  });

  it('ends so with every wake-up dropped and every webhook lost too', () => {
    expect(lost.filter((result) => result.problems.length > 0)).toEqual([]);
  });

  it('costs some calls, not a storm of them', () => {
    for (const { name, calls, needed } of [...usual, ...lost])
      expect([name, calls <= needed * 2]).toEqual([name, true]);
  });
});

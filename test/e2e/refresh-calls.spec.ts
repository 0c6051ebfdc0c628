import { refresh, type RefreshResult, REFRESHED } from '../faults/refresh';

/** Many cooperatives by `npm run faults -- refresh`. */
describe('one change of every stock and every price', () => {
  let result: RefreshResult | undefined;
  beforeAll(async () => {
    result = await refresh(3);
  }, 300_000);

  it.each(REFRESHED.map(({ id }) => id))('%s: costs no call that batches could save', (channel) => {
    const tally = result?.tallies.find((one) => one.channel === channel);
    expect(tally?.made).toBeGreaterThan(0);
    expect(tally?.ratio).toBeLessThanOrEqual(1.01);
  });

  it('costs nothing when nothing changed', () => {
    expect(result).toMatchObject({ secondPass: 0, wrong: [] });
  });
});

import { race, type RaceResult } from '../faults/race';
import { engines } from '../support/engines';

const LOST = { dropWakeUps: true, dropWebhooks: true };

describe.each(engines)('buyers racing on %s', (engine) => {
  let mirror: RaceResult;
  let mirrorLost: RaceResult;
  let share: RaceResult;

  beforeAll(async () => {
    const wish = { engine, buyers: 80, mode: 'mirror' as const };
    [mirror, mirrorLost, share] = await Promise.all([
      race(wish),
      race({ ...wish, ways: LOST }),
      race({ ...wish, mode: 'share' }),
    ]);
  }, 400_000);

  it('never reserve beyond stock; what a mirroring marketplace sold too much stands as short', () => {
    expect(mirror.problems).toEqual([]);
    // It was a race: somebody came too late, somebody bought there.
    expect(mirror.deskRefused).toBeGreaterThan(0);
    expect(mirror.shopeeOrders).toBeGreaterThan(0);
  });

  it('end in the same truth with every wake-up dropped and every webhook lost', () => {
    expect(mirrorLost.problems).toEqual([]);
    expect(mirrorLost.deskRefused).toBeGreaterThan(0);
  });

  it('with shares that add up to less than there is, a marketplace never sells too much', () => {
    expect(share.problems).toEqual([]);
    expect(share.shopeeOrders).toBeGreaterThan(0);
    expect(share.beyondStock).toBe(0);
  });
});

import { type DoorResult, DOORS, doors } from '../faults/doors';
import { engines } from '../support/engines';

/** Long by `npm run faults -- doors`. */
describe.each(engines)('what channels deliver, through the HTTP door on %s', (engine) => {
  let results: DoorResult[] = [];
  beforeAll(async () => {
    results = await doors(engine, { events: 1, bytes: 12 });
  }, 240_000);

  it.each(DOORS)(
    '%s: nothing forged comes in, nothing genuine is refused, once each',
    (channel) => {
      const result = results.find((one) => one.channel === channel);
      expect(result).toMatchObject({
        genuineRefused: 0,
        forgedAccepted: [],
        effectsOfForgeries: 0,
        effects: result?.wanted,
        strays: 0,
      });
      expect(result?.genuine).toBeGreaterThanOrEqual(20);
      expect(Object.values(result?.forged ?? {}).every((count) => count > 0)).toBe(true);
    },
  );
});

import fc from 'fast-check';
import { recountAfter } from './recount';

it.each([
  ['ordered, still in the house', 24, { onHandDelta: 0, reservedDelta: 3 }, [24, 27]],
  ['sold by hand', 24, { onHandDelta: -3, reservedDelta: 0 }, [21, 24]],
  ['an order that waited has left', 24, { onHandDelta: -3, reservedDelta: -3 }, [21, 24]],
  ['brought in', 24, { onHandDelta: 20, reservedDelta: 0 }, [44, 24]],
  ['more sold than was counted', 2, { onHandDelta: -3, reservedDelta: 0 }, [0, 2]],
])('%s', (_, counted, moved, [lessMoved, asCounted]) => {
  expect(recountAfter(counted, moved)).toEqual({ counted, lessMoved, asCounted });
});

it('never asks where nothing moved, and never offers less than nothing', () => {
  const steps = fc.integer({ min: -1000, max: 1000 });
  fc.assert(
    fc.property(fc.nat(1000), steps, steps, (counted, onHandDelta, reservedDelta) => {
      const { lessMoved, asCounted } = recountAfter(counted, { onHandDelta, reservedDelta });
      expect(Math.min(lessMoved, asCounted)).toBeGreaterThanOrEqual(0);
      expect(recountAfter(counted, { onHandDelta: 0, reservedDelta: 0 })).toEqual({
        counted,
        lessMoved: counted,
        asCounted: counted,
      });
    }),
  );
});

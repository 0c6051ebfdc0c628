import type { DatabaseEngine } from '@ganh/persistence';
import { engines } from '../support/engines';
import { crash, POINTS } from './crash';

/** Five kills at each point; a hundred with `npm run faults -- crashes 100`. One engine a file: each takes its time. */
export function crashSuite(engine: DatabaseEngine): void {
  const on = engines.includes(engine) ? describe : describe.skip;
  on(`processes killed in the middle of work, on ${engine}`, () => {
    it('leave nothing lost, nothing doubled, and the final values right', async () => {
      const kills = 5 * POINTS.length;
      const result = await crash({ engine, points: POINTS, kills, compareEvery: kills });
      expect(result.problems).toEqual([]);
      expect(result.kills).toBe(kills);
      expect(result.orders).toBeGreaterThan(0);
    }, 400_000);
  });
}

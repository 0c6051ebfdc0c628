/** `npm run faults -- crashes [kills]`: so many kills at each point on each engine. */
import { engines } from '../support/engines';
import { crash, POINTS } from './crash';

export async function run(count: number): Promise<boolean> {
  let sound = true;
  for (const engine of engines)
    for (const point of POINTS) {
      const { recoveredMs, ...result } = await crash({ engine, points: [point], kills: count });
      console.log(
        JSON.stringify({ engine, point, ...result, recoveredMs: Math.max(...recoveredMs) }),
      );
      sound &&= result.problems.length === 0 && result.kills === count;
    }
  return sound;
}

/** `npm run faults -- doors [events]`: so many events of each channel and cooperative, each delivery in every wrong form. */
import { engines } from '../support/engines';
import { doors } from './doors';

const BYTES = 50;

export async function run(count: number): Promise<boolean> {
  let sound = true;
  for (const engine of engines)
    for (const result of await doors(engine, { events: count, bytes: BYTES })) {
      console.log(JSON.stringify({ engine, ...result }));
      sound &&=
        result.genuineRefused === 0 &&
        result.forgedAccepted.length === 0 &&
        result.effectsOfForgeries === 0 &&
        result.effects === result.wanted &&
        result.strays === 0;
    }
  return sound;
}

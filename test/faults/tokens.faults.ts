/** `npm run faults -- tokens [rounds]`: one token refreshed so many times by two workers, on every channel that has a refresh. */
import { engines } from '../support/engines';
import { lostAnswers, LOSING, REFRESHING, tokens } from './tokens';

const LOST = 20;

export async function run(count: number): Promise<boolean> {
  let sound = true;
  for (const engine of engines)
    for (const channel of REFRESHING) {
      const raced = await tokens(engine, channel, count);
      console.log(JSON.stringify({ engine, ...raced }));
      sound &&= raced.usedTwice === 0 && raced.lockedOut === 0 && raced.refreshed >= count;
      if (!LOSING.includes(channel)) continue;
      const lost = await lostAnswers(engine, channel, Math.min(LOST, count));
      console.log(JSON.stringify({ engine, ...lost }));
      sound &&= lost.callsAfter === 0 && lost.why !== null && lost.goneOn === lost.lostAnswers;
    }
  return sound;
}

/** `npm run faults -- races [buyers]`: on both engines, mirror and share, as usual and with everything lost that may be lost. */
import { engines } from '../support/engines';
import { race } from './race';

const LOST = { dropWakeUps: true, dropWebhooks: true };

export async function run(count: number): Promise<boolean> {
  let sound = true;
  for (const engine of engines)
    for (const mode of ['mirror', 'share'] as const)
      for (const ways of [{}, LOST]) {
        const wish = { engine, buyers: count, mode, ways, settleMs: 180_000 };
        const { problems, ...result } = await race(wish);
        const way = ways === LOST ? 'wake-ups and webhooks lost' : 'as usual';
        console.log(JSON.stringify({ engine, mode, way, ...result, problems }));
        sound &&= problems.length === 0 && (mode === 'mirror' || result.beyondStock === 0);
      }
  return sound;
}

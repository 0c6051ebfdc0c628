/** `npm run faults -- channels [rounds]`: every trouble a channel can make, the slow ones too, with the calls it cost. */
import { engines } from '../support/engines';
import { TROUBLES, troubles } from './trouble';

const LOST = { dropWakeUps: true, dropWebhooks: true };

export async function run(count: number): Promise<boolean> {
  let sound = true;
  for (const engine of engines)
    for (const ways of [{}, LOST])
      for (let round = 0; round < count; round += 1) {
        const results = await troubles({ engine, ways, troubles: TROUBLES, settleMs: 420_000 });
        const way = ways === LOST ? 'wake-ups and webhooks lost' : 'as usual';
        for (const { name, problems, calls, needed } of results) {
          const ratio = Math.round((calls / needed) * 100) / 100;
          console.log(JSON.stringify({ engine, way, name, calls, needed, ratio, problems }));
          sound &&= problems.length === 0;
        }
      }
  return sound;
}

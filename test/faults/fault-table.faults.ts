/** `npm run faults -- fault-table [calls]`: every channel that is told numbers under every way a call can go wrong, each so many calls. */
import { engines } from '../support/engines';
import { faultTable, revoked, TROUBLED } from './fault-table';

const MOST = 1.5;

export async function run(count: number): Promise<boolean> {
  let sound = true;
  for (const engine of engines)
    for (const channel of TROUBLED) {
      for (const row of await faultTable({
        engine,
        channel,
        calls: count,
        shops: Math.ceil(count / 100),
      })) {
        const ratio = Math.round((row.calls / row.needed) * 100) / 100;
        console.log(JSON.stringify({ engine, ...row, ratio }));
        sound &&= row.wrong.length === 0 && row.tooEarly === 0 && ratio <= MOST;
      }
      const end = await revoked({ engine, channel, calls: 1 });
      console.log(JSON.stringify({ engine, channel, way: 'revoked shop', ...end }));
      sound &&= end.callsAfter === 0 && end.why !== null;
    }
  return sound;
}

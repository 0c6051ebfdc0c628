/** `npm run faults -- refresh [cooperatives]`: one change of everything, in calls. Rates are not looked at: limits are raised. */
import { refresh } from './refresh';

const MOST_RATIO = 1.01;
/** Of the heap between the first and the last tenth. */
const MOST_GROWTH = 1.5;

export async function run(count: number): Promise<boolean> {
  console.log(
    'limits of the simulators raised and our budgets on a fast clock: waiting is the only cost left out',
  );
  const { tallies, ...result } = await refresh(count);
  for (const tally of tallies) console.log(JSON.stringify(tally));
  console.log(JSON.stringify(result));
  const isFlat = count < 10 || result.heapLastTenthMb <= result.heapFirstTenthMb * MOST_GROWTH;
  return (
    isFlat &&
    result.secondPass === 0 &&
    result.wrong.length === 0 &&
    tallies.every((tally) => tally.ratio <= MOST_RATIO)
  );
}

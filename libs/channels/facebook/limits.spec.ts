import fc from 'fast-check';
import { createBudgets } from '@ganh/http';
import { facebookDescriptor } from './facebook.descriptor';

/** Conversations are read twice a second at most. facebook spec §3 */
const ALLOWED = { burst: 2, perSecond: 2 };
/** How much longer one call may be on its way than another. */
const LATE_MS = 500;

/** Calls as fast as `rule` lets them go, each on its way for so many ms; how many come too fast for the channel. */
async function refused(
  rule: { capacity: number; refillPerSec: number },
  waysMs: readonly number[],
): Promise<number> {
  let now = 1_000_000;
  const budgets = createBudgets({ engine: 'embedded', prefix: 'test', clock: () => now });
  const arrivals: number[] = [];
  for (const wayMs of waysMs) {
    const take = () => budgets.take([{ key: 'conversations', rule }]);
    for (let waitMs = await take(); waitMs > 0; waitMs = await take()) now += waitMs;
    arrivals.push(now + wayMs);
  }
  budgets.close();
  let [tokens, at] = [ALLOWED.burst, 0];
  return arrivals
    .sort((a, b) => a - b)
    .filter((arrival) => {
      tokens = Math.min(ALLOWED.burst, tokens + ((arrival - at) / 1_000) * ALLOWED.perSecond);
      at = arrival;
      if (tokens < 1) return true;
      tokens -= 1;
      return false;
    }).length;
}

const rule = facebookDescriptor.limits.find((one) => one.name === 'conversations')!.rule;

it('conversations: none comes too fast, however unlike their ways are', async () => {
  const ways = fc.array(fc.nat(LATE_MS), { minLength: 1, maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(ways, async (waysMs) => expect(await refused(rule, waysMs)).toBe(0)),
  );
});

it('at the channel’s very pace a single quick call after a slow one is refused', async () => {
  const same = { capacity: ALLOWED.burst, refillPerSec: ALLOWED.perSecond };
  expect(await refused(same, [5, 5, 5, 5])).toBe(0);
  expect(await refused(same, [5, 5, 4, 5])).toBe(1);
});

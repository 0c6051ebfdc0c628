import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import type { Bucket, Budgets, BudgetsOptions } from '@ganh/http';

export type Open = (options?: Pick<BudgetsOptions, 'clock'>) => Budgets;

const slow = { capacity: 3, refillPerSec: 0.5 };

/** What both engines promise. `open` opens budgets as a process does; `shared`: two of them in one test see each other. */
export function budgetsSuite(open: Open, shared: boolean): void {
  it('gives what a full bucket holds, then says when the next is due', async () => {
    let now = 1_000_000;
    const budgets = open({ clock: () => now });
    const bucket = [{ key: 'a', rule: slow }];
    for (let i = 0; i < 3; i += 1) expect(await budgets.take(bucket)).toBe(0);
    expect(await budgets.take(bucket)).toBe(2_000);
    now += 1_500;
    expect(await budgets.take(bucket)).toBe(500);
    now += 500;
    expect(await budgets.take(bucket)).toBe(0);
    expect(await budgets.take(bucket)).toBe(2_000);
    now += 3_600_000;
    for (let i = 0; i < 3; i += 1) expect(await budgets.take(bucket)).toBe(0);
    expect(await budgets.take(bucket)).toBe(2_000);
  });

  it('takes from all buckets or from none, and waits for the slowest', async () => {
    let now = 1_000_000;
    const budgets = open({ clock: () => now });
    const app = { key: 'app', rule: { capacity: 10, refillPerSec: 10 } };
    const shop = { key: 'shop', rule: slow };
    for (let i = 0; i < 3; i += 1) await budgets.take([app, shop]);
    for (let i = 0; i < 20; i += 1) expect(await budgets.take([app, shop])).toBe(2_000);
    for (let i = 0; i < 7; i += 1) expect(await budgets.take([app])).toBe(0);
    expect(await budgets.take([app])).toBe(100);
    now += 100;
    expect(await budgets.take([app, shop])).toBe(1_900);
    expect(await budgets.take([app])).toBe(0);
  });

  it('charges a cost, and refuses one that a bucket can never hold', async () => {
    const budgets = open({ clock: () => 1_000_000 });
    const bucket = [{ key: 'a', rule: slow }];
    expect(await budgets.take(bucket, 2)).toBe(0);
    expect(await budgets.take(bucket, 2)).toBe(2_000);
    expect(await budgets.take(bucket, 1)).toBe(0);
    await expect(budgets.take(bucket, 4)).rejects.toThrow(RangeError);
    await expect(budgets.take(bucket, 0)).rejects.toThrow(RangeError);
    await expect(budgets.take([bucket[0]!, bucket[0]!])).rejects.toThrow(RangeError);
    const never = { capacity: 1, refillPerSec: 0 };
    await expect(budgets.take([{ key: 'b', rule: never }])).rejects.toThrow(RangeError);
    expect(await budgets.take([])).toBe(0);
  });

  it('stays closed while paused; the later end wins; it opens with one token', async () => {
    let now = 1_000_000;
    const budgets = open({ clock: () => now });
    const [a, other] = [[{ key: 'a', rule: slow }], [{ key: 'other', rule: slow }]];
    await budgets.pause('a', now + 60_000);
    await budgets.pause('a', now + 10_000);
    expect(await budgets.take(a)).toBe(60_000);
    expect(await budgets.take([...a, ...other])).toBe(60_000);
    for (let i = 0; i < 3; i += 1) expect(await budgets.take(other)).toBe(0);
    now += 59_999;
    expect(await budgets.take(a)).toBe(1);
    now += 1;
    expect(await budgets.take(a)).toBe(0);
    expect(await budgets.take(a)).toBe(2_000);
    await budgets.pause('a', now - 5);
    expect(await budgets.take(a)).toBe(2_000);
  });

  it('after the wait it names, one taker who is alone always gets it', async () => {
    const rules = fc.record({
      capacity: fc.integer({ min: 1, max: 50 }),
      refillPerSec: fc.double({ min: 0.01, max: 1_000, noNaN: true }),
    });
    let made = 0;
    await fc.assert(
      fc.asyncProperty(rules, fc.array(fc.nat(3_000), { maxLength: 30 }), async (rule, steps) => {
        let now = 1_700_000_000_000;
        const budgets = open({ clock: () => now });
        const bucket = [{ key: `p${(made += 1)}`, rule }];
        for (const step of steps) {
          now += step;
          const waitMs = await budgets.take(bucket);
          if (waitMs === 0) continue;
          now += waitMs;
          expect(await budgets.take(bucket)).toBe(0);
        }
      }),
      { numRuns: 50 },
    );
  });

  it('many takers at once never get more than capacity + rate × time, nor much less', async () => {
    const [one, two] = shared ? [open(), open()] : [open()];
    const bucket: Bucket[] = [{ key: 'hot', rule: { capacity: 20, refillPerSec: 200 } }];
    const from = performance.now();
    let given = 0;
    let tooMany = 0;
    const taker = async (budgets: Budgets) => {
      while (performance.now() - from < 1_000) {
        const waitMs = await budgets.take(bucket);
        if (waitMs > 0) {
          await sleep(waitMs);
          continue;
        }
        given += 1;
        // 2 ms for a server's clock and this one not ticking together.
        if (given > 20 + ((performance.now() - from + 2) / 1_000) * 200) tooMany += 1;
      }
    };
    await Promise.all(Array.from({ length: 50 }, (_, i) => taker(i % 2 && two ? two : one!)));
    expect(tooMany).toBe(0);
    expect(given).toBeGreaterThan(100);
  });
}

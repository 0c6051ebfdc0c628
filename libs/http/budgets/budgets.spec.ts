import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { createBudgets, type Budgets } from '@ganh/http';
import {
  deleteKeys,
  redisLine,
  redisUrl,
  testPrefix,
  withRedis,
} from '../../../test/support/redis';
import { budgetsSuite, type Open } from './budgets.suite';

describe('embedded budgets', () => {
  budgetsSuite(
    (options) => createBudgets({ engine: 'embedded', prefix: 'test', ...options }),
    false,
  );
});

(withRedis ? describe : describe.skip)('distributed budgets', () => {
  const opened: { close(): void }[] = [];
  const said: string[] = [];
  const prefix = testPrefix();
  let direct: Redis;
  let test = 0;
  const openAt = (url: string, options?: Parameters<Open>[0]) => {
    const budgets = createBudgets(
      { engine: 'distributed', redisUrl: url, prefix: `${prefix}-${test}`, ...options },
      (line) => said.push(line),
    );
    opened.push(budgets);
    return budgets;
  };
  /** Ready at once, so that the suite is not answered by the bucket that stands in. */
  const open: Open = (options) => {
    const budgets = openAt(redisUrl, options);
    const ready = reaches(budgets);
    const take: Budgets['take'] = async (...args) => (await ready, budgets.take(...args));
    const pause: Budgets['pause'] = async (...args) => (await ready, budgets.pause(...args));
    return { take, pause };
  };
  beforeEach(() => {
    test += 1;
    said.length = 0;
  });
  afterEach(() => {
    for (const budgets of opened.splice(0)) budgets.close();
  });
  beforeAll(() => void (direct = new Redis(redisUrl)));
  afterAll(async () => {
    direct.disconnect();
    await deleteKeys(prefix);
  });

  budgetsSuite(open, true);

  it('shares buckets and pauses over processes', async () => {
    const [one, two] = [open(), open()];
    const bucket = [{ key: 'a', rule: { capacity: 2, refillPerSec: 0.1 } }];
    expect(await one.take(bucket)).toBe(0);
    expect(await two.take(bucket)).toBe(0);
    expect(await one.take(bucket)).toBeGreaterThan(9_000);
    await one.pause('b', Date.now() + 5_000);
    const wait = await two.take([{ key: 'b', rule: { capacity: 9, refillPerSec: 9 } }]);
    expect(wait).toBeGreaterThan(4_500);
    expect(wait).toBeLessThanOrEqual(5_100);
  });

  it('counts for itself while Redis is away, knowing what it took before, and shares again after', async () => {
    const line = await redisLine();
    const near = openAt(line.url);
    await reaches(near);
    const bucket = [{ key: 'a', rule: { capacity: 4, refillPerSec: 0.01 } }];
    expect(await near.take(bucket)).toBe(0);
    await near.pause('paused', Date.now() + 60_000);
    said.length = 0;
    await line.cut();
    await sleep(50);
    const from = Date.now();
    const taken: number[] = [];
    for (let i = 0; i < 5; i += 1) taken.push(await near.take(bucket));
    expect(taken.filter((wait) => wait === 0)).toHaveLength(3);
    expect(Date.now() - from).toBeLessThan(500);
    expect(await near.take([{ key: 'paused', rule: bucket[0]!.rule }])).toBeGreaterThan(50_000);
    expect(said).toHaveLength(1);
    await line.restore();
    await reaches(near);
    // Shared again: another process sees only the take made through Redis.
    const far = open();
    for (let i = 0; i < 3; i += 1) expect(await far.take(bucket)).toBe(0);
    expect(await near.take(bucket)).toBeGreaterThan(0);
    await line.close();
  });

  it('does not wait long for a Redis that hangs', async () => {
    const line = await redisLine();
    const near = openAt(line.url);
    await reaches(near);
    line.hold();
    const bucket = [{ key: 'a', rule: { capacity: 50, refillPerSec: 1 } }];
    const from = Date.now();
    for (let i = 0; i < 20; i += 1) expect(await near.take(bucket)).toBe(0);
    expect(Date.now() - from).toBeLessThan(1_500);
    await line.close();
  });

  /** Until a take leaves its mark in Redis. */
  async function reaches(budgets: Budgets): Promise<void> {
    const bucket = { key: `probe${Math.random()}`, rule: { capacity: 1e6, refillPerSec: 1 } };
    for (let i = 0; i < 200; i += 1) {
      await budgets.take([bucket]);
      if (await direct.exists(`${prefix}-${test}:budget:${bucket.key}`)) return;
      await sleep(20);
    }
    throw new Error('no Redis');
  }
});

import { setTimeout as sleep } from 'node:timers/promises';
import type { Worked } from '@ganh/queue';
import { gate, handler, push, until, type Open } from './support.suite';

export function coalescing(open: Open): void {
  describe('coalescing', () => {
    it('makes one run of many wake-ups that wait, per key', async () => {
      const { wakeUps, worker } = open();
      for (let i = 0; i < 20; i += 1) await wakeUps.wake(push('a'), push('b'), push('a'));
      const { runs, handler } = gate();
      await worker.start([handler]);
      await until(() => runs.length >= 2);
      await sleep(300);
      expect(runs.sort()).toEqual(['a', 'b']);
    });

    it('never swallows a wake-up made while one runs: exactly one more run, afterwards', async () => {
      const { wakeUps, worker } = open();
      const { runs, hold, letGo, handler } = gate();
      hold();
      await worker.start([handler]);
      await wakeUps.wake(push('a'));
      await until(() => runs.length === 1);
      for (let i = 0; i < 30; i += 1) await wakeUps.wake(push('a'));
      await sleep(200);
      expect(runs).toEqual(['a']);
      letGo();
      await until(() => runs.length === 2);
      await sleep(300);
      expect(runs).toEqual(['a', 'a']);
    });

    it('leaves no key behind under load, and runs none twice at once', async () => {
      const { wakeUps, worker } = open();
      const wanted = new Map<string, number>();
      const done = new Map<string, number>();
      const active = new Set<string>();
      let twice = 0;
      let runs = 0;
      const work = async (key: string): Promise<Worked> => {
        runs += 1;
        if (active.has(key)) twice += 1;
        active.add(key);
        const read = wanted.get(key)!;
        await sleep(Math.random() * 10);
        done.set(key, read);
        active.delete(key);
        if (Math.random() < 0.1) throw new Error('now and then');
        if (Math.random() < 0.1) return { againInMs: 5 };
      };
      await worker.start([handler(work)]);
      const produce = async () => {
        for (let i = 0; i < 30; i += 1) {
          const key = `k${Math.floor(Math.random() * 5)}`;
          wanted.set(key, (wanted.get(key) ?? 0) + 1);
          await wakeUps.wake(push(key, Math.random() < 0.3 ? Math.random() * 30 : 0));
          await sleep(Math.random() * 5);
        }
      };
      await Promise.all(Array.from({ length: 20 }, produce));
      await until(() => [...wanted].every(([key, revision]) => done.get(key) === revision));
      expect(twice).toBe(0);
      expect(runs).toBeLessThan(600);
    });
  });
}

export function delays(open: Open): void {
  describe('delay', () => {
    it('waits, and neither hurries nor dawdles', async () => {
      const { wakeUps, worker } = open();
      const at: number[] = [];
      await worker.start([handler(() => void at.push(Date.now()))]);
      const from = Date.now();
      await wakeUps.wake(push('a', 400));
      await until(() => at.length === 1);
      expect(at[0]! - from).toBeGreaterThanOrEqual(399);
      expect(at[0]! - from).toBeLessThan(900);
    });

    it.each([
      ['at once', 3_000, 0],
      ['sooner', 3_000, 150],
    ])('an earlier wake-up (%s) pulls a delayed one forward', async (_, first, second) => {
      const { wakeUps, worker } = open();
      const { runs, handler } = gate();
      await worker.start([handler]);
      await wakeUps.wake(push('a', first));
      await wakeUps.wake(push('a', second));
      await until(() => runs.length === 1, 2_500);
      await sleep(3_200);
      expect(runs).toEqual(['a']);
    });

    it('a later one does not push it back, waiting or running', async () => {
      const { wakeUps, worker } = open();
      const { runs, hold, letGo, handler } = gate();
      hold();
      await worker.start([handler]);
      await wakeUps.wake(push('a', 100));
      await wakeUps.wake(push('a', 60_000));
      await until(() => runs.length === 1, 1_500);
      await wakeUps.wake(push('a'));
      await wakeUps.wake(push('a', 60_000));
      letGo();
      await until(() => runs.length === 2, 1_500);
    });

    it('work that asks to run again later is pulled forward by a wake-up made while it ran', async () => {
      const { wakeUps, worker } = open();
      let runs = 0;
      await worker.start([
        handler(async () => {
          runs += 1;
          await sleep(150);
          return runs === 1 ? { againInMs: 60_000 } : undefined;
        }),
      ]);
      await wakeUps.wake(push('a'));
      await until(() => runs === 1);
      await wakeUps.wake(push('a'));
      await until(() => runs === 2, 2_000);
    });
  });
}

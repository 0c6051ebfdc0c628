import { setTimeout as sleep } from 'node:timers/promises';
import { gate, handler, push, until, type Open } from './support.suite';

/** Back-off too short to notice. */
const quiet = { baseMs: 1, capMs: 1 };

export function failures(open: Open): void {
  describe('failure', () => {
    it('is tried again until it succeeds', async () => {
      const { wakeUps, worker } = open({ retry: quiet });
      let runs = 0;
      await worker.start([
        handler(() => {
          runs += 1;
          if (runs < 4) throw new Error('not yet');
        }),
      ]);
      await wakeUps.wake(push('a'));
      await until(() => runs === 4);
      await sleep(200);
      expect(runs).toBe(4);
      expect(await worker.parked()).toEqual([]);
    });

    it('parks poison work where it is seen, does not loop, and lets the rest go on', async () => {
      const { wakeUps, worker } = open({ retry: { ...quiet, maxAttempts: 3 } });
      const runs: string[] = [];
      let mended = false;
      await worker.start([
        handler((key) => {
          runs.push(key);
          if (key === 'poison' && !mended) throw new TypeError('cannot\nread it');
        }),
      ]);
      const from = Date.now();
      await wakeUps.wake(push('poison'));
      await until(() => runs.length === 3);
      await sleep(300);
      for (let i = 0; i < 20; i += 1) await wakeUps.wake(push('poison'), push(`good${i}`));
      await until(() => runs.length === 23);
      await sleep(300);
      expect(runs.filter((key) => key === 'poison')).toHaveLength(3);
      const [parked, ...others] = await worker.parked();
      expect(others).toEqual([]);
      expect(parked).toMatchObject({ lane: 'realtime', name: 'push', key: 'poison', attempts: 3 });
      expect(parked!.lastError).toBe('TypeError: cannot read it');
      expect(parked!.parkedAt).toBeGreaterThanOrEqual(from);

      mended = true;
      expect(await worker.retryParked('push', 'good1')).toBe(false);
      expect(await worker.retryParked('push', 'poison')).toBe(true);
      await until(() => runs.length === 24);
      await sleep(200);
      expect(await worker.parked()).toEqual([]);
    });

    it('a storm of wake-ups does not use up the attempts of work that backs off', async () => {
      const { wakeUps, worker } = open({
        retry: { baseMs: 60_000, capMs: 60_000, maxAttempts: 4 },
      });
      const { runs } = gate();
      await worker.start([
        handler((key) => {
          runs.push(key);
          throw new Error('always');
        }),
      ]);
      await wakeUps.wake(push('a'));
      await until(() => runs.length >= 1);
      for (let i = 0; i < 50; i += 1) {
        await wakeUps.wake(push('a'));
        await sleep(5);
      }
      // Full jitter over a minute: three more within this half second would be one chance in a million.
      expect(runs.length).toBeLessThan(4);
      expect(await worker.parked()).toEqual([]);
    });

    it('parked work is probed by a wake-up once its rest is over, and heals', async () => {
      const { wakeUps, worker } = open({ retry: { ...quiet, maxAttempts: 1, parkedProbeMs: 400 } });
      const at: number[] = [];
      await worker.start([
        handler(() => {
          at.push(Date.now());
          if (at.length < 3) throw new Error('broken');
        }),
      ]);
      await wakeUps.wake(push('a'));
      await until(() => at.length === 1);
      await sleep(50);
      for (const runs of [2, 3]) {
        for (let i = 0; i < 10; i += 1) await wakeUps.wake(push('a'));
        await until(() => at.length === runs);
        await sleep(50);
      }
      expect(at[1]! - at[0]!).toBeGreaterThanOrEqual(399);
      expect(at[2]! - at[1]!).toBeGreaterThanOrEqual(399);
      await sleep(100);
      expect(await worker.parked()).toEqual([]);
    });

    it('postponed work uses up no attempt', async () => {
      const { wakeUps, worker } = open({ retry: { ...quiet, maxAttempts: 2 } });
      let runs = 0;
      await worker.start([
        handler(() => {
          runs += 1;
          if (runs % 3 === 0) throw new Error('one failure between two good answers');
          return runs < 15 ? { againInMs: 10 } : undefined;
        }),
      ]);
      await wakeUps.wake(push('a'));
      await until(() => runs >= 15);
      await sleep(200);
      expect(await worker.parked()).toEqual([]);
    });
  });
}

export function stopping(open: Open): void {
  describe('stop', () => {
    it('takes no new work, lets what runs finish, and leaves the rest for the next start', async () => {
      const { wakeUps, worker } = open({ concurrency: { realtime: 1 } });
      const finished: string[] = [];
      const slow = handler(async (key) => {
        await sleep(300);
        finished.push(key);
      });
      await worker.start([slow]);
      await wakeUps.wake(push('a'), push('b'), push('c'));
      await sleep(150);
      await worker.stop(5_000);
      expect(finished).toHaveLength(1);
      await sleep(500);
      expect(finished).toHaveLength(1);
      await worker.start([slow]);
      await until(() => finished.length === 3);
      expect([...finished].sort()).toEqual(['a', 'b', 'c']);
    });

    it('aborts what runs on beyond its grace, and counts no failure', async () => {
      const { wakeUps, worker } = open({ retry: { maxAttempts: 1 } });
      let runs = 0;
      const patient = handler(async (_, signal) => {
        runs += 1;
        if (runs === 1) await sleep(60_000, undefined, { signal });
      });
      await worker.start([patient]);
      await wakeUps.wake(push('a'));
      await until(() => runs === 1);
      const from = Date.now();
      await worker.stop(200);
      expect(Date.now() - from).toBeLessThan(2_000);
      expect(await worker.parked()).toEqual([]);
      await worker.start([patient]);
      await until(() => runs === 2);
    });

    it('does not wait for work that ignores the abort', async () => {
      const { wakeUps, worker } = open();
      const { runs, hold, letGo, handler } = gate();
      hold();
      await worker.start([handler]);
      await wakeUps.wake(push('a'));
      await until(() => runs.length === 1);
      const from = Date.now();
      await worker.stop(100);
      expect(Date.now() - from).toBeLessThan(2_500);
      letGo();
    });
  });
}

export function routing(open: Open): void {
  describe('lanes and names', () => {
    it('a full lane does not hold up another', async () => {
      const { wakeUps, worker } = open({ concurrency: { bulk: 1 } });
      const { runs, hold, letGo, handler: bulk } = gate();
      hold();
      const urgent = handler((key) => void runs.push(key), { name: 'stock' });
      await worker.start([{ ...bulk, name: 'publish', lane: 'bulk' }, urgent]);
      for (let i = 0; i < 10; i += 1) {
        await wakeUps.wake({ lane: 'bulk', name: 'publish', key: `p${i}` });
      }
      await until(() => runs.length === 1);
      await wakeUps.wake({ lane: 'realtime', name: 'stock', key: 's' });
      await until(() => runs.length === 2, 2_000);
      expect(runs).toEqual([expect.stringMatching(/^p/), 's']);
      letGo();
    });

    it('work woken in a wrong lane runs in its own, and once', async () => {
      const { wakeUps, worker } = open();
      const { runs, handler } = gate();
      await worker.start([handler]);
      await wakeUps.wake({ lane: 'sweep', name: 'push', key: 'a' });
      await until(() => runs.length === 1);
      await sleep(200);
      expect(runs).toEqual(['a']);
    });

    it('refuses two handlers of one name and a second start', async () => {
      const { worker } = open();
      const one = handler(() => undefined);
      await expect(worker.start([one, { ...one, lane: 'bulk' }])).rejects.toThrow(/two handlers/);
      await worker.start([one]);
      await expect(worker.start([one])).rejects.toThrow(/already/);
    });

    it('parks work that nobody knows', async () => {
      const { wakeUps, worker } = open({ retry: { ...quiet, maxAttempts: 2 } });
      await worker.start([handler(() => undefined)]);
      await wakeUps.wake({ lane: 'money', name: 'gone', key: 'a|b c' });
      for (let i = 0; i < 100 && (await worker.parked()).length === 0; i += 1) await sleep(50);
      expect(await worker.parked()).toMatchObject([{ lane: 'money', name: 'gone', key: 'a|b c' }]);
    });

    it('can lose every wake-up for tests, but no retry, delay or postponement', async () => {
      const { wakeUps, worker } = open({ dropWakeUps: true, retry: quiet });
      const { runs } = gate();
      await worker.start([
        handler((key) => {
          runs.push(key);
          if (runs.length === 1) throw new Error('once');
          return runs.length === 2 ? { againInMs: 20 } : undefined;
        }),
      ]);
      await wakeUps.wake(push('lost'));
      await wakeUps.wake(push('kept', 50));
      await until(() => runs.length === 3);
      await sleep(200);
      expect(runs).toEqual(['kept', 'kept', 'kept']);
    });
  });
}

export function fanOut(open: Open, shared: boolean): void {
  describe('pub/sub', () => {
    it('reaches every subscriber of the topic, in order, until it leaves', async () => {
      const here = open().pubSub;
      const there = shared ? open().pubSub : here;
      // The publisher's connection; subscribing waits for its own.
      await sleep(300);
      const heard: string[] = [];
      const leave = await here.subscribe('live:1', (message) => heard.push(message));
      const deaf = await here.subscribe('live:1', () => {
        throw new Error('a bad subscriber');
      });
      await here.subscribe('live:2', (message) => heard.push(`wrong ${message}`));
      for (const n of [1, 2, 3]) await there.publish('live:1', `${n}`);
      await until(() => heard.length === 3);
      await leave();
      await deaf();
      await here.publish('live:1', 'late');
      await sleep(100);
      expect(heard).toEqual(['1', '2', '3']);
    });
  });
}

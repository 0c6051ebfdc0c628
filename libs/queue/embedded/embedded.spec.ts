import { createQueue, type Queue } from '@ganh/queue';
import { execFileSync } from 'node:child_process';
import { queueSuite } from '../queue.suite';
import { gate, push, until, type Open } from '../suite/support.suite';

describe('embedded queue', () => {
  const opened: Queue[] = [];
  const open: Open = (options) => {
    const log = { warn: () => undefined, error: () => undefined };
    const queue = createQueue({ engine: 'embedded', prefix: 'test', ...options }, log);
    opened.push(queue);
    return queue;
  };
  afterEach(async () => {
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
  });

  queueSuite(open, false);

  it('knows nothing of what a killed process was woken for: the sweeper wakes it again', async () => {
    const killed = open();
    await killed.wakeUps.wake(push('a'));
    const next = open();
    const { runs, handler } = gate();
    const sweeper = {
      ...handler,
      name: 'sweep',
      lane: 'sweep' as const,
      handle: () => next.wakeUps.wake(push('a')),
    };
    await next.worker.start([handler, sweeper]);
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(runs).toEqual([]);
    await next.wakeUps.wake({ lane: 'sweep', name: 'sweep', key: 'all' });
    await until(() => runs.length === 1);
  });

  it('loads neither BullMQ nor ioredis', () => {
    const script = `
      const { createQueue } = require('./libs/queue/index.ts');
      createQueue({ engine: process.argv[1], prefix: 'test', redisUrl: 'redis://127.0.0.1:1' }, {});
      console.log(Object.keys(require.cache).filter((f) => /[/](bullmq|ioredis)[/]/.test(f)).length);
      process.exit();`;
    const loaded = (engine: string) =>
      Number(
        execFileSync(process.execPath, [
          '-r',
          './test/support/swc-register.cjs',
          '-e',
          script,
          engine,
        ]),
      );
    expect(loaded('embedded')).toBe(0);
    expect(loaded('distributed')).toBeGreaterThan(0);
  });
});

import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createQueue, type Queue } from '@ganh/queue';
import {
  deleteKeys,
  redisLine,
  redisUrl,
  testPrefix,
  withRedis,
} from '../../../test/support/redis';
import { queueSuite } from '../queue.suite';
import { gate, handler, push, until, type Open } from '../suite/support.suite';

(withRedis ? describe : describe.skip)('distributed queue', () => {
  const opened: Queue[] = [];
  const children: ChildProcess[] = [];
  const lines: string[] = [];
  let prefix = '';
  const open: Open = (options) => {
    const said = (line: string) => void lines.push(line);
    const log = { warn: said, error: said };
    const queue = createQueue({ engine: 'distributed', prefix, redisUrl, ...options }, log);
    opened.push(queue);
    return queue;
  };
  beforeEach(() => {
    prefix = testPrefix();
    lines.length = 0;
  });
  afterEach(async () => {
    for (const child of children.splice(0)) child.kill('SIGKILL');
    await Promise.all(opened.splice(0).map((queue) => queue.close()));
    await deleteKeys(prefix);
  });

  queueSuite(open, true);

  it('tells its subscribers when messages may have been missed, and of no gap otherwise', async () => {
    const line = await openLine();
    const listening = open({ redisUrl: line.url });
    const speaking = open();
    const heard: string[] = [];
    let gaps = 0;
    await listening.pubSub.subscribe(
      'coop',
      (message) => void heard.push(message),
      () => void (gaps += 1),
    );
    await speaking.pubSub.publish('coop', 'before');
    await until(() => heard.length === 1);
    expect(gaps).toBe(0);
    line.cut();
    await until(() => gaps === 1);
    await speaking.pubSub.publish('coop', 'after');
    await until(() => heard.length === 2);
    line.close();
  });

  it('coalesces and keeps runs apart over processes', async () => {
    const queues = [open(), open(), open()];
    await Promise.all(queues.map(connected));
    let active = 0;
    let most = 0;
    let runs = 0;
    for (const { worker } of queues) {
      await worker.start([
        handler(async () => {
          runs += 1;
          active += 1;
          most = Math.max(most, active);
          await sleep(20);
          active -= 1;
        }),
      ]);
    }
    await Promise.all(
      queues.map(async ({ wakeUps }) => {
        for (let i = 0; i < 100; i += 1) await wakeUps.wake(push('a'));
      }),
    );
    await sleep(500);
    expect(most).toBe(1);
    expect(runs).toBeGreaterThan(1);
    expect(runs).toBeLessThan(100);
  });

  it('takes over the work of workers killed again and again', async () => {
    const { wakeUps } = open();
    await wakeUps.wake(push('a'));
    for (let kill = 0; kill < 3; kill += 1) {
      const child = spawnWorker('hang');
      await heard(child, 'running a');
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    await heard(spawnWorker('work'), 'done a');
  }, 60_000);

  it('answers quickly while Redis is away, and comes back by itself', async () => {
    const line = await redisLine();
    const near = open({ redisUrl: line.url });
    const { runs, handler } = gate();
    await near.worker.start([handler]);
    await near.wakeUps.wake(push('before'));
    await until(() => runs.length === 1);

    await line.cut();
    await sleep(100);
    const from = Date.now();
    await near.wakeUps.wake(push('away'), push('away too', 50));
    expect(Date.now() - from).toBeLessThan(1_000);
    await expect(near.ready()).rejects.toThrow();

    await line.restore();
    await until(() => runs.length === 3, 15_000);
    await near.wakeUps.wake(push('after'));
    await until(() => runs.length === 4);
    await near.ready();
    expect([...runs].sort()).toEqual(['after', 'away', 'away too', 'before']);
    await line.close();
  });

  it('opens while Redis is away, and works when it comes', async () => {
    const line = await redisLine();
    await line.cut();
    const near = open({ redisUrl: line.url });
    const { runs, handler } = gate();
    await near.worker.start([handler]);
    const heard: string[] = [];
    await near.pubSub.subscribe('t', (message) => heard.push(message));
    await near.wakeUps.wake(push('a'));
    await line.restore();
    await until(() => runs.length === 1, 15_000);
    await sleep(1_200);
    await near.pubSub.publish('t', 'hello');
    await until(() => heard.length === 1);
    await line.close();
  });

  it('does not wait a second for a Redis that hangs', async () => {
    const line = await redisLine();
    const near = open({ redisUrl: line.url });
    await connected(near);
    await near.wakeUps.wake(push('before'));
    line.hold();
    const took: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const from = Date.now();
      await near.wakeUps.wake(push(`a${i}`));
      took.push(Date.now() - from);
    }
    expect(Math.max(...took)).toBeLessThan(1_000);
    expect(took.filter((ms) => ms > 500)).toHaveLength(1);
    line.release();
    const far = open();
    const { runs, handler } = gate();
    await far.worker.start([handler]);
    await until(() => new Set(runs).size === 6, 15_000);
    await line.close();
  });

  it('goes on when Redis loses its memory, also under running work', async () => {
    const { wakeUps, worker } = open();
    const { runs, hold, letGo, handler } = gate();
    hold();
    await worker.start([handler]);
    await wakeUps.wake(push('a'), push('b'));
    await until(() => runs.length === 2);
    await wakeUps.wake(push('a'), push('later', 60_000));
    await deleteKeys(prefix);
    await wakeUps.wake(push('a'));
    await sleep(300);
    expect(runs).toHaveLength(2);
    letGo();
    await until(() => runs.length === 3);
    for (const key of ['b', 'c', 'd']) await wakeUps.wake(push(key));
    await until(() => runs.length === 6);
    expect(runs.slice(2).sort()).toEqual(['a', 'b', 'c', 'd']);
  });

  function spawnWorker(does: 'hang' | 'work'): ChildProcess {
    const script = resolve(__dirname, '../../../test/support/queue-child.cjs');
    const child = spawn(process.execPath, [script, redisUrl, prefix, does], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.push(child);
    return child;
  }
});

async function connected(queue: Queue): Promise<void> {
  for (let i = 0; i < 100; i += 1) {
    const up = await queue.ready().then(
      () => true,
      () => false,
    );
    if (up) return;
    await sleep(20);
  }
  throw new Error('no Redis');
}

async function heard(child: ChildProcess, line: string): Promise<void> {
  let said = '';
  child.stdout!.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await until(() => said.includes(line), 30_000);
}

/** A way to Redis that can be cut. */
async function openLine(): Promise<{ url: string; cut: () => void; close: () => void }> {
  const target = new URL(redisUrl);
  const ends = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(target.port || 6379), target.hostname);
    for (const end of [near, far]) {
      ends.add(end);
      end.on('error', () => undefined);
      end.on('close', () => void ends.delete(end));
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const cut = () => ends.forEach((end) => end.destroy());
  return {
    url: `redis://127.0.0.1:${port}${target.pathname}`,
    cut,
    close: () => {
      cut();
      server.close();
    },
  };
}

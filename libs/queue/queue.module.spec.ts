import { Test } from '@nestjs/testing';
import { PubSub, QUEUE, QueueModule, WakeUps, WakeUpWorker, type Queue } from '@ganh/queue';
import { getQueueToken } from '@nestjs/bullmq';
import { deleteKeys, redisUrl, testPrefix, withRedis } from '../../test/support/redis';
import { gate, push, until } from './suite/support.suite';

const engines = withRedis ? (['embedded', 'distributed'] as const) : (['embedded'] as const);

describe.each(engines)('QueueModule on %s', (engine) => {
  it('provides the faces of one engine and closes it', async () => {
    const prefix = testPrefix();
    const app = await Test.createTestingModule({
      imports: [QueueModule.forRoot({ engine, redisUrl, prefix })],
    }).compile();
    await app.init();
    const { runs, handler } = gate();
    await app.get(WakeUpWorker).start([handler]);
    await app.get(WakeUps).wake(push('a'));
    await until(() => runs.length === 1);
    const heard: string[] = [];
    await app.get(PubSub).subscribe('t', (message) => heard.push(message));
    await app.get<Queue>(QUEUE).ready();
    const bull = () => app.get<unknown>(getQueueToken('realtime'), { strict: false });
    if (engine === 'distributed') expect(bull()).toBeDefined();
    else expect(bull).toThrow();
    await app.get(WakeUpWorker).stop(100);
    await app.close();
    if (engine === 'distributed') await deleteKeys(prefix);
  });
});

import { setTimeout as sleep } from 'node:timers/promises';
import { push } from '../suite/support.suite';
import { WakeUpOutbox, type OutboxEntry } from './outbox';

describe('outbox of wake-ups', () => {
  const sent: string[][] = [];
  const said: string[] = [];
  let answer: () => Promise<void>;
  let up: boolean;
  let outbox: WakeUpOutbox;

  beforeEach(() => {
    sent.length = 0;
    said.length = 0;
    up = true;
    answer = () => Promise.resolve();
    const send = async (entries: readonly OutboxEntry[]) => {
      await answer();
      sent.push(entries.map(({ key, dueAt }) => (dueAt === null ? key : `${key} later`)));
    };
    const log = { warn: (line: string) => said.push(line), error: () => undefined };
    outbox = new WakeUpOutbox({ isUp: () => up, send, reset: () => undefined }, log);
  });
  afterEach(() => outbox.close());

  it('gathers what comes while it sends, once per key and at the earlier time', async () => {
    const first = outbox.put([push('a'), push('a', 50), push('b', 50), push('b', 10)]);
    answer = () => sleep(50);
    await Promise.resolve();
    const second = [outbox.put([push('c', 9)]), outbox.put([push('c')]), outbox.put([push('d')])];
    await Promise.all([first, ...second]);
    expect(sent.flat().sort()).toEqual(['a', 'b later', 'c', 'd']);
  });

  it('keeps what could not be sent, says so once, and sends it when Redis is back', async () => {
    answer = () => Promise.reject(new Error('gone'));
    await outbox.put([push('a'), push('b', 50)]);
    await outbox.put([push('c')]);
    await sleep(10);
    expect(sent).toEqual([]);
    answer = () => Promise.resolve();
    await outbox.drain();
    expect(sent.flat().sort()).toEqual(['a', 'b later', 'c']);
    expect(said).toEqual([expect.stringContaining('gone')]);
  });

  it('tries again by itself', async () => {
    answer = () => Promise.reject(new Error('gone'));
    await outbox.put([push('a')]);
    answer = () => Promise.resolve();
    await sleep(1_200);
    expect(sent).toEqual([['a']]);
  });

  it('waits less than a second for an answer, and then for none until one came', async () => {
    answer = () => sleep(3_000);
    const took: number[] = [];
    for (let i = 0; i < 3; i += 1) {
      const from = performance.now();
      await outbox.put([push(`a${i}`)]);
      took.push(performance.now() - from);
    }
    expect(took[0]).toBeLessThan(1_000);
    expect(Math.max(took[1]!, took[2]!)).toBeLessThan(100);
  });

  it('sends any number while Redis is up, keeps a bounded number while it is away', async () => {
    const many = (name: string) => Array.from({ length: 12_000 }, (_, i) => push(`${name}${i}`));
    await outbox.put(many('up'));
    expect(sent.flat()).toHaveLength(12_000);
    sent.length = 0;
    up = false;
    outbox.doubt();
    await outbox.put(many('away'));
    expect(sent).toEqual([]);
    up = true;
    await outbox.drain();
    expect(sent.flat()).toHaveLength(10_000);
    expect(sent.flat()).toContain('away11999');
    expect(said).toHaveLength(1);
  });
});

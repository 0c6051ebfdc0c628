import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../apps/sandbox';

const run = promisify(execFile);

describe('a TikTok Shop client in plain HTTP, with only its base URLs changed', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());

  it('connects, lists, waits for the review, sets stock and price, hears an order and ships it', async () => {
    const script = join(__dirname, 'tiktok-shop-http-client.mjs');
    const { stdout } = await run(process.execPath, [script, sandbox.indexUrl]);
    expect(JSON.parse(stdout)).toEqual({
      state: 'xyz',
      expiresIsMoment: true,
      codes: [36004004, 36004004],
      shop: true,
      doors: [
        [400, 36009004],
        [400, 106013],
        [401, 106001],
        [404, 36009009],
      ],
      small: 12038014,
      replayed: true,
      atFirst: 'PENDING',
      early: 12052901,
      // A part that failed stands in an answer that is a success.
      stock: [0, [true]],
      prices: ['70000', '65000'],
      heard: [true, 1, true],
      // No quantities: a piece is a line.
      pieces: ['HTTP-1', 'HTTP-1', 'HTTP-1'],
      total: String(70_000 * 3 + 25_000),
      shipped: [0, 21011040],
      status: ['AWAITING_COLLECTION'],
      left: [4, 9],
      held: 3,
    });
  });
});

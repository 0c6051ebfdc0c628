import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../apps/sandbox';

const run = promisify(execFile);

describe('a Tiki client in plain HTTP', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 50 });
  });
  afterAll(() => sandbox.close());

  it('connects, hands a product in and follows its review, updates stock and price, hears of an order and reads it', async () => {
    const { stdout } = await run(process.execPath, [
      join(__dirname, 'tiki-http-client.mjs'),
      sandbox.indexUrl,
    ]);
    const seen = JSON.parse(stdout) as Record<string, unknown>;
    expect(seen).toMatchObject({
      state: 'state-0001',
      reused: [400, 'invalid_grant'],
      seller: 'HTX Mây Ngàn',
      subscribed: true,
      incomplete: [
        422,
        ["variants don't match with option_attributes => variants option2 missing"],
      ],
      activeBefore: 0,
      updated: { state: 'approved' },
      cheap: [422, ['Price is not valid because less than ten percent listing price']],
      listed: [
        ['S-1', 60_000, 0, 0],
        ['S-2', 85_000, 1, 7],
      ],
      heard: [['ORDER_CREATED_SUCCESSFULLY', true]],
      same: true,
      left: 0,
      orders: [true],
      order: ['queueing', 'S-2', 2],
      total: 170_000,
      unnamed: [401, true],
    });
    expect(seen['states']).toEqual(expect.arrayContaining(['queuing', 'approved']));
  });
});

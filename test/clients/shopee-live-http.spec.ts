import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../apps/sandbox';

const run = promisify(execFile);

describe('a Shopee Live client in plain HTTP', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());

  it('connects as a streamer, goes live, hears a viewer, answers and ends', async () => {
    const { stdout } = await run(process.execPath, [
      join(__dirname, 'shopee-live-http-client.mjs'),
      sandbox.indexUrl,
    ]);
    expect(JSON.parse(stdout)).toEqual({
      state: 'st',
      used: 'error_shop_refresh_token',
      refused: ['error_param', 'There is no user_id in query.'],
      streams: [true, true],
      statuses: [0, 2],
      isTest: true,
      heard: [
        ['Hồng', 'chốt mã 12', false],
        ['HTX Mây Ngàn', 'Dạ đã nhận', true],
      ],
      sameIds: true,
      next_offset: 2,
    });
  });
});

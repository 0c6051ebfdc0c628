import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../apps/sandbox';

const run = promisify(execFile);

describe('a Meta client in plain HTTP, with only its base URL changed', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 5 });
  });
  afterAll(() => sandbox.close());

  it('logs in, lists, follows its batches to their end, posts, hears a comment and answers it', async () => {
    const { stdout } = await run(process.execPath, [
      join(__dirname, 'meta-http-client.mjs'),
      sandbox.indexUrl,
    ]);
    const seen = JSON.parse(stdout) as Record<string, unknown>;
    expect(seen).toMatchObject({
      state: 'xyz',
      pages: 3,
      tokenNeverExpires: true,
      first: { seen: ['started', 'in_progress', 'finished'], errors: 0 },
      second: { errors: 0 },
      post: true,
      item: {
        retailer_id: 'HTTP-MIEN-500',
        availability: 'out of stock',
        quantity_to_sell_on_facebook: 0,
        image_fetch_status: 'FETCHED',
      },
      heard: 'chốt 2 hộp 0901234567',
      heardId: true,
      comment: {
        from: { name: 'Lê Thị Hồng' },
        message: 'chốt 2 hộp 0901234567',
        can_reply_privately: true,
      },
      psidDiffers: true,
    });
    expect(seen['again']).toContain('10900');
    // What was not asked for is not there.
    expect(seen['item']).not.toHaveProperty('name');
  });
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../apps/sandbox';

const run = promisify(execFile);

describe('a Zalo client in plain HTTP, with only its base URLs changed', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 20 });
  });
  afterAll(() => sandbox.close());

  it('connects, writes an article and changes it, hears a buyer, answers and confirms', async () => {
    const { stdout } = await run(process.execPath, [
      join(__dirname, 'zalo-http-client.mjs'),
      sandbox.indexUrl,
    ]);
    const seen = JSON.parse(stdout) as Record<string, unknown>;
    expect(seen).toMatchObject({
      state: 'xyz',
      oaId: true,
      expiresIn: '90000',
      reused: true,
      oldToken: -216,
      bearer: -216,
      made: [-214, 0],
      total: 1,
      listed: true,
      shown: 'Túi 500 g: 70.000đ, hết',
      heard: { isValid: true, body: { event_name: 'user_send_text' } },
      allValid: true,
      newest: 'lấy 2 túi miến',
      thread: ['Dạ 140.000đ ạ', 'lấy 2 túi miến'],
      echo: true,
      receipt: '84901234567',
      old: -240,
      gone: true,
    });
  });
});

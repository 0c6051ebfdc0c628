import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../apps/sandbox';

const run = promisify(execFile);

describe('a Lazada client written from the published description alone', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ timeScale: 100 });
  });
  afterAll(() => sandbox.close());

  it('connects, lists a product, updates stock and price, and reads an order', async () => {
    const client = join(__dirname, 'lazada-http-client.mjs');
    const { stdout } = await run(process.execPath, [client, sandbox.indexUrl]);
    expect(JSON.parse(stdout)).toEqual({
      state: 'abc',
      seller: 'HTX Mây Ngàn',
      usedTwice: 'InvalidCode',
      forged: 'IncompleteSignature',
      reviewed: 'Pending QC',
      live: 'Active',
      codes: ['0', '0', '501'],
      named: 'HTTP-MAT-500',
      shown: { price: 165_000, sellable: 5 },
      found: true,
      statuses: ['pending'],
      pieces: 2,
      price: '330000.00',
    });
  });
});

import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { startSandbox, type Sandbox } from '../../apps/sandbox';

const run = promisify(execFile);

describe('a Shopee client that others wrote (@congminh1254/shopee-sdk), with only its base URL changed', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox();
  });
  afterAll(() => sandbox.close());

  it('connects, lists a product, updates stock and price, and reads an order', async () => {
    const { stdout } = await run(process.execPath, [
      join(__dirname, 'shopee-sdk-client.mjs'),
      sandbox.indexUrl,
    ]);
    const seen = JSON.parse(stdout) as Record<string, unknown>;
    expect(seen).toMatchObject({
      state: 'abc',
      shopName: 'HTX Mây Ngàn',
      refreshed: true,
      stockAnswer: { success_list: [{ model_id: 0, stock: 7 }], failure_list: [] },
      priceAnswer: { success_list: [{ model_id: 0, original_price: 68000 }], failure_list: [] },
      stockBefore: 7,
      priceShown: 68000,
      quantity: 2,
      total: 68000 * 2 + 25000,
      hasPayTime: false,
      stockAfter: 5,
    });
    expect(seen['listedIds']).toEqual([seen['itemId']]);
    expect(seen['orderSns']).toEqual([seen['orderSn']]);
  });
});

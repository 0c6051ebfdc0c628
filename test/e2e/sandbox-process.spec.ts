import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startSandbox } from '../../apps/sandbox';
import { rawControl } from '../clients/raw-control';
import { catalogItem, rawGraph, type GraphAccess } from '../clients/raw-graph';
import { listItem, rawShopee, type ShopeeAccess } from '../clients/raw-shopee';

const root = join(__dirname, '../..');
const scratch = join(root, 'node_modules/.cache', `sandbox-spec-${process.pid}`);

type Index = { shopee: ShopeeAccess & { shops: ShopeeAccess[] }; facebook: GraphAccess };

describe('the sandbox as a process', () => {
  const children: ChildProcess[] = [];
  beforeAll(() => {
    mkdirSync(scratch, { recursive: true });
    const build = [
      'apps/sandbox',
      '-d',
      join(scratch, 'dist'),
      '--quiet',
      '--ignore',
      '**/*.spec.ts',
    ];
    const built = spawnSync(join(root, 'node_modules/.bin/swc'), build, { cwd: root });
    if (built.status !== 0) throw new Error(built.stderr.toString());
  });
  afterEach(() => children.splice(0).forEach((child) => child.kill('SIGKILL')));
  afterAll(() => rmSync(scratch, { recursive: true, force: true }));

  const start = async (env: Record<string, string>) => {
    const child = spawn(process.execPath, [join(scratch, 'dist/apps/sandbox/main.js')], {
      env: { ...process.env, SANDBOX_PORT: '0', ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    children.push(child);
    let out = '';
    child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    child.stderr?.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve));
    for (let i = 0; i < 200 && !out.includes('\n') && child.exitCode === null; i++) await sleep(20);
    return { child, ended, out: () => out, url: /sandbox ready (\S+)/.exec(out)?.[1] ?? '' };
  };
  const indexOf = async (url: string) => (await (await fetch(`${url}/index.json`)).json()) as Index;

  it('says where it is, and keeps tokens, items, orders and photos over SIGTERM and a new start', async () => {
    const SANDBOX_STATE = join(scratch, 'state/sandbox.json');
    const first = await start({ SANDBOX_STATE });
    expect(first.out()).toMatch(/^sandbox ready http:\/\/127\.0\.0\.1:\d+\n$/);
    const index = await indexOf(first.url);
    const itemId = await listItem(rawShopee(index.shopee), 'KEPT');
    const { orderSn } = await rawControl(first.url).post<{ orderSn: string }>(
      `shopee/shops/${index.shopee.shop_id}/buy`,
      { items: [{ sku: 'KEPT' }] },
    );
    const post = await rawGraph(index.facebook).post(`${index.facebook.page_id}/feed`, {
      message: 'Giữ lại',
    });
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);

    const second = await start({ SANDBOX_STATE });
    const { baseUrl } = (await indexOf(second.url)).shopee;
    const shopee = rawShopee({ ...index.shopee, baseUrl });
    const base = await shopee.get('product/get_item_base_info', { item_id_list: itemId });
    const item = (
      base.response['item_list'] as { item_sku: string; image: { image_url_list: string[] } }[]
    )[0];
    expect(item?.item_sku).toBe('KEPT');
    expect((await fetch(item?.image.image_url_list[0] as string)).status).toBe(200);
    expect((await shopee.get('order/get_order_detail', { order_sn_list: orderSn })).error).toBe('');
    expect(await listItem(shopee, 'NEXT')).toBeGreaterThan(itemId);
    const facebook = (await indexOf(second.url)).facebook;
    expect(facebook.page_access_token).toBe(index.facebook.page_access_token);
    expect((await rawGraph(facebook).get(String(post['id']))).error).toBeUndefined();
  });

  it('saves soon after each change, so that even SIGKILL loses at most a moment', async () => {
    const SANDBOX_STATE = join(scratch, 'killed.json');
    const { child, ended, url } = await start({ SANDBOX_STATE });
    await listItem(rawShopee((await indexOf(url)).shopee), 'SOON');
    for (let i = 0; i < 100; i++) {
      if (existsSync(SANDBOX_STATE) && readFileSync(SANDBOX_STATE, 'utf8').includes('"SOON"'))
        break;
      await sleep(20);
    }
    child.kill('SIGKILL');
    await ended;
    expect(readFileSync(SANDBOX_STATE, 'utf8')).toContain('"SOON"');
  });

  it('refuses to be reached from outside, and nonsense as a port', async () => {
    const open = await start({ SANDBOX_HOST: '0.0.0.0', SANDBOX_STATE: ':memory:' });
    expect(await open.ended).toBe(1);
    expect(open.out()).toContain('127.0.0.1 only');
    const odd = await start({ SANDBOX_PORT: 'x', SANDBOX_STATE: ':memory:' });
    expect(await odd.ended).toBe(1);
    expect(odd.out()).toContain('SANDBOX_PORT=x');
  });
});

describe('the sandbox within a process', () => {
  it('works off after a restart a batch accepted before it', async () => {
    const stateFile = join(scratch, 'batch.json');
    let now = Date.UTC(2026, 10, 24);
    const first = await startSandbox({ stateFile, now: () => now });
    const access = first.index().facebook as unknown as GraphAccess;
    const batch = {
      item_type: 'PRODUCT_ITEM',
      requests: [{ method: 'UPDATE', data: catalogItem('A') }],
    };
    const { handles } = (await rawGraph(access).post(
      `${access.catalog_id}/items_batch`,
      batch,
    )) as unknown as { handles: string[] };
    await first.close();
    now += 10_000;
    const second = await startSandbox({ stateFile, now: () => now });
    const graph = rawGraph({ ...access, baseUrl: second.index().facebook.baseUrl });
    const status = await graph.get(`${access.catalog_id}/check_batch_request_status`, {
      handle: handles[0],
    });
    expect(status['data']).toMatchObject([{ status: 'finished', errors_total_count: 0 }]);
    expect((await graph.get(`${access.catalog_id}/products`))['data']).toMatchObject([
      { retailer_id: 'A' },
    ]);
    await second.close();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('reads a state of an older version, and says which file it cannot read', async () => {
    mkdirSync(scratch, { recursive: true });
    const stateFile = join(scratch, 'old.json');
    const first = await startSandbox({ stateFile });
    await first.close();
    const old = JSON.parse(readFileSync(stateFile, 'utf8')) as {
      shopee: { settings: Record<string, unknown> };
    };
    delete old.shopee.settings['trackingDelayMs'];
    writeFileSync(stateFile, JSON.stringify(old));
    const second = await startSandbox({ stateFile });
    expect(second.index().shopee['settings']).toMatchObject({ trackingDelayMs: 1000 });
    await second.close();
    writeFileSync(stateFile, '{"shopee":');
    await expect(startSandbox({ stateFile })).rejects.toThrow(
      `cannot read the state in ${stateFile}`,
    );
    rmSync(scratch, { recursive: true, force: true });
  });

  it('says so when its port is taken', async () => {
    const first = await startSandbox();
    const port = Number(new URL(first.indexUrl).port);
    await expect(startSandbox({ port })).rejects.toThrow('EADDRINUSE');
    await first.close();
  });
});

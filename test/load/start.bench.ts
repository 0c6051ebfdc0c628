/**
 * `bench start`: the product and the sandbox as `npm start` runs them, from dist, on a home with the demo data in it.
 * Ready = the first 200 of /readyz, counted from the spawn of the process; memory = resident, 30 s after ready, nobody asking.
 */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Figure, median } from './bench';

const DIST = join(__dirname, '../..');
/** As scripts/start.mjs starts the product. */
const FLAGS = ['--max-semi-space-size=4'];
const STARTS = 7;
const IDLE_MS = 30_000;
const PLANT_MS = 300_000;
const BYTES_PER_MB = 1_000_000;

interface Process {
  child: ChildProcess;
  spawnedAt: number;
  said(text: RegExp): Promise<void>;
}

function run(
  script: string,
  args: readonly string[],
  env: Record<string, string>,
  flags: readonly string[] = [],
): Process {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GANH_'));
  const spawnedAt = performance.now();
  const child = spawn(process.execPath, [...flags, join(DIST, script), ...args], {
    env: { ...Object.fromEntries(inherited), ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const said = async (text: RegExp): Promise<void> => {
    while (!text.test(output)) {
      if (child.exitCode !== null || /^demo failed/m.test(output))
        throw new Error(`${script}: ${output}`);
      await sleep(10);
    }
  };
  return { child, spawnedAt, said };
}

async function stop({ child }: Process): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.kill('SIGTERM');
  await gone;
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

async function msToReady(product: Process, url: string): Promise<number> {
  for (;;) {
    const ready = await fetch(`${url}/readyz`).then(
      (answer) => answer.ok,
      () => false,
    );
    if (ready) return performance.now() - product.spawnedAt;
    if (product.child.exitCode !== null) throw new Error('the product ended before it was ready');
    await sleep(5);
  }
}

/** Until every product stands in both shops: what is still being pushed would not be idle. */
async function allLive(sandboxUrl: string): Promise<void> {
  const index = (await (await fetch(`${sandboxUrl}/index.json`)).json()) as {
    shopee: { shop_id: number };
    facebook: { page_id: string };
  };
  const count = async (path: string): Promise<number> =>
    ((await (await fetch(`${sandboxUrl}/control/${path}`)).json()) as unknown[]).length;
  for (const end = Date.now() + PLANT_MS; Date.now() < end; await sleep(1_000)) {
    const items = await count(`shopee/shops/${index.shopee.shop_id}/items`);
    const posts = await count(`facebook/pages/${index.facebook.page_id}/posts`);
    if (items > 0 && items === posts) return;
  }
  throw new Error('the demo goods did not go live in time');
}

/** What the process has computed so far: unlike the time to ready, a busy machine hardly changes it. null off Linux. */
function cpuMs({ child }: Process): number | null {
  const path = `/proc/${child.pid}/stat`;
  if (!existsSync(path)) return null;
  // The name in parentheses may hold blanks; user and system time are the 12th and 13th fields after it, in 1/100 s.
  const fields = readFileSync(path, 'utf8').split(') ').at(-1)?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

/** Resident memory in MB (10^6 bytes). */
function residentMb(pid: number): number {
  const kibibytes = execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' });
  return (Number(kibibytes) * 1024) / BYTES_PER_MB;
}

export async function bench(emit: (figure: Figure) => void): Promise<void> {
  const home = mkdtempSync(join(tmpdir(), 'ganh-bench-start-'));
  const port = await freePort();
  const sandbox = run('apps/sandbox/main.js', [], {
    SANDBOX_PORT: '0',
    SANDBOX_STATE: join(home, 'sandbox.json'),
  });
  let sandboxUrl = '';
  sandbox.child.stdout?.on('data', (chunk: Buffer) => {
    sandboxUrl ||= /ready (\S+)/.exec(chunk.toString())?.[1] ?? '';
  });
  const env = (): Record<string, string> => ({
    GANH_HOME: home,
    GANH_PORT: String(port),
    GANH_LOG: 'warn',
    GANH_SANDBOX_URL: sandboxUrl,
  });
  const start = () => run('apps/allinone/main.js', ['--demo'], env(), FLAGS);
  let product: Process | null = null;
  try {
    await sandbox.said(/^sandbox ready/);
    const sandboxMs = performance.now() - sandbox.spawnedAt;
    product = start();
    await product.said(/^demo ready/m);
    await allLive(sandboxUrl);
    await stop(product);
    const times: number[] = [];
    let spent: number | null = null;
    for (let i = 0; i < STARTS; i++) {
      product = start();
      times.push(await msToReady(product, `http://127.0.0.1:${port}`));
      spent = cpuMs(product);
      if (i < STARTS - 1) await stop(product);
    }
    await sleep(IDLE_MS);
    report(emit, { times, cpuMs: spent, sandboxMs: Math.round(sandboxMs) }, [product, sandbox]);
  } finally {
    if (product) await stop(product);
    await stop(sandbox);
    rmSync(home, { recursive: true, force: true });
  }
}

function report(
  emit: (figure: Figure) => void,
  { times, ...more }: { times: readonly number[]; cpuMs: number | null; sandboxMs: number },
  [product, sandbox]: readonly [Process, Process],
): void {
  const load = Number(loadavg()[0]?.toFixed(1));
  emit({
    figure: 'start.ready_ms',
    value: Math.round(median(times)),
    unit: 'ms',
    goal: 3_000,
    better: 'lower',
    starts: times.map(Math.round),
    ...more,
    load,
  });
  emit({
    figure: 'start.rss_mb',
    value: Number(residentMb(product.child.pid ?? 0).toFixed(1)),
    unit: 'MB',
    goal: 200,
    better: 'lower',
    sandboxMb: Number(residentMb(sandbox.child.pid ?? 0).toFixed(1)),
    load,
  });
}

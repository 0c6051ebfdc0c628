/** The parent's side of worker-child: starts processes on one database, asks them, sees them die. */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatabaseEngine } from '@ganh/persistence';
import { startSandbox } from '../../apps/sandbox';
import { openTestDatabase } from '../support/engines';
import { deleteKeys, redisUrl, testPrefix } from '../support/redis';

const BUILT = join(__dirname, 'worker-child.js');
const SOURCE = join(__dirname, 'worker-child.ts');
const BACK = 'http://127.0.0.1:3000/kenh/ve';

export class Died extends Error {}

/** One process. Everything asked and not answered when it dies fails with Died. */
export class Victim {
  private asked = 0;
  private readonly open = new Map<number, (error: Error | null, value?: unknown) => void>();
  readonly ready: Promise<void>;
  /** The signal it died of; null = it ended by itself. */
  readonly gone: Promise<NodeJS.Signals | null>;
  private dead = false;

  constructor(private readonly child: ChildProcess) {
    let said = '';
    child.stderr?.on('data', (chunk: Buffer) => (said = (said + String(chunk)).slice(-2_000)));
    this.gone = new Promise((resolve) =>
      child.once('exit', (_code, signal) => {
        this.dead = true;
        for (const answer of this.open.values()) answer(new Died(said));
        resolve(signal);
      }),
    );
    this.ready = new Promise((resolve, reject) => {
      child.on(
        'message',
        (message: { ready?: true; ask?: number; value?: unknown; error?: string }) => {
          if (message.ready) return resolve();
          const { ask = 0, value, error } = message;
          this.open.get(ask)?.(error ? new Error(error) : null, value);
          this.open.delete(ask);
        },
      );
      void this.gone.then(() => reject(new Died(`died at its start: ${said}`)));
    });
    this.ready.catch(() => undefined);
  }

  async ask<T = unknown>(deed: string, input: unknown = null): Promise<T> {
    const ask = ++this.asked;
    if (this.dead) throw new Died('dead');
    return new Promise<T>((resolve, reject) => {
      this.open.set(ask, (error, value) => (error ? reject(error) : resolve(value as T)));
      this.child.send(
        { ask, do: deed, with: input },
        (error) => error && reject(new Died(String(error))),
      );
    });
  }

  async kill(): Promise<void> {
    this.child.kill('SIGKILL');
    await this.gone;
  }
}

/** A place that outlives its processes: simulators, database, queue. */
export interface Scene {
  spawn(killAt: string | null): Promise<Victim>;
  control<T>(method: string, path: string, body?: unknown): Promise<T>;
  /** Makes a cooperative and connects a new shop on each channel. */
  settle(
    victim: Victim,
  ): Promise<{ seller: unknown; external: Record<'shopee' | 'facebook', string> }>;
  close(): Promise<void>;
}

export async function openScene(engine: DatabaseEngine): Promise<Scene> {
  const home = mkdtempSync(join(tmpdir(), 'ganh-scene-'));
  const sandbox = await startSandbox({ port: 0, stateFile: ':memory:', timeScale: 50 });
  const shared = engine === 'mariadb' ? await openTestDatabase(engine) : null;
  const prefix = testPrefix();
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'] ?? '',
    GANH_HOME: home,
    GANH_PORT: '0',
    GANH_PUBLIC_URL: `http://127.0.0.1:${port}`,
    GANH_SANDBOX_URL: sandbox.indexUrl,
    GANH_POLL_SCALE: '0.05',
    GANH_TEST_LEASE_MS: '2000',
    ...(shared
      ? {
          GANH_ENGINE: 'distributed',
          GANH_DATABASE_URL: shared.url,
          GANH_DATABASE_POOL: '8',
          GANH_REDIS_URL: redisUrl,
          GANH_REDIS_PREFIX: prefix,
        }
      : {}),
  };
  const control = controlOf(sandbox.indexUrl);
  // A process that is started anew begins with full budgets; this is about crashes, not about limits.
  const wide = { burst: 10_000, perSecond: 1_000 };
  await control('POST', 'facebook/limits', { catalog_batch: wide, conversations: wide });
  await control('POST', 'shopee/limits', { shop: wide });
  await control('POST', 'shopee/webhook', {
    url: `http://127.0.0.1:${port}/webhooks/shopee`,
    force: true,
  });
  const children = new Set<Victim>();
  return {
    control,
    async spawn(killAt) {
      const child = fork(existsSync(BUILT) ? BUILT : SOURCE, [], {
        env: { ...env, ...(killAt ? { GANH_TEST_KILL_AT: killAt } : {}) },
        execArgv: existsSync(BUILT) ? [] : ['-r', join(__dirname, '../support/swc-register.cjs')],
        stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
      });
      const victim = new Victim(child);
      children.add(victim);
      void victim.gone.then(() => children.delete(victim));
      await victim.ready;
      return victim;
    },
    settle: (victim) => connectAll(victim, control),
    async close() {
      for (const victim of children) await victim.kill();
      await sandbox.close();
      await shared?.close();
      if (shared) await deleteKeys(prefix);
      rmSync(home, { recursive: true, force: true });
    },
  };
}

async function connectAll(victim: Victim, control: Scene['control']) {
  const seller = await victim.ask('coop');
  // Those that stand in the sandbox from its start: the app's operator has told which catalogue is whose.
  const [shop] = await control<{ shopId: number }[]>('GET', 'shopee/shops');
  const [page] = await control<{ id: string }[]>('GET', 'facebook/pages');
  const external = { shopee: String(shop!.shopId), facebook: page!.id };
  for (const channel of ['shopee', 'facebook'] as const) {
    const back = `${BACK}/${channel}`;
    const consent = new URL(await victim.ask<string>('begin', { channel, back }));
    const path =
      channel === 'shopee' ? `shopee/shops/${external.shopee}/authorize` : 'facebook/authorize';
    const { location } = await control<{ location: string }>('POST', path, {
      redirect_uri: back,
      state: consent.searchParams.get('state'),
      page_ids: [external.facebook],
    });
    const query = Object.fromEntries(new URL(location).searchParams);
    await victim.ask('finish', { channel, back, query });
  }
  return { seller, external };
}

function controlOf(indexUrl: string): Scene['control'] {
  return async <T>(method: string, path: string, body?: unknown) => {
    const answer = await fetch(`${indexUrl}/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const value = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`control ${path}: ${JSON.stringify(value)}`);
    return value;
  };
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  await new Promise((done) => server.close(done));
  return port;
}

/** The product as people meet it: its own process as built (dist), HTTP on a free port, before the simulators. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Role } from '@ganh/identity';
import type { CoopId, Phone } from '@ganh/kernel';
import type { DatabaseEngine } from '@ganh/persistence';
import { type Sandbox, startSandbox } from '../../apps/sandbox';
import { type MadePerson, type NewPerson } from './app-child';
import { openTestDatabase } from './engines';

/** The same built file, whether this runs from the sources or was built itself. */
const BUILT = join(process.cwd(), 'dist', 'test', 'support', 'app-child.js');
/** Of everybody whom `person` makes. */
export const PASSWORD = 'mat-khau-dai';

export interface Answer<T = Record<string, unknown>> {
  status: number;
  headers: Headers;
  body: T;
  text: string;
}

/** A person's browser: keeps the session cookie. */
export class Visitor {
  cookie = '';
  constructor(
    readonly url: string,
    readonly coopId: CoopId | null = null,
    /** What the person logs in with, beside PASSWORD. */
    readonly phone: Phone | null = null,
  ) {}

  async send<T = Record<string, unknown>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const isForm = body instanceof FormData || body instanceof URLSearchParams;
    const json = body !== undefined && !isForm;
    const answer = await fetch(this.url + path, {
      method,
      redirect: 'manual',
      headers: {
        ...(this.cookie ? { cookie: this.cookie } : {}),
        ...(json ? { 'content-type': 'application/json' } : {}),
        ...headers,
      },
      ...(body === undefined
        ? {}
        : { body: isForm || typeof body === 'string' ? (body as BodyInit) : JSON.stringify(body) }),
    });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '') && text !== '';
    const set = answer.headers.getSetCookie()[0];
    if (set) this.cookie = set.split(';')[0] ?? '';
    return {
      status: answer.status,
      headers: answer.headers,
      text,
      body: (isJson ? JSON.parse(text) : {}) as T,
    };
  }
}

export interface TestApp {
  url: string;
  sandbox: Sandbox;
  /** A person, logged in; in a cooperative of their own or in the one named. */
  person(roles: readonly Role[], coopId?: CoopId | null): Promise<Visitor>;
  close(): Promise<void>;
}

export async function openApp(
  engine: DatabaseEngine,
  env: Record<string, string> = {},
): Promise<TestApp> {
  if (!existsSync(BUILT)) throw new Error('not built: npm run build (npm test does it by itself)');
  const home = mkdtempSync(join(tmpdir(), 'ganh-app-'));
  const sandbox = await startSandbox({ port: 0, stateFile: ':memory:', timeScale: 50 });
  const shared = engine === 'mariadb' ? await openTestDatabase(engine) : null;
  const distributed = shared && {
    GANH_ENGINE: 'distributed',
    GANH_DATABASE_URL: shared.url,
    GANH_REDIS_URL: process.env['GANH_TEST_REDIS'] ?? 'redis://127.0.0.1:6379',
    GANH_REDIS_PREFIX: `ganh-test-${process.pid}-${Math.random().toString(36).slice(2, 8)}`,
  };
  const own = {
    GANH_HOME: home,
    GANH_PORT: String(await freePort()),
    GANH_SANDBOX_URL: sandbox.indexUrl,
    GANH_LOG: 'error',
    GANH_POLL_SCALE: '0.05',
  };
  const child = fork(BUILT, [], {
    env: { PATH: process.env['PATH'], ...own, ...distributed, ...env },
    execArgv: ['--enable-source-maps'],
  });
  const [{ url }] = (await Promise.race([once(child, 'message'), died(child)])) as [
    { url: string },
  ];
  const close = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
    await sandbox.close();
    await shared?.close();
    rmSync(home, { recursive: true, force: true });
  };
  return {
    url,
    sandbox,
    close,
    person: (roles, coopId = null) => makePerson(child, url, roles, coopId),
  };
}

/** Known before the start: our own address stands in what channels are told. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** Walks the channel's consent as a person with a browser does; answers once the shop is connected. */
export async function connectShop(
  test: TestApp,
  person: Visitor,
  channel: 'shopee' | 'facebook',
  at = 0,
): Promise<void> {
  const { url } = (await person.send<{ url: string }>('POST', '/api/v1/shops/connect', { channel }))
    .body;
  const consent = new URL(url);
  const back = consent.searchParams.get('redirect_uri');
  const state = consent.searchParams.get('state');
  const shops = await control<{ shopId?: string; id?: string }[]>(
    test,
    'GET',
    `${channel}/${channel === 'shopee' ? 'shops' : 'pages'}`,
  );
  const external = String(shops[at]?.shopId ?? shops[at]?.id);
  const path = channel === 'shopee' ? `shopee/shops/${external}/authorize` : 'facebook/authorize';
  const { location } = await control<{ location: string }>(test, 'POST', path, {
    redirect_uri: back,
    state,
    page_ids: [external],
  });
  const { pathname, search } = new URL(location);
  const { status, text } = await person.send('GET', pathname + search);
  if (status !== 303)
    throw new Error(`connecting ${channel} answered ${status}: ${text.slice(0, 200)}`);
}

export async function control<T = Record<string, unknown>>(
  test: TestApp,
  method: string,
  path: string,
  body?: unknown,
): Promise<T> {
  const answer = await new Visitor(test.sandbox.indexUrl).send<T>(method, `/control/${path}`, body);
  if (answer.status >= 300) throw new Error(`control ${path}: ${answer.text.slice(0, 300)}`);
  return answer.body;
}

let asked = 0;

async function makePerson(
  child: ChildProcess,
  url: string,
  roles: readonly Role[],
  coopId: CoopId | null,
): Promise<Visitor> {
  const ask = ++asked;
  const made = new Promise<MadePerson>((resolve) => {
    const hear = (message: MadePerson) => {
      if (message.ask !== ask) return;
      child.off('message', hear);
      resolve(message);
    };
    child.on('message', hear);
  });
  child.send({ ask, roles, coopId } satisfies NewPerson);
  const person = await made;
  const visitor = new Visitor(url, person.coopId, person.phone);
  const { status } = await visitor.send('POST', '/api/v1/session', {
    phone: person.phone,
    password: PASSWORD,
  });
  if (status !== 200) throw new Error(`log-in answered ${status}`);
  return visitor;
}

async function died(child: ChildProcess): Promise<never> {
  const [code] = (await once(child, 'exit')) as [number | null];
  throw new Error(`the product ended with ${code} before it was ready`);
}

/** A product as the API takes it. */
export function productBody(over: Record<string, unknown> = {}) {
  return {
    name: 'Tiêu sọ',
    variants: [{ unit: 'gói', priceVnd: 60_000, stock: 10, weightGrams: 550 }],
    ...over,
  };
}

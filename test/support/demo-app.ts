/** The product with its demo data, as `npm start` runs it, before simulators of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { DEMO_PERSON } from '../../apps/allinone/demo-products';
import { type Sandbox, startSandbox } from '../../apps/sandbox';
import { freePort, Visitor } from './app';
import { eventually } from './eventually';

/** Beside this file once built, under dist/ for tests that run from the source. */
const MAIN = ['../../apps/allinone/main.js', '../../dist/apps/allinone/main.js']
  .map((path) => join(__dirname, path))
  .find(existsSync);

export interface DemoApp {
  url: string;
  sandbox: Sandbox;
  /** The demo's own person, logged in. */
  person: Visitor;
  close(): Promise<void>;
}

export async function openDemo(): Promise<DemoApp> {
  if (!MAIN) throw new Error('not built: npm run build (npm test does it by itself)');
  const home = mkdtempSync(join(tmpdir(), 'ganh-test-demo-'));
  const sandbox = await startSandbox({ port: 0, stateFile: ':memory:', timeScale: 50 });
  const port = await freePort();
  const env = {
    PATH: process.env['PATH'],
    GANH_HOME: home,
    GANH_PORT: String(port),
    GANH_SANDBOX_URL: sandbox.indexUrl,
    GANH_LOG: 'error',
  };
  const child = spawn(process.execPath, ['--enable-source-maps', MAIN, '--demo'], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const close = async () => {
    if (child.exitCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
    await sandbox.close();
    rmSync(home, { recursive: true, force: true });
  };
  try {
    await heard(child, /demo ready/);
    const url = `http://127.0.0.1:${port}`;
    const person = new Visitor(url);
    const { phone, password } = DEMO_PERSON;
    await person.send('POST', '/api/v1/session', { phone, password });
    return { url, sandbox, person, close };
  } catch (error) {
    await close();
    throw error;
  }
}

async function heard(child: ChildProcess, text: RegExp): Promise<void> {
  let said = '';
  child.stdout?.on('data', (chunk: Buffer) => (said += chunk.toString()));
  await eventually(
    () => Promise.resolve(said + (child.exitCode === null ? '' : ' demo failed: ended')),
    (now) => text.test(now) || /demo failed/.test(now),
    120_000,
  );
  if (!text.test(said)) throw new Error(`the product did not come up: ${said}`);
}

/** A page or file as a browser without Brotli gets it: bytes on the wire, and its text. */
export async function fetchGzip(
  url: string,
  cookie = '',
): Promise<{ bytes: number; text: string; status: number }> {
  const asked = request(url, { headers: { 'accept-encoding': 'gzip', accept: '*/*', cookie } });
  asked.end();
  const [answer] = (await once(asked, 'response')) as [import('node:http').IncomingMessage];
  const chunks: Buffer[] = [];
  for await (const chunk of answer) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  const zipped = answer.headers['content-encoding'] === 'gzip';
  return {
    bytes: body.length,
    text: (zipped ? gunzipSync(body) : body).toString('utf8'),
    status: answer.statusCode ?? 0,
  };
}

/** Addresses of the scripts that a page loads before it is whole. */
export function scriptsOf(html: string): string[] {
  const found = [...html.matchAll(/(?:src|href)="(\/tinh\/[^"]+\.js)"/g)].map((match) => match[1]);
  return [...new Set(found)].filter((path) => path !== undefined);
}

/** A page server for the browser tests: what the API would answer, with its content policy, from fixture views. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readBuilt, type Built } from '../../apps/web/assets';
import {
  renderPage,
  staticFile,
  type PageName,
  type PageViews,
  type RenderOptions,
} from '../../apps/web/render';

export {
  axeFindings as violations,
  hasBrowser,
  launchChromium as launch,
} from '../support/browser';

/** Builds the islands into a folder of its own, so that tests never depend on an older build. */
export function buildIslands(): Built {
  const dir = mkdtempSync(join(tmpdir(), 'ganh-islands-'));
  try {
    execFileSync(process.execPath, ['scripts/islands.mjs', dir], { cwd: join(__dirname, '../..') });
    return readBuilt(dir);
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const NONCE = 'bm9uY2U';
/** The strictest policy that the pages promise to work under. */
const POLICY = `default-src 'none'; script-src 'self' 'nonce-${NONCE}'; style-src 'nonce-${NONCE}'; img-src 'self' blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; form-action 'self'; base-uri 'none'`;
const PICTURE =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="10" height="10" fill="#e9d8a6"/></svg>';

export interface Received {
  method: string;
  path: string;
  key: string | undefined;
  body: unknown;
  bytes: number;
}

type Answer = { status?: number; body?: unknown };

/** One page at a time, set by the test; every write is recorded and answered as the test says. */
export class WebServer {
  readonly received: Received[] = [];
  answer: (request: Received) => Answer = () => ({});
  private readonly streams = new Set<ServerResponse>();
  private shown: (part: 'page' | 'frame') => string = () => '';
  private readonly server: Server;

  constructor(private readonly built: Built) {
    this.server = createServer((request, response) => void this.handle(request, response));
  }

  show<Name extends PageName>(
    name: Name,
    view: PageViews[Name],
    options: Partial<RenderOptions> = {},
  ): void {
    this.shown = (part) =>
      renderPage(name, view, {
        nonce: NONCE,
        helpPhone: '0235 300 0000',
        assets: this.built.assets,
        ...options,
        part,
      });
  }

  async start(): Promise<string> {
    await new Promise<void>((done) => this.server.listen(0, '127.0.0.1', done));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.cutStreams();
    this.server.closeAllConnections();
    await new Promise((done) => this.server.close(done));
  }

  /** Tells every open page that something changed. */
  tell(event: string): void {
    for (const stream of this.streams) stream.write(`event: ${event}\ndata: {"id":1,"rev":2}\n\n`);
  }

  cutStreams(): void {
    for (const stream of this.streams) stream.destroy();
    this.streams.clear();
  }

  private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://web.test');
    if (url.pathname.startsWith('/tinh/'))
      return this.file(url.pathname.slice('/tinh/'.length), response);
    if (url.pathname.startsWith('/anh/')) {
      response.setHeader('content-type', 'image/svg+xml');
      response.end(PICTURE);
    } else if (url.pathname === '/api/v1/events') {
      response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
      response.write(': ready\n\n');
      this.streams.add(response);
      request.on('close', () => this.streams.delete(response));
    } else if (request.method !== 'GET' || url.pathname.startsWith('/api/')) {
      await this.write(request, url, response);
    } else {
      const frame = (request.headers.accept ?? '').includes('text/html-fragment');
      response.writeHead(200, {
        'content-type': 'text/html; charset=utf-8',
        'content-security-policy': POLICY,
        'cache-control': 'no-store',
        vary: 'Accept',
        'content-encoding': 'gzip',
      });
      response.end(gzipSync(this.shown(frame ? 'frame' : 'page')));
    }
  }

  private file(name: string, response: ServerResponse): void {
    const file = this.built.files.get(name) ?? staticFile(name);
    response.writeHead(file ? 200 : 404, file?.headers);
    response.end(file?.body);
  }

  private async write(request: IncomingMessage, url: URL, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const bytes = Buffer.concat(chunks);
    const text = bytes.toString('utf8');
    const json = (request.headers['content-type'] ?? '').startsWith('application/json');
    const received: Received = {
      method: request.method ?? '',
      path: url.pathname + url.search,
      key: request.headers['idempotency-key'] as string | undefined,
      body: json ? (JSON.parse(text) as unknown) : text,
      bytes: bytes.length,
    };
    this.received.push(received);
    const { status = 200, body = {} } = this.answer(received);
    response.writeHead(status, {
      'content-type': status < 400 ? 'application/json' : 'application/problem+json',
    });
    response.end(JSON.stringify(body));
  }
}

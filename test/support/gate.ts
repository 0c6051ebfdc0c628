/** Between the channels and the product: hands deliveries on, or holds them back for a test that posts them itself. */
import { once } from 'node:events';
import { createServer, type IncomingMessage, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Headers = Record<string, string | string[]>;

export interface Held {
  channel: string;
  headers: Headers;
  body: Buffer;
}

/** As bytes go over the wire: a header given twice is sent twice. */
export async function post(url: string, headers: Headers, body: Buffer): Promise<number> {
  const sent = request(url, {
    method: 'POST',
    headers: { ...headers, 'content-length': body.length },
  });
  sent.end(body);
  const [answer] = (await once(sent, 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer.statusCode ?? 0;
}

/** Stands where the world sees the product: hands everything on until it is told to hold a channel's deliveries. */
export class Gate {
  target = '';
  private readonly kept: Held[] = [];
  private readonly holding = new Set<string>();

  private constructor(
    readonly url: string,
    readonly close: () => Promise<void>,
  ) {}

  static async open(): Promise<Gate> {
    const server = createServer((asked, answer) => {
      const chunks: Buffer[] = [];
      asked.on('data', (chunk: Buffer) => chunks.push(chunk));
      asked.on('end', () => {
        const { method = 'GET', url = '/', headers } = asked;
        void gate.take(method, url, headers, Buffer.concat(chunks)).then(
          ({ status, text }) => answer.writeHead(status).end(text),
          () => answer.writeHead(502).end(),
        );
      });
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const gate = new Gate(`http://127.0.0.1:${port}`, async () => {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    });
    return gate;
  }

  /** From here on; answers where to read from. */
  hold(channel: string): number {
    this.holding.add(channel);
    return this.kept.length;
  }

  held(channel: string, from: number): Held[] {
    return this.kept.slice(from).filter((one) => one.channel === channel);
  }

  count(channel: string): number {
    return this.kept.filter((one) => one.channel === channel).length;
  }

  private async take(
    method: string,
    url: string,
    headers: IncomingMessage['headers'],
    body: Buffer,
  ): Promise<{ status: number; text: string }> {
    const channel = /^\/webhooks\/([a-z-]+)/.exec(url)?.[1] ?? '';
    const ours = Object.fromEntries(
      Object.entries(headers).flatMap(([name, value]) =>
        value === undefined ||
        /^(host|connection|content-length|transfer-encoding|expect)$/.test(name)
          ? []
          : [[name, value]],
      ),
    );
    if (method === 'POST' && this.holding.has(channel)) {
      this.kept.push({ channel, headers: ours, body });
      return { status: 200, text: '' };
    }
    const answer = await fetch(this.target + url, {
      method,
      ...(method === 'GET'
        ? {}
        : { headers: ours as Record<string, string>, body: new Uint8Array(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  }
}

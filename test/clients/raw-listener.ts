import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Heard {
  path: string;
  headers: Record<string, string | string[] | undefined>;
  raw: string;
}

/** A server that hears webhooks. What it answers is up to the test; GETs echo `hub.challenge`. */
export async function listen(
  answer: (heard: Heard, n: number) => { status: number; body?: string; waitMs?: number } = () => ({
    status: 200,
  }),
) {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://listener');
    if (request.method === 'GET')
      return void response.writeHead(200).end(url.searchParams.get('hub.challenge') ?? '');
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const one = {
        path: request.url ?? '',
        headers: request.headers,
        raw: Buffer.concat(chunks).toString('utf8'),
      };
      heard.push(one);
      const { status, body = '', waitMs = 0 } = answer(one, heard.length);
      setTimeout(() => response.writeHead(status).end(body), waitMs);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heard,
    async until(condition: () => boolean, ms = 5000): Promise<void> {
      const end = Date.now() + ms;
      while (!condition()) {
        if (Date.now() > end) throw new Error(`waited ${ms} ms in vain; heard ${heard.length}`);
        await sleep(5);
      }
    },
    close: () => {
      server.closeAllConnections();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}

/** A real Redis for tests: keys under a prefix of their own, and a line to it that can be cut or held. Never a flush. */
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { Redis } from 'ioredis';

/** Set by scripts/test.mjs to where a Redis answers. */
export const redisUrl = process.env['GANH_TEST_REDIS'] ?? 'redis://127.0.0.1:6379';

/** `GANH_TEST_SKIP_REDIS` is set by scripts/test.mjs where none can be had. */
export const withRedis = !process.env['GANH_TEST_SKIP_REDIS'];

let made = 0;

export function testPrefix(): string {
  return `ganhtest-${process.env['JEST_WORKER_ID'] ?? 0}-${process.pid}-${Date.now()}-${++made}`;
}

/** Deletes what stands under the prefix: the clean-up after a test, and "Redis lost its memory" in the middle of one. */
export async function deleteKeys(prefix: string): Promise<void> {
  const redis = new Redis(redisUrl);
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', `${prefix}*`, 'COUNT', 1_000);
    if (keys.length > 0) await redis.unlink(...keys);
    cursor = next;
  } while (cursor !== '0');
  redis.disconnect();
}

export interface RedisLine {
  url: string;
  /** Redis is gone: connections break and new ones are refused. */
  cut(): Promise<void>;
  restore(): Promise<void>;
  /** Redis takes what is sent and answers nothing. */
  hold(): void;
  release(): void;
  close(): Promise<void>;
}

/** A TCP proxy in front of the real Redis. */
export async function redisLine(): Promise<RedisLine> {
  const target = new URL(redisUrl);
  const sockets = new Set<Socket>();
  let held = false;
  const server = createServer((client) => {
    const upstream = connect(Number(target.port || 6379), target.hostname);
    upstream.on('data', (chunk) => held || client.write(chunk));
    client.on('data', (chunk) => upstream.write(chunk));
    for (const [one, other] of [
      [client, upstream],
      [upstream, client],
    ] as const) {
      sockets.add(one);
      one.on('error', () => undefined);
      one.on('close', () => (sockets.delete(one), other.destroy()));
    }
  });
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  await listen(0);
  const { port } = server.address() as AddressInfo;
  const cut = () => {
    for (const socket of sockets) socket.destroy();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    url: `redis://127.0.0.1:${port}`,
    cut,
    restore: () => listen(port),
    hold: () => (held = true),
    release: () => {
      held = false;
      // What was swallowed would leave the protocol out of step.
      for (const socket of sockets) socket.destroy();
    },
    close: async () => void (server.listening && (await cut())),
  };
}

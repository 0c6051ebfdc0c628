/** The simulators on a clock that tests move, our HTTP client before them, and a place where their deliveries are caught. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  ChannelFailure,
  type ChannelAdapter,
  type ChannelSend,
  type GrantedShop,
  type ProductSnapshot,
  type RawDelivery,
  type WebhookGroup,
  type AppCredentials,
} from '@ganh/channels/kit';
import { createBudgets, createHttpClient, HttpFailure } from '@ganh/http';
import { startSandbox } from '../../apps/sandbox';
import type { SimulatorName } from '../../apps/sandbox/simulators';
import type { BenchFault } from '../../libs/channels/kit/drive.suite';

type Json = Record<string, unknown>;

/** A call that is made to hang is given up after this long; every other one may wait for a busy machine. */
const GIVEN_UP_MS = 1_500;
const PATIENCE_MS = 20_000;
/** As the journals write it when nobody asked for it: by Shopee's name, by Meta's and Zalo's numbers, by Tiki's status. */
const TOO_FAST =
  /^(error_rate_limit|error_limit|(Api|Seller|App)CallLimit|901|429|-32|(#|code )?(4|17|32|613|36009002|80\d{3}))$/;
const JPEG = Buffer.from('ffd8ffe000104a46494600010100000100010000ffd9', 'hex');

export interface ChannelSandbox {
  index: Json & { baseUrl: string; authUrl: string };
  send: ChannelSend;
  now(): number;
  slowDown(limit: string, forMs: number): Promise<void>;
  advance(ms: number): void;
  control<T = Json>(method: string, path: string, body?: unknown): Promise<T>;
  behave(
    fault: BenchFault,
    shop: GrantedShop,
    rule?: { endpoint?: string; count?: number },
  ): Promise<void>;
  calm(): Promise<void>;
  tooFast(): Promise<number>;
  deliveries: RawDelivery[];
  callbackUrl: string;
  close(): Promise<void>;
}

export async function openChannelSandbox(adapter: ChannelAdapter): Promise<ChannelSandbox> {
  const { id: channel, limits } = adapter.descriptor;
  const hooks = adapter.webhooks;
  let aheadMs = 0;
  const now = () => Date.now() + aheadMs;
  const sandbox = await startSandbox({ port: 0, stateFile: ':memory:', now });
  const index = sandbox.index()[channel as SimulatorName];
  const http = createHttpClient({ allowPrivate: true });
  let patienceMs = PATIENCE_MS;
  const budgets = createBudgets({ engine: 'embedded', prefix: 'test', clock: now });
  // One shop at a time is tried, so a limit is one bucket; waiting is moving the clock.
  const pay = async (names: readonly string[]): Promise<void> => {
    const buckets = limits
      .filter((limit) => names.includes(limit.name))
      .map(({ name, rule }) => ({ key: name, rule }));
    for (let waitMs = await budgets.take(buckets); waitMs > 0; waitMs = await budgets.take(buckets))
      aheadMs += waitMs;
  };
  const deliveries: RawDelivery[] = [];
  const catcher = await catchDeliveries(deliveries, hooks, credentialsOf(index));
  const control = async <T>(method: string, path: string, body?: unknown): Promise<T> => {
    const answer = await fetch(`${sandbox.indexUrl}/control/${channel}/${path}`, {
      method,
      ...(body !== undefined && {
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    });
    if (!answer.ok) throw new Error(`control ${path}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    index,
    send: async (request) => {
      await pay(request.limits ?? []);
      const timeoutMs = request.timeoutMs ?? patienceMs;
      return http.send({ ...request, timeoutMs }).catch((failure: unknown) => {
        patienceMs = PATIENCE_MS;
        return asChannelFailure(failure);
      });
    },
    slowDown: (limit, forMs) => budgets.pause(limit, now() + forMs),
    now,
    advance: (ms) => void (aheadMs += ms),
    control,
    behave: async (fault, shop, rule) => {
      if (fault === 'hang') patienceMs = GIVEN_UP_MS;
      await control('POST', 'behave', { fault, shopId: shop.externalShopId, ...rule });
    },
    tooFast: async () => {
      const { entries } = await control<{ entries: { outcome: string }[] }>(
        'GET',
        'journal?limit=100000',
      );
      expect(entries.length).toBeGreaterThan(80);
      return entries.filter((entry) => TOO_FAST.test(entry.outcome)).length;
    },
    calm: async () => void (await control('DELETE', 'behave')),
    deliveries,
    callbackUrl: catcher.url,
    close: async () => {
      http.close();
      budgets.close();
      await catcher.close();
      await sandbox.close();
    },
  };
}

function asChannelFailure(failure: unknown): never {
  if (!(failure instanceof HttpFailure)) throw failure;
  const detail = { code: failure.kind, ambiguous: failure.ambiguous };
  throw new ChannelFailure('transient', detail, failure.message);
}

/** What the index tells of the app, as an operator would copy it. */
export function credentialsOf(index: Json): AppCredentials {
  return Object.fromEntries(
    Object.entries(index)
      .filter(([, value]) => typeof value === 'string' || typeof value === 'number')
      .map(([name, value]) => [name, String(value)]),
  );
}

async function catchDeliveries(
  caught: RawDelivery[],
  hooks: WebhookGroup | undefined,
  app: AppCredentials,
) {
  const server = createServer(
    (request, response) => void receive(request, response, caught, hooks, app),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/webhooks`,
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function receive(
  request: IncomingMessage,
  response: ServerResponse,
  caught: RawDelivery[],
  hooks: WebhookGroup | undefined,
  app: AppCredentials,
): Promise<void> {
  if (request.method === 'GET') {
    const query = Object.fromEntries(new URL(request.url ?? '/', 'http://here').searchParams);
    const challenge = hooks?.handshake?.(app, query) ?? null;
    response.writeHead(challenge === null ? 403 : 200).end(challenge ?? '');
    return;
  }
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const headers = Object.fromEntries(
    Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
  );
  const delivery = { headers, body: Buffer.concat(chunks) };
  // The check that comes with saving the address tells of nothing.
  if (hooks?.events(delivery).length !== 0) caught.push(delivery);
  response.writeHead(hooks?.ack.status ?? 200).end(hooks?.ack.body ?? '');
}

/** The query that a browser would come back with. */
export function queryOf(location: string): Record<string, string> {
  return Object.fromEntries(new URL(location).searchParams);
}

let made = 0;

/** A product that no channel has seen. */
export function newProduct(variants: number): ProductSnapshot {
  made += 1;
  const code = `${Date.now().toString(36)}${made}`;
  return {
    title: `Miến dong phơi nắng mẻ ${code}`,
    description: 'Miến dong làm từ củ dong riềng, phơi nắng, sợi dai.',
    brand: 'HTX Bến Lau',
    ocopStars: 4,
    pageUrl: `https://htx.example/p/${code}`,
    photos: [0, 1].map((at) => ({
      key: `${code}-${at}`,
      url: `https://htx.example/media/${code}-${at}.jpg`,
      jpeg: async () => JPEG,
    })),
    variants: Array.from({ length: variants }, (_, at) => ({
      sku: `G-${code}-${at + 1}`,
      optionName: variants === 1 ? '' : `Túi ${at + 1}`,
      priceVnd: 60_000 + at * 1_000,
      availableQty: 20 + at,
      weightGrams: 500,
      externalId: null,
    })),
    hidden: false,
    answers: {},
    externalItemId: null,
    memory: {},
  };
}

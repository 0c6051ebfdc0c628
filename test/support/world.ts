/** The product composed on one engine, before the simulators, with cooperatives whose shops walked the real consent. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChannelId } from '@ganh/channels/kit';
import { channelNamed } from '@ganh/channels/registry';
import { createBudgets, createHttpClient } from '@ganh/http';
import {
  type Clock,
  type CoopId,
  type MembershipId,
  parsePhone,
  type Phone,
  type ShopId,
  SystemClock,
  type UserId,
} from '@ganh/kernel';
import type { DatabaseEngine } from '@ganh/persistence';
import { createQueue } from '@ganh/queue';
import { Sealing } from '@ganh/shops';
import {
  type ChannelApp,
  ChannelApps,
  composeProduct,
  Log,
  type Product,
  readSandboxIndex,
} from '@ganh/sync';
import { startSandbox } from '../../apps/sandbox';
import { openTestDatabase } from './engines';

export interface WorldOptions {
  engine: DatabaseEngine;
  /** Every wake-up is lost: only the sweeper works. */
  dropWakeUps?: boolean;
  /** No webhook reaches us: only polling works. */
  dropWebhooks?: boolean;
  /** Multiplies sweep and poll intervals. */
  pollScale?: number;
  /** Until what a dead worker was at is taken over. */
  leaseMs?: number;
  /** For calls that name no time-out of their own. */
  httpTimeoutMs?: number;
  /** How many workers share the database, each with its own connection to the queue. */
  workers?: number;
  /** How many times faster the simulators' own waiting goes. */
  timeScale?: number;
  /** How many times faster our own budgets fill again, where waiting for them is the only cost. */
  budgetSpeed?: number;
  /** Of product and simulators together; the system's when absent. */
  clock?: Clock;
}

/** Those that every cooperative of a world is connected to. */
export type WorldChannel = 'shopee' | 'facebook';

export interface TestCoop {
  coopId: CoopId;
  userId: UserId;
  membershipId: MembershipId;
  shops: Record<WorldChannel, ShopId>;
  external: Record<WorldChannel, string>;
}

type Json = Record<string, unknown>;

export class QuietLog extends Log {
  readonly lines: string[] = [];
  debug(): void {}
  info(message: string, fields?: object): void {
    this.lines.push(`${message} ${JSON.stringify(fields ?? {})}`);
  }
  warn(message: string, fields?: object): void {
    this.info(message, fields);
  }
  error(message: string, fields?: object): void {
    this.info(message, fields);
  }
}

export class World {
  private coops = 0;

  private constructor(
    readonly product: Product,
    readonly log: QuietLog,
    readonly sandboxUrl: string,
    /** Of every key in Redis; '' where there is none. */
    readonly redisPrefix: string,
    private readonly closers: (() => Promise<unknown> | void)[],
  ) {}

  static async open(options: WorldOptions): Promise<World> {
    const home = mkdtempSync(join(tmpdir(), 'ganh-world-'));
    const { clock = new SystemClock() } = options;
    const sandbox = await startSandbox({
      port: 0,
      stateFile: ':memory:',
      timeScale: options.timeScale ?? 50,
      now: () => clock.now(),
    });
    const { db, ids, close: closeDb } = await openTestDatabase(options.engine);
    const distributed = options.engine === 'mariadb';
    const prefix = `ganh-test-${process.pid}-${Math.random().toString(36).slice(2, 8)}`;
    const redisUrl = process.env['GANH_TEST_REDIS'] ?? 'redis://127.0.0.1:6379';
    const engine = distributed ? 'distributed' : 'embedded';
    const http = createHttpClient({
      allowPrivate: true,
      timeoutMs: options.httpTimeoutMs ?? 3_000,
    });
    const { budgetSpeed = 1 } = options;
    const budgets = createBudgets({
      engine,
      redisUrl,
      prefix: `${prefix}:b`,
      ...(budgetSpeed === 1 ? {} : { clock: () => Date.now() * budgetSpeed }),
    });
    const hooks = await receiveWebhooks(options.dropWebhooks ?? false);
    const index = await readSandboxIndex(http.send, sandbox.indexUrl);
    const apps = new Map<ChannelId, ChannelApp>();
    for (const [id, at] of index)
      apps.set(id, {
        adapter: channelNamed(id)!,
        ...at,
        callbackUrl: options.dropWebhooks ? null : `${hooks.url}/webhooks/${id}`,
      });
    const log = new QuietLog();
    const parts = {
      db,
      ids,
      clock,
      log,
      http: http.send,
      budgets,
      sealing: Sealing.fromFile(join(home, 'keys', 'master.key')),
      apps: new ChannelApps(apps),
      mediaDir: join(home, 'media'),
      importDir: join(home, 'imports'),
      publicUrl: hooks.url,
      pollScale: options.pollScale ?? 0.05,
      leaseMs: options.leaseMs,
      close: () => Promise.resolve(),
    };
    const workers = Array.from({ length: options.workers ?? 1 }, () => {
      const queue = createQueue(
        { engine, redisUrl, prefix, dropWakeUps: options.dropWakeUps },
        { warn: () => undefined, error: () => undefined },
      );
      return { queue, product: composeProduct({ ...parts, queue }) };
    });
    const { product } = workers[0]!;
    hooks.product = product;
    for (const one of workers) await one.product.sync.worker.start();
    const world = new World(product, log, sandbox.indexUrl, distributed ? prefix : '', [
      ...workers.map((one) => () => one.product.sync.worker.stop()),
      () => hooks.close(),
      ...workers.map((one) => () => one.queue.close()),
      () => budgets.close(),
      () => http.close(),
      () => sandbox.close(),
      closeDb,
      () => rmSync(home, { recursive: true, force: true }),
    ]);
    // Facebook is told where to deliver by the product itself, the others in their consoles.
    if (!options.dropWebhooks)
      for (const id of apps.keys())
        if (id !== 'facebook' && channelNamed(id)?.webhooks)
          await world.control('POST', `${id}/webhook`, {
            url: `${hooks.url}/webhooks/${id}`,
            force: true,
          });
    return world;
  }

  /** A cooperative that is connected to nothing. */
  async bareCoop(): Promise<{ coopId: CoopId; userId: UserId }> {
    const n = this.coops++;
    const { members } = this.product.identity;
    const coop = await members.createCoop({
      name: `HTX Thử ${n + 1}`,
      province: 'Quảng Nam',
      phone: null,
      address: '',
    });
    const scope = { coopId: coop.id };
    const phone = parsePhone(`0905${100_000 + n}`) as Phone;
    const userId = await members.addMember(
      scope,
      { phone, name: 'Bà Sáu', password: 'mat-khau-dai', roles: ['seller', 'manager'] },
      null,
    );
    return { ...scope, userId };
  }

  /** A cooperative with a Shopee shop and a Facebook Page. */
  async coop(): Promise<TestCoop> {
    const { userId, ...scope } = await this.bareCoop();
    const shopee = String(
      (await this.control<Json>('POST', 'shopee/shops', { name: `Gian ${scope.coopId}` }))[
        'shopId'
      ],
    );
    const page = await this.control<{ id: string }>('POST', 'facebook/pages', {
      name: `Trang ${scope.coopId}`,
    });
    await this.refreshApps();
    const shops = {
      shopee: await this.connect(scope, userId, 'shopee', shopee),
      facebook: await this.connect(scope, userId, 'facebook', page.id),
    };
    return {
      ...scope,
      userId,
      membershipId: 0 as MembershipId,
      shops,
      external: { shopee, facebook: page.id },
    };
  }

  /** One more shop of the cooperative: of a market place, a Page or an Official Account. */
  async moreShop(
    coop: { coopId: CoopId; userId: UserId },
    channel: ChannelId = 'shopee',
  ): Promise<{ id: ShopId; externalShopId: string }> {
    const made = await this.control<Json>('POST', `${channel}/shops`, { name: 'Gian thêm' });
    const externalShopId = String(made['shopId'] ?? made['id']);
    if (channel === 'facebook') await this.refreshApps();
    const id = await this.connect(coop, coop.userId, channel, externalShopId);
    return { id, externalShopId };
  }

  /** Walks the channel's consent for one shop; again after it was lost. */
  async connect(
    scope: { coopId: CoopId },
    userId: UserId,
    channel: ChannelId,
    external: string,
  ): Promise<ShopId> {
    const { connecting } = this.product.sync;
    const back = `http://127.0.0.1:3000/kenh/ve/${channel}`;
    const consent = new URL(await connecting.begin(scope, userId, channel, back));
    const state = consent.searchParams.get('state');
    const path =
      channel === 'facebook' ? 'facebook/authorize' : `${channel}/shops/${external}/authorize`;
    const { location } = await this.control<{ location: string }>('POST', path, {
      redirect_uri: back,
      state,
      page_ids: [external],
    });
    const [id] = await connecting.finish(
      scope,
      userId,
      channel,
      back,
      Object.fromEntries(new URL(location).searchParams),
    );
    return id!;
  }

  /** New Pages bring new catalogues: the app's operator tells which is whose. */
  private async refreshApps(): Promise<void> {
    const index = await readSandboxIndex(
      createHttpClient({ allowPrivate: true }).send,
      this.sandboxUrl,
    );
    for (const [id, at] of index) Object.assign(this.product.parts.apps.must(id), { app: at.app });
  }

  async control<T = Json>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await fetch(`${this.sandboxUrl}/control/${path}`, {
      method,
      ...(body === undefined
        ? {}
        : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    });
    const value = (await answer.json()) as T;
    if (!answer.ok) throw new Error(`control ${path}: ${JSON.stringify(value)}`);
    return value;
  }

  /** What the shop shows there, by our sku. */
  async shown(
    coop: TestCoop,
    channel: WorldChannel,
  ): Promise<Map<string, { stock: number; price: number; status: string }>> {
    const items = await this.control<
      { sku: string; stock: number; price: number; status: string }[]
    >('GET', `${channel}/shops/${coop.external[channel]}/items`);
    return new Map(items.map((item) => [item.sku, item]));
  }

  async buy(coop: TestCoop, sku: string, quantity: number): Promise<string> {
    const { orderSn } = await this.control<{ orderSn: string }>(
      'POST',
      `shopee/shops/${coop.external.shopee}/buy`,
      { items: [{ sku, quantity }], paid: true },
    );
    return orderSn;
  }

  async close(): Promise<void> {
    for (const close of this.closers) await close();
  }
}

interface Hooks {
  url: string;
  product: Product | null;
  close(): Promise<void>;
}

/** Stands where apps/api does: hands raw deliveries to the product. */
export async function receiveWebhooks(drop: boolean, port = 0): Promise<Hooks> {
  const { createServer } = await import('node:http');
  const hooks: Hooks = { url: '', product: null, close: () => Promise.resolve() };
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => void answer(Buffer.concat(chunks)));
    const answer = async (body: Buffer) => {
      const url = new URL(request.url ?? '/', 'http://x');
      const channel = url.pathname.split('/').pop() as ChannelId;
      const product = hooks.product;
      if (drop || !product || !channelNamed(channel)) return response.writeHead(503).end();
      if (request.method === 'GET')
        return response
          .writeHead(200)
          .end(product.sync.inbound.handshake(channel, Object.fromEntries(url.searchParams)) ?? '');
      const ack = await product.sync.inbound.accept(channel, {
        headers: request.headers as Record<string, string>,
        body,
      });
      return response.writeHead(ack?.status ?? 403).end(ack?.body);
    };
  });
  await new Promise<void>((done) => server.listen(port, '127.0.0.1', done));
  hooks.url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
  hooks.close = () =>
    new Promise((done) => (server.closeAllConnections(), server.close(() => done())));
  return hooks;
}

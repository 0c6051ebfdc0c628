/**
 * Many cooperatives with twenty products on every channel: one change of every stock and every price, and the calls it cost
 * against the fewest that batches allow. Wake-ups are dropped and the sweeper's own question (what is due?) drives the
 * pushes, so that all changes of a cooperative are there before the first push, as after an import.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelDescriptor, ChannelId, PushGroup } from '@ganh/channels/kit';
import { channels } from '@ganh/channels/registry';
import type { Clock } from '@ganh/kernel';
import { PUSH, pushWakeUp } from '@ganh/shops';
import { SIMULATORS } from '../../apps/sandbox/simulators';
import { Market, MARKETS } from '../support/market';
import { repair } from '../support/repair';
import { World } from '../support/world';
import { createGoods, type Goods, moveStock, type Seller } from './goods';
import { eachOf } from './pool';

const PRODUCTS = 20;
const STOCK = 50;
const NEW_STOCK = 43;
const NEW_PRICE = 99_000;
/** Cooperatives whose goods are listed together. */
const TOGETHER = 10;
const AT_ONCE = 12;
const SOON_MS = 3_600_000;
const SKIP_MS = 15_000;
const PATIENCE_MS = 900_000;
/** Simulators and budgets as wide as this: waiting is their only cost, and is left out. */
const WIDE = { burst: 1_000_000, perSecond: 1_000_000 };
const BUDGET_SPEED = 10_000;
/** Kinds bring the same answers; title long enough for every channel. */
const NAME = 'Mật ong hoa tràm nguyên chất, hũ 500 ml';

const DESCRIPTORS: readonly ChannelDescriptor[] = Object.values(channels).map(
  (adapter) => adapter.descriptor,
);
export const REFRESHED = DESCRIPTORS.filter(({ id }) => Object.hasOwn(SIMULATORS, id));

/** A batch whose outcome comes later is asked about: once at least, for each of them. */
const ASKS = /check_batch_request_status|article\/verify/;
/** Calls that are made whether or not anything changed. */
const POLLS =
  /^(GET .*(orders?|returns?|conversations?|listrecentchat|statements|reverse|payments?|transactions?|events|finance).*|POST .*(orders\/search|returns\/search|cancellations\/search|events\/pull).*)$/i;
const TOKENS =
  /token|oauth|authoriz|subscri|queues|warehouse|sellers\/me|getoa|get_shop_info|accounts|catalogs/i;

export interface Tally {
  channel: ChannelId;
  /** By method and endpoint, ids left out. */
  calls: Record<string, number>;
  /** Without those that only ask what became of a batch. */
  made: number;
  asked: number;
  least: number;
  ratio: number;
}

export interface RefreshResult {
  cooperatives: number;
  listings: number;
  tallies: Tally[];
  /** Made though nothing had changed. */
  secondPass: number;
  heapFirstTenthMb: number;
  heapLastTenthMb: number;
  wrong: string[];
}

interface Place extends Seller {
  goods: readonly Goods[];
  markets: readonly Market[];
}

export async function refresh(cooperatives: number): Promise<RefreshResult> {
  const clock = new SkippingClock();
  const world = await World.open({
    engine: 'sqlite',
    clock,
    dropWakeUps: true,
    dropWebhooks: true,
    pollScale: 5_000,
    timeScale: 10_000,
    budgetSpeed: BUDGET_SPEED,
    httpTimeoutMs: 20_000,
  });
  try {
    return await new Refresh(world, clock, cooperatives).run();
  } finally {
    await world.close();
  }
}

/** What waits for a review or a ticket need not be waited for. */
class SkippingClock implements Clock {
  aheadMs = 0;
  now(): number {
    return Date.now() + this.aheadMs;
  }
}

class Refresh {
  private readonly places: Place[] = [];
  private readonly wrong: string[] = [];
  private readonly heaps: number[] = [];
  private readonly calls = new Map<ChannelId, Map<string, number>>();
  private readonly seen = new Map<ChannelId, number>();

  constructor(
    private readonly world: World,
    private readonly clock: SkippingClock,
    private readonly cooperatives: number,
  ) {}

  async run(): Promise<RefreshResult> {
    await this.widen();
    for (let left = this.cooperatives; left > 0; left -= TOGETHER)
      await this.settle(Math.min(left, TOGETHER));
    await this.read();
    this.calls.clear();
    const step = Math.max(1, Math.ceil(this.cooperatives / 10));
    for (let at = 0; at < this.places.length; at += step) {
      await this.change(this.places.slice(at, at + step));
      await this.drive();
      await this.read();
      this.heaps.push(heapMb());
    }
    await this.compare();
    const tallies = REFRESHED.map((descriptor) => this.tally(descriptor));
    this.calls.clear();
    await this.pushAgain();
    await this.read();
    return {
      cooperatives: this.cooperatives,
      listings: this.cooperatives * PRODUCTS * REFRESHED.length,
      tallies,
      secondPass: [...this.calls.values()].flatMap((one) => [...one.values()]).reduce(add, 0),
      heapFirstTenthMb: this.heaps[0] ?? 0,
      heapLastTenthMb: this.heaps.at(-1) ?? 0,
      wrong: this.wrong,
    };
  }

  private async widen(): Promise<void> {
    for (const { id } of REFRESHED) {
      const { limits } = await this.world.control<{ limits: object }>('GET', `${id}/limits`);
      const wide = Object.fromEntries(Object.keys(limits).map((kind) => [kind, WIDE]));
      await this.world.control('POST', `${id}/limits`, wide);
    }
  }

  /** Cooperatives with their shops and goods, listed everywhere; what channels ask is answered once for the kind. */
  private async settle(count: number): Promise<void> {
    const { product } = this.world;
    const fresh: Place[] = [];
    for (let i = 0; i < count; i += 1) {
      const seller = await this.world.bareCoop();
      const markets: Market[] = [];
      for (const { id } of REFRESHED) {
        const { externalShopId } = await this.world.moreShop(seller, id);
        if (MARKETS.includes(id)) markets.push(new Market(this.world, id, externalShopId));
      }
      const goods: Goods[] = [];
      for (let at = 0; at < PRODUCTS; at += 1)
        goods.push(await createGoods(product, seller, { name: `${NAME}, mẻ ${at}`, stock: STOCK }));
      fresh.push({ ...seller, goods, markets });
    }
    await this.drive(async () => {
      for (const place of fresh)
        for (const { productId } of place.goods) await repair(product, place, productId);
    });
    this.places.push(...fresh);
  }

  /** Every market place shows what was changed. */
  private async compare(): Promise<void> {
    for (const { coopId, goods, markets } of this.places)
      for (const market of markets) {
        const shown = await market.all();
        const off = goods.filter(({ sku }) => {
          const one = shown.get(sku);
          return one?.stock !== NEW_STOCK || one.price !== NEW_PRICE;
        });
        if (off.length > 0) this.wrong.push(`${coopId} ${market.channel}: ${off.length} not shown`);
      }
  }

  private async change(places: readonly Place[]): Promise<void> {
    const { publishing } = this.world.product.sync;
    const { products } = this.world.product.catalogue;
    for (const place of places)
      for (const { variantId } of place.goods) {
        await moveStock(this.world.product, place, variantId, NEW_STOCK - STOCK);
        const { priceRev } = await products.variant(place, variantId);
        await publishing.setPrice(place, variantId, NEW_PRICE, priceRev, place.userId);
      }
  }

  /** Pushes whatever is due until nothing is, as the sweeper does; `between` may bring more. */
  private async drive(between: () => Promise<void> = () => Promise.resolve()): Promise<void> {
    const { db, clock } = this.world.product.parts;
    const { pushes } = this.world.product.shops.listings.stores;
    const handler = this.world.product.sync.worker.handlers().find((one) => one.name === PUSH);
    const due = (at: number) =>
      db.read((tx) => pushes.dueGroups(tx, { allCoopsFor: 'sweeper' }, at, 500));
    const end = Date.now() + PATIENCE_MS;
    while (Date.now() < end) {
      const now = await due(clock.now());
      await eachOf(now, AT_ONCE, (group) =>
        Promise.resolve(handler?.handle(pushWakeUp(group).key, AbortSignal.timeout(60_000))),
      );
      if (now.length > 0) continue;
      await between();
      if ((await due(clock.now() + SOON_MS)).length === 0) return;
      this.clock.aheadMs += SKIP_MS;
      await sleep(20);
    }
    this.wrong.push('pushes did not come to an end');
  }

  /** Every group of every shop is asked for although nothing is due. */
  private async pushAgain(): Promise<void> {
    const handler = this.world.product.sync.worker.handlers().find((one) => one.name === PUSH);
    for (const place of this.places)
      for (const shop of await this.world.product.shops.shops.list(place)) {
        const groups: readonly PushGroup[] =
          REFRESHED.find(({ id }) => id === shop.channel)?.groups ?? [];
        for (const { name } of groups)
          await handler?.handle(`${shop.id}:${name}`, AbortSignal.timeout(60_000));
      }
  }

  /** Adds up what the simulators have been asked since the last look. */
  private async read(): Promise<void> {
    for (const { id } of REFRESHED) {
      const from = this.seen.get(id) ?? 0;
      type Entry = { n: number; method: string; endpoint: string };
      const { entries } = await this.world.control<{ entries: Entry[] }>(
        'GET',
        `${id}/journal?after=${from}`,
      );
      const counts = this.calls.get(id) ?? new Map<string, number>();
      for (const { method, endpoint } of entries) {
        const name = `${method} ${endpoint.replace(/\d{4,}|[0-9a-f]{16,}/g, '…')}`;
        if (POLLS.test(name) || TOKENS.test(name)) continue;
        counts.set(name, (counts.get(name) ?? 0) + 1);
      }
      this.calls.set(id, counts);
      this.seen.set(id, entries.at(-1)?.n ?? from);
    }
  }

  private tally(descriptor: ChannelDescriptor): Tally {
    const calls = Object.fromEntries(this.calls.get(descriptor.id) ?? []);
    const count = (isAsk: boolean) =>
      Object.entries(calls)
        .filter(([name]) => ASKS.test(name) === isAsk)
        .map(([, times]) => times)
        .reduce(add, 0);
    const made = count(false);
    const least = this.cooperatives * leastCalls(descriptor);
    return {
      channel: descriptor.id,
      calls,
      made,
      asked: count(true),
      least,
      ratio: Math.round((made / least) * 1000) / 1000,
    };
  }
}

/** For one shop with PRODUCTS products of one variant, all of whose stocks and prices change. */
function leastCalls({ groups }: ChannelDescriptor): number {
  return groups
    .filter(({ raisedBy }) => raisedBy.some((why) => why === 'stock' || why === 'price'))
    .map(({ batchBy, maxBatch }) =>
      batchBy === 'shop' ? Math.ceil(PRODUCTS / maxBatch) : PRODUCTS,
    )
    .reduce(add, 0);
}

const add = (a: number, b: number) => a + b;

function heapMb(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 1e6);
}

/**
 * One channel under faults: a third of all calls of one push group goes wrong in one way, in one shop a way, all at once.
 * In the end every shop shows the last number, and the calls made are set against those of a shop that had no trouble.
 */
import type { ChannelId } from '@ganh/channels/kit';
import type { ShopId } from '@ganh/kernel';
import type { DatabaseEngine } from '@ganh/persistence';
import { eventually } from '../support/eventually';
import { Market, MARKETS } from '../support/market';
import { repair } from '../support/repair';
import { World } from '../support/world';
import { createGoods, type Goods, moveStock, type Seller } from './goods';
import { eachOf } from './pool';
import { REFRESHING } from './tokens';

const SHARE = 0.3;
const RETRY_AFTER_MS = 2_000;
const PATIENCE_MS = 240_000;

interface Way {
  name: string;
  /** For the door's `behave`; null = nothing goes wrong. */
  rule: Record<string, unknown> | null;
  /** Done anew before each round, instead of by chance. */
  isState?: true;
}

const WAYS: readonly Way[] = [
  { name: 'none', rule: null },
  { name: '429 with Retry-After', rule: { fault: 'burst-429', ms: RETRY_AFTER_MS, status: 429 } },
  { name: '429 without', rule: { fault: 'burst-429', status: 429 } },
  { name: '5xx', rule: { fault: '5xx' } },
  { name: '200 with an error code', rule: { fault: '5xx', status: 200 } },
  { name: 'hang', rule: { fault: 'hang' } },
  { name: 'cut in the middle', rule: { fault: 'cut-mid-body' } },
  { name: 'HTML', rule: { fault: 'html-instead-of-json' } },
  { name: 'expired token', rule: { fault: 'expired-token' }, isState: true },
];

/** Where no token can be refreshed, one that has ended is a shop lost: `revoked` tells of that. */
export function waysOf(channel: ChannelId): readonly Way[] {
  return WAYS.filter(({ isState }) => !isState || REFRESHING.includes(channel));
}

/** What the stock calls of a channel are called in its simulator's journal. */
const STOCK_CALLS: Readonly<Partial<Record<ChannelId, string>>> = {
  shopee: 'update_stock',
  'tiktok-shop': '/inventory/update',
  lazada: 'product/stock/sellable/update',
  // Price and on or off go with it.
  tiki: 'updateSku',
  // Everything of an item goes with it.
  facebook: 'items_batch',
};

/** Everywhere that stock is sent to: the market places, and the catalogue of a Page. */
export const TROUBLED: readonly ChannelId[] = [...MARKETS, 'facebook'];

export interface TableRow {
  channel: ChannelId;
  way: string;
  calls: number;
  needed: number;
  faults: number;
  wrong: string[];
  /** Calls made while the channel had asked to be left alone. */
  tooEarly: number;
}

export interface TableWish {
  engine: DatabaseEngine;
  channel: ChannelId;
  /** Calls that would do without any trouble, at least. */
  calls: number;
  /** How many shops share the calls of each way; 1 when absent. */
  shops?: number;
  /** In each shop; PRODUCTS when absent. */
  products?: number;
  /** All of WAYS when absent; `none` must be among them. */
  ways?: readonly string[];
}

const PRODUCTS = 20;
/** As long as TikTok Shop wants a title at least. */
const NAME = 'Chè dây Cao Bằng sấy khô loại một';

interface Entry {
  at: number;
  endpoint: string;
  shop: string | null;
  outcome: string;
  tookMs: number;
}

export async function faultTable(wish: TableWish): Promise<TableRow[]> {
  const world = await World.open({ engine: wish.engine, httpTimeoutMs: 1_500 });
  try {
    const count = wish.shops ?? 1;
    const ways = waysOf(wish.channel).filter(({ name }) => wish.ways?.includes(name) ?? true);
    const places = ways.flatMap((way) => Array.from({ length: count }, () => way));
    const shops = await eachOf(places, 6, (way) => TroubledShop.open(world, wish, way));
    const [clean] = shops;
    await clean!.mark();
    await clean!.round(1);
    const perRound = Math.max(1, (await clean!.calls()).length);
    const rounds = Math.max(1, Math.ceil(wish.calls / perRound / count));
    await eachOf(shops, shops.length, (shop) => shop.run(rounds));
    const rows = await Promise.all(shops.map((shop) => shop.row()));
    const needed = sum(rows.filter((row) => row.way === 'none').map((row) => row.calls));
    return ways.map((way) =>
      together(
        rows.filter((row) => row.way === way.name),
        needed,
      ),
    );
  } finally {
    await world.close();
  }
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

function together(rows: readonly Omit<TableRow, 'needed'>[], needed: number): TableRow {
  return {
    channel: rows[0]!.channel,
    way: rows[0]!.way,
    calls: sum(rows.map((row) => row.calls)),
    needed,
    faults: sum(rows.map((row) => row.faults)),
    wrong: rows.flatMap((row) => row.wrong),
    tooEarly: sum(rows.map((row) => row.tooEarly)),
  };
}

class TroubledShop {
  private from = 0;
  private stock = 50;
  private readonly wrong: string[] = [];

  private constructor(
    private readonly world: World,
    private readonly wish: TableWish,
    private readonly way: Way,
    private readonly seller: Seller,
    readonly shop: { id: ShopId; externalShopId: string },
    private readonly goods: readonly Goods[],
  ) {}

  static async open(world: World, wish: TableWish, way: Way): Promise<TroubledShop> {
    const seller = await world.bareCoop();
    const shop = await world.moreShop(seller, wish.channel);
    const goods: Goods[] = [];
    for (let i = 0; i < (wish.products ?? PRODUCTS); i += 1)
      goods.push(await createGoods(world.product, seller, { name: `${NAME} số ${i}`, stock: 50 }));
    const opened = new TroubledShop(world, wish, way, seller, shop, goods);
    await opened.settled(true);
    return opened;
  }

  async run(rounds: number): Promise<void> {
    await this.mark();
    const { rule, isState } = this.way;
    const endpoint = STOCK_CALLS[this.wish.channel];
    if (rule && !isState) await this.behave({ ...rule, share: SHARE, endpoint });
    for (let round = 0; round < rounds; round += 1) {
      if (rule && isState) await this.behave(rule);
      await this.round(round % 2 === 0 ? -1 : 1);
    }
  }

  /** Every product's stock changes; over when the shop shows it. */
  async round(delta: number): Promise<void> {
    this.stock += delta;
    for (const { variantId } of this.goods)
      await moveStock(this.world.product, this.seller, variantId, delta);
    await this.settled();
  }

  private behave(rule: Record<string, unknown>): Promise<unknown> {
    const body = { ...rule, shopId: this.shop.externalShopId };
    return this.world.control('POST', `${this.wish.channel}/behave`, body);
  }

  /** `isNew`: what the channel asks before it lists is answered on the way. */
  private async settled(isNew = false): Promise<void> {
    const market = new Market(this.world, this.wish.channel, this.shop.externalShopId);
    const off = async () => {
      for (const { productId } of isNew ? this.goods : [])
        await repair(this.world.product, this.seller, productId);
      const shown = await market.all();
      return this.goods.filter(({ sku }) => shown.get(sku)?.stock !== this.stock).length;
    };
    const left = () => eventually(off, (count) => count === 0, PATIENCE_MS);
    await left().catch((error: unknown) => void this.wrong.push(String(error)));
  }

  private async entries(): Promise<(Entry & { n: number })[]> {
    const { entries } = await this.world.control<{ entries: (Entry & { n: number })[] }>(
      'GET',
      `${this.wish.channel}/journal?limit=1000000`,
    );
    return entries;
  }

  /** Calls are counted from here on. */
  async mark(): Promise<void> {
    this.from = (await this.entries()).at(-1)?.n ?? 0;
  }

  async calls(): Promise<Entry[]> {
    const name = STOCK_CALLS[this.wish.channel] ?? '';
    return (await this.entries()).filter(
      (entry) =>
        entry.n > this.from &&
        entry.shop === this.shop.externalShopId &&
        entry.endpoint.includes(name),
    );
  }

  async row(): Promise<Omit<TableRow, 'needed'>> {
    const calls = await this.calls();
    const faults = calls.filter((entry) => entry.outcome.includes('fault:'));
    const tooEarly =
      this.way.rule?.['ms'] === undefined
        ? 0
        : calls.filter((entry, i) => {
            const before = calls[i - 1];
            if (!before?.outcome.includes('fault:')) return false;
            return entry.at < before.at + RETRY_AFTER_MS;
          }).length;
    return {
      channel: this.wish.channel,
      way: this.way.name,
      calls: calls.length,
      faults: faults.length,
      wrong: this.wrong,
      tooEarly,
    };
  }
}

export interface RevokedResult {
  state: string;
  why: string | null;
  /** Made after the shop was known to be lost. */
  callsAfter: number;
}

/** The seller takes the permission back: the shop stops, its owner reads one sentence. */
export async function revoked({ engine, channel }: TableWish): Promise<RevokedResult> {
  const world = await World.open({ engine });
  try {
    const seller = await world.bareCoop();
    const { id, externalShopId } = await world.moreShop(seller, channel);
    const goods = await createGoods(world.product, seller, { name: NAME, stock: 9 });
    const market = new Market(world, channel, externalShopId);
    await eventually(
      async () => {
        await repair(world.product, seller, goods.productId);
        return market.shown(goods.sku);
      },
      (shown) => shown?.stock === 9,
      60_000,
    );
    const fault = { fault: 'revoked-shop', shopId: externalShopId };
    await world.control('POST', `${channel}/behave`, fault);
    await moveStock(world.product, seller, goods.variantId, -1);
    const find = () => world.product.shops.shops.get(seller, id);
    const lost = await eventually(find, (shop) => shop.state !== 'connected', 60_000);
    const count = async () => {
      const { entries } = await world.control<{ entries: Entry[] }>('GET', `${channel}/journal`);
      return entries.filter((entry) => entry.shop === externalShopId).length;
    };
    const before = await count();
    await moveStock(world.product, seller, goods.variantId, -1);
    await new Promise((done) => setTimeout(done, 3_000));
    return { state: lost.state, why: lost.lostWhy, callsAfter: (await count()) - before };
  } finally {
    await world.close();
  }
}

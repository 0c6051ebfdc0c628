/**
 * Many buyers at once on little stock: over the desk, from comments, on Shopee; pieces, goods by weight and combos, with
 * cancels in between. Shared by the short race of the tests and the long one of `npm run faults -- races`.
 */
import { type OrderId, Problem, type VariantId } from '@ganh/kernel';
import type { StoredMessage } from '@ganh/orders';
import type { DatabaseEngine } from '@ganh/persistence';
import { eventually } from '../support/eventually';
import { type TestCoop, World, type WorldOptions } from '../support/world';
import { createGoods, type Goods } from './goods';
import { eachOf, settle } from './pool';
import { allOrders, ledgerUntrue, ordersUntrue, untrue, wantedListings } from './truth';

export interface RaceWish {
  engine: DatabaseEngine;
  buyers: number;
  /** `share`: two Shopee shops, 30 % each; the desk keeps to the rest. `mirror`: one shop that sees everything. */
  mode: 'mirror' | 'share';
  ways?: Partial<WorldOptions>;
  settleMs?: number;
}

export interface RaceResult {
  /** Nothing = the ledger is true, each order stands once, every channel shows what is left. */
  problems: string[];
  deskOrders: number;
  deskRefused: number;
  shopeeOrders: number;
  shopeeRefused: number;
  cancelled: number;
  /** Marketplace orders that found too little when they came in. */
  short: number;
  shortUnits: number;
  /** Of these, still short after somebody looked again: news of a cancel may come later than the order it made room for. */
  beyondStock: number;
  /** Units a second over all channels × (until we hear of a sale + until the shop hears of it). */
  expectedShortUnits: number;
  /** Means: from a sale there to its order here; from one push of an item's stock to the next. */
  noticeMs: number;
  pushMs: number;
  seconds: number;
}

interface Shelf {
  honey: Goods;
  pepper: Goods;
  gift: Goods;
  stock: { honey: number; pepperSteps: number };
}

const STEPS_PER_KG = 20;

export async function race(wish: RaceWish): Promise<RaceResult> {
  const world = await World.open({ engine: wish.engine, ...wish.ways });
  try {
    const coop = await world.coop();
    const more = wish.mode === 'share' ? [await world.moreShop(coop)] : [];
    const shops = [{ id: coop.shops.shopee, externalShopId: coop.external.shopee }, ...more];
    const shelf = await fill(world, coop, wish);
    const result = new Race(world, coop, shops, shelf, wish);
    return await result.run();
  } catch (error) {
    throw new Error(`${String(error)}\n${world.log.lines.slice(-20).join('\n')}`);
  } finally {
    await world.close();
  }
}

async function fill(world: World, coop: TestCoop, { buyers, mode }: RaceWish): Promise<Shelf> {
  const stock = { honey: Math.max(10, Math.ceil(buyers / 10)), pepperSteps: 0 };
  stock.pepperSteps = stock.honey * 2;
  const { product } = world;
  const honey = await createGoods(product, coop, { name: 'Mật ong rừng', stock: stock.honey });
  const pepper = await createGoods(product, coop, {
    name: 'Tiêu xay theo cân',
    stock: stock.pepperSteps,
    stepsPerUnit: STEPS_PER_KG,
  });
  const parts = [
    { variantId: honey.variantId, quantity: 2 },
    { variantId: pepper.variantId, quantity: 4 },
  ];
  // A share of combos beside a share of their parts would promise the parts twice.
  const shopIds = mode === 'share' ? { shopIds: [coop.shops.facebook] } : {};
  const wanted = { name: 'Giỏ quà mật ong', stock: 0, priceVnd: 210_000, parts, ...shopIds };
  const gift = await createGoods(product, coop, wanted);
  if (mode === 'share') {
    const all = await product.shops.shops.list(coop);
    for (const shop of all.filter((one) => one.channel === 'shopee'))
      for (const { variantId } of [honey, pepper])
        await product.stock.setAllocation(coop, shop.id, variantId, { kind: 'share', value: 30 });
  }
  const control = world.control.bind(world);
  const wrong = await settle(
    async () => untrue(control, await wantedListings(product, coop.coopId)),
    60_000,
  );
  if (wrong.length > 0) throw new Error(`not live before the race: ${wrong.join('; ')}`);
  return { honey, pepper, gift, stock };
}

class Race {
  private deskOrders = 0;
  private deskRefused = 0;
  private shopeeOrders = 0;
  private shopeeRefused = 0;
  private cancelled = 0;
  private honeySold = 0;
  private readonly boughtAt = new Map<string, number>();

  constructor(
    private readonly world: World,
    private readonly coop: TestCoop,
    private readonly shops: readonly { id: number; externalShopId: string }[],
    private readonly shelf: Shelf,
    private readonly wish: RaceWish,
  ) {}

  async run(): Promise<RaceResult> {
    const { buyers } = this.wish;
    const chat = await this.comments(Math.ceil(buyers * 0.1));
    const marketplace = Math.ceil(buyers * 0.3);
    const desk = buyers - chat.length - marketplace;
    const started = Date.now();
    await Promise.all([
      eachOf(Array.from({ length: desk }), 200, (_, i) => this.atDesk(i)),
      eachOf(chat, 50, (message, i) => this.fromChat(message, i)),
      eachOf(Array.from({ length: marketplace }), 6, (_, i) => this.onShopee(i)),
    ]);
    const seconds = (Date.now() - started) / 1000;
    const settleMs = this.wish.settleMs ?? 45_000;
    const problems = await settle(() => this.problems(), settleMs);
    return { ...(await this.count(seconds)), problems };
  }

  /** Comments under the post, each to become an order. */
  private async comments(count: number): Promise<StoredMessage[]> {
    const { world, coop } = this;
    const path = `facebook/pages/${coop.external.facebook}/comment`;
    await eachOf(Array.from({ length: count }), 10, (_, i) =>
      world.control('POST', path, { message: `Chốt 1 hũ ${i}`, from: { name: `Khách ${i}` } }),
    );
    const open = () => world.product.orders.messages.open(coop, count + 1);
    return eventually(open, (found) => found.length === count, 60_000);
  }

  /** In share mode people at the desk leave the marketplaces their part. */
  private mayTake(honey: number): boolean {
    if (this.wish.mode === 'mirror') return true;
    if (this.honeySold + honey > this.shelf.stock.honey * 0.3) return false;
    this.honeySold += honey;
    return true;
  }

  private lineOf(i: number): { variantId: VariantId; quantity: number; honey: number } {
    const { honey, pepper, gift } = this.shelf;
    if (i % 4 === 1 && this.wish.mode === 'mirror')
      return { variantId: pepper.variantId, quantity: 1 + (i % 5), honey: 0 };
    if (i % 4 === 2) return { variantId: gift.variantId, quantity: 1, honey: 2 };
    return { variantId: honey.variantId, quantity: 1 + (i % 2), honey: 1 + (i % 2) };
  }

  private async atDesk(i: number): Promise<void> {
    const { variantId, quantity, honey } = this.lineOf(i);
    if (!this.mayTake(honey)) return;
    const { desk } = this.world.product.orders;
    const own = {
      source: `race-${i}`,
      shopId: 0,
      channel: 'own' as const,
      lines: [{ variantId, quantity }],
      buyer: { externalId: null, name: `Khách ${i}`, phone: null, address: null },
      payment: 'cod' as const,
    };
    const id = await desk.place(this.coop, own, this.coop.userId).catch(refusedAsNull);
    if (id === null) return void (this.deskRefused += 1);
    this.deskOrders += 1;
    if (i % 5 !== 0) return;
    await desk.move(this.coop, id, 'cancel', this.coop.userId);
    this.cancelled += 1;
  }

  /** Two people press at once: one order. */
  private async fromChat(message: StoredMessage, i: number): Promise<void> {
    if (!this.mayTake(1)) return;
    const { messages } = this.world.product.orders;
    const wish = {
      lines: [{ variantId: this.shelf.honey.variantId, quantity: 1 }],
      buyerName: `Khách ${i}`,
      buyerPhone: null,
      buyerAddress: null,
      payment: 'cod' as const,
    };
    const make = () =>
      messages
        .makeOrder(this.coop, message.id, 'facebook', wish, this.coop.userId)
        .catch(refusedAsNull);
    const [first, second] = await Promise.all([make(), make()]);
    if (first !== null && second !== null && first !== second)
      throw new Error('one comment became two orders');
    if (first === null && second === null) this.deskRefused += 1;
    else this.deskOrders += 1;
  }

  private async onShopee(i: number): Promise<void> {
    const { honey, gift } = this.shelf;
    const sku = this.wish.mode === 'mirror' && i % 5 === 4 ? gift.sku : honey.sku;
    const shop = this.shops[i % this.shops.length]!.externalShopId;
    try {
      const { orderSn } = await this.world.control<{ orderSn: string }>(
        'POST',
        `shopee/shops/${shop}/buy`,
        { items: [{ sku, quantity: 1 }], paid: true },
      );
      this.boughtAt.set(orderSn, Date.now());
      this.shopeeOrders += 1;
      if (i % 5 !== 0) return;
      await this.world.control('POST', `shopee/shops/${shop}/orders/${orderSn}/cancel`);
      this.cancelled += 1;
    } catch (error) {
      if (!String(error).includes('hết hàng')) throw error;
      this.shopeeRefused += 1;
      // They look again: what is shown may have changed by then.
      await new Promise((done) => setTimeout(done, 50));
    }
  }

  private async problems(): Promise<string[]> {
    const { product } = this.world;
    const control = this.world.control.bind(this.world);
    const { coopId } = this.coop;
    return [
      ...(await ledgerUntrue(product)),
      ...(await untrue(control, await wantedListings(product, coopId))),
      ...(await ordersUntrue(await allOrders(product, coopId), control, this.shops)),
      ...(await this.heldUntrue()),
    ];
  }

  /** What the orders in the inbox hold, line by line, is what the ledger holds; what they lack says so. */
  private async heldUntrue(): Promise<string[]> {
    const { honey, pepper, gift } = this.shelf;
    const held = { honey: 0, pepper: 0 };
    const wrong: string[] = [];
    for (const order of await allOrders(this.world.product, this.coop.coopId)) {
      const lacking = order.lines.some((line) => line.shortQty > 0);
      if (lacking !== order.short) wrong.push(`order ${order.number}: short is not said`);
      if (order.status === 'cancelled') continue;
      for (const line of order.lines) {
        const quantity = line.quantity - line.shortQty;
        if (line.variantId === gift.variantId) {
          held.honey += 2 * quantity;
          held.pepper += 4 * quantity;
        } else if (line.variantId === honey.variantId) held.honey += quantity;
        else if (line.variantId === pepper.variantId) held.pepper += quantity;
        else wrong.push(`order ${order.number}: a line of nobody`);
      }
    }
    const { parts, stock } = this.world.product;
    const ids = [honey.variantId, pepper.variantId];
    const levels = await parts.db.read((tx) => stock.levels(tx, this.coop, ids));
    for (const [name, id] of [
      ['honey', honey.variantId],
      ['pepper', pepper.variantId],
    ] as const)
      if (levels.get(id)?.reserved !== held[name])
        wrong.push(`${name}: ${levels.get(id)?.reserved} held, orders say ${held[name]}`);
    return wrong;
  }

  private async count(seconds: number): Promise<Omit<RaceResult, 'problems'>> {
    const orders = await allOrders(this.world.product, this.coop.coopId);
    const short = orders.filter((order) => order.short);
    const units = (list: typeof orders) =>
      list.flatMap((o) => o.lines).reduce((sum, line) => sum + line.quantity, 0);
    const shortUnits = short.flatMap((o) => o.lines).reduce((sum, line) => sum + line.shortQty, 0);
    const beyondStock = await this.lookAgain(short.map((order) => order.id));
    const { deskOrders, deskRefused, shopeeOrders, shopeeRefused, cancelled } = this;
    const [noticeMs, pushMs] = [await this.noticeMs(), await this.pushMs()];
    return {
      deskOrders,
      deskRefused,
      shopeeOrders,
      shopeeRefused,
      cancelled,
      short: short.length,
      shortUnits,
      beyondStock,
      expectedShortUnits: Math.round((units(orders) / seconds) * ((noticeMs + pushMs) / 1000)),
      noticeMs: Math.round(noticeMs),
      pushMs: Math.round(pushMs),
      seconds,
    };
  }

  /** How many cannot be filled with what there is. */
  private async lookAgain(ids: readonly OrderId[]): Promise<number> {
    const { desk } = this.world.product.orders;
    let beyond = 0;
    for (const id of ids) {
      if ((await desk.find(this.coop, id)).status === 'cancelled') continue;
      const order = await desk.found(this.coop, id, this.coop.userId);
      if (order.short) beyond += 1;
    }
    return beyond;
  }

  /** From the sale there to the order standing here: the mean. */
  private async noticeMs(): Promise<number> {
    const { desk } = this.world.product.orders;
    const orders = await allOrders(this.world.product, this.coop.coopId);
    const delays: number[] = [];
    for (const order of orders) {
      const at = this.boughtAt.get(order.externalOrderId);
      if (at === undefined) continue;
      const [placed] = await desk.events(this.coop, order.id);
      if (placed) delays.push(Math.max(0, placed.at - at));
    }
    return mean(delays);
  }

  /** From one push of the hottest item's stock to its next, and the time the call took. */
  private async pushMs(): Promise<number> {
    const { entries } = await this.world.control<{
      entries: { at: number; endpoint: string; tookMs: number; ids: string[] }[];
    }>('GET', 'shopee/journal');
    const pushes = entries.filter((entry) => entry.endpoint.includes('update_stock'));
    const gaps = pushes.flatMap((entry, i) => {
      const before = pushes.slice(0, i).findLast((other) => other.ids[0] === entry.ids[0]);
      return before && entry.at - before.at < 10_000 ? [entry.at - before.at + entry.tookMs] : [];
    });
    return mean(gaps);
  }
}

function mean(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function refusedAsNull(error: unknown): null {
  if (error instanceof Problem && error.code === 'insufficient_stock') return null;
  throw error;
}

/**
 * A process is killed at a named point again and again while there is work; a new one takes over what it left. In between
 * and at the end the product, its ledger and the simulators must agree: nothing lost, nothing doubled, final values right.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { FaultPoint } from '@ganh/kernel';
import type { DatabaseEngine } from '@ganh/persistence';
import { settle } from './pool';
import { ordersUntrue, untrue, type WantedListing } from './truth';
import { Died, openScene, type Scene, type Victim } from './victim';

export const POINTS: readonly FaultPoint[] = [
  'push.before-send',
  'push.after-send',
  'push.after-answer',
  'push.before-mark',
  'order.before-commit',
];

export interface CrashWish {
  engine: DatabaseEngine;
  /** By turns. */
  points: readonly FaultPoint[];
  kills: number;
  /** Everything is compared after so many kills, and at the end. */
  compareEvery?: number;
  onKill?: (done: number) => void;
}

export interface CrashResult {
  kills: number;
  problems: string[];
  products: number;
  orders: number;
  /** From the start of the process that is not killed until everything agrees. */
  recoveredMs: number[];
}

/** More than all kills together buy: nothing left to sell would be nothing left to kill. */
const STOCK = 5_000;
const GIVE_UP_MS = 30_000;
const AGREE_MS = 60_000;

export async function crash(wish: CrashWish): Promise<CrashResult> {
  const scene = await openScene(wish.engine);
  try {
    return await new Crashing(scene, wish).run();
  } finally {
    await scene.close();
  }
}

class Crashing {
  private seller: unknown;
  private shopee = '';
  private point: FaultPoint | null = null;
  private made = 0;
  private step = 0;
  private skus: string[] = [];

  constructor(
    private readonly scene: Scene,
    private readonly wish: CrashWish,
  ) {}

  async run(): Promise<CrashResult> {
    const { points, kills, compareEvery = 10, onKill } = this.wish;
    const first = await this.scene.spawn(null);
    const { seller, external } = await this.scene.settle(first);
    Object.assign(this, { seller, shopee: external.shopee });
    for (let i = 0; i < 3; i += 1) await this.newGoods(first);
    const result: CrashResult = { kills: 0, problems: [], products: 0, orders: 0, recoveredMs: [] };
    await this.compare(first, result);
    await first.kill();
    while (result.kills < kills && result.problems.length === 0) {
      const point = points[result.kills % points.length]!;
      this.point = point;
      const victim = await this.start(`${point}:${1 + (result.kills % 4)}`);
      const alive = await this.workUntilDeath(victim);
      if (alive) result.problems.push(`not killed at ${point}: ${alive}`);
      result.kills += 1;
      onKill?.(result.kills);
      if (result.kills % compareEvery !== 0 && result.kills !== kills) continue;
      const heir = await this.start(null);
      await this.compare(heir, result);
      await heir.kill();
    }
    return result;
  }

  private async start(killAt: string | null): Promise<Victim> {
    const victim = await this.scene.spawn(killAt);
    await victim.ask('seller', this.seller).catch(diedAsNull);
    return victim;
  }

  private async newGoods(victim: Victim): Promise<void> {
    const name = `Mật ong số ${++this.made}`;
    const goods = await victim.ask<{ sku: string }>('goods', { name, stock: STOCK });
    this.skus.push(goods.sku);
  }

  /** null: it was killed; else what it was at when nothing had killed it for long. */
  private async workUntilDeath(victim: Victim): Promise<string | null> {
    let dead = false;
    void victim.gone.then(() => (dead = true));
    const end = Date.now() + GIVE_UP_MS;
    while (!dead && Date.now() < end) {
      await this.work(victim).catch(diedAsNull);
      await Promise.race([sleep(100), victim.gone]);
    }
    if (dead) return (await victim.gone) === 'SIGKILL' ? null : 'it ended by itself';
    const inbox = await victim.ask<unknown[]>('orders');
    const { entries } = await this.scene.control<{
      entries: { endpoint: string; outcome: string }[];
    }>('GET', 'shopee/journal');
    const { entries: sent } = await this.scene.control<{
      entries: { event: string; status: number }[];
    }>('GET', 'shopee/deliveries');
    await victim.kill();
    const calls = entries.slice(-5).map((entry) => `${entry.endpoint} ${entry.outcome}`);
    const hooks = sent.slice(-5).map((entry) => `${entry.event} ${entry.status}`);
    return `${inbox.length} orders, last calls ${calls.join(', ')}, last webhooks ${hooks.join(', ')}`;
  }

  /** Stock moves all the time; now and then a new product, or somebody buys. */
  private async work(victim: Victim): Promise<void> {
    this.step += 1;
    const some = this.skus.filter((_, i) => (i + this.step) % 3 === 0).slice(-4);
    if (this.point === 'order.before-commit' || this.step % 5 === 0) await this.buy();
    else if (this.step % 7 === 0) await this.newGoods(victim);
    else
      await victim.ask(
        'moves',
        some.map((sku) => ({ sku, delta: this.step % 2 ? 3 : -2 })),
      );
  }

  private async buy(): Promise<void> {
    const sku = this.skus[this.step % this.skus.length];
    await this.scene
      .control('POST', `shopee/shops/${this.shopee}/buy`, {
        items: [{ sku, quantity: 1 }],
        paid: true,
      })
      // A product whose first process died is perhaps not on sale yet.
      .catch(() => undefined);
  }

  private async compare(heir: Victim, result: CrashResult): Promise<void> {
    const started = Date.now();
    let products = 0;
    let orders = 0;
    const check = async () => {
      const wanted = await heir.ask<WantedListing[]>('wanted');
      const inbox =
        await heir.ask<{ shopId: number; externalOrderId: string; status: string }[]>('orders');
      const shops =
        await heir.ask<{ id: number; externalShopId: string; channel: string }[]>('shops');
      products = new Set(wanted.map((one) => one.name)).size;
      orders = inbox.length;
      return [
        ...(await heir.ask<string[]>('ledger')),
        ...(await untrue(this.scene.control, wanted)),
        ...(await ordersUntrue(
          inbox,
          this.scene.control,
          shops.filter((s) => s.channel === 'shopee'),
        )),
        ...(await heir.ask<unknown[]>('parked')).map((one) => `parked ${JSON.stringify(one)}`),
      ];
    };
    result.problems.push(...(await settle(check, AGREE_MS)));
    result.recoveredMs.push(Date.now() - started);
    Object.assign(result, { products, orders });
  }
}

function diedAsNull(error: unknown): null {
  if (error instanceof Died) return null;
  throw error;
}

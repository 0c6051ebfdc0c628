/**
 * One shop whose access token ends again and again while two workers want to use it, and the token endpoint fails at times.
 * Refresh tokens are good once: the simulator's own count says whether one was ever offered after it had been used up.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { type ChannelClient, ChannelFailure, type ChannelId } from '@ganh/channels/kit';
import { channels } from '@ganh/channels/registry';
import type { DatabaseEngine } from '@ganh/persistence';
import type { Shop } from '@ganh/shops';
import { ShopGate } from '../../libs/sync/shop-gate';
import { eventually } from '../support/eventually';
import { World } from '../support/world';
import type { Seller } from './goods';

/** What the refresh call of each channel is called in its simulator's journal. */
const REFRESH_CALLS: Readonly<Partial<Record<ChannelId, string>>> = {
  shopee: 'auth/access_token/get',
  'tiktok-shop': 'token/refresh',
  lazada: 'auth/token/refresh',
  tiki: 'oauth2/token',
  zalo: 'oa/access_token',
};

export const REFRESHING = Object.values(channels).flatMap((adapter) =>
  'refresh' in adapter.auth && adapter.auth.refresh ? [adapter.descriptor.id] : [],
);

/** Tiki's app gets the token of its queue at the same address: which of the two loses its answer cannot be chosen there. */
export const LOSING: readonly ChannelId[] = REFRESHING.filter((channel) => channel !== 'tiki');

/** Of all refresh calls; the fault strikes before the channel has done anything, so that a repeat is no second use. */
const TROUBLES = [
  { fault: '5xx', share: 0.1 },
  { fault: 'hang', share: 0.02 },
];
const HTTP_TIMEOUT_MS = 500;
/** Failed tries of one call until it counts as locked out. */
const MOST_TRIES = 60;
const QUIET_MS = 3_000;

export interface TokensResult {
  channel: ChannelId;
  rounds: number;
  refreshed: number;
  /** Refresh calls that met a fault. */
  troubled: number;
  /** Refresh calls that the channel refused: a token used up before. */
  usedTwice: number;
  lockedOut: number;
  calls: number;
}

interface Entry {
  n: number;
  endpoint: string;
  outcome: string;
  status: number;
}

export async function tokens(
  engine: DatabaseEngine,
  channel: ChannelId,
  rounds: number,
): Promise<TokensResult> {
  const world = await World.open({ engine, workers: 2, httpTimeoutMs: HTTP_TIMEOUT_MS });
  try {
    const scene = await Scene.open(world, channel);
    for (const trouble of TROUBLES) await scene.behave(trouble);
    let lockedOut = 0;
    let calls = 0;
    for (let round = 0; round < rounds; round += 1) {
      await scene.expire();
      const went = await Promise.all(scene.gates.map((gate) => scene.callUntilItGoes(gate)));
      lockedOut += went.filter((isDone) => !isDone).length;
      calls += went.length;
    }
    const seen = await scene.refreshes();
    const struck = seen.filter((entry) => entry.outcome.includes('fault:'));
    const usedTwice = seen.filter(isRefused).length;
    return {
      channel,
      rounds,
      refreshed: seen.length - struck.length - usedTwice,
      troubled: struck.length,
      usedTwice,
      lockedOut,
      calls,
    };
  } finally {
    await world.close();
  }
}

export interface LostAnswerResult {
  channel: ChannelId;
  /** The answer to a refresh was lost after the channel had used the token up. */
  lostAnswers: number;
  /** Shops that nothing but consent could bring back. */
  lostShops: number;
  why: string | null;
  /** Refresh calls made for one lost answer, at most. */
  mostTries: number;
  /** Calls of any kind once the shop was known to be lost. */
  callsAfter: number;
  /** Shops that went on once connected again. */
  goneOn: number;
}

/** No channel promises that a used refresh token may be repeated: the shop is lost, says so, and goes on after consent. */
export async function lostAnswers(
  engine: DatabaseEngine,
  channel: ChannelId,
  count: number,
): Promise<LostAnswerResult> {
  const world = await World.open({ engine, workers: 2, httpTimeoutMs: HTTP_TIMEOUT_MS });
  const result = {
    channel,
    lostAnswers: count,
    lostShops: 0,
    mostTries: 0,
    callsAfter: 0,
    goneOn: 0,
  };
  let why: string | null = null;
  try {
    const scene = await Scene.open(world, channel);
    for (let i = 0; i < count; i += 1) {
      const before = (await scene.refreshes()).length;
      await scene.behave({ fault: 'accepted-but-dropped', count: 1 });
      await scene.expire();
      await scene.callUntilItGoes(scene.gates[0]!);
      const shop = await eventually(
        () => scene.shop(),
        (one) => one.state === 'lost',
        60_000,
      );
      why = shop.lostWhy;
      result.lostShops += 1;
      const tries = (await scene.refreshes()).length;
      result.mostTries = Math.max(result.mostTries, tries - before);
      await sleep(500);
      const quiet = (await scene.entries()).length;
      await sleep(i === 0 ? QUIET_MS : 500);
      result.callsAfter += (await scene.entries()).length - quiet;
      await world.connect(scene.seller, scene.seller.userId, channel, scene.external);
      const isBack = await scene.callUntilItGoes(scene.gates[0]!);
      if (isBack && (await scene.shop()).state === 'connected') result.goneOn += 1;
    }
    return { ...result, why };
  } finally {
    await world.close();
  }
}

function isRefused({ outcome, status }: Entry): boolean {
  return !outcome.includes('fault:') && (outcome !== 'ok' || status >= 400);
}

class Scene {
  private from = 0;

  private constructor(
    private readonly world: World,
    private readonly channel: ChannelId,
    readonly seller: Seller,
    private readonly at: { id: Shop['id']; external: string },
    /** One a worker: what they share is the database. */
    readonly gates: readonly ShopGate[],
  ) {}

  static async open(world: World, channel: ChannelId): Promise<Scene> {
    const seller = await world.bareCoop();
    const { id, externalShopId: external } = await world.moreShop(seller, channel);
    const { apps, http, budgets, clock } = world.product.parts;
    const { shops } = world.product.shops;
    const gates = [0, 1].map(() => new ShopGate(apps, shops, http, budgets, clock));
    const scene = new Scene(world, channel, seller, { id, external }, gates);
    scene.from = (await scene.entries()).at(-1)?.n ?? 0;
    return scene;
  }

  get external(): string {
    return this.at.external;
  }

  shop(): Promise<Shop> {
    return this.world.product.shops.shops.get(this.seller, this.at.id);
  }

  async expire(): Promise<void> {
    const rule = { fault: 'expired-token', shopId: this.external };
    await this.world.control('POST', `${this.channel}/behave`, rule);
  }

  /** Of the token endpoint alone. */
  async behave(rule: Record<string, unknown>): Promise<void> {
    const endpoint = REFRESH_CALLS[this.channel];
    await this.world.control('POST', `${this.channel}/behave`, { ...rule, endpoint });
  }

  async entries(): Promise<Entry[]> {
    const path = `${this.channel}/journal?limit=1000000&after=${this.from}`;
    return (await this.world.control<{ entries: Entry[] }>('GET', path)).entries;
  }

  async refreshes(): Promise<Entry[]> {
    const name = REFRESH_CALLS[this.channel] ?? '';
    return (await this.entries()).filter((entry) => entry.endpoint.includes(name));
  }

  /** Trouble on the way passes; false: this shop is not let in any more. */
  async callUntilItGoes(gate: ShopGate): Promise<boolean> {
    const shop = await this.shop();
    for (let tries = 0; tries < MOST_TRIES; tries += 1)
      try {
        await gate.withShop(shop, (client) => this.ask(client));
        return true;
      } catch (failure) {
        if (!(failure instanceof ChannelFailure)) throw failure;
        if (failure.kind === 'reconnect') return false;
        await sleep(Math.min(failure.detail.retryAfterMs ?? 20, 50));
      }
    return false;
  }

  private async ask(client: ChannelClient): Promise<void> {
    const window = { fromAt: Date.now() - 60_000, toAt: Date.now() };
    if (client.orders) await client.orders.pull(window, '');
    else await client.conversations?.pull(window, '');
  }
}

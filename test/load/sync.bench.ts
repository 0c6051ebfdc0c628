/**
 * 10,000 stock changes to 100 SKUs in 60 s against the simulators' own buckets: how much later than an ideal pusher the
 * last channel has each change, how many calls that took beside the ideal pusher's, and how often we were told to slow down.
 */
import { setImmediate as nextTurn, setTimeout as sleep } from 'node:timers/promises';
import type { DatabaseEngine } from '@ganh/persistence';
import { createGoods, type Goods, moveStock } from '../faults/goods';
import { eachOf, settle } from '../faults/pool';
import { untrue, wantedListings } from '../faults/truth';
import { engines } from '../support/engines';
import { type TestCoop, World } from '../support/world';
import { type Bench, type Figure } from './bench';
import { type Change, type ChannelShape, idealPusher } from './ideal-pusher';

const CHANGES = 10_000;
const SKUS = 100;
const SPAN_MS = 60_000;
const STOCK = 5_000;

interface Entry {
  at: number;
  endpoint: string;
  outcome: string;
  tookMs: number;
  values: { sku?: string; stock?: number; ok?: boolean }[];
}

type Limits = Record<string, { burst: number; perSecond: number }>;

/** A change and the number it left: numbers only fall, so a push of no more than that has told it. */
interface Made extends Change {
  left: number;
}

interface ChannelRun {
  calls: number;
  ideal: number;
  throttled: number;
  ours: number[];
  floor: number[];
}

export const bench: Bench = async (emit) => {
  for (const engine of engines) await onEngine(engine, emit);
};

async function onEngine(engine: DatabaseEngine, emit: (figure: Figure) => void): Promise<void> {
  const world = await World.open({ engine, timeScale: 1, pollScale: 1 });
  try {
    const coop = await world.coop();
    const goods = await listAll(world, coop);
    await fullBuckets(world, coop);
    const after = {
      shopee: await lastEntry(world, 'shopee'),
      facebook: await lastEntry(world, 'facebook'),
    };
    const made = await makeChanges(world, coop, goods);
    await agreed(world, coop, 240_000);
    const shopee = await compare(world, 'shopee', after.shopee, made);
    const facebook = await compare(world, 'facebook', after.facebook, made);
    report(engine, made, { shopee, facebook }, emit);
  } finally {
    await world.close();
  }
}

async function listAll(world: World, coop: TestCoop): Promise<Goods[]> {
  const names = Array.from({ length: SKUS }, (_, i) => `Mật ong số ${i + 1}`);
  const goods = await eachOf(names, 4, (name) =>
    createGoods(world.product, coop, { name, stock: STOCK }),
  );
  await agreed(world, coop, 600_000);
  return goods;
}

async function agreed(world: World, coop: TestCoop, withinMs: number): Promise<void> {
  const control = world.control.bind(world);
  const check = async () => untrue(control, await wantedListings(world.product, coop.coopId));
  const wrong = await settle(check, withinMs);
  if (wrong.length > 0) throw new Error(`never agreed: ${wrong.slice(0, 3).join('; ')}`);
}

/** Listing has used up budgets, there and here: both fill up at one pace. */
async function fullBuckets(world: World, coop: TestCoop): Promise<void> {
  for (;;) {
    const { buckets } = await world.control<{
      buckets: { burst: number; tokens: number; name: string }[];
    }>('GET', 'facebook/limits');
    const batch = buckets.find((bucket) => bucket.name.startsWith('catalog_batch'));
    if (!batch || batch.tokens >= batch.burst - 0.01) break;
    await sleep(1_000);
  }
  await agreed(world, coop, 60_000);
}

async function lastEntry(world: World, channel: string): Promise<number> {
  const { entries } = await world.control<{ entries: { n: number }[] }>(
    'GET',
    `${channel}/journal`,
  );
  return entries.at(-1)?.n ?? 0;
}

/** At a steady pace, whatever each takes; `at` is when it was durable. */
async function makeChanges(world: World, coop: TestCoop, goods: readonly Goods[]): Promise<Made[]> {
  const left = new Map(goods.map(({ sku }) => [sku, STOCK]));
  const made: Made[] = [];
  const start = Date.now();
  const due = Array.from({ length: CHANGES }, (_, i) => start + (i * SPAN_MS) / CHANGES);
  await eachOf(due, 8, async (at, i) => {
    const wait = at - Date.now();
    if (wait > 0) await sleep(wait);
    // A request of a person comes over the network, and lets others have their turn; a bare loop on SQLite would not.
    else await nextTurn();
    const { sku, variantId } = goods[(i * 37) % goods.length]!;
    await moveStock(world.product, coop, variantId, -1);
    const now = (left.get(sku) ?? 0) - 1;
    left.set(sku, now);
    made.push({ at: Date.now(), sku, left: now });
  });
  return made.sort((a, b) => a.at - b.at);
}

async function compare(
  world: World,
  channel: 'shopee' | 'facebook',
  after: number,
  made: readonly Made[],
): Promise<ChannelRun> {
  const { entries } = await world.control<{ entries: Entry[] }>(
    'GET',
    `${channel}/journal?after=${after}`,
  );
  const { limits } = await world.control<{ limits: Limits }>('GET', `${channel}/limits`);
  const settings = await world.control<{ handleMs?: number }>('GET', `${channel}/settings`);
  const endpoint = channel === 'shopee' ? 'update_stock' : 'items_batch';
  const pushes = entries.filter((entry) => entry.endpoint.includes(endpoint));
  const shape = shapeOf(channel, limits, settings.handleMs ?? 0);
  const ideal = idealPusher(made, shape);
  return {
    calls: pushes.length,
    ideal: ideal.calls,
    throttled: entries.filter((entry) =>
      /rate_limit|error_limit|^(4|17|32|613|8000\d|80014)\b/.test(entry.outcome),
    ).length,
    ours: latencies(made, pushes, shape.appliedAfterMs),
    floor: ideal.latencies,
  };
}

function shapeOf(channel: 'shopee' | 'facebook', limits: Limits, handleMs: number): ChannelShape {
  const names = channel === 'shopee' ? ['app', 'shop'] : ['app', 'catalog_batch'];
  const buckets = names.map((name) => {
    const limit = limits[name];
    if (!limit) throw new Error(`${channel} has no budget ${name}`);
    return limit;
  });
  return channel === 'shopee'
    ? { buckets, perCall: 1, appliedAfterMs: 0 }
    : { buckets, perCall: 3_000, appliedAfterMs: handleMs };
}

/** From each change to the end of the first call that carried its number or a later one. */
function latencies(
  made: readonly Made[],
  pushes: readonly Entry[],
  appliedAfterMs: number,
): number[] {
  const bySku = new Map<string, { at: number; stock: number }[]>();
  for (const { at, tookMs, values } of pushes)
    for (const { sku, stock, ok } of values)
      if (sku && stock !== undefined && ok)
        bySku.set(sku, [...(bySku.get(sku) ?? []), { at: at + tookMs + appliedAfterMs, stock }]);
  return made.map(({ at, sku, left }) => {
    const told = bySku.get(sku)?.find((push) => push.stock <= left);
    if (!told) throw new Error(`${sku} was never told ${left}`);
    return Math.max(0, told.at - at);
  });
}

function report(
  engine: DatabaseEngine,
  made: readonly Made[],
  runs: { shopee: ChannelRun; facebook: ChannelRun },
  emit: (figure: Figure) => void,
): void {
  const { shopee, facebook } = runs;
  const last = (of: 'ours' | 'floor') =>
    made.map((_, i) => Math.max(shopee[of][i]!, facebook[of][i]!)).sort((a, b) => a - b);
  const [ours, floor] = [last('ours'), last('floor')];
  const context = {
    engine,
    changes: made.length,
    seconds: Math.round((made.at(-1)!.at - made[0]!.at) / 100) / 10,
  };
  for (const percent of [50, 99]) {
    const [mine, best] = [at(ours, percent), at(floor, percent)];
    emit({
      figure: `sync.latency.p${percent}.above-floor`,
      value: Math.round(mine - best),
      unit: 'ms',
      goal: null,
      better: 'lower',
      ours: Math.round(mine),
      floor: Math.round(best),
      ...context,
    });
  }
  const calls = shopee.calls + facebook.calls;
  const ideal = shopee.ideal + facebook.ideal;
  emit({
    figure: 'sync.calls.ratio',
    value: Math.round((calls / ideal) * 1000) / 1000,
    unit: "× an ideal pusher's",
    goal: 1.05,
    better: 'lower',
    calls,
    ideal,
    shopee: `${shopee.calls}/${shopee.ideal}`,
    facebook: `${facebook.calls}/${facebook.ideal}`,
    ...context,
  });
  emit({
    figure: 'sync.throttled',
    value: shopee.throttled + facebook.throttled,
    unit: 'refusals',
    goal: 0,
    better: 'lower',
    ...context,
  });
}

function at(sorted: readonly number[], percent: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? 0;
}

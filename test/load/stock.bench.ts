/**
 * Durable reservation decisions a second on one hot variant: 256 waiting buyers, each decision with its reservation row
 * (whose key makes a repetition harmless) and its ledger row (unique on source, source id and phase).
 */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { ProductStore } from '@ganh/catalogue';
import { SystemClock, type ListingId, type ProductId, type ShopId } from '@ganh/kernel';
import { sql } from '@ganh/persistence/sql';
import { changeBits, ListingService, ListingStore, PushStore } from '@ganh/shops';
import { type ReserveRequest, StockService } from '@ganh/stock';
import { engines, openTestDatabase, type TestDatabase } from '../support/engines';
import { testStock, type TestStock } from '../support/stock';
import type { BareAsk } from './bare-update';
import { type Bench, type Figure, median } from './bench';
import { type Leg, runBuyers } from './buyers';

const BUYERS = 256;
const ROUNDS = 13;
const POOLS = [2, 4, 8, 12, 16, 24, 32, 48];

type Emit = (figure: Figure) => void;
type Ask = (request: ReserveRequest) => Promise<{ outcome: string }>;

/** One leg on a new variant with `stock` on hand, asked for until all 256 have been refused. */
async function sellOut(test: TestDatabase, t: TestStock, stock: number, ask: Ask): Promise<Leg> {
  await test.ids.ensure(stock + 2 * BUYERS);
  const variantId = await t.variant(stock);
  const leg = await runBuyers(BUYERS, Infinity, async () => {
    return (await ask(t.want(variantId, 1))).outcome === 'reserved';
  });
  const { onHand, reserved } = await t.level(variantId);
  // Every buyer was refused in the end, so a unit left over would be one that somebody wanted and did not get.
  if (leg.taken > stock || reserved > onHand) throw new Error(`oversold by ${leg.taken - stock}`);
  if (leg.taken < stock || reserved < stock) throw new Error(`${stock - leg.taken} left unsold`);
  return leg;
}

interface Contest {
  a: Leg[];
  b: Leg[];
}

/** a, b, a, b…: what a busy machine takes from one it takes from its neighbour too. */
async function contest(
  rounds: number,
  a: () => Promise<Leg>,
  b: () => Promise<Leg>,
): Promise<Contest> {
  const legs: Contest = { a: [], b: [] };
  await a();
  await b();
  for (let round = 0; round < rounds; round++) {
    legs.a.push(await a());
    legs.b.push(await b());
  }
  return legs;
}

function ratio(figure: string, goal: number | null, { a, b }: Contest, more: object): Figure {
  const pairs = a.map((leg, i) => leg.rate / (b[i]?.rate ?? Number.NaN));
  const of = (legs: Leg[], key: 'rate' | 'p50Ms' | 'p99Ms') => median(legs.map((leg) => leg[key]));
  return {
    figure,
    value: Math.round(median(pairs) * 100) / 100,
    unit: 'x',
    goal,
    better: 'higher',
    pairs: pairs.map((pair) => Math.round(pair * 100) / 100),
    perSecond: Math.round(of(a, 'rate')),
    p50Ms: of(a, 'p50Ms'),
    p99Ms: of(a, 'p99Ms'),
    baselinePerSecond: Math.round(of(b, 'rate')),
    baselineP50Ms: of(b, 'p50Ms'),
    baselineP99Ms: of(b, 'p99Ms'),
    buyers: BUYERS,
    oversold: 0,
    unsoldWithDemand: 0,
    ...more,
  };
}

class BareUpdates {
  private readonly died: Promise<never>;

  private constructor(private readonly child: ChildProcess) {
    this.died = once(child, 'exit').then(() => {
      throw new Error('the process of the baseline has died');
    });
    this.died.catch(() => undefined);
  }

  static async start(test: TestDatabase): Promise<BareUpdates> {
    await test.db.dataSource.query(
      'CREATE TABLE bare_level (id bigint PRIMARY KEY, on_hand bigint NOT NULL, reserved bigint NOT NULL)',
    );
    await test.db.dataSource.query('INSERT INTO bare_level VALUES (1, 1000000000000, 0)');
    return new BareUpdates(fork(join(__dirname, 'bare-update.js'), [test.url]));
  }

  async run(ask: BareAsk): Promise<Leg> {
    this.child.send(ask);
    const [leg] = (await Promise.race([once(this.child, 'message'), this.died])) as [Leg];
    return leg;
  }

  /** Sizes in turn, several times over: the best median. */
  async bestPool(): Promise<{ pool: number; rates: Record<number, number> }> {
    const seen = new Map<number, number[]>(POOLS.map((pool) => [pool, []]));
    for (let round = 0; round < 4; round++)
      for (const pool of POOLS) {
        const { rate } = await this.run({ pool, updates: round === 0 ? 500 : 3000 });
        if (round > 0) seen.get(pool)?.push(rate);
      }
    const rates = [...seen].map(([pool, all]) => ({ pool, rate: median(all) }));
    const best = rates.reduce((a, b) => (b.rate > a.rate ? b : a));
    return { pool: best.pool, rates: Object.fromEntries(rates.map((r) => [r.pool, r.rate])) };
  }

  stop(): void {
    this.child.kill();
  }
}

async function serverFlags(test: TestDatabase): Promise<Record<string, string>> {
  const rows = (await test.db.dataSource.query(
    `SHOW VARIABLES WHERE Variable_name IN ('version', 'innodb_flush_log_at_trx_commit', 'sync_binlog', 'log_bin', 'innodb_flush_method', 'innodb_doublewrite')`,
  )) as { Variable_name: string; Value: string }[];
  return Object.fromEntries(rows.map((row) => [row.Variable_name, row.Value]));
}

/** As the product wires it: combos looked up, and the listings of two shops raised, in the same transaction. */
async function asDeployed(test: TestDatabase, t: TestStock): Promise<TestStock> {
  const pushes = new PushStore();
  const clock = new SystemClock();
  const wakeUps = { wake: () => Promise.resolve() } as never;
  const stores = { listings: new ListingStore(), pushes };
  const listings = new ListingService(test.db, test.ids, clock, wakeUps, stores);
  const stock = new StockService(test.db, test.ids, clock, new ProductStore() as never, listings);
  const variant = async (onHand: number) => {
    const variantId = await t.variant(onHand);
    await test.db.write(async (tx) => {
      for (const shop of [1, 2])
        await pushes.insert(
          tx,
          t.scope,
          {
            listingId: test.ids.next<ListingId>(),
            group: 'stock',
            variantId,
            shopId: shop as ShopId,
            productId: test.ids.next<ProductId>(),
            carries: changeBits(['stock']),
            nextAt: null,
          },
          clock.now(),
        );
    });
    return variantId;
  };
  return { ...t, stock, variant };
}

async function mariadb(emit: Emit): Promise<void> {
  const test = await openTestDatabase('mariadb').catch(() => null);
  if (!test) return void process.stderr.write('No MariaDB answers: its figures are left out.\n');
  const bare = await BareUpdates.start(test);
  try {
    const t = testStock(test);
    const server = await serverFlags(test);
    const best = await bare.bestPool();
    const baseline = {
      baseline: 'guarded UPDATE, autocommit',
      bestPool: best.pool,
      poolRates: best.rates,
    };
    const updates = () => bare.run({ pool: best.pool, updates: 5000 });
    const combined = () => sellOut(test, t, 20_000, (r) => t.stock.reserveCombined(r));
    const vsBare = await contest(ROUNDS, combined, updates);
    emit(ratio('stock.mariadb.combined_vs_bare_update', 6, vsBare, { ...baseline, server }));

    const full = await asDeployed(test, t);
    const deployed = () => sellOut(test, full, 20_000, (r) => full.stock.reserveCombined(r));
    const deployedVsBare = await contest(5, deployed, updates);
    emit(
      ratio('stock.mariadb.combined_with_listings_vs_bare_update', null, deployedVsBare, baseline),
    );

    const usual = () =>
      sellOut(test, t, 2_000, (r) => test.db.write((tx) => t.stock.reserve(tx, r)));
    const vsUsual = await contest(5, combined, usual);
    emit(
      ratio('stock.mariadb.combined_vs_transaction_per_buyer', null, vsUsual, {
        baseline: 'one transaction a buyer, pool of 20',
      }),
    );
    await mustBeTrue(test, t);
  } finally {
    bare.stop();
    await test.close();
  }
}

async function sqlite(emit: Emit): Promise<void> {
  const test = await openTestDatabase('sqlite');
  try {
    const t = testStock(test);
    const [pragma] = await test.db.read((tx) =>
      sql(tx).all<{ synchronous: number }>('PRAGMA synchronous'),
    );
    const combined = () => sellOut(test, t, 20_000, (r) => t.stock.reserveCombined(r));
    const single = () =>
      sellOut(test, t, 2_000, (r) => test.db.write((tx) => t.stock.reserve(tx, r)));
    const legs = await contest(ROUNDS, combined, single);
    const synchronous = pragma?.synchronous === 2 ? 'FULL' : String(pragma?.synchronous);
    emit(
      ratio('stock.sqlite.combined_vs_transaction_per_reservation', 10, legs, {
        baseline: 'one transaction a reservation',
        synchronous,
      }),
    );
    await mustBeTrue(test, t);
  } finally {
    await test.close();
  }
}

async function mustBeTrue(test: TestDatabase, t: TestStock): Promise<void> {
  const differences = await test.db.read((tx) => t.stock.verify(tx));
  if (differences.length > 0)
    throw new Error(`levels are not true: ${JSON.stringify(differences[0])}`);
}

export const bench: Bench = async (emit) => {
  if (engines.includes('mariadb')) await mariadb(emit);
  await sqlite(emit);
};

/**
 * A channel that misbehaves in each way the simulators know, one cooperative a way, all at once in one world. Whatever
 * happens in between, in the end every shop shows what is wanted and nothing was made twice.
 */
import type { DatabaseEngine } from '@ganh/persistence';
import { type TestCoop, World, type WorldOptions } from '../support/world';
import { createGoods, moveStock } from './goods';
import { eachOf, settle } from './pool';
import { ledgerUntrue, untrue, wantedListings } from './truth';

interface Behaviour {
  channel: 'shopee' | 'facebook';
  fault: string;
  endpoint?: string;
  count?: number;
  ms?: number;
  field?: string;
}

export interface Trouble {
  name: string;
  behaviours: readonly Behaviour[];
  /** Our own waiting after it is a minute or more: only in the long run. */
  isLong?: true;
}

const both = (fault: string, more: Partial<Behaviour> = {}): Behaviour[] => [
  { channel: 'shopee', fault, ...more },
  { channel: 'facebook', fault, ...more },
];

export const TROUBLES: readonly Trouble[] = [
  { name: 'none', behaviours: [] },
  { name: '5xx', behaviours: both('5xx', { count: 3 }) },
  { name: 'html instead of json', behaviours: both('html-instead-of-json', { count: 2 }) },
  { name: 'slow', behaviours: both('slow', { count: 4, ms: 900 }) },
  {
    name: 'burst of 429',
    behaviours: [{ channel: 'shopee', fault: 'burst-429', count: 4 }],
  },
  {
    name: 'hang',
    behaviours: [
      { channel: 'shopee', fault: 'hang', endpoint: 'update_stock' },
      { channel: 'shopee', fault: 'hang', endpoint: 'category_recommend' },
      { channel: 'facebook', fault: 'hang', endpoint: 'check_batch' },
    ],
  },
  {
    name: 'cut in the middle of an answer',
    behaviours: [
      { channel: 'shopee', fault: 'cut-mid-body', endpoint: 'add_item' },
      { channel: 'facebook', fault: 'cut-mid-body', endpoint: 'items_batch' },
      { channel: 'facebook', fault: 'cut-mid-body', endpoint: 'feed' },
    ],
  },
  {
    name: 'done there, no answer',
    behaviours: [
      { channel: 'shopee', fault: 'accepted-but-dropped', endpoint: 'add_item' },
      { channel: 'shopee', fault: 'accepted-but-dropped', endpoint: 'update_stock' },
      { channel: 'facebook', fault: 'accepted-but-dropped', endpoint: 'feed' },
    ],
  },
  { name: 'expired token', behaviours: [{ channel: 'shopee', fault: 'expired-token' }] },
  {
    name: 'burst of 429 on Facebook',
    behaviours: [{ channel: 'facebook', fault: 'burst-429', count: 2 }],
    isLong: true,
  },
  {
    name: 'partial batch',
    behaviours: both('partial-batch', { count: 1 }),
    isLong: true,
  },
  {
    name: 'a field is missing',
    behaviours: [
      { channel: 'shopee', fault: 'field-missing', endpoint: 'update_stock' },
      { channel: 'facebook', fault: 'field-missing', endpoint: 'items_batch' },
    ],
    isLong: true,
  },
];

export interface TroubleResult {
  name: string;
  problems: string[];
  /** Calls that change something or ask about it; polls are left out. */
  calls: number;
  /** The same work where nothing went wrong. */
  needed: number;
}

export interface TroubleWish {
  engine: DatabaseEngine;
  ways?: Partial<WorldOptions>;
  troubles: readonly Trouble[];
  settleMs: number;
}

export async function troubles(wish: TroubleWish): Promise<TroubleResult[]> {
  const world = await World.open({ engine: wish.engine, httpTimeoutMs: 1_500, ...wish.ways });
  try {
    const coops: TestCoop[] = [];
    // One after the other: each gets its own shop and Page, so faults can be told apart.
    for (const _ of wish.troubles) coops.push(await world.coop());
    const results = await eachOf(wish.troubles, wish.troubles.length, (trouble, i) =>
      one(world, coops[i]!, trouble, wish.settleMs),
    );
    const clean = results.find((result) => result.name === 'none');
    return results.map((result) => ({ ...result, needed: clean?.calls ?? 0 }));
  } finally {
    await world.close();
  }
}

async function one(
  world: World,
  coop: TestCoop,
  { name, behaviours }: Trouble,
  settleMs: number,
): Promise<Omit<TroubleResult, 'needed'>> {
  const control = world.control.bind(world);
  const targets = await targetsOf(world, coop);
  for (const { channel, ...behaviour } of behaviours) {
    // Meta's catalogue is a shop of its own to the simulator's faults.
    const isCatalogue = /batch/.test(`${behaviour.endpoint ?? ''} ${behaviour.fault}`);
    const shopId =
      channel === 'shopee' ? targets.shopee : isCatalogue ? targets.catalog : targets.page;
    await control('POST', `${channel}/behave`, { ...behaviour, shopId });
  }
  const goods = [];
  for (const label of ['Mật ong', 'Bánh tráng'])
    goods.push(await createGoods(world.product, coop, { name: `${label}: ${name}`, stock: 10 }));
  const check = async () => untrue(control, await wantedListings(world.product, coop.coopId));
  const live = await settle(check, settleMs);
  for (const { variantId } of goods) await moveStock(world.product, coop, variantId, -3);
  const problems = [...live, ...(await settle(check, settleMs))];
  problems.push(...(await ledgerUntrue(world.product)));
  return { name, problems, calls: (await callsOf(world, targets)).length };
}

export interface Targets {
  shopee: string;
  page: string;
  catalog: string;
}

export async function targetsOf(world: World, coop: TestCoop): Promise<Targets> {
  const pages = await world.control<{ id: string; catalogId: string }[]>('GET', 'facebook/pages');
  const page = pages.find((known) => known.id === coop.external.facebook);
  return {
    shopee: coop.external.shopee,
    page: coop.external.facebook,
    catalog: page?.catalogId ?? '',
  };
}

interface Entry {
  at: number;
  method: string;
  endpoint: string;
  shop: string | null;
  outcome: string;
}

const POLLS = /get_order|conversation|comments/;

/** What was asked of these shops, polls left out. */
export async function callsOf(world: World, targets: Targets): Promise<Entry[]> {
  const all: Entry[] = [];
  for (const channel of ['shopee', 'facebook'] as const) {
    const { entries } = await world.control<{ entries: Entry[] }>('GET', `${channel}/journal`);
    all.push(...entries);
  }
  const shops: (string | null)[] = Object.values(targets);
  return all.filter(
    ({ shop, endpoint, method }) =>
      shops.includes(shop) &&
      !POLLS.test(endpoint) &&
      !(method === 'GET' && /feed|posts/.test(endpoint)),
  );
}

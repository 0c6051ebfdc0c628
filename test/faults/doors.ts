/**
 * The door that channels deliver to, through the product's own HTTP: what each simulator really sent is held back, sent on
 * again in every wrong form, then as it was, ten times over. Two cooperatives are connected everywhere.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { ChannelId } from '@ganh/channels/kit';
import { channels } from '@ganh/channels/registry';
import type { DatabaseEngine } from '@ganh/persistence';
import type { MarketItem } from '../../apps/sandbox/core/market';
import { control, openApp, type TestApp, Visitor } from '../support/app';
import { listProduct } from '../support/browser';
import { eventually } from '../support/eventually';
import { Gate, type Headers, type Held, post } from '../support/gate';

export const DOORS = Object.values(channels).flatMap((adapter) =>
  'webhooks' in adapter && adapter.webhooks ? [adapter.descriptor.id] : [],
);
const ADDRESSES: readonly string[] = Object.keys(channels);
const MARKETS: readonly ChannelId[] = ['shopee', 'tiktok-shop', 'lazada'];
/** What each signs in. */
const SIGNATURE = /^(authorization|x-hub-signature(-256)?|x-zevent-signature)$/;
const REPLAYS = 10;
const PATIENCE_MS = 60_000;
/** How long something forged is given to show an effect. */
const NOTHING_MS = 1_500;

export interface DoorResult {
  channel: ChannelId;
  genuine: number;
  genuineRefused: number;
  /** Tries by what was wrong with them. */
  forged: Record<string, number>;
  forgedAccepted: string[];
  /** What the inboxes held after forgeries alone; must be nothing. */
  effectsOfForgeries: number;
  wanted: number;
  /** After each delivery came ten times. */
  effects: number;
  /** In the inbox of a cooperative that it is not for. */
  strays: number;
}

interface Shop {
  channel: ChannelId;
  external: string;
  owner: Visitor;
}

export async function doors(
  engine: DatabaseEngine,
  wish: { events: number; bytes: number },
): Promise<DoorResult[]> {
  const gate = await Gate.open();
  const app = await openApp(engine, { GANH_PUBLIC_URL: gate.url, GANH_POLL_SCALE: '30' });
  gate.target = app.url;
  try {
    const shops = await connectAll(app, gate.url);
    const results: DoorResult[] = [];
    for (const channel of DOORS) {
      const two = shops.filter((shop) => shop.channel === channel);
      results.push(await new Door(app, gate, channel, two, wish).run());
    }
    return results;
  } finally {
    await app.close();
    await gate.close();
  }
}

/** Two cooperatives, each with a shop on every channel and goods in all of them. */
async function connectAll(app: TestApp, publicUrl: string): Promise<Shop[]> {
  await control(app, 'POST', 'tiktok-shop/settings', { holdMs: 0 });
  const shops: Shop[] = [];
  for (const at of [0, 1]) {
    const owner = await app.person(['seller', 'manager']);
    for (const channel of DOORS) {
      if (at === 0 && channel !== 'facebook')
        await control(app, 'POST', `${channel}/webhook`, {
          url: `${publicUrl}/webhooks/${channel}`,
          force: true,
        });
      shops.push({ channel, owner, external: await connect(app, owner, channel, at) });
    }
    const name = 'Mật ong hoa tràm nguyên chất, hũ 500 ml';
    const productId = await listProduct(owner, {
      name,
      stock: 5_000,
      priceVnd: 95_000,
      weightGrams: 700,
    });
    for (const shop of shops.filter((one) => one.owner === owner && MARKETS.includes(one.channel)))
      await eventually(
        async () => (await answerAll(owner, productId), itemOf(app, shop)),
        (item) => item?.onSale === true && item.models[0]!.stock > 0,
        PATIENCE_MS,
      );
  }
  return shops;
}

async function connect(
  app: TestApp,
  owner: Visitor,
  channel: ChannelId,
  at: number,
): Promise<string> {
  // Facebook's catalogues are told when the product starts: the Pages that stand there then.
  const external =
    channel === 'facebook'
      ? (await control<{ id: string }[]>(app, 'GET', 'facebook/pages'))[at]!.id
      : await madeShop(app, channel, at);
  const begun = await owner.send<{ url: string }>('POST', '/api/v1/shops/connect', { channel });
  const consent = new URL(begun.body.url);
  const path =
    channel === 'facebook' ? 'facebook/authorize' : `${channel}/shops/${external}/authorize`;
  const { location } = await control<{ location: string }>(app, 'POST', path, {
    redirect_uri: consent.searchParams.get('redirect_uri') ?? `${app.url}/kenh/ve/${channel}`,
    state: consent.searchParams.get('state'),
    page_ids: [external],
  });
  const { pathname, search } = new URL(location);
  const { status, text } = await owner.send('GET', pathname + search);
  if (status !== 303) throw new Error(`connecting ${channel}: ${status} ${text.slice(0, 200)}`);
  return external;
}

async function madeShop(app: TestApp, channel: ChannelId, at: number): Promise<string> {
  const made = await control(app, 'POST', `${channel}/shops`, { name: `Gian ${at}` });
  return String(made['shopId'] ?? made['id']);
}

async function itemOf(app: TestApp, { channel, external }: Shop): Promise<MarketItem | undefined> {
  return (await control<MarketItem[]>(app, 'GET', `${channel}/shops/${external}/items`))[0];
}

/** What the channels lack of this product, answered as the repair sheet offers it. */
async function answerAll(owner: Visitor, productId: number): Promise<void> {
  type Listed = { listingId: number; state: string };
  type Choice = { id: string };
  const { items } = (
    await owner.send<{ items: Listed[] }>('GET', `/api/v1/products/${productId}/listings`)
  ).body;
  for (const { listingId } of items.filter((one) => one.state === 'broken')) {
    const at = `/api/v1/listings/${listingId}`;
    const offers = (
      await owner.send<{ chosen: Choice | null; suggested: Choice[]; found: Choice[] }>(
        'GET',
        `${at}/categories?q=mat%20ong`,
      )
    ).body;
    const choice = offers.chosen ?? offers.suggested?.[0] ?? offers.found?.[0];
    if (choice) await owner.send('PUT', `${at}/answers`, { answers: { categoryId: choice.id } });
    const asked = (
      await owner.send<{ items: { field: string; guess: string; choices: Choice[] }[] }>(
        'GET',
        `${at}/attributes`,
      )
    ).body.items;
    const answers = Object.fromEntries(
      (asked ?? []).map((one) => [one.field, one.guess || one.choices[0]?.id || '10']),
    );
    if (Object.keys(answers).length > 0) await owner.send('PUT', `${at}/answers`, { answers });
  }
}

class Door {
  private readonly forged: Record<string, number> = {};
  private readonly accepted: string[] = [];
  private told = 0;

  constructor(
    private readonly app: TestApp,
    private readonly gate: Gate,
    private readonly channel: ChannelId,
    private readonly shops: readonly Shop[],
    private readonly wish: { events: number; bytes: number },
  ) {}

  async run(): Promise<DoorResult> {
    await this.quiet();
    const before = await this.inboxes();
    const held = await this.provoked();
    for (const one of held) await this.forgeAll(one);
    await sleep(NOTHING_MS);
    const afterForgeries = sum(await this.inboxes()) - sum(before);
    let refused = 0;
    for (const one of held)
      for (let i = 0; i < REPLAYS; i += 1)
        if (!isTaken(await this.post(one.headers, one.body))) refused += 1;
    await this.wrongKey();
    const wanted = this.told;
    await eventually(
      async () => sum(await this.inboxes()) - sum(before),
      (count) => count >= wanted,
      PATIENCE_MS,
    ).catch(() => undefined);
    await sleep(NOTHING_MS);
    const after = await this.inboxes();
    const each = wanted / this.shops.length;
    return {
      channel: this.channel,
      genuine: held.length * REPLAYS,
      genuineRefused: refused,
      forged: this.forged,
      forgedAccepted: this.accepted,
      effectsOfForgeries: afterForgeries,
      wanted,
      effects: sum(after) - sum(before),
      strays: sum(after.map((count, i) => Math.abs(count - before[i]! - each))),
    };
  }

  /** So many things happen in each shop; what the channel says of them is held back. */
  private async provoked(): Promise<Held[]> {
    const from = this.gate.hold(this.channel);
    for (let i = 0; i < this.wish.events; i += 1)
      for (const shop of this.shops) await this.happen(shop);
    await this.quiet();
    return this.gate.held(this.channel, from);
  }

  private async happen(shop: Shop): Promise<void> {
    const at = `${this.channel}/shops/${shop.external}`;
    this.told += 1;
    if (MARKETS.includes(this.channel)) {
      const item = (await itemOf(this.app, shop))!;
      const line = { itemId: item.itemId, modelId: item.models[0]!.modelId, quantity: 1 };
      await control(this.app, 'POST', `${at}/buy`, { items: [line], paid: true });
      return;
    }
    const text = `Chốt ${this.told} hũ, ${this.channel} ${shop.external}`;
    if (this.channel === 'facebook') {
      const body = { from: { name: 'Lan Phạm' }, text };
      await control(this.app, 'POST', `facebook/pages/${shop.external}/message`, body);
      await control(this.app, 'POST', 'facebook/flush');
    } else
      await control(this.app, 'POST', `${this.channel}/oas/${shop.external}/message`, { text });
  }

  /** What the simulator itself signs with a key that is not the app's goes out beside the true one. */
  private async wrongKey(): Promise<void> {
    await control(this.app, 'POST', `${this.channel}/behave`, {
      fault: 'webhook-forged',
      count: 100_000,
    });
    const both = await this.provoked();
    await control(this.app, 'DELETE', `${this.channel}/behave`);
    const bodies = new Map<string, boolean[]>();
    for (const { headers, body } of both) {
      const taken = isTaken(await this.post(headers, body));
      const key = body.toString('latin1');
      bodies.set(key, [...(bodies.get(key) ?? []), taken]);
    }
    for (const answers of bodies.values()) {
      this.forged['wrong key'] = (this.forged['wrong key'] ?? 0) + answers.length / 2;
      if (answers.filter(Boolean).length * 2 !== answers.length) this.accepted.push('wrong key');
    }
  }

  private async forgeAll(one: Held): Promise<void> {
    const { headers, body } = one;
    const signed = Object.keys(headers).filter((name) => SIGNATURE.test(name));
    const without = Object.fromEntries(
      Object.entries(headers).filter(([name]) => !signed.includes(name)),
    );
    const doubled = (pick: (value: string) => string[]): Headers => ({
      ...headers,
      ...Object.fromEntries(signed.map((name) => [name, pick(String(headers[name]))])),
    });
    const wrong = (value: string) => value.replace(/.$/, (last) => (last === '0' ? '1' : '0'));
    for (let i = 0; i < this.wish.bytes; i += 1) {
      const changed = Buffer.from(body);
      const at = Math.floor((i * body.length) / this.wish.bytes);
      changed[at] = changed[at]! ^ 1;
      await this.forge('one byte changed', headers, changed);
    }
    const respelt = Buffer.from(JSON.stringify(JSON.parse(body.toString('utf8')), null, 1));
    await this.forge('serialised again', headers, respelt);
    await this.forge('header missing', without, body);
    await this.forge(
      'header empty',
      doubled(() => ['']),
      body,
    );
    await this.forge(
      'header wrong',
      doubled((value) => [wrong(value)]),
      body,
    );
    await this.forge(
      'header doubled',
      doubled((value) => [value, value]),
      body,
    );
    await this.forge(
      'header true and wrong',
      doubled((value) => [value, wrong(value)]),
      body,
    );
    await this.forge(
      'header wrong and true',
      doubled((value) => [wrong(value), value]),
      body,
    );
    for (const address of ADDRESSES.filter((other) => other !== this.channel))
      await this.forge('to another channel', headers, body, address);
  }

  private async forge(way: string, headers: Headers, body: Buffer, to?: string): Promise<void> {
    this.forged[way] = (this.forged[way] ?? 0) + 1;
    const status = await this.post(headers, body, to);
    if (status < 400 || status >= 500)
      this.accepted.push(`${way}${to ? ` (${to})` : ''}: ${status}`);
  }

  private post(headers: Headers, body: Buffer, to: string = this.channel): Promise<number> {
    return post(`${this.app.url}/webhooks/${to}`, headers, body);
  }

  /** Until the channel has nothing more to say. */
  private async quiet(): Promise<void> {
    let seen = -1;
    for (let calm = 0; calm < 4;) {
      await sleep(200);
      const count = this.gate.count(this.channel);
      calm = count === seen ? calm + 1 : 0;
      seen = count;
    }
  }

  /** By cooperative: orders of this channel, or messages that were written in its own shop. */
  private async inboxes(): Promise<number[]> {
    return Promise.all(
      this.shops.map(async ({ owner }) => {
        if (!MARKETS.includes(this.channel)) return messages(owner, this.channel);
        const tabs = ['moi', 'cho-tien', 'dong-goi', 'co-chuyen'];
        const counts = await Promise.all(
          tabs.map((tab) => pages(owner, `/api/v1/orders?tab=${tab}`, this.channel)),
        );
        return sum(counts);
      }),
    );
  }
}

function messages(owner: Visitor, channel: ChannelId): Promise<number> {
  return pages(owner, '/api/v1/messages?', channel);
}

async function pages(owner: Visitor, path: string, channel: ChannelId): Promise<number> {
  let count = 0;
  for (let cursor: string | null = ''; cursor !== null;) {
    type Page = { items: { channel: string }[]; nextCursor: string | null };
    const more: string = cursor ? `&cursor=${encodeURIComponent(cursor)}` : '';
    const { body, status, text } = await owner.send<Page>('GET', `${path}&limit=100${more}`);
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text.slice(0, 200)}`);
    count += body.items.filter((one) => one.channel === channel).length;
    cursor = body.nextCursor;
  }
  return count;
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

const isTaken = (status: number) => status >= 200 && status < 300;

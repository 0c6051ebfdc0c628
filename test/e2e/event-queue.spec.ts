import { randomUUID } from 'node:crypto';
import type { ChannelEvent, EventsClient } from '@ganh/channels/kit';
import type { ShopId } from '@ganh/kernel';
import { sql } from '@ganh/persistence/sql';
import { EventIntake } from '../../libs/sync/event-intake';
import { EventPoll } from '../../libs/sync/event-poll';
import { InboundStore } from '../../libs/sync/inbound.store';
import { POLL } from '../../libs/sync/poll.handler';
import { PollStore } from '../../libs/sync/poll.store';
import { engines } from '../support/engines';
import { eventually } from '../support/eventually';
import { type TestCoop, World } from '../support/world';

const LEASE_MS = 60_000;

interface TikiShop {
  id: ShopId;
  external: string;
}

/** A queue in memory that gives its events, two at a time, until they are acknowledged; it may break off. */
class Queue implements EventsClient {
  readonly acks: string[] = [];
  private given = 0;

  constructor(
    private readonly waiting: ChannelEvent[],
    public breaksAt: number,
  ) {}

  pull(ack: string) {
    this.acks.push(ack);
    if (this.acks.length === this.breaksAt) return Promise.reject(new Error('killed'));
    if (ack !== '' && ack === String(this.given)) this.waiting.splice(0, 2);
    const events = this.waiting.slice(0, 2);
    this.given += 1;
    return Promise.resolve({
      events,
      next: events.length === 0 ? '' : String(this.given),
      more: events.length > 0,
    });
  }
}

/** Nothing sweeps by itself in this file: what happens was asked for by the test. */
const NO_SWEEPS = 10_000;

describe.each(engines)('a channel’s own queue of events on %s', (engine) => {
  let world: World;
  let coop: TestCoop;
  beforeAll(async () => {
    world = await World.open({ engine, dropWebhooks: true, pollScale: NO_SWEEPS });
    coop = await world.coop();
  });
  afterAll(() => world.close());

  const rows = (shopId: ShopId) =>
    world.product.parts.db.read((tx) =>
      sql(tx).all<{ event_key: string; done_at: number | null }>(
        'SELECT event_key, done_at FROM channel_event WHERE shop_id = ?',
        [shopId],
      ),
    );
  const ackOf = async (shopId: ShopId) => {
    const [row] = await world.product.parts.db.read((tx) =>
      sql(tx).all<{ ack: string }>(
        "SELECT ack FROM poll_cursor WHERE shop_id = ? AND kind = 'events'",
        [shopId],
      ),
    );
    return row?.ack;
  };

  it('is acknowledged only for what has been kept, whenever it breaks off; nothing doubles', async () => {
    const { db, clock, queue: wakes } = world.product.parts;
    const { shops } = world.product.shops;
    const store = new PollStore();
    const intake = new EventIntake(clock, new InboundStore(), shops, wakes.wakeUps);
    const poll = new EventPoll(db, store, intake);
    const shop = await shops.get(coop, coop.shops.facebook);
    await db.write((tx) => store.ensure(tx, coop, shop.id, 'events', 0, 0));
    const events = ['a', 'b', 'c', 'd', 'e'].map((key): ChannelEvent => ({
      externalShopId: shop.externalShopId,
      key,
      at: 1,
      kind: 'listing',
      externalItemId: key,
    }));
    const queue = new Queue([...events], 2);
    const drain = async () => {
      const lease = randomUUID();
      const now = clock.now();
      const cursor = await db.write((tx) =>
        store.take(tx, coop, shop.id, 'events', lease, now, now + LEASE_MS),
      );
      await poll
        .drain(queue, shop, cursor!, AbortSignal.timeout(LEASE_MS))
        .finally(() => db.write((tx) => store.done(tx, cursor!, lease, now, now, null)));
    };
    await expect(drain()).rejects.toThrow('killed');
    expect(await rows(shop.id)).toHaveLength(2);
    expect(await ackOf(shop.id)).toBe('1');
    await drain();
    expect(await rows(shop.id)).toHaveLength(5);
    expect(queue.acks).toEqual(['', '1', '1', '2', '3']);
    expect(await ackOf(shop.id)).toBe('');
  });

  it('brings a Tiki order in, also when an answer with events was cut off', async () => {
    const shop = await tikiShop();
    const sku = await onSale(shop);
    const buy = { items: [{ sku, quantity: 1 }], paid: true };
    const { orderId } = await world.control<{ orderId: string }>(
      'POST',
      `tiki/shops/${shop.external}/buy`,
      buy,
    );
    await world.control('POST', 'tiki/behave', { fault: 'cut-mid-body', endpoint: 'events/pull' });
    const asked = { lane: 'sweep' as const, name: POLL, key: `${shop.id}:events` };
    const { wakeUps } = world.product.parts.queue;
    await wakeUps.wake(asked);
    await eventually(
      () => pulls(),
      (all) => all.length >= 1,
    );
    expect(await rows(shop.id)).toEqual([]);
    await eventually(
      async () => {
        await wakeUps.wake(asked);
        return rows(shop.id);
      },
      (all) => all.length === 1 && all[0]?.done_at !== null,
    );
    await eventually(
      () => pulls(),
      (all) => all.at(-1)?.ids.length === 0,
    );
    const [cut, again] = await pulls();
    expect(again?.ids).toEqual(cut?.ids);
    const orders = await world.product.parts.db.read((tx) =>
      sql(tx).all('SELECT external_order_id, status FROM sales_order WHERE shop_id = ?', [shop.id]),
    );
    expect(orders).toEqual([{ external_order_id: orderId, status: 'to_pack' }]);
    // Goods that are none of ours are lacking, so it stands among what needs a person, not among what is packed.
    const { desk } = world.product.orders;
    const inTab = async (tab: 'co-chuyen' | 'dong-goi') =>
      (await desk.list(coop, tab, null, 50)).map((order) => order.externalOrderId);
    expect(await inTab('co-chuyen')).toEqual([orderId]);
    expect(await inTab('dong-goi')).toEqual([]);
    expect(await rows(shop.id)).toHaveLength(1);
  });

  async function pulls(): Promise<{ ids: string[] }[]> {
    const { entries } = await world.control<{ entries: { endpoint: string; ids: string[] }[] }>(
      'GET',
      'tiki/journal',
    );
    return entries.filter((entry) => entry.endpoint.endsWith('events/pull'));
  }

  /** A seller connected through the consent, as a person would. */
  async function tikiShop(): Promise<TikiShop> {
    const { connecting } = world.product.sync;
    const back = 'http://127.0.0.1:3000/kenh/ve/tiki';
    const made = await world.control<{ shopId: number }>('POST', 'tiki/shops', { name: 'HTX' });
    const external = String(made.shopId);
    const consent = new URL(await connecting.begin(coop, coop.userId, 'tiki', back));
    const { location } = await world.control<{ location: string }>(
      'POST',
      `tiki/shops/${external}/authorize`,
      { redirect_uri: back, state: consent.searchParams.get('state') },
    );
    const query = Object.fromEntries(new URL(location).searchParams);
    const [id] = await connecting.finish(coop, coop.userId, 'tiki', back, query);
    return { id: id!, external };
  }

  /** A product of the seller's own that is on sale there; its code. */
  async function onSale({ external }: TikiShop): Promise<string> {
    const index = (await (await fetch(`${world.sandboxUrl}/index.json`)).json()) as {
      tiki: { baseUrl: string; shops: { id: number; access_token: string }[] };
    };
    const token = index.tiki.shops.find((one) => String(one.id) === external)?.access_token;
    const call = async (method: string, path: string, body: unknown) => {
      const answer = await fetch(`${index.tiki.baseUrl}/${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      });
      return answer.ok;
    };
    const sku = `T-${external}`;
    await call('POST', 'v2/requests', {
      category_id: 26_000,
      name: 'Miến dong',
      description: 'Miến dong phơi nắng',
      image: 'https://htx.example/a.jpg',
      attributes: { brand: 'HTX', origin: 'Việt Nam' },
      variants: [{ sku, price: 60_000, quantity: 5 }],
    });
    await eventually(
      () => call('PUT', 'v2/products/updateSku', { original_sku: sku, active: 1 }),
      (done) => done,
    );
    return sku;
  }
});

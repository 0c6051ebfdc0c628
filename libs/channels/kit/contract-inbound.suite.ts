import type {
  ChannelMessage,
  ChannelOrder,
  OrdersClient,
  RawDelivery,
  WebhookGroup,
} from './contract';
import { ChannelFailure } from './failure';
import { until, type Drive, type Kept } from './drive.suite';

const DAY = 86_400_000;
const SOON = 10 * 60_000;
const MOST_PAGES = 50;

export function describeOrders(here: () => Drive): void {
  /** null where nothing is sold there without us; then the bench must not know how to buy either. */
  const orders = (): OrdersClient | null => {
    const { bench, client } = here();
    expect(bench.buy !== undefined).toBe(client.orders !== undefined);
    return client.orders ?? null;
  };

  it('are found by their time of change, whole, whichever way they are asked for', async () => {
    const door = orders();
    if (!door) return;
    const { kept, sku, id } = await bought(here());
    const order = (await pulled(here(), door)).find((one) => one.externalOrderId === id);
    const variant = kept.product.variants.find((one) => one.sku === sku);
    expect(order?.lines).toMatchObject([
      { sku, quantity: 2, priceVnd: variant?.priceVnd, externalVariantId: variant?.externalId },
    ]);
    // Where the channel has an item per variant, the item's id is not the listing's.
    expect([kept.product.externalItemId, variant?.externalId]).toContain(
      order?.lines[0]?.externalItemId,
    );
    expect(await door.get([id])).toEqual([order]);
    expect(await door.get(['NOSUCHORDER'])).toEqual([]);
  });

  it('are cancelled by the seller, twice without harm', async () => {
    const door = orders();
    if (!door) return;
    const { id } = await bought(here());
    const [order] = await door.get([id]);
    for (let time = 0; time < 2; time += 1)
      await door.cancel(id, 'out_of_stock', order?.lines ?? []);
    expect((await door.get([id]))[0]?.status).toBe('cancelled');
  });

  it('are cancelled where the buyer asked for it', async () => {
    const door = orders();
    const { askToCancel } = here().bench;
    if (!door || !askToCancel) return;
    const { id } = await bought(here());
    await askToCancel(here().shop, id);
    expect((await door.get([id]))[0]?.status).toBe('cancel_requested');
    await door.cancel(id, 'buyer_asked', []);
    expect((await door.get([id]))[0]?.status).toBe('cancelled');
  });
}

async function bought(drive: Drive): Promise<{ kept: Kept; sku: string; id: string }> {
  const kept = await drive.listed(2);
  const sku = kept.product.variants[1]?.sku ?? '';
  const id = await drive.bench.buy?.(drive.shop, sku, 2);
  if (!id) throw new Error('nothing was bought');
  return { kept, sku, id };
}

async function pulled({ bench }: Drive, door: OrdersClient): Promise<ChannelOrder[]> {
  const now = bench.access.now();
  const found: ChannelOrder[] = [];
  for (let cursor = '', page = 0; page < MOST_PAGES; page += 1) {
    const { orders, next } = await door.pull({ fromAt: now - DAY, toAt: now + 1000 }, cursor);
    found.push(...orders);
    if (next === '') return found;
    cursor = next;
  }
  throw new Error('the pages of orders do not end');
}

export function describeWords(here: () => Drive): void {
  it('are found, told apart from what the shop wrote, once each', async () => {
    const { bench, client, shop } = here();
    expect(bench.write !== undefined).toBe(client.conversations !== undefined);
    if (!bench.write) return;
    await here().listed(1);
    const theirs = await bench.write(shop, 'chốt A1 2 hộp');
    const own = await bench.answer?.(shop, 'Dạ, đã nhận ạ');
    const found = await messagesOf(here());
    expect(theirs.length).toBeGreaterThan(0);
    for (const id of theirs) {
      expect(found.filter((one) => one.externalId === id)).toMatchObject([
        { ours: false, text: 'chốt A1 2 hộp' },
      ]);
    }
    expect(found.filter((one) => one.externalId === own)).toMatchObject([{ ours: true }]);
  });
}

/** What was written lately, theirs and ours, as a poll finds it. */
export async function messagesOf({ bench, client }: Drive): Promise<ChannelMessage[]> {
  const now = bench.access.now();
  const found: ChannelMessage[] = [];
  for (let cursor = '', page = 0; page < MOST_PAGES; page += 1) {
    const read = await client.conversations?.pull({ fromAt: now - SOON, toAt: now + SOON }, cursor);
    found.push(...(read?.messages ?? []));
    if (!read?.next) return found;
    cursor = read.next;
  }
  throw new Error('the pages of messages do not end');
}

interface Happening {
  /** Ids of the order or the words. */
  ids: string[];
  since: number;
}

/** A buyer buys, or writes where nothing can be bought; waits for as many deliveries. */
async function happening({ bench, shop }: Drive, kept: Kept, atLeast = 1): Promise<Happening> {
  const since = bench.deliveries().length;
  const sku = kept.product.variants[0]?.sku ?? '';
  const ids = bench.buy
    ? [await bench.buy(shop, sku, 1)]
    : ((await bench.write?.(shop, 'lấy 1')) ?? []);
  await until(() => bench.deliveries().length - since >= Math.max(atLeast, ids.length));
  return { ids, since };
}

export function describeDeliveries(here: () => Drive): void {
  let kept: Kept;
  const hooks = (): WebhookGroup => {
    const { webhooks } = here().bench.adapter;
    if (!webhooks) throw new Error('no webhooks');
    return webhooks;
  };
  const verified = (delivery: RawDelivery) => {
    const { access, callbackUrl } = here().bench;
    return hooks().verify(access.app, callbackUrl, delivery);
  };
  const caught = (since: number) => here().bench.deliveries().slice(since);
  const events = (since: number) => caught(since).flatMap((one) => hooks().events(one));

  beforeAll(async () => {
    const { adapter, callbackUrl } = here().bench;
    await adapter.subscribe?.(here().access(), callbackUrl);
    kept = await here().listed(1);
  });

  /** A channel without webhooks has nothing to show here. */
  const shows = (what: string, run: () => Promise<void>) =>
    it(what, async () => {
      if (here().bench.adapter.webhooks) await run();
    });

  shows('tell of what happened, under the ids that a poll finds', async () => {
    const { ids, since } = await happening(here(), kept);
    expect(caught(since).filter((one) => !verified(one))).toEqual([]);
    const told = events(since).flatMap((event) => {
      if (event.kind === 'order') return [event.externalOrderId];
      return event.kind === 'message' ? [event.message.externalId] : [];
    });
    expect(told).toEqual(expect.arrayContaining(ids));
    expect(new Set(events(since).map((event) => event.externalShopId))).toEqual(
      new Set([here().shop.externalShopId]),
    );
  });

  shows('do not hold once a byte has changed, or without a signature', async () => {
    const { since } = await happening(here(), kept);
    const [delivery] = caught(since);
    if (!delivery) throw new Error('no delivery');
    const reserialised = Buffer.from(JSON.stringify(JSON.parse(delivery.body.toString()), null, 1));
    const longer = Buffer.concat([delivery.body, Buffer.from(' ')]);
    expect(verified(delivery)).toBe(true);
    expect([reserialised, longer].map((body) => verified({ ...delivery, body }))).toEqual([
      false,
      false,
    ]);
    expect(verified({ ...delivery, headers: {} })).toBe(false);
  });

  shows('forged are refused, the true one beside them is not', async () => {
    await here().bench.behave('webhook-forged', here().shop);
    const { since } = await happening(here(), kept, 2);
    await until(() => caught(since).some((one) => !verified(one)));
    expect(caught(since).some(verified)).toBe(true);
  });

  shows('repeated ten times are one event', async () => {
    await here().bench.behave('webhook-repeated', here().shop);
    const { since } = await happening(here(), kept, 10);
    const counts = new Map<string, number>();
    for (const { key } of events(since)) counts.set(key, (counts.get(key) ?? 0) + 1);
    expect(Math.max(...counts.values())).toBe(10);
  });

  shows('in another tongue are told so', async () => {
    for (const body of ['', '<html>', '[]', '{"a":1}']) {
      expect(() => hooks().events({ headers: {}, body: Buffer.from(body) })).toThrow(
        ChannelFailure,
      );
    }
  });
}

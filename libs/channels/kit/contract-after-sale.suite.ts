import type { ChannelOrder } from './contract';
import type { Drive } from './drive.suite';
import type { ChannelReturn } from './fulfilment';
import type { SettlementEntry } from './settlement';

const DAY = 86_400_000;
const MOST_PAGES = 50;

async function allPages<T>(read: (cursor: string) => Promise<{ rows: T[]; next: string }>) {
  const found: T[] = [];
  for (let cursor = '', page = 0; page < MOST_PAGES; page += 1) {
    const { rows, next } = await read(cursor);
    found.push(...rows);
    if (next === '') return found;
    cursor = next;
  }
  throw new Error('the pages have no end');
}

function lately({ bench }: Drive): { fromAt: number; toAt: number } {
  const now = bench.access.now();
  return { fromAt: now - DAY, toAt: now + 1000 };
}

/** A paid order, as the channel tells it. */
async function sold(drive: Drive): Promise<ChannelOrder> {
  const { bench, client, shop } = drive;
  const kept = await drive.listed(2);
  const id = await bench.buy?.(shop, kept.product.variants[1]?.sku ?? '', 2);
  const [order] = (await client.orders?.get([id ?? ''])) ?? [];
  if (!order) throw new Error('nothing was sold');
  return order;
}

async function again(drive: Drive, { externalOrderId }: ChannelOrder): Promise<ChannelOrder> {
  const [order] = (await drive.client.orders?.get([externalOrderId])) ?? [];
  if (!order) throw new Error(`the order ${externalOrderId} is gone`);
  return order;
}

/** Confirmed and handed to the carrier; the label has been made. */
async function shipped(drive: Drive): Promise<ChannelOrder> {
  const { shipping } = drive.client;
  let order = await sold(drive);
  await shipping?.confirm?.(order);
  order = await again(drive, order);
  await shipping?.arrange(order);
  return again(drive, order);
}

async function delivered(drive: Drive): Promise<ChannelOrder> {
  const order = await shipped(drive);
  for (const step of ['pickup', 'deliver'] as const)
    await drive.bench.step?.(drive.shop, order.externalOrderId, step);
  return again(drive, order);
}

export function describeShipping(here: () => Drive): void {
  it('an order is taken, packed and labelled, twice without harm', async () => {
    const drive = here();
    const { shipping } = drive.client;
    if (!shipping) return;
    const order = await sold(drive);
    for (let time = 0; time < 2; time += 1) await shipping.confirm?.(order);
    const taken = await again(drive, order);
    expect(['to_pack', 'packed']).toContain(taken.status);
    const parcels = await shipping.arrange(taken);
    const repeated = await shipping.arrange(taken);
    expect(parcels.length).toBeGreaterThan(0);
    expect(repeated.map((one) => one.externalParcelId)).toEqual(
      parcels.map((one) => one.externalParcelId),
    );
    expect(['packed', 'shipping']).toContain((await again(drive, order)).status);
    if (!shipping.label) return;
    for (const parcel of repeated) {
      let label = await shipping.label(taken, parcel);
      for (let round = 0; label === null && round < 20; round += 1) {
        drive.bench.advance(5_000);
        label = await shipping.label(taken, parcel);
      }
      expect(label?.bytes.length).toBeGreaterThan(20);
    }
  });

  it('what the carrier does is seen', async () => {
    const drive = here();
    if (!drive.client.shipping) return;
    const order = await shipped(drive);
    await drive.bench.step?.(drive.shop, order.externalOrderId, 'pickup');
    expect((await again(drive, order)).status).toBe('shipping');
    await drive.bench.step?.(drive.shop, order.externalOrderId, 'deliver');
    expect(['delivered', 'completed']).toContain((await again(drive, order)).status);
  });
}

export function describeReturns(here: () => Drive): void {
  const found = async (id: string): Promise<ChannelReturn | undefined> => {
    const all = await allPages(async (cursor) => {
      const page = await here().client.returns!.pull(lately(here()), cursor);
      return { rows: page.returns, next: page.next };
    });
    return all.find((one) => one.externalReturnId === id);
  };
  /** null where the channel has none; then the bench must not know how to ask for one either. */
  const asked = async (): Promise<{ order: ChannelOrder; one: ChannelReturn } | null> => {
    const { bench, client, shop } = here();
    expect(bench.askReturn !== undefined).toBe(client.returns !== undefined);
    if (!client.returns) return null;
    const order = await delivered(here());
    const id = await bench.askReturn!(shop, order.externalOrderId);
    const one = await found(id);
    if (!one) throw new Error('the return was not found');
    return { order, one };
  };

  it('are found with their order and what comes back', async () => {
    const got = await asked();
    if (!got) return;
    expect(got.one).toMatchObject({
      externalOrderId: got.order.externalOrderId,
      status: 'requested',
    });
    expect(got.one.channelStatus).not.toBe('');
  });

  it('are accepted or refused where the channel lets sellers, twice without harm', async () => {
    const { returns } = here().client;
    if (returns?.accept) {
      const got = await asked();
      for (let time = 0; time < 2; time += 1) await returns.accept(got!.one);
      const after = await found(got!.one.externalReturnId);
      expect(['accepted', 'on_the_way', 'received', 'refunded', 'closed']).toContain(after?.status);
    }
    if (returns?.refuse) {
      const got = await asked();
      await returns.refuse(got!.one, 'Hàng gửi đúng như ảnh');
      const after = await found(got!.one.externalReturnId);
      expect(['refused', 'disputed']).toContain(after?.status);
    }
  });
}

export function describeSettlements(here: () => Drive): void {
  const pull = (): Promise<SettlementEntry[]> =>
    allPages(async (cursor) => {
      const page = await here().client.settlements!.pull(lately(here()), cursor);
      return { rows: page.entries, next: page.next };
    });

  it('tell what is paid out for an order, with fees and taxes apart, the same when asked again', async () => {
    const { bench, client, shop } = here();
    expect(bench.payOut !== undefined).toBe(client.settlements !== undefined);
    if (!client.settlements) return;
    const order = await delivered(here());
    await bench.step?.(shop, order.externalOrderId, 'complete');
    await bench.payOut!(shop);
    const first = await pull();
    expect(new Set(first.map((one) => one.externalId)).size).toBe(first.length);
    const mine = first.filter((one) => one.externalOrderId === order.externalOrderId);
    expect(mine.length).toBeGreaterThan(0);
    for (const { amountVnd, parts } of mine) {
      expect([amountVnd, ...parts.map((part) => part.amountVnd)].every(Number.isInteger)).toBe(
        true,
      );
      expect(parts.reduce((sum, part) => sum + part.amountVnd, 0)).toBe(amountVnd);
    }
    expect(mine.flatMap((one) => one.parts).some((part) => part.amountVnd < 0)).toBe(true);
    expect(await pull()).toEqual(first);
  });
}

export function describeCategories(here: () => Drive): void {
  it('are a tree whose leaves tell what they ask', async () => {
    const { categories } = here().client;
    if (!categories) return;
    const tree = await categories.tree();
    const ids = new Set(tree.map((one) => one.id));
    expect(ids.size).toBe(tree.length);
    expect(tree.filter((one) => one.parentId !== null && !ids.has(one.parentId))).toEqual([]);
    const leaf = tree.find((one) => one.isLeaf);
    expect(leaf).toBeDefined();
    for (const attribute of await categories.attributes(leaf!.id)) {
      expect(attribute.field).toMatch(/^attr:.+/);
      if (attribute.kind === 'choice' && !attribute.isOpen)
        expect(attribute.choices.length).toBeGreaterThan(0);
    }
  });
}

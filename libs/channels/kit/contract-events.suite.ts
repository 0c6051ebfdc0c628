import type { ChannelEvent, EventsClient } from './contract';
import type { Drive } from './drive.suite';

const MOST_PULLS = 50;
/** Some queues begin to fill only a while after they were asked to. */
const ROUTED_AFTER_MS = 60_000;

/** Everything that waits in the queue, taken off it; answers what the next pull must acknowledge. */
async function drained(
  events: EventsClient,
  from: string,
): Promise<{ found: ChannelEvent[]; ack: string }> {
  const found: ChannelEvent[] = [];
  for (let ack = from, pulls = 0; pulls < MOST_PULLS; pulls += 1) {
    const batch = await events.pull(ack);
    found.push(...batch.events);
    if (!batch.more) return { found, ack: batch.next };
    ack = batch.next;
  }
  throw new Error('the queue does not end');
}

/** A queue of the channel's own gives an event until it was acknowledged, so that a crash between loses none. */
export function describeEvents(here: () => Drive): void {
  it('tell of an order under the id that a poll finds, again and again until acknowledged', async () => {
    const { bench, client, shop } = here();
    const { events } = client;
    if (!events) return;
    const kept = await here().listed(1);
    bench.advance(ROUTED_AFTER_MS);
    const before = await drained(events, '');
    const id = await bench.buy?.(shop, kept.product.variants[0]?.sku ?? '', 1);
    const first = await events.pull(before.ack);
    const told = first.events.filter((one) => one.kind === 'order' && one.externalOrderId === id);
    expect(told.length).toBeGreaterThan(0);
    expect(new Set(first.events.map((one) => one.externalShopId))).toEqual(
      new Set([shop.externalShopId]),
    );
    // Nothing was acknowledged: a second reader, or the same one after a crash, gets the same under the same keys.
    const repeated = await events.pull(before.ack);
    expect(repeated.events).toEqual(first.events);
    const rest = await drained(events, repeated.next);
    expect(rest.found.map((one) => one.key)).not.toEqual(
      expect.arrayContaining(told.map((one) => one.key)),
    );
  });
}

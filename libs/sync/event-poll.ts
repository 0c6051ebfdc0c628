import type { EventsClient } from '@ganh/channels/kit';
import type { Database } from '@ganh/persistence';
import type { Shop } from '@ganh/shops';
import type { EventIntake } from './event-intake';
import type { HeldCursor, PollStore } from './poll.store';

/** A queue that never ends is left for the next time, long before the lease does. */
const MOST_PULLS = 100;

/**
 * Empties a channel's own queue. Events are kept in the same database transaction as what acknowledges them, and that is
 * sent only with the next pull: a crash anywhere in between gets the same events again, and they meet under their keys.
 */
export class EventPoll {
  constructor(
    private readonly db: Database,
    private readonly store: PollStore,
    private readonly intake: EventIntake,
  ) {}

  async drain(
    events: EventsClient,
    shop: Shop,
    cursor: HeldCursor,
    signal: AbortSignal,
  ): Promise<void> {
    for (let pulls = 0; pulls < MOST_PULLS && !signal.aborted; pulls += 1) {
      const batch = await events.pull(cursor.ack);
      const isHeld = await this.db.write(async (tx) => {
        await this.intake.take(tx, shop.channel, batch.events);
        return this.store.keepAck(tx, cursor, batch.next);
      });
      if (!isHeld) return;
      cursor.ack = batch.next;
      if (!batch.more) return;
    }
  }
}

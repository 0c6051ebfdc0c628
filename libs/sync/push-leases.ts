import { randomUUID } from 'node:crypto';
import type { Clock, ShopId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import type { PushLeaseStore } from '@ganh/shops';

/** Longer than any one call may take. */
const LEASE_MS = 90_000;

/** The push group may be another worker's by now: nothing more is sent, nothing is stored. */
export class LeaseLost extends Error {
  constructor() {
    super('the lease of this push group ran out');
    this.name = 'LeaseLost';
  }
}

/**
 * A push group held by this worker. A push may be many calls (photos, then the item), longer in all than the lease: it is
 * renewed meanwhile. No call starts with less left than the longest call may take, so that what a frozen worker sent has
 * ended before somebody else may send.
 */
export class HeldLease {
  private timer: NodeJS.Timeout | null = null;
  private lost = false;
  private done = false;

  constructor(
    private readonly kit: { db: Database; clock: Clock; store: PushLeaseStore; ms: number },
    private readonly shopId: ShopId,
    private readonly group: string,
    private readonly token: string,
    private untilAt: number,
  ) {
    this.renewLater();
  }

  /** Before each call. @throws LeaseLost */
  check(): void {
    if (this.lost || this.untilAt - this.kit.clock.now() < (this.kit.ms * 2) / 3)
      throw new LeaseLost();
  }

  /** In the transaction that stores what came of it; false: it must not be stored. */
  async hold(tx: Tx): Promise<boolean> {
    const until = this.kit.clock.now() + this.kit.ms;
    return this.kit.store.hold(tx, this.shopId, this.group, this.token, until);
  }

  async release(): Promise<void> {
    this.done = true;
    if (this.timer) clearTimeout(this.timer);
    await this.kit.db.write((tx) =>
      this.kit.store.release(tx, this.shopId, this.group, this.token),
    );
  }

  private renewLater(): void {
    this.timer = setTimeout(() => void this.renew(), this.kit.ms / 6);
    this.timer.unref();
  }

  private async renew(): Promise<void> {
    const until = this.kit.clock.now() + this.kit.ms;
    const held = await this.kit.db
      .write((tx) => this.kit.store.hold(tx, this.shopId, this.group, this.token, until))
      .catch(() => null);
    if (held) this.untilAt = until;
    if (held === false) this.lost = true;
    if (!this.done && !this.lost) this.renewLater();
  }
}

export class PushLeases {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
    private readonly store: PushLeaseStore,
    private readonly ms = LEASE_MS,
  ) {}

  /** null: another worker pushes this group. */
  async take(shopId: ShopId, group: string): Promise<HeldLease | null> {
    const { db, clock, store, ms } = this;
    const token = randomUUID();
    const now = clock.now();
    const taken = await db.write((tx) => store.take(tx, shopId, group, token, now, now + ms));
    return taken ? new HeldLease({ db, clock, store, ms }, shopId, group, token, now + ms) : null;
  }
}

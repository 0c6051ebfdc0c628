import type { Clock, CoopScope, UserId } from '@ganh/kernel';
import type { Ids, Tx } from '@ganh/persistence';
import { AuditStore } from './audit.store';

/** Who did what to what, in the transaction that did it. `detail` holds no secret and no buyer's data. */
export class AuditTrail {
  private readonly store = new AuditStore();

  constructor(
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  async write(
    tx: Tx,
    scope: CoopScope,
    actorUserId: UserId | null,
    action: string,
    target: { kind: string; id: number | null },
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<void> {
    await this.store.insert(tx, scope, {
      id: this.ids.next(),
      at: this.clock.now(),
      actorUserId,
      action,
      target,
      detail,
    });
  }

  /** Newest first; ids alone do not tell the order, as each process takes them from a block of its own. */
  list(tx: Tx, scope: CoopScope, before: { at: number; id: number } | null, limit: number) {
    return this.store.list(tx, scope, before, limit);
  }
}

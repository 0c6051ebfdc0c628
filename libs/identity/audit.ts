import type { Clock, CoopScope, UserId } from '@ganh/kernel';
import type { Ids, Tx } from '@ganh/persistence';
import { AuditStore, type NamedEntry } from './audit.store';

/** Who did what to what, in the transaction that did it. `detail` holds no secret and no buyer's data. */
export class AuditTrail {
  private readonly store = new AuditStore();

  constructor(
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Answers the entry's id. */
  async write(
    tx: Tx,
    scope: CoopScope,
    actorUserId: UserId | null,
    action: string,
    target: { kind: string; id: number | null },
    detail: Readonly<Record<string, unknown>> = {},
  ): Promise<number> {
    const id: number = this.ids.next();
    const at = this.clock.now();
    await this.store.insert(tx, scope, { id, at, actorUserId, action, target, detail });
    return id;
  }

  /**
   * Newest first; ids alone do not tell the order, as each process takes them from a block of its own. `actions`: these
   * alone; null = all.
   */
  list(
    tx: Tx,
    scope: CoopScope,
    before: { at: number; id: number } | null,
    limit: number,
    actions: readonly string[] | null = null,
  ): Promise<NamedEntry[]> {
    return this.store.list(tx, scope, before, limit, actions);
  }

  find(tx: Tx, scope: CoopScope, id: number): Promise<NamedEntry | null> {
    return this.store.find(tx, scope, id);
  }

  /** What was done to any of these since, oldest first. */
  ofTargets(
    tx: Tx,
    scope: CoopScope,
    kind: string,
    ids: readonly number[],
    since: number,
  ): Promise<NamedEntry[]> {
    return this.store.ofTargets(tx, scope, kind, ids, since);
  }
}

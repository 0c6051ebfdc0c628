import { AsyncResource } from 'node:async_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CoopId } from '@ganh/kernel';
import type { Database, Tx } from '@ganh/persistence';
import { ReservedBefore } from './hold.store';
import { checkRequest } from './reserve-plan';
import type { Reserving } from './reserving';
import type { ReserveDecision, ReserveRequest } from './stock';

/** The caller's own rows, in the transaction that holds the stock. Both may run again: they keep no state between runs. */
export interface InReservation {
  /** false: this was asked before; the answer is `repeated` and nothing is held. */
  before?: (tx: Tx) => Promise<boolean>;
  /** Sees the decision, also a refusal; not called for `repeated`. */
  after?: (tx: Tx, decision: ReserveDecision) => Promise<void>;
}

interface Asked {
  request: ReserveRequest;
  inTx: InReservation;
  answer(decision: ReserveDecision): void;
  fail(error: unknown): void;
}

/** So many requests at most wait for one commit: the last of them still answers within a second on a slow disk. */
const MOST_AT_ONCE = 512;
const REPEATED: ReserveDecision = { outcome: 'repeated', short: [] };

/**
 * Requests that arrive while a transaction is under way go into the next one, in order of arrival: one lock and one
 * commit for all of them, each durable before it is answered.
 */
export class CombinedReservations {
  private waiting: Asked[] = [];
  private busy = false;
  /** Bound to where this was made: the work is no part of the caller's transaction, whoever asks first. */
  private readonly start: () => void;

  constructor(
    private readonly db: Database,
    private readonly reserving: Reserving,
  ) {
    this.start = AsyncResource.bind(() => void this.work());
  }

  reserve(request: ReserveRequest, inTx: InReservation = {}): Promise<ReserveDecision> {
    return new Promise((answer, fail) => {
      this.db.refuseInside();
      checkRequest(request);
      this.waiting.push({ request, inTx, answer, fail });
      if (!this.busy) this.start();
    });
  }

  private async work(): Promise<void> {
    this.busy = true;
    while (this.waiting.length > 0) {
      // Those just answered ask again in this turn: they belong into the same transaction.
      await nextTurn();
      const batch = this.waiting.splice(0, MOST_AT_ONCE);
      await this.decide(batch);
    }
    this.busy = false;
  }

  /**
   * One transaction for all. Where a caller's own work throws, that caller is tried alone between those before and those
   * after him: nobody else is hurt and nobody changes places.
   */
  private async decide(batch: readonly Asked[], fresh = true): Promise<void> {
    if (batch.length === 0) return;
    let culprit: number | null = null;
    try {
      const decisions = await this.db.write((tx) => {
        culprit = null;
        return this.decideIn(tx, batch, fresh, (index) => (culprit = index));
      });
      batch.forEach((asked, i) => asked.answer(decisions[i] ?? REPEATED));
    } catch (error) {
      if (fresh && error instanceof ReservedBefore) return this.decide(batch, false);
      if (culprit === null || batch.length === 1) {
        for (const asked of batch) asked.fail(error);
        return;
      }
      await this.decide(batch.slice(0, culprit));
      await this.decide(batch.slice(culprit, culprit + 1));
      await this.decide(batch.slice(culprit + 1));
    }
  }

  private async decideIn(
    tx: Tx,
    batch: readonly Asked[],
    fresh: boolean,
    blame: (index: number) => void,
  ): Promise<ReserveDecision[]> {
    const decisions: ReserveDecision[] = batch.map(() => REPEATED);
    const byCoop = new Map<CoopId, { place: number; request: ReserveRequest }[]>();
    for (const [place, { request, inTx }] of batch.entries()) {
      const { before } = inTx;
      if (before && !(await blaming(() => before(tx), place, blame))) continue;
      const turns = byCoop.get(request.scope.coopId);
      if (turns) turns.push({ place, request });
      else byCoop.set(request.scope.coopId, [{ place, request }]);
    }
    // Cooperatives in one order too, so that two processes with the same two cannot wait in a circle.
    for (const [coopId, turns] of [...byCoop].sort(([a], [b]) => a - b)) {
      const requests = turns.map((turn) => turn.request);
      const made = await this.reserving.reserve(tx, { coopId }, requests, fresh);
      turns.forEach(({ place }, n) => (decisions[place] = made[n] ?? REPEATED));
    }
    for (const [place, { inTx }] of batch.entries()) {
      const { after } = inTx;
      const decision = decisions[place];
      if (after && decision && decision.outcome !== 'repeated')
        await blaming(() => after(tx, decision), place, blame);
    }
    return decisions;
  }
}

async function blaming<T>(
  call: () => Promise<T>,
  index: number,
  blame: (index: number) => void,
): Promise<T> {
  try {
    return await call();
  } catch (error) {
    blame(index);
    throw error;
  }
}

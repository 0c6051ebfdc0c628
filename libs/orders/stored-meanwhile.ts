import type { ReserveDecision } from '@ganh/stock';

/** Another process stored this very order while we were about to: nothing of ours was kept. */
export class StoredMeanwhile extends Error {
  constructor() {
    super('the order was stored meanwhile');
    this.name = 'StoredMeanwhile';
  }
}

/** For `.catch` behind a reservation whose own rows include the order. */
export function asRepeated(error: unknown): ReserveDecision {
  if (error instanceof StoredMeanwhile) return { outcome: 'repeated', short: [] };
  throw error;
}

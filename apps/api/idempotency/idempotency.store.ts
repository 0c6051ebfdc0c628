import type { AllCoops, CoopScope } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

export interface KeptAnswer {
  requestHash: string;
  status: number | null;
  answer: string | null;
  createdAt: number;
}

/** Keys of requests and what was answered to them. */
export class IdempotencyStore {
  async begin(
    tx: Tx,
    scope: CoopScope,
    key: string,
    requestHash: string,
    now: number,
  ): Promise<boolean> {
    return sql(tx).insertOnce('idempotency_key', {
      coop_id: scope.coopId,
      idem_key: key,
      request_hash: requestHash,
      status: null,
      answer: null,
      created_at: now,
    });
  }

  async find(tx: Tx, scope: CoopScope, key: string): Promise<KeptAnswer | null> {
    const row = await sql(tx).one<{
      request_hash: string;
      status: number | null;
      answer: string | null;
      created_at: number;
    }>(
      'SELECT request_hash, status, answer, created_at FROM idempotency_key WHERE coop_id = ? AND idem_key = ?',
      [scope.coopId, key],
    );
    return row
      ? {
          requestHash: row.request_hash,
          status: row.status,
          answer: row.answer,
          createdAt: toInt(row.created_at),
        }
      : null;
  }

  /** Whoever began it is gone without an answer: taken over once. */
  async takeOver(
    tx: Tx,
    scope: CoopScope,
    key: string,
    before: number,
    now: number,
  ): Promise<boolean> {
    const taken = await sql(tx).run(
      'UPDATE idempotency_key SET created_at = ? WHERE coop_id = ? AND idem_key = ? AND status IS NULL AND created_at < ?',
      [now, scope.coopId, key, before],
    );
    return taken === 1;
  }

  async finish(
    tx: Tx,
    scope: CoopScope,
    key: string,
    status: number,
    answer: string,
  ): Promise<void> {
    await sql(tx).run(
      'UPDATE idempotency_key SET status = ?, answer = ? WHERE coop_id = ? AND idem_key = ?',
      [status, answer, scope.coopId, key],
    );
  }

  async forget(tx: Tx, scope: CoopScope, key: string): Promise<void> {
    await sql(tx).run('DELETE FROM idempotency_key WHERE coop_id = ? AND idem_key = ?', [
      scope.coopId,
      key,
    ]);
  }

  async forgetOlder(tx: Tx, _all: AllCoops, before: number): Promise<void> {
    await sql(tx).run('DELETE FROM idempotency_key WHERE created_at < ?', [before]);
  }
}

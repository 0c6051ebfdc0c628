import type { Tx } from '@ganh/persistence';
import { forUpdate, sql, toInt } from '@ganh/persistence/sql';

export interface StoredTries {
  tries: number;
  sinceAt: number;
  blockedUntil: number | null;
}

/** How often somebody tried to log in. Belongs to no cooperative: whoever tries may be in none. */
export class LoginTryStore {
  /** Locked until the transaction ends; made where there was none. */
  async lock(tx: Tx, subject: string, now: number): Promise<StoredTries> {
    const found = await this.read(tx, subject);
    if (found) return found;
    await sql(tx).insertOnce('login_attempt', {
      subject,
      failures: 0,
      since_at: now,
      blocked_until: null,
    });
    return (await this.read(tx, subject)) ?? { tries: 0, sinceAt: now, blockedUntil: null };
  }

  async set(tx: Tx, subject: string, next: StoredTries): Promise<void> {
    await sql(tx).run(
      'UPDATE login_attempt SET failures = ?, since_at = ?, blocked_until = ? WHERE subject = ?',
      [next.tries, next.sinceAt, next.blockedUntil, subject],
    );
  }

  async takeBack(tx: Tx, subject: string): Promise<void> {
    await sql(tx).run(
      'UPDATE login_attempt SET failures = failures - 1 WHERE subject = ? AND failures > 0',
      [subject],
    );
  }

  async forget(tx: Tx, subject: string): Promise<void> {
    await sql(tx).run('DELETE FROM login_attempt WHERE subject = ?', [subject]);
  }

  async forgetOlder(tx: Tx, before: number, now: number): Promise<void> {
    await sql(tx).run(
      'DELETE FROM login_attempt WHERE since_at < ? AND (blocked_until IS NULL OR blocked_until <= ?)',
      [before, now],
    );
  }

  private async read(tx: Tx, subject: string): Promise<StoredTries | null> {
    const row = await sql(tx).one<{
      failures: number;
      since_at: number;
      blocked_until: number | null;
    }>(
      `SELECT failures, since_at, blocked_until FROM login_attempt WHERE subject = ?${forUpdate(sql(tx))}`,
      [subject],
    );
    return row
      ? {
          tries: row.failures,
          sinceAt: toInt(row.since_at),
          blockedUntil: row.blocked_until === null ? null : toInt(row.blocked_until),
        }
      : null;
  }
}

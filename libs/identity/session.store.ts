import type { AllCoops, CoopId, MembershipId, UserId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';
import { type Actor, parseRoles } from './member';

export type Membership = Pick<Actor, 'coopId' | 'membershipId' | 'userId'>;

export interface NewSession {
  tokenHash: string;
  actor: Membership;
  device: string;
  now: number;
  expiresAt: number;
}

/** Who is logged in where. A token is never stored, only its hash. */
export class SessionStore {
  async insert(tx: Tx, session: NewSession): Promise<void> {
    await sql(tx).insert('session', {
      token_hash: session.tokenHash,
      coop_id: session.actor.coopId,
      membership_id: session.actor.membershipId,
      user_id: session.actor.userId,
      device: session.device.slice(0, 200),
      created_at: session.now,
      seen_at: session.now,
      expires_at: session.expiresAt,
    });
  }

  async find(
    tx: Tx,
    _all: AllCoops,
    tokenHash: string,
    now: number,
  ): Promise<{ actor: Actor; seenAt: number } | null> {
    const row = await sql(tx).one<{
      coop_id: number;
      membership_id: number;
      user_id: number;
      roles: string;
      user_name: string;
      coop_name: string;
      seen_at: number;
    }>(
      `SELECT s.coop_id, s.membership_id, s.user_id, s.seen_at, m.roles, u.name AS user_name, c.name AS coop_name
       FROM session s
       JOIN membership m ON m.coop_id = s.coop_id AND m.id = s.membership_id AND m.removed_at IS NULL
       JOIN user_account u ON u.id = s.user_id AND u.disabled_at IS NULL
       JOIN coop c ON c.id = s.coop_id
       WHERE s.token_hash = ? AND s.expires_at > ?`,
      [tokenHash, now],
    );
    if (!row) return null;
    const actor = {
      coopId: toInt(row.coop_id) as CoopId,
      membershipId: toInt(row.membership_id) as MembershipId,
      userId: toInt(row.user_id) as UserId,
      roles: parseRoles(row.roles),
      userName: row.user_name,
      coopName: row.coop_name,
    };
    return { actor, seenAt: toInt(row.seen_at) };
  }

  async slide(tx: Tx, tokenHash: string, now: number, expiresAt: number): Promise<void> {
    await sql(tx).run('UPDATE session SET seen_at = ?, expires_at = ? WHERE token_hash = ?', [
      now,
      expiresAt,
      tokenHash,
    ]);
  }

  async delete(tx: Tx, tokenHash: string): Promise<void> {
    await sql(tx).run('DELETE FROM session WHERE token_hash = ?', [tokenHash]);
  }

  /** Every session of a person but, where one is named, the one that asks for it. */
  async deleteOfUser(tx: Tx, userId: UserId, exceptTokenHash: string | null): Promise<void> {
    await sql(tx).run('DELETE FROM session WHERE user_id = ? AND token_hash <> ?', [
      userId,
      exceptTokenHash ?? '',
    ]);
  }

  async deleteOfMembership(tx: Tx, { userId, membershipId }: Membership): Promise<void> {
    await sql(tx).run('DELETE FROM session WHERE user_id = ? AND membership_id = ?', [
      userId,
      membershipId,
    ]);
  }

  async deleteExpired(tx: Tx, _all: AllCoops, now: number): Promise<void> {
    await sql(tx).run('DELETE FROM session WHERE expires_at <= ?', [now]);
  }
}

import {
  type AllCoops,
  type CoopId,
  type CoopScope,
  fold,
  type MembershipId,
  type Phone,
  type UserId,
} from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, sql, toInt } from '@ganh/persistence/sql';
import { type Coop, parseRoles, type Role } from './member';
import type { Membership } from './session.store';

export interface StoredUser {
  id: UserId;
  phone: Phone;
  name: string;
  passwordHash: string;
  disabled: boolean;
}

export interface StoredMember {
  id: MembershipId;
  userId: UserId;
  name: string;
  phone: Phone;
  roles: readonly Role[];
  joinedAt: number;
  /** Taken off; can be brought back. */
  removed: boolean;
}

interface MemberRow {
  id: number;
  user_id: number;
  name: string;
  phone: string;
  roles: string;
  created_at: number;
  removed_at: number | null;
}

export class IdentityStore {
  async insertCoop(tx: Tx, coop: Coop, now: number): Promise<void> {
    await sql(tx).insert('coop', {
      id: coop.id,
      code: coop.code,
      name: coop.name,
      name_folded: fold(coop.name),
      province: coop.province,
      phone: coop.phone,
      address: coop.address,
      created_at: now,
    });
  }

  async findCoop(tx: Tx, scope: CoopScope): Promise<Coop | null> {
    const row = await sql(tx).one<{
      id: number;
      code: string;
      name: string;
      province: string;
      phone: string | null;
      address: string;
    }>('SELECT id, code, name, province, phone, address FROM coop WHERE id = ?', [scope.coopId]);
    return row ? { ...row, id: toInt(row.id) as CoopId, phone: row.phone as Phone | null } : null;
  }

  async countCoops(tx: Tx, _all: AllCoops): Promise<number> {
    return toInt((await sql(tx).one<{ n: number }>('SELECT COUNT(*) AS n FROM coop'))?.n);
  }

  async insertUser(
    tx: Tx,
    id: UserId,
    phone: Phone,
    name: string,
    passwordHash: string,
    now: number,
  ): Promise<boolean> {
    return sql(tx).insertOnce('user_account', {
      id,
      phone,
      name,
      password_hash: passwordHash,
      created_at: now,
      disabled_at: null,
    });
  }

  async insertMembership(
    tx: Tx,
    scope: CoopScope,
    id: MembershipId,
    userId: UserId,
    roles: readonly Role[],
    now: number,
  ): Promise<boolean> {
    return sql(tx).insertOnce('membership', {
      coop_id: scope.coopId,
      id,
      user_id: userId,
      roles: wordsOf(roles),
      created_at: now,
      removed_at: null,
    });
  }

  async findUser(tx: Tx, _all: AllCoops, phone: Phone): Promise<StoredUser | null> {
    return this.user(tx, 'phone = ?', [phone]);
  }

  /** Only of a person who is, or was, in this cooperative. */
  async findUserById(tx: Tx, scope: CoopScope, id: UserId): Promise<StoredUser | null> {
    return this.user(
      tx,
      'id = ? AND EXISTS (SELECT 1 FROM membership m WHERE m.user_id = user_account.id AND m.coop_id = ?)',
      [id, scope.coopId],
    );
  }

  async setPassword(tx: Tx, id: UserId, passwordHash: string): Promise<void> {
    await sql(tx).run('UPDATE user_account SET password_hash = ? WHERE id = ?', [passwordHash, id]);
  }

  async memberships(tx: Tx, _all: AllCoops, userId: UserId): Promise<Membership[]> {
    const rows = await sql(tx).all<{ coop_id: number; id: number }>(
      'SELECT coop_id, id FROM membership WHERE user_id = ? AND removed_at IS NULL ORDER BY id',
      [userId],
    );
    return rows.map((row) => ({
      coopId: toInt(row.coop_id) as CoopId,
      membershipId: toInt(row.id) as MembershipId,
      userId,
    }));
  }

  /** Everybody who is in the cooperative, then who was. Locked for whoever is about to change them. */
  async members(
    tx: Tx,
    scope: CoopScope,
    lock: 'look' | 'change' = 'look',
  ): Promise<StoredMember[]> {
    const rows = await sql(tx).all<MemberRow>(
      `SELECT m.id, m.user_id, u.name, u.phone, m.roles, m.created_at, m.removed_at
       FROM membership m JOIN user_account u ON u.id = m.user_id
       WHERE m.coop_id = ? ORDER BY m.id${lock === 'change' ? forUpdate(sql(tx)) : ''}`,
      [scope.coopId],
    );
    return rows.map((row) => ({
      id: toInt(row.id) as MembershipId,
      userId: toInt(row.user_id) as UserId,
      name: row.name,
      phone: row.phone as Phone,
      roles: parseRoles(row.roles),
      joinedAt: toInt(row.created_at),
      removed: row.removed_at !== null,
    }));
  }

  async setRoles(
    tx: Tx,
    scope: CoopScope,
    id: MembershipId,
    roles: readonly Role[],
  ): Promise<void> {
    await sql(tx).run('UPDATE membership SET roles = ? WHERE coop_id = ? AND id = ?', [
      wordsOf(roles),
      scope.coopId,
      id,
    ]);
  }

  async setRemoved(tx: Tx, scope: CoopScope, id: MembershipId, at: number | null): Promise<void> {
    await sql(tx).run('UPDATE membership SET removed_at = ? WHERE coop_id = ? AND id = ?', [
      at,
      scope.coopId,
      id,
    ]);
  }

  /** In how many cooperatives this person is. */
  async countMemberships(tx: Tx, _all: AllCoops, userId: UserId): Promise<number> {
    const row = await sql(tx).one<{ n: number }>(
      'SELECT COUNT(*) AS n FROM membership WHERE user_id = ?',
      [userId],
    );
    return toInt(row?.n ?? 0);
  }

  private async user(
    tx: Tx,
    where: string,
    values: readonly (string | number)[],
  ): Promise<StoredUser | null> {
    const row = await sql(tx).one<{
      id: number;
      phone: string;
      name: string;
      password_hash: string;
      disabled_at: number | null;
    }>(
      `SELECT id, phone, name, password_hash, disabled_at FROM user_account WHERE ${where}`,
      values,
    );
    return row
      ? {
          id: toInt(row.id) as UserId,
          phone: row.phone as Phone,
          name: row.name,
          passwordHash: row.password_hash,
          disabled: row.disabled_at !== null,
        }
      : null;
  }
}

function wordsOf(roles: readonly Role[]): string {
  return [...new Set(roles)].sort().join(',');
}

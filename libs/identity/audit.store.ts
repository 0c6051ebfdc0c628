import type { CoopScope, UserId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { marks, sql, toInt } from '@ganh/persistence/sql';

interface Row {
  id: number;
  at: number;
  actor_user_id: number | null;
  action: string;
  target_kind: string;
  target_id: number | null;
  detail: string;
  actor_name: string | null;
}

export interface AuditEntry {
  id: number;
  at: number;
  actorUserId: UserId | null;
  action: string;
  target: { kind: string; id: number | null };
  detail: Readonly<Record<string, unknown>>;
}

export type NamedEntry = AuditEntry & { actorName: string | null };

const ENTRIES = `SELECT a.id, a.at, a.actor_user_id, a.action, a.target_kind, a.target_id, a.detail, u.name AS actor_name
  FROM audit_entry a LEFT JOIN user_account u ON u.id = a.actor_user_id WHERE a.coop_id = ?`;

export class AuditStore {
  async insert(tx: Tx, scope: CoopScope, entry: AuditEntry): Promise<void> {
    await sql(tx).insert('audit_entry', {
      coop_id: scope.coopId,
      id: entry.id,
      at: entry.at,
      actor_user_id: entry.actorUserId,
      action: entry.action,
      target_kind: entry.target.kind,
      target_id: entry.target.id,
      detail: JSON.stringify(entry.detail),
    });
  }

  /** Newest first; `before` is the last entry of the page before. `actions`: these alone. */
  async list(
    tx: Tx,
    scope: CoopScope,
    before: { at: number; id: number } | null,
    limit: number,
    actions: readonly string[] | null,
  ): Promise<NamedEntry[]> {
    const only = actions ? ` AND a.action IN (${marks(actions)})` : '';
    const from = before ? ' AND a.at <= ? AND (a.at < ? OR a.id < ?)' : '';
    const rows = await sql(tx).all<Row>(
      `${ENTRIES}${only}${from} ORDER BY a.at DESC, a.id DESC LIMIT ?`,
      [
        scope.coopId,
        ...(actions ?? []),
        ...(before ? [before.at, before.at, before.id] : []),
        limit,
      ],
    );
    return rows.map(toEntry);
  }

  async find(tx: Tx, scope: CoopScope, id: number): Promise<NamedEntry | null> {
    const row = await sql(tx).one<Row>(`${ENTRIES} AND a.id = ?`, [scope.coopId, id]);
    return row ? toEntry(row) : null;
  }

  /** What was done to any of these since, oldest first. */
  async ofTargets(
    tx: Tx,
    scope: CoopScope,
    kind: string,
    ids: readonly number[],
    since: number,
  ): Promise<NamedEntry[]> {
    if (ids.length === 0) return [];
    const rows = await sql(tx).all<Row>(
      `${ENTRIES} AND a.target_kind = ? AND a.target_id IN (${marks(ids)}) AND a.at >= ? ORDER BY a.at, a.id`,
      [scope.coopId, kind, ...ids, since],
    );
    return rows.map(toEntry);
  }
}

function toEntry(row: Row): NamedEntry {
  return {
    id: toInt(row.id),
    at: toInt(row.at),
    actorUserId: row.actor_user_id === null ? null : (toInt(row.actor_user_id) as UserId),
    action: row.action,
    target: { kind: row.target_kind, id: row.target_id === null ? null : toInt(row.target_id) },
    detail: JSON.parse(row.detail) as Record<string, unknown>,
    actorName: row.actor_name,
  };
}

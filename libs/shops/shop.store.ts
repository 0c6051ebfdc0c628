import type { ChannelId, Tokens } from '@ganh/channels/kit';
import type { AllCoops, CoopId, CoopScope, ShopId } from '@ganh/kernel';
import { sql, toInt } from '@ganh/persistence/sql';
import type { Tx } from '@ganh/persistence';
import type { Shop, ShopState } from './shop';

interface ShopRow {
  coop_id: number;
  id: number;
  channel: string;
  external_shop_id: string;
  name: string;
  state: string;
  settings: string;
  access_expires_at: number | null;
  permission_until_at: number | null;
  connected_at: number;
  lost_at: number | null;
  lost_why: string | null;
  last_ok_at: number | null;
}

const COLUMNS =
  'coop_id, id, channel, external_shop_id, name, state, settings, access_expires_at, permission_until_at, connected_at, lost_at, lost_why, last_ok_at';

function toShop(row: ShopRow): Shop {
  const at = (value: number | null) => (value === null ? null : toInt(value));
  return {
    coopId: toInt(row.coop_id) as CoopId,
    id: toInt(row.id) as ShopId,
    channel: row.channel as ChannelId,
    externalShopId: row.external_shop_id,
    name: row.name,
    state: row.state as ShopState,
    settings: JSON.parse(row.settings) as Record<string, string>,
    accessExpiresAt: at(row.access_expires_at),
    permissionUntilAt: at(row.permission_until_at),
    connectedAt: toInt(row.connected_at),
    lostAt: at(row.lost_at),
    lostWhy: row.lost_why,
    lastOkAt: at(row.last_ok_at),
  };
}

export interface ShopWrite {
  name: string;
  settings: Readonly<Record<string, string>>;
  sealedTokens: string;
  tokens: Tokens;
  permissionUntilAt: number | null;
  grantId: string | null;
  now: number;
}

/** Where a shop's row lies. */
export type ShopKey = Pick<Shop, 'coopId' | 'id'>;

export class ShopStore {
  async list(tx: Tx, scope: CoopScope): Promise<Shop[]> {
    const rows = await sql(tx).all<ShopRow>(
      `SELECT ${COLUMNS} FROM shop WHERE coop_id = ? AND state <> 'disconnected' ORDER BY id`,
      [scope.coopId],
    );
    return rows.map(toShop);
  }

  async find(tx: Tx, scope: CoopScope, id: ShopId): Promise<Shop | null> {
    const row = await sql(tx).one<ShopRow>(
      `SELECT ${COLUMNS} FROM shop WHERE coop_id = ? AND id = ?`,
      [scope.coopId, id],
    );
    return row ? toShop(row) : null;
  }

  /** The engine knows a shop's key from a wake-up only. */
  async findAnywhere(tx: Tx, _all: AllCoops, id: ShopId): Promise<Shop | null> {
    const row = await sql(tx).one<ShopRow>(`SELECT ${COLUMNS} FROM shop WHERE id = ?`, [id]);
    return row ? toShop(row) : null;
  }

  /** (channel, external shop) is unique over all cooperatives: this is how a delivery finds its owner. */
  async findByExternal(
    tx: Tx,
    _all: AllCoops,
    channel: ChannelId,
    externalShopId: string,
  ): Promise<Shop | null> {
    const row = await sql(tx).one<ShopRow>(
      `SELECT ${COLUMNS} FROM shop WHERE channel = ? AND external_shop_id = ?`,
      [channel, externalShopId],
    );
    return row ? toShop(row) : null;
  }

  /** A shop this cooperative took off earlier: connecting it again finds its listings again. */
  async findDisconnected(
    tx: Tx,
    scope: CoopScope,
    channel: ChannelId,
    externalShopId: string,
  ): Promise<Shop | null> {
    const row = await sql(tx).one<ShopRow>(
      `SELECT ${COLUMNS} FROM shop WHERE channel = ? AND external_shop_id = ?`,
      [channel, parkedName(externalShopId, scope)],
    );
    return row ? toShop(row) : null;
  }

  async connected(tx: Tx, _all: AllCoops): Promise<Shop[]> {
    return (
      await sql(tx).all<ShopRow>(`SELECT ${COLUMNS} FROM shop WHERE state = 'connected'`)
    ).map(toShop);
  }

  async insert(
    tx: Tx,
    scope: CoopScope,
    id: ShopId,
    channel: ChannelId,
    externalShopId: string,
    write: ShopWrite,
  ): Promise<boolean> {
    return sql(tx).insertOnce('shop', {
      coop_id: scope.coopId,
      id,
      channel,
      external_shop_id: externalShopId,
      state: 'connected',
      token_rev: 1,
      connected_at: write.now,
      ...columns(write),
    });
  }

  async reconnect(
    tx: Tx,
    scope: CoopScope,
    id: ShopId,
    externalShopId: string,
    write: ShopWrite,
  ): Promise<void> {
    const set = { external_shop_id: externalShopId, ...columns(write) };
    await sql(tx).run(
      `UPDATE shop SET ${Object.keys(set)
        .map((c) => `${c} = ?`)
        .join(', ')}, state = 'connected', lost_at = NULL, lost_why = NULL,
         token_rev = token_rev + 1, refresh_lease = NULL, refresh_lease_until = NULL WHERE coop_id = ? AND id = ?`,
      [...Object.values(set), scope.coopId, id],
    );
  }

  async setState(
    tx: Tx,
    scope: CoopScope,
    id: ShopId,
    from: ShopState,
    to: ShopState,
    at: number,
    why: string | null,
  ): Promise<boolean> {
    const changed = await sql(tx).run(
      'UPDATE shop SET state = ?, lost_at = ?, lost_why = ? WHERE coop_id = ? AND id = ? AND state = ?',
      [to, at, why, scope.coopId, id, from],
    );
    return changed === 1;
  }

  /** Tokens of a shop that was taken off are destroyed, and its name on the channel is free for another cooperative. */
  async forget(tx: Tx, shop: Shop): Promise<void> {
    await sql(tx).run(
      "UPDATE shop SET sealed_tokens = '', external_shop_id = ? WHERE coop_id = ? AND id = ?",
      [parkedName(shop.externalShopId, shop), shop.coopId, shop.id],
    );
  }

  async sealedTokens(
    tx: Tx,
    scope: CoopScope,
    id: ShopId,
  ): Promise<{ sealed: string; rev: number } | null> {
    const row = await sql(tx).one<{ sealed_tokens: string; token_rev: number }>(
      'SELECT sealed_tokens, token_rev FROM shop WHERE coop_id = ? AND id = ?',
      [scope.coopId, id],
    );
    return row && row.sealed_tokens
      ? { sealed: row.sealed_tokens, rev: toInt(row.token_rev) }
      : null;
  }

  /**
   * One process at a time refreshes tokens: a refresh token is good for one use. Where one permission covers several shops,
   * all of them are taken together. Answers them; null = one is taken already.
   */
  async takeRefreshLease(
    tx: Tx,
    scope: CoopScope,
    id: ShopId,
    lease: string,
    now: number,
    until: number,
  ): Promise<ShopKey[] | null> {
    const row = await sql(tx).one<{ channel: string; grant_id: string | null }>(
      'SELECT channel, grant_id FROM shop WHERE coop_id = ? AND id = ?',
      [scope.coopId, id],
    );
    if (!row) return null;
    const [covered, keys] = row.grant_id
      ? ["channel = ? AND grant_id = ? AND state <> 'disconnected'", [row.channel, row.grant_id]]
      : ['coop_id = ? AND id = ?', [scope.coopId, id]];
    const taken = await sql(tx).run(
      `UPDATE shop SET refresh_lease = ?, refresh_lease_until = ? WHERE ${covered} AND (refresh_lease_until IS NULL OR refresh_lease_until < ?)`,
      [lease, until, ...keys, now],
    );
    const shops = (
      await sql(tx).all<{ coop_id: number; id: number }>(
        `SELECT coop_id, id FROM shop WHERE ${covered} ORDER BY id`,
        keys,
      )
    ).map((one) => ({ coopId: toInt(one.coop_id) as CoopId, id: toInt(one.id) as ShopId }));
    if (taken > 0 && taken === shops.length) return shops;
    for (const shop of shops) await this.dropRefreshLease(tx, shop, lease);
    return null;
  }

  /** Of a shop that has been connected anew meanwhile the lease is gone: it keeps what it was given then. */
  async storeTokens(
    tx: Tx,
    shop: ShopKey,
    lease: string,
    sealed: string,
    tokens: Tokens,
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE shop SET sealed_tokens = ?, access_expires_at = ?, refresh_expires_at = ?, token_rev = token_rev + 1, refresh_lease = NULL,
         refresh_lease_until = NULL WHERE coop_id = ? AND id = ? AND refresh_lease = ?`,
      [sealed, tokens.accessExpiresAt, tokens.refreshExpiresAt, shop.coopId, shop.id, lease],
    );
  }

  async dropRefreshLease(tx: Tx, shop: ShopKey, lease: string): Promise<void> {
    await sql(tx).run(
      'UPDATE shop SET refresh_lease = NULL, refresh_lease_until = NULL WHERE coop_id = ? AND id = ? AND refresh_lease = ?',
      [shop.coopId, shop.id, lease],
    );
  }

  async expiringTokens(tx: Tx, _all: AllCoops, before: number, limit: number): Promise<Shop[]> {
    const rows = await sql(tx).all<ShopRow>(
      `SELECT ${COLUMNS} FROM shop WHERE state = 'connected' AND access_expires_at IS NOT NULL AND access_expires_at < ? AND refresh_expires_at IS NOT NULL LIMIT ?`,
      [before, limit],
    );
    return rows.map(toShop);
  }

  async setPermissionUntil(tx: Tx, scope: CoopScope, id: ShopId, untilAt: number): Promise<void> {
    await sql(tx).run('UPDATE shop SET permission_until_at = ? WHERE coop_id = ? AND id = ?', [
      untilAt,
      scope.coopId,
      id,
    ]);
  }

  async markOk(tx: Tx, scope: CoopScope, id: ShopId, at: number): Promise<void> {
    await sql(tx).run(
      'UPDATE shop SET last_ok_at = ? WHERE coop_id = ? AND id = ? AND (last_ok_at IS NULL OR last_ok_at < ?)',
      [at, scope.coopId, id, at],
    );
  }
}

function parkedName(externalShopId: string, scope: CoopScope): string {
  return `${externalShopId}#${scope.coopId}`;
}

function columns(write: ShopWrite) {
  return {
    name: write.name,
    settings: JSON.stringify(write.settings),
    sealed_tokens: write.sealedTokens,
    access_expires_at: write.tokens.accessExpiresAt,
    refresh_expires_at: write.tokens.refreshExpiresAt,
    permission_until_at: write.permissionUntilAt,
    grant_id: write.grantId,
  };
}

import type { ChannelId } from '@ganh/channels/kit';
import type { CoopScope, UserId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql } from '@ganh/persistence/sql';

/** One-time states of connections under way. */
export class ConnectStateStore {
  async insert(
    tx: Tx,
    scope: CoopScope,
    stateHash: string,
    userId: UserId,
    channel: ChannelId,
    now: number,
  ): Promise<void> {
    await sql(tx).insert('connect_state', {
      state_hash: stateHash,
      coop_id: scope.coopId,
      user_id: userId,
      channel,
      created_at: now,
      used_at: null,
    });
  }

  async use(
    tx: Tx,
    scope: CoopScope,
    stateHash: string,
    userId: UserId,
    channel: ChannelId,
    now: number,
    notBefore: number,
  ): Promise<boolean> {
    const used = await sql(tx).run(
      `UPDATE connect_state SET used_at = ? WHERE state_hash = ? AND coop_id = ? AND user_id = ? AND channel = ? AND used_at IS NULL AND created_at >= ?`,
      [now, stateHash, scope.coopId, userId, channel, notBefore],
    );
    return used === 1;
  }
}

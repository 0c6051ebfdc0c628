import type { CoopScope } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql } from '@ganh/persistence/sql';

/** Which cooperative has uploaded which photo. The same picture of two cooperatives is one file and two rows. */
export class MediaRecords {
  async insert(
    tx: Tx,
    scope: CoopScope,
    key: string,
    size: { width: number; height: number; bytes: number },
    now: number,
  ): Promise<void> {
    await sql(tx).insertOnce('media', {
      coop_id: scope.coopId,
      media_key: key,
      ...size,
      created_at: now,
    });
  }

  async owns(tx: Tx, scope: CoopScope, key: string): Promise<boolean> {
    return (
      (await sql(tx).one('SELECT 1 AS one FROM media WHERE coop_id = ? AND media_key = ?', [
        scope.coopId,
        key,
      ])) !== undefined
    );
  }
}

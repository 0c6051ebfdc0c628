import type { ChannelId } from '@ganh/channels/kit';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

/** What a channel told about its categories. The same for all of its shops: nobody's, so no cooperative stands on it. */
export class CategoryCopyStore {
  async find<T>(
    tx: Tx,
    channel: ChannelId,
    subject: string,
  ): Promise<{ body: T; fetchedAt: number } | null> {
    const row = await sql(tx).one<{ body: string; fetched_at: number }>(
      'SELECT body, fetched_at FROM category_copy WHERE channel = ? AND subject = ?',
      [channel, subject],
    );
    return row ? { body: JSON.parse(row.body) as T, fetchedAt: toInt(row.fetched_at) } : null;
  }

  async keep(
    tx: Tx,
    channel: ChannelId,
    subject: string,
    body: unknown,
    now: number,
  ): Promise<void> {
    const text = JSON.stringify(body);
    const row = { channel, subject, body: text, fetched_at: now };
    if (await sql(tx).insertOnce('category_copy', row)) return;
    await sql(tx).run(
      'UPDATE category_copy SET body = ?, fetched_at = ? WHERE channel = ? AND subject = ?',
      [text, now, channel, subject],
    );
  }
}

import type { ChannelId } from '@ganh/channels/kit';
import type { AllCoops, CoopScope } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, marks, sql } from '@ganh/persistence/sql';
import type { CategoryMapping } from './category-mapping';

interface Row {
  kind: string;
  category_id: string | null;
  answers: string;
}

const WHERE = 'coop_id = ? AND channel = ? AND kind = ?';

const toMapping = (row: Row): CategoryMapping => ({
  kind: row.kind,
  categoryId: row.category_id,
  answers: JSON.parse(row.answers) as Record<string, string>,
});

export class CategoryMappingStore {
  /** By kind; held until the transaction ends where it is about to be changed. */
  async ofKinds(
    tx: Tx,
    scope: CoopScope,
    channel: ChannelId,
    kinds: readonly string[],
    willChange = false,
  ): Promise<Map<string, CategoryMapping>> {
    if (kinds.length === 0) return new Map();
    const rows = await sql(tx).all<Row>(
      `SELECT kind, category_id, answers FROM category_mapping WHERE coop_id = ? AND channel = ? AND kind IN (${marks(kinds)})${willChange ? forUpdate(sql(tx)) : ''}`,
      [scope.coopId, channel, ...kinds],
    );
    return new Map(rows.map((row) => [row.kind, toMapping(row)]));
  }

  async put(
    tx: Tx,
    scope: CoopScope,
    channel: ChannelId,
    mapping: CategoryMapping,
    now: number,
  ): Promise<void> {
    const { kind, categoryId } = mapping;
    const answers = JSON.stringify(mapping.answers);
    const isNew = await sql(tx).insertOnce('category_mapping', {
      coop_id: scope.coopId,
      channel,
      kind,
      category_id: categoryId,
      answers,
      updated_at: now,
    });
    if (isNew) return;
    await sql(tx).run(
      `UPDATE category_mapping SET category_id = ?, answers = ?, updated_at = ? WHERE ${WHERE}`,
      [categoryId, answers, now, scope.coopId, channel, kind],
    );
  }

  /** Where cooperatives put goods of this kind, the most usual first. Ids alone: nobody's words leave their cooperative. */
  async usual(
    tx: Tx,
    _all: AllCoops,
    channel: ChannelId,
    kind: string,
    limit: number,
  ): Promise<string[]> {
    const rows = await sql(tx).all<{ category_id: string }>(
      `SELECT category_id FROM category_mapping WHERE channel = ? AND kind = ? AND category_id IS NOT NULL
       GROUP BY category_id ORDER BY COUNT(*) DESC, category_id LIMIT ?`,
      [channel, kind, limit],
    );
    return rows.map((row) => row.category_id);
  }
}

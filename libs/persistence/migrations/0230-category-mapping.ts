import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary, type TableShape } from '../table';

const TABLES: readonly TableShape[] = [
  {
    // Where a cooperative's goods of a kind stand on a channel, and what it answered there.
    name: 'category_mapping',
    columns: (c) => [
      c.id('coop_id', primary),
      c.key('channel', 20, primary),
      c.key('kind', 40, primary),
      c.key('category_id', 100, nullable),
      c.long('answers'),
      c.big('updated_at'),
    ],
    index: [['channel', 'kind', 'category_id']],
  },
  {
    // What a channel told about its categories, for a day: the tree, or what one category asks.
    name: 'category_copy',
    columns: (c) => [
      c.key('channel', 20, primary),
      c.key('subject', 120, primary),
      c.long('body'),
      c.big('fetched_at'),
    ],
  },
];

export class CreateCategoryMapping1790000000230 implements MigrationInterface {
  readonly name = 'CreateCategoryMapping1790000000230';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary, type TableShape } from '../table';

const TABLES: readonly TableShape[] = [
  {
    name: 'sheet_file',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('shop_id'),
      c.key('scope', 8),
      c.big('made_at'),
      c.id('made_by'),
      c.big('uploaded_at', nullable),
      c.long('content'),
      c.long('marks'),
    ],
    index: [['coop_id', 'shop_id', 'made_at']],
  },
  {
    name: 'sheet_form',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('shop_id', primary),
      c.key('kind', 10, primary),
      c.key('fingerprint', 32),
      c.long('titles'),
      c.long('fields'),
      c.big('set_at'),
    ],
  },
  {
    name: 'sheet_match',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('shop_id', primary),
      c.key('label_key', 32, primary),
      c.id('variant_id', nullable),
      c.big('set_at'),
    ],
  },
  {
    name: 'sheet_import',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('shop_id'),
      c.text('file_name', 120),
      c.big('made_at'),
      c.id('made_by'),
      c.big('taken_at', nullable),
      c.big('done_at', nullable),
      c.int('orders'),
      c.long('content', nullable),
    ],
    index: [['coop_id', 'shop_id', 'made_at']],
  },
];

export class CreateSheetExchange1790000000220 implements MigrationInterface {
  readonly name = 'CreateSheetExchange1790000000220';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, primary, type TableShape } from '../table';

/** Where a portal fetches what a shop sells; the code is the address, and all that opens it. */
const FEED: TableShape = {
  name: 'product_feed',
  columns: (c) => [
    c.id('coop_id', primary),
    c.id('shop_id', primary),
    c.key('code', 32),
    c.flag('is_on'),
    c.big('code_made_at'),
  ],
  unique: [['code']],
};

export class CreateProductFeed1790000000271 implements MigrationInterface {
  readonly name = 'CreateProductFeed1790000000271';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, FEED);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

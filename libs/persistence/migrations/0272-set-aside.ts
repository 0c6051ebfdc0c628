import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, primary, type TableShape } from '../table';

/** What of a variant's stock is kept for a shop that people serve by hand, so that it can be taken back. */
const SET_ASIDE: TableShape = {
  name: 'set_aside',
  columns: (c) => [
    c.id('coop_id', primary),
    c.id('variant_id', primary),
    c.id('shop_id', primary),
    c.big('steps'),
    c.big('set_at'),
    c.id('set_by'),
  ],
  index: [['coop_id', 'shop_id']],
  checks: { steps: 'steps > 0' },
};

export class CreateSetAside1790000000272 implements MigrationInterface {
  readonly name = 'CreateSetAside1790000000272';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, SET_ASIDE);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary } from '../table';

/** Why the tables are cut this way: docs/stock.md, Rows. Defaults are what a new hold leaves out, row after row. */
export class CreateStock1790000000140 implements MigrationInterface {
  readonly name = 'CreateStock1790000000140';

  async up(runner: QueryRunner): Promise<void> {
    await this.levels(runner);
    await this.reservations(runner);
  }

  private async levels(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'stock_level',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('variant_id', primary),
        c.big('on_hand'),
        c.big('reserved'),
        c.big('buffer'),
        c.big('rev'),
        c.big('updated_at'),
      ],
      checks: { reserved: 'reserved >= 0', on_hand: 'on_hand >= reserved', buffer: 'buffer >= 0' },
    });
    await createTable(runner, {
      name: 'stock_entry',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('source_id', primary),
        c.id('variant_id', primary),
        c.key('phase', 8, { ...primary, default: "'reserved'" }),
        c.key('source', 8, { ...primary, default: "'line'" }),
        c.big('on_hand_delta', { default: 0 }),
        c.big('reserved_delta'),
        c.big('rev'),
        c.big('at'),
      ],
      index: [['coop_id', 'variant_id', 'rev']],
    });
    await createTable(runner, {
      name: 'stock_move',
      columns: (c) => [
        c.id('coop_id', primary),
        c.key('op_id', 72, primary),
        c.id('id'),
        c.id('variant_id'),
        c.key('reason', 12),
        c.big('delta'),
        c.big('counted', nullable),
        c.id('actor_user_id', nullable),
        c.big('at'),
      ],
      unique: [['coop_id', 'id']],
    });
  }

  private async reservations(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'reservation',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('order_line_id', primary),
        c.id('variant_id', primary),
        c.big('quantity'),
        c.int('per_one'),
        c.int('grants', { default: 1 }),
        c.big('returned_qty', { default: 0 }),
        c.key('state', 8, { default: "'held'" }),
      ],
      checks: {
        quantity: 'quantity > 0',
        returned: 'returned_qty >= 0 AND returned_qty <= quantity',
      },
    });
    await createTable(runner, {
      name: 'reservation_due',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('order_line_id', primary),
        c.big('expires_at'),
      ],
      index: [['expires_at']],
    });
    await createTable(runner, {
      name: 'allocation_rule',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('variant_id', primary),
        c.id('shop_id', primary),
        c.key('kind', 12),
        c.big('value'),
      ],
      checks: { value: 'value >= 0' },
    });
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

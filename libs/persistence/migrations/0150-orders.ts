import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary, type TableShape } from '../table';

const TABLES: readonly TableShape[] = [
  {
    name: 'order_counter',
    columns: (c) => [c.id('coop_id', primary), c.int('next_number')],
  },
  {
    name: 'sales_order',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.int('number'),
      c.id('shop_id'),
      c.key('channel', 20),
      c.key('external_order_id', 100),
      c.key('status', 20),
      c.key('channel_status', 60, nullable),
      c.flag('short'),
      c.key('payment', 10),
      c.flag('paid'),
      c.big('total_vnd'),
      c.key('buyer_external_id', 100, nullable),
      c.text('buyer_name', 120, nullable),
      c.text('buyer_search', 200),
      c.key('buyer_phone', 32, nullable),
      c.text('buyer_address', 500, nullable),
      c.text('note', 1000, nullable),
      c.big('ship_by_at', nullable),
      c.big('placed_at'),
      c.big('channel_updated_at'),
      c.big('created_at'),
      c.big('updated_at'),
      c.int('rev'),
      c.key('action', 24, nullable),
      c.big('action_next_at', nullable),
      c.int('action_attempts', { default: 0 }),
    ],
    unique: [
      ['coop_id', 'shop_id', 'external_order_id'],
      ['coop_id', 'number'],
    ],
    index: [
      ['coop_id', 'status', 'placed_at'],
      ['coop_id', 'shop_id', 'channel_updated_at'],
      ['action_next_at'],
    ],
  },
  {
    name: 'order_line',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('order_id'),
      c.id('variant_id', nullable),
      c.key('external_line_id', 100),
      c.key('external_item_id', 100, nullable),
      c.key('external_variant_id', 100, nullable),
      c.text('name', 300),
      c.text('unit', 40),
      c.big('quantity'),
      c.int('steps_per_unit'),
      c.big('price_vnd'),
      c.big('amount_vnd'),
      c.big('short_qty'),
    ],
    unique: [['coop_id', 'order_id', 'external_line_id']],
    checks: { quantity: 'quantity > 0' },
  },
  {
    name: 'order_event',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('order_id', primary),
      c.id('id', primary),
      c.big('at'),
      c.key('kind', 24),
      c.id('actor_user_id', nullable),
      c.long('detail'),
    ],
  },
  {
    name: 'channel_message',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('shop_id'),
      c.key('external_id', 200),
      c.key('kind', 10),
      c.key('thread_id', 200),
      c.key('from_external_id', 100, nullable),
      c.text('from_name', 120, nullable),
      c.text('text', 2000),
      c.big('at'),
      c.flag('ours'),
      c.id('order_id', nullable),
      c.big('hidden_at', nullable),
    ],
    unique: [['coop_id', 'shop_id', 'external_id']],
    index: [['coop_id', 'at']],
  },
];

export class CreateOrders1790000000150 implements MigrationInterface {
  readonly name = 'CreateOrders1790000000150';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

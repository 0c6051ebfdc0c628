import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary, type TableShape } from '../table';

const TABLES: readonly TableShape[] = [
  {
    name: 'order_parcel',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('order_id', primary),
      c.key('external_parcel_id', 100, primary),
      c.key('tracking_number', 100, nullable),
      c.text('carrier', 100, nullable),
      c.big('updated_at'),
    ],
  },
  {
    name: 'channel_return',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('shop_id'),
      c.key('external_return_id', 100),
      c.key('external_order_id', 100),
      c.key('status', 16),
      c.key('channel_status', 60),
      c.text('reason', 500, nullable),
      c.big('refund_vnd', nullable),
      c.big('answer_by_at', nullable),
      c.big('asked_at'),
      c.big('channel_updated_at'),
      c.big('restocked_at', nullable),
      c.big('updated_at'),
      c.int('rev'),
      c.key('action', 12, nullable),
      c.text('refuse_why', 300, nullable),
      c.big('action_next_at', nullable),
      c.int('action_attempts', { default: 0 }),
      c.text('refusal', 300, nullable),
    ],
    unique: [['coop_id', 'shop_id', 'external_return_id']],
    index: [['coop_id', 'shop_id', 'external_order_id'], ['action_next_at']],
  },
  {
    name: 'channel_return_line',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('return_id'),
      c.int('position'),
      c.key('external_line_id', 100, nullable),
      c.key('external_item_id', 100, nullable),
      c.key('external_variant_id', 100, nullable),
      c.text('sku', 100, nullable),
      c.big('quantity'),
    ],
    unique: [['coop_id', 'return_id', 'position']],
  },
  {
    name: 'settlement_entry',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('shop_id'),
      c.text('external_id', 160),
      c.key('kind', 12),
      c.text('channel_kind', 60),
      c.key('external_order_id', 100, nullable),
      c.text('external_statement_id', 100, nullable),
      c.big('amount_vnd'),
      c.big('at'),
      c.big('updated_at'),
    ],
    unique: [['coop_id', 'shop_id', 'external_id']],
    index: [
      ['coop_id', 'shop_id', 'external_order_id'],
      ['coop_id', 'at'],
    ],
  },
  {
    name: 'settlement_part',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('entry_id', primary),
      c.int('position', primary),
      c.key('kind', 16),
      c.text('name', 100),
      c.big('amount_vnd'),
    ],
  },
];

export class CreateAfterSale1790000000210 implements MigrationInterface {
  readonly name = 'CreateAfterSale1790000000210';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

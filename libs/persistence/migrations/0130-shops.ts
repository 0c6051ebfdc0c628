import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary, type TableShape } from '../table';

const TABLES: readonly TableShape[] = [
  {
    name: 'shop',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.key('channel', 20),
      c.key('external_shop_id', 100),
      c.text('name', 200),
      c.key('state', 16),
      c.long('settings'),
      c.long('sealed_tokens'),
      c.int('token_rev'),
      c.big('access_expires_at', nullable),
      c.big('refresh_expires_at', nullable),
      c.big('permission_until_at', nullable),
      c.big('refresh_lease_until', nullable),
      c.key('refresh_lease', 36, nullable),
      c.big('connected_at'),
      c.big('lost_at', nullable),
      c.text('lost_why', 300, nullable),
      c.big('paused_until_at', nullable),
      c.big('last_ok_at', nullable),
    ],
    unique: [['channel', 'external_shop_id']],
  },
  {
    name: 'connect_state',
    columns: (c) => [
      c.key('state_hash', 64, primary),
      c.id('coop_id'),
      c.id('user_id'),
      c.key('channel', 20),
      c.big('created_at'),
      c.big('used_at', nullable),
    ],
  },
  {
    name: 'listing',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('shop_id'),
      c.id('product_id'),
      c.key('external_item_id', 100, nullable),
      c.key('view_url', 500, nullable),
      c.long('memory'),
      c.long('answers'),
      c.big('created_at'),
      c.big('live_at', nullable),
    ],
    unique: [['coop_id', 'shop_id', 'product_id']],
    index: [
      ['coop_id', 'product_id'],
      ['shop_id', 'external_item_id'],
    ],
  },
  {
    name: 'listing_variant',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('listing_id', primary),
      c.id('variant_id', primary),
      c.key('external_id', 100, nullable),
      c.big('told_qty', nullable),
      c.big('told_price_vnd', nullable),
      c.big('told_at', nullable),
      c.big('offer_qty', nullable),
    ],
  },
  {
    name: 'listing_push',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('listing_id', primary),
      c.key('grp', 16, primary),
      c.id('variant_id', primary),
      c.id('shop_id'),
      c.id('product_id'),
      c.int('carries'),
      c.big('wanted_rev'),
      c.big('done_rev'),
      c.big('refused_rev'),
      c.big('pushed_rev'),
      c.big('sent_rev'),
      c.int('attempts'),
      c.big('next_at', nullable),
      c.key('ticket', 300, nullable),
      c.long('reason', nullable),
      c.big('wanted_at'),
      c.big('done_at', nullable),
    ],
    index: [
      ['shop_id', 'grp', 'next_at'],
      ['next_at'],
      ['coop_id', 'product_id', 'variant_id'],
      // A sale raises its variant's rows: without it every row of the cooperative is looked at, and locked.
      ['coop_id', 'variant_id'],
    ],
  },
  {
    name: 'push_lease',
    columns: (c) => [
      c.id('shop_id', primary),
      c.key('grp', 16, primary),
      c.key('token', 36),
      c.big('until_at'),
    ],
  },
];

export class CreateShops1790000000130 implements MigrationInterface {
  readonly name = 'CreateShops1790000000130';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

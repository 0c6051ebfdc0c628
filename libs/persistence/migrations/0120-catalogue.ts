import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary, type TableShape } from '../table';

const TABLES: readonly TableShape[] = [
  {
    name: 'product',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.key('code', 16),
      c.text('name', 200),
      c.text('search_text', 600),
      c.long('description'),
      c.text('producer', 200),
      c.key('kind', 40),
      c.id('certificate_id', nullable),
      c.big('hidden_at', nullable),
      c.big('deleted_at', nullable),
      c.int('rev'),
      c.big('created_at'),
      c.big('updated_at'),
    ],
    unique: [['code']],
  },
  {
    name: 'variant',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.id('product_id'),
      c.key('sku', 24),
      c.text('seller_sku', 100, nullable),
      c.text('option_name', 80),
      c.text('unit', 40),
      c.int('steps_per_unit'),
      c.int('pack_amount', nullable),
      c.key('pack_measure', 8, nullable),
      c.int('weight_grams', nullable),
      c.big('price_vnd'),
      c.int('price_rev'),
      c.int('position'),
      c.big('removed_at', nullable),
    ],
    unique: [['coop_id', 'sku']],
    index: [['coop_id', 'product_id']],
    checks: { price: 'price_vnd > 0', steps: 'steps_per_unit > 0' },
  },
  {
    name: 'combo_part',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('combo_variant_id', primary),
      c.id('part_variant_id', primary),
      c.int('quantity'),
    ],
    index: [['coop_id', 'part_variant_id']],
    checks: { quantity: 'quantity > 0' },
  },
  {
    name: 'certificate',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      c.key('kind', 20),
      c.int('stars', nullable),
      c.text('number', 80),
      c.text('issued_by', 200),
      c.big('issued_at'),
      c.big('valid_until_at'),
      c.key('media_key', 64, nullable),
      c.big('created_at'),
    ],
    checks: {
      stars: 'stars IS NULL OR (stars >= 3 AND stars <= 5)',
      validity: 'valid_until_at > issued_at',
    },
  },
  {
    name: 'media',
    columns: (c) => [
      c.id('coop_id', primary),
      c.key('media_key', 64, primary),
      c.int('width'),
      c.int('height'),
      c.int('bytes'),
      c.big('created_at'),
    ],
    index: [['media_key']],
  },
  {
    name: 'product_photo',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('product_id', primary),
      c.key('media_key', 64, primary),
      c.int('position'),
    ],
  },
];

export class CreateCatalogue1790000000120 implements MigrationInterface {
  readonly name = 'CreateCatalogue1790000000120';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Beside lists of orders, people bring what the marketplace paid out. */
export class AddSheetPayouts1790000000270 implements MigrationInterface {
  readonly name = 'AddSheetPayouts1790000000270';

  async up(runner: QueryRunner): Promise<void> {
    const isMariaDb = runner.connection.options.type === 'mysql';
    const letters = isMariaDb ? ' CHARACTER SET ascii COLLATE ascii_bin' : '';
    await runner.query(
      `ALTER TABLE sheet_import ADD COLUMN kind varchar(10)${letters} NOT NULL DEFAULT 'orders' CHECK (kind IN ('orders', 'payouts'))`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

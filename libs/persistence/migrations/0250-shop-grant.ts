import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Names the permission where one covers several shops, which then share their tokens; NULL = the shop's own. */
export class AddShopGrant1790000000250 implements MigrationInterface {
  readonly name = 'AddShopGrant1790000000250';

  async up(runner: QueryRunner): Promise<void> {
    const isMariaDb = runner.connection.options.type === 'mysql';
    const letters = isMariaDb ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
    await runner.query(
      `ALTER TABLE shop ADD COLUMN grant_id varchar(100)${letters} NULL CHECK (length(grant_id) <= 100)`,
    );
    await runner.query('CREATE INDEX shop_grant ON shop (channel, grant_id)');
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

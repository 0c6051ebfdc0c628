import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the next pull of a channel's own queue acknowledges; '' = nothing yet. */
export class AddPollAck1790000000215 implements MigrationInterface {
  readonly name = 'AddPollAck1790000000215';

  async up(runner: QueryRunner): Promise<void> {
    const isMariaDb = runner.connection.options.type === 'mysql';
    const letters = isMariaDb ? ' CHARACTER SET utf8mb4 COLLATE utf8mb4_bin' : '';
    await runner.query(
      `ALTER TABLE poll_cursor ADD COLUMN ack varchar(500)${letters} NOT NULL DEFAULT '' CHECK (length(ack) <= 500)`,
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

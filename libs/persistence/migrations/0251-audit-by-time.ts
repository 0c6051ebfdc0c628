import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** Who did what is listed newest first, and ids alone do not tell the order. */
export class AddAuditByTime1790000000251 implements MigrationInterface {
  readonly name = 'AddAuditByTime1790000000251';

  async up(runner: QueryRunner): Promise<void> {
    const columnNames = ['coop_id', 'at', 'id'];
    const index = new TableIndex({ name: 'ix_audit_entry_coop_id_at', columnNames });
    await runner.createIndex('audit_entry', index);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

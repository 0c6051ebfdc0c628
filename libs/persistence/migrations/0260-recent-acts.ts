import { type MigrationInterface, type QueryRunner, TableIndex } from 'typeorm';

/** What people did lately is listed newest first out of moves and the trail; whether it still stands, by what it was done to. */
export class AddRecentActs1790000000260 implements MigrationInterface {
  readonly name = 'AddRecentActs1790000000260';

  async up(runner: QueryRunner): Promise<void> {
    const byTime = ['coop_id', 'at', 'id'];
    await runner.createIndex(
      'stock_move',
      new TableIndex({ name: 'ix_stock_move_coop_id_at', columnNames: byTime }),
    );
    const byTarget = ['coop_id', 'target_kind', 'target_id', 'at', 'id'];
    await runner.createIndex(
      'audit_entry',
      new TableIndex({ name: 'ix_audit_entry_coop_id_target', columnNames: byTarget }),
    );
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary } from '../table';

export class CreateCore1790000000100 implements MigrationInterface {
  readonly name = 'CreateCore1790000000100';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'id_block',
      columns: (c) => [c.int('id', primary), c.big('next_id')],
    });
    await runner.query('INSERT INTO id_block (id, next_id) VALUES (1, 1)');
    await createTable(runner, {
      name: 'idempotency_key',
      columns: (c) => [
        c.id('coop_id', primary),
        c.key('idem_key', 80, primary),
        c.key('request_hash', 64),
        c.int('status', nullable),
        c.long('answer', nullable),
        c.big('created_at'),
      ],
      index: [['created_at']],
    });
    await createTable(runner, {
      name: 'audit_entry',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('id', primary),
        c.big('at'),
        c.id('actor_user_id', nullable),
        c.key('action', 40),
        c.key('target_kind', 20),
        c.id('target_id', nullable),
        c.long('detail'),
      ],
    });
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

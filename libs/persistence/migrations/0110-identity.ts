import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary } from '../table';

export class CreateIdentity1790000000110 implements MigrationInterface {
  readonly name = 'CreateIdentity1790000000110';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'coop',
      columns: (c) => [
        c.id('id', primary),
        c.key('code', 40),
        c.text('name', 200),
        c.text('name_folded', 200),
        c.text('province', 80),
        c.key('phone', 16, nullable),
        c.text('address', 300),
        c.big('created_at'),
      ],
      unique: [['code']],
    });
    await createTable(runner, {
      name: 'user_account',
      columns: (c) => [
        c.id('id', primary),
        c.key('phone', 16),
        c.text('name', 120),
        c.key('password_hash', 200),
        c.big('created_at'),
        c.big('disabled_at', nullable),
      ],
      unique: [['phone']],
    });
    await createTable(runner, {
      name: 'membership',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('id', primary),
        c.id('user_id'),
        c.key('roles', 120),
        c.big('created_at'),
        c.big('removed_at', nullable),
      ],
      unique: [['coop_id', 'user_id']],
      index: [['user_id']],
    });
    await createTable(runner, {
      name: 'session',
      columns: (c) => [
        c.key('token_hash', 64, primary),
        c.id('coop_id'),
        c.id('membership_id'),
        c.id('user_id'),
        c.text('device', 200),
        c.big('created_at'),
        c.big('seen_at'),
        c.big('expires_at'),
      ],
      index: [['user_id'], ['expires_at']],
    });
    await createTable(runner, {
      name: 'login_attempt',
      columns: (c) => [
        c.key('subject', 80, primary),
        c.int('failures'),
        c.big('since_at'),
        c.big('blocked_until', nullable),
      ],
    });
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

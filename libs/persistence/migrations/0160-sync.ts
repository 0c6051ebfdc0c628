import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary } from '../table';

export class CreateSync1790000000160 implements MigrationInterface {
  readonly name = 'CreateSync1790000000160';

  async up(runner: QueryRunner): Promise<void> {
    await createTable(runner, {
      name: 'delivery',
      columns: (c) => [
        c.id('id', primary),
        c.key('channel', 20),
        c.key('body_hash', 64),
        c.blob('body'),
        c.long('headers'),
        c.big('received_at'),
        c.int('attempts'),
        c.big('next_at', nullable),
        c.big('done_at', nullable),
        c.text('failure', 300, nullable),
      ],
      unique: [['channel', 'body_hash']],
      index: [['next_at']],
    });
    await createTable(runner, {
      name: 'channel_event',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('shop_id', primary),
        c.key('event_key', 64, primary),
        c.key('kind', 12),
        c.long('payload'),
        c.big('at'),
        c.int('attempts'),
        c.big('next_at', nullable),
        c.big('done_at', nullable),
        c.text('failure', 300, nullable),
      ],
      index: [['next_at']],
    });
    await createTable(runner, {
      name: 'poll_cursor',
      columns: (c) => [
        c.id('coop_id', primary),
        c.id('shop_id', primary),
        c.key('kind', 16, primary),
        c.big('done_until_at'),
        c.big('next_at'),
        c.big('lease_until_at', nullable),
        c.key('lease', 36, nullable),
        c.big('last_ok_at', nullable),
      ],
      index: [['next_at']],
    });
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

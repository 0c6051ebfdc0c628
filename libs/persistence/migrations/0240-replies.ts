import type { MigrationInterface, QueryRunner } from 'typeorm';
import { createTable, nullable, primary, type TableShape } from '../table';

const TABLES: readonly TableShape[] = [
  {
    name: 'reply',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('id', primary),
      // One press, one order and purpose, one comment to hide: repeats meet here.
      c.key('source', 100),
      c.id('shop_id'),
      c.id('message_id', nullable),
      c.id('order_id', nullable),
      c.key('way', 10),
      c.key('target', 200),
      c.key('thread_id', 200, nullable),
      c.key('purpose', 20, nullable),
      c.long('body'),
      c.key('state', 10),
      c.id('actor_user_id', nullable),
      c.big('wanted_at'),
      c.big('done_at', nullable),
      // A call began and nobody has heard what became of it.
      c.big('sent_at', nullable),
      c.big('next_at', nullable),
      c.int('attempts', { default: 0 }),
      c.key('external_id', 200, nullable),
      c.text('refusal', 300, nullable),
    ],
    unique: [['coop_id', 'source']],
    index: [['coop_id', 'message_id'], ['coop_id', 'order_id'], ['next_at']],
    checks: {
      way: "way IN ('thread', 'comment', 'private', 'hide', 'template')",
      state: "state IN ('wanted', 'done', 'refused', 'unsure')",
      due: "(next_at IS NULL) = (state <> 'wanted')",
    },
  },
  {
    name: 'reply_switch',
    columns: (c) => [
      c.id('coop_id', primary),
      c.id('shop_id', primary),
      c.flag('hides_phones'),
      c.flag('sends_notices'),
    ],
  },
];

export class CreateReplies1790000000240 implements MigrationInterface {
  readonly name = 'CreateReplies1790000000240';

  async up(runner: QueryRunner): Promise<void> {
    for (const table of TABLES) await createTable(runner, table);
  }

  async down(): Promise<void> {
    throw new Error('migrations go forward only');
  }
}

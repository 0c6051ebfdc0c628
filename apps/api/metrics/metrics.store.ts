import type { AllCoops } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

export interface Backlog {
  pushesDue: number;
  deliveriesDue: number;
  eventsDue: number;
  shopsLost: number;
}

/** Counts over all cooperatives: numbers only, nobody's data. */
export class MetricsStore {
  async ping(tx: Tx): Promise<void> {
    await sql(tx).one('SELECT 1 AS one');
  }

  async backlog(tx: Tx, _all: AllCoops, now: number): Promise<Backlog> {
    const count = async (text: string, values: (string | number)[]) =>
      toInt((await sql(tx).one<{ n: number }>(text, values))?.n ?? 0);
    return {
      pushesDue: await count('SELECT COUNT(*) AS n FROM listing_push WHERE next_at <= ?', [now]),
      deliveriesDue: await count('SELECT COUNT(*) AS n FROM delivery WHERE next_at <= ?', [now]),
      eventsDue: await count('SELECT COUNT(*) AS n FROM channel_event WHERE next_at <= ?', [now]),
      shopsLost: await count("SELECT COUNT(*) AS n FROM shop WHERE state = 'lost'", []),
    };
  }
}

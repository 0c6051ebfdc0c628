import type { AllCoops, CoopId, OrderLineId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';
import type { Difference } from './stock';

interface Row {
  what: Difference['what'];
  coop_id: number;
  variant_id: number;
  order_line_id: number | null;
  stored: number | string;
  recomputed: number | string;
}

/** Levels beside the sum of what stands for them, both ways round: a level without rows, and rows without a level. */
const LEVELS = (what: Difference['what'], column: string, delta: string, from: string) => `
  SELECT '${what}' AS what, x.coop_id, x.variant_id, NULL AS order_line_id, SUM(x.stored) AS stored, SUM(x.delta) AS recomputed
  FROM (SELECT coop_id, variant_id, ${column} AS stored, 0 AS delta FROM stock_level
        UNION ALL SELECT coop_id, variant_id, 0 AS stored, ${delta} AS delta FROM ${from}) x
  GROUP BY x.coop_id, x.variant_id HAVING SUM(x.stored) <> SUM(x.delta)`;

/** What a line's entries say it holds or gave away, beside what its reservation says. */
const RESERVATIONS = `
  SELECT 'reservation_is_not_ledger' AS what, x.coop_id, x.variant_id, x.order_line_id,
         SUM(x.stored) AS stored, SUM(x.delta) AS recomputed
  FROM (SELECT coop_id, variant_id, order_line_id,
               CASE state WHEN 'held' THEN quantity ELSE 0 END AS stored, 0 AS delta, quantity AS granted, 0 AS given,
               CASE state WHEN 'posted' THEN -quantity ELSE 0 END AS gone, 0 AS left_house
        FROM reservation
        UNION ALL
        SELECT coop_id, variant_id, source_id AS order_line_id, 0, SUM(reserved_delta), 0,
               SUM(CASE phase WHEN 'reserved' THEN reserved_delta ELSE 0 END), 0, SUM(on_hand_delta)
        FROM stock_entry WHERE source LIKE 'line%' GROUP BY coop_id, variant_id, source_id) x
  GROUP BY x.coop_id, x.variant_id, x.order_line_id
  HAVING SUM(x.stored) <> SUM(x.delta) OR SUM(x.granted) <> SUM(x.given) OR SUM(x.gone) <> SUM(x.left_house)`;

const MOVES = `
  SELECT 'move_is_not_ledger' AS what, x.coop_id, x.variant_id, NULL AS order_line_id, SUM(x.stored) AS stored, SUM(x.delta) AS recomputed
  FROM (SELECT coop_id, variant_id, id AS source_id, delta AS stored, 0 AS delta FROM stock_move
        UNION ALL SELECT coop_id, variant_id, source_id, 0 AS stored, on_hand_delta AS delta FROM stock_entry WHERE source = 'move') x
  GROUP BY x.coop_id, x.variant_id, x.source_id HAVING SUM(x.stored) <> SUM(x.delta)`;

const BEYOND = `
  SELECT 'reserved_beyond_on_hand' AS what, coop_id, variant_id, NULL AS order_line_id, reserved AS stored, on_hand AS recomputed
  FROM stock_level WHERE reserved > on_hand OR reserved < 0`;

/** One statement, so that both sides of each comparison are of one moment while the product goes on selling. */
const ALL = [
  LEVELS('on_hand_is_not_ledger', 'on_hand', 'on_hand_delta', 'stock_entry'),
  LEVELS('reserved_is_not_ledger', 'reserved', 'reserved_delta', 'stock_entry'),
  LEVELS(
    'reserved_is_not_reservations',
    'reserved',
    'quantity',
    "reservation WHERE state = 'held'",
  ),
  RESERVATIONS,
  MOVES,
  BEYOND,
].join('\nUNION ALL\n');

export class VerifyStore {
  async differences(tx: Tx, _all: AllCoops): Promise<Difference[]> {
    const rows = await sql(tx).all<Row>(
      `SELECT * FROM (${ALL}) d ORDER BY coop_id, variant_id, what`,
    );
    return rows.map((row) => ({
      what: row.what,
      coopId: toInt(row.coop_id) as CoopId,
      variantId: toInt(row.variant_id) as VariantId,
      orderLineId: row.order_line_id === null ? null : (toInt(row.order_line_id) as OrderLineId),
      stored: toInt(row.stored),
      recomputed: toInt(row.recomputed),
    }));
  }

  /** How much was compared, for the line that says all is true. */
  async compared(tx: Tx, _all: AllCoops): Promise<{ levels: number; entries: number }> {
    const row = await sql(tx).one<{ levels: number; entries: number }>(
      'SELECT (SELECT COUNT(*) FROM stock_level) AS levels, (SELECT COUNT(*) FROM stock_entry) AS entries',
    );
    return { levels: toInt(row?.levels), entries: toInt(row?.entries) };
  }
}

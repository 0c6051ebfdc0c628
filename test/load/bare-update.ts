/**
 * The baseline in a process of its own, with nothing of ours in it: mysql2, one table, one hot row, one guarded UPDATE a
 * buyer, autocommit. Asked over IPC: {pool, updates} → Leg.
 */
import { createPool, type Pool, type ResultSetHeader } from 'mysql2/promise';
import { runBuyers } from './buyers';

export interface BareAsk {
  pool: number;
  updates: number;
}

const BUYERS = 256;
const UPDATE =
  'UPDATE bare_level SET reserved = reserved + ? WHERE id = 1 AND on_hand - reserved >= ?';
let open: { size: number; pool: Pool } | null = null;

/** Connected beforehand: a leg measures updates, not log-ins. */
async function poolOf(size: number): Promise<Pool> {
  if (open?.size === size) return open.pool;
  await open?.pool.end();
  const at = new URL(process.argv[2] ?? '');
  const socketPath = at.searchParams.get('socketPath') ?? undefined;
  const pool = createPool({
    ...(socketPath ? { socketPath } : { host: at.hostname, port: Number(at.port || 3306) }),
    user: at.username,
    password: decodeURIComponent(at.password),
    database: at.pathname.slice(1),
    connectionLimit: size,
  });
  open = { size, pool };
  await Promise.all(Array.from({ length: size }, () => pool.execute(UPDATE, [0, 0])));
  return pool;
}

process.on('message', ({ pool: size, updates }: BareAsk) => {
  void poolOf(size)
    .then((pool) =>
      runBuyers(BUYERS, updates, async () => {
        const [done] = await pool.execute<ResultSetHeader>(UPDATE, [1, 1]);
        return done.affectedRows === 1;
      }),
    )
    .then((leg) => process.send?.(leg));
});

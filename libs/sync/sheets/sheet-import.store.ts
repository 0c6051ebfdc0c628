import type { SheetKind, SheetTable } from '@ganh/channels/spreadsheet';
import type { CoopScope, SheetImportId, ShopId, UserId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

type ListName = SheetKind<string>['name'];

export interface SheetImport {
  id: SheetImportId;
  fileName: string;
  madeAt: number;
  /** The last time something was taken from it. */
  takenAt: number | null;
  /** All of it is taken: what it held is not kept longer. */
  doneAt: number | null;
  /** So many orders or payouts were taken from it. */
  count: number;
  table: SheetTable | null;
}

interface Row {
  id: number;
  file_name: string;
  made_at: number;
  taken_at: number | null;
  done_at: number | null;
  orders: number;
  content: string | null;
}

const at = (value: number | null) => (value === null ? null : toInt(value));

function toImport(row: Row): SheetImport {
  return {
    id: toInt(row.id) as SheetImportId,
    fileName: row.file_name,
    madeAt: toInt(row.made_at),
    takenAt: at(row.taken_at),
    doneAt: at(row.done_at),
    count: row.orders,
    table: row.content === null ? null : (JSON.parse(row.content) as SheetTable),
  };
}

/** Lists of one kind that people brought. */
export class SheetImportStore {
  constructor(private readonly kind: ListName) {}

  async insert(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    one: { id: SheetImportId; fileName: string; madeAt: number; madeBy: UserId; table: SheetTable },
  ): Promise<void> {
    await sql(tx).insert('sheet_import', {
      coop_id: scope.coopId,
      id: one.id,
      shop_id: shopId,
      kind: this.kind,
      file_name: one.fileName.slice(0, 120),
      made_at: one.madeAt,
      made_by: one.madeBy,
      taken_at: null,
      done_at: null,
      orders: 0,
      content: JSON.stringify(one.table),
    });
  }

  async find(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    id: SheetImportId,
  ): Promise<SheetImport | null> {
    const row = await sql(tx).one<Row>(
      'SELECT * FROM sheet_import WHERE coop_id = ? AND id = ? AND shop_id = ? AND kind = ?',
      [scope.coopId, id, shopId, this.kind],
    );
    return row ? toImport(row) : null;
  }

  /** Newest first, without what they hold. */
  async latest(tx: Tx, scope: CoopScope, shopId: ShopId, limit: number): Promise<SheetImport[]> {
    const rows = await sql(tx).all<Row>(
      `SELECT id, file_name, made_at, taken_at, done_at, orders, NULL AS content FROM sheet_import
       WHERE coop_id = ? AND shop_id = ? AND kind = ? ORDER BY made_at DESC, id DESC LIMIT ?`,
      [scope.coopId, shopId, this.kind, limit],
    );
    return rows.map(toImport);
  }

  async lastTakenAt(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<number | null> {
    const row = await sql(tx).one<{ at: number | null }>(
      'SELECT MAX(taken_at) AS at FROM sheet_import WHERE coop_id = ? AND shop_id = ? AND kind = ?',
      [scope.coopId, shopId, this.kind],
    );
    return at(row?.at ?? null);
  }

  /** `doneAt` set: what stands in it, buyers' names too, is dropped. */
  async setTaken(
    tx: Tx,
    scope: CoopScope,
    id: SheetImportId,
    taken: { at: number; count: number; doneAt: number | null },
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE sheet_import SET taken_at = ?, orders = ?, done_at = ?, content = CASE WHEN ? = 1 THEN NULL ELSE content END
       WHERE coop_id = ? AND id = ?`,
      [taken.at, taken.count, taken.doneAt, taken.doneAt === null ? 0 : 1, scope.coopId, id],
    );
  }

  /** Never taken, and looked at long ago. */
  async dropUntakenBefore(tx: Tx, scope: CoopScope, before: number): Promise<void> {
    await sql(tx).run(
      'DELETE FROM sheet_import WHERE coop_id = ? AND taken_at IS NULL AND made_at < ?',
      [scope.coopId, before],
    );
  }
}

import type { OrderColumns, OrderTable } from '@ganh/channels/spreadsheet';
import type { CoopScope, SheetImportId, ShopId, UserId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

/** How a person matched the columns of a marketplace's sheet, and the head they saw. */
export interface OrderForm {
  fingerprint: string;
  titles: readonly string[];
  columns: OrderColumns;
}

export interface SheetImport {
  id: SheetImportId;
  fileName: string;
  madeAt: number;
  /** The last time orders were taken from it. */
  takenAt: number | null;
  /** All of it is taken: what it held is not kept longer. */
  doneAt: number | null;
  orders: number;
  table: OrderTable | null;
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
    orders: row.orders,
    table: row.content === null ? null : (JSON.parse(row.content) as OrderTable),
  };
}

/** Order lists that people brought, how their columns were matched, and whose goods their words are. */
export class SheetImportStore {
  async insert(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    one: { id: SheetImportId; fileName: string; madeAt: number; madeBy: UserId; table: OrderTable },
  ): Promise<void> {
    await sql(tx).insert('sheet_import', {
      coop_id: scope.coopId,
      id: one.id,
      shop_id: shopId,
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
      'SELECT * FROM sheet_import WHERE coop_id = ? AND id = ? AND shop_id = ?',
      [scope.coopId, id, shopId],
    );
    return row ? toImport(row) : null;
  }

  /** Newest first, without what they hold. */
  async latest(tx: Tx, scope: CoopScope, shopId: ShopId, limit: number): Promise<SheetImport[]> {
    const rows = await sql(tx).all<Row>(
      `SELECT id, file_name, made_at, taken_at, done_at, orders, NULL AS content FROM sheet_import
       WHERE coop_id = ? AND shop_id = ? ORDER BY made_at DESC, id DESC LIMIT ?`,
      [scope.coopId, shopId, limit],
    );
    return rows.map(toImport);
  }

  async lastTakenAt(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<number | null> {
    const row = await sql(tx).one<{ at: number | null }>(
      'SELECT MAX(taken_at) AS at FROM sheet_import WHERE coop_id = ? AND shop_id = ?',
      [scope.coopId, shopId],
    );
    return at(row?.at ?? null);
  }

  /** `doneAt` set: the buyers' names in it are dropped. */
  async setTaken(
    tx: Tx,
    scope: CoopScope,
    id: SheetImportId,
    taken: { at: number; orders: number; doneAt: number | null },
  ): Promise<void> {
    await sql(tx).run(
      `UPDATE sheet_import SET taken_at = ?, orders = ?, done_at = ?, content = CASE WHEN ? = 1 THEN NULL ELSE content END
       WHERE coop_id = ? AND id = ?`,
      [taken.at, taken.orders, taken.doneAt, taken.doneAt === null ? 0 : 1, scope.coopId, id],
    );
  }

  /** Never taken, and looked at long ago. */
  async dropUntakenBefore(tx: Tx, scope: CoopScope, before: number): Promise<void> {
    await sql(tx).run(
      'DELETE FROM sheet_import WHERE coop_id = ? AND taken_at IS NULL AND made_at < ?',
      [scope.coopId, before],
    );
  }

  async form(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<OrderForm | null> {
    const row = await sql(tx).one<{ fingerprint: string; titles: string; fields: string }>(
      "SELECT fingerprint, titles, fields FROM sheet_form WHERE coop_id = ? AND shop_id = ? AND kind = 'orders'",
      [scope.coopId, shopId],
    );
    return row
      ? {
          fingerprint: row.fingerprint,
          titles: JSON.parse(row.titles) as string[],
          columns: JSON.parse(row.fields) as OrderColumns,
        }
      : null;
  }

  async setForm(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    kind: 'orders' | 'goods',
    form: { fingerprint: string; titles: readonly string[]; fields: unknown },
    now: number,
  ): Promise<void> {
    const value = {
      fingerprint: form.fingerprint,
      titles: JSON.stringify(form.titles),
      fields: JSON.stringify(form.fields),
      set_at: now,
    };
    const key = { coop_id: scope.coopId, shop_id: shopId, kind };
    if (await sql(tx).insertOnce('sheet_form', { ...key, ...value })) return;
    await sql(tx).run(
      'UPDATE sheet_form SET fingerprint = ?, titles = ?, fields = ?, set_at = ? WHERE coop_id = ? AND shop_id = ? AND kind = ?',
      [...Object.values(value), ...Object.values(key)],
    );
  }

  async dropForm(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    kind: 'orders' | 'goods',
  ): Promise<void> {
    await sql(tx).run('DELETE FROM sheet_form WHERE coop_id = ? AND shop_id = ? AND kind = ?', [
      scope.coopId,
      shopId,
      kind,
    ]);
  }

  async matches(tx: Tx, scope: CoopScope, shopId: ShopId): Promise<Map<string, VariantId | null>> {
    const rows = await sql(tx).all<{ label_key: string; variant_id: number | null }>(
      'SELECT label_key, variant_id FROM sheet_match WHERE coop_id = ? AND shop_id = ?',
      [scope.coopId, shopId],
    );
    return new Map(rows.map((row) => [row.label_key, at(row.variant_id) as VariantId | null]));
  }

  async setMatch(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    labelKey: string,
    variantId: VariantId | null,
    now: number,
  ): Promise<void> {
    const key = { coop_id: scope.coopId, shop_id: shopId, label_key: labelKey };
    if (await sql(tx).insertOnce('sheet_match', { ...key, variant_id: variantId, set_at: now }))
      return;
    await sql(tx).run(
      'UPDATE sheet_match SET variant_id = ?, set_at = ? WHERE coop_id = ? AND shop_id = ? AND label_key = ?',
      [variantId, now, ...Object.values(key)],
    );
  }
}

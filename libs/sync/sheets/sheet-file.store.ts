import type { CoopScope, ListingId, SheetFileId, ShopId, UserId, VariantId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { forUpdate, sql, toInt } from '@ganh/persistence/sql';
import type { WrittenTable } from '@ganh/sheets';

/** What a row of a written file told of a variant, and which revision of it that was. */
export interface FileMark {
  listingId: ListingId;
  variantId: VariantId;
  rev: number;
  sku: string;
  qty: number;
  priceVnd: number;
}

export interface SheetFile {
  id: SheetFileId;
  shopId: ShopId;
  scope: 'due' | 'all';
  madeAt: number;
  uploadedAt: number | null;
  table: WrittenTable;
  marks: readonly FileMark[];
}

interface Row {
  id: number;
  shop_id: number;
  scope: string;
  made_at: number;
  uploaded_at: number | null;
  content: string | null;
  marks: string;
}

function toFile(row: Row): SheetFile {
  return {
    id: toInt(row.id) as SheetFileId,
    shopId: toInt(row.shop_id) as ShopId,
    scope: row.scope as SheetFile['scope'],
    madeAt: toInt(row.made_at),
    uploadedAt: row.uploaded_at === null ? null : toInt(row.uploaded_at),
    table:
      row.content === null ? { name: '', rows: [] } : (JSON.parse(row.content) as WrittenTable),
    marks: JSON.parse(row.marks) as FileMark[],
  };
}

/** Files made for marketplaces that people serve by hand, and the sheets these want. */
export class SheetFileStore {
  async insert(tx: Tx, scope: CoopScope, file: SheetFile, madeBy: UserId): Promise<void> {
    await sql(tx).insert('sheet_file', {
      coop_id: scope.coopId,
      id: file.id,
      shop_id: file.shopId,
      scope: file.scope,
      made_at: file.madeAt,
      made_by: madeBy,
      uploaded_at: file.uploadedAt,
      content: JSON.stringify(file.table),
      marks: JSON.stringify(file.marks),
    });
  }

  async find(tx: Tx, scope: CoopScope, shopId: ShopId, id: SheetFileId): Promise<SheetFile | null> {
    const row = await sql(tx).one<Row>(
      'SELECT * FROM sheet_file WHERE coop_id = ? AND id = ? AND shop_id = ?',
      [scope.coopId, id, shopId],
    );
    return row ? toFile(row) : null;
  }

  async findForUpload(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    id: SheetFileId,
  ): Promise<SheetFile | null> {
    await sql(tx).one(
      `SELECT id FROM sheet_file WHERE coop_id = ? AND id = ?${forUpdate(sql(tx))}`,
      [scope.coopId, id],
    );
    return this.find(tx, scope, shopId, id);
  }

  /** Newest first, without what stands in them. */
  async latest(tx: Tx, scope: CoopScope, shopId: ShopId, limit: number): Promise<SheetFile[]> {
    const rows = await sql(tx).all<Row>(
      `SELECT id, shop_id, scope, made_at, uploaded_at, marks, NULL AS content FROM sheet_file
       WHERE coop_id = ? AND shop_id = ? ORDER BY made_at DESC, id DESC LIMIT ?`,
      [scope.coopId, shopId, limit],
    );
    return rows.map(toFile);
  }

  async setUploaded(tx: Tx, scope: CoopScope, id: SheetFileId, at: number): Promise<void> {
    await sql(tx).run('UPDATE sheet_file SET uploaded_at = ? WHERE coop_id = ? AND id = ?', [
      at,
      scope.coopId,
      id,
    ]);
  }

  async dropBefore(tx: Tx, scope: CoopScope, at: number): Promise<void> {
    await sql(tx).run('DELETE FROM sheet_file WHERE coop_id = ? AND made_at < ?', [
      scope.coopId,
      at,
    ]);
  }
}

import type { CoopScope, ShopId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql } from '@ganh/persistence/sql';

type FormKind = 'goods' | 'orders' | 'payouts';

/** How a person matched the columns of a marketplace's sheet to ours, and the head they saw. */
export interface SheetForm<Fields> {
  fingerprint: string;
  titles: readonly string[];
  fields: Fields;
}

export class SheetFormStore {
  async find<Fields>(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    kind: FormKind,
  ): Promise<SheetForm<Fields> | null> {
    const row = await sql(tx).one<{ fingerprint: string; titles: string; fields: string }>(
      'SELECT fingerprint, titles, fields FROM sheet_form WHERE coop_id = ? AND shop_id = ? AND kind = ?',
      [scope.coopId, shopId, kind],
    );
    return row
      ? {
          fingerprint: row.fingerprint,
          titles: JSON.parse(row.titles) as string[],
          fields: JSON.parse(row.fields) as Fields,
        }
      : null;
  }

  async set(
    tx: Tx,
    scope: CoopScope,
    shopId: ShopId,
    kind: FormKind,
    form: SheetForm<unknown>,
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

  async drop(tx: Tx, scope: CoopScope, shopId: ShopId, kind: FormKind): Promise<void> {
    await sql(tx).run('DELETE FROM sheet_form WHERE coop_id = ? AND shop_id = ? AND kind = ?', [
      scope.coopId,
      shopId,
      kind,
    ]);
  }
}

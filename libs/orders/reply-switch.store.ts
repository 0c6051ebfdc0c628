import { type CoopScope, type ShopId, toId } from '@ganh/kernel';
import type { Tx } from '@ganh/persistence';
import { sql, toInt } from '@ganh/persistence/sql';

/** What a cooperative has said yes to, shop by shop; nothing at first. */
export interface ReplySwitches {
  /** Comments with a phone number are kept from others on the channel. */
  hidesPhones: boolean;
  /** Buyers are told by templates what becomes of their orders. */
  sendsNotices: boolean;
}

interface Row {
  shop_id: number;
  hides_phones: number;
  sends_notices: number;
}

export class ReplySwitchStore {
  async all(tx: Tx, scope: CoopScope): Promise<Map<ShopId, ReplySwitches>> {
    const rows = await sql(tx).all<Row>(
      'SELECT shop_id, hides_phones, sends_notices FROM reply_switch WHERE coop_id = ? ORDER BY shop_id',
      [scope.coopId],
    );
    return new Map(
      rows.map((row) => [
        toId<ShopId>(toInt(row.shop_id)),
        { hidesPhones: row.hides_phones === 1, sendsNotices: row.sends_notices === 1 },
      ]),
    );
  }

  async set(tx: Tx, scope: CoopScope, shopId: ShopId, wanted: ReplySwitches): Promise<void> {
    const flags = [wanted.hidesPhones ? 1 : 0, wanted.sendsNotices ? 1 : 0] as const;
    await sql(tx).insertOnce('reply_switch', {
      coop_id: scope.coopId,
      shop_id: shopId,
      hides_phones: flags[0],
      sends_notices: flags[1],
    });
    await sql(tx).run(
      'UPDATE reply_switch SET hides_phones = ?, sends_notices = ? WHERE coop_id = ? AND shop_id = ?',
      [...flags, scope.coopId, shopId],
    );
  }
}

import { isDeepStrictEqual } from 'node:util';
import type { SettlementEntry } from '@ganh/channels/kit';
import {
  PAYOUT_SHEET,
  type PayoutField,
  readPayouts,
  type RowAsk,
} from '@ganh/channels/spreadsheet';
import {
  type CoopScope,
  Problem,
  type SheetImportId,
  type ShopId,
  type UserId,
} from '@ganh/kernel';
import { orderTotals } from '@ganh/orders';
import type { SettlementBook } from '@ganh/payments';
import type { Tx } from '@ganh/persistence';
import type { Shop } from '@ganh/shops';
import type { SheetImport } from './sheet-import.store';
import { type InboxKit, SheetInbox, type UnmatchedSheet } from './sheet-inbox';
import type { SheetShops } from './sheet-shops';

/** A payout of the file beside what we know. */
export interface PreviewPayout {
  row: number;
  entry: SettlementEntry;
  state: 'new' | 'changed' | 'known';
  /** What was stored of it before. */
  beforeVnd: number | null;
  /** `unknown`: it names an order that is not in the inbox; it is kept as that and never given to another. */
  order: 'known' | 'unknown' | 'none';
  orderTotalVnd: number | null;
}

export type PayoutPreview =
  | UnmatchedSheet<PayoutField>
  | {
      one: SheetImport;
      step: 'payouts';
      payouts: PreviewPayout[];
      asks: RowAsk[];
      skipped: number;
      repeated: number;
    }
  | { one: SheetImport; step: 'done' };

export interface TakenPayouts {
  made: number;
  changed: number;
  same: number;
  held: number;
}

/** What a marketplace without a way in paid out, from its own list: stored as what the other channels tell is. */
export class SheetPayouts extends SheetInbox<PayoutField> {
  constructor(
    kit: InboxKit,
    shops: SheetShops,
    private readonly settlements: SettlementBook,
  ) {
    super(kit, shops, PAYOUT_SHEET);
  }

  async preview(scope: CoopScope, shopId: ShopId, id: SheetImportId): Promise<PayoutPreview> {
    const shop = await this.shops.get(scope, shopId);
    return this.kit.db.read((tx) => this.previewIn(tx, shop, id));
  }

  /** Takes every payout that is clear, all or none. Again, it changes nothing. */
  async accept(
    scope: CoopScope,
    shopId: ShopId,
    id: SheetImportId,
    actor: UserId,
  ): Promise<TakenPayouts> {
    const shop = await this.shops.get(scope, shopId);
    const counts = await this.kit.db.write(async (tx) => {
      const preview = await this.previewIn(tx, shop, id);
      const told: TakenPayouts = { made: 0, changed: 0, same: 0, held: 0 };
      if (preview.step === 'done') return { ...told, same: preview.one.count };
      if (preview.step === 'columns')
        throw new Problem('conflict', preview.why ?? 'Khớp các cột của bảng trước.');
      const { payouts, asks } = preview;
      const count = (state: PreviewPayout['state']) =>
        payouts.filter((payout) => payout.state === state).length;
      told.made = count('new');
      told.changed = count('changed');
      told.same = count('known');
      told.held = new Set(asks.filter((ask) => ask.held).map((ask) => ask.row)).size;
      await this.settlements.takeAll(
        tx,
        shop,
        payouts.filter(({ state }) => state !== 'known').map(({ entry }) => entry),
      );
      const detail = { ...told };
      await this.taken(tx, scope, shopId, id, {
        actor,
        count: payouts.length,
        isDone: true,
        detail,
      });
      return told;
    });
    await this.shops.touched(shop);
    return counts;
  }

  /** Payouts of orders nobody knows here, and orders that were not paid for. */
  async unmet(scope: CoopScope, shopId: ShopId, limit: number) {
    await this.shops.get(scope, shopId);
    return this.settlements.unmet(scope, shopId, limit);
  }

  private async previewIn(tx: Tx, shop: Shop, id: SheetImportId): Promise<PayoutPreview> {
    const opened = await this.open(tx, shop, shop.id, id);
    if (opened.step !== 'rows') return opened;
    const { one, table, columns } = opened;
    const { lines, asks, skipped, repeated } = readPayouts(table, columns, this.kit.clock.now());
    const entries = lines.map(({ entry }) => entry);
    const known = await this.settlements.known(tx, shop, entries);
    const codes = entries.flatMap((entry) => entry.externalOrderId ?? []);
    const totals = await orderTotals(tx, shop, shop.id, [...new Set(codes)]);
    const payouts = lines.map(({ row, entry }): PreviewPayout => {
      const before = known.get(entry.externalId)?.entry;
      const code = entry.externalOrderId;
      const orderTotalVnd = code === null ? null : (totals.get(code) ?? null);
      return {
        row,
        entry,
        state: !before ? 'new' : isDeepStrictEqual(before, entry) ? 'known' : 'changed',
        beforeVnd: before?.amountVnd ?? null,
        order: code === null ? 'none' : orderTotalVnd === null ? 'unknown' : 'known',
        orderTotalVnd,
      };
    });
    return { one, step: 'payouts', payouts, asks, skipped, repeated };
  }
}

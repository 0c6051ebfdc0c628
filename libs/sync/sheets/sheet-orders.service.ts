import type { ProductService } from '@ganh/catalogue';
import type { ChannelOrder, ChannelOrderStatus } from '@ganh/channels/kit';
import {
  type Label,
  ORDER_SHEET,
  type OrderField,
  readOrders,
  type Columns,
  type RowAsk,
  type SheetOrder,
  type SheetTable,
  stageOf,
} from '@ganh/channels/spreadsheet';
import {
  type CoopScope,
  Problem,
  type SheetImportId,
  type ShopId,
  type UserId,
  type VariantId,
} from '@ganh/kernel';
import type { Order, OrderIntake, OrderStatus, OrderStore } from '@ganh/orders';
import type { Shop } from '@ganh/shops';
import { GoodsNames } from './goods-names';
import type { SheetImport } from './sheet-import.store';
import { type InboxKit, SheetInbox, type UnmatchedSheet } from './sheet-inbox';
import { SheetMatchStore } from './sheet-match.store';
import type { SheetShops } from './sheet-shops';

/** An order of the file beside what we know of it. */
export interface PreviewOrder {
  order: ChannelOrder;
  rows: readonly number[];
  state: 'new' | 'changed' | 'known';
  /** Words of its lines that are nobody's goods yet; it waits for them. */
  waitsFor: readonly string[];
}

export interface MatchRow extends Label {
  /** undefined: ask; null: a person said that it is none of ours. */
  variantId: VariantId | null | undefined;
}

export type SheetPreview =
  | UnmatchedSheet<OrderField>
  | {
      one: SheetImport;
      step: 'orders';
      orders: PreviewOrder[];
      labels: MatchRow[];
      asks: RowAsk[];
      skipped: number;
      repeated: number;
    }
  | { one: SheetImport; step: 'done' };

export interface TakenOrders {
  made: number;
  changed: number;
  same: number;
  waiting: number;
  held: number;
}

/** Orders of a marketplace without a way in, from its own list: looked at first, then taken like any order. */
export class SheetOrders extends SheetInbox<OrderField> {
  private readonly matches = new SheetMatchStore();

  constructor(
    kit: InboxKit,
    shops: SheetShops,
    private readonly products: ProductService,
    private readonly orders: OrderStore,
    private readonly intake: OrderIntake,
  ) {
    super(kit, shops, ORDER_SHEET);
  }

  async preview(scope: CoopScope, shopId: ShopId, id: SheetImportId): Promise<SheetPreview> {
    const shop = await this.shops.get(scope, shopId);
    const opened = await this.kit.db.read((tx) => this.open(tx, scope, shopId, id));
    if (opened.step !== 'rows') return opened;
    const { one, table, columns } = opened;
    const { names, labels, reading } = await this.read(scope, shopId, table, columns);
    const orders: PreviewOrder[] = [];
    for (const read of reading.orders) orders.push(await this.beside(shop, read, labels, names));
    const { asks, skipped, repeated } = reading;
    return { one, step: 'orders', orders, labels: [...labels.values()], asks, skipped, repeated };
  }

  /** Whose goods these words are, now and in every later file. */
  async match(
    scope: CoopScope,
    shopId: ShopId,
    matches: readonly { key: string; variantId: number | null }[],
  ): Promise<void> {
    await this.shops.get(scope, shopId);
    for (const { variantId } of matches)
      if (variantId !== null) await this.products.variant(scope, variantId as VariantId);
    await this.kit.db.write(async (tx) => {
      for (const { key, variantId } of matches)
        await this.matches.set(
          tx,
          scope,
          shopId,
          key,
          variantId as VariantId | null,
          this.kit.clock.now(),
        );
    });
  }

  /** Names a person may match to, as `matchNamed` takes them. */
  async goodsNames(scope: CoopScope): Promise<string[]> {
    const { byId } = await GoodsNames.of(this.products, scope);
    return [...byId.values()].map((goods) => goods.name);
  }

  /** As `match`, with the goods' names or codes; refuses a name that is nobody's, or that several bear. */
  async matchNamed(
    scope: CoopScope,
    shopId: ShopId,
    named: readonly { key: string; name: string | null }[],
  ): Promise<void> {
    const names = await GoodsNames.of(this.products, scope);
    const matches = named.map(({ key, name }) => {
      const goods = name === null ? null : names.guess({ code: name, name });
      if (name !== null && !goods)
        throw Problem.field(
          'goods',
          'unknown',
          `Không có món nào tên “${name}”.`,
          'Chọn một tên trong danh sách.',
        );
      return { key, variantId: goods?.variantId ?? null };
    });
    await this.match(scope, shopId, matches);
  }

  /** Takes every order that is clear; what waits for a match stays in the file and can be taken later. */
  async accept(
    scope: CoopScope,
    shopId: ShopId,
    id: SheetImportId,
    actor: UserId,
  ): Promise<TakenOrders> {
    const shop = await this.shops.get(scope, shopId);
    const preview = await this.preview(scope, shopId, id);
    const counts: TakenOrders = { made: 0, changed: 0, same: 0, waiting: 0, held: 0 };
    if (preview.step === 'done') return { ...counts, same: preview.one.count };
    if (preview.step === 'columns')
      throw new Problem('conflict', preview.why ?? 'Khớp các cột của bảng trước.');
    counts.held = new Set(
      preview.asks.filter((ask) => ask.held).map((ask) => ask.order ?? ask.row),
    ).size;
    for (const { order, waitsFor, state } of preview.orders) {
      if (waitsFor.length > 0) {
        counts.waiting++;
        continue;
      }
      if (state === 'known') counts.same++;
      else {
        await this.intake.take(shop, order);
        counts[state === 'new' ? 'made' : 'changed']++;
      }
    }
    const count = counts.made + counts.changed + counts.same;
    const told = { actor, count, isDone: counts.waiting === 0, detail: { ...counts } };
    await this.kit.db.write((tx) => this.taken(tx, scope, shopId, id, told));
    await this.shops.touched(shop);
    return counts;
  }

  private async read(
    scope: CoopScope,
    shopId: ShopId,
    table: SheetTable,
    columns: Columns<OrderField>,
  ) {
    const reading = readOrders(table, columns, this.kit.clock.now());
    const names = await GoodsNames.of(this.products, scope);
    const matches = await this.kit.db.read((tx) => this.matches.ofShop(tx, scope, shopId));
    const labels = new Map<string, MatchRow>();
    for (const label of reading.labels) {
      const said = matches.get(label.key);
      const isGone = said != null && !names.byId.has(said);
      const variantId = said === undefined || isGone ? names.guess(label)?.variantId : said;
      labels.set(label.key, { ...label, variantId });
    }
    return { reading, names, labels };
  }

  private async beside(
    shop: Shop,
    { order, rows }: SheetOrder,
    labels: ReadonlyMap<string, MatchRow>,
    names: GoodsNames,
  ): Promise<PreviewOrder> {
    const known = await this.kit.db.read(async (tx) => {
      const id = await this.orders.findExternal(tx, shop, shop.id, order.externalOrderId);
      return id === null ? null : this.orders.find(tx, shop, id);
    });
    const lines = order.lines.map((line) => {
      const variantId = labels.get(line.externalItemId)?.variantId;
      return { ...line, sku: (variantId && names.byId.get(variantId)?.sku) || null };
    });
    const asked = order.lines.filter(
      (line) => labels.get(line.externalItemId)?.variantId === undefined,
    );
    const news = { ...order, lines, updatedAt: known ? timeOf(order, known) : order.updatedAt };
    const state = !known ? 'new' : news.updatedAt > known.channelUpdatedAt ? 'changed' : 'known';
    // What is in the inbox already needs no match: its lines stand.
    return { order: news, rows, state, waitsFor: known ? [] : asked.map((line) => line.name) };
  }
}

const OURS: Readonly<Record<OrderStatus, ChannelOrderStatus>> = {
  unpaid: 'unpaid',
  new: 'to_confirm',
  to_pack: 'to_pack',
  packed: 'packed',
  shipping: 'shipping',
  completed: 'completed',
  cancelling: 'cancel_requested',
  cancel_requested: 'cancel_requested',
  cancelled: 'cancelled',
  returning: 'returning',
  unknown: 'unknown',
};

/** A sheet that knows less than we do (it came late, or our people were quicker) is no news. */
function timeOf(order: ChannelOrder, known: Order): number {
  return stageOf(order.status) < stageOf(OURS[known.status])
    ? Math.min(order.updatedAt, known.channelUpdatedAt)
    : order.updatedAt;
}

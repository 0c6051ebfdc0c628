import type { ProductService } from '@ganh/catalogue';
import type { ChannelOrder, ChannelOrderStatus } from '@ganh/channels/kit';
import {
  changedHead,
  guessColumns,
  type Label,
  lackingFields,
  ORDER_LABELS,
  type OrderColumns,
  type OrderTable,
  readOrders,
  readOrderTable,
  type RowAsk,
  type SheetOrder,
  stageOf,
} from '@ganh/channels/spreadsheet';
import type { AuditTrail } from '@ganh/identity';
import {
  type Clock,
  type CoopScope,
  Problem,
  type SheetImportId,
  type ShopId,
  type UserId,
  type VariantId,
} from '@ganh/kernel';
import type { Order, OrderIntake, OrderStatus, OrderStore } from '@ganh/orders';
import type { Database, Ids } from '@ganh/persistence';
import { readSheets } from '@ganh/sheets';
import type { Shop } from '@ganh/shops';
import { GoodsNames } from './goods-names';
import { type OrderForm, type SheetImport, SheetImportStore } from './sheet-import.store';
import type { SheetShops } from './sheet-shops';

const UNTAKEN_KEPT_MS = 86_400_000;

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

/** `columns`: a person must match the columns first; `done`: all taken. */
export type SheetPreview = { one: SheetImport } & (
  | { step: 'columns'; table: OrderTable; guess: OrderColumns; why: string | null }
  | {
      step: 'orders';
      orders: PreviewOrder[];
      labels: MatchRow[];
      asks: RowAsk[];
      skipped: number;
      repeated: number;
    }
  | { step: 'done' }
);

export interface TakenOrders {
  made: number;
  changed: number;
  same: number;
  waiting: number;
  held: number;
}

/** Orders of a marketplace without a way in, from its own list: looked at first, then taken like any order. */
export class SheetOrders {
  private readonly store = new SheetImportStore();

  constructor(
    private readonly kit: { db: Database; ids: Ids; clock: Clock; audit: AuditTrail },
    private readonly shops: SheetShops,
    private readonly products: ProductService,
    private readonly orders: OrderStore,
    private readonly intake: OrderIntake,
  ) {}

  async upload(
    scope: CoopScope,
    shopId: ShopId,
    file: { name: string; bytes: Buffer },
    actor: UserId,
  ): Promise<SheetImportId> {
    await this.shops.get(scope, shopId);
    const grids = await readSheets(file.bytes, file.name);
    const form = await this.form(scope, shopId);
    const table = readOrderTable(grids, form?.columns ?? null);
    const madeAt = this.kit.clock.now();
    const one = {
      id: this.kit.ids.next<SheetImportId>(),
      fileName: file.name,
      madeAt,
      madeBy: actor,
      table,
    };
    await this.kit.db.write(async (tx) => {
      await this.store.dropUntakenBefore(tx, scope, madeAt - UNTAKEN_KEPT_MS);
      await this.store.insert(tx, scope, shopId, one);
    });
    return one.id;
  }

  async latest(scope: CoopScope, shopId: ShopId, limit: number) {
    return this.kit.db.read(async (tx) => ({
      imports: await this.store.latest(tx, scope, shopId, limit),
      lastTakenAt: await this.store.lastTakenAt(tx, scope, shopId),
    }));
  }

  async preview(scope: CoopScope, shopId: ShopId, id: SheetImportId): Promise<SheetPreview> {
    const shop = await this.shops.get(scope, shopId);
    const one = await this.find(scope, shopId, id);
    if (!one.table) return { one, step: 'done' };
    const form = await this.form(scope, shopId);
    const why = form && changeOf(one.table, form);
    if (!form || why)
      return {
        one,
        step: 'columns',
        table: one.table,
        guess: guessColumns(one.table.titles, form?.columns ?? null),
        why,
      };
    const { names, labels, reading } = await this.read(scope, shopId, one.table, form);
    const orders: PreviewOrder[] = [];
    for (const read of reading.orders) orders.push(await this.beside(shop, read, labels, names));
    const { asks, skipped, repeated } = reading;
    return { one, step: 'orders', orders, labels: [...labels.values()], asks, skipped, repeated };
  }

  /** How a person matched the columns of this file; the next file with the same head needs no matching. */
  async setColumns(
    scope: CoopScope,
    shopId: ShopId,
    id: SheetImportId,
    columns: OrderColumns,
  ): Promise<void> {
    await this.shops.get(scope, shopId);
    const { table } = await this.find(scope, shopId, id);
    if (!table) throw new Problem('conflict', 'Tệp này đã nhận xong.');
    const errors = Object.entries(columns)
      .filter(([, title]) => !table.titles.includes(title))
      .map(([field, title]) => ({
        field: `columns.${field}`,
        code: 'unknown',
        reason: `Bảng không có cột “${title}”.`,
        remedy: 'Chọn lại cột.',
      }));
    const lacking = lackingFields(columns).map((field) => ({
      field: `columns.${field}`,
      code: 'missing',
      reason: `Chưa chọn cột nào cho “${ORDER_LABELS[field]}”.`,
      remedy: 'Chọn cột, rồi xem lại đơn.',
    }));
    const all = [...errors, ...lacking];
    if (all.length > 0) throw new Problem('validation', all[0]!.reason, all);
    const { fingerprint, titles } = table;
    await this.kit.db.write((tx) =>
      this.store.setForm(
        tx,
        scope,
        shopId,
        'orders',
        { fingerprint, titles, fields: columns },
        this.kit.clock.now(),
      ),
    );
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
        await this.store.setMatch(
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
    if (preview.step === 'done') return { ...counts, same: preview.one.orders };
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
    const at = this.kit.clock.now();
    const orders = counts.made + counts.changed + counts.same;
    const doneAt = counts.waiting === 0 ? at : null;
    await this.kit.db.write(async (tx) => {
      await this.store.setTaken(tx, scope, id, { at, orders, doneAt });
      await this.kit.audit.write(
        tx,
        scope,
        actor,
        'sheet.orders',
        { kind: 'shop', id: shopId },
        { ...counts },
      );
    });
    await this.shops.touched(shop);
    return counts;
  }

  private async find(scope: CoopScope, shopId: ShopId, id: SheetImportId): Promise<SheetImport> {
    const one = await this.kit.db.read((tx) => this.store.find(tx, scope, shopId, id));
    if (!one) throw Problem.notFound('Bản xem trước này đã cũ. Tải tệp lên lại.');
    return one;
  }

  private form(scope: CoopScope, shopId: ShopId): Promise<OrderForm | null> {
    return this.kit.db.read((tx) => this.store.form(tx, scope, shopId));
  }

  private async read(scope: CoopScope, shopId: ShopId, table: OrderTable, form: OrderForm) {
    const reading = readOrders(table, form.columns, this.kit.clock.now());
    const names = await GoodsNames.of(this.products, scope);
    const matches = await this.kit.db.read((tx) => this.store.matches(tx, scope, shopId));
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

function changeOf(table: OrderTable, form: OrderForm): string | null {
  const change = changedHead(table, form);
  if (!change) return null;
  const list = (titles: readonly string[]) => titles.map((title) => `“${title}”`).join(', ');
  if (change.missing.length > 0)
    return `Bảng này thiếu cột ${list(change.missing)} so với lần trước. Khớp lại cột.`;
  return change.added.length > 0
    ? `Bảng này có thêm cột ${list(change.added)}. Xem lại các cột.`
    : 'Các cột của bảng này xếp khác lần trước. Xem lại các cột.';
}

import type { ChannelId, ChannelOrder, ChannelOrderLine } from '@ganh/channels/kit';
import type { ProductService } from '@ganh/catalogue';
import {
  type Clock,
  type CoopScope,
  faultPoint,
  type OrderId,
  type OrderLineId,
  type ShopId,
  type VariantId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { ListingService } from '@ganh/shops';
import { ReservationEnded, type ReserveDecision, type StockService } from '@ganh/stock';
import {
  afterNews,
  firstStatus,
  isSettled,
  type Order,
  type OrderLine,
  OWN_SHOP,
  type OrderStatus,
  stockEffect,
} from './order';
import type { OrderNotes } from './order-notes';
import type { NewOrder, OrderStore } from './order.store';
import { asRepeated, StoredMeanwhile } from './stored-meanwhile';

export interface SoldIn extends CoopScope {
  id: ShopId;
  channel: ChannelId;
}

/**
 * Orders that a channel has sold. The same order by webhook and by poll, repeated or out of order, is one order; what
 * cannot be filled is never dropped: it stands in the inbox as short.
 */
export class OrderIntake {
  constructor(
    private readonly db: Database,
    private readonly kit: { ids: Ids; clock: Clock; notes: OrderNotes },
    private readonly store: OrderStore,
    private readonly stock: StockService,
    private readonly products: ProductService,
    private readonly listings: ListingService,
  ) {}

  async take(shop: SoldIn, news: ChannelOrder): Promise<OrderId> {
    const known = await this.db.read((tx) =>
      this.store.findExternal(tx, shop, shop.id, news.externalOrderId),
    );
    if (known) return this.update(shop, known, news);
    const draft = await this.draft(shop, news);
    const wanted = stockEffect(draft.status) === 'free' ? [] : reservable(draft.lines);
    if (wanted.length === 0) {
      const id = await this.db.write((tx) => this.insert(tx, shop, draft, null));
      return id ?? this.take(shop, news);
    }
    const decision = await this.stock
      .reserveCombined(
        { scope: shop, lines: wanted, expiresAt: null, take: 'what-there-is' },
        {
          before: async (tx) =>
            (await this.store.findExternal(tx, shop, shop.id, news.externalOrderId)) === null,
          after: async (tx, made) => {
            if ((await this.insert(tx, shop, draft, made)) === null) throw new StoredMeanwhile();
          },
        },
      )
      .catch(asRepeated);
    return decision.outcome === 'repeated' ? this.take(shop, news) : draft.id;
  }

  private async insert(
    tx: Tx,
    scope: CoopScope,
    draft: NewOrder,
    decision: ReserveDecision | null,
  ): Promise<OrderId | null> {
    const short = new Map<OrderLineId, number>();
    for (const lack of decision?.short ?? [])
      short.set(lack.orderLineId, Math.max(short.get(lack.orderLineId) ?? 0, lack.lackingQty));
    // What we do not know we cannot have: the whole line is lacking.
    for (const line of draft.lines)
      if (line.variantId === null && stockEffect(draft.status) === 'held')
        short.set(line.id, line.quantity);
    const lines = draft.lines.map((line) => ({
      ...line,
      shortQty: Math.min(line.quantity, short.get(line.id) ?? 0),
    }));
    const order = { ...draft, short: short.size > 0, lines };
    const number = await this.store.nextNumber(tx, scope);
    if (!(await this.store.insert(tx, scope, order, number, this.kit.clock.now()))) return null;
    const stored = { ...order, number, rev: 0 };
    await this.kit.notes.write(tx, stored, 'placed', null, {
      channel: order.channel,
      status: order.channelStatus ?? '',
    });
    if (order.short) await this.kit.notes.write(tx, stored, 'short', null, {});
    if (stockEffect(order.status) === 'gone')
      await this.stock.post(
        tx,
        scope,
        reservable(order.lines).map((line) => line.orderLineId),
      );
    await this.tellAgain(
      tx,
      order,
      order.lines.filter((line) => line.shortQty > 0),
    );
    faultPoint('order.before-commit');
    return order.id;
  }

  private async update(shop: SoldIn, id: OrderId, news: ChannelOrder): Promise<OrderId> {
    const seen = await this.db.read((tx) => this.store.find(tx, shop, id));
    if (!seen || !isNews(seen, news)) return id;
    await this.db.write(async (tx) => {
      const order = await this.store.findForMove(tx, shop, id);
      if (!order || !isNews(order, news)) return;
      const status = afterNews(order, news);
      if (news.updatedAt >= order.channelUpdatedAt) {
        const { channelStatus, shipByAt, updatedAt, buyer } = news;
        await this.store.setNews(
          tx,
          order,
          { channelStatus, paid: order.paid || news.paid, shipByAt, updatedAt, buyer },
          this.kit.clock.now(),
        );
      }
      if (status !== order.status) await this.move(tx, order, status);
    });
    return id;
  }

  /** The channel moved the order: goods follow, an action of ours that led here is settled. */
  private async move(tx: Tx, order: Order, status: OrderStatus): Promise<void> {
    await this.store.setStatus(tx, order, status, this.kit.clock.now());
    if (order.action && isSettled(order.action, status))
      await this.store.setAction(tx, order, order.id, null, null, 0);
    const lineIds = reservable(order.lines).map((line) => line.orderLineId);
    const [before, after] = [stockEffect(order.status), stockEffect(status)];
    if (before === 'held' && after === 'gone') await this.stock.post(tx, order, lineIds);
    // What left the house is not back because the channel says so: a person counts it in.
    const back =
      after !== 'free' || (before === 'held' && (await this.released(tx, order, lineIds)));
    if (!back) await this.kit.notes.write(tx, order, 'gone_unreturned', null, {});
    if (after === 'free') await this.tellAgain(tx, order, order.lines);
    await this.kit.notes.write(tx, order, 'status', null, { status });
  }

  /**
   * A sale or a cancel moves the number that the channel shows, whether or not ours moved: what a short order took is not
   * ours to give back, yet the channel offers it again.
   */
  private async tellAgain(
    tx: Tx,
    order: Pick<Order, 'coopId' | 'shopId'>,
    lines: readonly OrderLine[],
  ): Promise<void> {
    const ids = lines.flatMap((line) => (line.variantId === null ? [] : [line.variantId]));
    if (ids.length > 0 && order.shopId !== OWN_SHOP)
      await this.listings.raiseIn(tx, order, order.shopId, ids, ['stock']);
  }

  /** false: the goods had left before, whatever the channel's last word for the order was. */
  private async released(tx: Tx, order: Order, lineIds: OrderLineId[]): Promise<boolean> {
    try {
      await this.stock.release(tx, order, lineIds);
      return true;
    } catch (error) {
      if (error instanceof ReservationEnded && error.state === 'posted') return false;
      throw error;
    }
  }

  private async draft(shop: SoldIn, news: ChannelOrder): Promise<NewOrder> {
    const lines = await this.db.read(async (tx) => {
      const found: OrderLine[] = [];
      for (const line of news.lines) found.push(await this.line(tx, shop, line));
      return found;
    });
    return {
      coopId: shop.coopId,
      id: this.kit.ids.next<OrderId>(),
      shopId: shop.id,
      channel: shop.channel,
      externalOrderId: news.externalOrderId,
      status: firstStatus(news.status),
      channelStatus: news.channelStatus,
      short: false,
      payment: news.payment,
      paid: news.paid,
      totalVnd: news.totalVnd,
      buyer: news.buyer,
      note: news.note,
      shipByAt: news.shipByAt,
      placedAt: news.createdAt,
      channelUpdatedAt: news.updatedAt,
      lines,
    };
  }

  private async line(tx: Tx, shop: SoldIn, line: ChannelOrderLine): Promise<OrderLine> {
    const [bySku] = line.sku ? await this.products.bySku(tx, shop, [line.sku]) : [];
    const id =
      bySku?.id ??
      (await this.listings.variantByExternal(
        tx,
        shop,
        shop.id,
        line.externalItemId,
        line.externalVariantId,
      ));
    const variant =
      bySku ?? (id === null ? undefined : (await this.products.variants(tx, shop, [id]))[0]);
    const stepsPerUnit = variant?.stepsPerUnit ?? 1;
    return {
      id: this.kit.ids.next<OrderLineId>(),
      variantId: (variant?.id ?? null) as VariantId | null,
      externalLineId: line.externalLineId,
      externalItemId: line.externalItemId,
      externalVariantId: line.externalVariantId,
      name: line.name,
      unit: variant?.unit ?? '',
      quantity: line.quantity * stepsPerUnit,
      stepsPerUnit,
      priceVnd: line.priceVnd,
      amountVnd: line.priceVnd * line.quantity,
      shortQty: 0,
    };
  }
}

function isNews(order: Order, news: ChannelOrder): boolean {
  return news.updatedAt > order.channelUpdatedAt || afterNews(order, news) !== order.status;
}

function reservable(lines: readonly OrderLine[]) {
  return lines.flatMap((line) =>
    line.variantId === null
      ? []
      : [{ orderLineId: line.id, variantId: line.variantId, quantity: line.quantity }],
  );
}

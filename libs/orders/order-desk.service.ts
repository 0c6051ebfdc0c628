import type { Product, ProductService, Variant } from '@ganh/catalogue';
import type { OrderTab } from '@ganh/contracts';
import {
  amountVnd,
  type Clock,
  type CoopScope,
  type OrderId,
  type OrderLineId,
  Problem,
  type ProductId,
  type UserId,
  type VariantId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { StockService } from '@ganh/stock';
import { type ChannelAbilities, NO_ABILITIES } from './abilities';
import {
  isLacking,
  nextStatus,
  type Order,
  type OrderLine,
  type OrderMove,
  statusesOfTab,
  stockEffect,
  tabOf,
} from './order';
import type { OrderNotes } from './order-notes';
import { cancelAction, type OrderRequests } from './order-requests.service';
import type { NewOrder, OrderStore } from './order.store';
import { asRepeated, StoredMeanwhile } from './stored-meanwhile';

export interface OwnOrder {
  /** The same press sent twice, or the same comment, makes one order. */
  source: string;
  shopId: number;
  channel: Order['channel'];
  lines: readonly { variantId: number; quantity: number }[];
  buyer: Order['buyer'];
  payment: 'prepaid' | 'cod';
}

/** Far above any order, far below where sums of many orders stop being exact. */
const MOST_VND = 1_000_000_000_000;

/** What people do at the desk: make orders from a comment or by hand, and move them. */
export class OrderDesk {
  constructor(
    private readonly db: Database,
    private readonly kit: {
      ids: Ids;
      clock: Clock;
      notes: OrderNotes;
      abilities: (channel: Order['channel']) => ChannelAbilities;
    },
    private readonly store: OrderStore,
    private readonly stock: StockService,
    private readonly products: ProductService,
    private readonly requests: OrderRequests,
  ) {}

  /** Reserves everything or refuses, saying what is left. Answers the order that stands when `source` was used before. */
  async place(
    scope: CoopScope,
    own: OwnOrder,
    actor: UserId | null,
    inTx?: (tx: Tx, orderId: OrderId) => Promise<void>,
  ): Promise<OrderId> {
    const draft = await this.draft(scope, own);
    const lines = draft.lines.map((line) => ({
      orderLineId: line.id,
      variantId: line.variantId as VariantId,
      quantity: line.quantity,
    }));
    const find = (tx: Tx) => this.store.findExternal(tx, scope, own.shopId, own.source);
    const decision = await this.stock
      .reserveCombined(
        { scope, lines, expiresAt: null, take: 'all-or-nothing' },
        {
          before: async (tx) => (await find(tx)) === null,
          after: async (tx, made) => {
            if (made.outcome === 'refused') return;
            const number = await this.store.nextNumber(tx, scope);
            if (!(await this.store.insert(tx, scope, draft, number, this.kit.clock.now())))
              throw new StoredMeanwhile();
            await this.kit.notes.write(tx, { ...draft, number, rev: 0 }, 'placed', actor, {
              channel: own.channel,
            });
            await inTx?.(tx, draft.id);
          },
        },
      )
      .catch(asRepeated);
    if (decision.outcome === 'repeated') {
      const standing = await this.db.read(find);
      if (!standing) throw Problem.notFound();
      return standing;
    }
    if (decision.outcome === 'refused') throw this.lacking(draft, decision.short);
    return draft.id;
  }

  async find(scope: CoopScope, id: OrderId): Promise<Order> {
    const order = await this.db.read((tx) => this.store.find(tx, scope, id));
    if (!order) throw Problem.notFound('Không tìm thấy đơn này.');
    return order;
  }

  findMany(tx: Tx, scope: CoopScope, ids: readonly OrderId[]): Promise<Order[]> {
    return this.store.findMany(tx, scope, ids);
  }

  events(scope: CoopScope, id: OrderId) {
    return this.db.read((tx) => this.store.events(tx, scope, id));
  }

  /** One page of a tab: soonest due first where they are packed, newest first elsewhere. `before`: see `placeOf`. */
  async list(
    scope: CoopScope,
    tab: OrderTab,
    before: { at: number; id: number } | null,
    limit: number,
  ): Promise<Order[]> {
    const orders = await this.db.read((tx) =>
      this.store.list(tx, scope, statusesOfTab(tab), before, limit, tab === 'dong-goi'),
    );
    return orders;
  }

  async counts(scope: CoopScope): Promise<Record<OrderTab, number>> {
    const counts: Record<OrderTab, number> = {
      moi: 0,
      'cho-tien': 0,
      'dong-goi': 0,
      'dang-giao': 0,
      xong: 0,
      'co-chuyen': 0,
    };
    for (const row of await this.db.read((tx) => this.store.counts(tx, scope)))
      counts[tabOf(row)] += row.count;
    return counts;
  }

  sold(scope: CoopScope, from: number, to: number) {
    return this.db.read((tx) => this.store.sold(tx, scope, from, to));
  }

  /** Steps of the variant that this shop has sold, and got back, since; as far as we know. */
  soldIn(tx: Tx, scope: CoopScope, shopId: number, variantId: VariantId, since: number) {
    return this.store.soldIn(tx, scope, shopId, variantId, since);
  }

  /** Moves an order one step. Repeating a step that has been taken changes nothing; one that is not allowed is refused. */
  async move(
    scope: CoopScope,
    id: OrderId,
    move: OrderMove,
    actor: UserId,
    reason: 'out_of_stock' | 'buyer_asked' = 'buyer_asked',
  ): Promise<Order> {
    await this.db.write(async (tx) => {
      const order = await this.store.findForMove(tx, scope, id);
      if (!order) throw Problem.notFound('Không tìm thấy đơn này.');
      const status = nextStatus(order.status, move);
      if (!status) return this.refuseUnlessTaken(order, move);
      if (isLacking(order) && move !== 'cancel' && move !== 'accept-cancel')
        throw new Problem('conflict', 'Đơn này còn thiếu hàng. Tìm thêm hàng, hoặc huỷ đơn.');
      if (move === 'arrange' && order.parcels.length > 0) return;
      const asked = this.asks(order, move, reason);
      if (asked) return this.requests.ask(tx, order, asked, actor);
      await this.store.setStatus(tx, order, status, this.kit.clock.now());
      const isCollected = collects(order, move);
      if (move === 'paid' || isCollected) await this.store.setPaid(tx, order, this.kit.clock.now());
      const lineIds = order.lines.filter((line) => line.variantId !== null).map((line) => line.id);
      if (stockEffect(status) === 'free') await this.stock.release(tx, scope, lineIds);
      if (stockEffect(order.status) === 'held' && stockEffect(status) === 'gone')
        await this.stock.post(tx, scope, lineIds);
      const collected = isCollected && { collected: 'cash' };
      await this.kit.notes.write(tx, order, 'status', actor, { status, ...collected });
    });
    return this.find(scope, id);
  }

  /** More was found: tries again to reserve what a short order lacks. */
  async found(scope: CoopScope, id: OrderId, actor: UserId): Promise<Order> {
    await this.db.write(async (tx) => {
      const order = await this.store.findForMove(tx, scope, id);
      if (!order) throw Problem.notFound('Không tìm thấy đơn này.');
      if (!isLacking(order)) return;
      const short = new Map<OrderLineId, number>();
      for (const line of order.lines.filter((l) => l.shortQty > 0)) {
        const lacking =
          line.variantId === null
            ? line.shortQty
            : await this.stock.reserveMore(tx, scope, line.id, line.variantId, line.quantity);
        if (lacking > 0) short.set(line.id, lacking);
      }
      await this.store.setShort(tx, order, short);
      await this.kit.notes.write(tx, order, short.size > 0 ? 'short' : 'found', actor, {});
    });
    return this.find(scope, id);
  }

  /** What the channel must be asked to do for this step; null where it is ours alone. */
  private asks(order: Order, move: OrderMove, reason: string): string | null {
    const can = order.channelStatus === null ? NO_ABILITIES : this.kit.abilities(order.channel);
    if (move === 'cancel' || move === 'accept-cancel')
      return can.cancel ? cancelAction(reason, order.status) : null;
    if (move === 'confirm') return can.confirm ? 'confirm' : null;
    if (move !== 'arrange') return null;
    if (!can.arrange) throw new Problem('conflict', 'Kênh này không nhận báo gói hàng.');
    return 'arrange';
  }

  private refuseUnlessTaken(order: Order, move: OrderMove): void {
    const target = {
      pack: 'packed',
      arrange: 'packed',
      unpack: 'to_pack',
      confirm: 'to_pack',
      paid: 'to_pack',
      'hand-over': 'shipping',
      complete: 'completed',
    } as Record<string, string>;
    const cancelled = order.status === 'cancelled' || order.status === 'cancelling';
    if (
      target[move] === order.status ||
      ((move === 'cancel' || move === 'accept-cancel') && cancelled)
    )
      return;
    if (cancelled) throw new Problem('conflict', 'Đơn này đã huỷ. Đừng gửi món này.');
    throw new Problem('conflict', 'Đơn này vừa đổi trạng thái. Tải lại để xem rồi làm tiếp.');
  }

  private lacking(
    draft: NewOrder,
    short: readonly { orderLineId: OrderLineId; lackingQty: number }[],
  ): Problem {
    const errors = short.map((lack) => {
      const index = draft.lines.findIndex((line) => line.id === lack.orderLineId);
      const line = draft.lines[index] as OrderLine;
      const left = Math.max(0, line.quantity - lack.lackingQty);
      return {
        field: `lines[${index}].quantity`,
        code: 'insufficient_stock',
        reason: `${line.name} không đủ.`,
        remedy: `Còn đặt được ${left}.`,
      };
    });
    return new Problem(
      'insufficient_stock',
      'Không đủ hàng cho đơn này. Bớt số lượng, hoặc nhập thêm hàng.',
      errors,
    );
  }

  private async draft(scope: CoopScope, own: OwnOrder): Promise<NewOrder> {
    const now = this.kit.clock.now();
    const lines = await this.lines(scope, own);
    const totalVnd = lines.reduce((sum, line) => sum + line.amountVnd, 0);
    if (totalVnd > MOST_VND)
      throw Problem.field(
        'lines',
        'too_much',
        'Đơn này lớn quá.',
        'Xem lại số lượng, hoặc tách thành nhiều đơn.',
      );
    return {
      coopId: scope.coopId,
      id: this.kit.ids.next<OrderId>(),
      shopId: own.shopId as Order['shopId'],
      channel: own.channel,
      externalOrderId: own.source,
      status: own.payment === 'cod' ? 'to_pack' : 'unpaid',
      channelStatus: null,
      short: false,
      payment: own.payment,
      paid: false,
      totalVnd,
      buyer: own.buyer,
      note: null,
      shipByAt: null,
      placedAt: now,
      channelUpdatedAt: now,
      lines,
    };
  }

  private async lines(scope: CoopScope, own: OwnOrder): Promise<OrderLine[]> {
    const ids = own.lines.map((line) => line.variantId as VariantId);
    const { variants, products } = await this.db.read(async (tx) => {
      const found = new Map<VariantId, Variant>(
        (await this.products.variants(tx, scope, ids)).map((v) => [v.id, v]),
      );
      const productIds = [...new Set([...found.values()].map((v) => v.productId))];
      return {
        variants: found,
        products: new Map<ProductId, Product>(
          (await this.products.findMany(tx, scope, productIds)).map((p) => [p.id, p]),
        ),
      };
    });
    return own.lines.map((line, i) => {
      const variant = variants.get(line.variantId as VariantId);
      const product = variant && products.get(variant.productId);
      if (!variant || !product || product.removed)
        throw Problem.field(
          `lines[${i}].variantId`,
          'unknown',
          'Không tìm thấy món này.',
          'Chọn lại món trong danh sách.',
        );
      const name = variant.optionName ? `${product.name} · ${variant.optionName}` : product.name;
      const { unit, stepsPerUnit, priceVnd } = variant;
      const amount = amountVnd(priceVnd, line.quantity, stepsPerUnit);
      const id = this.kit.ids.next<OrderLineId>();
      return {
        id,
        variantId: variant.id,
        externalLineId: String(i + 1),
        externalItemId: null,
        externalVariantId: null,
        name,
        unit,
        quantity: line.quantity,
        stepsPerUnit,
        priceVnd,
        amountVnd: amount,
        shortQty: 0,
      };
    });
  }
}

/** Cash is in the house once an order of our own has reached its buyer; what a channel sold, the channel says. */
function collects(order: Order, move: OrderMove): boolean {
  const isOurs = order.channelStatus === null;
  return isOurs && move === 'complete' && order.payment === 'cod' && !order.paid;
}

import type { ChannelId, ChannelReturn } from '@ganh/channels/kit';
import {
  type AllCoops,
  type Clock,
  type CoopScope,
  Problem,
  type ReturnId,
  type ReturnLineId,
  type ShopId,
  type UserId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { StockService } from '@ganh/stock';
import type { Order } from './order';
import type { OrderNotes } from './order-notes';
import type { OrderStore } from './order.store';
import { isOpen, linesBack, mayRestock, type OrderReturn, type ReturnAnswer } from './return';
import type { ReturnStore } from './return.store';

export const RETURN_ACTION = 'return-action';
/** Channels decide by themselves long before. */
const UNSHOWN_MS = 14 * 86_400_000;

/** What buyers want to send back: taken in as channels tell it, answered by people, counted in when a person says so. */
export class ReturnDesk {
  constructor(
    private readonly db: Database,
    private readonly kit: { ids: Ids; clock: Clock; notes: OrderNotes },
    private readonly store: ReturnStore,
    private readonly orders: OrderStore,
    private readonly stock: StockService,
    private readonly wake: (scope: CoopScope, id: ReturnId) => Promise<void>,
  ) {}

  /** Repeats and older news change nothing; news end what we were asking for. */
  async take(shop: CoopScope & { id: ShopId }, news: ChannelReturn): Promise<void> {
    const { ids, clock, notes } = this.kit;
    await this.db.write(async (tx) => {
      const known = await this.store.findExternal(tx, shop, shop.id, news.externalReturnId);
      if (known === null) {
        const nextLine = () => ids.next<ReturnLineId>();
        const id = ids.next<ReturnId>();
        if (!(await this.store.insert(tx, shop, shop.id, id, news, clock.now(), nextLine))) return;
      } else {
        const one = await this.store.findForMove(tx, shop, known);
        if (!one || !isNews(one, news)) return;
        await this.store.setNews(tx, one, news, clock.now());
        if (one.status === news.status && one.externalOrderId !== '') return;
      }
      const order = await this.orderOf(tx, { ...shop, shopId: shop.id, ...news });
      if (order) await notes.write(tx, order, 'returning', null, { status: news.status });
    });
  }

  of(order: Order): Promise<OrderReturn[]> {
    return this.db.read((tx) => this.store.ofOrder(tx, order, order.shopId, order.externalOrderId));
  }

  /** What no order shows, by channel, of the days in which somebody can still answer there. */
  withoutOrder(scope: CoopScope): Promise<{ channel: ChannelId; count: number }[]> {
    const since = this.kit.clock.now() - UNSHOWN_MS;
    return this.db.read((tx) => this.store.withoutOrder(tx, scope, since));
  }

  /** The order that it belongs to; where channels are known by it. */
  async find(scope: CoopScope, id: ReturnId): Promise<{ one: OrderReturn; order: Order }> {
    const found = await this.db.read(async (tx) => {
      const one = await this.store.find(tx, scope, id);
      return { one, order: one && (await this.orderOf(tx, one)) };
    });
    if (!found.one || !found.order) throw notFound();
    return { one: found.one, order: found.order };
  }

  /** Repeating an answer changes nothing; one to a return that waits for none is refused. */
  async answer(
    scope: CoopScope,
    id: ReturnId,
    answer: ReturnAnswer,
    why: string | null,
    actor: UserId,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      const { one, order } = await this.must(tx, scope, id);
      if (one.action === answer) return;
      if (!isOpen(one)) throw new Problem('conflict', 'Yêu cầu trả hàng này đã được trả lời.');
      const wish = { action: answer, why, refusal: null };
      await this.store.setAnswer(tx, one, wish, this.kit.clock.now(), 0);
      await this.kit.notes.write(tx, order, 'asked', actor, { what: `return-${answer}` });
      tx.afterCommit(() => this.wake(scope, id));
    });
  }

  /** The goods are here and good: back on the shelf, once. */
  async restock(scope: CoopScope, id: ReturnId, actor: UserId): Promise<void> {
    await this.db.write(async (tx) => {
      const { one, order } = await this.must(tx, scope, id);
      if (one.restockedAt !== null) return;
      if (!mayRestock(one)) throw new Problem('conflict', 'Hàng này chưa được trả về.');
      const back = linesBack(one, order.lines);
      if (back.length === 0)
        throw new Problem('conflict', 'Không rõ món nào trả về. Đếm lại kho bằng tay.');
      for (const line of back)
        await this.stock.returned(tx, scope, line.orderLineId, line.steps, line.id);
      await this.store.setRestocked(tx, one, this.kit.clock.now());
      await this.kit.notes.write(tx, order, 'restocked', actor, {});
    });
  }

  due(all: AllCoops, now: number, limit: number) {
    return this.db.read((tx) => this.store.due(tx, all, now, limit));
  }

  /** What is to be told to the channel, for one worker at a time, not due again before `forMs` have passed. */
  takeAnswer(
    scope: CoopScope,
    id: ReturnId,
    forMs: number,
  ): Promise<{ one: OrderReturn; action: ReturnAnswer; attempts: number } | null> {
    const now = this.kit.clock.now();
    return this.db.write(async (tx) => {
      const taken = await this.store.takeAnswer(tx, scope, id, now, now + forMs);
      const one = taken && (await this.store.find(tx, scope, id));
      return taken && one?.action ? { one, action: one.action, attempts: taken.attempts } : null;
    });
  }

  later(taken: OrderReturn, at: number, attempts: number): Promise<void> {
    return this.settle(taken, (tx, one) =>
      this.store.setAnswer(
        tx,
        one,
        { action: one.action, why: one.refuseWhy, refusal: null },
        at,
        attempts,
      ),
    );
  }

  /** The channel took the answer; its own news say what follows. */
  done(taken: OrderReturn): Promise<void> {
    return this.settle(taken, async (tx, one) => {
      const status = one.action === 'accept' ? 'accepted' : 'refused';
      const end = { action: null, why: one.refuseWhy, refusal: null };
      await this.store.setAnswer(tx, one, end, null, 0);
      await this.store.setStatus(tx, one, status);
      const order = await this.orderOf(tx, one);
      if (order) await this.kit.notes.write(tx, order, 'returning', null, { status });
    });
  }

  refused(taken: OrderReturn, sentence: string): Promise<void> {
    return this.settle(taken, async (tx, one) => {
      const end = { action: null, why: one.refuseWhy, refusal: sentence };
      await this.store.setAnswer(tx, one, end, null, 0);
      const order = await this.orderOf(tx, one);
      if (order) await this.kit.notes.write(tx, order, 'refused', null, { sentence });
    });
  }

  /** Nothing where something else is wanted meanwhile. */
  private async settle(
    taken: OrderReturn,
    then: (tx: Tx, one: OrderReturn) => Promise<void>,
  ): Promise<void> {
    await this.db.write(async (tx) => {
      const one = await this.store.findForMove(tx, taken, taken.id);
      if (one && one.action === taken.action) await then(tx, one);
    });
  }

  private async must(tx: Tx, scope: CoopScope, id: ReturnId) {
    const one = await this.store.findForMove(tx, scope, id);
    const order = one && (await this.orderOf(tx, one));
    if (!one || !order) throw notFound();
    return { one, order };
  }

  private async orderOf(
    tx: Tx,
    {
      externalOrderId,
      shopId,
      ...scope
    }: CoopScope & Pick<OrderReturn, 'shopId' | 'externalOrderId'>,
  ): Promise<Order | null> {
    const id = await this.orders.findExternal(tx, scope, shopId, externalOrderId);
    return id === null ? null : this.orders.find(tx, scope, id);
  }
}

function notFound(): Problem {
  return Problem.notFound('Không tìm thấy yêu cầu trả hàng này.');
}

/**
 * A page read before an answer of ours may come after it: the channel's word must have moved. A row that was read in part is
 * none; where it came first, the whole one names the order later.
 */
function isNews(one: OrderReturn, news: ChannelReturn): boolean {
  if (news.channelStatus === '') return false;
  if (one.externalOrderId === '' && news.externalOrderId !== '') return true;
  if (news.updatedAt !== one.updatedAt) return news.updatedAt > one.updatedAt;
  return news.channelStatus !== one.channelStatus;
}

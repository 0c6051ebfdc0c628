import { Injectable } from '@nestjs/common';
import type { ReturnAct } from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import { type OrderId, Problem, type ReturnId } from '@ganh/kernel';
import { ReturnDesk } from '@ganh/orders';
import { ChannelApps } from '@ganh/sync';

/** What people decide about goods that come back. */
@Injectable()
export class ReturnActions {
  constructor(
    private readonly desk: ReturnDesk,
    private readonly apps: ChannelApps,
  ) {}

  /** Answers the order that it belongs to. */
  async act(actor: Actor, id: ReturnId, act: ReturnAct, why: string | null): Promise<OrderId> {
    const { order } = await this.desk.find(actor, id);
    if (act === 'restock') {
      if (!may(actor, 'stock.write'))
        throw new Problem('forbidden', 'Nhập kho cần người bán hoặc người quản lý.');
      await this.desk.restock(actor, id, actor.userId);
      return order.id;
    }
    if (!may(actor, 'orders.cancel'))
      throw new Problem('forbidden', 'Trả lời khách trả hàng cần người bán hoặc người quản lý.');
    const can = this.apps.abilities(order.channel);
    if (!(act === 'accept' ? can.acceptReturn : can.refuseReturn))
      throw new Problem('conflict', 'Kênh này chỉ nhận trả lời trên trang của kênh.');
    if (act === 'refuse' && !why)
      throw Problem.field(
        'why',
        'missing',
        'Chưa ghi vì sao không nhận.',
        'Ghi một câu cho khách và kênh biết.',
      );
    await this.desk.answer(actor, id, act, why, actor.userId);
    return order.id;
  }
}

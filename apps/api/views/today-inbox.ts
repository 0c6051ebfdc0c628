import { Injectable } from '@nestjs/common';
import { type Actor, may } from '@ganh/identity';
import { MessageService, OrderDesk, ReturnDesk } from '@ganh/orders';

/** What of orders, words and returns waits for somebody, counted. */
export interface InboxCounts {
  orders: Awaited<ReturnType<OrderDesk['counts']>>;
  messages: number;
  oddReturns: Awaited<ReturnType<ReturnDesk['withoutOrder']>>;
}

@Injectable()
export class TodayInbox {
  constructor(
    private readonly desk: OrderDesk,
    private readonly messages: MessageService,
    private readonly returns: ReturnDesk,
  ) {}

  async counts(actor: Actor): Promise<InboxCounts> {
    const [orders, messages, oddReturns] = await Promise.all([
      this.desk.counts(actor),
      may(actor, 'messages.read') ? this.messages.countOpen(actor) : 0,
      this.returns.withoutOrder(actor),
    ]);
    return { orders, messages, oddReturns };
  }
}

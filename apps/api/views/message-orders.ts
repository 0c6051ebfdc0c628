import { Injectable } from '@nestjs/common';
import type { Actor } from '@ganh/identity';
import { type MessageId, type OrderId, Problem } from '@ganh/kernel';
import { type FromMessage, MessageService } from '@ganh/orders';
import { ShopService } from '@ganh/shops';

/** An order out of a comment or message, in the name of the shop it was written in. */
@Injectable()
export class MessageOrders {
  constructor(
    private readonly messages: MessageService,
    private readonly shops: ShopService,
  ) {}

  async make(actor: Actor, id: MessageId, wish: FromMessage): Promise<OrderId> {
    const message = await this.messages.find(actor, id);
    if (!message) throw Problem.notFound('Không tìm thấy tin này.');
    const shop = (await this.shops.list(actor)).find((one) => one.id === message.shopId);
    return this.messages.makeOrder(actor, id, shop?.channel ?? 'own', wish, actor.userId);
  }
}

import { Injectable } from '@nestjs/common';
import type { OrderAction } from '@ganh/contracts';
import type { Actor } from '@ganh/identity';
import type { OrderId } from '@ganh/kernel';
import { OrderDesk } from '@ganh/orders';

/** The verbs of the screen, each to its use case. */
@Injectable()
export class OrderActions {
  constructor(private readonly desk: OrderDesk) {}

  async act(
    actor: Actor,
    id: OrderId,
    action: OrderAction,
    reason: 'out_of_stock' | 'buyer_asked',
  ): Promise<void> {
    if (action === 'found') await this.desk.found(actor, id, actor.userId);
    else await this.desk.move(actor, id, action, actor.userId, reason);
  }
}

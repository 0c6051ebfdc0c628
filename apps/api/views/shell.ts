import { Injectable } from '@nestjs/common';
import type { Shell } from '@ganh/contracts';
import { type Actor, may } from '@ganh/identity';
import { Clock } from '@ganh/kernel';
import { OrderDesk } from '@ganh/orders';

@Injectable()
export class ShellViews {
  constructor(
    private readonly desk: OrderDesk,
    private readonly clock: Clock,
  ) {}

  async of(actor: Actor): Promise<Shell> {
    const counts = may(actor, 'orders.read') ? await this.desk.counts(actor) : null;
    return {
      coopName: actor.coopName,
      userName: actor.userName,
      roles: actor.roles,
      badges: {
        orders: (counts?.moi ?? 0) + (counts?.['dong-goi'] ?? 0),
        trouble: counts?.['co-chuyen'] ?? 0,
      },
      nowAt: this.clock.now(),
    };
  }
}

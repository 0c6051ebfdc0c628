import { ChannelFailure } from '@ganh/channels/kit';
import { type Clock, type CoopId, type ReturnId, toId } from '@ganh/kernel';
import type { ReturnDesk } from '@ganh/orders';
import type { Database } from '@ganh/persistence';
import type { Worked } from '@ganh/queue';
import type { ChannelApps } from './channel-apps';
import { ASK_LEASE_MS, type ChannelAsks } from './channel-asks';
import type { PollStore } from './poll.store';

/** Tells the channel what a person answered to a return. */
export class ReturnActionHandler {
  constructor(
    private readonly kit: { db: Database; clock: Clock; apps: ChannelApps; leaseMs?: number },
    private readonly desk: ReturnDesk,
    private readonly polls: PollStore,
    private readonly asks: ChannelAsks,
  ) {}

  /** `key` is `<coop>:<return>`. */
  async handle(key: string): Promise<Worked> {
    const [coopText, returnText] = key.split(':');
    const scope = { coopId: toId<CoopId>(coopText) };
    const id = toId<ReturnId>(returnText);
    const taken = await this.desk.takeAnswer(scope, id, this.kit.leaseMs ?? ASK_LEASE_MS);
    if (!taken) return;
    const { one, action, attempts } = taken;
    let name = '';
    const asked = await this.asks.run(
      one.shopId,
      { what: `return-${action}`, attempts },
      async ({ returns }, shop) => {
        name = this.kit.apps.must(shop.channel).adapter.descriptor.name;
        if (!returns?.[action]) throw new ChannelFailure('rejected', { code: 'no_returns' });
        if (action === 'accept') await returns.accept?.(one);
        else await returns.refuse?.(one, one.refuseWhy ?? '');
        return null;
      },
    );
    const now = this.kit.clock.now();
    if (asked.kind === 'refused')
      return this.desk.refused(
        one,
        `${name} chưa nhận trả lời về hàng trả. Mở đơn trên ${name} để xem vì sao.`,
      );
    if (asked.kind === 'done') {
      await this.desk.done(one);
      return this.kit.db.write((tx) => this.polls.soon(tx, one, one.shopId, 'returns', now));
    }
    await this.desk.later(one, now + asked.inMs, asked.attempts);
    return { againInMs: asked.inMs };
  }
}

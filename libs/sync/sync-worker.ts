import type { WakeUpHandler, WakeUpWorker } from '@ganh/queue';
import { ORDER_ACTION, REPLY, RETURN_ACTION } from '@ganh/orders';
import { PUSH, PUSH_BULK } from '@ganh/shops';
import type { EventsHandler } from './events.handler';
import { EVENTS } from './event-intake';
import { DELIVERY, type InboundService } from './inbound.service';
import type { OrderActionHandler } from './order-action.handler';
import { POLL, type PollHandler } from './poll.handler';
import type { PushHandler } from './push.handler';
import type { ReplyHandler } from './reply.handler';
import type { ReturnActionHandler } from './return-action.handler';
import type { Sweeper } from './sweeper';

const GRACE_MS = 10_000;

/** Everything that works in the background: handlers by lane, and the sweeper. */
export class SyncWorker {
  constructor(
    private readonly worker: WakeUpWorker,
    private readonly sweeper: Sweeper,
    private readonly push: PushHandler,
    private readonly inbound: { service: InboundService; events: EventsHandler },
    private readonly poll: PollHandler,
    private readonly actions: {
      orders: OrderActionHandler;
      returns: ReturnActionHandler;
      replies: ReplyHandler;
    },
  ) {}

  handlers(): WakeUpHandler[] {
    const push = (key: string, signal: AbortSignal) => this.push.handle(key, signal);
    return [
      { name: PUSH, lane: 'realtime', handle: push },
      { name: PUSH_BULK, lane: 'bulk', handle: push },
      { name: DELIVERY, lane: 'realtime', handle: (key) => this.inbound.service.work(key) },
      {
        name: EVENTS,
        lane: 'realtime',
        handle: (key, signal) => this.inbound.events.handle(key, signal),
      },
      { name: ORDER_ACTION, lane: 'realtime', handle: (key) => this.actions.orders.handle(key) },
      { name: RETURN_ACTION, lane: 'realtime', handle: (key) => this.actions.returns.handle(key) },
      { name: REPLY, lane: 'realtime', handle: (key) => this.actions.replies.handle(key) },
      { name: POLL, lane: 'sweep', handle: (key, signal) => this.poll.handle(key, signal) },
    ];
  }

  async start(): Promise<void> {
    const handlers = this.handlers();
    await this.worker.start(handlers);
    this.sweeper.start(handlers);
  }

  async stop(): Promise<void> {
    await this.sweeper.stop();
    await this.worker.stop(GRACE_MS);
  }

  parked() {
    return this.worker.parked();
  }
}

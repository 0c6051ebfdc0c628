import { ChannelFailure, type ChannelId } from '@ganh/channels/kit';
import { type AuditTrail } from '@ganh/identity';
import { type Clock, type CoopScope, Problem, type ShopId, type UserId } from '@ganh/kernel';
import type { Database } from '@ganh/persistence';
import type { Shop, ShopService } from '@ganh/shops';
import { accessOf, type ChannelApp, ChannelApps } from './channel-apps';
import type { Log } from './log';
import type { PollStore } from './poll.store';
import { describeFailure } from './push.handler';
import type { ShopGate } from './shop-gate';
import { startPolls } from './start-polls';

/** Walks the channel's own consent: sends the person there, takes back what was granted, starts asking for orders. */
export class ConnectingService {
  private readonly leaving: Parameters<ConnectingService['onLeave']>[0][] = [];

  constructor(
    private readonly kit: {
      db: Database;
      clock: Clock;
      log: Log;
      apps: ChannelApps;
      audit: AuditTrail;
    },
    private readonly shops: ShopService,
    private readonly polls: PollStore,
    private readonly gate: ShopGate,
  ) {}

  /** Where to send the person's browser. */
  async begin(
    scope: CoopScope,
    userId: UserId,
    channel: ChannelId,
    redirectUrl: string,
  ): Promise<string> {
    const app = this.mustHave(channel);
    const state = await this.shops.beginConnect(scope, userId, channel);
    return app.adapter.auth.authorizeUrl(accessOf(app, this.kit.clock), redirectUrl, state);
  }

  /** What the browser brought back. Answers the shops now connected. */
  async finish(
    scope: CoopScope,
    userId: UserId,
    channel: ChannelId,
    redirectUrl: string,
    query: Readonly<Record<string, string>>,
  ): Promise<ShopId[]> {
    const app = this.mustHave(channel);
    const state = query['state'] ?? '';
    await this.shops.useConnectState(scope, userId, channel, state);
    const access = { ...accessOf(app, this.kit.clock), send: this.gate.appSend(app) };
    const granted = await app.adapter.auth
      .exchange(access, redirectUrl, query)
      .catch((failure: unknown) => {
        this.kit.log.warn('connecting failed', { channel, failure: describeFailure(failure) });
        if (!(failure instanceof ChannelFailure)) throw failure;
        throw new Problem(
          'unavailable',
          `${app.adapter.descriptor.name} chưa cho nối. Bấm nối lại một lần nữa.`,
        );
      });
    if (granted.length === 0)
      throw new Problem(
        'validation',
        `Chưa chọn gian hàng nào trên ${app.adapter.descriptor.name}. Bấm nối lại và chọn.`,
      );
    const ids: ShopId[] = [];
    for (const one of granted) {
      // What a person types is one of a kind within the cooperative alone.
      const own = app.adapter.descriptor.byHand ? `${scope.coopId}:` : '';
      const shop = { ...one, externalShopId: own + one.externalShopId };
      const id = await this.shops.connect(scope, channel, shop);
      await this.startPolls(scope, id, app);
      await this.kit.db.write((tx) =>
        this.kit.audit.write(
          tx,
          scope,
          userId,
          'shop.connect',
          { kind: 'shop', id },
          { channel, name: one.name },
        ),
      );
      await this.subscribe(app, await this.shops.get(scope, id));
      ids.push(id);
    }
    return ids;
  }

  /** What must be put back before a shop goes; may be asked of any shop, and again. */
  onLeave(putBack: (scope: CoopScope, id: ShopId, actor: UserId) => Promise<unknown>): void {
    this.leaving.push(putBack);
  }

  async disconnect(scope: CoopScope, userId: UserId, id: ShopId): Promise<void> {
    for (const putBack of this.leaving) await putBack(scope, id, userId);
    const { channel, name } = await this.shops.disconnect(scope, id);
    const target = { kind: 'shop', id };
    await this.kit.db.write((tx) =>
      this.kit.audit.write(tx, scope, userId, 'shop.disconnect', target, { channel, name }),
    );
  }

  private async startPolls(scope: CoopScope, id: ShopId, app: ChannelApp): Promise<void> {
    const now = this.kit.clock.now();
    const { descriptor } = app.adapter;
    await this.kit.db.write((tx) => startPolls(tx, this.polls, { ...scope, id }, descriptor, now));
  }

  /** Webhooks are quicker than polling and nothing more: without them the shop works too. */
  private async subscribe(app: ChannelApp, shop: Shop): Promise<void> {
    const { callbackUrl, adapter } = app;
    if (!callbackUrl || !adapter.subscribe) return;
    const tokens = await this.shops.tokens(shop);
    if (!tokens) return;
    const access = {
      ...accessOf(app, this.kit.clock),
      send: this.gate.appSend(app),
      externalShopId: shop.externalShopId,
      tokens,
      settings: shop.settings,
      slowDown: () => Promise.resolve(),
    };
    await adapter.subscribe(access, callbackUrl).catch((failure: unknown) => {
      this.kit.log.warn('webhooks not set up, polling alone', {
        channel: shop.channel,
        shop: shop.id,
        failure: describeFailure(failure),
      });
    });
  }

  private mustHave(channel: ChannelId): ChannelApp {
    const app = this.kit.apps.get(channel);
    if (!app)
      throw new Problem('validation', 'Kênh này chưa được cài ở đây. Hỏi người lo kỹ thuật.');
    return app;
  }
}

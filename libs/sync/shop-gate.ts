import { setTimeout as sleep } from 'node:timers/promises';
import {
  type ChannelClient,
  ChannelFailure,
  type ChannelRequest,
  type ChannelSend,
  type Limit,
  retryAfterMs,
} from '@ganh/channels/kit';
import { type Budgets, type Bucket, HttpFailure, type HttpResponse, type Send } from '@ganh/http';
import { type Clock, faultPointSoon } from '@ganh/kernel';
import type { Shop, ShopService, StoredTokens } from '@ganh/shops';
import { accessOf, type ChannelApp, ChannelApps } from './channel-apps';

/** A call inside a push may wait this long for its budget; a longer wait gives the turn back. */
const WORTH_WAITING_MS = 2_000;
const OK_EVERY_MS = 60_000;

/**
 * The way to a shop: its tokens (refreshed ahead of time, under a lease, stored before use), its budgets, the one door.
 * A token that the channel refuses is refreshed once; when that does not help either, the failure is `reconnect`. A refusal
 * of a token that another process has replaced meanwhile is not believed.
 */
export class ShopGate {
  private readonly okAt = new Map<number, number>();

  constructor(
    private readonly apps: ChannelApps,
    private readonly shops: ShopService,
    private readonly http: Send,
    private readonly budgets: Budgets,
    private readonly clock: Clock,
  ) {}

  /**
   * Runs `work` with a client of the shop. Throws ChannelFailure; never `tokenExpired`. `paid`: limits already taken once;
   * `mayCall` is asked before each call and stops it by throwing.
   */
  async withShop<T>(
    shop: Shop,
    work: (client: ChannelClient) => Promise<T>,
    paid: readonly string[] = [],
    mayCall: () => void = () => undefined,
  ): Promise<T> {
    const app = this.apps.must(shop.channel);
    const tokens = await this.validTokens(app, shop);
    let fresh: StoredTokens;
    try {
      return await this.ok(
        shop,
        await work(this.open(app, shop, tokens, this.sender(app, shop, paid, mayCall))),
      );
    } catch (failure) {
      if (!isOfToken(failure)) throw failure;
      fresh =
        failure.kind === 'tokenExpired'
          ? await this.refresh(app, shop, tokens.rev)
          : await this.newer(shop, tokens.rev, failure);
    }
    try {
      return await this.ok(
        shop,
        await work(this.open(app, shop, fresh, this.sender(app, shop, [], mayCall))),
      );
    } catch (failure) {
      if (!isOfToken(failure)) throw failure;
      await this.newer(shop, fresh.rev, new ChannelFailure('reconnect', failure.detail));
      throw new ChannelFailure('throttled', { code: 'token_replaced', retryAfterMs: 1_000 });
    }
  }

  /** What another process has stored since, or is about to; without that the failure stands. Asks the channel nothing. */
  private async newer(shop: Shop, usedRev: number, failure: ChannelFailure): Promise<StoredTokens> {
    return orUnderWay(await this.shops.refreshTokens(shop, usedRev, () => Promise.reject(failure)));
  }

  /** Refreshes ahead of time; quietly nothing where it is not due or another process is at it. */
  async keepFresh(shop: Shop): Promise<void> {
    await this.validTokens(this.apps.must(shop.channel), shop);
  }

  /** Takes the limits for one call now: 0, or the ms to wait. */
  takeLimits(shop: Shop, names: readonly string[]): Promise<number> {
    const app = this.apps.must(shop.channel);
    return names.length === 0
      ? Promise.resolve(0)
      : this.budgets.take(this.buckets(app, shop, names));
  }

  /** A way out for calls that belong to the app, before there is a shop. */
  appSend(app: ChannelApp): ChannelSend {
    return this.sender(app, null);
  }

  private async ok<T>(shop: Shop, value: T): Promise<T> {
    const now = this.clock.now();
    if ((this.okAt.get(shop.id) ?? 0) < now - OK_EVERY_MS) {
      this.okAt.set(shop.id, now);
      await this.shops.markOk(shop);
    }
    return value;
  }

  private async validTokens(app: ChannelApp, shop: Shop): Promise<StoredTokens> {
    const tokens = await this.shops.tokens(shop);
    if (!tokens) throw new ChannelFailure('reconnect', { code: 'no_tokens' });
    const ends = tokens.accessExpiresAt;
    if (ends === null || ends - this.clock.now() > app.adapter.descriptor.refreshAheadMs)
      return tokens;
    try {
      return await this.refresh(app, shop, tokens.rev);
    } catch (failure) {
      // Still good for a while: a refresh that cannot be had now is tried again at the next call.
      if (
        ends > this.clock.now() + 60_000 &&
        failure instanceof ChannelFailure &&
        failure.kind !== 'reconnect'
      )
        return tokens;
      throw failure;
    }
  }

  private async refresh(app: ChannelApp, shop: Shop, seenRev: number): Promise<StoredTokens> {
    const { auth } = app.adapter;
    if (!auth.refresh) throw new ChannelFailure('reconnect', { code: 'token_dead' });
    const refresh = auth.refresh.bind(auth);
    const access = { ...accessOf(app, this.clock), send: this.sender(app, null) };
    return orUnderWay(
      await this.shops.refreshTokens(shop, seenRev, (tokens) =>
        refresh(access, shop.externalShopId, tokens),
      ),
    );
  }

  private open(
    app: ChannelApp,
    shop: Shop,
    tokens: StoredTokens,
    send: ChannelSend,
  ): ChannelClient {
    return app.adapter.open({
      ...accessOf(app, this.clock),
      send,
      externalShopId: shop.externalShopId,
      tokens,
      settings: shop.settings,
      slowDown: (limit, forMs) => this.slowDown(app, shop, limit, forMs),
    });
  }

  private async slowDown(app: ChannelApp, shop: Shop, limit: string, forMs: number): Promise<void> {
    for (const bucket of this.buckets(app, shop, [limit]))
      await this.budgets.pause(bucket.key, this.clock.now() + forMs);
  }

  private sender(
    app: ChannelApp,
    shop: Shop | null,
    paid: readonly string[] = [],
    mayCall: () => void = () => undefined,
  ): ChannelSend {
    const credit = new Set(paid);
    return async (request) => {
      const names = (request.limits ?? []).filter((name) => !credit.delete(name));
      await this.payFor(this.buckets(app, shop, names));
      mayCall();
      const response = await this.call(request);
      await this.heed(app, shop, request.limits ?? [], response);
      return response;
    };
  }

  /** "Not before": whatever the adapter makes of the answer, nothing goes out on these limits until then. */
  private async heed(
    app: ChannelApp,
    shop: Shop | null,
    limits: readonly string[],
    response: HttpResponse,
  ): Promise<void> {
    const now = this.clock.now();
    const waitMs = response.status === 429 ? retryAfterMs(response, now) : undefined;
    if (!waitMs) return;
    // One shop's 429 is no reason to keep the others waiting, where the channel counts by shop.
    const ofShop = limits.filter((name) =>
      app.adapter.descriptor.limits.some((one) => one.name === name && one.scope === 'shop'),
    );
    const closed = shop && ofShop.length > 0 ? ofShop : limits;
    for (const { key } of this.buckets(app, shop, closed))
      await this.budgets.pause(key, now + waitMs);
  }

  private async payFor(buckets: readonly Bucket[]): Promise<void> {
    if (buckets.length === 0) return;
    for (let waited = 0; ;) {
      const wait = await this.budgets.take(buckets);
      if (wait === 0) return;
      waited += wait;
      if (waited > WORTH_WAITING_MS)
        throw new ChannelFailure('throttled', { code: 'budget', retryAfterMs: wait });
      await sleep(wait);
    }
  }

  private async call(request: ChannelRequest): Promise<HttpResponse> {
    try {
      const answer = this.http(request);
      if (request.method !== 'GET') await faultPointSoon('push.after-send', 15);
      return await answer;
    } catch (failure) {
      if (!(failure instanceof HttpFailure)) throw failure;
      const kind =
        failure.kind === 'badBody' || failure.kind === 'tooLarge' ? 'unexpectedShape' : 'transient';
      throw new ChannelFailure(
        kind,
        { code: failure.kind, ambiguous: failure.ambiguous },
        failure.message,
      );
    }
  }

  private buckets(app: ChannelApp, shop: Shop | null, names: readonly string[]): Bucket[] {
    const { descriptor } = app.adapter;
    return names.flatMap((name) => {
      const limit: Limit | undefined = descriptor.limits.find((known) => known.name === name);
      if (!limit) throw new Error(`${descriptor.id} has no limit named ${name}`);
      if (limit.scope === 'shop' && !shop) return [];
      return [
        {
          key: `${descriptor.id}:${limit.scope}:${limit.scope === 'shop' ? shop?.id : 'all'}:${name}`,
          rule: limit.rule,
        },
      ];
    });
  }
}

function orUnderWay(tokens: StoredTokens | null): StoredTokens {
  if (tokens) return tokens;
  throw new ChannelFailure('throttled', { code: 'refresh_under_way', retryAfterMs: 1_000 });
}

/** A token that is dead, in whichever words: some channels call one that was replaced simply unknown. */
function isOfToken(failure: unknown): failure is ChannelFailure {
  return (
    failure instanceof ChannelFailure &&
    (failure.kind === 'tokenExpired' || failure.kind === 'reconnect')
  );
}

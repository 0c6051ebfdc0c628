import { createHash, randomBytes, randomUUID } from 'node:crypto';
import type { ChannelId, GrantedShop, Tokens } from '@ganh/channels/kit';
import {
  type AllCoops,
  type Clock,
  type CoopScope,
  Problem,
  type ShopId,
  type UserId,
} from '@ganh/kernel';
import type { Database, Ids, Tx } from '@ganh/persistence';
import type { ConnectStateStore } from './connect-state.store';
import type { ListingService } from './listing.service';
import type { Sealing } from './sealing';
import type { Shop, StoredTokens } from './shop';
import type { ShopKey, ShopStore } from './shop.store';

const STATE_LIFE_MS = 30 * 60_000;
const REFRESH_LEASE_MS = 90_000;
const ENGINE: AllCoops = { allCoopsFor: 'delivery' };

/** Connections to channels: who granted us what, for how long, and whether it still holds. */
export class ShopService {
  constructor(
    private readonly db: Database,
    private readonly ids: Ids,
    private readonly clock: Clock,
    private readonly sealing: Sealing,
    private readonly stores: { shops: ShopStore; states: ConnectStateStore },
    private readonly listings: ListingService,
  ) {}

  /** A one-time state for the channel's consent page; whoever comes back with it continues this connection. */
  async beginConnect(scope: CoopScope, userId: UserId, channel: ChannelId): Promise<string> {
    const state = randomBytes(24).toString('base64url');
    await this.db.write((tx) =>
      this.stores.states.insert(tx, scope, hash(state), userId, channel, this.clock.now()),
    );
    return state;
  }

  /** Throws when the state is unknown, used, or older than half an hour. */
  async useConnectState(
    scope: CoopScope,
    userId: UserId,
    channel: ChannelId,
    state: string,
  ): Promise<void> {
    const now = this.clock.now();
    const used = await this.db.write((tx) =>
      this.stores.states.use(tx, scope, hash(state), userId, channel, now, now - STATE_LIFE_MS),
    );
    if (!used)
      throw new Problem('validation', 'Lượt nối kênh này đã hết hạn. Bấm nối lại một lần nữa.');
  }

  /** Stores what the channel granted; a shop that another cooperative holds is refused. */
  async connect(scope: CoopScope, channel: ChannelId, granted: GrantedShop): Promise<ShopId> {
    const { shops } = this.stores;
    const found = await this.db.read(
      async (tx) =>
        (await shops.findByExternal(tx, ENGINE, channel, granted.externalShopId)) ??
        (await shops.findDisconnected(tx, scope, channel, granted.externalShopId)),
    );
    if (found && found.coopId !== scope.coopId) {
      throw new Problem(
        'conflict',
        'Gian hàng này đang nối với một HTX khác. Ngắt ở bên kia trước rồi nối lại.',
      );
    }
    const id = found?.id ?? this.ids.next<ShopId>();
    const write = {
      name: granted.name,
      settings: granted.settings,
      sealedTokens: this.sealed({ ...scope, id }, granted.tokens),
      tokens: granted.tokens,
      permissionUntilAt: granted.permissionUntilAt,
      grantId: granted.grantId ?? null,
      now: this.clock.now(),
    };
    await this.db.write(async (tx) => {
      if (found) await shops.reconnect(tx, scope, id, granted.externalShopId, write);
      else if (!(await shops.insert(tx, scope, id, channel, granted.externalShopId, write))) {
        throw new Problem(
          'conflict',
          'Gian hàng này vừa được nối ở nơi khác. Tải lại trang để xem.',
        );
      }
      await this.listings.wakeShop(tx, scope, id);
    });
    return id;
  }

  list(scope: CoopScope): Promise<Shop[]> {
    return this.db.read((tx) => this.stores.shops.list(tx, scope));
  }

  async get(scope: CoopScope, id: ShopId): Promise<Shop> {
    const shop = await this.db.read((tx) => this.stores.shops.find(tx, scope, id));
    if (!shop || shop.state === 'disconnected') throw Problem.notFound();
    return shop;
  }

  findAnywhere(all: AllCoops, id: ShopId): Promise<Shop | null> {
    return this.db.read((tx) => this.stores.shops.findAnywhere(tx, all, id));
  }

  findByExternal(
    tx: Tx,
    all: AllCoops,
    channel: ChannelId,
    externalShopId: string,
  ): Promise<Shop | null> {
    return this.stores.shops.findByExternal(tx, all, channel, externalShopId);
  }

  connected(all: AllCoops): Promise<Shop[]> {
    return this.db.read((tx) => this.stores.shops.connected(tx, all));
  }

  expiringTokens(all: AllCoops, before: number, limit: number): Promise<Shop[]> {
    return this.db.read((tx) => this.stores.shops.expiringTokens(tx, all, before, limit));
  }

  async tokens(shop: Shop): Promise<StoredTokens | null> {
    const stored = await this.db.read((tx) => this.stores.shops.sealedTokens(tx, shop, shop.id));
    if (!stored) return null;
    const text = this.sealing.open(stored.sealed, {
      coopId: shop.coopId,
      shopId: shop.id,
      field: 'tokens',
    });
    return { ...(JSON.parse(text) as Tokens), rev: stored.rev };
  }

  /**
   * Runs `refresh` under the lease of all shops that the permission covers, and stores the new pair for each of them before
   * anybody uses it. Answers the pair now valid: also when another process was quicker. null = somebody else is at it, ask
   * again soon.
   */
  async refreshTokens(
    shop: Shop,
    seen: number,
    refresh: (tokens: Tokens) => Promise<Tokens>,
  ): Promise<StoredTokens | null> {
    const { shops } = this.stores;
    const lease = randomUUID();
    const now = this.clock.now();
    const covered = await this.db.write((tx) =>
      shops.takeRefreshLease(tx, shop, shop.id, lease, now, now + REFRESH_LEASE_MS),
    );
    if (!covered) return null;
    try {
      const current = await this.tokens(shop);
      if (!current || current.rev !== seen) return current;
      const fresh = await refresh(current);
      await this.db.write(async (tx) => {
        for (const one of covered)
          await shops.storeTokens(tx, one, lease, this.sealed(one, fresh), fresh);
      });
      return this.tokens(shop);
    } catch (failure) {
      // A person has connected the shop again meanwhile: what was said about the old pair is no longer news.
      const current = await this.tokens(shop);
      if (current && current.rev !== seen) return current;
      throw failure;
    } finally {
      await this.db.write(async (tx) => {
        for (const one of covered) await shops.dropRefreshLease(tx, one, lease);
      });
    }
  }

  private sealed({ coopId, id }: ShopKey, tokens: Tokens): string {
    return this.sealing.seal(JSON.stringify(tokens), { coopId, shopId: id, field: 'tokens' });
  }

  /** The channel no longer lets us in: work for it stops until a person connects again. */
  async markLost(shop: Shop, why: string): Promise<boolean> {
    return this.db.write((tx) =>
      this.stores.shops.setState(tx, shop, shop.id, 'connected', 'lost', this.clock.now(), why),
    );
  }

  async markOk(shop: Shop): Promise<void> {
    await this.db.write((tx) => this.stores.shops.markOk(tx, shop, shop.id, this.clock.now()));
  }

  setPermissionUntil(tx: Tx, shop: Shop, untilAt: number): Promise<void> {
    return this.stores.shops.setPermissionUntil(tx, shop, shop.id, untilAt);
  }

  /** A person takes the shop off. Nothing is deleted on the channel; orders stay; tokens are destroyed. */
  /** Answers the shop as it was. */
  async disconnect(scope: CoopScope, id: ShopId): Promise<Shop> {
    const now = this.clock.now();
    return this.db.write(async (tx) => {
      const shop = await this.stores.shops.find(tx, scope, id);
      if (!shop || shop.state === 'disconnected') throw Problem.notFound();
      await this.stores.shops.setState(tx, scope, id, shop.state, 'disconnected', now, null);
      await this.stores.shops.forget(tx, shop);
      return shop;
    });
  }
}

function hash(state: string): string {
  return createHash('sha256').update(state).digest('hex');
}

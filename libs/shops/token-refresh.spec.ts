import { setTimeout as sleep } from 'node:timers/promises';
import { ChannelFailure, type Tokens } from '@ganh/channels/kit';
import { type CoopId, type ShopId, SystemClock } from '@ganh/kernel';
import { WakeUps } from '@ganh/queue';
import { describeOnBoth, type TestDatabase } from '../../test/support/engines';
import { ConnectStateStore } from './connect-state.store';
import { ListingService } from './listing.service';
import { ListingStore } from './listing.store';
import { PushStore } from './push.store';
import { Sealing } from './sealing';
import type { Shop } from './shop';
import { ShopService } from './shop.service';
import { ShopStore } from './shop.store';

class NoWakeUps extends WakeUps {
  wake = () => Promise.resolve();
}

/** Single-use refresh tokens. shopee spec §1 */
class Issuer {
  newest = 0;
  atOnce = 0;
  mostAtOnce = 0;
  /** Tokens offered that had been used already. */
  stale = 0;
  calls = 0;

  grant(): Tokens {
    const n = String(++this.newest);
    return { accessToken: `a${n}`, accessExpiresAt: null, refreshToken: n, refreshExpiresAt: null };
  }

  /** Every 17th answer is lost on its way back, every 13th question on its way there. */
  async refresh(tokens: Tokens): Promise<Tokens> {
    const call = ++this.calls;
    this.mostAtOnce = Math.max(this.mostAtOnce, ++this.atOnce);
    await sleep(1);
    this.atOnce -= 1;
    const lost = new ChannelFailure('transient', { code: 'lost', ambiguous: true });
    if (call % 13 === 0) throw lost;
    if (tokens.refreshToken !== String(this.newest)) {
      this.stale += 1;
      throw new ChannelFailure('reconnect', { code: 'error_shop_refresh_token' });
    }
    const fresh = this.grant();
    if (call % 17 === 0) throw lost;
    return fresh;
  }
}

/** A server's round trips take their time on a busy machine. */
const ROUNDS = { sqlite: 1_000, mariadb: 200 };

describeOnBoth('tokens refreshed by two workers', (open, engine) => {
  let test: TestDatabase;
  beforeAll(async () => void (test = await open()), 60_000);
  afterAll(() => test?.close());

  const worker = () => {
    const clock = new SystemClock();
    const stores = { listings: new ListingStore(), pushes: new PushStore() };
    const listings = new ListingService(test.db, test.ids, clock, new NoWakeUps(), stores);
    const sealing = new Sealing(Buffer.alloc(32, 1));
    const own = { shops: new ShopStore(), states: new ConnectStateStore() };
    return new ShopService(test.db, test.ids, clock, sealing, own, listings);
  };

  it('many times, with answers lost: one at a time, each token used once, the newest pair is kept', async () => {
    const issuer = new Issuer();
    const scope = { coopId: test.ids.next<CoopId>() };
    const workers = [worker(), worker()];
    const granted = () => ({
      externalShopId: `shop-${scope.coopId}`,
      name: 'Gian',
      tokens: issuer.grant(),
      settings: {},
      permissionUntilAt: null,
    });
    const connect = (): Promise<ShopId> => workers[0]!.connect(scope, 'shopee', granted());
    const id = await connect();
    const shop = { ...scope, id } as Shop;
    let done = 0;
    let reconnects = 0;
    let given: string[] = [];
    await Promise.all(
      workers.map(async (service) => {
        while (done < ROUNDS[engine]) {
          const seen = await service.tokens(shop);
          try {
            const fresh = await service.refreshTokens(shop, seen!.rev, (t) => issuer.refresh(t));
            if (fresh && fresh.rev !== seen!.rev) {
              done += 1;
              given.push(fresh.accessToken);
            } else await sleep(5);
          } catch (failure) {
            if (!(failure instanceof ChannelFailure)) throw failure;
            if (failure.kind !== 'reconnect') continue;
            // An answer that was lost took the only pair with it: a person connects again.
            reconnects += 1;
            await connect();
          }
        }
      }),
    );
    expect(issuer.mostAtOnce).toBe(1);
    const kept = await workers[1]!.tokens(shop);
    const isNewest = kept?.refreshToken === String(issuer.newest);
    // The very last answer may be a lost one.
    if (!isNewest) expect(Number(kept?.refreshToken)).toBe(issuer.newest - 1);
    expect(issuer.stale).toBeGreaterThanOrEqual(reconnects);
    // Both workers may meet the loss before a person has connected again.
    expect(reconnects).toBeLessThanOrEqual(2 * Math.ceil(issuer.calls / 17));
    expect(reconnects).toBeGreaterThan(0);
    given = [...new Set(given)];
    expect(given.length).toBeGreaterThan(ROUNDS[engine] / 3);
  }, 120_000);

  it('whoever comes with an older pair gets the newer one, without asking the channel', async () => {
    const issuer = new Issuer();
    const scope = { coopId: test.ids.next<CoopId>() };
    const service = worker();
    const granted = {
      externalShopId: `shop-${scope.coopId}`,
      name: 'Gian',
      tokens: issuer.grant(),
      settings: {},
      permissionUntilAt: null,
    };
    const id = await service.connect(scope, 'shopee', granted);
    const shop = { ...scope, id } as Shop;
    const old = (await service.tokens(shop))!;
    const fresh = await service.refreshTokens(shop, old.rev, (t) => issuer.refresh(t));
    const again = await service.refreshTokens(shop, old.rev, (t) => issuer.refresh(t));
    expect(again).toEqual(fresh);
    expect(issuer.calls).toBe(1);
  });

  /** Three shops of one seller, who gave leave for all of them at once. */
  const sellersShops = async (issuer: Issuer, service: ShopService) => {
    const scope = { coopId: test.ids.next<CoopId>() };
    const tokens = issuer.grant();
    const connect = async (at: number, pair = tokens): Promise<Shop> => {
      const id = await service.connect(scope, 'tiktok-shop', {
        externalShopId: `shop-${scope.coopId}-${at}`,
        name: 'Gian',
        tokens: pair,
        settings: {},
        permissionUntilAt: null,
        grantId: `seller-${scope.coopId}`,
      });
      return { ...scope, id } as Shop;
    };
    return { scope, connect, shops: [await connect(1), await connect(2), await connect(3)] };
  };

  it('shops of one permission are given each new pair together, whoever of them asks', async () => {
    const issuer = new Issuer();
    const workers = [worker(), worker()];
    const { shops } = await sellersShops(issuer, workers[0]!);
    for (let round = 1; round <= 10; round += 1) {
      const seen = await Promise.all(
        shops.map(async (shop) => (await workers[0]!.tokens(shop))!.rev),
      );
      const ask = async (service: ShopService, at: number) => {
        for (;;) {
          const now = await service.refreshTokens(shops[at]!, seen[at]!, (t) => issuer.refresh(t));
          if (now) return now.accessToken;
          await sleep(5);
        }
      };
      const given = await Promise.all(
        workers.flatMap((service) => shops.map((_, at) => ask(service, at))),
      );
      expect(new Set(given)).toEqual(new Set([`a${issuer.newest}`]));
      expect(issuer.calls).toBe(round);
    }
    expect(issuer).toMatchObject({ stale: 0, mostAtOnce: 1 });
  });

  it('of these, one taken off is given nothing, and one connected again keeps its own', async () => {
    const issuer = new Issuer();
    const service = worker();
    const { scope, connect, shops } = await sellersShops(issuer, service);
    const [asking, off, again] = shops as [Shop, Shop, Shop];
    await service.disconnect(scope, off.id);
    const seen = (await service.tokens(asking))!.rev;
    const person = { ...issuer.grant(), refreshToken: 'a person brought it' };
    const fresh = await service.refreshTokens(asking, seen, async () => {
      await connect(3, person);
      return issuer.grant();
    });
    expect(fresh?.accessToken).toBe(`a${issuer.newest}`);
    expect(await service.tokens(off)).toBeNull();
    expect(await service.tokens(again)).toMatchObject(person);
    const next = await service.refreshTokens(again, (await service.tokens(again))!.rev, async () =>
      issuer.grant(),
    );
    expect((await service.tokens(asking))?.accessToken).toBe(next?.accessToken);
  });
});

/**
 * A process to be killed: the product without HTTP but for webhooks, on settings from the environment, doing what its
 * parent asks over IPC. Only this process holds the database, so the same test serves both engines.
 */
import { readSettings } from '@ganh/config';
import {
  armFaultPoint,
  parsePhone,
  type Phone,
  type UserId,
  type CoopId,
  type ShopId,
} from '@ganh/kernel';
import type { ChannelId } from '@ganh/channels/kit';
import { createQueue } from '@ganh/queue';
import { openProduct, type Product } from '@ganh/sync';
import { receiveWebhooks } from '../support/world';
import { createGoods, moveStock, type WantedGoods } from './goods';
import { allOrders, ledgerUntrue, wantedListings } from './truth';

interface Ask {
  ask: number;
  do: keyof ReturnType<typeof deeds>;
  with: unknown;
}

const QUIET = { warn: () => undefined, error: () => undefined };

function deeds(product: Product) {
  const seller = { coopId: 0 as CoopId, userId: 0 as UserId };
  return {
    /** A cooperative with one member. */
    async coop(): Promise<{ coopId: number; userId: number }> {
      const coop = await product.identity.members.createCoop({
        name: 'HTX Thử',
        province: 'Quảng Nam',
        phone: null,
        address: '',
      });
      const person = {
        phone: parsePhone('0905123456') as Phone,
        name: 'Bà Sáu',
        password: 'mat-khau-dai',
        roles: ['seller', 'manager'] as const,
      };
      const userId = await product.identity.members.addMember({ coopId: coop.id }, person, null);
      return Object.assign(seller, { coopId: coop.id, userId });
    },
    /** The seller that an earlier process made. */
    seller: (who: typeof seller) => Promise.resolve(void Object.assign(seller, who)),
    begin: ({ channel, back }: { channel: ChannelId; back: string }) =>
      product.sync.connecting.begin(seller, seller.userId, channel, back),
    finish: (w: { channel: ChannelId; back: string; query: Record<string, string> }) =>
      product.sync.connecting.finish(seller, seller.userId, w.channel, w.back, w.query),
    goods: (wanted: WantedGoods) => createGoods(product, seller, wanted),
    async moves(moves: readonly { sku: string; delta: number }[]): Promise<void> {
      for (const { sku, delta } of moves) {
        const [variant] = await product.parts.db.read((tx) =>
          product.catalogue.products.bySku(tx, seller, [sku]),
        );
        if (variant) await moveStock(product, seller, variant.id, delta);
      }
    },
    wanted: () => wantedListings(product, seller.coopId),
    ledger: () => ledgerUntrue(product),
    async orders(): Promise<
      { shopId: number; externalOrderId: string; status: string; short: boolean }[]
    > {
      return (await allOrders(product, seller.coopId)).map(
        ({ shopId, externalOrderId, status, short }) => ({
          shopId,
          externalOrderId,
          status,
          short,
        }),
      );
    },
    shops: async (): Promise<{ id: ShopId; externalShopId: string; channel: ChannelId }[]> =>
      product.shops.shops.list(seller),
    parked: () => product.sync.worker.parked(),
  };
}

async function main(): Promise<void> {
  const settings = readSettings();
  const queue = createQueue(
    {
      engine: settings.engine,
      redisUrl: settings.redis.url,
      prefix: settings.redis.prefix,
      dropWakeUps: settings.test.dropWakeUps,
      stalledAfterMs: 1_000,
    },
    QUIET,
  );
  const leaseMs = Number(process.env['GANH_TEST_LEASE_MS'] ?? 0) || undefined;
  const product = await openProduct(settings, queue, { leaseMs });
  const hooks = await receiveWebhooks(false, Number(new URL(settings.http.publicUrl ?? '').port));
  hooks.product = product;
  const can = deeds(product);
  process.on('message', ({ ask, do: what, with: input }: Ask) => {
    const deed = can[what] as (input: unknown) => Promise<unknown>;
    deed(input).then(
      (value) => process.send?.({ ask, value }),
      (error: unknown) => process.send?.({ ask, error: String(error) }),
    );
  });
  process.on('disconnect', () => process.exit(0));
  await product.sync.worker.start();
  armFaultPoint(settings.test.killAt);
  process.send?.({ ready: true });
}

main().catch((error: unknown) => {
  console.error(error);
  process.exit(1);
});

import { type ChannelClient, ChannelFailure, type SellerReason } from '@ganh/channels/kit';
import type { AllCoops, ShopId } from '@ganh/kernel';
import type { Shop, ShopService } from '@ganh/shops';
import type { ChannelApps } from './channel-apps';
import type { Log } from './log';
import { describeFailure } from './push.handler';
import { judge } from './retry-policy';
import type { ShopGate } from './shop-gate';
import type { ShopLoss } from './shop-loss';

const NOT_CONNECTED_MS = 60_000;
const LOST_MS = 60_000;
const ACTIONS: AllCoops = { allCoopsFor: 'sweeper' };

/** Longer than the calls of one request take; what a dead worker was at is taken over after it. */
export const ASK_LEASE_MS = 90_000;

/** What became of something that a person wants done by a channel. */
export type Asked =
  | { kind: 'done' }
  /** `isUnsure`: it may have been done without our hearing of it. */
  | { kind: 'later'; inMs: number; attempts: number; isUnsure: boolean }
  | { kind: 'refused'; reason: SellerReason; channelName: string };

/** Asks channels in a person's name: once now, and says whether to ask again. */
export class ChannelAsks {
  constructor(
    private readonly kit: { log: Log; apps: ChannelApps },
    private readonly shops: ShopService,
    private readonly gate: ShopGate,
    private readonly loss: ShopLoss,
  ) {}

  /** `work` may answer ms after which to look again: the channel says yes before its own list shows it. */
  async run(
    shopId: ShopId,
    wanted: { what: string; attempts: number },
    work: (client: ChannelClient, shop: Shop) => Promise<number | null>,
  ): Promise<Asked> {
    const shop = await this.shops.findAnywhere(ACTIONS, shopId);
    // Asked again once a person has connected the shop again.
    if (shop?.state !== 'connected')
      return { kind: 'later', inMs: NOT_CONNECTED_MS, attempts: 0, isUnsure: false };
    try {
      const inMs = await this.gate.withShop(shop, (client) => work(client, shop));
      return inMs === null
        ? { kind: 'done' }
        : { kind: 'later', inMs, attempts: 0, isUnsure: false };
    } catch (failure) {
      const { name } = this.kit.apps.must(shop.channel).adapter.descriptor;
      const verdict = judge(failure, name, wanted.attempts + 1);
      this.kit.log.warn('channel asked in vain', {
        shop: shop.id,
        what: wanted.what,
        failure: describeFailure(failure),
        verdict: verdict.kind,
      });
      if (verdict.kind === 'refuse')
        return { kind: 'refused', reason: verdict.reason, channelName: name };
      if (verdict.kind === 'lost') await this.loss.lose(shop, verdict.why);
      const isWait = verdict.kind === 'wait';
      const attempts = wanted.attempts + (isWait && verdict.usesAttempt ? 1 : 0);
      const isUnsure = !(failure instanceof ChannelFailure) || failure.detail.ambiguous === true;
      return { kind: 'later', inMs: isWait ? verdict.ms : LOST_MS, attempts, isUnsure };
    }
  }
}

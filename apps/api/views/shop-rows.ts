import { Injectable } from '@nestjs/common';
import type { Product } from '@ganh/catalogue';
import type { ChannelId } from '@ganh/channels/kit';
import type { ShopRow } from '@ganh/contracts';
import { Clock, type CoopScope, formatDate } from '@ganh/kernel';
import { ReplyDesk } from '@ganh/orders';
import { ListingService, type Shop, ShopService } from '@ganh/shops';
import { ChannelApps, notListed, PublishingService } from '@ganh/sync';
import { isRefused } from './listing-state';

const DAY_MS = 86_400_000;
const WARN_DAYS = 14;
/** From here on it is said on the first page too. */
const URGENT_DAYS = 7;
/** What each channel does for a cooperative. */
export const WHAT: Readonly<Record<ChannelId, string>> = {
  shopee: 'Sàn bán hàng, khách đặt và trả tiền ngay trên đó',
  facebook: 'Trang Facebook: đăng bài, nhận bình luận và tin nhắn',
  'tiktok-shop': 'Gian hàng trên TikTok, khách mua ngay khi xem',
  lazada: 'Sàn bán hàng, khách đặt và trả tiền ngay trên đó',
  tiki: 'Sàn bán hàng, khách đặt và trả tiền ngay trên đó',
  zalo: 'Zalo OA: bài viết, tin nhắn, báo đơn cho khách',
  spreadsheet: 'Sàn khác: tải bảng hàng lên, đưa bảng đơn về',
};

interface Around {
  onSale: Product[];
  switches: Awaited<ReturnType<ReplyDesk['switchesOf']>>;
}

/** How each shop is: what is right, what is refused, until when we are let in. */
@Injectable()
export class ShopRows {
  constructor(
    private readonly shops: ShopService,
    private readonly listings: ListingService,
    private readonly publishing: PublishingService,
    private readonly apps: ChannelApps,
    private readonly replies: ReplyDesk,
    private readonly clock: Clock,
  ) {}

  /** Problems first. */
  async rows(scope: CoopScope): Promise<ShopRow[]> {
    const [shops, around] = await Promise.all([this.shops.list(scope), this.around(scope)]);
    const rows = await Promise.all(shops.map((shop) => this.rowOf(scope, shop, around)));
    const order = { lost: 0, expiring: 1, paused: 2, waiting: 3, ok: 4 };
    return rows.sort((a, b) => order[a.state] - order[b.state]);
  }

  async row(scope: CoopScope, shop: Shop): Promise<ShopRow> {
    return this.rowOf(scope, shop, await this.around(scope));
  }

  /** What all shops of a cooperative are held against; read once for all of them. */
  private async around(scope: CoopScope): Promise<Around> {
    const [onSale, switches] = await Promise.all([
      this.publishing.onSale(scope),
      this.replies.switchesOf(scope),
    ]);
    return { onSale, switches };
  }

  private async rowOf(
    scope: CoopScope,
    shop: Shop,
    { onSale, switches }: Around,
  ): Promise<ShopRow> {
    const { listings, pushes } = await this.listings.ofShop(scope, shop.id);
    const open = new Set(
      pushes.filter((push) => push.wantedRev > push.doneRev).map((push) => push.listingId),
    );
    const matched = listings.filter((listing) => !open.has(listing.id)).length;
    const broken = new Set(pushes.filter(isRefused).map((push) => push.listingId)).size;
    const { name, groups } = this.apps.must(shop.channel).adapter.descriptor;
    // A channel that takes no goods is shown for what it does.
    const counts =
      groups.length === 0 ? WHAT[shop.channel] : `Đúng ${matched} trên ${listings.length} hàng`;
    const base = {
      shopId: shop.id,
      channel: shop.channel,
      channelName: name,
      name: shop.name,
      matched,
      listed: listings.length,
      unlisted: notListed(onSale, listings).length,
      lastOkAt: shop.lastOkAt,
      permissionUntilAt: shop.permissionUntilAt,
      refused: broken,
      ...this.switchesOf(shop, switches),
    };
    if (shop.state !== 'connected')
      return {
        ...base,
        state: 'lost',
        text: shop.lostWhy ?? `${name} đã ngắt kết nối. Hàng và đơn cũ còn nguyên.`,
      };
    const ends = shop.permissionUntilAt;
    if (ends !== null && ends - this.clock.now() < WARN_DAYS * DAY_MS)
      return {
        ...base,
        state: 'expiring',
        text:
          expiringText(name, ends, this.clock.now()) ??
          `Phép kết nối còn đến ${formatDate(ends)}. ${counts}.`,
      };
    if (broken > 0)
      return { ...base, state: 'waiting', text: `${counts}, ${broken} món còn vướng.` };
    return {
      ...base,
      state: open.size > 0 ? 'waiting' : 'ok',
      text:
        listings.length === 0 && groups.length > 0 ? 'Đã nối, chưa đăng món nào.' : `${counts}.`,
    };
  }

  private switchesOf(
    shop: Shop,
    switches: Around['switches'],
  ): Pick<ShopRow, 'hidesPhones' | 'sendsNotices'> {
    const can = this.apps.abilities(shop.channel);
    const set = switches.get(shop.id);
    return {
      hidesPhones: can.hideComment ? (set?.hidesPhones ?? false) : null,
      sendsNotices: can.template ? (set?.sendsNotices ?? false) : null,
    };
  }
}

export function isUrgent(
  { permissionUntilAt }: Pick<ShopRow, 'permissionUntilAt'>,
  now: number,
): boolean {
  return permissionUntilAt !== null && permissionUntilAt - now < URGENT_DAYS * DAY_MS;
}

/** One sentence for a permission that ends within a week; null while it is further off. */
export function expiringText(channelName: string, endsAt: number, now: number): string | null {
  if (!isUrgent({ permissionUntilAt: endsAt }, now)) return null;
  const days = Math.floor((endsAt - now) / DAY_MS);
  const left = days < 1 ? 'chưa đầy một ngày' : `${days} ngày`;
  return `Phép kết nối ${channelName} còn ${left}; gia hạn để số và đơn không bị dừng.`;
}

import { type ChannelDescriptor, sayReason } from '@ganh/channels/kit';
import type { ChannelMark, ListingResult, MarkState } from '@ganh/contracts';
import { formatTime } from '@ganh/kernel';
import type { Listing, PushRow, Shop } from '@ganh/shops';

export interface ListedWith {
  listing: Listing;
  shop: Shop;
  descriptor: ChannelDescriptor;
  pushes: readonly PushRow[];
}

/** The wanted/done state made visible: refused or lost = cần sửa, work due = đang chờ, all done = đã khớp. */
export function markOf({ shop, descriptor, pushes }: ListedWith): ChannelMark {
  const broken = shop.state !== 'connected' || pushes.some(isRefused);
  const waiting = pushes.some((push) => push.wantedRev > push.doneRev);
  const state: MarkState = broken ? 'broken' : waiting ? 'waiting' : 'done';
  return { shopId: shop.id, channel: shop.channel, channelName: descriptor.name, state };
}

export function resultOf(listed: ListedWith, now: number): ListingResult {
  const { listing, shop, descriptor, pushes } = listed;
  const base = {
    listingId: listing.id,
    shopId: shop.id,
    channel: shop.channel,
    channelName: descriptor.name,
    shopName: shop.name,
    viewUrl: listing.viewUrl,
  };
  if (shop.state !== 'connected') {
    return {
      ...base,
      state: 'lost',
      text: shop.lostWhy ?? `${descriptor.name} đã ngắt kết nối.`,
      repair: { label: 'Nối lại', href: '/kenh' },
    };
  }
  const refused = pushes.find(isRefused);
  if (refused?.reason) {
    const { text, repair } = sayReason(refused.reason, descriptor.name);
    const href = `/hang/${listing.productId}/thieu/${listing.id}`;
    return { ...base, state: 'broken', text, repair: repair ? { label: repair, href } : null };
  }
  const due = pushes.filter((push) => push.wantedRev > push.doneRev);
  if (due.length === 0) return { ...base, state: 'live', text: 'Đang bán', repair: null };
  return {
    ...base,
    state: 'waiting',
    text: waitingText(due, listing, descriptor, now),
    repair: null,
  };
}

export function isRefused(push: PushRow): boolean {
  return push.refusedRev >= push.wantedRev && push.wantedRev > push.doneRev;
}

function waitingText(
  due: readonly PushRow[],
  listing: Listing,
  { name, byHand }: ChannelDescriptor,
  now: number,
): string {
  const told = due.find((push) => push.reason !== null)?.reason;
  if (told) return sayReason(told, name).text;
  if (byHand) return 'Chờ đưa lên bằng bảng, ở trang Kênh bán.';
  const again = Math.max(
    0,
    ...due.map((push) => (push.ticket === null && push.attempts > 0 ? (push.nextAt ?? 0) : 0)),
  );
  if (again > now)
    return `${name} đang bận, Gánh tự gửi lại lúc ${formatTime(again)}. Không cần làm gì.`;
  if (due.some((push) => push.ticket !== null))
    return `${name} đang xem, thường xong trong vài phút.`;
  return listing.liveAt === null ? `Đang gửi lên ${name}.` : `Đang gửi thay đổi lên ${name}.`;
}

import { facebook } from '@ganh/channels/facebook';
import type { ChannelAdapter, ChannelId } from '@ganh/channels/kit';
import { lazada } from '@ganh/channels/lazada';
import { shopee } from '@ganh/channels/shopee';
import { spreadsheet } from '@ganh/channels/spreadsheet';
import { tiktokShop } from '@ganh/channels/tiktok-shop';
import { tiki } from '@ganh/channels/tiki';
import { zalo } from '@ganh/channels/zalo';

/** Every channel we speak: one line each (docs/adding-a-channel.md). */
export const channels = {
  shopee,
  facebook,
  spreadsheet,
  tiki,
  zalo,
  lazada,
  'tiktok-shop': tiktokShop,
} as const satisfies Readonly<Partial<Record<ChannelId, ChannelAdapter>>>;

/** undefined for a word that is no channel of ours, such as one from an address. */
export function channelNamed(name: string): ChannelAdapter | undefined {
  return Object.hasOwn(channels, name) ? channels[name as keyof typeof channels] : undefined;
}

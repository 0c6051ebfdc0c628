import type { ChannelId, Tokens } from '@ganh/channels/kit';
import type { CoopId, ShopId } from '@ganh/kernel';

/** `lost`: the channel no longer lets us in, a person must connect again. `disconnected`: a person took it off. */
export type ShopState = 'connected' | 'lost' | 'disconnected';

/** One connected account on a channel. Tokens are apart (ShopService.tokens): few need them. */
export interface Shop {
  coopId: CoopId;
  id: ShopId;
  channel: ChannelId;
  externalShopId: string;
  name: string;
  state: ShopState;
  settings: Readonly<Record<string, string>>;
  accessExpiresAt: number | null;
  permissionUntilAt: number | null;
  connectedAt: number;
  lostAt: number | null;
  /** One plain Vietnamese sentence. */
  lostWhy: string | null;
  lastOkAt: number | null;
}

export interface StoredTokens extends Tokens {
  /** Rises with every change: a refresh that lost its lease must not overwrite a newer pair. */
  rev: number;
}

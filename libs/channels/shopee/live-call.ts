import { ChannelFailure, type AppAccess, type LiveGrant } from '@ganh/channels/kit';
import type { z } from 'zod';
import { ask, type ShopeeCall } from './call';

/** In a streamer's name. */
export interface LiveCaller {
  /** Of the app for livestreams. */
  access: AppAccess;
  grant: LiveGrant;
}

const LIVE_APP_LIMIT = 'live-app';
const LIMITS = [LIVE_APP_LIMIT, 'live'];

/**
 * The app of the type "Livestream Management" is another one than the app that sells: its operator names it
 * `live_partner_id` and `live_partner_key`. shopee spec §8
 */
export function liveApp<Access extends Omit<AppAccess, 'send'>>(access: Access): Access {
  const { live_partner_id: partner_id = '', live_partner_key: partner_key = '' } = access.app;
  return { ...access, app: { partner_id, partner_key } };
}

/** A public call of that app. */
export function askAsLiveApp<T>(
  access: AppAccess,
  call: ShopeeCall,
  schema: z.ZodType<T>,
): Promise<T> {
  return ask(access, { ...call, limits: [LIVE_APP_LIMIT] }, schema, undefined);
}

/** Signed with user_id: the platform takes no shop_id here. shopee spec §2, §8 */
export async function askAsUser<T>(
  { access, grant }: LiveCaller,
  { path, ...call }: ShopeeCall,
  schema: z.ZodType<T>,
): Promise<T> {
  const signer = {
    as: 'user_id' as const,
    id: grant.externalId,
    accessToken: grant.tokens.accessToken,
    limits: LIMITS,
  };
  try {
    return await ask(access, { ...call, path: `livestream/${path}` }, schema, signer);
  } catch (failure) {
    throw failure instanceof ChannelFailure ? aboutLive(failure) : failure;
  }
}

/** What would be said of an item is said of the session: no item is to blame here. */
function aboutLive(failure: ChannelFailure): ChannelFailure {
  const { kind, detail, message } = failure;
  const isRefusal = kind === 'rejected' || kind === 'notFound';
  if (!isRefusal || (detail.reason && detail.reason.key !== 'other')) return failure;
  const key = detail.code === 'error_api_permission' ? 'live_not_open' : 'live_refused';
  return new ChannelFailure(kind, { ...detail, reason: { key, code: detail.code } }, message);
}

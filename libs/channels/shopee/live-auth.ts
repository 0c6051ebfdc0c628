import {
  ChannelFailure,
  idText,
  type AppAccess,
  type AuthGroup,
  type GrantedLive,
  type Tokens,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { shopeeAuth, tokenAnswer, tokensOf } from './auth';
import { askAsLiveApp, liveApp } from './live-call';

/** Strictly: with one of them left out the others would stand for strangers' shops. */
const grantAnswer = tokenAnswer.extend({
  shop_id_list: z.array(idText),
  user_id_list: z.array(idText),
});

/** Whoever runs Gánh may not have that app: then nobody can be asked for leave. */
function appOf<Access extends Omit<AppAccess, 'send'>>(access: Access): Access {
  const own = liveApp(access);
  if (own.app['partner_id'] && own.app['partner_key']) return own;
  const code = 'no_live_app';
  throw new ChannelFailure('rejected', { code, reason: { key: 'live_not_open', code } });
}

/** The seller's own consent once more, for the other app: the shop is the streamer. shopee spec §8 */
function authorizeUrl(access: Omit<AppAccess, 'send'>, redirectUrl: string, state: string): string {
  return shopeeAuth.authorizeUrl(appOf(access), redirectUrl, state);
}

/** `user_id_list` belongs to `shop_id_list` one to one; where they do not, nobody can say who is who. */
async function exchange(
  access: AppAccess,
  _redirectUrl: string,
  query: Readonly<Record<string, string>>,
): Promise<GrantedLive[]> {
  const { code, shop_id: shopId, main_account_id: accountId } = query;
  const owner = shopId ?? accountId;
  if (!code || !owner || !/^\d+$/.test(owner))
    throw new ChannelFailure('reconnect', { code: 'no_code' });
  const app = appOf(access);
  const fields = { code, [shopId ? 'shop_id' : 'main_account_id']: Number(owner) };
  const answer = await askToken(app, 'auth/token/get', fields, grantAnswer);
  const { shop_id_list: shopIds, user_id_list: userIds } = answer;
  if (userIds.length === 0 || userIds.length !== shopIds.length)
    throw new ChannelFailure('unexpectedShape', { code: 'shape:user_id_list', ambiguous: true });
  const tokens = tokensOf(answer, access.now());
  return userIds.map((externalId, at) => ({
    externalShopId: shopIds[at] ?? '',
    externalId,
    tokens,
  }));
}

/** Rotates both tokens; named by the streamer's id. */
async function refresh(access: AppAccess, externalId: string, tokens: Tokens): Promise<Tokens> {
  if (!tokens.refreshToken) throw new ChannelFailure('reconnect', { code: 'no_refresh_token' });
  const fields = { refresh_token: tokens.refreshToken, user_id: Number(externalId) };
  const answer = await askToken(appOf(access), 'auth/access_token/get', fields, tokenAnswer);
  return tokensOf(answer, access.now());
}

function askToken<T>(
  access: AppAccess,
  path: string,
  fields: Record<string, unknown>,
  schema: z.ZodType<T>,
): Promise<T> {
  const json = { ...fields, partner_id: Number(access.app['partner_id']) };
  return askAsLiveApp(access, { path, json }, schema);
}

export const shopeeLiveAuth: AuthGroup<GrantedLive> = { authorizeUrl, exchange, refresh };

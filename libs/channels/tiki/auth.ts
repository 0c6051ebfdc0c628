import {
  ChannelFailure,
  idText,
  looseText,
  type AppAccess,
  type AuthGroup,
  type GrantedShop,
  type Tokens,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, askToken, type Caller } from './call';
import { ensureQueue } from './queue';
import { firstWarehouse } from './warehouse';

/** `offline` gives the refresh token. tiki spec §1 */
const SCOPES = 'order product inventory multichannel offline';

function authorizeUrl(access: Omit<AppAccess, 'send'>, redirectUrl: string, state: string): string {
  const url = new URL(access.authUrl);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('client_id', access.app['client_id'] ?? '');
  url.searchParams.set('redirect_uri', redirectUrl);
  url.searchParams.set('scope', SCOPES);
  url.searchParams.set('state', state);
  return url.href;
}

function tokensOf(answer: Awaited<ReturnType<typeof askToken>>, now: number): Tokens {
  return {
    accessToken: answer.access_token,
    accessExpiresAt: now + answer.expires_in * 1000,
    refreshToken: answer.refresh_token,
    refreshExpiresAt: null,
  };
}

async function exchange(
  access: AppAccess,
  redirectUrl: string,
  query: Readonly<Record<string, string>>,
): Promise<GrantedShop[]> {
  const { code, error } = query;
  if (!code) throw new ChannelFailure('reconnect', { code: error ?? 'no_code' });
  const answer = await askToken(access, [
    ['grant_type', 'authorization_code'],
    ['code', code],
    ['redirect_uri', redirectUrl],
  ]);
  const tokens = tokensOf(answer, access.now());
  return [await grantedShop({ ...access, tokens }, tokens)];
}

const about = z.looseObject({ id: idText, sid: looseText, name: looseText });

/** Who gave the leave is asked first: without it there is no shop. What only helps may fail. */
async function grantedShop(caller: Caller, tokens: Tokens): Promise<GrantedShop> {
  const seller = await ask(caller, { method: 'GET', path: 'v2/sellers/me' }, about);
  const warehouseId = await unlessFailed(firstWarehouse(caller));
  const queue = await unlessFailed(ensureQueue(caller, seller.id));
  return {
    externalShopId: seller.id,
    name: seller.name || `Tiki ${seller.id}`,
    tokens,
    settings: {
      ...(seller.sid && { sid: seller.sid }),
      ...(warehouseId && { warehouseId }),
      ...(queue && { queue }),
    },
    permissionUntilAt: null,
  };
}

async function unlessFailed<T>(asked: Promise<T>): Promise<T | null> {
  try {
    return await asked;
  } catch (error) {
    if (error instanceof ChannelFailure) return null;
    throw error;
  }
}

/** Rotates: the refresh token given is used up. tiki spec §1 */
async function refresh(
  access: AppAccess,
  _externalShopId: string,
  tokens: Tokens,
): Promise<Tokens> {
  if (!tokens.refreshToken) throw new ChannelFailure('reconnect', { code: 'no_refresh_token' });
  const answer = await askToken(access, [
    ['grant_type', 'refresh_token'],
    ['refresh_token', tokens.refreshToken],
  ]);
  return tokensOf(answer, access.now());
}

export const tikiAuth: AuthGroup = { authorizeUrl, exchange, refresh };

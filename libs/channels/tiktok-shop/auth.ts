import {
  ChannelFailure,
  idText,
  looseList,
  looseNumber,
  looseText,
  type AppAccess,
  type AuthGroup,
  type GrantedShop,
  type Tokens,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, askTokenHost, type ShopCaller } from './call';
import { defaultWarehouse } from './warehouse';

/** Both `…_expire_in` are moments in seconds, whatever their names say. tiktok-shop spec §1 */
const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  access_token_expire_in: z.number(),
  refresh_token: z.string().min(1),
  refresh_token_expire_in: looseNumber,
  open_id: looseText,
});

const shopsAnswer = z.looseObject({
  shops: looseList(z.looseObject({ id: idText, name: looseText, cipher: z.string().min(1) })),
});

function tokensOf(answer: z.infer<typeof tokenAnswer>): Tokens {
  const refreshEnds = answer.refresh_token_expire_in;
  return {
    accessToken: answer.access_token,
    accessExpiresAt: answer.access_token_expire_in * 1000,
    refreshToken: answer.refresh_token,
    refreshExpiresAt: refreshEnds ? refreshEnds * 1000 : null,
  };
}

/** The way back is fixed at the channel, so that the link does not carry it. tiktok-shop spec §1 */
function authorizeUrl(access: Omit<AppAccess, 'send'>, _redirect: string, state: string): string {
  const url = new URL(access.authUrl);
  url.searchParams.set('service_id', access.app['service_id'] ?? '');
  url.searchParams.set('state', state);
  return url.href;
}

async function exchange(
  access: AppAccess,
  _redirectUrl: string,
  query: Readonly<Record<string, string>>,
): Promise<GrantedShop[]> {
  const { code, error } = query;
  // A seller who says no comes back with the word "null" for a code.
  if (!code || code === 'null' || error)
    throw new ChannelFailure('reconnect', { code: error ?? 'no_code' });
  const asked: [string, string][] = [
    ['auth_code', code],
    ['grant_type', 'authorized_code'],
  ];
  const answer = await askTokenHost(access, '/api/v2/token/get', asked, tokenAnswer);
  const tokens = tokensOf(answer);
  const caller: ShopCaller = { ...access, tokens, settings: {} };
  const call = { path: '/authorization/202309/shops', isOfAccount: true };
  const { shops } = await ask(caller, call, shopsAnswer);
  // One seller's leave covers all of its shops, and a refresh ends the pair that all of them have.
  const grantId = answer.open_id;
  return Promise.all(
    shops.map(async (shop) => ({
      ...(await grantedShop(caller, shop)),
      ...(grantId && { grantId }),
    })),
  );
}

async function grantedShop(
  caller: ShopCaller,
  { id, name, cipher }: z.infer<typeof shopsAnswer>['shops'][number],
): Promise<GrantedShop> {
  const settings: Record<string, string> = { cipher };
  const warehouseId = await defaultWarehouse({ ...caller, settings }).catch((error: unknown) => {
    // It can be asked for again; the code that bought these tokens cannot.
    if (error instanceof ChannelFailure) return null;
    throw error;
  });
  if (warehouseId) settings['warehouseId'] = warehouseId;
  return {
    externalShopId: id,
    name: name || `TikTok Shop ${id}`,
    tokens: caller.tokens,
    settings,
    permissionUntilAt: caller.tokens.refreshExpiresAt,
  };
}

/** Gives both tokens anew. tiktok-shop spec §1 */
async function refresh(access: AppAccess, _shopId: string, tokens: Tokens): Promise<Tokens> {
  if (!tokens.refreshToken) throw new ChannelFailure('reconnect', { code: 'no_refresh_token' });
  const asked: [string, string][] = [
    ['refresh_token', tokens.refreshToken],
    ['grant_type', 'refresh_token'],
  ];
  return tokensOf(await askTokenHost(access, '/api/v2/token/refresh', asked, tokenAnswer));
}

export const tiktokShopAuth: AuthGroup = { authorizeUrl, exchange, refresh };

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
import { askAsShop, askForTokens, inData, type ShopCaller } from './call';

const user = z.looseObject({ country: looseText, seller_id: idText });

/** A list in the guide, an object by country in a sample. lazada spec §3 */
const users = z
  .unknown()
  .optional()
  .transform((told): z.infer<typeof user>[] => {
    const all: unknown = Array.isArray(told) || !told ? told : Object.values(told);
    return looseList(user).parse(all);
  });

const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: looseText,
  expires_in: z.union([z.number(), z.string()]).transform(Number),
  refresh_expires_in: looseNumber,
  country: looseText,
  account: looseText,
  country_user_info: users,
});

type TokenAnswer = z.infer<typeof tokenAnswer>;

/** Lives are in seconds; a refresh life of 0 means that there is no refreshing. lazada spec §3 */
function tokensOf(answer: TokenAnswer, now: number): Tokens {
  const { refresh_token: refreshToken, refresh_expires_in: refreshSeconds } = answer;
  const mayRefresh = !!refreshToken && refreshSeconds !== 0;
  return {
    accessToken: answer.access_token,
    accessExpiresAt: now + answer.expires_in * 1000,
    refreshToken: mayRefresh ? refreshToken : null,
    refreshExpiresAt: mayRefresh && refreshSeconds !== null ? now + refreshSeconds * 1000 : null,
  };
}

function authorizeUrl(access: Omit<AppAccess, 'send'>, redirectUrl: string, state: string): string {
  const url = new URL(access.authUrl);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('force_auth', 'true');
  url.searchParams.set('redirect_uri', redirectUrl);
  url.searchParams.set('client_id', access.app['app_key'] ?? '');
  url.searchParams.set('state', state);
  return url.href;
}

/** The code is good once: what is asked after it must not lose the tokens it bought. lazada spec §3 */
async function exchange(
  access: AppAccess,
  _redirectUrl: string,
  { code }: Readonly<Record<string, string>>,
): Promise<GrantedShop[]> {
  if (!code) throw new ChannelFailure('reconnect', { code: 'no_code' });
  const call = {
    path: '/auth/token/create',
    method: 'POST',
    parameters: [['code', code]],
  } as const;
  const answer = await askForTokens(access, call, tokenAnswer);
  const tokens = tokensOf(answer, access.now());
  // A seller across borders has a shop in each country; the others are at other hosts.
  const here = answer.country_user_info.filter(
    (one) => (one.country ?? 'vn').toLowerCase() === 'vn',
  );
  if (here.length === 0) throw new ChannelFailure('reconnect', { code: 'no_shop_in_vietnam' });
  return Promise.all(
    here.map(async ({ seller_id: externalShopId }) => ({
      externalShopId,
      name: (await shopName({ ...access, tokens })) ?? answer.account ?? `Lazada ${externalShopId}`,
      tokens,
      settings: {},
      permissionUntilAt: tokens.refreshExpiresAt ?? tokens.accessExpiresAt,
    })),
  );
}

const seller = inData(z.looseObject({ name: looseText }));

async function shopName(shop: ShopCaller): Promise<string | null> {
  try {
    return (await askAsShop(shop, { path: '/seller/get' }, seller)).name || null;
  } catch (error) {
    if (error instanceof ChannelFailure) return null;
    throw error;
  }
}

async function refresh(access: AppAccess, _shopId: string, tokens: Tokens): Promise<Tokens> {
  const { refreshToken } = tokens;
  if (!refreshToken) throw new ChannelFailure('reconnect', { code: 'no_refresh_token' });
  const call = {
    path: '/auth/token/refresh',
    method: 'POST',
    parameters: [['refresh_token', refreshToken]],
  } as const;
  return tokensOf(await askForTokens(access, call, tokenAnswer), access.now());
}

export const lazadaAuth: AuthGroup = { authorizeUrl, exchange, refresh };

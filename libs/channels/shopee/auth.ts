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
import { askAsApp, askAsShop, inResponse, type ShopCaller } from './call';
import { shopeeDescriptor } from './shopee.descriptor';

export const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  expire_in: z.number(),
  shop_id_list: looseList(idText),
});

const shopAnswer = z.looseObject({ shop_name: looseText, expire_time: looseNumber });
const warehouses = inResponse(looseList(z.looseObject({ location_id: looseText })));

/** `expire_in` is in seconds; the refresh token's life is not told. shopee spec §1 */
export function tokensOf(answer: z.infer<typeof tokenAnswer>, now: number): Tokens {
  return {
    accessToken: answer.access_token,
    accessExpiresAt: now + answer.expire_in * 1000,
    refreshToken: answer.refresh_token,
    refreshExpiresAt: now + shopeeDescriptor.refreshTokenMs,
  };
}

/** The unsigned consent page in its current form. shopee spec §1 */
function authorizeUrl(access: Omit<AppAccess, 'send'>, redirectUrl: string, state: string): string {
  const url = new URL(access.authUrl);
  url.searchParams.set('partner_id', access.app['partner_id'] ?? '');
  url.searchParams.set('auth_type', 'seller');
  url.searchParams.set('redirect_uri', redirectUrl);
  url.searchParams.set('response_type', 'code');
  url.searchParams.set('state', state);
  return url.href;
}

/** The code is good once: what is asked after it must not lose the tokens it bought. */
async function exchange(
  access: AppAccess,
  _redirectUrl: string,
  query: Readonly<Record<string, string>>,
): Promise<GrantedShop[]> {
  const { code, shop_id: shopId, main_account_id: accountId } = query;
  const owner = shopId ?? accountId;
  if (!code || !owner || !/^\d+$/.test(owner))
    throw new ChannelFailure('reconnect', { code: 'no_code' });
  const answer = await askAsApp(
    access,
    {
      path: 'auth/token/get',
      json: {
        code,
        partner_id: Number(access.app['partner_id']),
        [shopId ? 'shop_id' : 'main_account_id']: Number(owner),
      },
    },
    tokenAnswer,
  );
  const tokens = tokensOf(answer, access.now());
  const shopIds = shopId ? [shopId] : answer.shop_id_list;
  return Promise.all(shopIds.map((id) => grantedShop({ ...access, externalShopId: id, tokens })));
}

async function grantedShop(shop: ShopCaller): Promise<GrantedShop> {
  const { externalShopId, tokens } = shop;
  const about = await unlessFailed(askAsShop(shop, { path: 'shop/get_shop_info' }, shopAnswer));
  const places = await unlessFailed(
    askAsShop(shop, { path: 'shop/get_warehouse_detail' }, warehouses),
  );
  const locationId = places?.find((one) => one.location_id)?.location_id;
  return {
    externalShopId,
    name: about?.shop_name || `Shopee ${externalShopId}`,
    tokens,
    // Only shops with warehouses have locations, and stock must name one there. shopee spec §3
    settings: locationId ? { locationId } : {},
    permissionUntilAt: about?.expire_time ? about.expire_time * 1000 : null,
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

/** Rotates both tokens; the refresh token given is used up. shopee spec §1 */
async function refresh(access: AppAccess, externalShopId: string, tokens: Tokens): Promise<Tokens> {
  if (!tokens.refreshToken) throw new ChannelFailure('reconnect', { code: 'no_refresh_token' });
  const answer = await askAsApp(
    access,
    {
      path: 'auth/access_token/get',
      json: {
        refresh_token: tokens.refreshToken,
        partner_id: Number(access.app['partner_id']),
        shop_id: Number(externalShopId),
      },
    },
    tokenAnswer,
  );
  return tokensOf(answer, access.now());
}

export const shopeeAuth: AuthGroup = { authorizeUrl, exchange, refresh };

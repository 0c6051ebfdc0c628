import { hex } from '../core/random';
import { LazadaRefusal, missing } from './refusal';
import type { Grant, Shop } from './state';
import { posts, reads, sellerOf, type Endpoints, type LazadaCall, type World } from './world';

const CODE_MS = 30 * 60_000;

/** The seller said yes on the consent page: a code for thirty minutes, for one use. lazada spec §3 */
export function grantCode(world: World, shop: Shop): string {
  const now = world.setting.now();
  const code = `0_${world.state.app.appKey}_${hex(12)}`;
  world.state.codes = world.state.codes.filter((one) => one.expiresAt > now);
  world.state.codes.push({ code, sellerId: shop.sellerId, expiresAt: now + CODE_MS });
  world.setting.changed();
  return code;
}

function startGrant(world: World, shop: Shop, readyMade = false): Grant {
  const now = world.setting.now();
  const { refreshTokenSeconds } = world.state.settings;
  world.state.grants = world.state.grants.filter((one) => one.refreshExpires > now);
  const grant: Grant = {
    sellerId: shop.sellerId,
    readyMade,
    refreshExpires: now + refreshTokenSeconds * 1000,
    ...newTokens(world),
  };
  world.state.grants.push(grant);
  shop.revoked = false;
  world.setting.changed();
  return grant;
}

function newTokens(world: World) {
  const { accessTokenSeconds } = world.state.settings;
  return {
    accessToken: `5000${hex(24)}`,
    accessExpires: world.setting.now() + accessTokenSeconds * 1000,
    refreshToken: `5001${hex(24)}`,
  };
}

/** Access tokens die now; refresh tokens live on. */
export function expireAccess(world: World, sellerId: number | undefined): void {
  for (const grant of world.state.grants)
    if (sellerId === undefined || grant.sellerId === sellerId) grant.accessExpires = 0;
  world.setting.changed();
}

/** The seller takes the app's permission away. Lazada has no push for it. */
export function revoke(world: World, shop: Shop): void {
  shop.revoked = true;
  for (const grant of world.state.grants)
    if (grant.sellerId === shop.sellerId) grant.refreshExpires = 0;
  world.setting.changed();
}

/** A pair a client can start with. None for a seller who said no. */
export function readyMade(world: World, shop: Shop): Grant | undefined {
  if (shop.revoked) return undefined;
  const soon = world.setting.now() + 600_000;
  const found = world.state.grants.find(
    (one) => one.readyMade && one.sellerId === shop.sellerId && one.accessExpires > soon,
  );
  return found ?? startGrant(world, shop, true);
}

function told(world: World, grant: Grant, listName: string): Record<string, unknown> {
  const now = world.setting.now();
  const shop = world.state.shops[grant.sellerId];
  const user = { country: 'vn', user_id: String(700_000_000 + grant.sellerId) };
  return {
    access_token: grant.accessToken,
    refresh_token: grant.refreshToken,
    country: 'vn',
    [listName]: [{ ...user, seller_id: String(grant.sellerId), short_code: shop?.shortCode }],
    account_platform: 'seller_center',
    account: `${shop?.shortCode.toLowerCase()}@htx.example`,
    expires_in: Math.floor((grant.accessExpires - now) / 1000),
    refresh_expires_in: world.state.settings.serviceMarket
      ? 0
      : Math.floor((grant.refreshExpires - now) / 1000),
  };
}

function create({ world, parameters }: LazadaCall): Record<string, unknown> {
  if (!parameters['code']) throw missing('code');
  const now = world.setting.now();
  const found = world.state.codes.find(
    (one) => one.code === parameters['code'] && one.expiresAt > now,
  );
  const shop = found && world.state.shops[found.sellerId];
  if (!shop) throw new LazadaRefusal('InvalidCode', 'Invalid authorization code', 'ISP');
  world.state.codes = world.state.codes.filter((one) => one !== found);
  return told(world, startGrant(world, shop), 'country_user_info');
}

/** The refresh token's own end stays as it was. lazada spec §3 */
function refresh({ world, parameters }: LazadaCall): Record<string, unknown> {
  if (!parameters['refresh_token']) throw missing('refresh_token');
  if (world.state.settings.serviceMarket)
    throw new LazadaRefusal('AUTH_TYPE_UNSUPPORTED', 'The app does not support refresh', 'ISP');
  const grant = world.state.grants.find((one) => one.refreshToken === parameters['refresh_token']);
  const shop = grant && world.state.shops[grant.sellerId];
  if (!grant || !shop || shop.revoked || grant.refreshExpires <= world.setting.now()) {
    const words = 'The specified refresh token is invalid or expired';
    throw new LazadaRefusal('IllegalRefreshToken', words, 'ISP');
  }
  Object.assign(grant, newTokens(world), { readyMade: false });
  return told(world, grant, 'country_user_info_list');
}

function sellerGet(call: LazadaCall): Record<string, unknown> {
  const { sellerId, name, shortCode } = sellerOf(call);
  const about = { cb: false, status: 'ACTIVE', verified: true, marketplaceEaseMode: false };
  const data = { seller_id: sellerId, name, name_company: name, short_code: shortCode };
  return { data: { ...data, ...about } };
}

export const tokenEndpoints: Endpoints = {
  '/auth/token/create': posts(create, false),
  '/auth/token/refresh': posts(refresh, false),
  '/seller/get': reads(sellerGet),
};

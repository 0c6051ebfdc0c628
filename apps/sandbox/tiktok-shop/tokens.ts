import { hex } from '../core/random';
import { seconds } from '../core/setting';
import { TikTokRefusal } from './refusal';
import { shopsOfSeller, type Grant, type Shop } from './state';
import type { Endpoints, TikTokCall, World } from './world';
import { reads } from './world';

const CODE_SECONDS = 30 * 60;
/** What the app may touch, named after the first part of a path. */
const SCOPES = [
  'authorization',
  'product',
  'order',
  'fulfillment',
  'logistics',
  'return_refund',
  'finance',
  'event',
];

/** The seller said yes on the consent page: a code for half an hour, for one use. */
export function grantCode(world: World, shop: Shop): string {
  const now = seconds(world.setting);
  const code = `TTP_${hex(24)}`;
  world.state.codes = world.state.codes.filter((one) => one.expiresAt > now);
  world.state.codes.push({ code, shopId: shop.id, expiresAt: now + CODE_SECONDS });
  shop.revoked = false;
  world.setting.changed();
  return code;
}

function newTokens(world: World): Omit<Grant, 'shopId' | 'scopes'> {
  const now = seconds(world.setting);
  const { accessTokenSeconds, refreshTokenSeconds } = world.state.settings;
  return {
    accessToken: `TTP_${hex(24)}`,
    accessExpires: now + accessTokenSeconds,
    refreshToken: `TTP_${hex(24)}`,
    refreshExpires: now + refreshTokenSeconds,
  };
}

function startGrant(world: World, shop: Shop): Grant {
  const now = seconds(world.setting);
  world.state.grants = world.state.grants.filter((one) => one.refreshExpires > now);
  const grant: Grant = { shopId: shop.id, scopes: SCOPES, ...newTokens(world) };
  world.state.grants.push(grant);
  world.setting.changed();
  return grant;
}

/** A pair a client can start with. None for a shop that said no. */
export function readyMade(world: World, shop: Shop): Grant | undefined {
  if (shop.revoked) return undefined;
  const soon = seconds(world.setting) + 600;
  return (
    world.state.grants.find((one) => one.shopId === shop.id && one.accessExpires > soon) ??
    startGrant(world, shop)
  );
}

/** Access tokens die now; refresh tokens live on. */
export function expireAccess(world: World, shopId?: string): void {
  const sellerOf = (id: string) => world.state.shops[id]?.openId;
  for (const grant of world.state.grants)
    if (shopId === undefined || sellerOf(grant.shopId) === sellerOf(shopId))
      grant.accessExpires = 0;
  world.setting.changed();
}

/** The seller takes the app's permission away. */
export function revoke(world: World, shop: Shop): void {
  shop.revoked = true;
  world.state.grants = world.state.grants.filter((one) => one.shopId !== shop.id);
  world.setting.changed();
  const message = 'The seller has removed the authorization of the app.';
  world.webhooks.send('SELLER_DEAUTHORIZATION', shop.id, { message });
}

/** The token host: plain queries, unsigned. @throws TikTokRefusal. tiktok-shop spec §1 */
export function tokenAnswer(world: World, path: string, query: URLSearchParams): unknown {
  const { app } = world.state;
  if (query.get('app_key') !== app.appKey || query.get('app_secret') !== app.appSecret)
    throw new TikTokRefusal(36004004, 'app_key or app_secret is invalid');
  const grantType = query.get('grant_type') ?? '';
  if (path === '/api/v2/token/get') {
    if (grantType !== 'authorized_code') throw new TikTokRefusal(36004004, 'invalid grant_type');
    return shown(world, takeCode(world, query.get('auth_code') ?? ''));
  }
  // The official SDK names the other grant type here, and is let through.
  if (!['refresh_token', 'authorized_code'].includes(grantType))
    throw new TikTokRefusal(36004004, 'invalid grant_type');
  return shown(world, rotate(world, query.get('refresh_token') ?? ''));
}

function takeCode(world: World, code: string): Grant {
  const now = seconds(world.setting);
  const found = world.state.codes.find((one) => one.code === code && one.expiresAt > now);
  const shop = found && world.state.shops[found.shopId];
  if (!found || !shop)
    throw new TikTokRefusal(36004004, 'Authorization code is invalid or expired');
  world.state.codes = world.state.codes.filter((one) => one !== found);
  return startGrant(world, shop);
}

/** A new pair; the old refresh token is used up. */
function rotate(world: World, refreshToken: string): Grant {
  const grant = world.state.grants.find((one) => one.refreshToken === refreshToken);
  if (!grant) throw new TikTokRefusal(36004004, 'Refresh token is invalid');
  if (grant.refreshExpires <= seconds(world.setting))
    throw new TikTokRefusal(36004001, 'Refresh token has expired');
  // Where old access tokens live on, they do so in a grant of their own that cannot be refreshed.
  if (!world.state.settings.refreshKillsAccess)
    world.state.grants.push({ ...grant, refreshToken: `used-${hex(8)}` });
  const { refreshExpires } = grant;
  Object.assign(grant, newTokens(world), { refreshExpires });
  world.setting.changed();
  return grant;
}

/** Both `…_expire_in` are moments, not durations. tiktok-shop spec §1 */
function shown(world: World, grant: Grant): unknown {
  const shop = world.state.shops[grant.shopId];
  return {
    access_token: grant.accessToken,
    access_token_expire_in: grant.accessExpires,
    refresh_token: grant.refreshToken,
    refresh_token_expire_in: grant.refreshExpires,
    open_id: shop?.openId,
    seller_name: shop?.name,
    seller_base_region: 'VN',
    user_type: 0,
    granted_scopes: grant.scopes,
  };
}

function shops({ world, owner }: TikTokCall): unknown {
  const shown = shopsOfSeller(world.state, owner.openId).map(({ id, name, cipher, code }) => ({
    id,
    name,
    region: 'VN',
    seller_type: 'LOCAL',
    cipher,
    code,
  }));
  return { shops: shown };
}

export const accountEndpoints: Endpoints = {
  'GET /authorization/202309/shops': { ...reads(shops), scope: 'account' },
  'DELETE /authorization/202403/shops': {
    scope: 'account',
    bucket: 'write',
    run: ({ world, owner }) => {
      revoke(world, owner);
      return {};
    },
  },
};

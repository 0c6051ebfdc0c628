import { hex } from '../core/random';
import { seconds } from '../core/setting';
import { integer, text, whole } from '../core/input';
import { appNumbered, isLinked, isOf, setLinked } from './apps';
import { shopOfUser, userIdOf } from './live-state';
import { ShopeeRefusal, paramError } from './refusal';
import type { AppKind, Grant, Shop } from './state';
import type { Endpoints, Outcome, ShopeeCall, World } from './world';

const OLD_ACCESS_SECONDS = 300;
const CODE_SECONDS = 600;

/** The seller said yes on the consent page: a code for ten minutes, for one use. */
export function grantCode(world: World, shop: Shop, app: AppKind = 'seller'): string {
  const now = seconds(world.setting);
  const code = hex(16);
  world.state.codes = world.state.codes.filter((one) => one.expiresAt > now);
  const one = { code, shopId: shop.shopId, expiresAt: now + CODE_SECONDS };
  world.state.codes.push({ ...one, ...ofApp(app) });
  shop.authTime = now;
  shop.authExpire = now + 365 * 86_400;
  world.setting.changed();
  return code;
}

const ofApp = (app: AppKind): Pick<Grant, 'live'> => (app === 'live' ? { live: true } : {});

function startGrant(world: World, shop: Shop, app: AppKind, readyMade = false): Grant {
  const now = seconds(world.setting);
  world.state.grants = world.state.grants.filter((one) => one.refreshExpires > now);
  const grant: Grant = { shopId: shop.shopId, ...ofApp(app), readyMade, ...newTokens(world) };
  world.state.grants.push(grant);
  const newly = !isLinked(world.state, app, shop);
  setLinked(world.state, app, shop, true);
  if (app === 'seller') shop.revoked = false;
  world.setting.changed();
  if (newly && app === 'seller') sendAuthorization(world, 1, shop);
  return grant;
}

/** Push 1 (authorized) and 2 (deauthorized) speak of the app and carry no shop_id outside their data. */
function sendAuthorization(world: World, code: 1 | 2, shop: Shop): void {
  const extra = code === 1 ? 'shop id list and main account id' : 'shop id list';
  world.pushes.send(
    code,
    null,
    { shop_id: shop.shopId, success: 1, extra, shop_id_list: [shop.shopId] },
    {},
  );
}

/** The seller takes an app's permission away. */
export function revoke(world: World, shop: Shop, app: AppKind): void {
  setLinked(world.state, app, shop, false);
  world.state.grants = world.state.grants.filter(
    (one) => one.shopId !== shop.shopId || !isOf(one, app),
  );
  world.setting.changed();
  if (app === 'live') return;
  shop.revoked = true;
  sendAuthorization(world, 2, shop);
}

/** Access tokens die now; refresh tokens live on. */
export function expireAccess(world: World, shopId?: number): void {
  for (const grant of world.state.grants) {
    if (shopId !== undefined && grant.shopId !== shopId) continue;
    grant.accessExpires = 0;
    grant.oldAccessExpires = 0;
  }
  world.setting.changed();
}

/** A pair a client can start with; a new one when the last has been used up. None for a shop that said no. */
export function readyMade(world: World, shop: Shop): Grant | undefined {
  if (shop.revoked) return undefined;
  const soon = seconds(world.setting) + 600;
  return (
    world.state.grants.find(
      (one) =>
        one.readyMade &&
        isOf(one, 'seller') &&
        one.shopId === shop.shopId &&
        one.accessExpires > soon,
    ) ?? startGrant(world, shop, 'seller', true)
  );
}

function newTokens(world: World) {
  const now = seconds(world.setting);
  const { accessTokenSeconds, refreshTokenSeconds } = world.state.settings;
  return {
    accessToken: hex(16),
    accessExpires: now + accessTokenSeconds,
    refreshToken: hex(16),
    refreshExpires: now + refreshTokenSeconds,
  };
}

/** The leave for livestreams names the streamer behind each shop, one to one. shopee spec §8 */
function tokenGet({ world, app, body }: ShopeeCall): Outcome {
  ownPartner(world, app, body['partner_id']);
  const shopId = integer(body['shop_id']);
  const account = integer(body['main_account_id']);
  if (shopId === undefined && account === undefined)
    throw paramError('shop_id or main_account_id is required.');
  const now = seconds(world.setting);
  const found = world.state.codes.find(
    (one) => one.code === text(body['code']) && isOf(one, app) && one.expiresAt > now,
  );
  if (!found) throw new ShopeeRefusal('invalid_code', 'Invalid code, please check.');
  if (shopId === undefined)
    throw new ShopeeRefusal('invalid_main_acount_id', 'Invalid main_account_id.');
  const shop = world.state.shops[found.shopId];
  if (!shop || shop.shopId !== shopId)
    throw new ShopeeRefusal('invalid_shop_id', 'Invalid shop_id.');
  world.state.codes = world.state.codes.filter((one) => one !== found);
  const grant = startGrant(world, shop, app);
  return {
    top: {
      access_token: grant.accessToken,
      refresh_token: grant.refreshToken,
      expire_in: world.state.settings.accessTokenSeconds,
      shop_id_list: [shop.shopId],
      merchant_id_list: [],
      supplier_id_list: [],
      user_id_list: app === 'live' ? [userIdOf(shop)] : [],
      principal_id_list: [],
    },
  };
}

/** Rotates both tokens. The old refresh token is dead from here on, the old access token for some minutes not yet. */
function tokenRefresh({ world, app, body }: ShopeeCall): Outcome {
  ownPartner(world, app, body['partner_id']);
  const shop = refreshedShop(world, app, body);
  const grant = world.state.grants.find(
    (one) => isOf(one, app) && one.refreshToken === text(body['refresh_token']),
  );
  if (!grant || grant.shopId !== shop.shopId) {
    throw new ShopeeRefusal('error_shop_refresh_token', 'Invalid refresh_token, please check.');
  }
  const now = seconds(world.setting);
  if (grant.refreshExpires <= now)
    throw new ShopeeRefusal('refresh_token_expired', 'Refresh_token is expired.');
  if (shop.authExpire <= now)
    throw new ShopeeRefusal('shop_access_expired', 'The authorization has expired.');
  grant.oldAccessToken = grant.accessToken;
  grant.oldAccessExpires = Math.min(grant.accessExpires, now + OLD_ACCESS_SECONDS);
  Object.assign(grant, newTokens(world), { readyMade: false });
  return {
    top: {
      partner_id: integer(body['partner_id']),
      ...(app === 'live' ? { user_id: userIdOf(shop) } : { shop_id: shop.shopId }),
      access_token: grant.accessToken,
      refresh_token: grant.refreshToken,
      expire_in: world.state.settings.accessTokenSeconds,
    },
  };
}

/** Named by its own number, or by the streamer's where the leave is for livestreams. */
function refreshedShop(world: World, app: AppKind, body: ShopeeCall['body']): Shop {
  const name = app === 'live' ? 'user_id' : 'shop_id';
  const id = integer(body[name]);
  if (id === undefined) throw paramError(`${name} is required.`);
  const shop = app === 'live' ? shopOfUser(world.state, id) : world.state.shops[id];
  if (!shop) throw new ShopeeRefusal('invalid_shop_id', `Invalid ${name}.`);
  if (isLinked(world.state, app, shop)) return shop;
  throw app === 'live'
    ? new ShopeeRefusal('user_no_linked', 'The user is not linked to this partner.')
    : new ShopeeRefusal('shop_no_linked', 'The shop is not linked to this partner.');
}

function ownPartner(world: World, app: AppKind, partnerId: unknown): void {
  if (appNumbered(world.state, integer(partnerId))?.kind !== app)
    throw paramError('partner_id is invalid.');
}

function shopsByPartner({ world, app, query }: ShopeeCall): Outcome {
  const size = Math.min(whole(query.get('page_size')) ?? 100, 100);
  const page = whole(query.get('page_no')) ?? 1;
  if (size < 1 || page < 1) throw paramError('page_size or page_no is invalid.');
  const linked = Object.values(world.state.shops).filter((shop) =>
    isLinked(world.state, app, shop),
  );
  const shown = linked.slice((page - 1) * size, page * size);
  return {
    top: {
      authed_shop_list: shown.map((shop) => ({
        region: 'VN',
        shop_id: shop.shopId,
        auth_time: shop.authTime,
        expire_time: shop.authExpire,
        sip_affi_shop_list: [],
      })),
      more: page * size < linked.length,
    },
  };
}

export const tokenEndpoints: Endpoints = {
  '/api/v2/auth/token/get': { method: 'POST', signedAs: 'public', run: tokenGet },
  '/api/v2/auth/access_token/get': { method: 'POST', signedAs: 'public', run: tokenRefresh },
  '/api/v2/public/get_shops_by_partner': { method: 'GET', signedAs: 'public', run: shopsByPartner },
  '/api/v2/public/get_shopee_ip_ranges': {
    method: 'GET',
    signedAs: 'public',
    run: () => ({ top: { ip_list: ['127.0.0.1'] } }),
  },
};

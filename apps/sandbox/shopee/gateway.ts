import { json, bodyFields, type Answer, type Call } from '../core/front';
import type { Trace } from '../core/journaled';
import { hex } from '../core/random';
import { seconds } from '../core/setting';
import { ShopeeRefusal, paramError } from './refusal';
import { requestSign, sameSign } from './signature';
import type { Shop } from './state';
import type { Endpoint, Outcome, World } from './world';

const FRESH_SECONDS = 300;
const MAX_ID = 4_294_967_295;

/** Runs one call through the gateway and its business handler, in the order of shopee spec §9.2:
 * path, partner, timestamp, sign, access token, shop link, permission, business. */
export async function answerCall(
  world: World,
  endpoint: Endpoint | undefined,
  call: Call,
  noted: Trace,
): Promise<Answer> {
  const requestId = hex(16);
  try {
    if (!endpoint) throw paramError('Your request path is invalid or offline, please check.');
    if (endpoint.method !== call.method) throw paramError('Invalid request method.');
    const shop = admit(world, endpoint, call);
    const body = await bodyFields(call);
    if (!body) throw paramError('Request body is not valid JSON.');
    const outcome = await endpoint.run({
      world,
      shop,
      query: call.query,
      body,
      note: (ids, values = []) => {
        noted.ids = ids.map(String);
        noted.values = values;
      },
      partial: () =>
        world.faults.takePartial(call.path, shop ? String(shop.shopId) : null) !== undefined,
    });
    if (call.method === 'POST') world.setting.changed();
    return wrap(outcome, requestId, noted);
  } catch (error) {
    if (!(error instanceof ShopeeRefusal)) throw error;
    noted.outcome = error.code;
    const { code, message, response } = error;
    return json({
      request_id: requestId,
      error: code,
      message,
      ...(response === undefined ? {} : { response }),
    });
  }
}

function wrap(outcome: Outcome, requestId: string, noted: Trace): Answer {
  if ('file' in outcome) return { status: 200, type: outcome.type, body: outcome.file };
  if ('top' in outcome)
    return json({ error: '', message: '', request_id: requestId, ...outcome.top });
  const { error = '', message = '', warning, response } = outcome;
  if (error) noted.outcome = error;
  return json({
    request_id: requestId,
    error,
    message,
    ...(warning === undefined ? {} : { warning }),
    response,
  });
}

/** @returns the shop of a shop call, undefined for a public one. @throws ShopeeRefusal with the gateway's words. */
function admit(world: World, endpoint: Endpoint, call: Call): Shop | undefined {
  const { query } = call;
  const { app } = world.state;
  const partnerId = requiredId(query, 'partner_id');
  if (partnerId !== app.partnerId)
    throw new ShopeeRefusal('invalid_partner_id', 'Invalid partner_id, please check.');
  const timestamp = query.get('timestamp');
  if (!timestamp) throw paramError('There is no timestamp in query.');
  if (!/^\d+$/.test(timestamp) || Number(timestamp) > MAX_ID)
    throw paramError('Invalid timestamp.');
  if (Math.abs(seconds(world.setting) - Number(timestamp)) > FRESH_SECONDS)
    throw paramError('Timestamp is expired.');
  const sign = query.get('sign');
  if (!sign) throw paramError('There is no sign in query.');
  const asShop =
    endpoint.signedAs === 'shop' || (endpoint.signedAs === 'either' && query.has('access_token'));
  const shopId = asShop ? requiredId(query, 'shop_id') : undefined;
  const accessToken = asShop ? query.get('access_token') : undefined;
  if (asShop && !accessToken) throw paramError('There is no access_token in query.');
  const wanted = requestSign(app.partnerKey, {
    partnerId,
    path: call.path,
    timestamp,
    accessToken: accessToken ?? undefined,
    id: shopId === undefined ? undefined : String(shopId),
  });
  if (!sameSign(sign, wanted)) throw new ShopeeRefusal('error_sign', 'Wrong sign.');
  const shop = shopId === undefined ? undefined : linkedShop(world, shopId, accessToken ?? '');
  throttle(world, shopId);
  return shop;
}

function requiredId(query: URLSearchParams, name: string): number {
  const value = query.get(name);
  if (!value) throw paramError(`There is no ${name} in query.`);
  if (!/^\d+$/.test(value) || Number(value) > MAX_ID) throw paramError(`Invalid ${name}.`);
  return Number(value);
}

function linkedShop(world: World, shopId: number, accessToken: string): Shop {
  const now = seconds(world.setting);
  const shop = world.state.shops[shopId];
  const grant = world.state.grants.find(
    (one) =>
      (one.accessToken === accessToken && one.accessExpires > now) ||
      (one.oldAccessToken === accessToken && (one.oldAccessExpires ?? 0) > now),
  );
  // A revoked shop's tokens are gone; telling the link's loss first is what lets a client say "connect again".
  if (shop && !shop.linked)
    throw new ShopeeRefusal('shop_no_linked', 'The shop is not linked to this partner.');
  if (!grant) {
    const { deadTokenAs } = world.state.settings;
    const words =
      deadTokenAs === 'error_auth'
        ? 'Invalid access_token.'
        : 'Invalid access_token, please have a check.';
    throw new ShopeeRefusal(deadTokenAs, words);
  }
  if (!shop || grant.shopId !== shopId) {
    throw new ShopeeRefusal(
      'error_auth',
      'No permission: the access_token is not for this shop_id.',
    );
  }
  if (shop.authExpire <= now)
    throw new ShopeeRefusal('shop_access_expired', 'The authorization has expired.');
  return shop;
}

function throttle(world: World, shopId: number | undefined): void {
  if (!world.buckets.of('day', String(world.state.app.partnerId)).take()) {
    throw new ShopeeRefusal('error_limit', 'The daily quota of the app has been used up.');
  }
  const app = world.buckets.of('app', String(world.state.app.partnerId)).take();
  const shop = shopId === undefined || world.buckets.of('shop', String(shopId)).take();
  if (!app || !shop)
    throw new ShopeeRefusal('error_rate_limit', 'Too many requests, please try again later.');
}

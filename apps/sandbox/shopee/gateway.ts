import { json, bodyFields, type Answer, type Call } from '../core/front';
import type { Trace } from '../core/journaled';
import { hex } from '../core/random';
import { seconds } from '../core/setting';
import { appNumbered, isLinked, isOf } from './apps';
import { shopOfUser } from './live-state';
import { ShopeeRefusal, paramError } from './refusal';
import { requestSign, sameSign } from './signature';
import type { AppKind, Grant, Shop } from './state';
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
    const { app, shop } = admit(world, endpoint, call);
    const body = await bodyFields(call);
    if (!body) throw paramError('Request body is not valid JSON.');
    const outcome = await endpoint.run({
      world,
      app,
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

interface Admitted {
  app: AppKind;
  /** Of a shop or user call. */
  shop: Shop | undefined;
}

/** @throws ShopeeRefusal with the gateway's words. */
function admit(world: World, endpoint: Endpoint, call: Call): Admitted {
  const { query } = call;
  const partnerId = requiredId(query, 'partner_id');
  const caller = appNumbered(world.state, partnerId);
  if (!caller) throw new ShopeeRefusal('invalid_partner_id', 'Invalid partner_id, please check.');
  const timestamp = query.get('timestamp');
  if (!timestamp) throw paramError('There is no timestamp in query.');
  if (!/^\d+$/.test(timestamp) || Number(timestamp) > MAX_ID)
    throw paramError('Invalid timestamp.');
  if (Math.abs(seconds(world.setting) - Number(timestamp)) > FRESH_SECONDS)
    throw paramError('Timestamp is expired.');
  const sign = query.get('sign');
  if (!sign) throw paramError('There is no sign in query.');
  const actor = actorNamed(endpoint, query);
  const accessToken = actor && query.get('access_token');
  if (actor && !accessToken) throw paramError('There is no access_token in query.');
  const wanted = requestSign(caller.partnerKey, {
    partnerId,
    path: call.path,
    timestamp,
    accessToken: accessToken ?? undefined,
    id: actor && String(actor.id),
  });
  if (!sameSign(sign, wanted)) throw new ShopeeRefusal('error_sign', 'Wrong sign.');
  const shop = actor && linkedShop(world, caller.kind, actor, accessToken ?? '');
  if (shop && (actor.as === 'user_id') !== (caller.kind === 'live'))
    throw new ShopeeRefusal('error_api_permission', 'The app type has no permission for this api.');
  throttle(world, partnerId, actor?.id);
  return { app: caller.kind, shop };
}

interface Actor {
  as: 'shop_id' | 'user_id';
  id: number;
}

/** In whose name: undefined for a public call. */
function actorNamed({ signedAs }: Endpoint, query: URLSearchParams): Actor | undefined {
  if (signedAs === 'user') return { as: 'user_id', id: requiredId(query, 'user_id') };
  const asShop = signedAs === 'shop' || (signedAs === 'either' && query.has('access_token'));
  return asShop ? { as: 'shop_id', id: requiredId(query, 'shop_id') } : undefined;
}

function requiredId(query: URLSearchParams, name: string): number {
  const value = query.get(name);
  if (!value) throw paramError(`There is no ${name} in query.`);
  if (!/^\d+$/.test(value) || Number(value) > MAX_ID) throw paramError(`Invalid ${name}.`);
  return Number(value);
}

function linkedShop(world: World, app: AppKind, actor: Actor, accessToken: string): Shop {
  const now = seconds(world.setting);
  const { state } = world;
  const shop = actor.as === 'user_id' ? shopOfUser(state, actor.id) : state.shops[actor.id];
  // A revoked shop's tokens are gone; telling the link's loss first is what lets a client say "connect again".
  if (shop && !isLinked(state, app, shop)) throw notLinked(actor);
  const grant = state.grants.find((one) => isOf(one, app) && isAlive(one, accessToken, now));
  if (!grant) {
    const { deadTokenAs } = state.settings;
    const words =
      deadTokenAs === 'error_auth'
        ? 'Invalid access_token.'
        : 'Invalid access_token, please have a check.';
    throw new ShopeeRefusal(deadTokenAs, words);
  }
  if (!shop || grant.shopId !== shop.shopId) {
    throw new ShopeeRefusal(
      'error_auth',
      `No permission: the access_token is not for this ${actor.as}.`,
    );
  }
  if (shop.authExpire <= now)
    throw new ShopeeRefusal('shop_access_expired', 'The authorization has expired.');
  return shop;
}

function notLinked({ as }: Actor): ShopeeRefusal {
  return as === 'user_id'
    ? new ShopeeRefusal('user_no_linked', 'The user is not linked to this partner.')
    : new ShopeeRefusal('shop_no_linked', 'The shop is not linked to this partner.');
}

function isAlive(grant: Grant, accessToken: string, now: number): boolean {
  return (
    (grant.accessToken === accessToken && grant.accessExpires > now) ||
    (grant.oldAccessToken === accessToken && (grant.oldAccessExpires ?? 0) > now)
  );
}

/** An app's budget over all, and one for each shop or streamer. */
function throttle(world: World, partnerId: number, actorId: number | undefined): void {
  if (!world.buckets.of('day', String(partnerId)).take()) {
    throw new ShopeeRefusal('error_limit', 'The daily quota of the app has been used up.');
  }
  const app = world.buckets.of('app', String(partnerId)).take();
  const actor = actorId === undefined || world.buckets.of('shop', String(actorId)).take();
  if (!app || !actor)
    throw new ShopeeRefusal('error_rate_limit', 'Too many requests, please try again later.');
}

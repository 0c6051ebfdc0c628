import { findRoute } from '../core/door';
import { bodyFields, json, type Answer, type Call } from '../core/front';
import type { Trace } from '../core/journaled';
import { capitals } from '../core/random';
import { seconds } from '../core/setting';
import { settle } from './clockwork';
import { badIdentifier, TikTokRefusal } from './refusal';
import { requestSign, sameSign } from './signature';
import { shopsOfSeller, type Grant, type Shop } from './state';
import { tokenAnswer } from './tokens';
import type { Endpoint, Endpoints, World } from './world';

const OLDEST_SECONDS = 300;
const AHEAD_SECONDS = 30;
const METHODS = ['GET', 'POST', 'PUT', 'DELETE'];

/** One call through gateway and business, in the order of tiktok-shop spec §9.2. */
export async function answerCall(
  world: World,
  endpoints: Endpoints,
  call: Call,
  noted: Trace,
): Promise<Answer> {
  const requestId = capitals(24);
  settle(world);
  try {
    const data = await run(world, endpoints, call, noted);
    if (call.method !== 'GET') world.setting.changed();
    return json({ code: 0, message: 'Success', request_id: requestId, data });
  } catch (error) {
    if (!(error instanceof TikTokRefusal)) throw error;
    noted.outcome = String(error.code);
    const { code, message, status } = error;
    return json({ code, message, request_id: requestId, data: {} }, status);
  }
}

async function run(world: World, endpoints: Endpoints, call: Call, noted: Trace): Promise<unknown> {
  const { method, path } = call;
  if (method === 'GET' && /^\/api\/v2\/token\/(get|refresh)$/.test(path))
    return tokenAnswer(world, path, call.query);
  const found = findRoute(endpoints, method, path);
  if (!found) throw noSuchPath(endpoints, path);
  checkSigned(world, call);
  const grant = grantOf(world, call);
  const owner = shopOf(world, grant, found.handler, call.query);
  if (!grant.scopes.includes(path.split('/')[1] ?? ''))
    throw new TikTokRefusal(105005, 'Access denied: the scope has not been granted', 401);
  if (!world.buckets.of(found.handler.bucket, `${owner.id} ${found.pattern}`).take())
    throw new TikTokRefusal(36009002, 'Request rate limit exceeded', 429);
  const body = await bodyFields(call);
  if (!body) throw new TikTokRefusal(36009022, 'The body cannot be read as its content type', 400);
  return found.handler.run({
    world,
    owner,
    params: found.params,
    query: call.query,
    body,
    note: (ids, values = []) => {
      noted.ids = ids;
      noted.values = values;
    },
    partial: () => world.faults.takePartial(path, owner.id) !== undefined,
  });
}

function noSuchPath(endpoints: Endpoints, path: string): TikTokRefusal {
  const known = METHODS.some((method) => findRoute(endpoints, method, path));
  return known
    ? new TikTokRefusal(36009010, 'Invalid method', 405)
    : new TikTokRefusal(36009009, 'Invalid path', 404);
}

function checkSigned(world: World, call: Call): void {
  const { query } = call;
  const { appKey, appSecret } = world.state.app;
  if (query.get('app_key') !== appKey) throw badIdentifier('Invalid app_key');
  const timestamp = query.get('timestamp') ?? '';
  const age = seconds(world.setting) - Number(timestamp);
  if (!/^\d+$/.test(timestamp) || age > OLDEST_SECONDS || age < -AHEAD_SECONDS)
    throw badIdentifier('Invalid timestamp: it is expired or ahead of the server');
  const isMultipart = call.contentType.startsWith('multipart/form-data');
  const signed = isMultipart ? Buffer.alloc(0) : call.body;
  if (!sameSign(query.get('sign') ?? '', requestSign(appSecret, call.path, query, signed)))
    throw new TikTokRefusal(106001, 'Invalid sign', 401);
}

function grantOf(world: World, call: Call): Grant {
  const token = call.headers['x-tts-access-token'];
  const grant = world.state.grants.find((one) => one.accessToken === token);
  if (!grant) throw new TikTokRefusal(101000, 'Invalid access token', 401);
  if (grant.accessExpires <= seconds(world.setting))
    throw new TikTokRefusal(105002, 'Expired credentials', 401);
  return grant;
}

/** Whom a call is for: one of the seller's shops, or the account that any of them stands for. */
function shopOf(
  world: World,
  { shopId }: Grant,
  { scope }: Endpoint,
  query: URLSearchParams,
): Shop {
  const granted = world.state.shops[shopId];
  if (!granted) throw new TikTokRefusal(36009044, 'The seller is disabled', 401);
  const cipher = query.get('shop_cipher');
  if (scope === 'account') {
    if (cipher !== null) throw badIdentifier('Unexpected identifier: shop_cipher');
    return granted;
  }
  if (!cipher) throw new TikTokRefusal(106013, 'shop_cipher is required', 400);
  const shop = shopsOfSeller(world.state, granted.openId).find((one) => one.cipher === cipher);
  if (!shop) throw new TikTokRefusal(101000, 'shop_cipher does not match the access token', 401);
  return shop;
}

import { bodyFields, json, type Answer, type Call } from '../core/front';
import type { Trace } from '../core/journaled';
import { hex } from '../core/random';
import { LazadaRefusal, missing } from './refusal';
import { settleOrders } from './order-moves';
import { settleReviews } from './review';
import { requestSign, sameSign } from './signature';
import type { Grant, Shop } from './state';
import type { Endpoint, World } from './world';

const CLOCK_SKEW_MS = 7_200_000;

export interface Incoming {
  /** Behind /rest. */
  path: string;
  method: string;
  parameters: Record<string, string>;
  file: Blob | undefined;
}

/** Parameters are read from the query and from the form; bytes are no parameters. lazada spec §1 */
export async function incoming(call: Call): Promise<Incoming> {
  const body = (await bodyFields(call)) ?? {};
  const parameters = Object.fromEntries(call.query);
  let file: Blob | undefined;
  for (const [name, value] of Object.entries(body)) {
    if (value instanceof Blob) file = value;
    else if (typeof value === 'string') parameters[name] = value;
  }
  return { path: call.path.replace(/^\/rest/, ''), method: call.method, parameters, file };
}

/** Runs one call through the gateway and its business handler. */
export async function answerCall(
  world: World,
  endpoint: Endpoint | undefined,
  call: Incoming,
  noted: Trace,
): Promise<Answer> {
  const request_id = hex(16);
  try {
    if (!endpoint) throw new LazadaRefusal('InvalidApiPath', 'The specified api is invalid', 'ISP');
    if (!endpoint.methods.includes(call.method as 'GET' | 'POST'))
      throw new LazadaRefusal('InvalidHttpMethod', 'The http method is not supported', 'ISP');
    const shop = admit(world, endpoint, call);
    settleReviews(world);
    settleOrders(world);
    const outcome = await endpoint.run({
      world,
      shop,
      parameters: call.parameters,
      file: call.file,
      note: (ids, values = []) => {
        noted.ids = ids.map(String);
        noted.values = values;
      },
      partial: () => world.faults.takePartial(call.path, nameOf(shop)) !== undefined,
    });
    world.setting.changed();
    return json({ code: '0', ...outcome, request_id });
  } catch (error) {
    if (!(error instanceof LazadaRefusal)) throw error;
    noted.outcome = error.code;
    const { kind, code, message, detail } = error;
    return json({ type: kind, code, message, request_id, ...(detail && { detail }) });
  }
}

const nameOf = (shop: Shop | undefined) => (shop ? String(shop.sellerId) : null);

/** @returns the seller, undefined for a call of the app alone. @throws LazadaRefusal with the gateway's words. */
function admit(world: World, endpoint: Endpoint, call: Incoming): Shop | undefined {
  const { app } = world.state;
  const { parameters, path } = call;
  for (const name of ['app_key', 'timestamp', 'sign']) if (!parameters[name]) throw missing(name);
  if (parameters['app_key'] !== app.appKey)
    throw new LazadaRefusal('InvalidAppKey', 'The specified App Key is invalid', 'ISP');
  checkTimestamp(world, parameters['timestamp'] ?? '');
  if (!sameSign(parameters['sign'] ?? '', requestSign(app.appSecret, path, parameters))) {
    throw new LazadaRefusal(
      'IncompleteSignature',
      'The request signature does not conform to lazop standards',
      'ISP',
    );
  }
  const shop = endpoint.asSeller ? sellerWith(world, parameters['access_token'] ?? '') : undefined;
  throttle(world, path, shop);
  return shop;
}

/** Milliseconds or UTC text; two hours off at most. lazada spec §1 */
function checkTimestamp(world: World, given: string): void {
  const at = /^\d+$/.test(given) ? Number(given) : Date.parse(given);
  if (!(Math.abs(world.setting.now() - at) <= CLOCK_SKEW_MS))
    throw new LazadaRefusal('InvalidTimestamp', 'The request has expired', 'ISP');
}

export function grantWith(world: World, accessToken: string): Grant | undefined {
  return world.state.grants.find((one) => one.accessToken === accessToken);
}

function sellerWith(world: World, accessToken: string): Shop {
  if (!accessToken) throw missing('access_token');
  const grant = grantWith(world, accessToken);
  const shop = grant && world.state.shops[grant.sellerId];
  if (shop?.revoked && world.state.settings.revokedAs === 'AppNotSubscribed')
    throw new LazadaRefusal('AppNotSubscribed', 'The seller has not subscribed to the app', 'ISP');
  if (!grant || !shop || shop.revoked || grant.accessExpires <= world.setting.now()) {
    throw new LazadaRefusal(
      'IllegalAccessToken',
      'The specified access token is invalid or expired',
      'ISP',
    );
  }
  return shop;
}

function throttle(world: World, path: string, shop: Shop | undefined): void {
  const { buckets, state } = world;
  if (!buckets.of('app', state.app.appKey).take())
    throw new LazadaRefusal('AppCallLimit', 'The request times of the app exceed the limit', 'ISP');
  if (shop && !buckets.of('seller', String(shop.sellerId)).take())
    throw new LazadaRefusal('SellerCallLimit', 'Seller call limit exceeded', 'ISP');
  if (!buckets.of('api', `${path}:${shop?.sellerId ?? ''}`).take()) throw tooFast(1);
}

export function tooFast(seconds: number): LazadaRefusal {
  const words = `Api access frequency exceeds the limit. this ban will last ${seconds} seconds`;
  return new LazadaRefusal('ApiCallLimit', words, 'ISP');
}

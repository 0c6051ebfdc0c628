import { Buckets } from '../core/bucket';
import type { ChannelDoor } from '../core/door';
import { Faults } from '../core/faults';
import { bodyFields, json, openFront, type Answer, type Call, type Sending } from '../core/front';
import { isFields, parseJson, type Fields } from '../core/input';
import { Journal, type JournalEntry } from '../core/journal';
import { journaled, newTrace, type Trace } from '../core/journaled';
import type { Wording } from '../core/misbehave';
import type { Setting } from '../core/setting';
import { accountEndpoints } from './account';
import { articleEndpoints } from './articles';
import { messageEndpoints } from './messages';
import { NoSuchApi, ZaloRefusal } from './refusal';
import { zaloDoor } from './scenarios';
import { appsecretProof } from './signature';
import type { Oa, ZaloState } from './state';
import { phoneEndpoints, templateEndpoints } from './templates';
import { oauthAnswer, tokenAnswer } from './tokens';
import { ZaloHooks } from './webhooks';
import type { Endpoints, World } from './world';

const BODY_LIMIT = 8 * 1024 * 1024;
const TOKEN_PATH = '/v4/oa/access_token';

/** 4,000 calls a minute for the app. zalo spec §2 */
const PER_MINUTE = 4_000;

const OA_ENDPOINTS: Endpoints = {
  ...accountEndpoints,
  ...articleEndpoints,
  ...messageEndpoints,
  ...templateEndpoints,
};

/** Starts the simulated hosts of Zalo, all of them on one port. */
export async function startZalo(
  port: number,
  setting: Setting,
  state: ZaloState,
): Promise<ChannelDoor> {
  const faults = new Faults();
  const calls = { burst: PER_MINUTE, perSecond: PER_MINUTE / 60 };
  let url = '';
  const world: World = {
    setting,
    state,
    faults,
    buckets: new Buckets({ app: calls }, setting.now),
    journal: new Journal<JournalEntry>(),
    hooks: new ZaloHooks(setting, state, faults),
    url: () => url,
  };
  const front = await openFront(port, BODY_LIMIT, (call) => receive(world, call));
  url = front.url;
  return zaloDoor(world, async () => {
    world.hooks.close();
    await front.close();
  });
}

const WORDING: Wording = {
  throttled: () => json({ error: -32, message: 'Reach limit requests of your app' }),
  broken: (rule) => json({ error: -200, message: 'Internal server error' }, rule.status ?? 503),
  keyFields: ['token', 'access_token', 'medias', 'message_id', 'msg_id', 'data'],
};

async function receive(world: World, call: Call): Promise<Sending> {
  const page = await oauthAnswer(world, call);
  if (page) return { how: 'answer', answer: page };
  const endpoint = call.path.replace(/^\/(v\d\.\d\/)?/, '');
  const trace = newTrace();
  const shop = callerOf(world, call)?.oaId ?? null;
  return journaled(world, {
    call,
    endpoint,
    shop,
    wording: WORDING,
    trace,
    run: () => answer(world, call, trace),
    buckets: () => [appBucket(world).reading()],
  });
}

const appBucket = (world: World) => world.buckets.of('app', world.state.app.appId);
const headerText = (call: Call, name: string) => {
  const value = call.headers[name];
  return typeof value === 'string' ? value : '';
};

function callerOf(world: World, call: Call): Oa | undefined {
  const token = world.state.tokens[headerText(call, 'access_token')];
  return token && world.state.oas[token.oaId];
}

async function answer(world: World, call: Call, trace: Trace): Promise<Answer> {
  if (call.method === 'POST' && call.path === TOKEN_PATH) {
    const { answer: told, outcome } = await tokenAnswer(world, call);
    trace.outcome = outcome;
    return told;
  }
  try {
    const data = await run(world, call, trace);
    if (call.method !== 'GET') world.setting.changed();
    return json({ data, error: 0, message: 'Success' }, 200, limitHeaders(world));
  } catch (error) {
    if (error instanceof NoSuchApi) {
      trace.outcome = '404';
      return { status: 404, type: 'text/plain', body: 'empty or invalid API' };
    }
    if (!(error instanceof ZaloRefusal)) throw error;
    trace.outcome = String(error.code);
    return json({ error: error.code, message: error.message }, 200, limitHeaders(world));
  }
}

function limitHeaders(world: World): Record<string, string> {
  const { burst, tokens } = appBucket(world).reading();
  return {
    'x-ratelimit-limit': String(burst),
    'x-ratelimit-remain': String(Math.max(0, Math.floor(tokens))),
  };
}

async function run(world: World, call: Call, trace: Trace): Promise<unknown> {
  const name = `${call.method} ${call.path}`;
  const isPhoneHost = phoneEndpoints[name] !== undefined;
  const endpoint = phoneEndpoints[name] ?? OA_ENDPOINTS[name];
  if (!endpoint) throw new NoSuchApi(name);
  if (!appBucket(world).take()) throw new ZaloRefusal(-32, 'Reach limit requests of your app');
  const oa = checkCaller(world, call, isPhoneHost);
  const params = await paramsOf(call);
  return endpoint({ world, oa, params, call, note: (ids) => void (trace.ids = ids) });
}

/** The token stands in a header of its own; `Bearer` is not looked at. zalo spec §2 */
function checkCaller(world: World, call: Call, isPhoneHost: boolean): Oa {
  const given = headerText(call, 'access_token');
  const token = world.state.tokens[given];
  const oa = callerOf(world, call);
  if (!token || !oa) throw new ZaloRefusal(isPhoneHost ? -124 : -216, 'Access token is invalid');
  if (oa.isRevoked) throw new ZaloRefusal(isPhoneHost ? -105 : -219, 'App was removed or disabled');
  if (token.expiresAt <= world.setting.now())
    throw new ZaloRefusal(isPhoneHost ? -124 : -220, 'Access token is expired or removed');
  const proof = headerText(call, 'appsecret_proof');
  const { requireProof, refuseWith } = world.state.settings;
  const isWrong = proof !== appsecretProof(world.state.app.appSecret, given);
  if ((proof !== '' || requireProof) && isWrong)
    throw new ZaloRefusal(isPhoneHost ? -1241 : -242, 'appsecret_proof is invalid');
  if (refuseWith !== 0 && !isPhoneHost) throw new ZaloRefusal(refuseWith, 'Refused on request');
  return oa;
}

/** A GET carries one parameter `data` with JSON, or plain ones. zalo spec §2 */
async function paramsOf(call: Call): Promise<Fields> {
  if (call.method === 'GET') {
    const data = call.query.get('data');
    if (data === null) return Object.fromEntries(call.query);
    const parsed = parseJson(data);
    if (!isFields(parsed)) throw new ZaloRefusal(-201, 'data is invalid!');
    return parsed;
  }
  const body = await bodyFields(call);
  if (!body) throw new ZaloRefusal(-201, 'body is invalid!');
  return body;
}

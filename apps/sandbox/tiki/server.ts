import { Deliveries } from '../core/deliveries';
import { findRoute, type ChannelDoor } from '../core/door';
import { Buckets } from '../core/bucket';
import { Faults } from '../core/faults';
import { openFront, type Call, type Sending } from '../core/front';
import { Journal, type JournalEntry } from '../core/journal';
import { journaled, newTrace } from '../core/journaled';
import type { Wording } from '../core/misbehave';
import type { Setting } from '../core/setting';
import { consentPage } from './consent';
import { answerCall, grantOf } from './gateway';
import { orderEndpoints } from './orders';
import { productEndpoints } from './products';
import { queueEndpoints } from './queues';
import { referenceEndpoints } from './reference';
import { refused } from './refusal';
import { requestEndpoints } from './requests';
import { tikiDoor } from './scenarios';
import type { TikiState } from './state';
import { tokenAnswer } from './tokens';
import type { Endpoints, World } from './world';

// A path that is written out stands before one with a name in its place.
const ENDPOINTS: Endpoints = {
  ...referenceEndpoints,
  ...requestEndpoints,
  ...productEndpoints,
  ...orderEndpoints,
  ...queueEndpoints,
};

const BODY_LIMIT = 10 * 1024 * 1024;
const BASE = '/integration/';
const TOKEN_PATH = '/sc/oauth2/token';

const WORDING: Wording = {
  throttled: (rule) => refused(rule.status ?? 429, ['too many requests']),
  broken: (rule) => refused(rule.status ?? 503, ['service is unavailable']),
  keyFields: ['access_token', 'track_id', 'state', 'events', 'data', 'code'],
};

/** Starts the simulated Tiki on its own port. */
export async function startTiki(
  port: number,
  setting: Setting,
  state: TikiState,
): Promise<ChannelDoor> {
  const faults = new Faults();
  let url = '';
  const world: World = {
    setting,
    state,
    faults,
    // 200 requests a second and seller. tiki spec §7
    buckets: new Buckets({ seller: { burst: 200, perSecond: 200 } }, setting.now),
    journal: new Journal<JournalEntry>(),
    url: () => url,
  };
  const front = await openFront(port, BODY_LIMIT, (call) => receive(world, call));
  url = front.url;
  // Nothing is ever delivered: events wait in queues until they are pulled. tiki spec §6
  const deliveries = new Deliveries(setting, faults, {
    timeoutMs: 0,
    retryAfterMs: [],
    accepts: () => false,
    forge: (parcel) => parcel,
  });
  return tikiDoor(world, deliveries, () => front.close());
}

async function receive(world: World, call: Call): Promise<Sending> {
  const consent = await consentPage(world, call);
  if (consent) return { how: 'answer', answer: consent };
  const noted = newTrace();
  const sellerId = grantOf(world, call)?.sellerId ?? null;
  const shop = sellerId === null ? null : String(sellerId);
  const endpoint = call.path.replace(BASE, '').replace(/^\//, '');
  return journaled(world, {
    call,
    endpoint,
    shop,
    wording: WORDING,
    trace: noted,
    run: () =>
      call.path === TOKEN_PATH && call.method === 'POST'
        ? tokenAnswer(world, call)
        : answerCall(world, endpointOf(call), call, noted),
    buckets: () => (shop === null ? [] : [world.buckets.of('seller', shop).reading()]),
  });
}

function endpointOf(call: Call) {
  if (!call.path.startsWith(BASE)) return undefined;
  const found = findRoute(ENDPOINTS, call.method, call.path.slice(BASE.length));
  return found && { endpoint: found.handler, params: found.params };
}

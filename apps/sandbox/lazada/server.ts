import { json, openFront, type Answer, type Call, type Sending } from '../core/front';
import { Faults } from '../core/faults';
import { Journal, type JournalEntry } from '../core/journal';
import { journaled, newTrace } from '../core/journaled';
import type { Wording } from '../core/misbehave';
import { hex } from '../core/random';
import type { ChannelDoor } from '../core/door';
import type { Setting } from '../core/setting';
import { consentPage } from './consent';
import { financeEndpoints } from './finance';
import { fulfilmentEndpoints } from './fulfilment';
import { answerCall, grantWith, incoming, tooFast, type Incoming } from './gateway';
import { lazadaBuckets } from './limits';
import { orderEndpoints } from './orders';
import { productEndpoints } from './products';
import { productViewEndpoints } from './product-view';
import { reverseEndpoints } from './reverse';
import { lazadaDoor } from './scenarios';
import type { LazadaState } from './state';
import { stockEndpoints } from './stock';
import { tokenEndpoints } from './tokens';
import { Pushes } from './webhooks';
import type { Endpoints, World } from './world';

const ENDPOINTS: Endpoints = {
  ...tokenEndpoints,
  ...productEndpoints,
  ...productViewEndpoints,
  ...stockEndpoints,
  ...orderEndpoints,
  ...fulfilmentEndpoints,
  ...reverseEndpoints,
  ...financeEndpoints,
};

const BODY_LIMIT = 20 * 1024 * 1024;

const refusal = (type: string, code: string, message: string, status: number) =>
  json({ type, code, message, request_id: hex(16) }, status);

/** Errors come with HTTP 200; 429 and 5xx have been seen all the same. lazada spec §1, §8 */
const WORDING: Wording = {
  throttled: (rule) => refusal('ISP', 'ApiCallLimit', tooFast(1).message, rule.status ?? 200),
  broken: (rule) => refusal('SYSTEM', 'ServiceTimeout', 'Api service timeout', rule.status ?? 200),
  keyFields: ['access_token', 'item_id', 'order_id', 'orders', 'code'],
};

/** Starts the simulated Lazada on its own port: API, tokens and consent page. */
export async function startLazada(
  port: number,
  setting: Setting,
  state: LazadaState,
): Promise<ChannelDoor> {
  const faults = new Faults();
  let url = '';
  const world: World = {
    setting,
    state,
    faults,
    buckets: lazadaBuckets(setting.now),
    journal: new Journal<JournalEntry>(),
    pushes: new Pushes(setting, state, faults),
    url: () => url,
  };
  const front = await openFront(port, BODY_LIMIT, (call) => receive(world, call));
  url = front.url;
  return lazadaDoor(world, async () => {
    world.pushes.deliveries.close();
    await front.close();
  });
}

async function receive(world: World, call: Call): Promise<Sending> {
  const page = (await consentPage(world, call)) ?? kept(world, call);
  if (page) return { how: 'answer', answer: page };
  const noted = newTrace();
  const asked = await incoming(call);
  const shop = shopNamed(world, asked);
  const endpoint = asked.path.replace(/^\//, '');
  return journaled(world, {
    call,
    endpoint,
    shop,
    wording: WORDING,
    trace: noted,
    run: () => answerCall(world, ENDPOINTS[asked.path], asked, noted),
    buckets: () => [
      world.buckets.of('app', world.state.app.appKey).reading(),
      ...(shop ? [world.buckets.of('seller', shop).reading()] : []),
    ],
  });
}

/** By the token: Lazada's calls do not name the seller. */
function shopNamed(world: World, { parameters }: Incoming): string | null {
  const { access_token: access = '', refresh_token: refresh } = parameters;
  const grant = refresh
    ? world.state.grants.find((one) => one.refreshToken === refresh)
    : grantWith(world, access);
  return grant ? String(grant.sellerId) : null;
}

/** Uploaded pictures under /p, labels under /awb until they die. */
function kept(world: World, call: Call): Answer | undefined {
  const [, folder, name = ''] = call.path.split('/');
  if (call.method !== 'GET' || (folder !== 'p' && folder !== 'awb')) return undefined;
  const bytes = world.setting.media.get(name);
  const isDead = folder === 'awb' && Number(name.split('-')[1]) < world.setting.now();
  if (!bytes || isDead) return { status: 404, type: 'text/plain', body: 'not found' };
  const type = folder === 'awb' ? 'application/pdf' : (world.state.images[name]?.type ?? '');
  return { status: 200, type, body: bytes };
}

import type { ChannelDoor } from '../core/door';
import { Faults } from '../core/faults';
import { json, openFront, type Answer, type Call, type Sending } from '../core/front';
import { Journal, type JournalEntry } from '../core/journal';
import { journaled, newTrace } from '../core/journaled';
import type { Wording } from '../core/misbehave';
import { capitals } from '../core/random';
import type { Setting } from '../core/setting';
import { labelPdf } from '../core/label';
import { consentPage } from './consent';
import { eventEndpoints } from './events';
import { financeEndpoints } from './finance';
import { fulfilmentEndpoints } from './fulfilment';
import { answerCall } from './gateway';
import { tiktokBuckets } from './limits';
import { lookupEndpoints } from './lookup';
import { orderEndpoints } from './orders';
import { productEndpoints } from './products';
import { returnEndpoints } from './returns';
import { cancellationEndpoints } from './reverse';
import { tiktokDoor } from './scenarios';
import type { TikTokState } from './state';
import { stockPriceEndpoints } from './stock-price';
import { accountEndpoints } from './tokens';
import { Webhooks } from './webhooks';
import type { Endpoints, World } from './world';

const ENDPOINTS: Endpoints = {
  ...accountEndpoints,
  ...lookupEndpoints,
  ...productEndpoints,
  ...stockPriceEndpoints,
  ...orderEndpoints,
  ...fulfilmentEndpoints,
  ...cancellationEndpoints,
  ...returnEndpoints,
  ...financeEndpoints,
  ...eventEndpoints,
};

const BODY_LIMIT = 20 * 1024 * 1024;

const failed = (code: number, message: string, status: number) =>
  json({ code, message, request_id: capitals(24), data: {} }, status);

const WORDING: Wording = {
  throttled: (rule) => failed(36009002, 'Request rate limit exceeded', rule.status ?? 429),
  broken: (rule) => failed(36009003, 'Internal error', rule.status ?? 503),
  keyFields: ['access_token', 'product_id', 'orders', 'data'],
};

/** Starts the simulated TikTok Shop on its own port: API, token host and consent page in one. */
export async function startTikTokShop(
  port: number,
  setting: Setting,
  state: TikTokState,
): Promise<ChannelDoor> {
  const faults = new Faults();
  let url = '';
  const world: World = {
    setting,
    state,
    faults,
    buckets: tiktokBuckets(setting.now),
    journal: new Journal<JournalEntry>(),
    webhooks: new Webhooks(setting, state, faults),
    url: () => url,
  };
  const front = await openFront(port, BODY_LIMIT, (call) => receive(world, call));
  url = front.url;
  return tiktokDoor(world, async () => {
    world.webhooks.deliveries.close();
    await front.close();
  });
}

async function receive(world: World, call: Call): Promise<Sending> {
  const page = (await consentPage(world, call)) ?? picture(world, call) ?? label(world, call);
  if (page) return { how: 'answer', answer: page };
  const noted = newTrace();
  const shop = shopNamed(world, call);
  return journaled(world, {
    call,
    endpoint: call.path,
    shop,
    wording: WORDING,
    trace: noted,
    run: () => answerCall(world, ENDPOINTS, call, noted),
    buckets: () => world.buckets.readings().filter(({ name }) => shop && name.includes(shop)),
  });
}

/** By its cipher; by its token where a call must not carry one. */
function shopNamed(world: World, call: Call): string | null {
  const cipher = call.query.get('shop_cipher');
  const token = call.headers['x-tts-access-token'];
  const byCipher = Object.values(world.state.shops).find((one) => one.cipher === cipher);
  const byToken = world.state.grants.find((one) => one.accessToken === token);
  return byCipher?.id ?? byToken?.shopId ?? null;
}

/** Uploaded pictures, as the channel's image host would serve them. */
function picture(world: World, call: Call): Answer | undefined {
  if (call.method !== 'GET' || !call.path.startsWith('/media/')) return undefined;
  const uri = call.path.slice('/media/'.length);
  const known = world.state.images[uri];
  const bytes = known && world.setting.media.get(uri);
  if (!known || !bytes) return { status: 404, type: 'text/plain', body: 'not found' };
  return { status: 200, type: known.type, body: bytes };
}

/** What `doc_url` leads to. */
function label(world: World, call: Call): Answer | undefined {
  if (call.method !== 'GET' || !call.path.startsWith('/document/')) return undefined;
  const id = call.path.slice('/document/'.length);
  const order = Object.values(world.state.orders).find((one) => one.packageId === id);
  if (!order) return { status: 404, type: 'text/plain', body: 'not found' };
  const body = labelPdf([`TikTok Shop ${order.id}`, order.trackingNumber ?? '']);
  return { status: 200, type: 'application/pdf', body };
}

import { json, openFront, type Answer, type Call, type Sending } from '../core/front';
import { Faults } from '../core/faults';
import { fields, parseJson, text } from '../core/input';
import { Journal, type JournalEntry } from '../core/journal';
import { journaled, newTrace } from '../core/journaled';
import type { Wording } from '../core/misbehave';
import { hex } from '../core/random';
import type { ChannelDoor } from '../core/door';
import type { Setting } from '../core/setting';
import { consentPage } from './consent';
import { answerCall } from './gateway';
import { shopeeBuckets } from './limits';
import { logisticsEndpoints } from './logistics';
import { liveEndpoints } from './live';
import { shopOfUser } from './live-state';
import { lookupEndpoints } from './lookup';
import { modelEndpoints } from './models';
import { orderEndpoints } from './orders';
import { paymentEndpoints } from './payment';
import { productEndpoints } from './products';
import { pushEndpoints } from './push-endpoints';
import { returnEndpoints } from './returns';
import { shopeeDoor } from './scenarios';
import type { ShopeeState } from './state';
import { stockPriceEndpoints } from './stock-price';
import { tokenEndpoints } from './tokens';
import { walletEndpoints } from './wallet';
import { Pushes } from './webhooks';
import type { Endpoints, World } from './world';

const ENDPOINTS: Endpoints = {
  ...tokenEndpoints,
  ...lookupEndpoints,
  ...productEndpoints,
  ...modelEndpoints,
  ...stockPriceEndpoints,
  ...orderEndpoints,
  ...logisticsEndpoints,
  ...paymentEndpoints,
  ...walletEndpoints,
  ...returnEndpoints,
  ...pushEndpoints,
  ...liveEndpoints,
};

const BODY_LIMIT = 100 * 1024 * 1024;

const WORDING: Wording = {
  throttled: (rule) =>
    json(
      {
        request_id: hex(16),
        error: 'error_rate_limit',
        message: 'Too many requests, please try again later.',
      },
      rule.status ?? 200,
    ),
  broken: (rule) =>
    json(
      { request_id: hex(16), error: 'error_server', message: 'Something wrong. Please try later.' },
      rule.status ?? 503,
    ),
  keyFields: [
    'access_token',
    'session_id',
    'comment_id',
    'item_id',
    'success_list',
    'order_sn',
    'model',
    'response',
  ],
};

/** Starts the simulated Shopee on its own port. */
export async function startShopee(
  port: number,
  setting: Setting,
  state: ShopeeState,
): Promise<ChannelDoor> {
  const faults = new Faults();
  let url = '';
  const world: World = {
    setting,
    state,
    faults,
    buckets: shopeeBuckets(setting.now),
    journal: new Journal<JournalEntry>(),
    pushes: new Pushes(setting, state, faults),
    url: () => url,
  };
  const front = await openFront(port, BODY_LIMIT, (call) => receive(world, call));
  url = front.url;
  return shopeeDoor(world, async () => {
    world.pushes.deliveries.close();
    await front.close();
  });
}

async function receive(world: World, call: Call): Promise<Sending> {
  const page = (await consentPage(world, call)) ?? picture(world, call);
  if (page) return { how: 'answer', answer: page };
  const noted = newTrace();
  const shop = shopNamed(world, call);
  const endpoint = call.path.replace('/api/v2/', '');
  return journaled(world, {
    call,
    endpoint,
    shop,
    wording: WORDING,
    trace: noted,
    run: () => answerCall(world, ENDPOINTS[call.path], call, noted),
    buckets: () => bucketsOf(world, shop),
  });
}

/** By the query; token calls name it in their body. A streamer stands for the shop. */
function shopNamed(world: World, call: Call): string | null {
  const { query, path } = call;
  const inQuery = query.get('shop_id') ?? ofUser(world, query.get('user_id'));
  if (inQuery || !path.startsWith('/api/v2/auth/')) return inQuery;
  const body = fields(parseJson(call.body.toString('utf8')));
  return text(body['shop_id']) ?? ofUser(world, text(body['user_id']));
}

function ofUser({ state }: World, userId: string | null | undefined): string | null {
  const shop = userId ? shopOfUser(state, Number(userId)) : undefined;
  return shop ? String(shop.shopId) : null;
}

function bucketsOf(world: World, shop: string | null) {
  const app = world.buckets.of('app', String(world.state.app.partnerId)).reading();
  return shop && world.state.shops[shop] ? [app, world.buckets.of('shop', shop).reading()] : [app];
}

/** Uploaded pictures, as the channel's image host would serve them. */
function picture(world: World, call: Call): Answer | undefined {
  if (call.method !== 'GET' || !call.path.startsWith('/file/')) return undefined;
  const id = call.path.slice('/file/'.length);
  const known = world.state.images[id];
  const bytes = known && world.setting.media.get(id);
  if (!known || !bytes) return { status: 404, type: 'text/plain', body: 'not found' };
  return { status: 200, type: known.type, body: bytes };
}

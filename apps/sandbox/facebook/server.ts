import { bodyFields, json, openFront, type Answer, type Call, type Sending } from '../core/front';
import { Faults } from '../core/faults';
import type { ChannelDoor } from '../core/door';
import { parseJson, text, type Fields, list, fields as asFields } from '../core/input';
import { Journal, type JournalEntry } from '../core/journal';
import { journaled, newTrace, type Trace } from '../core/journaled';
import type { Wording } from '../core/misbehave';
import type { Setting } from '../core/setting';
import { identify } from './caller';
import { runGraph } from './graph';
import { facebookBuckets, THROTTLE, usageHeaders } from './limits';
import { exchangeToken, loginPage } from './oauth';
import { envelope, GraphRefusal, invalid, missing, type GraphError } from './refusal';
import { facebookDoor } from './scenarios';
import type { FacebookState } from './state';
import { Hooks } from './webhooks';
import type { World } from './world';

const BODY_LIMIT = 28 * 1024 * 1024;

/** Starts the simulated Graph API on its own port. */
export async function startFacebook(
  port: number,
  setting: Setting,
  state: FacebookState,
): Promise<ChannelDoor> {
  const faults = new Faults();
  let url = '';
  const world: World = {
    setting,
    state,
    faults,
    buckets: facebookBuckets(setting.now),
    journal: new Journal<JournalEntry>(),
    hooks: new Hooks(setting, state, faults),
    url: () => url,
  };
  const front = await openFront(port, BODY_LIMIT, (call) => receive(world, call), tooLarge);
  url = front.url;
  return facebookDoor(world, async () => {
    world.hooks.close();
    await front.close();
  });
}

/** More than 28 MB. facebook spec §4.1 */
const tooLarge = () =>
  json(envelope({ code: 1, message: 'Please reduce the amount of data you are sending' }), 400);

interface GraphTrace extends Trace {
  budget?: string;
  owner: string | null;
}

function wording(world: World, budget: string, owner: string | null): Wording {
  return {
    throttled: (rule) => {
      const minutes = Math.ceil((rule.ms ?? 60_000) / 60_000);
      const headers = usageHeaders(world.buckets, world.state, budget, owner, minutes);
      return json(envelope(THROTTLE[budget] as GraphError), rule.status ?? 400, headers);
    },
    broken: (rule) =>
      json(
        envelope({ code: 2, message: 'Service temporarily unavailable', transient: true }),
        rule.status ?? 503,
      ),
    keyFields: ['handles', 'access_token', 'id', 'data', 'success'],
  };
}

async function receive(world: World, call: Call): Promise<Sending> {
  const page = (await loginPage(world, call)) ?? picture(world, call);
  if (page) return { how: 'answer', answer: page };
  const path = call.path
    .replace(/^\/v\d+\.\d+(?=\/|$)/, '')
    .split('/')
    .filter(Boolean)
    .map(decodeURIComponent);
  const endpoint = endpointName(path);
  const trace: GraphTrace = { ...newTrace(), owner: path[0] ?? null };
  const shop = pageFor(world, path[0]);
  const budget =
    path[1] === 'items_batch' ? 'catalog_batch' : path[1] === 'messages' ? 'messenger' : 'pages';
  return journaled(world, {
    call,
    endpoint,
    shop,
    wording: wording(world, budget, trace.owner),
    trace,
    run: () => answer(world, call, path, shop, trace),
    buckets: () => bucketsOf(world, trace),
  });
}

/** `items_batch`, `feed`, … or `node` for an object itself. */
function endpointName(path: string[]): string {
  if (path[0] === 'oauth') return 'oauth/access_token';
  if (path[0] === 'debug_token') return 'debug_token';
  return path[1] ?? 'node';
}

/** The Page a call is for, directly or through its catalogue, post, comment. */
function pageFor(world: World, id: string | undefined): string | null {
  if (!id) return null;
  const { pages, catalogs, posts, comments, lives } = world.state;
  return (
    pages[id]?.id ??
    catalogs[id]?.pageId ??
    posts[id]?.pageId ??
    comments[id]?.pageId ??
    lives[id]?.pageId ??
    null
  );
}

function bucketsOf(world: World, { budget, owner }: GraphTrace) {
  const app = world.buckets.of('app', world.state.app.appId).reading();
  return budget && budget !== 'app' && owner
    ? [app, world.buckets.of(budget, owner).reading()]
    : [app];
}

async function answer(
  world: World,
  call: Call,
  path: string[],
  shop: string | null,
  trace: GraphTrace,
): Promise<Answer> {
  const headers = () => usageHeaders(world.buckets, world.state, trace.budget, trace.owner);
  try {
    const body = await graphAnswer(world, call, path, shop, trace);
    if (call.method !== 'GET') world.setting.changed();
    return json(body, 200, headers());
  } catch (error) {
    if (!(error instanceof GraphRefusal)) throw error;
    const { code, subcode, status = 400 } = error.error;
    trace.outcome = subcode === undefined ? String(code) : `${code}/${subcode}`;
    return json(envelope(error.error), status, headers());
  }
}

async function graphAnswer(
  world: World,
  call: Call,
  path: string[],
  shop: string | null,
  trace: GraphTrace,
): Promise<unknown> {
  const body = await bodyFields(call);
  if (!body) throw invalid('The request body could not be parsed');
  const params: Fields = { ...Object.fromEntries(call.query), ...body };
  if (path.length === 0) return graphBatch(world, call, params, trace);
  if (path.join('/') === 'oauth/access_token') return exchangeToken(world, params);
  const caller = identify(world, call, params);
  const query = new URLSearchParams(call.query);
  for (const [key, value] of Object.entries(body))
    if (typeof value === 'string') query.set(key, value);
  return runGraph(
    {
      world,
      method: call.method,
      path: [...path],
      params,
      query,
      caller,
      note: (ids, values = []) => Object.assign(trace, { ids, values }),
      partial: () => world.faults.takePartial(endpointName(path), shop) !== undefined,
    },
    (budget, owner) => Object.assign(trace, { budget, owner }),
  );
}

/** `POST /` with `batch=[{method, relative_url, body}]`: up to 50 calls, answered one by one. */
async function graphBatch(
  world: World,
  call: Call,
  params: Fields,
  trace: GraphTrace,
): Promise<unknown> {
  const batch = list(
    typeof params['batch'] === 'string' ? parseJson(params['batch']) : params['batch'],
  );
  if (call.method !== 'POST' || !batch) throw missing(call.method, '');
  if (batch.length > 50)
    throw invalid('Too many requests in batch message. Maximum batch size is 50');
  const answers = [];
  for (const raw of batch.map(asFields)) {
    const url = new URL(`http://batch/${(text(raw['relative_url']) ?? '').replace(/^\//, '')}`);
    if (!url.searchParams.has('access_token'))
      url.searchParams.set('access_token', text(params['access_token']) ?? '');
    const inner: Call = {
      ...call,
      method: (text(raw['method']) ?? 'GET').toUpperCase(),
      path: url.pathname,
      query: url.searchParams,
      contentType: 'application/x-www-form-urlencoded',
      body: Buffer.from(text(raw['body']) ?? ''),
    };
    const path = url.pathname
      .replace(/^\/v\d+\.\d+(?=\/|$)/, '')
      .split('/')
      .filter(Boolean);
    const one = await answer(world, inner, path, pageFor(world, path[0]), { ...trace });
    answers.push({ code: one.status, headers: [], body: one.body });
  }
  return answers;
}

/** Pictures of posts, as the channel's own host would serve them. */
function picture(world: World, call: Call): Answer | undefined {
  if (call.method !== 'GET' || !call.path.startsWith('/picture/')) return undefined;
  const photo = world.state.photos[call.path.slice('/picture/'.length)];
  const bytes = photo?.file && world.setting.media.get(photo.file);
  if (!photo || !bytes) return { status: 404, type: 'text/plain', body: 'not found' };
  return { status: 200, type: photo.type, body: bytes };
}

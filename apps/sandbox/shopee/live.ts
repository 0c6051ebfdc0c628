import { list, text, truth } from '../core/input';
import { hex } from '../core/random';
import { seconds } from '../core/setting';
import { commentEndpoints } from './live-comments';
import { liveItemEndpoints } from './live-items';
import { liveMetricEndpoints } from './live-metrics';
import { dataError, notEnded, sessionOf, touchSession, userCall } from './live-session';
import type { LiveSession } from './live-state';
import { keepImage } from './lookup';
import { imageUrl } from './product-view';
import { paramError } from './refusal';
import { shopOf, type Endpoints, type Outcome, type ShopeeCall, type World } from './world';

const TEXT_MAX = 200;

async function uploadImage({ world, body }: ShopeeCall): Promise<Outcome> {
  const given = body['image'];
  const file = (list(given) ?? [given]).find((one) => one instanceof Blob);
  if (!(file instanceof Blob)) throw paramError('image is required.');
  return { response: { image_url: imageUrl(world, await keepImage(world, file)) } };
}

/** What people are told of a session. An update names the fields that it changes. */
function aboutOf(body: ShopeeCall['body']) {
  const title = text(body['title']) ?? '';
  const description = text(body['description']) ?? '';
  const coverImageUrl = text(body['cover_image_url']) ?? '';
  if (title === '' || title.length > TEXT_MAX)
    throw paramError('title must have 1 to 200 letters.');
  if (description.length > TEXT_MAX) throw paramError('description must have at most 200 letters.');
  if (!URL.canParse(coverImageUrl)) throw paramError('cover_image_url is invalid.');
  return { title, description, coverImageUrl };
}

function create(call: ShopeeCall): Outcome {
  const { world, body } = call;
  const now = seconds(world.setting);
  const about = aboutOf(body);
  const session: LiveSession = {
    sessionId: 50_000_000 + ++world.state.counters.session,
    shopId: shopOf(call).shopId,
    ...about,
    isTest: truth(body['is_test']) ?? false,
    status: 0,
    createTime: now,
    updateTime: now,
    startTime: 0,
    endTime: 0,
    domainId: 7,
    pushKey: hex(12),
    items: [],
    comments: [],
    bannedUserIds: [],
  };
  world.state.live.sessions[session.sessionId] = session;
  call.note([session.sessionId]);
  return { response: { session_id: session.sessionId } };
}

function update(call: ShopeeCall): Outcome {
  const session = notEnded(sessionOf(call));
  Object.assign(session, aboutOf(call.body));
  touchSession(call.world, session);
  return { response: null };
}

function detail(call: ShopeeCall): Outcome {
  return { response: view(call.world, sessionOf(call)) };
}

function view(world: World, session: LiveSession) {
  const factor = world.state.settings.liveTimesIn === 'milliseconds' ? 1000 : 1;
  return {
    session_id: session.sessionId,
    title: session.title,
    description: session.description,
    cover_image_url: session.coverImageUrl,
    status: session.status,
    share_url: `${world.url()}/live/${session.sessionId}`,
    is_test: session.isTest,
    create_time: session.createTime * factor,
    update_time: session.updateTime * factor,
    start_time: session.startTime * factor,
    end_time: session.endTime * factor,
    // One object, for all its name says.
    stream_url_list: {
      push_url: 'rtmp://push.live.shopee.example/live/',
      push_key: session.pushKey,
      play_url: `${world.url()}/live/${session.sessionId}.flv`,
      domain_id: session.domainId,
    },
  };
}

function start(call: ShopeeCall): Outcome {
  const { world, body } = call;
  const session = notEnded(sessionOf(call));
  if (session.status === 1) throw dataError('The session is ongoing already.');
  if (body['domain_id'] !== session.domainId) throw paramError('domain_id is invalid.');
  session.status = 1;
  session.startTime = seconds(world.setting);
  touchSession(world, session);
  return { response: null };
}

function end(call: ShopeeCall): Outcome {
  const session = notEnded(sessionOf(call));
  if (session.status === 0) throw dataError('The session is not ongoing.');
  endSession(call.world, session);
  return { response: null };
}

export function endSession(world: World, session: LiveSession): void {
  session.status = 2;
  session.endTime = seconds(world.setting);
  session.shown = undefined;
  touchSession(world, session);
}

const path = '/api/v2/livestream';

/** Without the streamer's own sets and lists of liked and recent items: what those answer is not described. shopee spec §8 */
export const liveEndpoints: Endpoints = {
  [`${path}/upload_image`]: userCall('POST', uploadImage),
  [`${path}/create_session`]: userCall('POST', create),
  [`${path}/update_session`]: userCall('POST', update),
  [`${path}/get_session_detail`]: userCall('GET', detail),
  [`${path}/start_session`]: userCall('POST', start),
  [`${path}/end_session`]: userCall('POST', end),
  ...liveItemEndpoints,
  ...commentEndpoints,
  ...liveMetricEndpoints,
};

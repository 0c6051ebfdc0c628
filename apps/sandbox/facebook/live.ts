import { list, parseJson, text, truth } from '../core/input';
import { hex } from '../core/random';
import { needPage, needPageOrUser } from './caller';
import { newPost } from './posts';
import { paginate } from './paging';
import { GraphRefusal, invalid, missing } from './refusal';
import { newId, type Live, type Page } from './state';
import { graphTime, pageOf, type Edges, type GraphCall, type World } from './world';

const START = ['LIVE_NOW', 'SCHEDULED_LIVE', 'SCHEDULED_UNPUBLISHED', 'UNPUBLISHED'];

/** Begins a broadcast: with its own id, a video id and a post. */
export function startLive(
  world: World,
  page: Page,
  title: string,
  description: string,
  status: string,
): Live {
  const live: Live = {
    id: newId(world.state),
    videoId: newId(world.state),
    postId: newPost(world, page, title, []).id,
    pageId: page.id,
    title,
    description,
    status: status === 'LIVE_NOW' ? 'LIVE' : status,
    createdAt: world.setting.now(),
  };
  world.state.lives[live.id] = live;
  if (live.status === 'LIVE')
    world.hooks.change(page.id, 'live_videos', { id: live.id, status: 'live' });
  return live;
}

export function endLive(world: World, live: Live): void {
  live.status = 'VOD';
  world.setting.changed();
  for (const status of ['live_stopped', 'vod'])
    world.hooks.change(live.pageId, 'live_videos', { id: live.id, status });
}

function liveView(live: Live): Record<string, unknown> {
  return {
    id: live.id,
    status: live.status,
    title: live.title,
    description: live.description,
    creation_time: graphTime(live.createdAt),
    permalink_url: `/${live.pageId}/videos/${live.videoId}/`,
    live_views: live.status === 'LIVE' ? 12 : 0,
    video: { id: live.videoId },
  };
}

function create(call: GraphCall): unknown {
  const { world, params } = call;
  const page = pageOf(world, call.path[0] ?? '');
  needPage(call, page.id);
  const status = text(params['status']) ?? 'UNPUBLISHED';
  if (!START.includes(status)) throw invalid(`status must be one of ${START.join(', ')}`);
  const live = startLive(
    world,
    page,
    text(params['title']) ?? '',
    text(params['description']) ?? '',
    status,
  );
  const key = `rtmp/FB-${live.id}-0-${hex(8)}`;
  call.note([live.id]);
  return {
    id: live.id,
    stream_url: `rtmps://live-api-s.facebook.com:443/${key}`,
    secure_stream_url: `rtmps://live-api-s.facebook.com:443/${key}`,
    stream_secondary_urls: [],
    secure_stream_secondary_urls: [],
  };
}

function listLives(call: GraphCall): unknown {
  const { world, params, query } = call;
  const page = pageOf(world, call.path[0] ?? '');
  needPageOrUser(call, page.id);
  const wanted = params['broadcast_status'];
  const statuses = list(typeof wanted === 'string' ? parseJson(wanted) : wanted);
  const rows = Object.values(world.state.lives)
    .filter((live) => live.pageId === page.id && (!statuses || statuses.includes(live.status)))
    .sort((a, b) => b.createdAt - a.createdAt);
  const link = (after: string) => `${world.url()}/${page.id}/live_videos?after=${after}`;
  const { shown, paging } = paginate(rows, (live) => live.id, query, link);
  return { data: shown.map(liveView), ...(paging ? { paging } : {}) };
}

function ownLive(call: GraphCall): Live {
  const live = call.world.state.lives[call.path[0] ?? ''];
  if (!live) throw missing(call.method, call.path[0] ?? '');
  return live;
}

function update(call: GraphCall): unknown {
  const live = ownLive(call);
  needPage(call, live.pageId);
  if (truth(call.params['end_live_video']) === true) {
    if (live.status !== 'LIVE') throw invalid('The video is not live');
    endLive(call.world, live);
  }
  live.title = text(call.params['title']) ?? live.title;
  return { id: live.id };
}

/** After the end the live object may lose its comments while its post keeps them. */
export function refuseGone(live: Live | undefined): void {
  if (live?.status === 'VOD') {
    throw new GraphRefusal({
      code: 100,
      message: '(#100) Tried accessing nonexisting field (comments) on node type (LiveVideo)',
    });
  }
}

export const pageLiveEdges: Edges = {
  'POST live_videos': { budget: 'pages', run: create },
  'GET live_videos': { budget: 'pages', run: listLives },
};

export const liveEdges: Edges = {
  GET: {
    budget: 'pages',
    run: (call) => {
      const live = ownLive(call);
      needPageOrUser(call, live.pageId);
      return liveView(live);
    },
  },
  POST: { budget: 'pages', run: update },
};

import { text, truth, whole } from '../core/input';
import { needPage, needPageOrUser } from './caller';
import { paginate } from './paging';
import { invalid, missing } from './refusal';
import { newId, type Comment, type Person } from './state';
import { graphTime, type Edges, type GraphCall, type World } from './world';

/** Whose post or live it is; undefined if there is no such object. */
function ownerOf(world: World, objectId: string): string | undefined {
  const { posts, lives, comments } = world.state;
  return posts[objectId]?.pageId ?? lives[objectId]?.pageId ?? comments[objectId]?.pageId;
}

/** A live and its post share their comments. */
function rootOf(world: World, objectId: string): string {
  return world.state.lives[objectId]?.postId ?? objectId;
}

export function commentView(world: World, comment: Comment): Record<string, unknown> {
  const replies = Object.values(world.state.comments).filter((one) => one.parentId === comment.id);
  const person = comment.from && world.state.people[comment.from.id];
  const hideFrom =
    world.state.settings.standardAccess && !person?.role && comment.from?.id !== comment.pageId;
  return {
    id: comment.id,
    message: comment.message,
    created_time: graphTime(comment.createdAt),
    ...(comment.from && !hideFrom ? { from: comment.from } : {}),
    ...(comment.parentId ? { parent: { id: comment.parentId } } : {}),
    can_reply_privately: !comment.privatelyReplied && comment.from?.id !== comment.pageId,
    can_hide: comment.from?.id !== comment.pageId,
    is_hidden: comment.hidden,
    like_count: comment.likes,
    comment_count: replies.length,
    permalink_url: `https://www.facebook.com/${comment.id}`,
  };
}

/** Comments under an object in the order, filter and since asked for. facebook spec §6.2 */
export function commentsUnder(world: World, objectId: string, query: URLSearchParams): Comment[] {
  const live = world.state.lives[objectId];
  const stream = query.get('filter') === 'stream';
  const lossy =
    live !== undefined &&
    (query.get('live_filter') ?? 'filter_low_quality') === 'filter_low_quality';
  const since = sinceMs(query.get('since'));
  const under = world.state.comments[objectId] ? objectId : undefined;
  const root = rootOf(world, objectId);
  return Object.values(world.state.comments)
    .filter((one) =>
      under ? one.parentId === under : one.objectId === root && (stream || !one.parentId),
    )
    .filter((one) => !(lossy && one.lowQuality) && one.createdAt >= since)
    .sort(
      (a, b) => (a.createdAt - b.createdAt || (a.id < b.id ? -1 : 1)) * (isReverse(query) ? -1 : 1),
    );
}

const isReverse = (query: URLSearchParams) => query.get('order') === 'reverse_chronological';

function sinceMs(since: string | null): number {
  if (!since) return 0;
  const at = /^\d+$/.test(since) ? Number(since) * 1000 : Date.parse(since);
  if (Number.isNaN(at)) throw invalid('since is not a date');
  return at;
}

function readComments(call: GraphCall): unknown {
  const { world, query } = call;
  const objectId = call.path[0] ?? '';
  const pageId = ownerOf(world, objectId);
  if (!pageId) throw missing(call.method, objectId);
  needPageOrUser(call, pageId);
  const rows = commentsUnder(world, objectId, query);
  const link = (after: string) => `${world.url()}/${objectId}/comments?after=${after}`;
  const { shown, paging } = paginate(rows, (one) => one.id, query, link);
  call.note(shown.map((one) => one.id));
  const summary = truth(query.get('summary'))
    ? { summary: { total_count: rows.length, order: 'chronological' } }
    : {};
  return {
    data: shown.map((one) => commentView(world, one)),
    ...(paging ? { paging } : {}),
    ...summary,
  };
}

/** The Page's public answer; it comes back as a feed event like everybody's comments. */
function reply(call: GraphCall): unknown {
  const { world, params } = call;
  const objectId = call.path[0] ?? '';
  const pageId = ownerOf(world, objectId);
  if (!pageId) throw missing(call.method, objectId);
  needPage(call, pageId);
  const message = text(params['message']) ?? '';
  if (!message && !params['attachment_url'] && !params['attachment_id'])
    throw invalid('message is required');
  const page = world.state.pages[pageId];
  const comment = addComment(
    world,
    objectId,
    pageId,
    { id: pageId, name: page?.name ?? '' },
    message,
  );
  call.note([comment.id]);
  return { id: comment.id };
}

/** Puts a comment under a post, a live or another comment, and tells the app. */
export function addComment(
  world: World,
  objectId: string,
  pageId: string,
  from: { id: string; name: string } | undefined,
  message: string,
): Comment {
  const parent = world.state.comments[objectId];
  const root = parent?.objectId ?? rootOf(world, objectId);
  const comment: Comment = {
    id: `${root.split('_').at(-1)}_${newId(world.state)}`,
    objectId: root,
    pageId,
    parentId: parent?.id,
    from,
    message,
    createdAt: world.setting.now(),
    hidden: false,
    lowQuality: message.trim().length <= 2,
    privatelyReplied: false,
    likes: 0,
  };
  world.state.comments[comment.id] = comment;
  world.setting.changed();
  commentEvent(world, comment, 'add');
  return comment;
}

/** The `feed` change of a comment. facebook spec §7.4 */
export function commentEvent(
  world: World,
  comment: Comment,
  verb: 'add' | 'edited' | 'remove' | 'hide' | 'unhide',
): void {
  const { standardAccess } = world.state.settings;
  const person = comment.from && world.state.people[comment.from.id];
  const from =
    comment.from && (!standardAccess || person?.role || comment.from.id === comment.pageId)
      ? comment.from
      : undefined;
  const post = world.state.posts[comment.objectId];
  world.hooks.change(comment.pageId, 'feed', {
    ...(from ? { from } : {}),
    post: {
      status_type: post?.photoIds.length ? 'added_photos' : 'mobile_status_update',
      is_published: post?.published ?? true,
      updated_time: graphTime(world.setting.now()),
      permalink_url: `https://www.facebook.com/${comment.objectId.replace('_', '/posts/')}`,
      promotion_status: 'inactive',
      id: comment.objectId,
    },
    message: comment.message,
    post_id: comment.objectId,
    comment_id: comment.id,
    created_time: Math.floor(comment.createdAt / 1000),
    item: 'comment',
    parent_id: comment.parentId ?? comment.objectId,
    verb,
  });
}

export function removeComment(world: World, comment: Comment): void {
  delete world.state.comments[comment.id];
  world.setting.changed();
  commentEvent(world, comment, 'remove');
}

function ownComment(call: GraphCall): Comment {
  const comment = call.world.state.comments[call.path[0] ?? ''];
  if (!comment) throw missing(call.method, call.path[0] ?? '');
  return comment;
}

function changeComment(call: GraphCall): unknown {
  const comment = ownComment(call);
  needPage(call, comment.pageId);
  const { world, params } = call;
  call.note([comment.id]);
  const hide = truth(params['is_hidden']);
  const own = comment.from?.id === comment.pageId;
  if (hide !== undefined) {
    if (own) throw invalid('You can not hide your own comment');
    comment.hidden = hide;
    commentEvent(world, comment, hide ? 'hide' : 'unhide');
  }
  const message = text(params['message']);
  if (message !== undefined) {
    if (!own) throw invalid('Only the author can edit a comment');
    comment.message = message;
    commentEvent(world, comment, 'edited');
  }
  return { success: true };
}

/** A buyer as this Page knows them; made on first sight. The PSID is another number than the id under comments. */
export function personNamed(world: World, pageId: string, name: string, id?: string): Person {
  const known = Object.values(world.state.people).find(
    (one) => one.pageId === pageId && (id === undefined ? one.name === name : one.id === id),
  );
  if (known) return known;
  const person: Person = {
    id: id ?? newId(world.state),
    psid: String(7_000_000_000_000_000 + (whole(newId(world.state)) ?? 0)),
    pageId,
    name,
    lastMessageAt: 0,
    blocked: false,
    role: false,
  };
  world.state.people[person.id] = person;
  return person;
}

export const commentableEdges: Edges = {
  'GET comments': { budget: 'pages', run: readComments },
  'POST comments': { budget: 'pages', run: reply },
};

export const commentEdges: Edges = {
  ...commentableEdges,
  GET: {
    budget: 'pages',
    run: (call) => {
      const comment = ownComment(call);
      needPageOrUser(call, comment.pageId);
      return commentView(call.world, comment);
    },
  },
  POST: { budget: 'pages', run: changeComment },
  DELETE: {
    budget: 'pages',
    run: (call) => {
      const comment = ownComment(call);
      needPage(call, comment.pageId);
      call.note([comment.id]);
      removeComment(call.world, comment);
      return { success: true };
    },
  },
  'POST likes': {
    budget: 'pages',
    run: (call) => {
      const comment = ownComment(call);
      needPage(call, comment.pageId);
      comment.likes += 1;
      return { success: true };
    },
  },
};

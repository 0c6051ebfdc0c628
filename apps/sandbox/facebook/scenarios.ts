import {
  changeSettings,
  ControlRefusal,
  type ChannelDoor,
  type ControlRequest,
} from '../core/door';
import type { StateFault } from '../core/faults';
import { fields, text, truth, type Fields } from '../core/input';
import { reviewOf } from './catalog';
import { settle, waitingBatches } from './catalog-batch';
import { addComment, commentEvent, commentView, personNamed, removeComment } from './comments';
import { endLive, startLive } from './live';
import { receiveMessage } from './messenger';
import { issue, newCode } from './oauth';
import { pictureUrl, publishScheduled } from './posts';
import { addPage, freshState, postsOf, type Page, type Post } from './state';
import { PAGE_FIELDS, subscribeApp } from './subscriptions';
import type { World } from './world';

/** What the control door and the console can do with this simulator. */
export function facebookDoor(world: World, close: () => Promise<void>): ChannelDoor {
  return {
    name: 'facebook',
    title: 'Facebook',
    url: world.url(),
    faults: world.faults,
    buckets: world.buckets,
    journal: world.journal,
    deliveries: world.hooks.deliveries,
    index: () => facebookIndex(world),
    stateFault: (fault, page) => stateFault(world, fault, page),
    setWebhook: async (url, body) => setWebhook(world, url, body),
    settings: () => world.state.settings,
    reset: () => {
      const { app } = world.state;
      Object.assign(world.state, freshState(), { app });
    },
    close,
    routes: {
      'GET pages': () => Object.values(world.state.pages),
      'POST pages': ({ body }) => addPage(world.state, text(body['name']) ?? 'Trang mới'),
      'POST shops': ({ body }) => addPage(world.state, text(body['name']) ?? 'Trang mới'),
      'GET pages/:id/items': (request) => items(world, pageIn(world, request)),
      'GET shops/:id/items': (request) => items(world, pageIn(world, request)),
      'GET pages/:id/posts': (request) => posts(world, pageIn(world, request)),
      'GET pages/:id/messages': (request) => messages(world, pageIn(world, request)),
      'POST pages/:id/comment': (request) => comment(world, request),
      'POST pages/:id/comments/:comment/edit': (request) => editComment(world, request),
      'POST pages/:id/comments/:comment/remove': (request) => dropComment(world, request),
      'POST pages/:id/message': (request) => message(world, request),
      'POST pages/:id/people': (request) => person(world, request),
      'POST pages/:id/items/:sku/review': (request) => review(world, request),
      'POST pages/:id/live': (request) =>
        startLive(
          world,
          pageIn(world, request),
          text(request.body['title']) ?? 'Phiên live',
          '',
          'LIVE_NOW',
        ),
      'POST pages/:id/live/:live/end': (request) => stopLive(world, request),
      'POST authorize': (request) => authorize(world, request.body),
      'POST flush': () => {
        world.hooks.flush();
        return {};
      },
      'POST settings': ({ body }) => changeSettings(world.state.settings, body),
    },
  };
}

function readyMade(world: World, kind: 'user' | 'page', pageId?: string): string {
  const pageIds = Object.keys(world.state.pages);
  for (const [name, token] of Object.entries(world.state.tokens)) {
    const same = token.readyMade && token.kind === kind && token.pageId === pageId && !token.dead;
    if (same && (kind === 'page' || token.pageIds?.length === pageIds.length)) return name;
  }
  return issue(world, {
    kind,
    pageId,
    pageIds: kind === 'user' ? pageIds : undefined,
    expiresAt: 0,
    readyMade: true,
  });
}

function facebookIndex(world: World): Record<string, unknown> {
  const { app, pages, user, business, subscription, settings } = world.state;
  const listed = Object.values(pages).map((page) => ({
    page_id: page.id,
    name: page.name,
    catalog_id: page.catalogId,
    page_access_token: readyMade(world, 'page', page.id),
    subscribed_fields: page.subscribedFields ?? [],
  }));
  return {
    baseUrl: world.url(),
    version: 'v26.0',
    authUrl: `${world.url()}/v26.0/dialog/oauth`,
    app_id: app.appId,
    app_secret: app.appSecret,
    verify_token: app.verifyToken,
    user_id: user.id,
    user_access_token: readyMade(world, 'user'),
    business_id: business.id,
    page_id: listed[0]?.page_id,
    page_access_token: listed[0]?.page_access_token,
    catalog_id: listed[0]?.catalog_id,
    pages: listed,
    callback_url: subscription?.callbackUrl ?? '',
    limits: world.buckets.kinds(),
    settings,
  };
}

/** Tokens that stand for this Page die: 463 expired, 458 app removed. The user's too if no Page is named. */
function stateFault(world: World, fault: StateFault, pageId: string | undefined): void {
  if (pageId !== undefined && !world.state.pages[pageId])
    throw new ControlRefusal(`no page ${pageId}`, 404);
  const subcode = fault === 'expired-token' ? 463 : 458;
  for (const token of Object.values(world.state.tokens)) {
    const meant =
      pageId === undefined || token.pageId === pageId || token.pageIds?.join() === pageId;
    if (meant) token.dead ??= subcode;
  }
  world.setting.changed();
}

async function setWebhook(
  world: World,
  url: string,
  body: Fields,
): Promise<Record<string, unknown>> {
  const verifyToken = text(body['verify_token']) ?? world.state.app.verifyToken;
  if (url === '') world.state.subscription = null;
  else if (truth(body['force']))
    world.state.subscription = { callbackUrl: url, fields: PAGE_FIELDS, verifyToken };
  else if (!(await subscribeApp(world, url, verifyToken, PAGE_FIELDS))) {
    throw new ControlRefusal(
      'the url did not answer the handshake (hub.challenge) with 200 and the challenge',
      422,
    );
  }
  // The Pages' own subscription is a second step, which a client must take itself; on request it is taken here.
  if (truth(body['pages']))
    for (const page of Object.values(world.state.pages)) page.subscribedFields = PAGE_FIELDS;
  return { callback_url: world.state.subscription?.callbackUrl ?? '' };
}

function pageIn(world: World, { params }: ControlRequest): Page {
  const page = world.state.pages[params['id'] ?? ''];
  if (!page) throw new ControlRefusal(`no page ${params['id']}`, 404);
  return page;
}

function items(world: World, page: Page): unknown[] {
  settle(world);
  const catalog = world.state.catalogs[page.catalogId];
  return Object.values(catalog?.items ?? {}).map((item) => ({
    id: item.id,
    sku: item.retailerId,
    name: item.data['title'],
    price: item.data['price'],
    stock: item.data['quantity_to_sell_on_facebook'] ?? item.data['inventory'] ?? null,
    status: item.data['availability'],
    visibility: item.data['visibility'] ?? 'published',
    image: item.data['image_link'],
    link: item.data['link'],
    imageStatus: item.imageStatus,
    review: reviewOf(world, item),
    waitingBatches: waitingBatches(world, page.catalogId),
  }));
}

function posts(world: World, page: Page): unknown[] {
  publishScheduled(world);
  return postsOf(world.state, page.id).map((post) => postOnPage(world, post));
}

function postOnPage(world: World, post: Post) {
  const photos = post.photoIds
    .map((id) => world.state.photos[id])
    .filter((one) => one !== undefined);
  const under = Object.values(world.state.comments).filter((one) => one.objectId === post.id);
  return {
    id: post.id,
    message: post.message,
    link: post.link,
    published: post.published,
    photos: photos.map((photo) => pictureUrl(world, photo)),
    comments: under.map((one) => commentView(world, one)),
    createdAt: post.createdAt,
  };
}

function messages(world: World, page: Page): unknown[] {
  return world.state.messages
    .filter((one) => one.pageId === page.id)
    .map((one) => ({ ...one, name: nameOf(world, one.psid) }));
}

function nameOf(world: World, psid: string): string {
  return Object.values(world.state.people).find((one) => one.psid === psid)?.name ?? '';
}

function comment(world: World, request: ControlRequest): unknown {
  const page = pageIn(world, request);
  const { body } = request;
  const objectId =
    text(body['commentId']) ||
    text(body['liveId']) ||
    text(body['postId']) ||
    postsOf(world.state, page.id)[0]?.id;
  const { posts: known, lives, comments } = world.state;
  const owner = objectId && (known[objectId] ?? lives[objectId] ?? comments[objectId])?.pageId;
  if (!objectId || owner !== page.id)
    throw new ControlRefusal('no such post on this Page; post something first', 404);
  const said = text(body['message']) ?? '';
  if (!said) throw new ControlRefusal('message is needed');
  const from = fields(body['from']);
  const name = text(from['name']) ?? text(body['name']);
  const author =
    name === undefined && body['from'] === null
      ? undefined
      : personNamed(world, page.id, name ?? 'Lê Thị Hồng', text(from['id']));
  const made = addComment(
    world,
    objectId,
    page.id,
    author && { id: author.id, name: author.name },
    said,
  );
  return { ...commentView(world, made), post_id: made.objectId };
}

function commentIn(world: World, request: ControlRequest) {
  const found = world.state.comments[request.params['comment'] ?? ''];
  if (!found || found.pageId !== pageIn(world, request).id)
    throw new ControlRefusal('no such comment', 404);
  return found;
}

function editComment(world: World, request: ControlRequest): unknown {
  const found = commentIn(world, request);
  found.message = text(request.body['message']) ?? found.message;
  commentEvent(world, found, 'edited');
  return commentView(world, found);
}

function dropComment(world: World, request: ControlRequest): unknown {
  removeComment(world, commentIn(world, request));
  return {};
}

function message(world: World, request: ControlRequest): unknown {
  const page = pageIn(world, request);
  const said = text(request.body['text']) ?? '';
  if (!said) throw new ControlRefusal('text is needed');
  const from = request.body['from'];
  const psid = text(request.body['psid']);
  const known =
    psid &&
    Object.values(world.state.people).find((one) => one.pageId === page.id && one.psid === psid);
  const name = text(from) ?? text(fields(from)['name']) ?? 'Lê Thị Hồng';
  const author = known || personNamed(world, page.id, name, text(fields(from)['id']));
  return { ...receiveMessage(world, page, author, said), person: author };
}

/** Makes a person, or changes one: `{name, blocked?, role?}`. */
function person(world: World, request: ControlRequest): unknown {
  const found = personNamed(
    world,
    pageIn(world, request).id,
    text(request.body['name']) ?? 'Lê Thị Hồng',
  );
  found.blocked = truth(request.body['blocked']) ?? found.blocked;
  found.role = truth(request.body['role']) ?? found.role;
  return found;
}

function review(world: World, request: ControlRequest): unknown {
  const item =
    world.state.catalogs[pageIn(world, request).catalogId]?.items[request.params['sku'] ?? ''];
  const status = text(request.body['status']);
  if (!item) throw new ControlRefusal('no such item', 404);
  if (status !== 'approved' && status !== 'rejected' && status !== 'pending')
    throw new ControlRefusal('status: approved, rejected or pending');
  item.review = status;
  item.rejectReason = text(request.body['reason']);
  if (status === 'pending') item.reviewAt = Number.MAX_SAFE_INTEGER;
  return item;
}

function stopLive(world: World, request: ControlRequest): unknown {
  const live = world.state.lives[request.params['live'] ?? ''];
  if (!live || live.pageId !== pageIn(world, request).id)
    throw new ControlRefusal('no such live', 404);
  endLive(world, live);
  return live;
}

/** The user's click in the login dialog, for tests without a browser. */
function authorize(world: World, body: Fields): unknown {
  const to = text(body['redirect_uri']);
  if (!to || !URL.canParse(to)) throw new ControlRefusal('redirect_uri is needed');
  const wanted = Array.isArray(body['page_ids'])
    ? body['page_ids'].map(String)
    : Object.keys(world.state.pages);
  const code = newCode(
    world,
    to,
    wanted.filter((id) => world.state.pages[id]),
  );
  const target = new URL(to);
  target.searchParams.set('code', code);
  const state = text(body['state']);
  if (state) target.searchParams.set('state', state);
  return { code, location: target.toString() };
}

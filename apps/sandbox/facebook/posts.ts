import { fields, list, parseJson, text, truth, whole } from '../core/input';
import { hex } from '../core/random';
import { needPage, needPageOrUser } from './caller';
import { fetchPicture, pictureType } from './fetch-picture';
import { publicAddress } from './item-checks';
import { paginate } from './paging';
import { GraphRefusal, invalid, missing } from './refusal';
import { newId, postsOf, type Page, type Photo, type Post } from './state';
import { graphTime, pageOf, type Edges, type GraphCall, type World } from './world';

const TEN_MINUTES = 600_000;
const SEVENTY_FIVE_DAYS = 75 * 86_400_000;

function targetPage(call: GraphCall): Page {
  const page = pageOf(call.world, call.path[0] ?? '');
  needPage(call, page.id);
  return page;
}

/** `POST /{page}/photos`: a url Meta fetches, or the file itself. */
async function addPhoto(call: GraphCall): Promise<unknown> {
  const { world, params } = call;
  const page = targetPage(call);
  const published = truth(params['published']) ?? true;
  const caption = text(params['message']) ?? text(params['caption']) ?? '';
  const photo: Photo = {
    id: newId(world.state),
    pageId: page.id,
    type: 'image/jpeg',
    caption,
    published,
    createdAt: world.setting.now(),
    ...(await takePicture(call)),
  };
  if (published) {
    refuseRepeat(world, page.id, caption, [photo.url ?? photo.file ?? '']);
    photo.postId = newPost(world, page, caption, [photo.id]).id;
  }
  world.state.photos[photo.id] = photo;
  call.note([photo.id]);
  return { id: photo.id, ...(photo.postId ? { post_id: photo.postId } : {}) };
}

async function takePicture({
  world,
  params,
}: GraphCall): Promise<Pick<Photo, 'url' | 'file'> & { type?: string }> {
  const source = params['source'];
  if (source instanceof Blob) {
    const bytes = Buffer.from(await source.arrayBuffer());
    const type = pictureType(bytes);
    if (!type)
      throw new GraphRefusal({ code: 324, message: '(#324) Missing or invalid image file' });
    return { file: keep(world, bytes), type };
  }
  const url = text(params['url']);
  if (!url) throw new GraphRefusal({ code: 324, message: '(#324) Requires upload file' });
  if (!publicAddress(url)) throw invalid('url should represent a valid URL');
  const fetched = await fetchPicture(url);
  if (fetched.how === 'failed') {
    throw new GraphRefusal({
      code: 324,
      subcode: 2069019,
      message: '(#324) Missing or invalid image file',
    });
  }
  return fetched.how === 'fetched'
    ? { url, file: keep(world, fetched.bytes), type: fetched.type }
    : { url };
}

function keep(world: World, bytes: Buffer): string {
  const name = `photo-${hex(12)}`;
  world.setting.media.put(name, bytes);
  return name;
}

/** `POST /{page}/feed`: text, link, photos uploaded before; now or later. */
function addPost(call: GraphCall): unknown {
  const { world, params } = call;
  const page = targetPage(call);
  const message = text(params['message']) ?? '';
  const link = text(params['link']);
  const photoIds = attached(call, page);
  if (!message && !link && photoIds.length === 0)
    throw invalid('Your post must have a message, a link or media.');
  if (link && !publicAddress(link)) {
    throw new GraphRefusal({ code: 1609005, message: '(#1609005) The link could not be scraped.' });
  }
  refuseRepeat(world, page.id, message, photoIds);
  const scheduledAt = schedule(call);
  const post = newPost(world, page, message, photoIds, link);
  post.published = (truth(params['published']) ?? true) && scheduledAt === undefined;
  post.scheduledAt = scheduledAt;
  for (const id of photoIds) {
    const photo = world.state.photos[id];
    if (photo) photo.postId = post.id;
  }
  call.note([post.id]);
  return { id: post.id };
}

/** `attached_media` as a list, as JSON text, or as `attached_media[0]`, `attached_media[1]`… */
function attached({ params, world }: GraphCall, page: Page): string[] {
  const given = params['attached_media'];
  const media =
    list(typeof given === 'string' ? parseJson(given) : given) ??
    Object.keys(params)
      .filter((key) => /^attached_media\[\d+\]$/.test(key))
      .sort()
      .map((key) => (typeof params[key] === 'string' ? parseJson(params[key]) : params[key]));
  return media.map((one) => {
    const id = text(fields(one)['media_fbid']) ?? '';
    const photo = world.state.photos[id];
    if (!photo || photo.pageId !== page.id) throw invalid(`Invalid media_fbid ${id}`);
    if (photo.published || photo.postId) throw invalid(`Photo ${id} has already been posted.`);
    return id;
  });
}

function schedule({ params, world }: GraphCall): number | undefined {
  const given = params['scheduled_publish_time'];
  if (given === undefined) return undefined;
  const at = (whole(given) ?? Number.NaN) * 1000;
  const ahead = at - world.setting.now();
  if (truth(params['published']) !== false)
    throw invalid('A scheduled post must have published=false.');
  if (!(ahead >= TEN_MINUTES && ahead <= SEVENTY_FIVE_DAYS)) {
    throw invalid('The specified scheduled publish time is invalid.');
  }
  return at;
}

/** The same thing twice in a row is error 506. */
function refuseRepeat(world: World, pageId: string, message: string, pictures: string[]): void {
  const last = postsOf(world.state, pageId)[0];
  if (!last || last.message !== message || !message) return;
  const shown = last.photoIds.map(
    (id) => world.state.photos[id]?.url ?? world.state.photos[id]?.file ?? id,
  );
  const same = pictures.map(
    (one) => world.state.photos[one]?.url ?? world.state.photos[one]?.file ?? one,
  );
  if (shown.join() !== same.join()) return;
  throw new GraphRefusal({
    code: 506,
    message: '(#506) Duplicate status message',
    title: 'Duplicate Status Update',
  });
}

export function newPost(
  world: World,
  page: Page,
  message: string,
  photoIds: string[],
  link?: string,
): Post {
  const now = world.setting.now();
  const id = `${page.id}_${newId(world.state)}`;
  const post: Post = {
    id,
    pageId: page.id,
    message,
    link,
    photoIds,
    published: true,
    createdAt: now,
    updatedAt: now,
  };
  world.state.posts[id] = post;
  world.setting.changed();
  return post;
}

export function pictureUrl(world: World, photo: Photo): string {
  return photo.file ? `${world.url()}/picture/${photo.id}` : (photo.url ?? '');
}

function postView(world: World, post: Post): Record<string, unknown> {
  const photos = post.photoIds
    .map((id) => world.state.photos[id])
    .filter((one) => one !== undefined);
  const page = pageOf(world, post.pageId);
  return {
    id: post.id,
    message: post.message,
    created_time: graphTime(post.createdAt),
    updated_time: graphTime(post.updatedAt),
    from: { id: page.id, name: page.name },
    is_published: post.published,
    scheduled_publish_time:
      post.scheduledAt === undefined ? undefined : Math.floor(post.scheduledAt / 1000),
    status_type: photos.length > 0 ? 'added_photos' : 'mobile_status_update',
    permalink_url: `https://www.facebook.com/${post.id.replace('_', '/posts/')}`,
    full_picture: photos[0] ? pictureUrl(world, photos[0]) : undefined,
    attachments: {
      data: photos.map((photo) => ({
        media_type: 'photo',
        target: { id: photo.id },
        media: { image: { src: pictureUrl(world, photo) } },
      })),
    },
  };
}

function feed(call: GraphCall, publishedOnly: boolean): unknown {
  const { world, query } = call;
  const page = pageOf(world, call.path[0] ?? '');
  needPageOrUser(call, page.id);
  publishScheduled(world);
  const posts = postsOf(world.state, page.id).filter((post) => post.published || !publishedOnly);
  const link = (after: string) => `${world.url()}/${page.id}/feed?after=${after}`;
  const { shown, paging } = paginate(posts, (post) => post.id, query, link);
  return { data: shown.map((post) => postView(world, post)), ...(paging ? { paging } : {}) };
}

/** Scheduled posts whose time has come are live from then on. */
export function publishScheduled(world: World): void {
  const now = world.setting.now();
  for (const post of Object.values(world.state.posts)) {
    if (post.published || post.scheduledAt === undefined || post.scheduledAt > now) continue;
    Object.assign(post, { published: true, createdAt: post.scheduledAt, scheduledAt: undefined });
    world.setting.changed();
  }
}

export const pagePostEdges: Edges = {
  'POST photos': { budget: 'pages', run: addPhoto },
  'POST feed': { budget: 'pages', run: addPost },
  'GET feed': { budget: 'pages', run: (call) => feed(call, true) },
  'GET posts': { budget: 'pages', run: (call) => feed(call, true) },
  'GET published_posts': { budget: 'pages', run: (call) => feed(call, true) },
  'GET scheduled_posts': { budget: 'pages', run: (call) => feed(call, false) },
};

function ownPost(call: GraphCall): Post {
  publishScheduled(call.world);
  const post = call.world.state.posts[call.path[0] ?? ''];
  if (!post) throw missing(call.method, call.path[0] ?? '');
  return post;
}

export const postEdges: Edges = {
  GET: {
    budget: 'pages',
    run: (call) => {
      const post = ownPost(call);
      needPageOrUser(call, post.pageId);
      return postView(call.world, post);
    },
  },
  POST: {
    budget: 'pages',
    run: (call) => {
      const post = ownPost(call);
      needPage(call, post.pageId);
      post.message = text(call.params['message']) ?? post.message;
      if (truth(call.params['is_published']) === true)
        Object.assign(post, { published: true, scheduledAt: undefined });
      post.updatedAt = call.world.setting.now();
      call.note([post.id]);
      return { success: true };
    },
  },
  DELETE: {
    budget: 'pages',
    run: (call) => {
      const post = ownPost(call);
      needPage(call, post.pageId);
      delete call.world.state.posts[post.id];
      call.note([post.id]);
      return { success: true };
    },
  },
};

export const photoEdges: Edges = {
  GET: {
    budget: 'pages',
    run: (call) => {
      const photo = call.world.state.photos[call.path[0] ?? ''];
      if (!photo) throw missing(call.method, call.path[0] ?? '');
      needPageOrUser(call, photo.pageId);
      const source = pictureUrl(call.world, photo);
      return {
        id: photo.id,
        name: photo.caption,
        created_time: graphTime(photo.createdAt),
        images: [{ source }],
        page_story_id: photo.postId,
      };
    },
  },
};

import { createHash } from 'node:crypto';
import {
  ChannelFailure,
  idText,
  looseList,
  looseText,
  type ItemOutcome,
  type KeylessOutcome,
  type ListingRefs,
  type ProductSnapshot,
  type PushItem,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsPage, type GraphCall } from './call';
import { facebookDescriptor } from './facebook.descriptor';
import { isPostOf, postText } from './post-text';

type Memory = Record<string, string>;

/** How far back an earlier post is looked for. */
const LOOK_BACK_POSTS = '25';
const LOOK_AGAIN_MS = 60_000;
const DEFAULT_POST_URL = 'https://www.facebook.com/{page}/posts/{post}';

/**
 * Brings the product's one post to its newest text, or makes it. `memory` holds the post's id and a digest of the text.
 * Photos belong to the first publication: a post's photos cannot be changed afterwards.
 */
export async function pushPost(
  access: ShopAccess,
  { key, product, mayExist }: PushItem,
): Promise<ItemOutcome> {
  const text = postText(product);
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 16);
  const memory: Memory = { ...product.memory };
  const known = memory['postId'] || (mayExist ? await findPost(access, product) : null);
  if (known) {
    if (known === memory['postId'] && memory['postText'] === digest)
      return { key, kind: 'unchanged' };
    return {
      key,
      ...(await rewrite(access, known, text, { ...memory, postId: known, postText: digest })),
    };
  }
  if (product.hidden) return { key, kind: 'unchanged' };
  if (product.photos.length === 0) {
    return {
      key,
      kind: 'rejected',
      reason: { key: 'missing_photo', code: 'missing_photo', field: 'photos' },
    };
  }
  const postId = await publish(access, product, text);
  if (!postId) return { key, kind: 'deferred', retryAfterMs: LOOK_AGAIN_MS };
  return {
    key,
    kind: 'accepted',
    refs: refsOf(access, postId, { ...memory, postId, postText: digest }),
  };
}

function pageCall(access: ShopAccess, call: Omit<GraphCall, 'limit' | 'objectId'>): GraphCall {
  return { ...call, limit: 'page', objectId: access.externalShopId };
}

const made = z.looseObject({ id: idText });
const success = z.looseObject({ success: z.boolean().nullish() });
const feed = z.looseObject({ data: looseList(z.looseObject({ id: idText, message: looseText })) });

/** The Page's newest post of this product. facebook spec §8: read before writing again. */
async function findPost(access: ShopAccess, product: ProductSnapshot): Promise<string | null> {
  const query: [string, string][] = [
    ['fields', 'id,message,created_time'],
    ['limit', LOOK_BACK_POSTS],
  ];
  const call = pageCall(access, {
    path: `${access.externalShopId}/feed`,
    name: 'page feed',
    query,
  });
  const { data } = await askAsPage(access, call, feed);
  return data.find((post) => isPostOf(product, post.message))?.id ?? null;
}

/** Photos unpublished first, then one post that shows them. facebook spec §5 */
async function publish(
  access: ShopAccess,
  product: ProductSnapshot,
  message: string,
): Promise<string | null> {
  const photoIds: string[] = [];
  for (const photo of product.photos.slice(0, facebookDescriptor.photos.max)) {
    const multipart = [
      {
        name: 'source',
        value: await photo.jpeg(),
        filename: 'photo.jpg',
        contentType: 'image/jpeg',
      },
      { name: 'published', value: 'false' },
    ];
    const call = {
      path: `${access.externalShopId}/photos`,
      name: 'page photos',
      body: { multipart },
      timeoutMs: 60_000,
    };
    photoIds.push(
      (await askAsPage(access, pageCall(access, { method: 'POST', ...call }), made)).id,
    );
  }
  const json = { message, attached_media: photoIds.map((id) => ({ media_fbid: id })) };
  const call = {
    path: `${access.externalShopId}/feed`,
    name: 'page feed publish',
    body: { json },
    timeoutMs: 30_000,
  };
  try {
    return (await askAsPage(access, pageCall(access, { method: 'POST', ...call }), made)).id;
  } catch (error) {
    // 506: the same post stands there already, so it is the one. facebook spec §2
    if (error instanceof ChannelFailure && error.kind === 'duplicate')
      return findPost(access, product);
    throw error;
  }
}

async function rewrite(
  access: ShopAccess,
  postId: string,
  message: string,
  memory: Memory,
): Promise<KeylessOutcome> {
  const call = {
    method: 'POST' as const,
    path: postId,
    name: 'post update',
    body: { json: { message } },
  };
  try {
    await askAsPage(access, pageCall(access, call), success);
    return { kind: 'accepted', refs: refsOf(access, postId, memory) };
  } catch (error) {
    if (!(error instanceof ChannelFailure) || error.kind !== 'notFound') throw error;
    // Deleted on the Page, perhaps on purpose: a person decides; "post again" then makes a new one.
    return {
      kind: 'rejected',
      reason: { key: 'gone', code: error.detail.code },
      refs: { memory: { ...memory, postId: '' } },
    };
  }
}

/** `post_url` is a template of the app's operator for where people see a post. */
function refsOf(access: ShopAccess, postId: string, memory: Memory): ListingRefs {
  const [page = access.externalShopId, post = postId] = postId.split('_');
  const viewUrl = (access.app['post_url'] ?? DEFAULT_POST_URL)
    .replace('{page}', page)
    .replace('{post}', post);
  return { externalItemId: postId, memory, viewUrl };
}

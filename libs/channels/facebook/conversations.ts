import {
  ChannelFailure,
  idText,
  looseList,
  looseText,
  type ChannelMessage,
  type ConversationsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsPage } from './call';
import { authorOf, graphTimeAt, personSchema } from './message-read';

/** The Page's newest posts, on which new comments are looked for. */
const POSTS = '25';
const COMMENTS = 50;
const COMMENT_FIELDS = 'id,from{id,name},message,created_time,parent{id}';
const MESSAGE_FIELDS = 'messages{id,message,from,to,created_time}';

const comment = z.looseObject({
  id: z.string(),
  from: personSchema,
  message: looseText,
  created_time: looseText,
});
const paging = z
  .looseObject({ next: looseText, cursors: z.looseObject({ after: looseText }).nullish() })
  .nullish()
  .catch(null);
const commentPage = z.looseObject({ data: looseList(comment), paging });
const feedPage = z.looseObject({
  data: looseList(z.looseObject({ id: idText, comments: commentPage.nullish().catch(null) })),
});
const talk = z.looseObject({
  id: idText,
  updated_time: looseText,
  messages: z
    .looseObject({
      data: looseList(
        z.looseObject({
          id: z.string(),
          message: looseText,
          created_time: looseText,
          from: personSchema,
          to: z
            .looseObject({ data: looseList(z.looseObject({ id: idText })) })
            .nullish()
            .catch(null),
        }),
      ),
    })
    .nullish()
    .catch(null),
});
const talksPage = z.looseObject({ data: looseList(talk), paging });

/**
 * What is still to be read of one window. First all posts at once, with their newest comments; then, one by one, the posts
 * that had more of them; at last the conversations.
 */
const cursorSchema = z.object({ posts: z.array(z.string()), after: z.string().nullable() });
type Cursor = z.infer<typeof cursorSchema>;
type Page = { messages: ChannelMessage[]; next: string };

export function facebookConversations(access: ShopAccess): ConversationsClient {
  return {
    async pull({ fromAt, toAt }, cursor) {
      const page = await readPage(access, fromAt, cursor);
      return {
        ...page,
        messages: page.messages.filter((one) => one.at >= fromAt && one.at <= toAt),
      };
    },
  };
}

function readPage(access: ShopAccess, fromAt: number, cursor: string): Promise<Page> {
  if (cursor === '') return readFeed(access, fromAt);
  const read = cursorSchema.safeParse(
    JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8')),
  );
  if (!read.success) throw new RangeError('not a cursor of conversations');
  const [postId, ...others] = read.data.posts;
  return postId
    ? readPost(access, fromAt, postId, others, read.data.after)
    : readTalks(access, fromAt, read.data.after);
}

function cursorText(cursor: Cursor): string {
  return Buffer.from(JSON.stringify(cursor)).toString('base64url');
}

/** Replies too, newest first, none left out as "low quality". facebook spec §6.2 */
async function readFeed(access: ShopAccess, fromAt: number): Promise<Page> {
  const asked = `filter(stream).order(reverse_chronological).since(${sinceOf(fromAt)}).limit(${COMMENTS})`;
  const query: [string, string][] = [
    ['fields', `id,comments.${asked}{${COMMENT_FIELDS}}`],
    ['limit', POSTS],
  ];
  const call = {
    path: `${access.externalShopId}/feed`,
    name: 'page comments',
    query,
    ...pageBudget(access),
  };
  const { data } = await askAsPage(access, call, feedPage);
  const full = data
    .filter((post) => (post.comments?.data.length ?? 0) >= COMMENTS)
    .map((post) => post.id);
  return {
    messages: data.flatMap((post) =>
      (post.comments?.data ?? []).map((one) => fromComment(access, post.id, one)),
    ),
    next: cursorText({ posts: full, after: null }),
  };
}

const sinceOf = (fromAt: number) => Math.floor(fromAt / 1000);
const pageBudget = (access: ShopAccess) => ({
  limit: 'page' as const,
  objectId: access.externalShopId,
});

/** All comments of a busy post, page by page. A post deleted meanwhile has none. */
async function readPost(
  access: ShopAccess,
  fromAt: number,
  postId: string,
  others: string[],
  after: string | null,
): Promise<Page> {
  const query: [string, string][] = [
    ['filter', 'stream'],
    ['live_filter', 'no_filter'],
    ['order', 'chronological'],
    ['since', String(sinceOf(fromAt))],
    ['limit', '100'],
    ['fields', COMMENT_FIELDS],
    ...(after ? ([['after', after]] as [string, string][]) : []),
  ];
  const call = { path: `${postId}/comments`, name: 'post comments', query, ...pageBudget(access) };
  try {
    const page = await askAsPage(access, call, commentPage);
    const more = page.paging?.next ? (page.paging.cursors?.after ?? null) : null;
    return {
      messages: page.data.map((one) => fromComment(access, postId, one)),
      next: cursorText(
        more ? { posts: [postId, ...others], after: more } : { posts: others, after: null },
      ),
    };
  } catch (error) {
    if (!(error instanceof ChannelFailure) || error.kind !== 'notFound') throw error;
    return { messages: [], next: cursorText({ posts: others, after: null }) };
  }
}

/** Conversations come newest first: the first one without news in the window is the last to read. facebook spec §7.5 */
async function readTalks(access: ShopAccess, fromAt: number, after: string | null): Promise<Page> {
  const query: [string, string][] = [
    ['fields', `id,updated_time,${MESSAGE_FIELDS}`],
    ['limit', '25'],
    ...(after ? ([['after', after]] as [string, string][]) : []),
  ];
  const call = {
    path: `${access.externalShopId}/conversations`,
    name: 'page conversations',
    query,
    limit: 'conversations' as const,
    objectId: access.externalShopId,
  };
  const { data, paging: more } = await askAsPage(access, call, talksPage);
  const isOld = data.some(
    (one) => one.updated_time !== null && graphTimeAt(one.updated_time) < fromAt,
  );
  const next = more?.next && !isOld ? more.cursors?.after : null;
  return {
    messages: data.flatMap((one) =>
      (one.messages?.data ?? []).map((message) => fromMessage(access, one.id, message)),
    ),
    next: next ? cursorText({ posts: [], after: next }) : '',
  };
}

function fromComment(
  access: ShopAccess,
  postId: string,
  one: z.infer<typeof comment>,
): ChannelMessage {
  return {
    externalId: one.id,
    kind: 'comment',
    threadId: postId,
    from: authorOf(one.from),
    text: one.message ?? '',
    at: graphTimeAt(one.created_time),
    ours: one.from?.id === access.externalShopId,
  };
}

type TalkMessage = NonNullable<z.infer<typeof talk>['messages']>['data'][number];

/** A thread is named by the buyer, as in webhooks, which do not tell the conversation's id. */
function fromMessage(access: ShopAccess, talkId: string, one: TalkMessage): ChannelMessage {
  const ours = one.from?.id === access.externalShopId;
  const buyerId = ours
    ? one.to?.data.find((person) => person.id !== access.externalShopId)?.id
    : one.from?.id;
  return {
    externalId: one.id,
    kind: 'message',
    threadId: buyerId ?? talkId,
    from: authorOf(one.from),
    text: one.message ?? '',
    at: graphTimeAt(one.created_time),
    ours,
  };
}

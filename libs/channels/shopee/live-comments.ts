import {
  ChannelFailure,
  exactInteger,
  idText,
  looseList,
  looseText,
  type ChannelMessage,
  type LiveComments,
  type SentMessage,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyAnswer, inResponse } from './call';
import { askAsUser, type LiveCaller } from './live-call';
import { momentOf, sessionJson, sessionQuery } from './live-sessions';
import { shopeeDescriptor } from './shopee.descriptor';

const KEPT_MS = shopeeDescriptor.live.commentsKeptMs;
/** Ids stay known for longer than a comment is given out, whatever the two clocks say. */
const KNOWN_MS = 3 * KEPT_MS;
const MOST_PAGES = 10;

const comment = z.looseObject({
  comment_id: idText,
  content: looseText,
  timestamp: z.number(),
  user_id: looseText,
  username: looseText,
});
type Comment = z.infer<typeof comment>;
const page = inResponse(
  z.looseObject({ next_offset: z.number().nullish().catch(null), list: looseList(comment) }),
);

/** When we listened last, and which comments were given since, with the time each was given. */
const cursorSchema = z.object({
  at: z.number(),
  known: z.array(z.tuple([z.string(), z.number()])),
});
type Cursor = z.infer<typeof cursorSchema>;

function cursorOf(text: string): Cursor | null {
  if (text === '') return null;
  return cursorSchema.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
}

const toCursor = (cursor: Cursor) => Buffer.from(JSON.stringify(cursor)).toString('base64url');

/**
 * What was written in the last seconds, as often as it is asked for: told apart by comment_id. Where `offset` goes on from is
 * not described, so each call begins at 0 and reads on until nothing new comes. shopee spec §8
 */
export async function comments(
  caller: LiveCaller,
  sessionId: string,
  cursor: string,
): Promise<LiveComments> {
  const before = cursorOf(cursor);
  const at = caller.access.now();
  const known = new Map((before?.known ?? []).filter(([, givenAt]) => at - givenAt < KNOWN_MS));
  const fresh = new Map<string, Comment>();
  for (let offset = 0, read = 0; read < MOST_PAGES; read += 1) {
    const query: [string, string][] = [...sessionQuery(sessionId), ['offset', String(offset)]];
    const { next_offset: next, list } = await askAsUser(
      caller,
      { path: 'get_latest_comment_list', query },
      page,
    );
    const unseen = list.filter((one) => !fresh.has(one.comment_id));
    for (const one of unseen) fresh.set(one.comment_id, one);
    if (unseen.length === 0 || !next || next <= offset) break;
    offset = next;
  }
  const given = [...fresh.values()]
    .filter((one) => !known.has(one.comment_id))
    .map((one) => read(caller, sessionId, one))
    .sort((a, b) => a.at - b.at);
  for (const id of fresh.keys()) known.set(id, at);
  return {
    comments: given,
    next: toCursor({ at, known: [...known] }),
    lagMs: given[0] ? Math.max(0, at - given[0].at) : 0,
    unheardMs: before ? Math.max(0, at - before.at - KEPT_MS) : 0,
  };
}

function read(caller: LiveCaller, sessionId: string, one: Comment): ChannelMessage {
  return {
    externalId: one.comment_id,
    kind: 'comment',
    threadId: sessionId,
    from: one.user_id ? { externalId: one.user_id, name: one.username ?? '' } : null,
    text: one.content ?? '',
    at: momentOf(one.timestamp) ?? caller.access.now(),
    ours: one.user_id === caller.grant.externalId,
  };
}

const posted = inResponse(z.looseObject({ comment_id: idText }));

/** Nothing tells a repeat from a second comment: what a lost answer leaves open is for the next `comments` to show. */
export async function post(
  caller: LiveCaller,
  sessionId: string,
  content: string,
): Promise<SentMessage> {
  const json = { ...sessionJson(sessionId), content };
  const { comment_id } = await askAsUser(caller, { path: 'post_comment', json }, posted);
  return { externalId: comment_id };
}

export async function silence(
  caller: LiveCaller,
  sessionId: string,
  what: 'ban' | 'unban',
  userId: string,
): Promise<void> {
  if (!/^\d+$/.test(userId)) throw new ChannelFailure('rejected', { code: 'no_user_id' });
  const json = { ...sessionJson(sessionId), [`${what}_user_id`]: exactInteger(userId) };
  await askAsUser(caller, { path: `${what}_user_comment`, json }, anyAnswer);
}

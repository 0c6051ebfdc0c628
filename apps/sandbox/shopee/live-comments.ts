import { text, whole } from '../core/input';
import { dataError, ongoing, userCall } from './live-session';
import { userIdOf, type LiveComment, type LiveSession } from './live-state';
import { paramError } from './refusal';
import { shopOf, type Endpoints, type Outcome, type ShopeeCall, type World } from './world';

const CONTENT_MAX = 150;
/** Words of our own choosing; what the real one takes offence at is not published. */
const SENSITIVE = /cờ bạc|lừa đảo/i;

/** The last seconds only: what nobody asked for in time is gone. */
function latest(call: ShopeeCall): Outcome {
  const { world, query } = call;
  const session = ongoing(call);
  const offset = whole(query.get('offset')) ?? 0;
  if (offset < 0) throw paramError('offset is invalid.');
  const { liveCommentsKeptMs, liveCommentsPage } = world.state.settings;
  const since = world.setting.now() - liveCommentsKeptMs;
  const kept = session.comments.filter((one) => one.atMs > since);
  const page = kept.slice(offset, offset + liveCommentsPage);
  return {
    response: {
      next_offset: offset + page.length,
      list: page.map((one) => ({
        comment_id: one.commentId,
        content: one.content,
        timestamp: Math.floor(one.atMs / 1000),
        user_id: one.userId,
        username: one.username,
      })),
    },
  };
}

export function addComment(
  world: World,
  session: LiveSession,
  from: { userId: number; username: string },
  content: string,
): LiveComment {
  const atMs = world.setting.now();
  const commentId = 900_000_000_000_000 + ++world.state.counters.comment;
  const comment = { commentId, ...from, content, atMs };
  session.comments.push(comment);
  world.setting.changed();
  return comment;
}

function post(call: ShopeeCall): Outcome {
  const session = ongoing(call);
  const content = text(call.body['content']) ?? '';
  if (content === '' || content.length > CONTENT_MAX)
    throw paramError('content must have 1 to 150 letters.');
  if (SENSITIVE.test(content)) throw dataError('The content is sensitive.');
  const shop = shopOf(call);
  const from = { userId: userIdOf(shop), username: shop.name };
  return { response: { comment_id: addComment(call.world, session, from, content).commentId } };
}

function ban(call: ShopeeCall): Outcome {
  const session = ongoing(call);
  const userId = whole(call.body['ban_user_id']);
  if (userId === undefined) throw paramError('ban_user_id is required.');
  session.bannedUserIds = [...new Set([...session.bannedUserIds, userId])];
  return { response: null };
}

function unban(call: ShopeeCall): Outcome {
  const session = ongoing(call);
  const userId = whole(call.body['unban_user_id']);
  if (userId === undefined) throw paramError('unban_user_id is required.');
  session.bannedUserIds = session.bannedUserIds.filter((one) => one !== userId);
  return { response: null };
}

const path = '/api/v2/livestream';

export const commentEndpoints: Endpoints = {
  [`${path}/get_latest_comment_list`]: userCall('GET', latest),
  [`${path}/post_comment`]: userCall('POST', post),
  [`${path}/ban_user_comment`]: userCall('POST', ban),
  [`${path}/unban_user_comment`]: userCall('POST', unban),
};

import { ControlRefusal, type ControlHandler, type ControlRequest } from '../core/door';
import { text } from '../core/input';
import { addComment } from './live-comments';
import { endSession } from './live';
import { sessionsOf, userIdOf, type LiveSession } from './live-state';
import type { Shop } from './state';
import type { World } from './world';

/** What viewers do in a session, and what the streamer does in Shopee's own app. */
export function liveRoutes(
  world: World,
  shopIn: (request: ControlRequest) => Shop,
): Record<string, ControlHandler> {
  const sessionIn = (request: ControlRequest): { shop: Shop; session: LiveSession } => {
    const shop = shopIn(request);
    const session = world.state.live.sessions[request.params['session'] ?? ''];
    if (session?.shopId !== shop.shopId) throw new ControlRefusal('no such session', 404);
    return { shop, session };
  };
  return {
    'GET shops/:id/live': (request) => {
      const shop = shopIn(request);
      return sessionsOf(world.state, shop.shopId).map((session) => show(world, shop, session));
    },
    'POST shops/:id/live/:session/comment': (request) => {
      const { session } = sessionIn(request);
      if (session.status !== 1) throw new ControlRefusal('buổi live chưa chạy hoặc đã xong', 409);
      const from = viewer(world, text(request.body['from']) ?? 'Lê Thị Hồng');
      if (session.bannedUserIds.includes(from.userId))
        throw new ControlRefusal('người này đã bị chặn bình luận', 409);
      return addComment(world, session, from, text(request.body['text']) ?? '');
    },
    'POST shops/:id/live/:session/end': (request) => {
      const { shop, session } = sessionIn(request);
      if (session.status === 1) endSession(world, session);
      return show(world, shop, session);
    },
  };
}

function show(world: World, shop: Shop, session: LiveSession) {
  return {
    sessionId: session.sessionId,
    title: session.title,
    status: session.status,
    isTest: session.isTest,
    items: session.items.map((one) => ({
      itemId: one.itemId,
      name: world.state.items[one.itemId]?.name ?? '',
      isShown: session.shown?.itemId === one.itemId,
    })),
    comments: session.comments.map((one) => ({
      ...one,
      isOurs: one.userId === userIdOf(shop),
      isBanned: session.bannedUserIds.includes(one.userId),
    })),
  };
}

/** The same name is the same viewer, in every session. */
function viewer({ state }: World, username: string): { userId: number; username: string } {
  const known = Object.values(state.live.sessions)
    .flatMap((one) => one.comments)
    .find((one) => one.username === username);
  return { userId: known?.userId ?? 300_000_000 + ++state.counters.buyer, username };
}

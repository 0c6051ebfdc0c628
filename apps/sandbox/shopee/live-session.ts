import { whole } from '../core/input';
import { seconds } from '../core/setting';
import type { LiveSession } from './live-state';
import { paramError, ShopeeRefusal } from './refusal';
import { shopOf, type Endpoint, type ShopeeCall, type World } from './world';

/** Everything that a session refuses has this one code; only the words tell what it is. shopee spec §8 */
export const dataError = (message: string) => new ShopeeRefusal('error_data', message);

/** The caller's own session, named in the query of a GET and in the body of a POST. */
export function sessionOf(call: ShopeeCall): LiveSession {
  const id = whole(call.body['session_id'] ?? call.query.get('session_id'));
  if (id === undefined) throw paramError('session_id is required.');
  const session = call.world.state.live.sessions[id];
  if (!session) throw dataError('The session does not exist.');
  if (session.shopId !== shopOf(call).shopId)
    throw dataError('The session does not belong to the user.');
  call.note([id]);
  return session;
}

export function ongoing(call: ShopeeCall): LiveSession {
  const session = sessionOf(call);
  if (session.status === 0) throw dataError('The session is not ongoing.');
  return notEnded(session);
}

export function notEnded(session: LiveSession): LiveSession {
  if (session.status === 2) throw dataError('The session has ended.');
  return session;
}

/** Refuses as a country without the API does, or as when too many call. */
function refuseByMood({ state }: World): void {
  const { liveRefuses } = state.settings;
  if (liveRefuses === 'region')
    throw new ShopeeRefusal('error_server', 'The API is not supported for current region');
  if (liveRefuses === 'busy')
    throw new ShopeeRefusal('error_server', 'Too many requests, please try again later');
}

/** A call of the streamer's: signed with user_id and with nothing else. */
export function userCall(method: Endpoint['method'], run: Endpoint['run']): Endpoint {
  return {
    method,
    signedAs: 'user',
    run: (call) => {
      refuseByMood(call.world);
      return run(call);
    },
  };
}

export function touchSession(world: World, session: LiveSession): void {
  session.updateTime = seconds(world.setting);
  world.setting.changed();
}

import { ChannelFailure, type AppAccess, type AppCredentials } from '@ganh/channels/kit';
import { askToken, type Caller } from './call';

interface Kept {
  token: string;
  untilAt: number;
}

/** Not used in its last moments: a call takes a while. */
const AHEAD_MS = 60_000;

/** The app's own token by its credentials, in this process alone: a new one can be had at any time. */
const kept = new WeakMap<AppCredentials, Kept>();

/**
 * Calls in the app's own name, as queues want it. Its token is good for as long as the answer told (about an hour) and is
 * used until then; one that is refused before its time is asked for anew, once. tiki spec §1, §6
 */
export async function asApp<T>(access: AppAccess, work: (app: Caller) => Promise<T>): Promise<T> {
  const before = kept.get(access.app);
  if (!before || before.untilAt - AHEAD_MS <= access.now()) return work(await renewed(access));
  try {
    return await work(callerOf(access, before));
  } catch (failure) {
    if (!(failure instanceof ChannelFailure) || failure.kind !== 'tokenExpired') throw failure;
    return work(await renewed(access));
  }
}

async function renewed(access: AppAccess): Promise<Caller> {
  kept.delete(access.app);
  const answer = await askToken(access, [
    ['grant_type', 'client_credentials'],
    ['scope', 'order product inventory'],
  ]);
  const fresh = {
    token: answer.access_token,
    untilAt: access.now() + answer.expires_in * 1000,
  };
  kept.set(access.app, fresh);
  return callerOf(access, fresh);
}

const callerOf = (access: AppAccess, { token }: Kept): Caller => ({
  ...access,
  tokens: { accessToken: token },
});

import {
  ChannelFailure,
  exactInteger,
  idText,
  integerId,
  looseNumber,
  looseText,
  type LivePlan,
  type LiveSession,
  type LiveStatus,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { anyAnswer, inResponse } from './call';
import { askAsUser, type LiveCaller } from './live-call';

/** shopee spec §8 */
const STATUS: Readonly<Record<string, LiveStatus>> = { 0: 'planned', 1: 'running', 2: 'ended' };

const uploaded = inResponse(z.looseObject({ image_url: z.string().min(1) }));
const created = inResponse(z.looseObject({ session_id: integerId }));
const stream = z
  .looseObject({ push_url: looseText, push_key: looseText, domain_id: looseText })
  .nullish()
  .catch(null);
const detailed = inResponse(
  z.looseObject({
    status: idText,
    share_url: looseText,
    is_test: z.boolean().nullish().catch(null),
    create_time: looseNumber,
    start_time: looseNumber,
    end_time: looseNumber,
    // One object, for all its name says.
    stream_url_list: stream,
  }),
);

export const sessionQuery = (sessionId: string): [string, string][] => [['session_id', sessionId]];
export const sessionJson = (sessionId: string) => ({ session_id: exactInteger(sessionId) });

/** The documents say seconds and show milliseconds: no session was before 1973 or will be after 5138. 0 is none. */
export function momentOf(told: number | null): number | null {
  if (!told || told < 0) return null;
  return told < 100_000_000_000 ? told * 1000 : told;
}

/** Nothing names a session before it has an id: one whose answer was lost stays unseen and unstarted. */
export async function create(caller: LiveCaller, plan: LivePlan): Promise<string> {
  const image = {
    name: 'image',
    filename: 'cover.jpg',
    contentType: 'image/jpeg',
    value: await plan.cover.jpeg(),
  };
  const { image_url } = await askAsUser(
    caller,
    { path: 'upload_image', multipart: [image], timeoutMs: 60_000, reads: true },
    uploaded,
  );
  const json = {
    title: plan.title,
    description: plan.description,
    cover_image_url: image_url,
    is_test: plan.isTest,
  };
  return (await askAsUser(caller, { path: 'create_session', json }, created)).session_id;
}

function ask(caller: LiveCaller, sessionId: string) {
  const call = { path: 'get_session_detail', query: sessionQuery(sessionId) };
  return askAsUser(caller, call, detailed);
}

export async function detail(caller: LiveCaller, sessionId: string): Promise<LiveSession> {
  const told = await ask(caller, sessionId);
  const { push_url: pushUrl, push_key: pushKey } = told.stream_url_list ?? {};
  return {
    externalSessionId: sessionId,
    status: STATUS[told.status] ?? 'unknown',
    channelStatus: told.status,
    isTest: told.is_test ?? false,
    shareUrl: told.share_url || null,
    stream: pushUrl ? { pushUrl, pushKey: pushKey ?? '' } : null,
    createdAt: momentOf(told.create_time),
    startedAt: momentOf(told.start_time),
    endedAt: momentOf(told.end_time),
  };
}

/** Which of its places the video goes to is told by the session itself. */
export async function start(caller: LiveCaller, sessionId: string): Promise<void> {
  const { status, stream_url_list } = await ask(caller, sessionId);
  if (STATUS[status] === 'running') return;
  const domainId = stream_url_list?.domain_id;
  if (!domainId || !/^\d+$/.test(domainId))
    throw new ChannelFailure('unexpectedShape', { code: 'shape:domain_id' });
  const json = { ...sessionJson(sessionId), domain_id: exactInteger(domainId) };
  await askAsUser(caller, { path: 'start_session', json }, anyAnswer);
}

export async function end(caller: LiveCaller, sessionId: string): Promise<void> {
  if (STATUS[(await ask(caller, sessionId)).status] === 'ended') return;
  await askAsUser(caller, { path: 'end_session', json: sessionJson(sessionId) }, anyAnswer);
}

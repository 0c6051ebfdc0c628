import type { HttpBody, HttpResponse } from '@ganh/http';
import {
  bodyOf,
  ChannelFailure,
  hmacHex,
  looseNumber,
  looseText,
  readAs,
  retryAfterMs,
  type AppAccess,
  type ChannelRequest,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { failureOf, PAUSE_MS, type GraphError } from './errors';
import { facebookDescriptor, type FacebookLimit } from './facebook.descriptor';
import { appUsage, objectUsage, type Usage } from './usage';

export interface GraphCall {
  method?: 'GET' | 'POST';
  /** From the version on: "123/feed". */
  path: string;
  query?: [string, string][];
  body?: HttpBody;
  /** What it does, without ids: "page feed". */
  name: string;
  /** The budget it uses beside the app's. */
  limit?: Exclude<FacebookLimit, 'app'>;
  /** Whose usage header speaks of that budget: the Page or the catalogue. */
  objectId?: string;
  timeoutMs?: number;
}

/** Hex HMAC of the very token sent, keyed with the app's secret. facebook spec §1.2 */
export function secretProof(appSecret: string, accessToken: string): string {
  return hmacHex(appSecret, accessToken);
}

/** The app's own token. facebook spec §1.1 */
export function appToken(access: Pick<AppAccess, 'app'>): string {
  return `${access.app['app_id'] ?? ''}|${access.app['app_secret'] ?? ''}`;
}

/** Base addresses come with a version or without one; without, ours is put in. */
function graphUrl(baseUrl: string, path: string): string {
  const base = baseUrl.replace(/\/+$/, '');
  const versioned = /\/v\d+\.\d+$/.test(base) ? base : `${base}/${facebookDescriptor.apiVersion}`;
  return `${versioned}/${path}`;
}

/** @param token null for the calls that get one. */
export function requestOf(
  access: AppAccess,
  call: GraphCall,
  token: string | null,
): ChannelRequest {
  const proof: [string, string][] = token
    ? [['appsecret_proof', secretProof(access.app['app_secret'] ?? '', token)]]
    : [];
  return {
    method: call.method ?? 'GET',
    url: graphUrl(access.baseUrl, call.path),
    query: [...(call.query ?? []), ...proof],
    headers: token ? { authorization: `Bearer ${token}` } : undefined,
    body: call.body,
    timeoutMs: call.timeoutMs,
    label: `facebook ${call.name}`,
    limits: call.limit ? ['app', call.limit] : ['app'],
  };
}

const errorSchema = z.looseObject({
  error: z.looseObject({
    code: looseNumber,
    error_subcode: looseNumber,
    type: looseText,
    message: looseText,
    is_transient: z.boolean().nullish().catch(null),
    fbtrace_id: looseText,
  }),
});

/** With the Page's token. @throws ChannelFailure */
export async function askAsPage<T>(
  access: ShopAccess,
  call: GraphCall,
  schema: z.ZodType<T>,
): Promise<T> {
  const request = requestOf(access, call, access.tokens.accessToken);
  const response = await access.send(request);
  const usage = call.objectId ? objectUsage(response, call.objectId) : null;
  await easeOff(access, call, response, usage);
  try {
    return readAnswer(request, response, schema, usage?.regainMs);
  } catch (error) {
    const isLimit = error instanceof ChannelFailure && error.kind === 'throttled';
    if (isLimit) await access.slowDown(limitOf(error, call), error.detail.retryAfterMs ?? PAUSE_MS);
    throw error;
  }
}

/** Before there is a shop: with a user's token, the app's, or none. @throws ChannelFailure */
export async function askAsApp<T>(
  access: AppAccess,
  call: GraphCall,
  schema: z.ZodType<T>,
  token: string | null = null,
): Promise<T> {
  const request = requestOf(access, call, token);
  return readAnswer(request, await access.send(request), schema);
}

/** 4 is the app's limit, every other one belongs to what was called. facebook spec §2 */
function limitOf(failure: ChannelFailure, call: GraphCall): FacebookLimit {
  return call.limit === undefined || /^4(\/|$)/.test(failure.detail.code) ? 'app' : call.limit;
}

/** `error` decides, not the HTTP status. facebook spec §2 */
function readAnswer<T>(
  request: ChannelRequest,
  response: HttpResponse,
  schema: z.ZodType<T>,
  regainMs?: number,
): T {
  const note = { label: request.label, writes: request.method === 'POST' };
  const { status } = response;
  const body = bodyOf(response, note);
  const told = errorSchema.safeParse(body);
  if (told.success)
    throw failureOf(graphError(told.data.error, status), note.writes, status, regainMs);
  if (status === 429) {
    throw new ChannelFailure('throttled', {
      code: 'http_429',
      httpStatus: status,
      retryAfterMs: retryAfterMs(response),
    });
  }
  if (status >= 500) {
    throw new ChannelFailure('transient', {
      code: `http_${status}`,
      httpStatus: status,
      ambiguous: note.writes,
    });
  }
  return readAs(schema, body, note);
}

function graphError(error: z.infer<typeof errorSchema>['error'], status: number): GraphError {
  return {
    code: error.code,
    subcode: error.error_subcode,
    type: error.type,
    message: error.message ?? '',
    // Answers with 5xx are to be tried again whatever they say. facebook spec §2
    isTransient: error.is_transient === true || status >= 500,
    traceId: error.fbtrace_id,
  };
}

/** From here on calls come one at a time, at the budget's own pace. facebook spec §3 */
const EASE_FROM_PERCENT = 80;
const UNKNOWN_PACE_MS = 10_000;

/** Reads both usage headers of every answer. facebook spec §3 */
async function easeOff(
  access: ShopAccess,
  call: GraphCall,
  response: HttpResponse,
  own: Usage | null,
): Promise<void> {
  const app = appUsage(response);
  if (app) await ease(access, 'app', app);
  if (own && call.limit) await ease(access, call.limit, own);
}

async function ease(
  access: ShopAccess,
  limit: FacebookLimit,
  { percent, regainMs }: Usage,
): Promise<void> {
  if (percent < EASE_FROM_PERCENT) return;
  const full = percent >= 100;
  await access.slowDown(limit, full ? (regainMs ?? PAUSE_MS) : paceMs(limit));
}

/** The time one call takes to be given back, where the budget's size is known. */
function paceMs(limit: FacebookLimit): number {
  if (limit === 'app' || limit === 'page' || limit === 'messenger') return UNKNOWN_PACE_MS;
  const rule = facebookDescriptor.limits.find((one) => one.name === limit)?.rule;
  return rule ? Math.ceil(1000 / rule.refillPerSec) : UNKNOWN_PACE_MS;
}

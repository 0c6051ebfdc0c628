import type { HttpBody, HttpResponse } from '@ganh/http';
import {
  bodyOf,
  ChannelFailure,
  looseNumber,
  looseText,
  readAs,
  retryAfterMs,
  type AppAccess,
  type ChannelRequest,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { failureOf, type ZaloHost } from './errors';
import { appsecretProof } from './sign';

export interface ZaloCall {
  /** From the host on: "v2.0/article/create". */
  path: string;
  /** Body of a POST; without one the call is a GET. */
  json?: Record<string, unknown>;
  /** What a GET carries as `data=`, in JSON. zalo spec §2 */
  data?: Record<string, unknown>;
  query?: [string, string][];
  host?: ZaloHost;
}

/** Templates by phone are sent to a host of their own; the app's operator may name another one. zalo spec §0 */
const PHONE_HOST = 'https://business.openapi.zalo.me';

function hostOf(access: AppAccess, host: ZaloHost): string {
  const base = host === 'phone' ? (access.app['business_url'] ?? PHONE_HOST) : access.baseUrl;
  return base.replace(/\/+$/, '');
}

function requestOf(access: AppAccess, call: ZaloCall, accessToken: string): ChannelRequest {
  const { path, json, data, query = [], host = 'oa' } = call;
  const body: HttpBody | undefined = json && { json };
  return {
    method: body ? 'POST' : 'GET',
    url: `${hostOf(access, host)}/${path}`,
    query: data ? [['data', JSON.stringify(data)], ...query] : query,
    headers: {
      access_token: accessToken,
      appsecret_proof: appsecretProof(access.app['app_secret'] ?? '', accessToken),
    },
    body,
    label: `zalo ${path.replace(/^v\d\.\d\//, '')}`,
    limits: ['app'],
  };
}

const envelope = z.looseObject({
  error: looseNumber,
  message: looseText,
  data: z.unknown().optional(),
});

/** With an OA's token. `data` of the answer, read by its schema. @throws ChannelFailure */
export async function askAsOa<T>(
  access: ShopAccess,
  call: ZaloCall,
  schema: z.ZodType<T>,
): Promise<T> {
  return askWith(access, access.tokens.accessToken, call, schema);
}

export async function askWith<T>(
  access: AppAccess,
  accessToken: string,
  call: ZaloCall,
  schema: z.ZodType<T>,
): Promise<T> {
  const request = requestOf(access, call, accessToken);
  // Texts and lists are no writes, though some are asked for by POST.
  const writes = request.method === 'POST' && !call.path.endsWith('/verify');
  const note = { label: request.label, writes };
  const response = await access.send(request);
  const body = bodyOf(response, note);
  const told = readAs(envelope, body, note);
  if (told.error !== null && told.error !== 0) {
    const error = { host: call.host ?? 'oa', code: told.error, message: told.message ?? '' };
    throw failureOf(error, writes, response.status, access.now());
  }
  refuseStatus(response, writes);
  return readAs(schema, told.data, note);
}

/** Refusals come with 200; another status is something in front of Zalo. zalo spec §0 */
export function refuseStatus(response: HttpResponse, writes: boolean): void {
  const { status } = response;
  if (status < 400) return;
  if (status === 429)
    throw new ChannelFailure('throttled', {
      code: 'http_429',
      httpStatus: status,
      retryAfterMs: retryAfterMs(response),
    });
  throw new ChannelFailure(status >= 500 ? 'transient' : 'rejected', {
    code: `http_${status}`,
    httpStatus: status,
    ambiguous: writes && status >= 500,
  });
}

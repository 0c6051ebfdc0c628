import type { MultipartPart } from '@ganh/http';
import {
  bodyOf,
  ChannelFailure,
  looseText,
  readAs,
  retryAfterMs,
  type AppAccess,
  type ChannelRequest,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { failureOf } from './errors';
import { callSign } from './sign';

/** In whose name a call is made; without it, in the app's alone. */
export type ShopCaller = AppAccess & Pick<ShopAccess, 'tokens'>;

export interface LazadaCall {
  /** With its first slash: "/order/get". */
  path: string;
  /** Empty values are left out: the published samples do not agree on how they are signed. lazada spec §2 */
  parameters?: readonly (readonly [string, string])[];
  method?: 'POST';
  /** It changes something there, which some GETs do too. A POST does unless it says otherwise. */
  writes?: boolean;
  /** Bytes, which are not signed. */
  file?: MultipartPart;
  timeoutMs?: number;
}

/** System parameters in the query; business parameters with them, or in the form of a POST. lazada spec §1 */
export function requestOf(
  access: AppAccess,
  call: LazadaCall,
  baseUrl: string,
  accessToken?: string,
): ChannelRequest {
  const business = (call.parameters ?? [])
    .filter(([, value]) => value !== '')
    .map(([name, value]): [string, string] => [name, value]);
  const system: [string, string][] = [
    ['app_key', access.app['app_key'] ?? ''],
    ['timestamp', String(access.now())],
    ['sign_method', 'sha256'],
    ...(accessToken === undefined ? [] : [['access_token', accessToken] as [string, string]]),
  ];
  const sign = callSign(access.app['app_secret'] ?? '', call.path, [...system, ...business]);
  const signed: [string, string][] = [...system, ['sign', sign]];
  const inForm = call.method === 'POST' && !call.file;
  return {
    method: call.method ?? 'GET',
    url: baseUrl.replace(/\/+$/, '') + call.path,
    query: inForm ? signed : [...signed, ...business],
    ...(inForm && { body: { form: business } }),
    ...(call.file && { body: { multipart: [call.file] } }),
    timeoutMs: call.timeoutMs,
    label: `lazada ${call.path.slice(1)}`,
    limits: accessToken === undefined ? ['app'] : ['app', 'shop'],
  };
}

const envelope = z.looseObject({
  code: z.union([z.string(), z.number()]).transform(String),
  message: looseText,
  request_id: looseText,
});

/**
 * Sends one call and reads its answer. Success is the code "0", whatever the HTTP status says. lazada spec §1
 * @param partial true for an answer whose error only says that a part of its items failed.
 * @throws ChannelFailure
 */
async function ask<T>(
  access: AppAccess,
  call: LazadaCall,
  schema: z.ZodType<T>,
  { baseUrl, accessToken, partial }: Asking,
): Promise<T> {
  const request = requestOf(access, call, baseUrl, accessToken);
  const note = { label: request.label, writes: call.writes ?? request.method === 'POST' };
  const response = await access.send(request);
  const body = bodyOf(response, note);
  if (response.status === 429) {
    const detail = { httpStatus: 429, retryAfterMs: retryAfterMs(response) };
    throw new ChannelFailure('throttled', { code: 'http_429', ...detail });
  }
  const { code, message, request_id: requestId } = readAs(envelope, body, note);
  if (code !== '0' && !partial?.(body)) {
    const told = { code, message: message ?? '', requestId: requestId ?? undefined };
    throw failureOf({ ...told, httpStatus: response.status }, note.writes);
  }
  return readAs(schema, body, note);
}

interface Asking {
  baseUrl: string;
  accessToken?: string;
  partial?: (body: unknown) => boolean;
}

/** Codes and refreshes go to a host of their own. lazada spec §1 */
export function askForTokens<T>(
  access: AppAccess,
  call: LazadaCall,
  schema: z.ZodType<T>,
): Promise<T> {
  return ask(access, call, schema, { baseUrl: access.tokenUrl ?? access.baseUrl });
}

export function askAsShop<T>(
  access: ShopCaller,
  call: LazadaCall,
  schema: z.ZodType<T>,
  partial?: (body: unknown) => boolean,
): Promise<T> {
  const { accessToken } = access.tokens;
  return ask(access, call, schema, { baseUrl: access.baseUrl, accessToken, partial });
}

/** The schema of an answer that keeps everything in `data`. */
export function inData<T>(schema: z.ZodType<T>) {
  return z.looseObject({ data: schema }).transform(({ data }) => data);
}

/** For calls whose answer says nothing beyond success. */
export const anyAnswer = z.unknown();

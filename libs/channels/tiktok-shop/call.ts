import type { MultipartPart } from '@ganh/http';
import {
  bodyOf,
  failureByStatus,
  jsonBody,
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

/** In whose name a call is made. */
export type ShopCaller = AppAccess & Pick<ShopAccess, 'tokens' | 'settings'>;

export interface TikTokCall {
  /** With its version: "/product/202309/products". */
  path: string;
  query?: [string, string][];
  /** Makes it a POST. */
  json?: unknown;
  multipart?: MultipartPart[];
  /** Instead of what the body makes it. A bare `{}` is never sent: sides differ on whether it is signed. tiktok-shop spec §2 */
  method?: 'PUT' | 'POST';
  /** A POST that only asks. */
  reads?: boolean;
  /** Calls of the account, which must not name the shop. tiktok-shop spec §1 */
  isOfAccount?: boolean;
  timeoutMs?: number;
}

const NO_BODY = Buffer.alloc(0);

/** The path without ids, which are longer than a version. */
function labelOf(path: string): string {
  return `tiktok-shop ${path.replace(/\/\d{8,}/g, '/:id').slice(1)}`;
}

/** The signed request; token in a header, and the shop's cipher where it is wanted. tiktok-shop spec §1, §2 */
function requestOf(access: ShopCaller, call: TikTokCall): ChannelRequest {
  const body = call.json === undefined ? undefined : jsonBody(call.json);
  const query: [string, string][] = [
    ['app_key', access.app['app_key'] ?? ''],
    ['timestamp', String(Math.floor(access.now() / 1000))],
    ...(call.isOfAccount
      ? []
      : [['shop_cipher', access.settings['cipher'] ?? ''] as [string, string]]),
    ...(call.query ?? []),
  ];
  const sign = callSign(access.app['app_secret'] ?? '', {
    path: call.path,
    query,
    body: body?.raw ?? NO_BODY,
  });
  const hasBody = body !== undefined || call.multipart !== undefined;
  const method = call.method ?? (hasBody ? 'POST' : 'GET');
  const writes = method !== 'GET' && !call.reads;
  return {
    method,
    url: access.baseUrl.replace(/\/+$/, '') + call.path,
    query: [...query, ['sign', sign]],
    headers: {
      'x-tts-access-token': access.tokens.accessToken,
      ...(!hasBody && { 'content-type': 'application/json' }),
    },
    body: call.multipart ? { multipart: call.multipart } : body,
    timeoutMs: call.timeoutMs,
    label: labelOf(call.path),
    limits: [call.isOfAccount ? 'account' : writes ? 'write' : 'read'],
  };
}

const envelope = z.looseObject({
  code: z.union([z.number(), z.string()]),
  message: looseText,
  request_id: looseText,
});

/**
 * Sends one call and reads the `data` of its answer. Success is code 0; the status only counts where there is no code.
 * @throws ChannelFailure
 */
export async function ask<T>(
  access: ShopCaller,
  call: TikTokCall,
  schema: z.ZodType<T>,
): Promise<T> {
  return answerTo(access, requestOf(access, call), schema, call.reads);
}

/** The token host: plain queries, nothing signed. tiktok-shop spec §1 */
export function askTokenHost<T>(
  access: AppAccess,
  path: string,
  query: [string, string][],
  schema: z.ZodType<T>,
): Promise<T> {
  const host = (access.tokenUrl ?? access.baseUrl).replace(/\/+$/, '');
  const keys: [string, string][] = ['app_key', 'app_secret'].map((name) => [
    name,
    access.app[name] ?? '',
  ]);
  const request: ChannelRequest = {
    method: 'GET',
    url: host + path,
    query: [...keys, ...query],
    label: labelOf(path),
    limits: ['account'],
  };
  return answerTo(access, request, schema, false);
}

async function answerTo<T>(
  access: AppAccess,
  request: ChannelRequest,
  schema: z.ZodType<T>,
  onlyReads = false,
): Promise<T> {
  const note = { label: request.label, writes: request.method !== 'GET' && !onlyReads };
  const response = await access.send(request);
  const body = bodyOf(response, note);
  const { code, message, request_id: requestId } = readAs(envelope, body, note);
  if (String(code) !== '0') {
    const told = {
      code: String(code),
      message: message ?? '',
      requestId: requestId ?? undefined,
      httpStatus: response.status,
      retryAfterMs: retryAfterMs(response),
    };
    throw failureOf(told, note.writes);
  }
  const byStatus = failureByStatus(response, note);
  if (byStatus) throw byStatus;
  return readAs(z.looseObject({ data: schema }), body, note).data;
}

/** For calls whose answer says nothing beyond success. */
export const anyData = z.unknown();

import type { MultipartPart } from '@ganh/http';
import {
  bodyOf,
  failureByStatus,
  jsonBody,
  looseText,
  readAs,
  type AppAccess,
  type ChannelRequest,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { failureOf } from './errors';
import { callSign } from './sign';

/** In whose name a call is made; without it, in the app's alone. */
export interface Signer {
  /** Under which name the id goes into the query. */
  as: 'shop_id' | 'user_id';
  id: string;
  accessToken: string;
  limits: readonly string[];
}
export type ShopCaller = AppAccess & Pick<ShopAccess, 'externalShopId' | 'tokens'>;

const shopSigner = ({ externalShopId, tokens }: ShopCaller): Signer => ({
  as: 'shop_id',
  id: externalShopId,
  accessToken: tokens.accessToken,
  limits: ['app', 'shop'],
});

export interface ShopeeCall {
  /** After /api/v2/: "product/add_item". */
  path: string;
  query?: [string, string][];
  /** Makes it a POST. */
  json?: unknown;
  multipart?: MultipartPart[];
  timeoutMs?: number;
  /** A POST that only asks. */
  reads?: boolean;
  /** What it uses up, where nobody signs it and it is not this app's usual budget. */
  limits?: readonly string[];
}

/** The signed request: common parameters in the query, the body unsigned. shopee spec §2 */
export function requestOf(access: AppAccess, call: ShopeeCall, signer?: Signer): ChannelRequest {
  const path = `/api/v2/${call.path}`;
  const partnerId = access.app['partner_id'] ?? '';
  const timestamp = Math.floor(access.now() / 1000);
  const sign = callSign(access.app['partner_key'] ?? '', {
    partnerId,
    path,
    timestamp,
    accessToken: signer?.accessToken,
    actorId: signer?.id,
  });
  const inSomeonesName: [string, string][] = signer
    ? [
        ['access_token', signer.accessToken],
        [signer.as, signer.id],
      ]
    : [];
  const posts = call.json !== undefined || call.multipart !== undefined;
  return {
    method: posts ? 'POST' : 'GET',
    url: access.baseUrl.replace(/\/+$/, '') + path,
    query: [
      ['partner_id', partnerId],
      ['timestamp', String(timestamp)],
      ['sign', sign],
      ...inSomeonesName,
      ...(call.query ?? []),
    ],
    body: call.multipart ? { multipart: call.multipart } : posts ? jsonBody(call.json) : undefined,
    timeoutMs: call.timeoutMs,
    label: `shopee ${call.path}`,
    limits: signer?.limits ?? call.limits ?? ['app'],
  };
}

const envelope = z.looseObject({ error: looseText, message: looseText, request_id: looseText });

/**
 * Sends one call and reads its answer. Success is an empty `error`, whatever the HTTP status says (shopee spec §2).
 * @param schema of the whole answer, not of its `response` alone: token calls and get_shop_info have none.
 * @param partial true for an answer whose error only says that a part of its items failed.
 * @throws ChannelFailure
 */
export async function ask<T>(
  access: AppAccess,
  call: ShopeeCall,
  schema: z.ZodType<T>,
  signer: Signer | undefined,
  partial: (body: unknown) => boolean = () => false,
): Promise<T> {
  const request = requestOf(access, call, signer);
  const note = { label: request.label, writes: request.method === 'POST' && !call.reads };
  const response = await access.send(request);
  const body = bodyOf(response, note);
  const { error, message, request_id: requestId } = readAs(envelope, body, note);
  if (error && !partial(body)) {
    const told = {
      code: error,
      message: message ?? '',
      requestId: requestId ?? undefined,
      httpStatus: response.status,
    };
    throw failureOf(told, note.writes, access.now());
  }
  const byStatus = failureByStatus(response, note);
  if (byStatus) throw byStatus;
  return readAs(schema, body, note);
}

export function askAsApp<T>(access: AppAccess, call: ShopeeCall, schema: z.ZodType<T>): Promise<T> {
  return ask(access, call, schema, undefined);
}

export function askAsShop<T>(
  access: ShopCaller,
  call: ShopeeCall,
  schema: z.ZodType<T>,
  partial?: (body: unknown) => boolean,
): Promise<T> {
  return ask(access, call, schema, shopSigner(access), partial);
}

/** A call that is answered with a file; an answer in JSON is then always a refusal. shopee spec §2 */
export async function askForFile(access: ShopCaller, call: ShopeeCall): Promise<Buffer> {
  const request = requestOf(access, call, shopSigner(access));
  const response = await access.send(request);
  const { body, status } = response;
  if (status === 200 && !/^\s*[{[]/.test(body.subarray(0, 16).toString('latin1'))) return body;
  const note = { label: request.label, writes: false };
  const { error, message } = readAs(envelope, bodyOf(response, note), note);
  const told = { code: error || `http_${status}`, message: message ?? '', httpStatus: status };
  throw failureOf(told, note.writes, access.now());
}

/** The schema of an answer that keeps everything in `response`. */
export function inResponse<T>(schema: z.ZodType<T>) {
  return z.looseObject({ response: schema }).transform(({ response }) => response);
}

/** For calls whose answer says nothing beyond success. */
export const anyAnswer = z.unknown();

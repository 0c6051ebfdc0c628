import type { HttpResponse } from '@ganh/http';
import {
  bodyOf,
  jsonBody,
  looseList,
  looseText,
  readAs,
  retryAfterMs,
  type AppAccess,
  type CallNote,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { failureOf, type TikiError } from './errors';
import { basicAuthorization, type ClientAuth } from './sign';

/** In whose name a call is made. */
export type Caller = AppAccess & { tokens: { accessToken: string } };

export interface TikiCall {
  method: 'GET' | 'POST' | 'PUT';
  /** After /integration/: "v2/orders". */
  path: string;
  /** Without ids, for logs; the path where there are none in it. */
  name?: string;
  query?: [string, string][];
  json?: unknown;
  /** A POST that only asks. */
  reads?: boolean;
}

/** Per seller and second; the app's own calls for a seller are counted as that seller's. tiki spec §7 */
const LIMITS = ['seller'];

/** One call with a bearer token; throws ChannelFailure for what is no success. tiki spec §1 */
export async function send(
  caller: Caller,
  call: TikiCall,
): Promise<{ response: HttpResponse; note: CallNote }> {
  const note = {
    label: `tiki ${call.name ?? call.path}`,
    writes: call.method !== 'GET' && !call.reads,
  };
  const response = await caller.send({
    method: call.method,
    url: `${caller.baseUrl.replace(/\/+$/, '')}/${call.path}`,
    query: call.query,
    headers: { authorization: `Bearer ${caller.tokens.accessToken}`, accept: 'application/json' },
    body: call.json === undefined ? undefined : jsonBody(call.json),
    label: note.label,
    limits: LIMITS,
  });
  if (response.status >= 400) throw failureOf(errorIn(response), note.label, note.writes);
  return { response, note };
}

export async function ask<T>(caller: Caller, call: TikiCall, schema: z.ZodType<T>): Promise<T> {
  const { response, note } = await send(caller, call);
  return readAs(schema, bodyOf(response, note), note);
}

const errorBody = z.looseObject({
  errors: looseList(z.union([z.string(), z.looseObject({ message: z.string() })])),
  error: looseText.catch(null),
  error_description: looseText.catch(null),
});

function errorIn(response: HttpResponse): TikiError {
  const told = errorBody.safeParse(jsonOr(response)).data;
  const texts = (told?.errors ?? []).map((one) => (typeof one === 'string' ? one : one.message));
  return {
    status: response.status,
    code: told?.error ?? '',
    texts: told?.error_description ? [...texts, told.error_description] : texts,
    retryAfterMs: retryAfterMs(response),
  };
}

function jsonOr(response: HttpResponse): unknown {
  try {
    return response.json();
  } catch {
    return undefined;
  }
}

const tokenAnswer = z.looseObject({
  access_token: z.string().min(1),
  expires_in: z.number(),
  refresh_token: looseText,
});

/** A token call in the way this app may make it (`client_auth` of its credentials). tiki spec §1 */
export async function askToken(access: AppAccess, fields: readonly [string, string][]) {
  const { client_id: id = '', client_secret: secret = '' } = access.app;
  const how: ClientAuth =
    access.app['client_auth'] === 'client_secret_post'
      ? 'client_secret_post'
      : 'client_secret_basic';
  const inBody: [string, string][] =
    how === 'client_secret_post'
      ? [
          ['client_id', id],
          ['client_secret', secret],
        ]
      : [];
  // A code and a refresh token are good once: after a lost answer they are used up.
  const note = { label: 'tiki oauth2/token', writes: true };
  const response = await access.send({
    method: 'POST',
    url: access.tokenUrl ?? access.baseUrl,
    headers: how === 'client_secret_basic' ? { authorization: basicAuthorization(id, secret) } : {},
    body: { form: [...fields, ...inBody] },
    label: note.label,
    limits: LIMITS,
  });
  if (response.status >= 400) throw failureOf(errorIn(response), note.label, note.writes);
  return readAs(tokenAnswer, bodyOf(response, note), note);
}

/** Lists come bare or in `data`, with or without a paging object. */
export function listIn<T>(item: z.ZodType<T>) {
  const rows = looseList(item);
  return z.union([
    z.array(z.unknown()).transform((all) => rows.parse(all)),
    z.looseObject({ data: z.array(z.unknown()) }).transform(({ data }) => rows.parse(data)),
  ]);
}

const paging = z.looseObject({ current_page: z.number(), last_page: z.number() });

/** One page; `next` is the number of the page after it, '' at the end. tiki spec §4 */
export function pageOf<T>(rows: z.ZodType<T[]>) {
  return z
    .looseObject({ data: rows, paging: paging.nullish().catch(null) })
    .transform(({ data, paging: place }) => ({
      rows: data,
      next: place && place.current_page < place.last_page ? String(place.current_page + 1) : '',
    }));
}

/** The page after this one, '' at the end; an answer that leads nowhere new ends it too. */
export function onward(page: string, next: string): string {
  return Number(next) > Number(page || '1') ? next : '';
}

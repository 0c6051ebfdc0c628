import type { HttpResponse } from '@ganh/http';
import { LosslessNumber, stringify } from 'lossless-json';
import { z } from 'zod';
import { ChannelFailure } from './failure';

/** What the reader of an answer must know about the call it belongs to. */
export interface CallNote {
  /** The call's name in logs: "shopee product/add_item". */
  label: string;
  /** It changes something there: without a readable answer it may have been carried out. */
  writes: boolean;
}

/** One of our id strings as the JSON integer a channel wants, exact beyond 2^53 too. For `jsonBody`. */
export function exactInteger(id: string): LosslessNumber {
  if (!/^\d+$/.test(id)) throw new RangeError(`not an integer id: ${id}`);
  return new LosslessNumber(id);
}

/** A JSON body that may hold `exactInteger`s. */
export function jsonBody(value: unknown): { raw: Buffer; contentType: string } {
  return { raw: Buffer.from(stringify(value) ?? 'null'), contentType: 'application/json' };
}

/**
 * The body as JSON. What is no JSON came from something in front of the channel (an error page, a cut answer):
 * ChannelFailure `throttled` on 429, else `transient`, ambiguous where the call writes.
 */
export function bodyOf(response: HttpResponse, note: CallNote): unknown {
  try {
    return response.json();
  } catch {
    const detail = {
      httpStatus: response.status,
      ambiguous: note.writes && response.status !== 429,
    };
    if (response.status === 429) {
      throw new ChannelFailure('throttled', {
        ...detail,
        code: 'http_429',
        retryAfterMs: retryAfterMs(response),
      });
    }
    throw new ChannelFailure(
      'transient',
      { ...detail, code: 'no_json' },
      `${note.label}: an answer that is no JSON`,
    );
  }
}

/** What a status says whose body named no error; null where it says nothing of the kind. */
export function failureByStatus(response: HttpResponse, note: CallNote): ChannelFailure | null {
  const { status } = response;
  const detail = { code: `http_${status}`, httpStatus: status };
  if (status === 429)
    return new ChannelFailure('throttled', { ...detail, retryAfterMs: retryAfterMs(response) });
  return status >= 500
    ? new ChannelFailure('transient', { ...detail, ambiguous: note.writes })
    : null;
}

/** A body read by its schema, or ChannelFailure `unexpectedShape` naming the first field that is not as agreed. */
export function readAs<T>(schema: z.ZodType<T>, body: unknown, note: CallNote): T {
  const read = schema.safeParse(body);
  if (read.success) return read.data;
  const field = read.error.issues[0]?.path.join('.') ?? '';
  throw new ChannelFailure(
    'unexpectedShape',
    { code: `shape:${field}`, ambiguous: note.writes },
    `${note.label}: unexpected answer at "${field}"`,
  );
}

/** `Retry-After` in ms from now; as a date only where `now` is given. undefined when absent or unreadable. */
export function retryAfterMs(response: HttpResponse, now?: number): number | undefined {
  const value = headerOf(response.headers, 'retry-after');
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value) * 1000;
  const at = Date.parse(value);
  return now === undefined || Number.isNaN(at) ? undefined : Math.max(0, at - now);
}

/** A header by its name in any case; the first where it came more than once. */
export function headerOf(
  headers: Readonly<Record<string, string | readonly string[] | undefined>>,
  name: string,
): string | undefined {
  const key = Object.keys(headers).find((one) => one.toLowerCase() === name);
  const value = key === undefined ? undefined : headers[key];
  return typeof value === 'string' || value === undefined ? value : value[0];
}

/** Ids are strings everywhere, whatever type they have in a channel's JSON. */
export const idText = z.union([z.string(), z.number()]).transform(String);

/** An id that the channel has as an integer, so that `exactInteger` takes it. */
export const integerId = idText.pipe(z.string().regex(/^\d+$/));

const textOrNumber = z.union([z.string(), z.number()]).nullish();

/** A number where channels also send null, nothing or digits in quotes; null for what is none. */
export const looseNumber = textOrNumber.transform((value) => {
  const read = value === null || value === undefined || value === '' ? NaN : Number(value);
  return Number.isFinite(read) ? read : null;
});

/** A text where channels also send null, nothing or a number. */
export const looseText = textOrNumber.transform((value) =>
  value === null || value === undefined ? null : String(value),
);

/** A list where channels also send null or nothing; what is not as agreed inside it is left out, not fatal. */
export function looseList<T>(item: z.ZodType<T>) {
  return z
    .unknown()
    .optional()
    .transform((value): T[] =>
      (Array.isArray(value) ? value : []).flatMap((one) => {
        const read = item.safeParse(one);
        return read.success ? [read.data] : [];
      }),
    );
}

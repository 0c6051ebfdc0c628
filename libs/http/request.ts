import { parseJson } from './json';

/** One field or file of a multipart body, in order. */
export interface MultipartPart {
  name: string;
  value: string | Buffer;
  filename?: string;
  contentType?: string;
}

export type HttpBody =
  | { json: unknown }
  | { form: [string, string][] }
  | { multipart: MultipartPart[] }
  | { raw: Buffer; contentType: string };

export interface HttpRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** http or https, without user and password. */
  url: string;
  /** Appended in this order, percent-encoded (a blank is %20). */
  query?: [string, string][];
  headers?: Record<string, string>;
  body?: HttpBody;
  /** From the first byte of the connection to the last of the answer. */
  timeoutMs?: number;
  /** For log and metrics: 'shopee product/update_stock'; never a URL, which may hold a token. */
  label: string;
}

export interface HttpResponse {
  status: number;
  /** Names in lower case; a name sent several times is joined by ", " (set-cookie by a line feed). */
  headers: Record<string, string>;
  body: Buffer;
  text(): string;
  /** Integers beyond ±2^53 come back as strings, to the digit. Throws HttpFailure `badBody` when it is not JSON. */
  json(): unknown;
}

/**
 * Never throws for a status and follows no redirect; throws HttpFailure. Anything else (a body that is no JSON value) is
 * the caller's mistake, thrown before anything is sent.
 */
export type Send = (request: HttpRequest) => Promise<HttpResponse>;

/**
 * network: refused, reset, cut off, unknown host, TLS, or an address that may not be called ·
 * timeout: no complete answer in time · tooLarge: the answer is over the limit · badBody: the answer is not what it says.
 */
export type HttpFailureKind = 'network' | 'timeout' | 'tooLarge' | 'badBody';

/** Its message holds the label and what went wrong, never a URL, header or body. */
export class HttpFailure extends Error {
  constructor(
    readonly kind: HttpFailureKind,
    readonly label: string,
    reason: string,
    /** The request may have been carried out: something was sent, and the answer is not known. */
    readonly ambiguous: boolean,
    /** The answer's status where there was one. */
    readonly status?: number,
  ) {
    super(`${label}: ${kind}: ${reason}`);
    this.name = 'HttpFailure';
  }
}

export function responseOf(
  label: string,
  status: number,
  headers: Record<string, string>,
  body: Buffer,
): HttpResponse {
  const text = () => body.toString('utf8');
  return {
    status,
    headers,
    body,
    text,
    json: () => {
      try {
        return parseJson(text());
      } catch {
        // Not the parser's message: it quotes the body.
        const type = headers['content-type'] ?? 'no content type';
        const reason = `not JSON (${type}, ${body.length} bytes, status ${status})`;
        throw new HttpFailure('badBody', label, reason, true, status);
      }
    },
  };
}

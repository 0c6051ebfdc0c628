import { redactJson, redactPairs } from './redact';
import { HttpFailure, type HttpRequest, type HttpResponse } from './request';

/** One call as metrics count it. */
export interface HttpCall {
  label: string;
  method: string;
  /** The status, or the failure's kind. */
  outcome: string;
  tookMs: number;
}

const LONGEST_BODY = 600;

/**
 * One line a call: label, method, host, redacted query, outcome, time, size; for a refusal the redacted answer too.
 * The path stays out (some channels put tokens into it), and so do request headers and bodies.
 */
export function callLine(
  request: HttpRequest,
  outcome: HttpResponse | HttpFailure,
  tookMs: number,
): string {
  const query = request.query?.length ? ` ?${redactPairs(request.query)}` : '';
  const head = `${request.label} ${request.method} ${hostOf(request.url)}${query}`;
  const took = `${Math.round(tookMs)} ms`;
  if (outcome instanceof HttpFailure) return `${head} → ${outcome.message}, ${took}`;
  const size = `${outcome.body.length} B`;
  return `${head} → ${outcome.status}, ${took}, ${size}${outcome.status >= 400 ? answer(outcome) : ''}`;
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '?';
  }
}

function answer(response: HttpResponse): string {
  try {
    return ` ${JSON.stringify(redactJson(response.json())).slice(0, LONGEST_BODY)}`;
  } catch {
    return ` (${response.headers['content-type'] ?? 'no content type'})`;
  }
}

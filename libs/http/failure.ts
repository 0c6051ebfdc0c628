import { AxiosError } from 'axios';
import { HttpFailure } from './request';

/** What is known of one attempt while it runs. */
export interface Attempt {
  label: string;
  timeoutMs: number;
  /** A connection stood, so the other side may have got the request. */
  sent: boolean;
  timedOut: boolean;
  /** The connection had served another request before. */
  reused: boolean;
}

/** Translates what axios and Node throw. Only codes and our own words go in: their messages may hold the URL. */
export function failureOf(error: unknown, attempt: Attempt): HttpFailure {
  const { label, sent } = attempt;
  const status = error instanceof AxiosError ? error.response?.status : undefined;
  if (attempt.timedOut) {
    const where = sent ? 'no complete answer' : 'no connection';
    const reason = `${where} within ${attempt.timeoutMs} ms`;
    return new HttpFailure('timeout', label, reason, sent, status);
  }
  const message = error instanceof Error ? error.message : '';
  if (message.startsWith('maxContentLength')) {
    return new HttpFailure('tooLarge', label, 'the answer is over the limit', sent, status);
  }
  const code = codeOf(error);
  if (code.startsWith('Z_') || code.startsWith('ERR__ERROR_')) {
    return new HttpFailure('badBody', label, 'the answer does not decompress', sent, status);
  }
  if (code === 'EPRIVATE') {
    return new HttpFailure('network', label, 'refused: a private address', false);
  }
  const again = attempt.reused ? ' (on a kept connection)' : '';
  return new HttpFailure('network', label, `${code || 'failed'}${again}`, sent, status);
}

function codeOf(error: unknown): string {
  const of = (e: unknown) => (e as { code?: unknown } | undefined)?.code;
  const code = of((error as { cause?: unknown } | undefined)?.cause) ?? of(error);
  return typeof code === 'string' ? code : '';
}

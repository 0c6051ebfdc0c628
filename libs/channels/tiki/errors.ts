import {
  ChannelFailure,
  type FailureKind,
  type KeylessOutcome,
  type ReasonKey,
} from '@ganh/channels/kit';

/** tiki spec §7. 4xx requests are not to be repeated unchanged. */
export const STATUSES: Readonly<Record<number, FailureKind>> = {
  400: 'rejected',
  401: 'tokenExpired',
  403: 'rejected',
  404: 'notFound',
  405: 'rejected',
  406: 'rejected',
  422: 'rejected',
  429: 'throttled',
  500: 'transient',
  503: 'transient',
};

/** Errors of token calls. tiki spec §1 */
export const OAUTH_CODES: Readonly<Record<string, FailureKind>> = {
  invalid_grant: 'reconnect',
  access_denied: 'reconnect',
  invalid_client: 'rejected',
  invalid_scope: 'rejected',
  invalid_request: 'rejected',
  unauthorized_client: 'rejected',
  unsupported_grant_type: 'rejected',
};

/** Both tables as one: a status is written as failures name it. */
export const KINDS: Readonly<Record<string, FailureKind>> = {
  ...OAUTH_CODES,
  ...Object.fromEntries(Object.entries(STATUSES).map(([status, kind]) => [`http_${status}`, kind])),
};

interface Wording {
  says: RegExp;
  reason: ReasonKey;
  field?: string;
}

/** A refusal of the business has one status and a list of texts, so words alone tell what is wrong. tiki spec §3, §4, §7 */
export const WORDED: readonly Wording[] = [
  { says: /ten percent listing price|\bprice\b/i, reason: 'price_invalid', field: 'priceVnd' },
  { says: /\bimages?\b/i, reason: 'photo_unusable', field: 'photos' },
  { says: /\bcategory(_id)?\b/i, reason: 'missing_category', field: 'categoryId' },
  { says: /\bdescription\b/i, reason: 'missing_description', field: 'description' },
  { says: /\battributes?\b/i, reason: 'missing_attribute', field: 'attributes' },
];

/** The seller's own code is in use already; the same text comes with a review. tiki spec §3 */
export function isDoubled(text: string): boolean {
  return /\b420\b|not unique/i.test(text);
}

export function reasonOf(code: string, text: string) {
  const worded = isDoubled(text) ? undefined : WORDED.find((row) => row.says.test(text));
  const { reason: key = 'other' as const, field } = worded ?? {};
  const named = /attributes?\.(\w+)/.exec(text)?.[1];
  if (key !== 'missing_attribute' || !named) return { key, code, ...(field && { field }) };
  return { key, code, field: `attr:${named}`, values: { field: named } };
}

export interface TikiError {
  status: number;
  /** `error` of a token call; '' elsewhere. */
  code: string;
  texts: readonly string[];
  retryAfterMs?: number;
}

/** An answer that is no success, as a failure. `writes`: one on Tiki's side may have been carried out. */
export function failureOf(error: TikiError, label: string, writes: boolean): ChannelFailure {
  const { status, code, texts, retryAfterMs } = error;
  const kind =
    OAUTH_CODES[code] ?? STATUSES[status] ?? (status >= 500 ? 'transient' : ('rejected' as const));
  const text = texts.join('; ');
  return new ChannelFailure(
    kind,
    {
      code: code || `http_${status}`,
      httpStatus: status,
      ambiguous: writes && kind === 'transient',
      retryAfterMs,
      reason: status === 422 ? reasonOf('422', text) : undefined,
    },
    `${label}: ${status} ${code} ${text}`.slice(0, 300),
  );
}

/** A refusal that speaks of the item that was pushed, as its outcome; null where the call itself failed. */
export function refusedItem(error: unknown): Extract<KeylessOutcome, { kind: 'rejected' }> | null {
  if (!(error instanceof ChannelFailure) || !error.detail.reason) return null;
  return { kind: 'rejected', reason: error.detail.reason };
}

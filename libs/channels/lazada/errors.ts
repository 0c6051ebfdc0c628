import {
  ChannelFailure,
  type FailureKind,
  type ReasonKey,
  type SellerReason,
} from '@ganh/channels/kit';

interface Meaning {
  kind: FailureKind;
  /** It speaks of the item that was pushed: an outcome of that item, not of the call. */
  reason?: ReasonKey;
  /** As in ProductSnapshot or its answers. */
  field?: string;
  /** Worth another try after so long. */
  laterMs?: number;
}

const SECOND = 1_000;
const HOUR = 3_600_000;
const transient: Meaning = { kind: 'transient' };
const reconnect: Meaning = { kind: 'reconnect' };
/** The call, the app or the account is at fault: a person must look. */
const setUp: Meaning = { kind: 'rejected' };
const notFound: Meaning = { kind: 'notFound' };
const throttled = (laterMs: number): Meaning => ({ kind: 'throttled', laterMs });
const item = (reason: ReasonKey, field?: string): Meaning => ({ kind: 'rejected', reason, field });
const gone: Meaning = { kind: 'notFound', reason: 'gone' };
const price = item('price_invalid', 'priceVnd');

/** lazada spec §3 (tokens), §4.5 (products), §5 (orders), §6, §8 (gateway). */
export const CODES: Readonly<Record<string, Meaning>> = {
  ApiCallLimit: throttled(SECOND),
  SellerCallLimit: throttled(3 * SECOND),
  AppCallLimit: throttled(60 * SECOND),
  '901': throttled(SECOND),
  ServiceTimeout: transient,
  '6': transient,
  '512': transient,
  '513': transient,
  '1000': transient,
  '1002': transient,
  E1002: transient,
  '4147': transient,
  '4154': transient,
  '40011': transient,
  '700024': transient,
  '106': transient,
  '998': { kind: 'rejected', reason: 'price_locked', laterMs: HOUR },
  '4170': { kind: 'rejected', reason: 'stock_locked', laterMs: HOUR },

  IllegalAccessToken: { kind: 'tokenExpired' },
  InvalidAccessToken: { kind: 'tokenExpired' },
  IncompleteSignature: { kind: 'badSignature' },
  InvalidSignature: { kind: 'badSignature' },
  InvalidCode: reconnect,
  IllegalRefreshToken: reconnect,
  AUTH_TYPE_UNSUPPORTED: reconnect,
  AppNotSubscribed: reconnect,
  InvalidAppKey: setUp,
  AppWhiteIpLimit: setUp,
  InvalidApi: setUp,
  InvalidApiPath: setUp,
  MissingPartner: setUp,
  MissingParameter: setUp,
  SellerNotActive: setUp,
  SellerNotVerified: setUp,
  Mp3SellerApiLimit: setUp,

  '207': gone,
  '208': gone,
  '4136': gone,
  '4137': gone,
  EDIT_ITEM_NOT_BELONG_SELLER: gone,
  '4104': price,
  '4118': price,
  '4121': price,
  '4157': price,
  '4152': item('other', 'availableQty'),
  '4105': item('other', 'sku'),
  '4126': item('other', 'sku'),
  '4141': item('other', 'sku'),
  '4107': item('missing_attribute', 'attributes'),
  '4108': item('missing_attribute', 'attributes'),
  '4110': item('missing_attribute', 'attributes'),
  '4115': item('missing_attribute', 'attributes'),
  '4120': item('missing_attribute', 'attributes'),
  '4125': item('missing_attribute', 'attributes'),
  '4109': item('other', 'variants'),
  '4112': item('other', 'variants'),
  '4113': item('other', 'variants'),
  '4128': item('not_allowed'),
  '4155': item('not_allowed'),
  '4148': item('shop_limit'),
  '4218': item('not_allowed'),
  '4129': item('not_allowed', 'title'),
  '4131': item('not_allowed', 'description'),
  '4123': item('not_allowed'),
  '4130': item('not_allowed', 'attr:brand'),
  '4163': item('not_allowed'),
  '201': item('missing_category', 'categoryId'),
  '4134': item('missing_category', 'categoryId'),
  '4138': item('photo_unusable', 'photos'),
  '4139': item('missing_photo', 'photos'),
  '4164': item('missing_weight', 'weightGrams'),
  '4165': item('missing_attribute', 'attr:package_length'),

  '16': notFound,
  '105': notFound,
  '112': notFound,
  '700021': notFound,
  '600001': notFound,
  '14': setUp,
  '17': setUp,
  '19': setUp,
  '36': setUp,
  '37': setUp,
  '38': setUp,
  '39': setUp,
  '74': setUp,
  '75': setUp,
  '204': setUp,
  '4171': setUp,
  '1000012': setUp,
  '1000014': setUp,
  '700026': setUp,
  '600002': setUp,
  '700040': setUp,
};

const unknown: Meaning = item('other');

function meaningOf(code: string): Meaning {
  // What a clock that is off is answered with has no confirmed name. lazada spec §8
  return CODES[code] ?? (/timestamp/i.test(code) ? { kind: 'badSignature' } : unknown);
}

export interface LazadaError {
  code: string;
  message: string;
  requestId?: string;
  httpStatus?: number;
}

/** "this ban will last 1 seconds". lazada spec §8 */
function banMs(message: string): number | undefined {
  const seconds = /will last (\d+) second/i.exec(message)?.[1];
  return seconds === undefined ? undefined : Number(seconds) * SECOND;
}

/** An answer with an error, as a failure. `writes`: a transient one may have been carried out. lazada spec §9.12 */
export function failureOf(error: LazadaError, writes: boolean): ChannelFailure {
  const { kind, laterMs } = meaningOf(error.code);
  return new ChannelFailure(
    kind,
    {
      code: error.code,
      requestId: error.requestId,
      httpStatus: error.httpStatus,
      ambiguous: writes && kind === 'transient',
      retryAfterMs: kind === 'throttled' ? (banMs(error.message) ?? laterMs) : laterMs,
      reason: reasonOf(error.code),
    },
    `lazada ${error.code}: ${error.message}`,
  );
}

function reasonOf(code: string): SellerReason | undefined {
  const { reason, field } = meaningOf(code);
  return reason && { key: reason, code, field };
}

type Refusal =
  | { kind: 'rejected'; reason: SellerReason }
  | { kind: 'deferred'; retryAfterMs: number; reason?: SellerReason };

/** What one item of a call met under this code; trouble of the moment is tried again soon. */
export function refusalOf(code: string): Refusal {
  const { kind, laterMs } = meaningOf(code);
  const reason = reasonOf(code);
  if (!reason)
    return kind === 'rejected'
      ? other(code)
      : { kind: 'deferred', retryAfterMs: laterMs ?? BUSY_MS };
  return laterMs === undefined
    ? { kind: 'rejected', reason }
    : { kind: 'deferred', retryAfterMs: laterMs, reason };
}

const BUSY_MS = 30 * SECOND;
const other = (code: string): Refusal => ({ kind: 'rejected', reason: { key: 'other', code } });

/** A whole refusal of a call about one item, as that item's outcome; null where the call itself failed. */
export function refusedItem(failure: ChannelFailure): Refusal | null {
  return failure.detail.reason ? refusalOf(failure.detail.code) : null;
}

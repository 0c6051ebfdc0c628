import { ChannelFailure, type FailureKind, type ReasonKey } from '@ganh/channels/kit';

interface Meaning {
  kind: FailureKind;
  /** It speaks of the item that was pushed: an outcome of that item, not of the call. */
  reason?: ReasonKey;
  /** As in ProductSnapshot or its answers. */
  field?: string;
  /** Locked for now: worth another try after so long. */
  laterMs?: number;
}

const MINUTE = 60_000;

const item = (reason: ReasonKey, field?: string): Meaning => ({ kind: 'rejected', reason, field });
const gone: Meaning = { kind: 'notFound', reason: 'gone' };
const locked = (reason: ReasonKey): Meaning => ({
  kind: 'rejected',
  reason,
  laterMs: 60 * MINUTE,
});
/** The call, the app or the state of an order is at fault: no item is to blame. */
const refused: Meaning = { kind: 'rejected' };

/** Codes that mean the same, one row of the list after the other. */
const ROWS: readonly [meaning: Meaning, codes: string][] = [
  [{ kind: 'throttled' }, '36009002'],
  [
    { kind: 'transient' },
    '36009003 36009007 12001000 12052881 33001002 12052109 10002014 10002015 10037002 10037003 10037004 ' +
      '25001028 25007002 21001003 21001008 21001011 11034023 11034037 11006010 21023034',
  ],
  [{ kind: 'tokenExpired' }, '105002'],
  [{ kind: 'reconnect' }, '101000 105005 36009043 36009044 36004004 36004001 36004005'],
  [{ kind: 'badSignature' }, '106001'],
  [refused, '36009004 36009009 36009010 36009014 36009022 36009023 106013 36009033 98001004'],
  [
    item('photo_unusable', 'photos'),
    '36009021 12019116 12038002 12038004 12038005 12038014 12038015',
  ],
  [item('other'), '12052910 12052902 12052230 12052901 12019120 12052553 12052556 12052180'],
  [gone, '12052032 12052260 12052048'],
  [item('gone'), '12052557'],
  [item('other', 'variants'), '12052050'],
  [item('title_too_short', 'title'), '12052051'],
  [item('other', 'availableQty'), '12052055'],
  [item('price_invalid', 'priceVnd'), '12052073 12052084 12052570'],
  [item('shop_limit'), '12052093'],
  [
    item('other', 'warehouse'),
    '12052097 12052530 12052531 12052532 12052533 12019028 12052921 12052850',
  ],
  [item('missing_attribute', 'attributes'), '12052104'],
  [item('not_allowed'), '12052105 12052221 12052222 12052223 12052700'],
  [item('missing_category', 'categoryId'), '12052217 12052220'],
  [locked('price_locked'), '12052038 12019045'],
  [locked('stock_locked'), '12052393'],
  [locked('other'), '12052308 12052371 12052990'],
  [
    refused,
    '11006021 21008099 21011020 21011040 21008044 21011007 21011041 21011022 21011025 21011053 21011054 ' +
      '11034002 21008017 21023035 21042104',
  ],
  [{ kind: 'notFound' }, '21008111 21011028'],
  [
    refused,
    '25001001 25001011 25001014 25001015 25001020 25001021 25001045 25001051 25005010 25020003 25020004 ' +
      '25020005 25020009 25020010',
  ],
];

/** tiktok-shop spec §3 (stock and price), §7 */
export const CODES: Readonly<Record<string, Meaning>> = Object.fromEntries(
  ROWS.flatMap(([meaning, codes]) => codes.split(' ').map((code) => [code, meaning])),
);

/** Done before is done. tiktok-shop spec §7 */
export const ALREADY_SHIPPED: readonly string[] = ['11006021', '21008099', '21011020', '21011040'];
/** The label is still being made. tiktok-shop spec §7 */
export const LABEL_NOT_READY: readonly string[] = ['11034023', '11034037', '11006010', '21023034'];

/** The one code that only its words tell apart (tiktok-shop spec §7): the first line that fits wins. */
export const WORDED: readonly { says: RegExp; meaning: Meaning }[] = [
  { says: /timestamp/i, meaning: { kind: 'badSignature' } },
  { says: /token/i, meaning: { kind: 'reconnect' } },
];

interface TikTokError {
  code: string;
  message: string;
  requestId?: string;
  httpStatus?: number;
  retryAfterMs?: number;
}

function meaningOf({ code, message, httpStatus = 0 }: TikTokError): Meaning {
  const worded = code === '36009004' && WORDED.find((row) => row.says.test(message));
  if (worded) return worded.meaning;
  const own = CODES[code];
  if (own) return own;
  if (httpStatus === 429) return { kind: 'throttled' };
  return httpStatus >= 500 ? { kind: 'transient' } : item('other');
}

/** An answer with an error, as a failure. `writes`: a transient one may have been carried out. */
export function failureOf(error: TikTokError, writes: boolean): ChannelFailure {
  const { code, message, requestId, httpStatus } = error;
  const { kind, reason, field, laterMs } = meaningOf(error);
  return new ChannelFailure(
    kind,
    {
      code,
      requestId,
      httpStatus,
      ambiguous: writes && kind === 'transient',
      retryAfterMs: kind === 'throttled' ? error.retryAfterMs : laterMs,
      reason: reason && { key: reason, code, field },
    },
    `tiktok-shop ${code}: ${message}`,
  );
}

import { ChannelFailure, type FailureKind, type ReasonKey } from '@ganh/channels/kit';

interface Meaning {
  kind: FailureKind;
  reason?: ReasonKey;
  field?: string;
  retryAfterMs?: number;
}

const MINUTE = 60_000;
const throttled: Meaning = { kind: 'throttled' };
const reconnect: Meaning = { kind: 'reconnect' };
const rejected: Meaning = { kind: 'rejected' };
const transient: Meaning = { kind: 'transient' };

/** By `code/subcode` where the subcode changes the meaning, else by `code`. facebook spec §2, §5, §6.4 */
export const CODES: Readonly<Record<string, Meaning>> = {
  '1': transient,
  '2': transient,
  '2/2018344': rejected,
  '3': rejected,
  '4': throttled,
  '10': reconnect,
  '10/2018278': { kind: 'rejected', reason: 'window_closed' },
  '10/2018065': { kind: 'rejected', reason: 'window_closed' },
  '10/1893063': { kind: 'throttled', retryAfterMs: 30 * MINUTE },
  '17': throttled,
  '32': throttled,
  '100': { kind: 'rejected', reason: 'other' },
  '100/33': { kind: 'notFound', reason: 'gone' },
  '102': reconnect,
  '190': reconnect,
  '341': throttled,
  // Blocked for policy reasons: stop writing, do not loop.
  '368': { kind: 'throttled', retryAfterMs: 240 * MINUTE },
  '506': { kind: 'duplicate' },
  '551': rejected,
  '613': throttled,
  '1200': transient,
  '10900': { kind: 'duplicate' },
  '10902': rejected,
  '10903': rejected,
  '1609005': { kind: 'rejected', reason: 'other', field: 'pageUrl' },
  '80000': throttled,
  '80001': throttled,
  '80002': throttled,
  '80003': throttled,
  '80004': throttled,
  '80005': throttled,
  '80006': throttled,
  '80008': throttled,
  '80009': throttled,
  '80014': throttled,
};

/** Default pause of a limit that does not say for how long. facebook spec §3 */
export const PAUSE_MS = 5 * MINUTE;

/** The two texts of a missing or wrong proof: our secret is at fault, not the parameter (facebook spec §1.2). */
const PROOF = /appsecret_proof/;

export interface GraphError {
  code: number | null;
  subcode: number | null;
  type: string | null;
  message: string;
  isTransient: boolean;
  traceId: string | null;
}

function meaningOf({ code, subcode, type, message, isTransient }: GraphError): Meaning {
  if (code === 100 && type === 'GraphMethodException' && PROOF.test(message))
    return { kind: 'badSignature' };
  const known = CODES[`${code}/${subcode}`] ?? CODES[String(code)];
  if (known?.kind === 'throttled') return known;
  if (isTransient) return transient;
  if (known) return known;
  // 200–299: a permission is missing. What nobody has described is permanent. facebook spec §2
  return code !== null && code >= 200 && code <= 299
    ? reconnect
    : { kind: 'rejected', reason: 'other' };
}

/** @param regainMs what the usage header says about when the limit opens again. */
export function failureOf(
  error: GraphError,
  writes: boolean,
  httpStatus: number,
  regainMs?: number,
): ChannelFailure {
  const { kind, reason, field, retryAfterMs } = meaningOf(error);
  const code = error.subcode === null ? String(error.code) : `${error.code}/${error.subcode}`;
  return new ChannelFailure(
    kind,
    {
      code,
      httpStatus,
      requestId: error.traceId ?? undefined,
      ambiguous: writes && kind === 'transient',
      retryAfterMs: kind === 'throttled' ? (retryAfterMs ?? regainMs ?? PAUSE_MS) : undefined,
      reason: reason && { key: reason, code, field },
    },
    `facebook ${code}: ${error.message}`,
  );
}

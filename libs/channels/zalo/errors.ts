import { ChannelFailure, type FailureKind, type ReasonKey } from '@ganh/channels/kit';

interface Meaning {
  kind: FailureKind;
  reason?: ReasonKey;
  retryAfterMs?: number;
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const transient: Meaning = { kind: 'transient' };
const expired: Meaning = { kind: 'tokenExpired' };
const reconnect: Meaning = { kind: 'reconnect' };
const badSignature: Meaning = { kind: 'badSignature' };
const rejected: Meaning = { kind: 'rejected' };
const unusable: Meaning = { kind: 'rejected', reason: 'other' };
const notAllowed: Meaning = { kind: 'rejected', reason: 'not_allowed' };
const closed: Meaning = { kind: 'rejected', reason: 'window_closed' };
const usedUp: Meaning = { kind: 'rejected', reason: 'quota_used_up' };
const slow: Meaning = { kind: 'throttled', retryAfterMs: MINUTE };
/** Until 06:05 in Vietnam, see `nightEndsInMs`. */
const night: Meaning = { kind: 'throttled' };

/** The OA's host. zalo spec §7.1 */
export const OA_CODES: Readonly<Record<string, Meaning>> = {
  '-32': slow,
  '-100': unusable,
  '-200': transient,
  '-201': unusable,
  '-204': reconnect,
  '-205': reconnect,
  '-209': reconnect,
  '-210': unusable,
  '-211': usedUp,
  '-212': reconnect,
  '-213': closed,
  '-214': transient,
  '-216': expired,
  '-217': rejected,
  '-218': usedUp,
  '-219': reconnect,
  '-220': expired,
  '-221': notAllowed,
  '-223': reconnect,
  '-224': notAllowed,
  '-227': rejected,
  '-230': closed,
  '-232': closed,
  '-233': rejected,
  '-234': night,
  '-235': rejected,
  '-237': rejected,
  '-238': rejected,
  '-240': rejected,
  '-241': rejected,
  '-242': badSignature,
  '-244': rejected,
  '-248': notAllowed,
  '-249': rejected,
  '-320': usedUp,
  '-321': usedUp,
  '-403': rejected,
  '-1340': rejected,
  '-1341': rejected,
};

/** Templates by phone: another host, where the same numbers mean other things. zalo spec §7.2 */
export const PHONE_CODES: Readonly<Record<string, Meaning>> = {
  '-100': transient,
  '-101': reconnect,
  '-102': reconnect,
  '-103': reconnect,
  '-104': reconnect,
  '-105': reconnect,
  '-115': usedUp,
  '-117': rejected,
  '-124': expired,
  '-1241': badSignature,
  '-133': night,
  '-136': usedUp,
  '-137': usedUp,
  '-144': usedUp,
  '-1441': usedUp,
  '-147': usedUp,
  '-1471': usedUp,
  '-1472': usedUp,
  '-160': usedUp,
};

export type ZaloHost = 'oa' | 'phone';

/** Two meanings share -223; only the words tell. zalo spec §2, §7.1 */
const QUOTA = /quota|limit|hạn mức/i;

function meaningOf(host: ZaloHost, code: string, message: string): Meaning {
  if (host === 'phone') return PHONE_CODES[code] ?? rejected;
  if (code === '-223' && QUOTA.test(message)) return usedUp;
  return OA_CODES[code] ?? unusable;
}

/** @param now ms UTC */
export function failureOf(
  told: { host: ZaloHost; code: number | null; message: string },
  writes: boolean,
  httpStatus: number,
  now: number,
): ChannelFailure {
  const code = String(told.code);
  const meaning = meaningOf(told.host, code, told.message);
  const { kind, reason } = meaning;
  const waits = kind === 'throttled' ? (meaning.retryAfterMs ?? nightEndsInMs(now)) : undefined;
  return new ChannelFailure(
    kind,
    {
      code,
      httpStatus,
      ambiguous: writes && kind === 'transient',
      retryAfterMs: waits,
      reason: reason && { key: reason, code },
    },
    `zalo ${told.host} ${code}: ${told.message}`,
  );
}

const DAY = 24 * HOUR;
/** 06:05 in Vietnam, as ms of the day in UTC. That the night is Vietnam's is not confirmed. zalo spec §12 */
const MORNING_UTC = 23 * HOUR + 5 * MINUTE;

/** From now until the next 06:05. zalo spec §7.1 */
export function nightEndsInMs(now: number): number {
  return (((MORNING_UTC - now) % DAY) + DAY) % DAY || DAY;
}

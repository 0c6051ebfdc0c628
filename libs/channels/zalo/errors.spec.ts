import { failureOf, nightEndsInMs, OA_CODES, PHONE_CODES, type ZaloHost } from './errors';

const NOW = Date.UTC(2026, 10, 1, 16, 0, 0); // 23:00 in Vietnam
const told = (host: ZaloHost, code: number, message = '') =>
  failureOf({ host, code, message }, true, 200, NOW);

/** Written from zalo spec §7.1. */
const OA: [code: number, kind: string, reason?: string][] = [
  [-32, 'throttled'],
  [-100, 'rejected', 'other'],
  [-200, 'transient'],
  [-201, 'rejected', 'other'],
  [-204, 'reconnect'],
  [-205, 'reconnect'],
  [-209, 'reconnect'],
  [-210, 'rejected', 'other'],
  [-211, 'rejected', 'quota_used_up'],
  [-212, 'reconnect'],
  [-213, 'rejected', 'window_closed'],
  [-214, 'transient'],
  [-216, 'tokenExpired'],
  [-217, 'rejected'],
  [-218, 'rejected', 'quota_used_up'],
  [-219, 'reconnect'],
  [-220, 'tokenExpired'],
  [-221, 'rejected', 'not_allowed'],
  [-223, 'reconnect'],
  [-224, 'rejected', 'not_allowed'],
  [-227, 'rejected'],
  [-230, 'rejected', 'window_closed'],
  [-232, 'rejected', 'window_closed'],
  [-233, 'rejected'],
  [-234, 'throttled'],
  [-235, 'rejected'],
  [-237, 'rejected'],
  [-238, 'rejected'],
  [-240, 'rejected'],
  [-241, 'rejected'],
  [-242, 'badSignature'],
  [-244, 'rejected'],
  [-248, 'rejected', 'not_allowed'],
  [-249, 'rejected'],
  [-320, 'rejected', 'quota_used_up'],
  [-321, 'rejected', 'quota_used_up'],
  [-403, 'rejected'],
  [-1340, 'rejected'],
  [-1341, 'rejected'],
];

/** Written from zalo spec §7.2: only numbers that are more than a refusal for good stand in the table. */
const PHONE: [code: number, kind: string, reason?: string][] = [
  [-100, 'transient'],
  [-101, 'reconnect'],
  [-102, 'reconnect'],
  [-103, 'reconnect'],
  [-104, 'reconnect'],
  [-105, 'reconnect'],
  [-115, 'rejected', 'quota_used_up'],
  [-117, 'rejected'],
  [-124, 'tokenExpired'],
  [-1241, 'badSignature'],
  [-133, 'throttled'],
  [-136, 'rejected', 'quota_used_up'],
  [-137, 'rejected', 'quota_used_up'],
  [-144, 'rejected', 'quota_used_up'],
  [-1441, 'rejected', 'quota_used_up'],
  [-147, 'rejected', 'quota_used_up'],
  [-1471, 'rejected', 'quota_used_up'],
  [-1472, 'rejected', 'quota_used_up'],
  [-160, 'rejected', 'quota_used_up'],
];

describe.each<[ZaloHost, typeof OA, Readonly<Record<string, unknown>>]>([
  ['oa', OA, OA_CODES],
  ['phone', PHONE, PHONE_CODES],
])('the table of codes of the host %s', (host, rows, table) => {
  it.each(rows.map(([code, kind, reason]) => ({ code, kind, reason })))(
    '$code is $kind',
    ({ code, kind, reason }) => {
      const failure = told(host, code);
      expect(failure.kind).toBe(kind);
      expect(failure.detail.reason?.key).toBe(reason);
      expect(failure.detail.ambiguous).toBe(kind === 'transient');
    },
  );

  it('has a test for every row', () => {
    expect(rows.map(([code]) => String(code)).sort()).toEqual(Object.keys(table).sort());
  });
});

it.each([-108, -109, -111, -112, -1121, -1122, -113, -114, -118, -119, -131, -132, -139, -145])(
  'by phone %i is refused for good',
  (code) => {
    expect(told('phone', code)).toMatchObject({ kind: 'rejected', detail: { code: String(code) } });
  },
);

it('an unknown number is a refusal that nobody can explain', () => {
  expect(told('oa', -987654).detail.reason).toEqual({ key: 'other', code: '-987654' });
});

it('-223 means two things, told apart by its words', () => {
  expect(told('oa', -223, 'OA has not authorized this API').kind).toBe('reconnect');
  expect(told('oa', -223, 'Article quota reached').detail.reason?.key).toBe('quota_used_up');
});

it('what is refused at night comes back at 06:05 in Vietnam', () => {
  const sevenHours = (7 * 60 + 5) * 60_000;
  expect(nightEndsInMs(NOW)).toBe(sevenHours);
  expect(told('oa', -234).detail.retryAfterMs).toBe(sevenHours);
  expect(nightEndsInMs(NOW + sevenHours)).toBe(86_400_000);
});

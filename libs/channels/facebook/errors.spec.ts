import { CODES, failureOf, type GraphError } from './errors';

const error = (over: Partial<GraphError>): GraphError => ({
  code: null,
  subcode: null,
  type: 'OAuthException',
  message: '',
  isTransient: false,
  traceId: 'A1',
  ...over,
});
const kindOf = (code: number, subcode: number | null = null, over: Partial<GraphError> = {}) =>
  failureOf(error({ code, subcode, ...over }), true, 400).kind;

/** Written from facebook spec §2, §5 and §6.4. */
const EXPECTED: [code: number, subcode: number | null, kind: string][] = [
  [1, null, 'transient'],
  [2, null, 'transient'],
  [2, 2018344, 'rejected'],
  [3, null, 'rejected'],
  [4, null, 'throttled'],
  [10, null, 'reconnect'],
  [10, 2018278, 'rejected'],
  [10, 2018065, 'rejected'],
  [10, 1893063, 'throttled'],
  [17, null, 'throttled'],
  [32, null, 'throttled'],
  [100, null, 'rejected'],
  [100, 33, 'notFound'],
  [102, null, 'reconnect'],
  [190, null, 'reconnect'],
  [341, null, 'throttled'],
  [368, null, 'throttled'],
  [506, null, 'duplicate'],
  [551, null, 'rejected'],
  [613, null, 'throttled'],
  [1200, null, 'transient'],
  [10900, null, 'duplicate'],
  [10902, null, 'rejected'],
  [10903, null, 'rejected'],
  [1609005, null, 'rejected'],
  [80000, null, 'throttled'],
  [80001, null, 'throttled'],
  [80002, null, 'throttled'],
  [80003, null, 'throttled'],
  [80004, null, 'throttled'],
  [80005, null, 'throttled'],
  [80006, null, 'throttled'],
  [80008, null, 'throttled'],
  [80009, null, 'throttled'],
  [80014, null, 'throttled'],
];

describe('the table of codes', () => {
  it.each(EXPECTED.map(([code, subcode, kind]) => ({ code, subcode, kind })))(
    '$code/$subcode is $kind',
    ({ code, subcode, kind }) => expect(kindOf(code, subcode)).toBe(kind),
  );

  it('has a test for every row', () => {
    const rows = EXPECTED.map(([code, subcode]) =>
      subcode === null ? String(code) : `${code}/${subcode}`,
    );
    expect(rows.sort()).toEqual(Object.keys(CODES).sort());
  });

  it.each([
    [190, 463, 'reconnect'],
    [190, 458, 'reconnect'],
    [17, 2446079, 'throttled'],
    [4, 2018022, 'throttled'],
    [613, 1996, 'throttled'],
    [551, 1545041, 'rejected'],
    [100, 2018001, 'rejected'],
    [200, null, 'reconnect'],
    [299, null, 'reconnect'],
    [300, null, 'rejected'],
    [424242, 7, 'rejected'],
  ])('%i/%s falls back to %s', (code, subcode, kind) => expect(kindOf(code, subcode)).toBe(kind));

  it('what calls itself transient is, but a limit stays a limit', () => {
    expect(kindOf(424242, null, { isTransient: true })).toBe('transient');
    expect(kindOf(100, null, { isTransient: true })).toBe('transient');
    expect(kindOf(80001, null, { isTransient: true })).toBe('throttled');
  });

  it.each([
    'API calls from the server require an appsecret_proof argument',
    'Invalid appsecret_proof provided in the API argument',
  ])('100 "%s" is our secret', (message) => {
    expect(kindOf(100, null, { type: 'GraphMethodException', message })).toBe('badSignature');
    expect(kindOf(100, null, { message })).toBe('rejected');
  });
});

describe('how long to wait', () => {
  it.each([
    [80014, null, undefined, 300_000],
    [80014, null, 120_000, 120_000],
    [368, null, 120_000, 14_400_000],
    [10, 1893063, undefined, 1_800_000],
  ])('%i/%s with %s from the header is %i ms', (code, subcode, regainMs, wait) => {
    expect(failureOf(error({ code, subcode }), false, 400, regainMs).detail.retryAfterMs).toBe(
      wait,
    );
  });

  it('only a write that met trouble may have been carried out', () => {
    expect(failureOf(error({ code: 2 }), true, 503).detail).toMatchObject({
      ambiguous: true,
      requestId: 'A1',
    });
    expect(failureOf(error({ code: 2 }), false, 503).detail.ambiguous).toBe(false);
    expect(failureOf(error({ code: 100 }), true, 400).detail.ambiguous).toBe(false);
  });
});

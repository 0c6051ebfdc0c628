import { refusedItem } from '@ganh/channels/kit';
import { ALREADY_SHIPPED, CODES, failureOf, LABEL_NOT_READY, WORDED } from './errors';

/** Written from tiktok-shop spec §1, §3 and §7, not from the table under test: a line is a meaning and its codes. */
const EXPECTED: [kind: string, reason: string | undefined, codes: string][] = [
  ['throttled', undefined, '36009002'],
  ['transient', undefined, '36009003 36009007 12001000 12052881 33001002 12052109 10002014'],
  ['transient', undefined, '10002015 10037002 10037003 10037004 25001028 25007002 21001003'],
  ['transient', undefined, '21001008 21001011 11034023 11034037 11006010 21023034'],
  ['tokenExpired', undefined, '105002'],
  ['reconnect', undefined, '101000 105005 36009043 36009044 36004004 36004001 36004005'],
  ['badSignature', undefined, '106001'],
  ['rejected', undefined, '36009004 36009009 36009010 36009014 36009022 36009023 106013'],
  ['rejected', undefined, '36009033 98001004'],
  ['rejected', 'photo_unusable', '36009021 12019116 12038002 12038004 12038005 12038014 12038015'],
  ['rejected', 'other', '12052910 12052902 12052230 12052901 12019120 12052553 12052556 12052180'],
  ['notFound', 'gone', '12052032 12052260 12052048'],
  ['rejected', 'gone', '12052557'],
  ['rejected', 'other', '12052050 12052055'],
  ['rejected', 'title_too_short', '12052051'],
  ['rejected', 'price_invalid', '12052073 12052084 12052570'],
  ['rejected', 'shop_limit', '12052093'],
  ['rejected', 'other', '12052097 12052530 12052531 12052532 12052533 12019028 12052921 12052850'],
  ['rejected', 'missing_attribute', '12052104'],
  ['rejected', 'not_allowed', '12052105 12052221 12052222 12052223 12052700'],
  ['rejected', 'missing_category', '12052217 12052220'],
  ['rejected', 'price_locked', '12052038 12019045'],
  ['rejected', 'stock_locked', '12052393'],
  ['rejected', 'other', '12052308 12052371 12052990'],
  ['rejected', undefined, '11006021 21008099 21011020 21011040 21008044 21011007 21011041'],
  ['rejected', undefined, '21011022 21011025 21011053 21011054 11034002 21008017 21023035'],
  ['rejected', undefined, '21042104'],
  ['notFound', undefined, '21008111 21011028'],
  ['rejected', undefined, '25001001 25001011 25001014 25001015 25001020 25001021 25001045'],
  ['rejected', undefined, '25001051 25005010 25020003 25020004 25020005 25020009 25020010'],
];

const rows = EXPECTED.flatMap(([kind, reason, codes]) =>
  codes.split(' ').map((code) => ({ code, kind, reason })),
);
const failure = (code: string, message = '', httpStatus = 200) =>
  failureOf({ code, message, httpStatus }, true);

describe('the table of codes', () => {
  it.each(rows)('$code is $kind $reason', ({ code, kind, reason }) => {
    const { kind: met, detail } = failure(code);
    expect([met, detail.reason?.key, detail.code]).toEqual([kind, reason, code]);
    expect(detail.ambiguous).toBe(kind === 'transient');
  });

  it('has a test for every row, and lists only codes that have one', () => {
    expect(rows.map(({ code }) => code).sort()).toEqual(Object.keys(CODES).sort());
    expect([...ALREADY_SHIPPED, ...LABEL_NOT_READY].filter((code) => !CODES[code])).toEqual([]);
  });

  it.each([
    ['Invalid timestamp: it is expired', 'badSignature'],
    ['Invalid access token', 'reconnect'],
    ['Unexpected identifier: shop_cipher', 'rejected'],
  ])('36009004 "%s" is %s', (message, kind) => {
    expect(failure('36009004', message).kind).toBe(kind);
  });

  it('looks at words for that code alone', () => {
    for (const { says } of WORDED) expect(says.test('timestamp token')).toBe(true);
    expect(failure('12052051', 'token').kind).toBe('rejected');
  });

  it.each([
    [200, 'rejected'],
    [429, 'throttled'],
    [500, 'transient'],
    [503, 'transient'],
  ])('a code of tomorrow with status %i is %s', (status, kind) => {
    expect(failure('99999999', '', status).kind).toBe(kind);
  });

  it('what a promotion holds comes again, what is wrong stands', () => {
    expect(refusedItem(failure('12052393'))).toMatchObject({
      kind: 'deferred',
      retryAfterMs: 3_600_000,
      reason: { key: 'stock_locked' },
    });
    expect(refusedItem(failure('12052073'))).toMatchObject({ kind: 'rejected' });
    expect(refusedItem(failure('36009003'))).toBeNull();
  });

  it('the channel says how long it wants to be left alone', () => {
    const told = failureOf({ code: '36009002', message: '', retryAfterMs: 7_000 }, false);
    expect(told.detail.retryAfterMs).toBe(7_000);
  });
});

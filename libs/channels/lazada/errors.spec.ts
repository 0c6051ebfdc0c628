import { CODES, failureOf, refusalOf, refusedItem } from './errors';

const meaning = (code: string, message = '', writes = true) => failureOf({ code, message }, writes);

/** Written from lazada spec §3, §4.5, §5, §6 and §8, not from the table under test. */
const EXPECTED: Readonly<Record<string, readonly string[]>> = {
  throttled: ['ApiCallLimit', 'SellerCallLimit', 'AppCallLimit', '901'],
  transient: [
    ...['ServiceTimeout', '6', '512', '513', '1000', '1002', 'E1002', '4147', '4154'],
    ...['40011', '700024', '106'],
  ],
  tokenExpired: ['IllegalAccessToken', 'InvalidAccessToken'],
  badSignature: ['IncompleteSignature', 'InvalidSignature'],
  reconnect: ['InvalidCode', 'IllegalRefreshToken', 'AUTH_TYPE_UNSUPPORTED', 'AppNotSubscribed'],
  notFound: ['16', '105', '112', '700021', '600001'],
  rejected: [
    ...['InvalidAppKey', 'AppWhiteIpLimit', 'InvalidApi', 'InvalidApiPath', 'MissingPartner'],
    ...['MissingParameter', 'SellerNotActive', 'SellerNotVerified', 'Mp3SellerApiLimit'],
    ...['14', '17', '19', '36', '37', '38', '39', '74', '75', '204', '4171', '1000012', '1000014'],
    ...['700026', '600002', '700040'],
  ],
  'notFound gone': ['207', '208', '4136', '4137', 'EDIT_ITEM_NOT_BELONG_SELLER'],
  'rejected price_invalid': ['4104', '4118', '4121', '4157'],
  'rejected price_locked': ['998'],
  'rejected stock_locked': ['4170'],
  'rejected missing_attribute': ['4107', '4108', '4110', '4115', '4120', '4125', '4165'],
  'rejected missing_category': ['201', '4134'],
  'rejected missing_photo': ['4139'],
  'rejected photo_unusable': ['4138'],
  'rejected missing_weight': ['4164'],
  'rejected shop_limit': ['4148'],
  'rejected not_allowed': ['4128', '4155', '4218', '4129', '4131', '4123', '4130', '4163'],
  'rejected other': ['4152', '4105', '4126', '4141', '4109', '4112', '4113'],
};
const ROWS = Object.entries(EXPECTED).flatMap(([what, codes]) =>
  codes.map((code) => ({ code, what })),
);

describe('the table of codes', () => {
  it.each(ROWS)('$code is $what', ({ code, what }) => {
    const { kind, detail } = meaning(code);
    expect([kind, detail.reason?.key].filter(Boolean).join(' ')).toBe(what);
    expect(detail.code).toBe(code);
  });

  it('has a test for every row', () => {
    expect(ROWS.map((row) => row.code).sort()).toEqual(Object.keys(CODES).sort());
  });

  it.each([
    ['InvalidTimestamp', 'badSignature'],
    ['IllegalTimestamp', 'badSignature'],
    ['a_code_of_tomorrow', 'rejected'],
    ['', 'rejected'],
  ])('%j outside the table is %s', (code, kind) => expect(meaning(code).kind).toBe(kind));
});

describe('what goes with a failure', () => {
  it('a write that met trouble may have been carried out', () => {
    expect(meaning('ServiceTimeout').detail.ambiguous).toBe(true);
    expect(meaning('ServiceTimeout', '', false).detail.ambiguous).toBe(false);
    expect(meaning('4104').detail.ambiguous).toBe(false);
  });

  it('waits as long as the ban lasts', () => {
    const words = 'Api access frequency exceeds the limit. this ban will last 7 seconds';
    expect(meaning('ApiCallLimit', words).detail.retryAfterMs).toBe(7_000);
    expect(meaning('ApiCallLimit').detail.retryAfterMs).toBe(1_000);
  });

  it('an item refused stands, one locked or busy comes again, a failed call is neither', () => {
    expect(refusedItem(meaning('4104'))).toMatchObject({ kind: 'rejected' });
    expect(refusedItem(meaning('4170'))).toMatchObject({
      kind: 'deferred',
      reason: { key: 'stock_locked' },
    });
    expect(refusedItem(meaning('ServiceTimeout'))).toBeNull();
    expect(refusalOf('6')).toMatchObject({ kind: 'deferred' });
    expect(refusalOf('204')).toMatchObject({ kind: 'rejected', reason: { key: 'other' } });
  });
});

import {
  failureOf,
  isDoubled,
  OAUTH_CODES,
  reasonOf,
  refusedItem,
  STATUSES,
  WORDED,
} from './errors';

/** Written from tiki spec §1 and §7, not from the tables under test. */
const BY_STATUS: [status: number, kind: string][] = [
  [400, 'rejected'],
  [401, 'tokenExpired'],
  [403, 'rejected'],
  [404, 'notFound'],
  [405, 'rejected'],
  [406, 'rejected'],
  [422, 'rejected'],
  [429, 'throttled'],
  [500, 'transient'],
  [503, 'transient'],
];
const BY_OAUTH: [code: string, kind: string][] = [
  ['invalid_grant', 'reconnect'],
  ['access_denied', 'reconnect'],
  ['invalid_client', 'rejected'],
  ['invalid_scope', 'rejected'],
  ['invalid_request', 'rejected'],
  ['unauthorized_client', 'rejected'],
  ['unsupported_grant_type', 'rejected'],
];
const BY_WORDS: [text: string, reason: string][] = [
  ['Price is not valid because less than ten percent listing price', 'price_invalid'],
  ['image is not a valid url', 'photo_unusable'],
  ['category_id is not a primary category', 'missing_category'],
  ['description is required', 'missing_description'],
  ['attributes.origin is required', 'missing_attribute'],
];

const meaning = (status: number, code = '', texts: string[] = [], writes = true) =>
  failureOf({ status, code, texts }, 'tiki x', writes);

it.each(BY_STATUS)('HTTP %i is %s', (status, kind) => {
  expect(meaning(status).kind).toBe(kind);
  expect(meaning(status).detail.ambiguous).toBe(kind === 'transient');
  expect(meaning(status, '', [], false).detail.ambiguous).toBe(false);
});

it.each(BY_OAUTH)('%s of a token call is %s', (code, kind) => {
  expect(meaning(400, code)).toMatchObject({ kind, detail: { code } });
});

it.each(BY_WORDS)('"%s" speaks of the item: %s', (text, reason) => {
  expect(refusedItem(meaning(422, '', [text]))).toMatchObject({
    kind: 'rejected',
    reason: { key: reason },
  });
});

it('no row is without a test', () => {
  expect(BY_STATUS.map(([status]) => status)).toEqual(Object.keys(STATUSES).map(Number));
  expect(BY_OAUTH.map(([code]) => code)).toEqual(Object.keys(OAUTH_CODES));
  expect(BY_WORDS.map(([, reason]) => reason)).toEqual(WORDED.map((row) => row.reason));
});

it('an attribute is named by its code', () => {
  expect(reasonOf('422', 'attributes.origin is required')).toMatchObject({
    field: 'attr:origin',
    values: { field: 'origin' },
  });
});

it('an unknown status is a refusal below 500 and a fault of theirs above; only 422 speaks of an item', () => {
  expect([meaning(418).kind, meaning(502).kind]).toEqual(['rejected', 'transient']);
  expect(refusedItem(meaning(400, '', ['price']))).toBeNull();
  expect(refusedItem(new Error('x'))).toBeNull();
});

it('a code in use already is told by its number or its words, and is no matter of the price', () => {
  const text = 'code 420: seller product code is not unique, price 5';
  expect(isDoubled(text)).toBe(true);
  expect(isDoubled('price 14200')).toBe(false);
  expect(reasonOf('rejected', text).key).toBe('other');
});

import vectors from '../../../test/vectors/shopee.json';
import { pushSign, requestSign, sameSign } from './signature';

describe('the sandbox signs as Shopee publishes it', () => {
  it.each(vectors.requests)('$type $path', ({ path, accessToken, id, sign }) => {
    const { partnerId, partnerKey, timestamp } = vectors;
    const parts = {
      partnerId,
      path,
      timestamp,
      accessToken: accessToken ?? undefined,
      id: id ? String(id) : undefined,
    };
    expect(requestSign(partnerKey, parts)).toBe(sign);
    expect(requestSign(partnerKey, { ...parts, timestamp: timestamp + 1 })).not.toBe(sign);
  });

  it.each(vectors.push.cases)('push to $callbackUrl', ({ callbackUrl, authorization }) => {
    expect(pushSign(vectors.push.pushKey, callbackUrl, vectors.push.rawBody)).toBe(authorization);
  });

  it('compares whole signs', () => {
    expect(sameSign('abc', 'abc')).toBe(true);
    expect(sameSign('abc', 'ab')).toBe(false);
    expect(sameSign('abc', 'abd')).toBe(false);
  });
});

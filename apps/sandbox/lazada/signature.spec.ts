import vectors from '../../../test/vectors/lazada.json';
import { pushSign, requestSign, sameSign } from './signature';

describe('the sandbox signs as Lazada publishes it', () => {
  it.each(vectors.requests)('$name', ({ appSecret, path, parameters, sign }) => {
    const given = parameters as unknown as Record<string, string>;
    expect(requestSign(appSecret, path, given)).toBe(sign);
    expect(requestSign(appSecret, path, { ...given, sign: 'whatever' })).toBe(sign);
    expect(requestSign(appSecret, path, { ...given, more: '1' })).not.toBe(sign);
  });

  it.each(vectors.pushes)('push: $name', ({ appKey, appSecret, rawBody, authorization }) => {
    expect(pushSign(appKey, appSecret, rawBody)).toBe(authorization);
    expect(pushSign(appKey, appSecret, `${rawBody} `)).not.toBe(authorization);
  });

  it('compares whole signs', () => {
    expect([sameSign('AB', 'AB'), sameSign('AB', 'A'), sameSign('AB', 'AC')]).toEqual([
      true,
      false,
      false,
    ]);
  });
});

import fc from 'fast-check';
import vectors from '../../../test/vectors/lazada.json';
import { baseString, callSign, pushSign } from './sign';

describe('Lazada signatures', () => {
  it.each(vectors.requests)('$name', ({ appSecret, path, parameters, signed, sign }) => {
    const pairs = Object.entries(parameters as unknown as Record<string, string>);
    expect(baseString(path, pairs)).toBe(signed);
    expect(callSign(appSecret, path, pairs)).toBe(sign);
  });

  it.each(vectors.pushes)('push: $name', ({ appKey, appSecret, rawBody, authorization }) => {
    expect(pushSign(appKey, appSecret, Buffer.from(rawBody))).toBe(authorization);
  });

  it('does not depend on the order of the parameters', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[A-Za-z0-9_]{1,8}$/), { minLength: 2 });
    fc.assert(
      fc.property(names, (all) => {
        const pairs = all.map((name): [string, string] => [name, `v${name}`]);
        expect(baseString('/p', pairs.toReversed())).toBe(baseString('/p', pairs));
      }),
    );
  });
});

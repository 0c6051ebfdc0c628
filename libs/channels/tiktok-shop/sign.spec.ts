import fc from 'fast-check';
import vectors from '../../../test/vectors/tiktok-shop.json';
import { callSign, signedBytes, webhookSign } from './sign';

describe('TikTok Shop signatures', () => {
  it.each(vectors.requests)(
    '$name',
    ({ appSecret, path, query, body, multipart, signed, sign }) => {
      const parts = {
        path,
        query: Object.entries(query),
        body: Buffer.from(multipart ? '' : (body ?? '')),
      };
      expect(signedBytes(appSecret, parts).toString()).toBe(signed);
      expect(callSign(appSecret, parts)).toBe(sign);
    },
  );

  it('do not hang on the order of the query, nor on the sign itself', () => {
    const names = fc.uniqueArray(fc.stringMatching(/^[a-z_]{1,8}$/), { minLength: 2 });
    fc.assert(
      fc.property(names, (all) => {
        const query = all.map((name): [string, string] => [name, `v${name}`]);
        const body = Buffer.from('{"a":1}');
        const other: [string, string][] = [...query.toReversed(), ['sign', 'x']];
        expect(callSign('s', { path: '/p', query: other, body })).toBe(
          callSign('s', { path: '/p', query, body }),
        );
      }),
    );
  });

  it.each(vectors.webhooks)('$name', ({ appKey, appSecret, rawBody, authorization }) => {
    expect(webhookSign(appKey, appSecret, Buffer.from(rawBody))).toBe(authorization);
  });
});

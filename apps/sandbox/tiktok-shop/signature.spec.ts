import vectors from '../../../test/vectors/tiktok-shop.json';
import { requestSign, sameSign, webhookSign } from './signature';

describe('the sandbox signs as TikTok Shop publishes it', () => {
  it.each(vectors.requests)('$name', ({ appSecret, path, query, body, multipart, sign }) => {
    const bytes = Buffer.from(multipart ? '' : (body ?? ''));
    const entries = Object.entries(query);
    expect(requestSign(appSecret, path, entries, bytes)).toBe(sign);
    expect(requestSign(appSecret, path, entries.toReversed(), bytes)).toBe(sign);
    const noise: [string, string][] = [...entries, ['sign', 'x'], ['access_token', 'y']];
    expect(requestSign(appSecret, path, noise, bytes)).toBe(sign);
    expect(requestSign(appSecret, `${path}/`, entries, bytes)).not.toBe(sign);
  });

  it.each(vectors.webhooks)('$name', ({ appKey, appSecret, rawBody, authorization }) => {
    expect(webhookSign(appKey, appSecret, rawBody)).toBe(authorization);
  });

  it('compares whole signs', () => {
    expect(sameSign('abc', 'abc')).toBe(true);
    expect(sameSign('abc', 'ab')).toBe(false);
  });
});

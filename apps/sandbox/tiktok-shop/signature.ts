import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * The `sign` of a call: secret, path, sorted query as names and decoded values, raw body (not of multipart), secret; all
 * of it through HMAC-SHA256 with the secret. tiktok-shop spec §2
 */
export function requestSign(
  secret: string,
  path: string,
  query: Iterable<[string, string]>,
  body: Buffer,
): string {
  const pairs = [...query]
    .filter(([name]) => name !== 'sign' && name !== 'access_token')
    .sort(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => name + value);
  const mac = createHmac('sha256', secret);
  mac
    .update(`${secret}${path}${pairs.join('')}`)
    .update(body)
    .update(secret);
  return mac.digest('hex');
}

/** The Authorization header of a webhook: over the app's key and the body's bytes. tiktok-shop spec §6 */
export function webhookSign(appKey: string, secret: string, rawBody: string): string {
  return createHmac('sha256', secret).update(appKey).update(rawBody).digest('hex');
}

export function sameSign(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

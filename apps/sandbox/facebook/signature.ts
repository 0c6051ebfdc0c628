import { createHmac, timingSafeEqual } from 'node:crypto';

/** The proof that a call comes from the app: HMAC-SHA256 of the access token with the app secret. facebook spec §1.2 */
export function appsecretProof(appSecret: string, accessToken: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

/** Both signature headers of a webhook, over the bytes as sent. facebook spec §7.3 */
export function hubSignatures(appSecret: string, rawBody: string): Record<string, string> {
  const sign = (algorithm: string) =>
    createHmac(algorithm, appSecret).update(rawBody).digest('hex');
  return {
    'x-hub-signature-256': `sha256=${sign('sha256')}`,
    'x-hub-signature': `sha1=${sign('sha1')}`,
  };
}

/** JSON the way Meta puts it on the wire: non-ASCII as \uXXXX in lower-case hex, slashes as \/. */
export function wireJson(value: unknown): string {
  return JSON.stringify(value)
    .replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replaceAll('/', '\\/');
}

export function sameProof(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

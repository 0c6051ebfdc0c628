import { createHmac, timingSafeEqual } from 'node:crypto';

function hmac(key: string, message: string): string {
  return createHmac('sha256', key).update(message, 'utf8').digest('hex');
}

/** The sign of a call: upper-case HMAC over the API path and all parameters but `sign`, by name in ASCII order. lazada spec §2 */
export function requestSign(
  appSecret: string,
  path: string,
  parameters: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(parameters).filter((name) => name !== 'sign');
  const joined = names
    .sort()
    .map((name) => name + parameters[name])
    .join('');
  return hmac(appSecret, path + joined).toUpperCase();
}

/** The Authorization header of a push: lower-case HMAC over the app key and the body as it stands. lazada spec §7 */
export function pushSign(appKey: string, appSecret: string, rawBody: string): string {
  return hmac(appSecret, appKey + rawBody);
}

export function sameSign(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

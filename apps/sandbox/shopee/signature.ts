import { createHmac, timingSafeEqual } from 'node:crypto';

function hmac(key: string, message: string | Buffer): string {
  return createHmac('sha256', key).update(message).digest('hex');
}

/** The sign of a call: HMAC over partner_id + path + timestamp, and for shop, merchant and user calls the access token
 * and the id after it. Key = the partner key as it stands. shopee spec §2 */
export function requestSign(
  partnerKey: string,
  parts: {
    partnerId: number | string;
    path: string;
    timestamp: number | string;
    accessToken?: string;
    id?: string;
  },
): string {
  const { partnerId, path, timestamp, accessToken = '', id = '' } = parts;
  return hmac(partnerKey, `${partnerId}${path}${timestamp}${accessToken}${id}`);
}

/** The Authorization header of a push: HMAC over the configured url, a bar and the body's bytes. shopee spec §6 */
export function pushSign(pushKey: string, callbackUrl: string, rawBody: string): string {
  return hmac(pushKey, `${callbackUrl}|${rawBody}`);
}

export function sameSign(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}

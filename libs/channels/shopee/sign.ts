import { hmacHex } from '@ganh/channels/kit';

/** What a call is signed for: the app alone, or the app in a shop's name. shopee spec §2 */
export interface SignedParts {
  partnerId: string;
  /** From /api/v2/ on, without host or query. */
  path: string;
  /** Unix seconds; good for five minutes. */
  timestamp: number;
  accessToken?: string;
  /** The shop, merchant or user the token belongs to. */
  actorId?: string;
}

/** Business parameters and body are not signed. shopee spec §2 */
export function baseString(parts: SignedParts): string {
  const { partnerId, path, timestamp, accessToken = '', actorId = '' } = parts;
  return `${partnerId}${path}${timestamp}${accessToken}${actorId}`;
}

/** @param partnerKey used as it stands, not decoded. */
export function callSign(partnerKey: string, parts: SignedParts): string {
  return hmacHex(partnerKey, baseString(parts));
}

/** Over the configured callback url, a bar and the bytes of the body. shopee spec §6 */
export function pushSign(pushKey: string, callbackUrl: string, rawBody: Buffer): string {
  return hmacHex(pushKey, Buffer.concat([Buffer.from(`${callbackUrl}|`), rawBody]));
}

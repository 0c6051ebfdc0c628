import { createHash, createHmac } from 'node:crypto';

const sha256 = (text: string) => createHash('sha256').update(text, 'utf8');

/** base64url(SHA-256(verifier)), no padding. zalo spec §1.4 */
export function codeChallenge(verifier: string): string {
  return sha256(verifier).digest('base64url');
}

/** Hex HMAC of the access token with the app's secret. zalo spec §1.4 */
export function appsecretProof(appSecret: string, accessToken: string): string {
  return createHmac('sha256', appSecret).update(accessToken).digest('hex');
}

/** The header of a webhook: a plain digest, not an HMAC. zalo spec §6.2 */
export function zeventSignature(
  appId: string,
  rawBody: string,
  timestamp: string,
  oaSecret: string,
): string {
  return `mac=${sha256(`${appId}${rawBody}${timestamp}${oaSecret}`).digest('hex')}`;
}

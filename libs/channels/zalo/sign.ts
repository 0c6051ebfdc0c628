import { createHash } from 'node:crypto';
import { hmacHex } from '@ganh/channels/kit';

function sha256(...parts: (string | Buffer)[]) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part);
  return hash;
}

/** base64url(SHA-256(verifier)) without padding. zalo spec §1.4 */
export function codeChallenge(verifier: string): string {
  return sha256(verifier).digest('base64url');
}

/** Hex HMAC of the very token sent, keyed with the app's secret. zalo spec §1.4 */
export function appsecretProof(appSecret: string, accessToken: string): string {
  return hmacHex(appSecret, accessToken);
}

/** A plain digest over the bytes as they came, not an HMAC; hex. zalo spec §6.2 */
export function zeventMac(
  firstTerm: string,
  rawBody: Buffer,
  timestamp: string,
  oaSecret: string,
): string {
  return sha256(firstTerm, rawBody, timestamp, oaSecret).digest('hex');
}

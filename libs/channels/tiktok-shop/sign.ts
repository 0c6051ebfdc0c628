import { hmacHex } from '@ganh/channels/kit';

interface SignedParts {
  /** Without host and query. */
  path: string;
  /** Values as they are meant, not as they are escaped on the wire. */
  query: readonly (readonly [string, string])[];
  /** The bytes that are sent; empty for multipart and where there are none. */
  body: Buffer;
}

const UNSIGNED = ['sign', 'access_token'];

/** Path, query by byte order of its names, body, between two secrets. tiktok-shop spec §2 */
export function signedBytes(secret: string, { path, query, body }: SignedParts): Buffer {
  const pairs = query
    .filter(([name]) => !UNSIGNED.includes(name))
    .toSorted(([a], [b]) => Buffer.compare(Buffer.from(a), Buffer.from(b)))
    .map(([name, value]) => name + value);
  const head = Buffer.from(`${secret}${path}${pairs.join('')}`);
  return Buffer.concat([head, body, Buffer.from(secret)]);
}

export function callSign(secret: string, parts: SignedParts): string {
  return hmacHex(secret, signedBytes(secret, parts));
}

/** Over the app's key and the bytes of the body. tiktok-shop spec §6 */
export function webhookSign(appKey: string, secret: string, rawBody: Buffer): string {
  return hmacHex(secret, Buffer.concat([Buffer.from(appKey), rawBody]));
}

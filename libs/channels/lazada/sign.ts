import { hmacHex } from '@ganh/channels/kit';

/** Path and all parameters of query and form, by name in ASCII order, names and values joined as they are. lazada spec §2 */
export function baseString(
  path: string,
  parameters: readonly (readonly [string, string])[],
): string {
  const sorted = [...parameters].sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  return path + sorted.map(([name, value]) => name + value).join('');
}

export function callSign(
  appSecret: string,
  path: string,
  parameters: readonly (readonly [string, string])[],
): string {
  return hmacHex(appSecret, baseString(path, parameters)).toUpperCase();
}

/** Lower case, unlike that of calls: the app's key and the bytes of the body. lazada spec §7 */
export function pushSign(appKey: string, appSecret: string, rawBody: Buffer): string {
  return hmacHex(appSecret, Buffer.concat([Buffer.from(appKey), rawBody]));
}

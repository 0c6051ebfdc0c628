import { onThisMachine } from './item-checks';

const LARGEST = 10 * 1024 * 1024;

/** What came of asking for a picture. `outside`: on another machine, which the sandbox never calls; taken as good. */
type Fetched =
  { how: 'outside' } | { how: 'failed' } | { how: 'fetched'; bytes: Buffer; type: string };

export async function fetchPicture(address: string): Promise<Fetched> {
  if (!URL.canParse(address)) return { how: 'failed' };
  if (!onThisMachine(new URL(address).hostname)) return { how: 'outside' };
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(5000) });
    const bytes = Buffer.from(await answer.arrayBuffer());
    const type = pictureType(bytes);
    return answer.ok && type && bytes.length <= LARGEST
      ? { how: 'fetched', bytes, type }
      : { how: 'failed' };
  } catch {
    return { how: 'failed' };
  }
}

/** By the first bytes: JPEG, PNG, GIF or WebP. */
export function pictureType(bytes: Buffer): string | undefined {
  if (bytes.subarray(0, 3).toString('hex') === 'ffd8ff') return 'image/jpeg';
  if (bytes.subarray(0, 8).toString('hex') === '89504e470d0a1a0a') return 'image/png';
  if (bytes.subarray(0, 4).toString('latin1') === 'GIF8') return 'image/gif';
  return bytes.subarray(8, 12).toString('latin1') === 'WEBP' ? 'image/webp' : undefined;
}

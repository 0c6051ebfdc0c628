import type { PhotoSnapshot } from './contract';

const memoryKey = (photo: PhotoSnapshot) => `image:${photo.key}`;

/**
 * What the channel calls the first `max` photos, in their order. Each is uploaded once: what it is called is remembered by
 * the photo's content in `memory`, which goes back with the outcome.
 */
export async function uploadedOnce(
  photos: readonly PhotoSnapshot[],
  max: number,
  memory: Record<string, string>,
  upload: (photo: PhotoSnapshot) => Promise<string>,
): Promise<string[]> {
  const wanted = photos.slice(0, max);
  for (const photo of wanted) memory[memoryKey(photo)] ??= await upload(photo);
  return wanted.map((photo) => memory[memoryKey(photo)] ?? '');
}

import { send } from './api';

const LONGEST_PX = 1_600;
const MOST_BYTES = 300 * 1024;
/** Share of the longest side and quality, tried in turn until the photo is light enough. */
const TRIES: readonly (readonly [number, number])[] = [
  [1, 0.85],
  [1, 0.7],
  [0.8, 0.7],
  [0.6, 0.7],
  [0.4, 0.7],
];

async function decoded(file: File): Promise<ImageBitmap | HTMLImageElement> {
  if ('createImageBitmap' in window) {
    try {
      return await createImageBitmap(file, { imageOrientation: 'from-image' });
    } catch {
      // Safari 14 knows no options; the picture element below turns it upright by itself.
    }
  }
  const image = new Image();
  const url = URL.createObjectURL(file);
  try {
    image.src = url;
    await image.decode();
    return image;
  } finally {
    URL.revokeObjectURL(url);
  }
}

function encoded(
  image: ImageBitmap | HTMLImageElement,
  scale: number,
  quality: number,
): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(image.width * scale);
  canvas.height = Math.round(image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done) => canvas.toBlob(done, 'image/jpeg', quality));
}

/** At most 1600 px and 300 kB, so that a photo costs seconds on a weak network; the file itself if it cannot be read. */
export async function shrink(file: File): Promise<Blob> {
  try {
    const image = await decoded(file);
    const longest = Math.max(image.width, image.height);
    if (file.type === 'image/jpeg' && file.size <= MOST_BYTES && longest <= LONGEST_PX) return file;
    const fit = Math.min(1, LONGEST_PX / longest);
    let best: Blob | null = null;
    for (const [share, quality] of TRIES) {
      best = await encoded(image, fit * share, quality);
      if (best && best.size <= MOST_BYTES) break;
    }
    return best ?? file;
  } catch {
    return file;
  }
}

/** The key of the stored photo; null when it could not be sent now. */
export async function upload(photo: Blob): Promise<string | null> {
  const form = new FormData();
  form.append('photo', photo, 'anh.jpg');
  const answer = await send<{ key: string }>('POST', '/api/v1/photos', form);
  return answer.ok ? answer.value.key : null;
}

import {
  ChannelFailure,
  type PhotoSnapshot,
  type ShopAccess,
  uploadedOnce,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inData } from './call';
import { lazadaDescriptor } from './lazada.descriptor';

const uploaded = inData(z.looseObject({ image: z.looseObject({ url: z.string().min(1) }) }));

/**
 * Addresses of the product's photos on Lazada's host, the only ones it takes (lazada spec §4.1). What was uploaded before is
 * remembered by the photo's content; new addresses are written into `memory`.
 */
export function uploadPhotos(
  access: ShopAccess,
  photos: readonly PhotoSnapshot[],
  memory: Record<string, string>,
): Promise<string[]> {
  return uploadedOnce(photos, lazadaDescriptor.photos.max, memory, (photo) =>
    upload(access, photo),
  );
}

/** Uploading twice leaves an unused picture and nothing else. */
async function upload(access: ShopAccess, photo: PhotoSnapshot): Promise<string> {
  const file = {
    name: 'image',
    value: await photo.jpeg(),
    filename: 'photo.jpg',
    contentType: 'image/jpeg',
  };
  const call = {
    path: '/image/upload',
    method: 'POST',
    writes: false,
    file,
    timeoutMs: 60_000,
  } as const;
  try {
    return (await askAsShop(access, call, uploaded)).image.url;
  } catch (error) {
    if (!(error instanceof ChannelFailure) || error.kind !== 'rejected') throw error;
    const { code } = error.detail;
    // Whatever an upload is refused for is about this picture, unless the app may not call at all.
    if (error.detail.reason === undefined) throw error;
    throw new ChannelFailure('rejected', {
      ...error.detail,
      reason: { key: 'photo_unusable', code, field: 'photos' },
    });
  }
}

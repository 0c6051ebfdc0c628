import { type PhotoSnapshot, uploadedOnce } from '@ganh/channels/kit';
import { z } from 'zod';
import { ask, type ShopCaller } from './call';
import { tiktokShopDescriptor } from './tiktok-shop.descriptor';

const uploaded = z.looseObject({ uri: z.string().min(1) });

/** Addresses inside TikTok of the product's photos; each is sent once and remembered in `memory`. */
export function uploadPhotos(
  access: ShopCaller,
  photos: readonly PhotoSnapshot[],
  memory: Record<string, string>,
): Promise<string[]> {
  return uploadedOnce(photos, tiktokShopDescriptor.photos.max, memory, (photo) =>
    upload(access, photo),
  );
}

async function upload(access: ShopCaller, photo: PhotoSnapshot): Promise<string> {
  const file = {
    name: 'data',
    value: await photo.jpeg(),
    filename: 'photo.jpg',
    contentType: 'image/jpeg',
  };
  const call = {
    path: '/product/202309/images/upload',
    multipart: [file, { name: 'use_case', value: 'MAIN_IMAGE' }],
    isOfAccount: true,
    reads: true,
    timeoutMs: 60_000,
  };
  return (await ask(access, call, uploaded)).uri;
}

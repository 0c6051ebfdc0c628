import {
  ChannelFailure,
  looseList,
  looseText,
  type PhotoSnapshot,
  type ShopAccess,
  uploadedOnce,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsApp, inResponse } from './call';
import { shopeeDescriptor } from './shopee.descriptor';

const oneImage = z.looseObject({ image_id: z.string().min(1) });
const uploaded = inResponse(
  z.looseObject({
    image_info: oneImage.nullish().catch(null),
    image_info_list: looseList(
      z.looseObject({
        error: looseText,
        message: looseText,
        image_info: oneImage.nullish().catch(null),
      }),
    ),
  }),
);

/**
 * Image ids of the product's photos in their order. Those that were uploaded before are remembered by the photo's
 * content address; new ids are written into `memory`.
 * @throws ChannelFailure with reason photo_unusable where Shopee cannot read one.
 */
export function uploadPhotos(
  access: ShopAccess,
  photos: readonly PhotoSnapshot[],
  memory: Record<string, string>,
): Promise<string[]> {
  return uploadedOnce(photos, shopeeDescriptor.photos.max, memory, (photo) =>
    upload(access, photo),
  );
}

/** media_space/upload_image is signed for the app alone, also for a shop's photos. shopee spec §2 */
async function upload(access: ShopAccess, photo: PhotoSnapshot): Promise<string> {
  const part = {
    name: 'image',
    value: await photo.jpeg(),
    filename: 'photo.jpg',
    contentType: 'image/jpeg',
  };
  const call = {
    path: 'media_space/upload_image',
    multipart: [part],
    timeoutMs: 60_000,
    reads: true,
  };
  const answer = await askAsApp(access, call, uploaded);
  const first = answer.image_info_list[0];
  const imageId = answer.image_info?.image_id ?? first?.image_info?.image_id;
  if (imageId) return imageId;
  const code = first?.error || 'no_image_id';
  throw new ChannelFailure('rejected', {
    code,
    reason: { key: 'photo_unusable', code, field: 'photos' },
  });
}

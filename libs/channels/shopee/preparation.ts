import { integerId, looseList, looseNumber, looseText, type ShopAccess } from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inResponse } from './call';
import { DEFAULT_LIMITS, type ItemLimits } from './item-check';

const range = z.looseObject({ min_limit: looseNumber, max_limit: looseNumber }).nullish();
const limitsAnswer = inResponse(
  z.looseObject({ item_name_length_limit: range, item_description_length_limit: range }),
);

/** The category's own limits, where Shopee tells them. */
export async function readLimits(access: ShopAccess, categoryId: string): Promise<ItemLimits> {
  const call = {
    path: 'product/get_item_limit',
    query: [['category_id', categoryId]] as [string, string][],
  };
  const { item_name_length_limit: title, item_description_length_limit: description } =
    await askAsShop(access, call, limitsAnswer);
  return {
    titleMin: title?.min_limit ?? DEFAULT_LIMITS.titleMin,
    titleMax: title?.max_limit ?? DEFAULT_LIMITS.titleMax,
    descriptionMin: description?.min_limit ?? DEFAULT_LIMITS.descriptionMin,
    descriptionMax: description?.max_limit ?? DEFAULT_LIMITS.descriptionMax,
  };
}

const recommended = inResponse(z.looseObject({ category_id: looseList(integerId) }));

/** Shopee's own guesses by the name, best first. */
export async function recommendCategories(access: ShopAccess, title: string): Promise<string[]> {
  const call = {
    path: 'product/category_recommend',
    query: [['item_name', title]] as [string, string][],
  };
  return (await askAsShop(access, call, recommended)).category_id;
}

const channels = inResponse(
  z.looseObject({
    logistics_channel_list: looseList(
      z.looseObject({
        logistics_channel_id: integerId,
        enabled: z.boolean().nullish(),
        fee_type: looseText,
        mask_channel_id: looseText,
        weight_limit: z.looseObject({ item_max_weight: looseNumber }).nullish().catch(null),
      }),
    ),
  }),
);

/** Ids of the carriers the shop has switched on and that take so heavy a parcel. */
export async function readDeliveryOptions(access: ShopAccess, weightKg: number): Promise<string[]> {
  const { logistics_channel_list: all } = await askAsShop(
    access,
    { path: 'logistics/get_channel_list' },
    channels,
  );
  const usable = all.filter((one) => {
    const max = one.weight_limit?.item_max_weight;
    // SIZE_SELECTION wants a size that nobody has been asked for.
    return one.enabled === true && one.fee_type !== 'SIZE_SELECTION' && !(max && weightKg > max);
  });
  // Where a carrier hides behind a checkout option, items name that option (mask 0).
  const shown = usable.filter((one) => (one.mask_channel_id ?? '0') === '0');
  return (shown.length > 0 ? shown : usable).map((one) => one.logistics_channel_id);
}

import type { ProductSnapshot, PushItem } from '@ganh/channels/kit';
import {
  itemOf,
  scriptedChannel,
  shopAccess,
  variantOf,
  type Scripted,
} from '../kit/scripted.suite';
import { pushItem } from './item-push';

/** Answers of a Shopee where all goes well; a test changes the ones it is about. */
export const ok = (response: unknown) => ({ error: '', message: '', request_id: 'r', response });
export const refusal = (error: string, message = '') => ({ error, message, request_id: 'r' });
const image = (id: string) => ok({ image_info: { image_id: id, image_url_list: [] } });
export const listedItem = (over: Record<string, unknown> = {}) =>
  ok({
    item_list: [
      { item_id: 801, item_sku: 'G-1001', item_status: 'NORMAL', has_model: false, ...over },
    ],
  });

const ANSWERS: Record<string, Scripted> = {
  'shopee product/category_recommend': ok({ category_id: [100661] }),
  'shopee product/get_attribute_tree': ok({ list: [] }),
  'shopee product/get_item_limit': ok({ item_name_length_limit: { min_limit: 10, max_limit: 40 } }),
  'shopee logistics/get_channel_list': ok({
    logistics_channel_list: [
      {
        logistics_channel_id: 50021,
        enabled: true,
        mask_channel_id: 0,
        weight_limit: { item_max_weight: 30 },
      },
      { logistics_channel_id: 50024, enabled: false, mask_channel_id: 0 },
      {
        logistics_channel_id: 50025,
        enabled: true,
        mask_channel_id: 0,
        weight_limit: { item_max_weight: 0.1 },
      },
      { logistics_channel_id: 50026, enabled: true, mask_channel_id: 50021 },
    ],
  }),
  'shopee media_space/upload_image': [image('img-1'), image('img-2')],
  'shopee product/add_item': ok({ item_id: 801 }),
  'shopee product/get_item_base_info': listedItem(),
  'shopee product/update_item': ok({ item_id: 801 }),
  'shopee product/unlist_item': ok({ success_list: [{ item_id: 801 }], failure_list: [] }),
};

export function push(
  product: ProductSnapshot,
  answers: Record<string, Scripted> = {},
  item: Partial<PushItem> = {},
) {
  const channel = scriptedChannel({ ...ANSWERS, ...answers });
  const access = shopAccess(channel.send, {
    app: {
      partner_id: '1',
      partner_key: 'k',
      item_url: 'https://shop.example/{shop_id}/{item_id}',
    },
  });
  return { channel, pushed: pushItem(access, itemOf(product, item)) };
}

export const twoVariants = () => [
  variantOf({
    sku: 'G-1',
    optionName: 'Túi 500 g',
    priceVnd: 65_000,
    availableQty: 5,
    weightGrams: 520,
  }),
  variantOf({
    sku: 'G-2',
    optionName: 'Túi 1 kg',
    priceVnd: 120_000,
    availableQty: 3,
    weightGrams: 1_050,
  }),
];

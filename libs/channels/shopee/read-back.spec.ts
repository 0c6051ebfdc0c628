import { scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { shopeeReadBack } from './read-back';

const app = { partner_id: '1', partner_key: 'k' };
const BASE = 'shopee product/get_item_base_info';
const MODELS = 'shopee product/get_model_list';
const ok = (response: unknown) => ({ error: '', message: '', response });
const stock = (...counts: number[]) => ({
  seller_stock: counts.map((one) => ({ stock: one, location_id: '' })),
  summary_info: { total_available_stock: 1 },
});

it('shows each variant as Shopee has it', async () => {
  const channel = scriptedChannel({
    [BASE]: ok({
      item_list: [
        {
          item_id: 801,
          item_sku: 'G-1',
          item_status: 'NORMAL',
          has_model: false,
          price_info: [{ original_price: 65000 }],
          stock_info_v2: stock(4, 3),
        },
        { item_id: 802, item_sku: 'G-2', item_status: 'UNLIST', has_model: true },
        { item_id: 803, item_sku: 'G-9', item_status: 'SELLER_DELETE', has_model: false },
        { item_id: 804, item_sku: '', item_status: 'NORMAL' },
        'nonsense',
      ],
    }),
    [MODELS]: ok({
      model: [
        {
          model_id: 901,
          model_sku: 'G-2',
          model_status: 'MODEL_NORMAL',
          price_info: [{ original_price: 70000 }],
          stock_info_v2: stock(9),
        },
        {
          model_id: 902,
          model_sku: null,
          stock_info_v2: { summary_info: { total_available_stock: 6 }, seller_stock: [] },
        },
      ],
      tier_variation: [],
    }),
  });
  const listed = await shopeeReadBack(shopAccess(channel.send, { app })).read(
    ['801', '802', '803', '804'],
    [],
  );
  expect(listed).toEqual([
    {
      externalItemId: '801',
      externalVariantId: '0',
      sku: 'G-1',
      qty: 7,
      priceVnd: 65_000,
      onSale: true,
    },
    {
      externalItemId: '802',
      externalVariantId: '901',
      sku: 'G-2',
      qty: 9,
      priceVnd: 70_000,
      onSale: false,
    },
    {
      externalItemId: '802',
      externalVariantId: '902',
      sku: null,
      qty: 6,
      priceVnd: null,
      onSale: false,
    },
    {
      externalItemId: '804',
      externalVariantId: '0',
      sku: null,
      qty: null,
      priceVnd: null,
      onSale: true,
    },
  ]);
});

it('asks for fifty items at once and survives that Shopee knows none', async () => {
  const channel = scriptedChannel({ [BASE]: { error: 'error_item_not_found', message: '' } });
  const ids = Array.from({ length: 60 }, (_, at) => String(800 + at));
  expect(await shopeeReadBack(shopAccess(channel.send, { app })).read(ids, [])).toEqual([]);
  const asked = channel.requests.map(
    (request) => Object.fromEntries(request.query ?? [])['item_id_list']?.split(',').length,
  );
  expect(asked).toEqual([50, 10]);
});

import type { ChannelClient, ChannelOrder } from '@ganh/channels/kit';
import { NOW, productOf, rowsOf, variantOf } from '../kit/scripted.suite';

const product = productOf({
  externalItemId: '1',
  answers: {},
  variants: [
    variantOf({ sku: 'G-1', externalId: '2' }),
    variantOf({ sku: 'G-2', externalId: '3' }),
  ],
});
const sold = { externalOrderId: '7' } as ChannelOrder;

const line = {
  order_item_id: 3,
  sku: 'G-1',
  sku_id: 2,
  product_id: 1,
  item_price: 5,
  status: 'pending',
  package_id: 'P',
  reverse_order_id: 9,
};
const order = {
  order_id: 7,
  created_at: '2026-11-01 10:00:00 +0700',
  payment_method: 'COD',
  price: '5.00',
  statuses: ['pending'],
  address_shipping: { first_name: 'A', phone: '1', address1: 'B' },
};
const item = {
  item_id: 1,
  status: 'Active',
  skus: [
    { SkuId: 2, SellerSku: 'G-1', price: 5, multiWarehouseInventories: [{ sellableQuantity: 1 }] },
  ],
  sku_list: [{ seller_sku: 'G-1', sku_id: 2 }],
  categorySuggestions: [{ categoryId: 4 }],
};
const reverse = {
  reverse_order_id: 5,
  trade_order_id: 7,
  request_type: 'RETURN',
  reverse_order_lines: [
    { reverse_order_line_id: 6, reverse_status: 'REQUEST_INITIATE', product: { product_id: 1 } },
  ],
};

/** A call of a client, and the bodies it reads on the way. */
export const LAZADA_ANSWERS: [
  what: string,
  bodies: unknown,
  run: (client: ChannelClient) => unknown,
][] = [
  [
    'orders',
    { code: '0', data: { orders: [order] } },
    (client) => client.orders?.pull({ fromAt: NOW, toAt: NOW }, ''),
  ],
  [
    'lines',
    { code: '0', data: [line], result: { success: true, data: { packages: [] } } },
    async (client) => {
      await client.shipping?.arrange(sold);
      await client.orders?.cancel('7', 'out_of_stock', []);
    },
  ],
  [
    'items',
    { code: '0', data: { ...item, products: [item], image: { url: 'u' } } },
    async (client) => {
      await client.listings.push('item', [{ key: 'k', product, variant: null, mayExist: true }]);
      await client.readBack?.read(['1'], ['G-1']);
    },
  ],
  [
    'stock',
    { code: '501', detail: [{ seller_sku: 'G-1', sku_id: 2, message: '4170: x' }] },
    (client) => client.listings.push('stock', rowsOf(product)),
  ],
  [
    'a label',
    {
      code: '0',
      result: { success: true, error_code: '0', data: { file: 'QQ==', doc_type: 'PDF' } },
    },
    (client) =>
      client.shipping?.label?.(sold, {
        externalParcelId: 'P',
        trackingNumber: null,
        carrier: null,
      }),
  ],
  [
    'returns',
    { code: '0', result: { total: 1, items: [reverse] } },
    (client) => client.returns?.pull({ fromAt: NOW, toAt: NOW }, ''),
  ],
  [
    'settlements',
    {
      code: '0',
      data: [
        {
          transaction_number: 'T',
          statement_number: 'S',
          paid: '1',
          payout: '5 VND',
          amount: '-1.00',
        },
      ],
    },
    (client) => client.settlements?.pull({ fromAt: NOW, toAt: NOW }, ''),
  ],
  [
    'categories',
    {
      code: '0',
      data: [
        {
          category_id: 1,
          name: 'n',
          children: [{ category_id: 2, leaf: true }],
          input_type: 'singleSelect',
          options: [{ name: 'a', en_name: 'b' }],
        },
      ],
    },
    async (client) => {
      await client.categories?.tree();
      await client.categories?.attributes('2');
    },
  ],
  [
    'an error',
    { code: 'ApiCallLimit', type: 'ISP', message: 'this ban will last 1 seconds' },
    (client) => client.readBack?.read(['1'], []),
  ],
];

import type { ChannelClient } from '@ganh/channels/kit';
import { NOW, productOf, rowsOf, variantOf } from '../kit/scripted.suite';

const product = productOf({
  title: 'Miến dong Bến Lau gói 500 g',
  externalItemId: '1',
  variants: [
    variantOf({ sku: 'G-1', externalId: '2' }),
    variantOf({ sku: 'G-2', externalId: '3' }),
  ],
});

const ok = (data: unknown) => ({ code: 0, message: 'Success', request_id: 'r', data });
const sku = {
  id: '2',
  seller_sku: 'G-1',
  price: { sale_price: '5', currency: 'VND' },
  inventory: [{ warehouse_id: '7', quantity: 1 }],
  sales_attributes: [{ name: 'n', value_name: 'v' }],
  status_info: { status: 'NORMAL' },
};
const order = {
  id: '1',
  status: 'AWAITING_SHIPMENT',
  create_time: 1,
  update_time: 2,
  is_cod: true,
  payment: { total_amount: '5' },
  recipient_address: { name: 'A', phone_number: '1', full_address: 'B' },
  line_items: [{ id: '3', sku_id: '2', product_id: '1', sale_price: '5', package_id: '4' }],
  packages: [{ id: '4' }],
};

/** What a call is named, an answer that serves for all it reads on the way, and the call. */
export const TIKTOK_SHOP_ANSWERS: [
  what: string,
  body: unknown,
  run: (client: ChannelClient) => unknown,
][] = [
  [
    'orders',
    ok({ orders: [order], next_page_token: 'x', total_count: 1 }),
    (client) => client.orders?.pull({ fromAt: NOW, toAt: NOW }, ''),
  ],
  [
    'a listing',
    ok({
      id: '1',
      status: 'ACTIVATE',
      audit: { status: 'FAILED' },
      audit_failed_reasons: [{ reasons: ['x'] }],
      skus: [sku],
      products: [{ id: '1', status: 'ACTIVATE', skus: [sku] }],
      attributes: [{ id: '1', name: 'a', is_requried: false, values: [{ id: '2', name: 'b' }] }],
      warehouses: [{ id: '7', type: 'SALES_WAREHOUSE', is_default: true }],
      leaf_category_id: '5',
      uri: 'u',
      product_id: '1',
      errors: [{ code: 1, message: 'x' }],
    }),
    async (client) => {
      await client.readBack?.read(['1'], []);
      await client.tickets?.ask('1@5', rowsOf(product));
      for (const one of [
        product,
        { ...product, hidden: true },
        { ...product, externalItemId: null },
      ])
        await client.listings.push('item', [
          { key: 'k', product: one, variant: null, mayExist: true },
        ]);
    },
  ],
  [
    'stock',
    ok({
      errors: [{ code: 12052990, detail: { sku_id: '2', extra_errors: [{ code: 12052393 }] } }],
      warehouses: [{ id: '7', type: 'SALES_WAREHOUSE', is_default: true }],
    }),
    async (client) => {
      await client.listings.push('stock', rowsOf(product));
      await client.listings.push('price', rowsOf(product));
    },
  ],
  [
    'parcels',
    ok({
      orders: [order],
      can_pickup: true,
      pickup_slots: [{ start_time: 1, end_time: 2, avaliable: true }],
      doc_url: 'https://channel.example/label',
      cancellations: [
        { cancel_id: '8', order_id: '1', cancel_status: 'CANCELLATION_REQUEST_PENDING' },
      ],
    }),
    async (client) => {
      const [one] = (await client.orders?.get(['1'])) ?? [];
      if (!one) return;
      const parcels = (await client.shipping?.arrange(one)) ?? [];
      for (const parcel of parcels) await client.shipping?.label?.(one, parcel);
      await client.orders?.cancel('1', 'out_of_stock', []);
    },
  ],
  [
    'returns',
    ok({
      return_orders: [
        {
          return_id: '1',
          order_id: '2',
          return_type: 'REFUND',
          return_status: 'RETURN_OR_REFUND_REQUEST_PENDING',
          refund_amount: { refund_total: '5' },
          seller_next_action_response: [{ action: 'x', deadline: 9 }],
          return_line_items: [{ order_line_item_id: '3', sku_id: '2', seller_sku: 'G-1' }],
          create_time: 1,
          update_time: 2,
        },
      ],
      reasons: [{ name: 'r', text: 't' }],
    }),
    async (client) => {
      const page = await client.returns?.pull({ fromAt: 0, toAt: NOW }, '');
      for (const one of page?.returns ?? []) await client.returns?.refuse?.(one, 'x');
    },
  ],
  [
    'settlements',
    ok({
      statements: [{ id: '1', statement_time: 1 }],
      transactions: [
        {
          id: '2',
          type: 'ORDER',
          order_id: '3',
          settlement_amount: '90',
          revenue_breakdown: { subtotal_before_discount_amount: '100' },
          fee_tax_breakdown: { fee: { transaction_fee_amount: '-8' }, tax: { pit_amount: '-2' } },
        },
      ],
      next_page_token: 'n',
    }),
    (client) => client.settlements?.pull({ fromAt: 0, toAt: NOW }, ''),
  ],
  [
    'categories',
    ok({
      categories: [{ id: '1', parent_id: '0', local_name: 'n', is_leaf: true }],
      attributes: [{ id: '1', name: 'a', is_requried: true, values: [{ id: '2', name: 'b' }] }],
      leaf_category_id: '1',
    }),
    async (client) => {
      await client.categories?.tree();
      await client.categories?.attributes('1');
      await client.categories?.suggest?.('x');
    },
  ],
  [
    'an error',
    { code: 36009003, message: 'x', request_id: 'r', data: {} },
    (client) => client.readBack?.read(['1'], []),
  ],
];

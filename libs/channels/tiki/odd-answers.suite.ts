import type { ChannelClient, ChannelOrder } from '@ganh/channels/kit';
import { NOW, productOf, rowsOf, variantOf } from '../kit/scripted.suite';

const product = productOf({
  answers: { categoryId: '4', 'attr:origin': 'Việt Nam' },
  externalItemId: '2',
  variants: [
    variantOf({ sku: 'G-1', externalId: '2' }),
    variantOf({ sku: 'G-2', externalId: '3' }),
  ],
});
const added = {
  ...product,
  variants: product.variants.map((one) => ({ ...one, externalId: null })),
};
const sold = { externalOrderId: '7' } as ChannelOrder;

const order = {
  code: '7',
  status: 'queueing',
  fulfillment_type: 'dropship',
  created_at: '2026-11-01 10:00:00',
  updated_at: '2026-11-01 10:00:00',
  invoice: { grand_total: 5, total_seller_fee: 1, total_seller_income: 4 },
  tiki_warehouse: { code: 'hn' },
  items: [
    {
      id: 3,
      product: { id: 2, name: 'n', seller_product_code: 'G-1' },
      confirmation: { status: 'waiting', available_confirm_sla: '2026-11-01 22:00:00' },
      price: 5,
      qty: 1,
    },
  ],
  shipping: { tracking_code: 'T', partner_name: 'p', address: { full_name: 'A', phone: '1' } },
  payment: { is_prepaid: false },
  customer: { id: 8 },
};
const paging = { current_page: 1, last_page: 2 };
const listed = {
  product_id: 2,
  original_sku: 'G-1',
  name: 'n',
  price: 5,
  active: 1,
  inventory: { quantity_available: 1 },
};

/** A call of a client, and one body that serves for all it reads on the way. */
export const TIKI_ANSWERS: [
  what: string,
  body: unknown,
  run: (client: ChannelClient) => unknown,
][] = [
  [
    'orders',
    { data: [order], paging },
    async (client) => {
      await client.orders?.pull({ fromAt: NOW, toAt: NOW }, '');
      await client.settlements?.pull({ fromAt: NOW, toAt: NOW }, '');
    },
  ],
  [
    'one order',
    { ...order, data: [{ id: 9 }] },
    async (client) => {
      await client.orders?.get(['7']);
      await client.shipping?.arrange(sold);
      await client.shipping?.label?.(sold, {
        externalParcelId: '7',
        trackingNumber: null,
        carrier: null,
      });
      await client.orders?.cancel('7', 'out_of_stock', []);
    },
  ],
  [
    'a review',
    { ...listed, state: 'rejected', reason: { name: 'x' }, track_id: 't', data: [], paging },
    async (client) => {
      await client.tickets?.ask('t,request-1', [
        { key: 'k', product, variant: null, mayExist: false },
      ]);
      for (const one of [product, added])
        await client.listings.push('item', [
          { key: 'k', product: one, variant: null, mayExist: true },
        ]);
    },
  ],
  [
    'requests',
    {
      data: [{ id: 1, state: 'processing', variants: [{ sku: 'G-1' }] }],
      paging,
      track_id: 't',
      product_id: 2,
    },
    (client) =>
      client.listings.push('item', [{ key: 'k', product: added, variant: null, mayExist: true }]),
  ],
  [
    'offers',
    { state: 'approved', data: [{ id: 9 }] },
    (client) => client.listings.push('offer', rowsOf(product)),
  ],
  [
    'listings',
    { data: [listed], paging },
    (client) => client.readBack?.read(['2'], ['G-1', 'G-2']),
  ],
  [
    'categories',
    {
      data: [
        {
          id: 4,
          parent_id: 2,
          name: 'n',
          code: 'origin',
          is_required: 1,
          input_type: 'select',
          values: [{ value: 'v' }, 'w'],
        },
      ],
      paging,
    },
    async (client) => {
      await client.categories?.tree();
      await client.categories?.attributes('4');
    },
  ],
  [
    'events',
    {
      access_token: 't',
      expires_in: 3_599,
      code: 'q',
      name: 'ganh-600100001',
      data: [{ code: 'q', name: 'ganh-600100001', event_type: 'ORDER_CREATED_SUCCESSFULLY' }],
      event_type: 'ORDER_STATUS_UPDATED',
      events: [
        {
          id: 'e',
          sid: 's',
          type: 'ORDER_STATUS_UPDATED',
          created_at: 1,
          payload: { status: 's' },
        },
      ],
      ack_id: 'a',
    },
    (client) => client.events?.pull('b'),
  ],
];

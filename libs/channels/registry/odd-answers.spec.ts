import fc from 'fast-check';
import { ChannelFailure, type ChannelClient, type ChannelOrder } from '@ganh/channels/kit';
import { channels } from '@ganh/channels/registry';
import facebookVectors from '../../../test/vectors/facebook.json';
import lazadaVectors from '../../../test/vectors/lazada.json';
import shopeeVectors from '../../../test/vectors/shopee.json';
import tiktokShopVectors from '../../../test/vectors/tiktok-shop.json';
import zaloVectors from '../../../test/vectors/zalo.json';
import { LAZADA_ANSWERS } from '../lazada/odd-answers.suite';
import { NOW, productOf, response, rowsOf, shopAccess, variantOf } from '../kit/scripted.suite';
import { LIVE_ANSWERS } from '../shopee/live-answers.suite';
import { TIKI_ANSWERS } from '../tiki/odd-answers.suite';
import { TIKTOK_SHOP_ANSWERS } from '../tiktok-shop/odd-answers.suite';

/** Replaces or drops one value anywhere in a JSON body. */
const odd = (body: unknown) =>
  fc
    .tuple(
      fc.nat(),
      fc.constantFrom<unknown>(undefined, null, '', 'x', 0, -1, 1e300, true, [], {}, [null], {
        a: 1,
      }),
    )
    .map(([at, value]) => {
      const copy = structuredClone(body);
      const places: { in: Record<string, unknown>; key: string }[] = [];
      const walk = (node: unknown) => {
        if (typeof node !== 'object' || node === null) return;
        for (const [key, inner] of Object.entries(node)) {
          places.push({ in: node as Record<string, unknown>, key });
          walk(inner);
        }
      };
      walk({ body: copy });
      const place = places[at % places.length];
      if (!place || place.key === 'body') return value;
      if (value === undefined && !Array.isArray(place.in)) delete place.in[place.key];
      else place.in[place.key] = value;
      return copy;
    });

async function onlyAsAgreed(run: () => unknown): Promise<void> {
  try {
    await run();
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error;
  }
}

const ok = (response: unknown) => ({ error: '', message: '', request_id: 'r', response });
const zaloOk = (data: unknown) => ({ error: 0, message: 'Success', data });
const order = {
  order_sn: 'S1',
  order_status: 'READY_TO_SHIP',
  cod: true,
  create_time: 1,
  update_time: 2,
  recipient_address: { name: 'A', phone: '1', full_address: 'B' },
  item_list: [
    {
      item_id: 1,
      model_id: 2,
      model_sku: 'G-1',
      model_quantity_purchased: 1,
      model_discounted_price: 5,
      order_item_id: 3,
    },
  ],
};
const model = {
  model_id: 2,
  model_sku: 'G-1',
  tier_index: [0],
  price_info: [{ original_price: 5 }],
  stock_info_v2: { seller_stock: [{ stock: 1 }] },
};
const product = productOf({
  externalItemId: '1',
  variants: [
    variantOf({ sku: 'G-1', externalId: '2' }),
    variantOf({ sku: 'G-2', externalId: '3' }),
  ],
});

const sold: ChannelOrder = {
  externalOrderId: 'S1',
  status: 'to_pack',
  channelStatus: 'READY_TO_SHIP',
  createdAt: NOW,
  updatedAt: NOW,
  shipByAt: null,
  payment: 'cod',
  paid: false,
  totalVnd: 5,
  buyer: { externalId: null, name: null, phone: null, address: null },
  note: null,
  lines: [],
};

/** A call of a client, and the bodies it reads on the way. */
type Read = [
  channel: keyof typeof channels,
  what: string,
  bodies: unknown,
  run: (client: ChannelClient) => unknown,
];
const READS: Read[] = [
  [
    'shopee',
    'orders',
    ok({ more: false, next_cursor: '', order_list: [order] }),
    (client) => client.orders?.pull({ fromAt: NOW, toAt: NOW }, ''),
  ],
  [
    'shopee',
    'stock',
    ok({
      success_list: [{ model_id: 2, stock: 12 }],
      failure_list: [{ model_id: 3, failed_reason: 'x' }],
    }),
    (client) => client.listings.push('stock', rowsOf(product)),
  ],
  [
    'shopee',
    'items',
    ok({
      item_list: [
        { item_id: 1, item_sku: 'G-1', item_status: 'NORMAL', has_model: true, category_id: 5 },
      ],
      model: [model],
      tier_variation: [{ name: 'n', option_list: [{ option: 'o' }] }],
      image_info: { image_id: 'i' },
    }),
    (client) =>
      client.listings.push('item', [{ key: 'k', product, variant: null, mayExist: true }]),
  ],
  [
    'shopee',
    'listings',
    ok({ item_list: [{ item_id: 1, has_model: true }], model: [model] }),
    (client) => client.readBack?.read(['1'], []),
  ],
  [
    'shopee',
    'parcels',
    ok({
      order_list: [
        {
          order_status: 'READY_TO_SHIP',
          package_list: [{ package_number: 'P1' }, { package_number: 'P2' }],
        },
      ],
      info_needed: { pickup: ['address_id', 'pickup_time_id'] },
      pickup: { address_list: [{ address_id: 1, time_slot_list: [{ pickup_time_id: '2' }] }] },
      tracking_number: 'T',
    }),
    (client) => client.shipping?.arrange(sold),
  ],
  [
    'shopee',
    'a label',
    ok({ result_list: [{ status: 'FAILED', suggest_shipping_document_type: 'x' }] }),
    (client) =>
      client.shipping?.label?.(sold, {
        externalParcelId: 'P1',
        trackingNumber: null,
        carrier: null,
      }),
  ],
  [
    'shopee',
    'returns',
    ok({
      more: false,
      return: [{ return_sn: 'R', order_sn: 'S1', status: 'REQUESTED', item: [{ item_id: 1 }] }],
    }),
    (client) => client.returns?.pull({ fromAt: NOW, toAt: NOW }, ''),
  ],
  [
    'shopee',
    'settlements',
    ok({
      more: false,
      escrow_list: [{ order_sn: 'S1', payout_amount: 5, escrow_release_time: 1 }],
      order_income: { original_price: 6, commission_fee: 1 },
    }),
    (client) => client.settlements?.pull({ fromAt: NOW, toAt: NOW }, ''),
  ],
  [
    'shopee',
    'categories',
    ok({
      category_list: [{ category_id: 1, parent_category_id: 0, has_children: false }],
      list: [
        {
          category_id: 1,
          attribute_tree: [
            {
              attribute_id: 2,
              mandatory: true,
              attribute_info: { input_type: 1 },
              attribute_value_list: [{ value_id: 3 }],
            },
          ],
        },
      ],
    }),
    async (client) => [await client.categories?.tree(), await client.categories?.attributes('1')],
  ],
  [
    'shopee',
    'an error',
    { error: 'error_inner', message: 'x', request_id: 'r' },
    (client) => client.readBack?.read(['1'], []),
  ],
  [
    'facebook',
    'a batch',
    { handles: ['A'], validation_status: [{ retailer_id: 'G-1', errors: [{ message: 'x' }] }] },
    (client) => client.listings.push('catalog', rowsOf(product)),
  ],
  [
    'facebook',
    'a handle',
    {
      data: [
        {
          status: 'finished',
          errors: [{ id: 'G-1', message: 'x' }],
          ids_of_invalid_requests: ['G-1'],
        },
      ],
    },
    (client) => client.tickets?.ask(`A@${NOW}`, rowsOf(product)),
  ],
  [
    'facebook',
    'words',
    {
      data: [
        {
          id: 'p',
          comments: {
            data: [
              { id: 'c', from: { id: '1', name: 'n' }, message: 'm', created_time: '1767225600' },
            ],
          },
        },
      ],
    },
    (client) => client.conversations?.pull({ fromAt: 0, toAt: NOW * 2 }, ''),
  ],
  [
    'facebook',
    'talks',
    {
      data: [
        {
          id: 't',
          updated_time: '1767225600',
          messages: { data: [{ id: 'm', from: { id: '1' }, to: { data: [{ id: '2' }] } }] },
        },
      ],
      paging: { next: 'x', cursors: { after: 'a' } },
    },
    (client) =>
      client.conversations?.pull(
        { fromAt: 0, toAt: NOW },
        Buffer.from('{"posts":[],"after":null}').toString('base64url'),
      ),
  ],
  [
    'facebook',
    'a post',
    { id: '1_2', data: [{ id: '1_2', message: 'x' }], success: true },
    (client) =>
      client.listings.push('post', [{ key: 'k', product, variant: null, mayExist: true }]),
  ],
  [
    'facebook',
    'an error',
    { error: { code: 190, error_subcode: 463, type: 't', message: 'x', is_transient: false } },
    (client) => client.readBack?.read([], ['G-1']),
  ],
  [
    'facebook',
    'replies',
    { recipient_id: '7', message_id: 'm', id: 'c', success: true },
    async (client) => {
      await client.replies?.toThread?.('7', 'a');
      await client.replies?.privately?.('c', 'a');
      await client.replies?.underComment?.('c', 'a');
      await client.replies?.hideComment?.('c');
    },
  ],
  [
    'zalo',
    'an article',
    zaloOk({
      token: 't',
      id: 'a1',
      status: 'show',
      medias: [{ id: 'a1', title: product.title }],
      body: [
        { type: 'text', content: 'Túi (mã G-1): 65.000 ₫ · còn hàng' },
        { type: 'text', content: `Xem hàng: ${product.pageUrl}` },
      ],
    }),
    async (client) => {
      await client.readBack?.read(['a1'], []);
      await client.tickets?.ask(`ab@${NOW}@t`, rowsOf(product));
      await client.listings.push('article', [{ key: 'k', product, variant: null, mayExist: true }]);
    },
  ],
  [
    'zalo',
    'words',
    zaloOk([{ time: 1, type: 'text', message: 'm', message_id: 'i', from_id: '1', to_id: '2' }]),
    async (client) => {
      const { next } = (await client.conversations?.pull({ fromAt: 0, toAt: NOW }, '')) ?? {};
      if (next) await client.conversations?.pull({ fromAt: 0, toAt: NOW }, next);
    },
  ],
  [
    'zalo',
    'a reply',
    zaloOk({ message_id: 'm', user_id: '1', sent_time: '1', quota: {} }),
    (client) => client.replies?.toThread?.('1', 'a'),
  ],
  [
    'zalo',
    'an error',
    { error: -216, message: 'x' },
    (client) => client.readBack?.read(['a1'], []),
  ],
  ...LIVE_ANSWERS.map((row): Read => ['shopee', ...row]),
  ...LAZADA_ANSWERS.map((row): Read => ['lazada', ...row]),
  ...TIKI_ANSWERS.map((row): Read => ['tiki', ...row]),
  ...TIKTOK_SHOP_ANSWERS.map((row): Read => ['tiktok-shop', ...row]),
];

it.each(READS)(
  '%s: %s with any one field odd is read or told as a failure',
  async (channel, _what, body, run) => {
    await fc.assert(
      fc.asyncProperty(odd(body), async (answer) => {
        const settings: Record<string, string> = { catalogId: '9' };
        const send = async () => response(200, JSON.stringify(answer) ?? 'null');
        const { tokens } = shopAccess(send);
        const access = shopAccess(send, { settings, live: { externalId: '8', tokens } });
        await onlyAsAgreed(() => run(channels[channel].open(access)));
      }),
      { numRuns: 150 },
    );
  },
);

it.each([
  ['shopee', JSON.parse(shopeeVectors.push.rawBody) as unknown],
  ['facebook', JSON.parse(facebookVectors.webhooks.cases[1]?.rawBody ?? '{}') as unknown],
  ['zalo', JSON.parse(zaloVectors.webhook.rawBody) as unknown],
  ['lazada', JSON.parse(lazadaVectors.pushes[1]?.rawBody ?? '{}') as unknown],
  ['tiktok-shop', JSON.parse(tiktokShopVectors.webhooks[1]?.rawBody ?? '{}') as unknown],
] as const)(
  '%s: a delivery with any one field odd is read or told as a failure',
  async (channel, body) => {
    await fc.assert(
      fc.asyncProperty(odd(body), async (told) => {
        const delivery = { headers: {}, body: Buffer.from(JSON.stringify(told) ?? 'null') };
        await onlyAsAgreed(() => channels[channel].webhooks?.events(delivery));
      }),
      { numRuns: 200 },
    );
  },
);

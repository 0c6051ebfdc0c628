import type { ChannelOrderLine } from '@ganh/channels/kit';
import { failureOf, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { orderStatus } from './order-status';
import { shopeeOrders } from './orders';

const app = { partner_id: '1', partner_key: 'k' };
const LIST = 'shopee order/get_order_list';
const DETAIL = 'shopee order/get_order_detail';
const CANCEL = 'shopee order/cancel_order';
const ANSWER = 'shopee order/handle_buyer_cancellation';
const ok = (response: unknown) => ({ error: '', message: '', response });

const line = {
  item_id: 801,
  item_name: 'Miến dong',
  item_sku: 'G-1',
  model_id: 902,
  model_name: 'Túi 1 kg',
  model_sku: 'G-2',
  model_quantity_purchased: 2,
  model_original_price: 120000,
  model_discounted_price: 110000,
  order_item_id: 77,
};
const order = (over: Record<string, unknown> = {}) => ({
  order_sn: '261101ABC',
  order_status: 'READY_TO_SHIP',
  cod: false,
  create_time: 1_793_500_000,
  update_time: 1_793_500_100,
  ship_by_date: 1_793_700_000,
  total_amount: 235000,
  message_to_seller: 'gói kỹ giúp',
  buyer_user_id: 9_007_199_254,
  buyer_username: 'lan_anh',
  recipient_address: { name: 'Lan Anh', phone: '84905123456', full_address: '12 Lê Lợi, Huế' },
  item_list: [line],
  ...over,
});

function opened(answers: Record<string, unknown>) {
  const channel = scriptedChannel(answers);
  return { channel, orders: shopeeOrders(shopAccess(channel.send, { app })) };
}
const read = async (over: Record<string, unknown> = {}) => {
  const { orders } = opened({ [DETAIL]: ok({ order_list: [order(over)] }) });
  return (await orders.get(['261101ABC']))[0];
};

describe('the state table', () => {
  it.each([
    ['UNPAID', 'unpaid'],
    ['PENDING', 'to_confirm'],
    ['READY_TO_SHIP', 'to_pack'],
    ['PROCESSED', 'packed'],
    ['RETRY_SHIP', 'packed'],
    ['SHIPPED', 'shipping'],
    ['TO_CONFIRM_RECEIVE', 'delivered'],
    ['IN_CANCEL', 'cancel_requested'],
    ['TO_RETURN', 'returning'],
    ['COMPLETED', 'completed'],
    ['CANCELLED', 'cancelled'],
    ['INVOICE_PENDING', 'unknown'],
    ['A_WORD_OF_TOMORROW', 'unknown'],
  ])('%s is %s', (word, status) => expect(orderStatus(word)).toBe(status));
});

describe('an order', () => {
  it('is read whole', async () => {
    expect(await read()).toEqual({
      externalOrderId: '261101ABC',
      status: 'to_pack',
      channelStatus: 'READY_TO_SHIP',
      createdAt: 1_793_500_000_000,
      updatedAt: 1_793_500_100_000,
      shipByAt: 1_793_700_000_000,
      payment: 'prepaid',
      paid: true,
      totalVnd: 235_000,
      buyer: {
        externalId: '9007199254',
        name: 'Lan Anh',
        phone: '84905123456',
        address: '12 Lê Lợi, Huế',
      },
      note: 'gói kỹ giúp',
      lines: [
        {
          externalLineId: '77:801:902',
          externalItemId: '801',
          externalVariantId: '902',
          sku: 'G-2',
          name: 'Miến dong – Túi 1 kg',
          quantity: 2,
          priceVnd: 110_000,
        },
      ],
    });
  });

  it('whose recipient is masked keeps a name for the label, no false phone', async () => {
    const masked = { name: 'L******h', phone: '******56', full_address: '1*, ****' };
    expect((await read({ recipient_address: masked }))?.buyer).toEqual({
      externalId: '9007199254',
      name: 'lan_anh',
      phone: null,
      address: null,
    });
  });

  it('whose optional fields are absent is read all the same', async () => {
    const bare = {
      order_sn: 'X',
      order_status: 'NEW_WORD',
      create_time: 1,
      update_time: 2,
      item_list: [{ item_id: '801' }],
    };
    const { orders } = opened({ [DETAIL]: ok({ order_list: [bare] }) });
    expect(await orders.get(['X'])).toMatchObject([
      {
        status: 'unknown',
        channelStatus: 'NEW_WORD',
        payment: 'unknown',
        paid: false,
        totalVnd: 0,
        shipByAt: null,
        note: null,
        buyer: { externalId: null, name: null, phone: null, address: null },
        lines: [{ externalVariantId: '0', sku: null, quantity: 0, priceVnd: 0 }],
      },
    ]);
  });

  it.each([
    [{ cod: true }, 'cod', false],
    [{ cod: true, order_status: 'COMPLETED' }, 'cod', true],
    [{ order_status: 'UNPAID' }, 'prepaid', false],
    [{ order_status: 'CANCELLED' }, 'prepaid', false],
    [{ order_status: 'CANCELLED', pay_time: 5 }, 'prepaid', true],
    [{ cod: undefined }, 'unknown', false],
  ])('%j is paid %s: %s', async (over, payment, paid) => {
    expect(await read(over)).toMatchObject({ payment, paid });
  });

  it("has lines that can be told apart, and never the first variant's sku on another", async () => {
    const bundle = [
      line,
      { ...line, model_sku: '' },
      { ...line, model_id: 0, model_sku: '', order_item_id: 78 },
    ];
    const lines = (await read({ item_list: bundle }))?.lines ?? [];
    expect(lines.map((one) => [one.externalLineId, one.sku])).toEqual([
      ['77:801:902', 'G-2'],
      ['77:801:902:1', null],
      ['78:801:0', 'G-1'],
    ]);
  });
});

describe('pulling', () => {
  const window = { fromAt: 1_793_500_000_500, toAt: 1_793_500_600_500 };

  it('asks by the time of change, then for the details', async () => {
    const { channel, orders } = opened({
      [LIST]: ok({ more: true, next_cursor: 'c2', order_list: [{ order_sn: '261101ABC' }] }),
      [DETAIL]: ok({ order_list: [order()] }),
    });
    const page = await orders.pull(window, 'c1');
    expect(page.next).toBe('c2');
    expect(page.orders.map((one) => one.externalOrderId)).toEqual(['261101ABC']);
    expect(channel.queryOf(LIST)).toMatchObject({
      time_range_field: 'update_time',
      time_from: '1793500000',
      time_to: '1793500601',
      cursor: 'c1',
      page_size: '50',
    });
    const fields = channel.queryOf(DETAIL)['response_optional_fields']?.split(',');
    expect(fields).toEqual(
      expect.arrayContaining(['item_list', 'recipient_address', 'total_amount', 'buyer_user_id']),
    );
  });

  it('ends where there is no more', async () => {
    const { channel, orders } = opened({
      [LIST]: ok({ more: false, next_cursor: 'c9', order_list: [] }),
    });
    expect(await orders.pull(window, '')).toEqual({ orders: [], next: '' });
    expect(channel.requests).toHaveLength(1);
  });

  it('asks for details fifty at a time and once each', async () => {
    const { channel, orders } = opened({ [DETAIL]: ok({ order_list: [] }) });
    const ids = Array.from({ length: 120 }, (_, at) => `S${at}`);
    await orders.get([...ids, 'S0']);
    const asked = channel.requests.map((request) =>
      Object.fromEntries(request.query ?? [])['order_sn_list']?.split(','),
    );
    expect(asked.map((list) => list?.length)).toEqual([50, 50, 20]);
  });

  it('leaves out what Shopee does not know', async () => {
    const { orders } = opened({ [DETAIL]: { error: 'order.order_not_found', message: '' } });
    expect(await orders.get(['S1'])).toEqual([]);
  });
});

describe('cancelling', () => {
  const cancelling = (status: string) =>
    opened({
      [DETAIL]: ok({ order_list: [order({ order_status: status })] }),
      [CANCEL]: ok({}),
      [ANSWER]: ok({}),
    });

  it('for want of goods names them', async () => {
    const { channel, orders } = cancelling('READY_TO_SHIP');
    const [found] = await orders.get(['261101ABC']);
    await orders.cancel('261101ABC', 'out_of_stock', found?.lines ?? []);
    expect(channel.bodyOf(CANCEL)).toEqual({
      order_sn: '261101ABC',
      cancel_reason: 'OUT_OF_STOCK',
      item_list: [{ item_id: 801, model_id: 902 }],
    });
  });

  it('for want of goods names all where nobody said which', async () => {
    const { channel, orders } = cancelling('UNPAID');
    const unmatched = {
      ...(await orders.get(['261101ABC']))[0]?.lines[0],
      externalItemId: '',
    } as ChannelOrderLine;
    await orders.cancel('261101ABC', 'out_of_stock', [unmatched]);
    expect(channel.bodyOf(CANCEL)).toMatchObject({ item_list: [{ item_id: 801, model_id: 902 }] });
  });

  it('because the buyer asked', async () => {
    const { channel, orders } = cancelling('READY_TO_SHIP');
    await orders.cancel('261101ABC', 'buyer_asked', []);
    expect(channel.bodyOf(CANCEL)).toEqual({
      order_sn: '261101ABC',
      cancel_reason: 'CUSTOMER_REQUEST',
    });
  });

  it('says yes to a buyer who asked there', async () => {
    const { channel, orders } = cancelling('IN_CANCEL');
    await orders.cancel('261101ABC', 'out_of_stock', []);
    expect(channel.bodyOf(ANSWER)).toEqual({ order_sn: '261101ABC', operation: 'ACCEPT' });
    expect(channel.labels()).not.toContain(CANCEL);
  });

  it('twice does it once', async () => {
    const { channel, orders } = cancelling('CANCELLED');
    await orders.cancel('261101ABC', 'buyer_asked', []);
    expect(channel.labels()).toEqual([DETAIL]);
  });

  it('of an unknown order fails', async () => {
    const { orders } = opened({ [DETAIL]: ok({ order_list: [] }) });
    expect((await failureOf(() => orders.cancel('X', 'buyer_asked', []))).kind).toBe('notFound');
  });

  it('refused by Shopee fails', async () => {
    const { orders } = opened({
      [DETAIL]: ok({ order_list: [order()] }),
      [CANCEL]: { error: 'order.error_limit', message: '' },
    });
    expect((await failureOf(() => orders.cancel('261101ABC', 'buyer_asked', []))).kind).toBe(
      'rejected',
    );
  });
});

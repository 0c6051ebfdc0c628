import type { ChannelClient } from '@ganh/channels/kit';
import { channels } from '@ganh/channels/registry';
import { describeOddReturns, describeOddSettlements } from '../kit/odd-rows.suite';
import { NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';

type Window = { fromAt: number; toAt: number };
const at = NOW / 1000;

function client(channel: keyof typeof channels, answers: Record<string, unknown>): ChannelClient {
  return channels[channel].open(shopAccess(scriptedChannel(answers).send));
}

const returnsOf = async (one: ChannelClient, window: Window) =>
  (await one.returns!.pull(window, '')).returns;

async function settledOf(one: ChannelClient, window: Window) {
  const { entries } = await one.settlements!.pull(window, '');
  return entries;
}

const shopee = (response: unknown) => ({ error: '', message: '', response });
const tiktok = (data: unknown) => ({ code: 0, message: 'Success', data });

describe('Shopee', () => {
  describeOddReturns({
    good: (return_sn) => ({
      return_sn,
      order_sn: 'S1',
      status: 'REQUESTED',
      refund_amount: 5,
      due_date: at,
      create_time: at,
      update_time: at,
      item: [{ item_id: 1, model_id: 2, amount: 1 }],
    }),
    fields: ['return_sn', 'order_sn', 'status', 'refund_amount', 'due_date', 'update_time', 'item'],
    status: (row, status) => ({ ...row, status }),
    pull: (rows, window) =>
      returnsOf(
        client('shopee', {
          'shopee returns/get_return_list': shopee({ more: false, return: rows }),
        }),
        window,
      ),
  });
  describeOddSettlements({
    good: (order_sn) => ({ order_sn, payout_amount: 9, escrow_release_time: at }),
    fields: ['order_sn', 'payout_amount', 'escrow_release_time'],
    pull: (rows, window) =>
      settledOf(
        client('shopee', {
          'shopee payment/get_escrow_list': shopee({ escrow_list: rows }),
          'shopee payment/get_escrow_detail': shopee({
            order_income: { original_price: 10, commission_fee: 1, escrow_amount: 9 },
          }),
        }),
        window,
      ),
  });

  describe('wallet', () => {
    describeOddSettlements({
      good: (order_sn) => ({
        transaction_type: '401',
        amount: 5,
        create_time: at,
        order_sn,
        money_flow: 'MONEY_IN',
      }),
      fields: ['transaction_type', 'amount', 'create_time', 'order_sn', 'money_flow'],
      pull: async (rows, window) => {
        const one = client('shopee', {
          'shopee payment/get_wallet_transaction_list': shopee({ transaction_list: rows }),
        });
        return (await one.settlements!.pull(window, 'wallet:0')).entries;
      },
    });
  });

  it('an order whose fees cannot be read is paid out all the same', async () => {
    const answers = (detail: unknown) => ({
      'shopee payment/get_escrow_list': shopee({
        escrow_list: ['S1', 'S2'].map((order_sn) => ({
          order_sn,
          payout_amount: 9,
          escrow_release_time: at,
        })),
      }),
      'shopee payment/get_escrow_detail': [detail, shopee({ order_income: { original_price: 9 } })],
    });
    const window = { fromAt: 0, toAt: NOW };
    for (const detail of [shopee(null), { error: 'order.order_not_found', message: '' }])
      expect(await settledOf(client('shopee', answers(detail)), window)).toMatchObject([
        { externalOrderId: 'S1', kind: 'unknown', amountVnd: 9 },
        { externalOrderId: 'S2', kind: 'order', amountVnd: 9 },
      ]);
    // What stops every order stops the page.
    for (const detail of [{ error: 'error_server', message: '' }, { error: 'api_suspended' }])
      await expect(settledOf(client('shopee', answers(detail)), window)).rejects.toThrow();
  });
});

describe('Lazada', () => {
  const line = { reverse_order_line_id: 6, reverse_status: 'REQUEST_INITIATE', refund_amount: 5 };
  const LIST = 'lazada reverse/getreverseordersforseller';
  const DETAIL = 'lazada order/reverse/return/detail/list';
  const listOf = (rows: unknown[]) => ({ code: '0', result: { total: 1, items: rows } });
  describeOddReturns({
    good: (reverse_order_id) => ({
      reverse_order_id,
      trade_order_id: '7',
      request_type: 'RETURN',
      reverse_order_lines: [line],
    }),
    fields: ['reverse_order_id', 'trade_order_id', 'request_type', 'reverse_order_lines'],
    status: (row, reverse_status) => ({
      ...row,
      reverse_order_lines: [{ ...line, reverse_status }],
    }),
    pull: (rows, window) =>
      returnsOf(
        client('lazada', { [LIST]: listOf(rows), [DETAIL]: { code: '0', data: null } }),
        window,
      ),
  });
  it.each(Object.keys(line))('a line with a bad %s is kept', async (field) => {
    for (const value of [undefined, null, {}, 1e300]) {
      const row = {
        reverse_order_id: '5',
        trade_order_id: '7',
        reverse_order_lines: [{ ...line, [field]: value }, line],
      };
      const [one] = await returnsOf(client('lazada', { [LIST]: listOf([row]) }), {
        fromAt: 0,
        toAt: NOW,
      });
      expect(one?.lines).toHaveLength(2);
      expect(one?.refundVnd === null || Number.isSafeInteger(one?.refundVnd)).toBe(true);
    }
  });
  describeOddSettlements({
    good: (transaction_number) => ({
      transaction_number,
      transaction_date: '2026-11-01',
      fee_type: '16',
      fee_name: 'Commission',
      amount: '-3300.00',
      order_no: '7',
      orderItem_no: '8',
      statement: 'S1',
    }),
    fields: [
      'transaction_number',
      'transaction_date',
      'fee_type',
      'amount',
      'order_no',
      'statement',
    ],
    pull: (rows, window) =>
      settledOf(
        client('lazada', {
          'lazada finance/transaction/details/get': { code: '0', data: rows },
          'lazada finance/payout/status/get': { code: '0', data: [] },
        }),
        window,
      ),
  });
});

describe('TikTok Shop', () => {
  describeOddReturns({
    good: (return_id) => ({
      return_id,
      order_id: '2',
      return_type: 'REFUND',
      return_status: 'RETURN_OR_REFUND_REQUEST_PENDING',
      refund_amount: { refund_total: '5' },
      seller_next_action_response: [{ action: 'x', deadline: at }],
      return_line_items: [{ order_line_item_id: '3', sku_id: '2' }],
      create_time: at,
      update_time: at,
    }),
    fields: [
      ...['return_id', 'order_id', 'return_status', 'refund_amount', 'update_time'],
      ...['seller_next_action_response', 'return_line_items'],
    ],
    status: (row, return_status) => ({ ...row, return_status }),
    pull: (rows, window) =>
      returnsOf(
        client('tiktok-shop', {
          'tiktok-shop return_refund/202309/returns/search': tiktok({ return_orders: rows }),
        }),
        window,
      ),
  });
  const statement = { id: '1', statement_time: at };
  const STATEMENTS = 'tiktok-shop finance/202309/statements';
  const TRANSACTIONS = 'tiktok-shop finance/202501/statements/1/statement_transactions';
  describeOddSettlements({
    good: (id) => ({
      id,
      type: 'ORDER',
      order_id: '3',
      settlement_amount: '90',
      revenue_breakdown: { subtotal_before_discount_amount: '100' },
      fee_tax_breakdown: { fee: { transaction_fee_amount: '-8' }, tax: { pit_amount: '-2' } },
    }),
    fields: [
      ...['id', 'type', 'order_id', 'settlement_amount'],
      ...['revenue_breakdown', 'fee_tax_breakdown'],
    ],
    pull: (rows, window) =>
      settledOf(
        client('tiktok-shop', {
          [STATEMENTS]: tiktok({ statements: [statement] }),
          [TRANSACTIONS]: tiktok({ transactions: rows }),
        }),
        window,
      ),
  });
  it('a statement that cannot be named is kept, and the next one is read', async () => {
    const one = client('tiktok-shop', {
      [STATEMENTS]: tiktok({ statements: [{ ...statement, id: null }], next_page_token: 'n' }),
    });
    const { entries, next } = await one.settlements!.pull({ fromAt: 0, toAt: NOW }, '');
    expect(entries).toMatchObject([{ kind: 'unknown', channelKind: 'statement', at: NOW }]);
    expect(next).not.toBe('');
  });
});

describe('Tiki', () => {
  describeOddSettlements({
    good: (code) => ({
      code,
      status: 'complete',
      created_at: '2026-10-31 18:00:00',
      updated_at: '2026-10-31 18:00:00',
      invoice: { total_seller_income: 90, total_seller_fee: 10 },
    }),
    fields: ['code', 'status', 'created_at', 'updated_at'],
    pull: (rows, window) => settledOf(client('tiki', { 'tiki v2/orders': { data: rows } }), window),
  });
  it('an order that tells no income has none yet, and keeps nobody waiting', async () => {
    const rows = [
      { code: 'A', created_at: '2026-10-31 18:00:00', invoice: null },
      { code: 'B', created_at: '2026-10-31 18:00:00', invoice: { total_seller_income: 5 } },
    ];
    const entries = await settledOf(client('tiki', { 'tiki v2/orders': { data: rows } }), {
      fromAt: 0,
      toAt: NOW,
    });
    expect(entries.map((one) => one.externalId)).toEqual(['B']);
  });
});

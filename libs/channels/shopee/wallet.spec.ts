import { NOW, scriptedChannel, shopAccess, type Scripted } from '../kit/scripted.suite';
import { shopeeSettlements } from './settlements';

const ESCROW = 'shopee payment/get_escrow_list';
const DETAIL = 'shopee payment/get_escrow_detail';
const WALLET = 'shopee payment/get_wallet_transaction_list';
const window = { fromAt: NOW - 86_400_000, toAt: NOW };
const at = NOW / 1000;
const ok = (response: unknown) => ({ error: '', message: '', response });
const rows = (transaction_list: unknown[], more = false) => ok({ transaction_list, more });

function opened(answers: Record<string, Scripted | Scripted[]>) {
  const channel = scriptedChannel({
    [ESCROW]: ok({ escrow_list: [], more: false }),
    [WALLET]: rows([]),
    ...answers,
  });
  return { channel, settlements: shopeeSettlements(shopAccess(channel.send)) };
}

async function all(answers: Record<string, Scripted | Scripted[]>) {
  const { channel, settlements } = opened(answers);
  const entries = [];
  let cursor = '';
  do {
    const page = await settlements.pull(window, cursor);
    entries.push(...page.entries);
    cursor = page.next;
  } while (cursor !== '');
  return { channel, entries };
}

it('what moved in the wallet beside orders follows what was released for them, page 0 first', async () => {
  const ads = {
    transaction_type: '450',
    amount: -50_000,
    create_time: at,
    money_flow: 'MONEY_OUT',
  };
  const lost = {
    transaction_type: 401,
    amount: 20_000,
    create_time: at,
    order_sn: 'S1',
    money_flow: 'MONEY_IN',
  };
  const { channel, entries } = await all({ [WALLET]: [rows([ads], true), rows([lost])] });
  expect(entries).toEqual([
    {
      externalId: `wallet:450:${at}::-50000`,
      kind: 'adjustment',
      channelKind: '450',
      externalOrderId: null,
      externalStatementId: null,
      amountVnd: -50_000,
      parts: [{ kind: 'service_fee', name: '450', amountVnd: -50_000 }],
      at: NOW,
    },
    {
      externalId: `wallet:401:${at}:S1:20000`,
      kind: 'adjustment',
      channelKind: '401',
      externalOrderId: 'S1',
      externalStatementId: null,
      amountVnd: 20_000,
      parts: [{ kind: 'other', name: '401', amountVnd: 20_000 }],
      at: NOW,
    },
  ]);
  const pages = channel.requests
    .filter((one) => one.label === WALLET)
    .map((one) => Object.fromEntries(one.query ?? [])['page_no']);
  expect(pages).toEqual(['0', '1']);
});

it.each([101, 102, 'ESCROW_VERIFIED_ADD', 201, 'WITHDRAWAL_COMPLETED'])(
  '%s is told by the order or is the seller’s own way to the bank',
  async (transaction_type) => {
    const row = { transaction_type, amount: 5, create_time: at };
    expect((await all({ [WALLET]: rows([row]) })).entries).toEqual([]);
  },
);

it.each([
  ['MONEY_OUT', 5_000, -5_000],
  ['MONEY_OUT', -5_000, -5_000],
  ['MONEY_IN', 5_000, 5_000],
  [undefined, -5_000, -5_000],
])('%s of %d is %d', async (money_flow, amount, amountVnd) => {
  const row = { transaction_type: 402, amount, create_time: at, money_flow };
  expect((await all({ [WALLET]: rows([row]) })).entries).toMatchObject([{ amountVnd }]);
});

it('a shop whose wallet may not be seen is told its orders all the same', async () => {
  const released = { order_sn: 'S1', payout_amount: 9, escrow_release_time: at };
  const { entries } = await all({
    [ESCROW]: ok({ escrow_list: [released] }),
    [DETAIL]: ok({ order_income: {} }),
    [WALLET]: { error: 'error_permission', message: '' },
  });
  expect(entries.map((one) => one.externalId)).toEqual(['escrow:S1']);
});

it('a wallet that does not answer is asked again', async () => {
  await expect(all({ [WALLET]: { error: 'error_server', message: '' } })).rejects.toMatchObject({
    kind: 'transient',
  });
});

import { NOW, scriptedChannel, shopAccess } from '../kit/scripted.suite';
import { lazadaSettlements, vnd } from './settlements';

it.each([
  ['-1,250.00', -1_250],
  ['65000.00 VND', 65_000],
  ['0.00', 0],
  ['', 0],
  [null, 0],
  ['no', 0],
])('%j is %i', (told, amount) => expect(vnd(told)).toBe(amount));

it('a fee tells its taxes apart, a reversal is a refund, a fee that no table knows keeps its name', async () => {
  const rows = [
    ['A', '16', 'Commission', '-3300.00', { VAT_in_amount: '300.00' }],
    ['B', '14', 'Reversal Item Price', '-65000.00', {}],
    ['C', '999', 'A fee of tomorrow', '-100', { WHT_amount: '10', WHT_included_in_amount: 'Yes' }],
  ] as const;
  const channel = scriptedChannel({
    'lazada finance/transaction/details/get': {
      code: '0',
      data: rows.map(([transaction_number, fee_type, fee_name, amount, more]) => ({
        ...{ transaction_number, fee_type, fee_name, amount, order_no: '7', orderItem_no: '8' },
        ...{ transaction_date: '2026-11-01', statement: 'S1', ...more },
      })),
    },
    'lazada finance/payout/status/get': {
      code: '0',
      data: [{ statement_number: 'S0', paid: '0' }],
    },
  });
  const window = { fromAt: NOW - 86_400_000, toAt: NOW };
  const { entries, next } = await lazadaSettlements(shopAccess(channel.send)).pull(window, '');
  expect(next).toBe('');
  expect(entries).toMatchObject([
    {
      kind: 'order',
      parts: [
        { kind: 'commission', amountVnd: -3_000 },
        { kind: 'vat', amountVnd: -300 },
      ],
    },
    { kind: 'refund', amountVnd: -65_000 },
    {
      externalOrderId: '7',
      externalStatementId: 'S1',
      parts: [
        { kind: 'other', name: 'A fee of tomorrow', amountVnd: -90 },
        { kind: 'income_tax', amountVnd: -10 },
      ],
    },
  ]);
});

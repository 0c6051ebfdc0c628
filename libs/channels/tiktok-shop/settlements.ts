import {
  looseRows,
  looseSeconds,
  looseText,
  looseWhole,
  oddId,
  type SettlementEntry,
  type SettlementKind,
  type SettlementsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { ask } from './call';
import { windowOf } from './orders';
import { partsOf } from './settlement-parts';
import { TRANSACTIONS_PER_PAGE } from './tiktok-shop.descriptor';

const statementSchema = z.looseObject({ id: looseText, statement_time: looseSeconds });
type Statement = z.infer<typeof statementSchema>;
const statementPage = z.looseObject({
  statements: looseRows(statementSchema).catch([]),
  next_page_token: looseText,
});

const amounts = z.record(z.string(), z.unknown()).nullish().catch(null);
const transaction = z.looseObject({
  id: looseText,
  type: looseText,
  order_id: looseText,
  adjustment_order_id: looseText,
  settlement_amount: looseWhole,
  revenue_amount: looseWhole,
  revenue_breakdown: amounts,
  shipping_cost_amount: looseWhole,
  shipping_cost_breakdown: amounts,
  fee_tax_amount: looseWhole,
  fee_tax_breakdown: z.looseObject({ fee: amounts, tax: amounts }).nullish().catch(null),
  adjustment_amount: looseWhole,
});
export type Transaction = z.infer<typeof transaction>;

const transactionPage = z.looseObject({
  transactions: looseRows(transaction).nullish(),
  next_page_token: looseText,
});

/** Which statement is being read, and how far. */
const cursorSchema = z.tuple([z.string(), z.string()]);

function cursorOf(cursor: string): [statements: string, transactions: string] {
  if (cursor === '') return ['', ''];
  return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
}

const toCursor = (statements: string, transactions: string) =>
  Buffer.from(JSON.stringify([statements, transactions])).toString('base64url');

const onward = (token: string): [string, string][] => (token === '' ? [] : [['page_token', token]]);

/** One page of one statement: a statement is a day, and the transactions of Vietnam are in the newer form. tiktok-shop spec §5 */
export function tiktokShopSettlements(access: ShopAccess): SettlementsClient {
  return {
    async pull(window, cursor) {
      const [statementsAt, transactionsAt] = cursorOf(cursor);
      const { statements, next_page_token } = await statementsOf(access, window, statementsAt);
      const [statement] = statements;
      const afterwards = next_page_token ? toCursor(next_page_token, '') : '';
      if (!statement) return { entries: [], next: afterwards };
      if (!statement.id) return { entries: [unnamed(statement)], next: afterwards };
      const page = await transactionsOf(access, statement.id, transactionsAt);
      const entries = (page.transactions ?? []).map((one) => entryOf(one, statement));
      const more = page.next_page_token;
      return { entries, next: more ? toCursor(statementsAt, more) : afterwards };
    },
  };
}

function statementsOf(
  access: ShopAccess,
  window: { fromAt: number; toAt: number },
  token: string,
): Promise<z.infer<typeof statementPage>> {
  const times = Object.entries(windowOf('statement_time', window));
  const query: [string, string][] = [
    ['sort_field', 'statement_time'],
    ['sort_order', 'ASC'],
    ['page_size', '1'],
    ...times.map(([name, time]): [string, string] => [name, String(time)]),
    ...onward(token),
  ];
  return ask(access, { path: '/finance/202309/statements', query }, statementPage);
}

function transactionsOf(
  access: ShopAccess,
  statementId: string,
  token: string,
): Promise<z.infer<typeof transactionPage>> {
  const query: [string, string][] = [
    ['sort_field', 'order_create_time'],
    ['page_size', String(TRANSACTIONS_PER_PAGE)],
    ...onward(token),
  ];
  const path = `/finance/202501/statements/${statementId}/statement_transactions`;
  return ask(access, { path, query }, transactionPage);
}

const ADJUSTMENTS = [
  'RESERVE',
  'PLATFORM_PENALTY',
  'LOGISTICS_REIMBURSEMENT',
  'SHIPPING_FEE_ADJUSTMENT',
  'GMV_PAYMENT_FOR_ADS',
  'PLATFORM_COMMISSION_ADJUSTMENT',
];

function kindOf(type: string): SettlementKind {
  if (type === 'ORDER') return 'order';
  return ADJUSTMENTS.includes(type) ? 'adjustment' : 'unknown';
}

function entryOf(one: Transaction, statement: Statement): SettlementEntry {
  const type = one.type ?? '';
  const parts = partsOf(one);
  return {
    externalId: one.id || oddId(one),
    kind: one.id ? kindOf(type) : 'unknown',
    channelKind: type,
    externalOrderId: one.order_id || one.adjustment_order_id || null,
    externalStatementId: statement.id,
    amountVnd: parts.reduce((sum, part) => sum + part.amountVnd, 0),
    parts,
    at: statement.statement_time ?? 0,
  };
}

/** A statement that cannot be asked for what is in it: kept, so that somebody can look. */
function unnamed(statement: Statement): SettlementEntry {
  return {
    externalId: oddId(statement),
    kind: 'unknown',
    channelKind: 'statement',
    externalOrderId: null,
    externalStatementId: null,
    amountVnd: 0,
    parts: [],
    at: statement.statement_time ?? 0,
  };
}

import {
  looseRows,
  looseText,
  oddId,
  type SettlementEntry,
  type SettlementKind,
  type SettlementPart,
  type SettlementPartKind,
  type SettlementsClient,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inData } from './call';
import { ENTRIES_PER_PAGE } from './lazada.descriptor';
import { dayText, momentOf } from './times';

/** lazada spec §6; the list is open, and what it does not hold keeps its name. */
const FEES: Readonly<Record<string, SettlementPartKind>> = {
  '13': 'goods',
  '14': 'goods',
  '16': 'commission',
  '15': 'commission',
  '3': 'payment_fee',
  '4': 'payment_fee',
  '135': 'payment_fee',
  '7': 'shipping',
  '8': 'shipping',
  '28': 'shipping',
  '26': 'shipping',
  '118': 'discount',
};
const REVERSALS = ['14', '15'];

const row = z.looseObject({
  transaction_date: looseText,
  transaction_number: looseText,
  transaction_type: looseText,
  fee_name: looseText,
  fee_type: looseText,
  amount: looseText,
  VAT_in_amount: looseText,
  WHT_amount: looseText,
  WHT_included_in_amount: looseText,
  statement: looseText,
  order_no: looseText,
  orderItem_no: looseText,
});
type Row = z.infer<typeof row>;

const statement = z.looseObject({
  statement_number: looseText,
  created_at: looseText,
  updated_at: looseText,
  payout: looseText,
  paid: looseText,
});

/** Every fee is an entry of its own; statements that have been paid follow the last of them. */
export function lazadaSettlements(access: ShopAccess): SettlementsClient {
  return {
    async pull({ fromAt, toAt }, cursor) {
      const offset = Number(cursor || '0');
      const parameters: [string, string][] = [
        ['start_time', dayText(fromAt)],
        ['end_time', dayText(toAt)],
        ['trans_type', '-1'],
        ['limit', String(ENTRIES_PER_PAGE)],
        ['offset', String(offset)],
      ];
      const call = { path: '/finance/transaction/details/get', parameters };
      const rows = await askAsShop(access, call, inData(looseRows(row)));
      const entries = rows.map(entryOf);
      if (rows.length >= ENTRIES_PER_PAGE)
        return { entries, next: String(offset + ENTRIES_PER_PAGE) };
      return { entries: [...entries, ...(await payouts(access, fromAt, toAt))], next: '' };
    },
  };
}

/** "-1,250.00", "65000.00 VND"; whole đồng. */
export function vnd(told: string | null): number {
  const found = /-?\d[\d,]*(\.\d+)?/.exec(told ?? '')?.[0].replaceAll(',', '');
  const whole = Math.round(Number(found ?? '0'));
  return Number.isSafeInteger(whole) ? whole || 0 : 0;
}

function entryOf(one: Row): SettlementEntry {
  const amountVnd = vnd(one.amount);
  const feeType = one.fee_type ?? '';
  const { transaction_number: number } = one;
  return {
    // One transaction has a row for each of its fees and lines.
    externalId: number ? [number, one.orderItem_no ?? '', feeType].join(':') : oddId(one),
    kind: number && one.amount !== null ? kindOf(one, feeType) : 'unknown',
    channelKind: one.fee_name ?? one.transaction_type ?? (feeType || 'unknown'),
    externalOrderId: one.order_no || null,
    externalStatementId: one.statement || null,
    amountVnd,
    parts: partsOf(one, amountVnd, FEES[feeType] ?? 'other'),
    at: momentOf(one.transaction_date) ?? 0,
  };
}

function kindOf(one: Row, feeType: string): SettlementKind {
  if (REVERSALS.includes(feeType)) return 'refund';
  return one.order_no ? 'order' : 'adjustment';
}

/** Taxes lie inside the amount: they are told apart from it, with its sign. */
function partsOf(one: Row, amountVnd: number, kind: SettlementPartKind): SettlementPart[] {
  const sign = amountVnd < 0 ? -1 : 1;
  const vat = sign * Math.abs(vnd(one.VAT_in_amount));
  const isWithheld = /^(yes|true|1)$/i.test(one.WHT_included_in_amount ?? '');
  const withheld = isWithheld ? -Math.abs(vnd(one.WHT_amount)) : 0;
  const name = one.fee_name ?? one.fee_type ?? '';
  const parts: SettlementPart[] = [
    { kind, name, amountVnd: amountVnd - vat - withheld },
    { kind: 'vat', name: 'VAT_in_amount', amountVnd: vat },
    { kind: 'income_tax', name: 'WHT_amount', amountVnd: withheld },
  ];
  return parts.filter((part, at) => at === 0 || part.amountVnd !== 0);
}

/** Statements that the bank has been told to pay. lazada spec §6 */
async function payouts(
  access: ShopAccess,
  fromAt: number,
  toAt: number,
): Promise<SettlementEntry[]> {
  const parameters = [['created_after', dayText(fromAt)]] as const;
  const call = { path: '/finance/payout/status/get', parameters };
  const found = await askAsShop(access, call, inData(looseRows(statement).catch([])));
  return found
    .filter((one) => one.paid === '1')
    .map((one) => {
      const amountVnd = vnd(one.payout);
      return {
        externalId: `statement:${one.statement_number || oddId(one)}`,
        kind: 'payout' as const,
        channelKind: 'payout',
        externalOrderId: null,
        externalStatementId: one.statement_number || null,
        amountVnd,
        parts: [{ kind: 'other' as const, name: 'payout', amountVnd }],
        at: momentOf(one.updated_at) ?? momentOf(one.created_at) ?? 0,
      };
    })
    .filter((one) => one.at <= toAt);
}

import {
  ChannelFailure,
  looseRows,
  looseSeconds,
  looseText,
  looseWhole,
  oddId,
  type SettlementEntry,
  type SettlementKind,
  type SettlementPartKind,
  type ShopAccess,
} from '@ganh/channels/kit';
import { z } from 'zod';
import { askAsShop, inResponse } from './call';

/** shopee spec §5 */
const PAGE_SIZE = 100;

/** An order's own money is told by the escrow list, with its fees. */
const RELEASED = /^(10[12]|ESCROW_VERIFIED_\w+)$/;
/** On its way to the bank: the seller's already. */
const WITHDRAWN = /^(20[1-3]|WITHDRAWAL_\w+)$/;
/** shopee spec §5: by number or by name; the list is open. */
const ADJUSTED = /^(40[124-7]|450|455|458|459|460|PAID_ADS_CHARGE)$/;
const PARTS: Readonly<Record<string, SettlementPartKind>> = {
  '450': 'service_fee',
  PAID_ADS_CHARGE: 'service_fee',
  '455': 'commission',
};

const moved = z.looseObject({
  transaction_type: looseText,
  amount: looseWhole,
  create_time: looseSeconds,
  order_sn: looseText,
  refund_sn: looseText,
  withdrawal_id: looseText,
  money_flow: looseText,
});
type Moved = z.infer<typeof moved>;
const page = inResponse(
  z.looseObject({ more: z.boolean().nullish(), transaction_list: looseRows(moved) }),
);

/**
 * One page of what else was added to the wallet or taken from it: corrections, advertising, affiliates. Pages are counted from
 * 0. A shop whose wallet the app may not see has none of it; its orders are told all the same. shopee spec §5
 */
export async function pullWallet(
  access: ShopAccess,
  { fromAt, toAt }: { fromAt: number; toAt: number },
  pageNo: number,
): Promise<{ entries: SettlementEntry[]; more: boolean }> {
  const query: [string, string][] = [
    ['page_no', String(pageNo)],
    ['page_size', String(PAGE_SIZE)],
    ['create_time_from', String(Math.floor(fromAt / 1000))],
    ['create_time_to', String(Math.ceil(toAt / 1000))],
  ];
  try {
    const call = { path: 'payment/get_wallet_transaction_list', query };
    const { more, transaction_list: rows } = await askAsShop(access, call, page);
    const isOther = ({ transaction_type: type }: Moved) =>
      !type || !(RELEASED.test(type) || WITHDRAWN.test(type));
    return {
      entries: rows.filter(isOther).map(entryOf),
      more: more === true && rows.length > 0,
    };
  } catch (failure) {
    if (failure instanceof ChannelFailure && failure.kind === 'rejected')
      return { entries: [], more: false };
    throw failure;
  }
}

function entryOf(one: Moved): SettlementEntry {
  const { transaction_type: type, create_time: at, amount } = one;
  const amountVnd = signed(amount ?? 0, one.money_flow);
  return {
    externalId: `wallet:${keyOf(one)}`,
    kind: kindOf(one),
    channelKind: type || 'unknown',
    externalOrderId: one.order_sn || null,
    externalStatementId: null,
    amountVnd,
    parts: [{ kind: PARTS[type ?? ''] ?? 'other', name: type || 'unknown', amountVnd }],
    at: at ?? 0,
  };
}

function kindOf({ transaction_type: type, amount, create_time: at }: Moved): SettlementKind {
  return type && ADJUSTED.test(type) && amount !== null && at !== null ? 'adjustment' : 'unknown';
}

function signed(amount: number, flow: string | null): number {
  if (flow === 'MONEY_OUT') return -Math.abs(amount) || 0;
  return flow === 'MONEY_IN' ? Math.abs(amount) : amount;
}

/** It has no id: what it is made of tells it. shopee spec §5 */
function keyOf(one: Moved): string {
  const { transaction_type: type, create_time: at, amount } = one;
  if (!type || at === null || amount === null) return oddId(one);
  return [type, at / 1000, one.order_sn || one.withdrawal_id || one.refund_sn || '', amount].join(
    ':',
  );
}
